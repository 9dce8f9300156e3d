import Foundation
import Lexicons
import Mail
import Native
import People
import TestSupport
import Testing
import Text

@testable import Scanning

/// Where findings stand, over every way that text can be encoded.
///
/// A finding's `start..<end` cuts what matched out of the decoded part, and `file_start` points at the
/// byte of the file that it came from.
@Suite("Offsets")
struct OffsetTests {
  /// A body in some encoding, as mail.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var bytes: [UInt8]
    /// The first raw bytes of the match in the file; nil where the encoding keeps no place.
    var raw: [UInt8]?
    /// What was matched, folded.
    var folded: String
  }

  private static func mail(_ head: String, _ body: [UInt8]) -> [UInt8] {
    Array(
      ("From: a.lee@hill.example\nTo: b.kim@hill.example\nSubject: note\nMIME-Version: 1.0\n"
        + head + "\n\n").utf8) + body
  }

  private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    var text = ""
    var column = 0
    for byte in bytes {
      if column > 60 {
        text += "=\n"
        column = 0
      }
      if byte == 0x0A {
        text += "\n"
        column = 0
      } else if byte > 0x7E || byte == 0x3D || byte % 7 == 3 {
        let hex = String(byte, radix: 16, uppercase: true)
        text += "=" + (hex.count == 1 ? "0" + hex : hex)
        column += 3
      } else {
        text += String(UnicodeScalar(byte))
        column += 1
      }
    }
    return Array(text.utf8)
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    Array(Data(bytes).base64EncodedString(options: [.lineLength76Characters]).utf8)
  }

  private static let latin = "Très tôt : « Détention » à midi, père et mère prévenus.\n"
  private static let russian = "Завтра после уроков Отстранён от занятий ученик.\n"

  private static func utf16(_ text: String) -> [UInt8] {
    [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private static func koi8(_ text: String) -> [UInt8] {
    // KOI8-R of the letters used here, by their order in the alphabet.
    let small = Array("юабцдефгхийклмнопярстужвьызшэщчъ".unicodeScalars)
    return text.unicodeScalars.map { scalar in
      if scalar.value < 0x80 { return UInt8(scalar.value) }
      if scalar == "ё" { return 0xA3 }
      if let index = small.firstIndex(of: scalar) { return UInt8(0xC0 + index) }
      let lower = String(scalar).lowercased().unicodeScalars.first ?? "ю"
      return UInt8(0xE0 + (small.firstIndex(of: lower) ?? 0))
    }
  }

  static let cases: [Case] = {
    let plain = Array("Grades: he was SUSPENDED\nfor two days.\n".utf8)
    let html = "<p>He&nbsp;was <b>SUS</b>PENDED &amp; sent home, caf&eacute;.</p>\n"
    let latin1 = latin.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    var cases = [
      Case(
        testDescription: "7bit", bytes: mail("Content-Type: text/plain", plain),
        raw: Array("SUSPENDED".utf8), folded: "suspended"),
      Case(
        testDescription: "quoted-printable",
        bytes: mail(
          "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
          quotedPrintable(Array(latin.utf8))), raw: Array("D=C3=A9".utf8), folded: "détention"),
      Case(
        testDescription: "base64",
        bytes: mail(
          "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64",
          base64(Array(latin.utf8))), raw: nil, folded: "détention"),
      Case(
        testDescription: "html",
        bytes: mail("Content-Type: text/html; charset=utf-8", Array(html.utf8)),
        raw: nil, folded: "suspended"),
      Case(
        testDescription: "latin-1",
        bytes: mail(
          "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit", latin1),
        raw: [0x44, 0xE9], folded: "détention"),
      Case(
        testDescription: "koi8-r",
        bytes: mail(
          "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit",
          koi8(russian)), raw: koi8("Отстранён"), folded: "отстранён"),
      Case(
        testDescription: "koi8-r quoted-printable",
        bytes: mail(
          "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: quoted-printable",
          quotedPrintable(koi8(russian))), raw: nil, folded: "отстранён"),
      Case(
        testDescription: "utf-16 base64",
        bytes: mail(
          "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64",
          base64(utf16(latin))), raw: nil, folded: "détention"),
      Case(
        testDescription: "JSON",
        bytes: Array(
          #"{"id":"m1","from":"a@b.example","body":"Tr\u00e8s: \ud83d\ude00\n D\u00e9tention ici"}"#
            .utf8), raw: Array(#"D\u00e9"#.utf8), folded: "détention"),
    ]
    cases += cases.filter { $0.bytes.first != UInt8(ascii: "{") }.map {
      Case(
        testDescription: $0.testDescription + " CRLF", bytes: $0.bytes.withCRLF, raw: $0.raw,
        folded: $0.folded)
    }
    return cases
  }()

  private static let ruleset = Ruleset(
    Make.set([
      Make.rule(
        "t/r", .concern(.student),
        [(20, "suspended"), (20, "détention"), (20, "отстранён")], repeats: 9)
    ]))

  private static let offset = 1_000

  private func scan(_ bytes: [UInt8], _ syntax: MailFormat.Syntax) -> Verdict {
    var scanner = Scanner(Self.ruleset)
    return scanner.scan(
      bytes.span, syntax: syntax,
      at: MessageLocation(source: "t", offset: Self.offset, length: bytes.count))
  }

  /// The decoded body, read without the scanner.
  private func decodedBody(_ bytes: [UInt8], _ syntax: MailFormat.Syntax) -> [UInt8] {
    var message = Message()
    var passages = Passages()
    var parser = MessageParser()
    parser.parse(bytes.span, as: syntax, into: &message)
    var extractor = TextExtractor()
    extractor.extract(message, from: bytes.span, into: &passages)
    guard let index = passages.items.firstIndex(where: { $0.field == .body }) else { return [] }
    return Array(passages.decoded[passages.documents[passages.items[index].document].decoded])
  }

  private func folded(_ bytes: [UInt8]) -> String {
    var folder = Folder()
    return String(decoding: folder.foldedBytes(bytes.span), as: UTF8.self)
  }

  @Test(arguments: cases)
  func findingsPointAtWhatMatched(_ sample: Case) {
    let syntax: MailFormat.Syntax = sample.bytes.first == UInt8(ascii: "{") ? .json : .mime
    let verdict = scan(sample.bytes, syntax)
    #expect(verdict.findings.count == 1)
    let decoded = decodedBody(sample.bytes, syntax)
    guard let finding = verdict.findings.first, finding.end <= decoded.count else {
      Issue.record("nothing is found, or outside the part")
      return
    }
    let cut = folded(Array(decoded[finding.start..<finding.end]))
      .replacingOccurrences(of: "<b>", with: "").replacingOccurrences(of: "</b>", with: "")
    #expect(cut == sample.folded)
    #expect(folded(Array(finding.excerpt.matched.utf8)) == sample.folded)
    #expect(finding.line == 1 + decoded[..<finding.start].count { $0 == 0x0A })
    guard let start = finding.fileStart.map({ $0 - Self.offset }) else {
      #expect(sample.raw == nil)
      return
    }
    #expect(sample.bytes.indices.contains(start))
    if let raw = sample.raw {
      #expect(Array(sample.bytes[start..<min(start + raw.count, sample.bytes.count)]) == raw)
    }
  }

  @Test func randomTextKeepsItsPlaces() {
    var generator = SeededGenerator(seed: 42)
    let words = ["Très", "tôt", "a", "ﬁn", "…", "“x”", "İ", "ß", "日本", "  ", "\n", "=", "\u{200B}"]
    for round in 0..<200 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        text += (words.randomElement(using: &generator) ?? "") + " "
      }
      text += "DÉTENTION "
      for _ in 0..<Int.random(in: 0...5, using: &generator) {
        text += (words.randomElement(using: &generator) ?? "") + " "
      }
      let utf8 = Array(text.utf8)
      let bytes =
        round % 2 == 0
        ? Self.mail(
          "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
          Self.quotedPrintable(utf8))
        : Self.mail(
          "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit", utf8)
      guard let finding = scan(bytes, .mime).findings.first else {
        Issue.record("nothing is found in \(text.debugDescription)")
        continue
      }
      #expect(String(decoding: utf8[finding.start..<finding.end], as: UTF8.self) == "DÉTENTION")
      #expect(finding.excerpt.matched == "DÉTENTION")
    }
  }
}
