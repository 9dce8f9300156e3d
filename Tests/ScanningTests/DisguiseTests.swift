import Lexicons
import Native
import TestSupport
import Testing
import Text

@testable import Scanning

@Suite("Disguised writing")
struct DisguiseTests {
  /// The plain readings of the disguised stretches of a text, each behind the folded bytes that it stands for.
  private static func readings(_ text: String) -> [(stretch: String, plain: String)] {
    var folder = Folder()
    var folded: [UInt8] = []
    var map = OffsetMap()
    folder.fold(Array(text.utf8).span, into: &folded, map: &map)
    var tokens: [Token] = []
    scanWords(folded.span, into: &tokens)
    var disguises = Disguises()
    disguises.find(in: folded.span, tokens: tokens.span, map: map)
    return disguises.stretches.map {
      (
        String(decoding: folded[$0.range], as: UTF8.self),
        String(decoding: disguises.letters[$0.plain], as: UTF8.self)
      )
    }
  }

  static let disguised: KeyValuePairs = [
    "F.a.t.i.m.a lives there": ["fatima"],
    "F.a.t.i.m.a E. (7, 488 K.i.n.g.s H.w.y) may": ["fatima", "kings", "hwy"],
    "she is s u s p e n d e d": ["suspended"],
    "t e x t  m e tonight": ["text", "me"],
    "s-e-c-r-e-t and s*n*a*p": ["secret", "snap"],
    "put it on s.n.a.p": ["snap"],
    "social is 0 2 6 - 5 8 - 7 1 4 0": ["026-58-7140"],
    "certo é 0 1 9 – 7 2 – 5 5 0 3 . O que": ["019-72-5503"],
    "0 1 1 4 4 3 2 3 2, account": ["011443232"],
    "4 1 3 . 5 5 5 . 0 1 4 2": ["413.555.0142"],
    "0 2 6  5 8  7 1 4 0": ["026 58 7140"],
    "fax 413-555-0 1 7 7 but": ["413-555-0177"],
    "id 2 o 4 3 3 3??": ["204333"],
    "five five 0 0 three 1 9 8 8 two": ["5500319882"],
    "zero two six, five eight, seven one four zero": ["026-58-7140"],
    "oh one one dash four four three two dash three two": ["011-4432-32"],
    "zero two nine, fifty eight, then 4 1 7 6": ["029-58-4176"],
    "nine seven eight five five five oh one six five": ["9785550165"],
    "my p4ssw0rd is new": ["password"],
    "he was susp3nded today": ["suspended"],
    "t3xt m3 t0night": ["text", "me", "tonight"],
    "de1ete this": ["delete"],
    "on in🔥sta tonight": ["insta"],
    "sn☀ap and s👻n👻a👻p": ["snap", "snap"],
    "رقم ٩٧٨٥٥٥٠١٧٤ هنا": ["9785550174"],
  ]

  @Test func whatIsDisguisedHasAPlainReading() {
    for (text, plain) in Self.disguised {
      #expect(Self.readings(text).map(\.plain) == plain, "\(text)")
    }
  }

  static let ordinary = [
    "The U.S.A. and the U.S.D.A. and the U.S.", "e.g. this, i.e. that, etc.", "J. R. R. Tolkien",
    "options a b c", "answers: a b c d e f g", "A, B, C, D", "a/b/c/d", "I am a U", "p. 12 f.",
    "rate it 1 2 3 4 5 6 7 8 9 10", "10 9 8 7 6 5 4 3 2 1 go", "1 2 3 4", "0 0 0 0 0 0 0 0",
    "vitamin B12, room 504 and H2O", "CO2 and C6H12O6", "iPhone15 and mp4", "grade 4th to 12th",
    "section 37H1a and 504", "sha 3f5a77c0de11", "0x80123abc", "serial AB12CD34EF",
    "see https://hill.example/p4th/a1b2 and k1m.p0e@hill.example", "uint64_t x86 i18n utf8",
    "TG9yZW0gaXBzdW0gZG9sb3I0c2l0", "one two three", "one of the two, three or four of five",
    "two to one, one for all", "four five six seven eight nine ten", "score 3 to 2, 4 to 1",
    "great job 🎉 team", "ok👍", "café au lait", "a 1 b 2 c 3", "x + y + z = 1",
    "Mon - Tue - Wed", "2026-03-04 10:15", "call 413-555-0142", "B5G7 and T0K1O2", "$5 - $7",
    "I, a 5 yr old", "e-mail, x-ray, t-shirt",
  ]

