import Lexicons
import Mail
import Native
import People
import TestSupport
import Testing

@testable import Scanning

@Suite("The pipeline")
struct PipelineTests {
  private static let rules = [
    Make.mention("t/kin", "student", terms: ["my son|my daughter"]),
    Make.rule(
      "t/suspension", .concern(.student), [(35, "suspen*"), (20, "détention")],
      contexts: [Make.context(.near(points: 10), .sentence, mentions: ["student"])], repeats: 50),
    Make.rule(
      "t/ssn", .concern(.personnel), [(50, "/\\b\\d{3}-\\d{2}-\\d{4}\\b/")],
      cues: [.shape("ddd-dd-dddd")], require: ["ssn"], repeats: 50),
  ]

  @Test func findingsPointAtTheDecodedPartAndTheFile() throws {
    let body = "Grüße!\nMy daughter was SUSPENDED today.\n"
    let text = mail(body)
    let verdict = Verdict.of(text, Self.rules)
    let finding = try #require(verdict.findings.first)
    #expect(finding.excerpt.matched == "SUSPENDED")
    #expect((finding.line, finding.column) == (2, 17))
    let bytes = Array(text.utf8)
    #expect(
      String(decoding: Array(body.utf8)[finding.start..<finding.end], as: UTF8.self) == "SUSPENDED")
    #expect(finding.fileStart.map { bytes[$0] } == UInt8(ascii: "S"))
    #expect(finding.contributions.map(\.reason) == ["suspen*", "near student within sentence"])
    #expect(finding.excerpt.text == "Grüße! My daughter was SUSPENDED today.")
  }

  @Test func longTextIsCutAroundTheMatch() {
    let filler = String(repeating: "lorem ipsum dolor ", count: 40)
    let verdict = Verdict.of(mail(filler + "suspended\n\n\t" + filler), Self.rules)
    let excerpt = verdict.findings.first?.excerpt
    #expect(excerpt?.matched == "suspended")
    #expect(excerpt?.text.hasPrefix("…") == true && excerpt?.text.hasSuffix("…") == true)
    #expect((excerpt?.text.count ?? 0) < 140)
    #expect(excerpt?.text.contains("\n") == false && excerpt?.text.contains("  ") == false)
  }

  @Test func idsFallBackToTheSource() {
    #expect(Verdict.of(mail("x"), Self.rules).id == "test#0")
    #expect(Verdict.of(#"{"id":"m7","body":"x"}"#, Self.rules).id == "m7")
  }

  @Test func subjectsHideWhatIsSensitive() {
    let verdict = Verdict.of(mail("x", subject: "re: 219-44-7801"), Self.rules)
    #expect(verdict.subject == "re: 219-44-7801")
    #expect(verdict.subjectSensitive == [4..<15])
  }

  @Test func aScannerForgetsTheLastMessage() {
    let ruleset = Ruleset(Make.set(Self.rules))
    var scanner = Scanner(ruleset)
    func scan(_ text: String) -> Verdict {
      let bytes = Array(text.utf8)
      return scanner.scan(
        bytes.span, at: MessageLocation(source: "t", offset: 0, length: bytes.count))
    }
    let alone = scan(mail("my son is suspended"))
    _ = scan(mail("219-44-7801 suspended\n> my son\n" + String(repeating: "suspended ", count: 90)))
    let again = scan(mail("my son is suspended"))
    #expect(describe(alone) == describe(again))
    #expect(scan(mail("nothing here")).findings.isEmpty)
  }

  @Test func verdictsAreTheSameInEveryRun() {
    let text = mail(
      "my son suspended 219-44-7801, my daughter suspended 457-55-5460 détention\n> suspended")
    let first = describe(Verdict.of(text, Self.rules))
    for _ in 0..<5 { #expect(describe(Verdict.of(text, Self.rules)) == first) }
  }

  @Test func anyBytesAreReadWithoutHarm() {
    var generator = SeededGenerator(seed: 7)
    let ruleset = Ruleset(Make.set(Self.rules))
    var scanner = Scanner(ruleset)
    let pieces = [
      "suspended", "my son", "219-44-7801", "\n", "> ", "\r\n", "Subject: ", "\u{202E}",
      "détention",
      "ﬁ", "\u{0}", " ", "Maya Torres", "-- \n", "𝕤uspended",
    ]
    for _ in 0..<300 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        if Int.random(in: 0...6, using: &generator) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        } else {
          bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
        }
      }
      let verdict = scanner.scan(
        bytes.span, at: MessageLocation(source: "t", offset: 0, length: bytes.count))
      for finding in verdict.findings {
        #expect(finding.excerpt.match.upperBound <= finding.excerpt.text.utf8.count)
        #expect(finding.start <= finding.end)
      }
    }
  }

  private func describe(_ verdict: Verdict) -> String {
    "\(verdict.concerns) \(verdict.findings) \(verdict.guards) \(verdict.defects)"
  }
}
