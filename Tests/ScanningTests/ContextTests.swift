import Lexicons
import Mail
import Native
import People
import TestSupport
import Testing

@testable import Scanning

@Suite("Evidence around matches")
struct ContextTests {
  private static let evidence = ["hearing"]

  private func found(
    _ body: String, _ effect: Context.Effect, _ window: Window, subject: String = "note"
  ) -> [Int] {
    let rule = Make.rule(
      "t/r", .concern(.student), [(20, "suspended")],
      contexts: [Make.context(effect, window, phrases: Self.evidence)])
    return Verdict.of(mail(body, subject: subject), [rule]).findings.map(\.points)
  }

  @Test(
    "needs looks only inside its window",
    arguments: [
      (
        Window.sentence, "He is suspended after the hearing.",
        "He is suspended. The hearing is over."
      ),
      (
        .paragraph, "He is suspended. The hearing is over.",
        "He is suspended.\n\nThe hearing is over."
      ),
      (
        .passage, "He is suspended.\n\nThe hearing is over.",
        "He is suspended. All is over."
      ),
      (.message, "He is suspended. The hearing is over.", "He is suspended. All is over."),
      (.words(2), "suspended after hearing", "suspended after the hearing"),
      (.words(2), "hearing he suspended", "hearing he was suspended"),
    ])
  func needs(window: Window, met: String, unmet: String) {
    #expect(found(met, .needs, window) == [20])
    #expect(found(unmet, .needs, window) == [])
  }

  @Test func aPassageEndsWhereAnotherBegins() {
    #expect(found("He is suspended.", .needs, .passage, subject: "The hearing") == [])
    #expect(found("He is suspended.", .needs, .message, subject: "The hearing") == [20])
  }

  @Test func unlessDropsAndNearAdds() {
    #expect(found("suspended, no hearing", .unless, .words(3)) == [])
    #expect(found("suspended today by the dean, no hearing", .unless, .words(3)) == [20])
    #expect(found("suspended, hearing hearing hearing", .near(points: 10), .words(5)) == [30])
    #expect(found("suspended today", .near(points: 10), .words(5)) == [20])
  }

  @Test func withinMatchAsksWhatTheFoundWordsAre() {
    let cues: [Cue] = [.shape("ddddddddd")]
    let routing = Make.mention("t/m", "routing", terms: ["/routing (?<value>\\d{9})/"], cues: cues)
    func found(_ effect: Context.Effect, _ body: String) -> [String] {
      let rule = Make.rule(
        "t/r", .concern(.student), [(20, "/\\b\\d{9}\\b/")], cues: cues,
        contexts: [Make.context(effect, .words(0), mentions: ["routing"])], repeats: 5)
      return Verdict.of(mail(body), [routing, rule]).matches
    }
    let body = "219024417 then routing 211370545"
    #expect(found(.needs, body) == ["211370545"])
    #expect(found(.unless, body) == ["219024417"])
  }