  @Test func ordinaryWritingIsLeftAlone() {
    for text in Self.ordinary {
      let readings = Self.readings(text)
      #expect(readings.isEmpty, "\(text): \(readings)")
    }
  }

  @Test func anyTextIsHarmlessAndStretchesAreInOrder() {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "a", "b ", " ", ".", "-", "1", "2 ", "one ", "five ", "🔥", "☀", "\n\n", "t3xt ", "٣", "é",
      ", ",
    ]
    for _ in 0..<3_000 {
      let count = Int.random(in: 0..<40, using: &random)
      let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
        .joined()
      var folder = Folder()
      var folded: [UInt8] = []
      var map = OffsetMap()
      folder.fold(Array(text.utf8).span, into: &folded, map: &map)
      var tokens: [Token] = []
      scanWords(folded.span, into: &tokens)
      var disguises = Disguises()
      disguises.find(in: folded.span, tokens: tokens.span, map: map)
      var end = 0
      for stretch in disguises.stretches {
        #expect(stretch.range.lowerBound >= end && !stretch.plain.isEmpty)
        end = stretch.range.upperBound
      }
      #expect(end <= folded.count)
    }
  }

  // MARK: Findings

  private static let suspension = Make.rule(
    "t/suspension", .concern(.student), [(20, "suspended")], repeats: 5)
  private static let ssn = Make.rule(
    "t/ssn", .concern(.student), [(50, "/\\b\\d{3}-\\d{2}-\\d{4}\\b/")],
    cues: [.shape("ddd-dd-dddd")], require: ["ssn"],
    repeats: 2)

  @Test func aFindingStandsOnTheWholeStretch() throws {
    let body = "First a line.\n\nShe was s u s p e n d e d on Monday.\n"
    let verdict = Verdict.of(mail(body), [Self.suspension])
    let finding = try #require(verdict.findings.first)
    #expect(verdict.findings.count == 1 && verdict.score(.student) == 20)
    #expect(finding.excerpt.matched == "s u s p e n d e d")
    let bytes = Array(body.utf8)
    #expect(
      String(decoding: bytes[finding.start..<finding.end], as: UTF8.self) == "s u s p e n d e d")
    #expect(finding.line == 3)
    let raw = Array(mail(body).utf8)
    let start = try #require(finding.fileStart)
    #expect(String(decoding: raw[start..<start + 9], as: UTF8.self) == "s u s p e")
  }

  @Test func whatIsNotDisguisedCountsOnce() {
    let verdict = Verdict.of(
      mail("suspended, then suspended again: s.u.s.p.e.n.d.e.d"), [Self.suspension])
    #expect(verdict.findings.map(\.points) == [20, 20, 20])
    #expect(Set(verdict.findings.map(\.start)).count == 3)
  }

  @Test func evidenceMayBeDisguisedAndTheMatchNot() {
    let rule = Make.rule(
      "t/r", .concern(.student), [(20, "suspended")],
      contexts: [Make.context(.needs, .sentence, phrases: ["fatima"])])
    #expect(Verdict.of(mail("F.a.t.i.m.a was suspended"), [rule]).matches == ["suspended"])
    #expect(Verdict.of(mail("U.S.D.A. was suspended"), [rule]).findings.isEmpty)
  }

  @Test func maskingHidesTheStretchBesideOtherFindingsToo() throws {
    let verdict = Verdict.of(
      mail("suspended; social 0 2 6 - 5 8 - 7 1 4 0 is hers", subject: "re 0 2 6 - 5 8 - 7 1 4 0"),
      [Self.suspension, Self.ssn])
    let plain = try #require(verdict.findings.first { $0.rule == "t/suspension" })
    #expect(plain.excerpt.hidden == ["0 2 6 - 5 8 - 7 1 4 0"])
    let number = try #require(verdict.findings.first { $0.rule == "t/ssn" && $0.field == "body" })
    #expect(number.excerpt.matched == "0 2 6 - 5 8 - 7 1 4 0")
    #expect(number.excerpt.hidden == [number.excerpt.matched])
    #expect(verdict.subjectSensitive == [3..<24])
  }
}
