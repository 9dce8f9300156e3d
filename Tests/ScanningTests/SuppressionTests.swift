import Lexicons
import Mail
import Native
import Testing

@testable import Scanning

@Suite("Suppressed sums")
struct SuppressionTests {
  private var rules: [Rule] {
    var words = Make.rule("test/words", .concern(.student), fields: ["subject", "body"], sum: 60)
    words.terms = [
      Term(
        points: 20, body: .words([WordEntry([.word("alpha")]), WordEntry([.word("beta")])]),
        source: "words +20: alpha, beta", place: Make.place)
    ]
    var others = Make.rule("test/others", .concern(.student))
    others.terms = [
      Term(
        points: -50, body: .share(ConcernShare(of: .medical, in: 0...60)), source: "share",
        place: Make.place)
    ]
    return [
      words, others, Make.rule("test/plain", .concern(.student), [(30, "delta")]),
      Make.rule("test/medical", .concern(.medical), [(40, "gamma")]),
    ]
  }

  private func verdict(without rules: Set<String>) -> Verdict {
    var options = ScanOptions()
    options.suppression = Suppression(rules: rules) { finding, _ in "no \(finding.rule)" }
    var scanner = Scanner(Ruleset(Make.set(self.rules)), options: options)
    let bytes = Array(mail("alpha beta gamma delta").utf8)
    return scanner.scan(
      bytes.span, at: MessageLocation(source: "t", offset: 0, length: bytes.count))
  }

  @Test func nothingIsLeftOutUnasked() {
    #expect(verdict(without: []).score(.student) == 40 + 30 - 20)
    #expect(verdict(without: []).suppressed.isEmpty)
  }

  @Test func allWordsOfARuleAreLeftOutTogether() {
    let verdict = verdict(without: ["test/words"])
    #expect(verdict.score(.student) == 30 - 20)
    #expect(verdict.suppressed == ["no test/words"])
  }

  @Test func sharesAreLeftOut() {
    let verdict = verdict(without: ["test/others"])
    #expect(verdict.score(.student) == 40 + 30)
    #expect(verdict.suppressed == ["no test/others"])
  }

  @Test func whatIsLeftOutSharesNothing() {
    let verdict = verdict(without: ["test/medical"])
    #expect(verdict.score(.student) == 40 + 30 && verdict.score(.medical) == 0)
  }
}
