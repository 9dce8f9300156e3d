import Lexicons
import Mail
import Native
import Testing

@testable import Scanning

@Suite("The lexicon tester")
struct LexiconTesterTests {
  private func report(_ rules: [Rule]) -> LexiconTestReport {
    var tester = LexiconTester(Ruleset(Make.set(rules)))
    return tester.run()
  }

  private let suspension = Make.rule(
    "t/suspension", .concern(.student), [(35, "school suspension"), (20, "suspended")],
    contexts: [
      Make.context(.needs, .sentence, mentions: ["student"]),
      Make.context(.needs, .message, mentions: ["report"]),
      Make.context(.unless, .words(3), phrases: ["bridge"]),
    ],
    when: [Make.when(.sender(["staff"]))],
    hits: [Make.example("«Maya Torres» starts a «school suspension» on Monday.")],
    misses: [
      Make.example("The school suspension rules are online."),
      Make.example("Maya Torres is suspended from a bridge."),
    ])

  @Test func rulesThatBehavePass() {
    let report = report([suspension])
    #expect(report.failures.map(\.reason) == [])
    #expect(report.rules == 1 && report.examples == 3)
  }

  @Test func failuresSayWhatHappened() {
    var rule = suspension
    rule.hits = [
      Make.example("The «school suspension» rules are online."),
      Make.example("Maya Torres is «suspended today»."),
      Make.example("Maya Torres is «expelled»."),
      Make.example("«Maya Torres» is suspended."),
    ]
    rule.misses = [Make.example("Maya Torres was suspended on Monday.")]
    let reasons = report([rule]).failures.map(\.reason)
    #expect(reasons.count == 5)
    guard reasons.count == 5 else { return }
    #expect(reasons[0].hasPrefix("«school suspension» does not count: needs"))
    #expect(reasons[1] == "«suspended today» is not found; the rule finds «suspended»")
    #expect(reasons[2] == "no line of the rule matches")
    #expect(reasons[3] == "the rule finds «suspended», which is not marked")
    #expect(reasons[4] == "found «suspended» by 'suspended'")
  }

  @Test func mentionsAndGuardsAreTestedToo() {
    var mention = Make.mention("t/kin", "student", terms: ["my son"])
    mention.hits = [Make.example("«my son» is ill"), Make.example("«my sun» is out")]
    var union = Make.rule(
      "t/union", .guard(lifts: [.boundary]), [(0, "bargaining update")],
      when: [Make.when(.everyRecipient(["staff"]))])
    union.hits = [Make.example("«bargaining update»: we meet")]
    union.misses = [Make.example("the bargain bin update")]
    #expect(report([mention, union]).failures.map(\.rule) == ["t/kin"])
  }

  @Test func examplesMayHaveSeveralLines() {
    var rule = Make.rule(
      "t/r", .concern(.student), [(10, "alpha")],
      contexts: [Make.context(.needs, .paragraph, phrases: ["beta"])])
    rule.hits = [Make.example("beta.\\n«alpha»")]
    rule.misses = [Make.example("beta.\\n\\nalpha")]
    #expect(report([rule]).failures.map(\.reason) == [])
  }
}
