import Lexicons
import Testing

@testable import Scanning

@Suite("Points without words")
struct AlwaysTests {
  private var rule: Rule {
    var rule = Make.rule(
      "test/private", .concern(.channel),
      contexts: [Make.context(.unless, .message, phrases: ["school mail"])],
      when: [Make.when(.account(.sender, ["personal"]))])
    rule.terms = [Term(points: 40, body: .always, source: "always +40", place: Make.place)]
    return rule
  }

  @Test func theyStandAtTheFirstWordOfTheBody() {
    let verdict = Verdict.of(mail("See you at nine.", from: "ann.lee@gmail.com"), [rule])
    #expect(verdict.score(.channel) == 40)
    #expect(verdict.matches == ["See"])
    #expect(verdict.findings.first?.field == "body")
  }

  @Test func aMessageWithoutBodyIsCitedAtItsSubject() {
    let verdict = Verdict.of(mail("", subject: "call me", from: "ann.lee@gmail.com"), [rule])
    #expect(verdict.matches == ["call"])
    #expect(verdict.findings.first?.field == "subject")
  }

  @Test func circumstancesDecide() {
    #expect(Verdict.of(mail("See you at nine."), [rule]).findings.isEmpty)
  }

  @Test func whatStandsAgainstItDoes() {
    let verdict = Verdict.of(
      mail("Please write to my school mail.", from: "ann.lee@gmail.com"), [rule])
    #expect(verdict.findings.isEmpty)
  }
}