  @Test func evidenceInsideTheMatchDoesNotCount() {
    let rule = Make.rule(
      "t/r", .concern(.student), [(20, "suspended after hearing")],
      contexts: [Make.context(.needs, .sentence, phrases: ["hearing"])])
    #expect(Verdict.of(mail("suspended after hearing"), [rule]).findings.isEmpty)
    #expect(
      Verdict.of(mail("suspended after hearing, a hearing indeed"), [rule]).findings.count == 1)
  }

  @Test func mentionsAreEvidenceThroughTheirHierarchy() {
    let rules = [
      Make.mention("t/kin", "student", terms: ["my son"]),
      Make.rule(
        "t/r", .concern(.student), [(20, "suspended")],
        contexts: [Make.context(.needs, .sentence, mentions: ["person"])]),
    ]
    #expect(Verdict.of(mail("my son is suspended"), rules).findings.count == 1)
    #expect(Verdict.of(mail("my sun is suspended"), rules).findings.isEmpty)
  }

  @Test func mentionsMayNeedOtherMentionsWhateverTheirOrder() {
    let rules = [
      Make.rule(
        "t/r", .concern(.student), [(20, "suspended")],
        contexts: [Make.context(.needs, .sentence, mentions: ["third"])]),
      Make.mention(
        "t/third", "third", terms: ["gamma"],
        contexts: [Make.context(.needs, .words(2), mentions: ["second"])]),
      Make.mention(
        "t/second", "second", terms: ["beta"],
        contexts: [Make.context(.needs, .words(2), mentions: ["first"])]),
      Make.mention("t/first", "first", terms: ["alpha"]),
    ]
    #expect(Verdict.of(mail("alpha beta gamma suspended"), rules).findings.count == 1)
    #expect(Verdict.of(mail("beta gamma suspended"), rules).findings.isEmpty)
  }

  @Test func circlesOfMentionsAreReportedAndBroken() {
    let set = Make.set([
      Make.mention(
        "t/a", "a", terms: ["alpha"], contexts: [Make.context(.needs, .sentence, mentions: ["b"])]),
      Make.mention(
        "t/b", "b", terms: ["beta"], contexts: [Make.context(.needs, .sentence, mentions: ["a"])]),
      Make.mention("t/c", "c", terms: ["gamma"]),
    ])
    let ruleset = Ruleset(set)
    #expect(ruleset.diagnostics.count == 1)
    #expect(ruleset.diagnostics.first?.message.contains("circle") == true)
    #expect(ruleset.tiers.flatMap { $0 }.count == 2)
  }

  @Test func aStudentMayNeedAPerson() {
    let set = Make.set([
      Make.mention(
        "t/s", "student", terms: ["grade six"],
        contexts: [Make.context(.needs, .sentence, mentions: ["person"])]),
      Make.mention(
        "t/s2", "student", terms: ["grade seven"],
        contexts: [Make.context(.needs, .sentence, mentions: ["person"])]),
    ])
    #expect(Ruleset(set).diagnostics.isEmpty)
  }

  @Test func requirementsDecideWhatAPatternFound() {
    let rule = Make.rule(
      "t/ssn", .concern(.student), [(50, "/\\b\\d{3}-\\d{2}-\\d{4}\\b/")],
      cues: [.shape("ddd-dd-dddd")], require: ["ssn"])
    let verdict = Verdict.of(mail("ssn 219-44-7801, not 000-12-3456"), [rule])
    #expect(verdict.matches == ["219-44-7801"])
    #expect(verdict.findings.first?.excerpt.hidden == ["219-44-7801"])
  }

  @Test func unknownValidatorsDropTheirRuleAlone() {
    let set = Make.set([
      Make.rule("t/bad", .concern(.student), [(50, "alpha")], require: ["lunh"]),
      Make.rule("t/good", .concern(.student), [(50, "beta")]),
    ])
    let ruleset = Ruleset(set)
    #expect(ruleset.ruleCount == 1)
    #expect(ruleset.diagnostics.first?.hint == "did you mean 'luhn'?")
  }

  @Test func fieldsLimitWhatIsRead() {
    let rule = Make.rule("t/r", .concern(.student), [(20, "suspended")], fields: ["subject"])
    #expect(Verdict.of(mail("suspended"), [rule]).findings.isEmpty)
    #expect(
      Verdict.of(mail("x", subject: "Suspended"), [rule]).findings.map(\.field) == ["subject"])
  }

  @Test func manyMatchesAndMuchEvidenceStayLinear() {
    let rules = [
      Make.mention("t/kin", "student", terms: ["my son"]),
      Make.rule(
        "t/r", .concern(.student), [(20, "suspended")],
        contexts: [
          Make.context(.needs, .message, mentions: ["student"]),
          Make.context(.near(points: 5), .words(9), phrases: ["hearing", "days"]),
          Make.context(.unless, .paragraph, phrases: ["never seen"]),
        ], repeats: 3),
    ]
    let body = String(repeating: "my son suspended hearing days ", count: 20_000)
    let start = ContinuousClock.now
    let verdict = Verdict.of(mail(body), rules)
    #expect(verdict.findings.count == 3)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
