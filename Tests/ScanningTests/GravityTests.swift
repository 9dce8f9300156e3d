import Lexicons
import Native
import Testing

@testable import Scanning

@Suite("Gravity")
struct GravityTests {
  /// A `gravity` block with one line of words.
  private func gravity(
    _ points: Int, _ word: String, applies: [Concern] = [.student, .medical],
    when: [Circumstance] = []
  ) -> Rule {
    var rule = Make.rule("test/grave", .gravity(applies: applies), when: when, sum: 60)
    rule.terms = [
      Term(
        points: points, body: .words([WordEntry([.word(word)])]), source: "words", place: Make.place
      )
    ]
    return rule
  }

  private let found = [
    Make.rule("test/student", .concern(.student), [(30, "alpha")]),
    Make.rule("test/weak", .concern(.medical), [(10, "beta")]),
    Make.rule("test/staff", .concern(.personnel), [(30, "gamma")]),
  ]

  @Test func itMakesFindingsOfItsConcernsWeighMore() throws {
    let verdict = Verdict.of(mail("alpha gamma sigma"), found + [gravity(20, "sigma")])
    #expect(verdict.score(.student) == 50 && verdict.score(.personnel) == 30)
    let finding = try #require(verdict.findings.first { $0.rule == "test/student" })
    #expect(
      finding.contributions.last
        == Finding.Contribution(points: 20, reason: "how grave it is (sigma)"))
  }

  @Test func whatIsNotLowStaysSo() {
    let verdict = Verdict.of(mail("beta sigma"), found + [gravity(60, "sigma")])
    #expect(verdict.score(.medical) == 10)
    #expect(Verdict.of(mail("sigma"), found + [gravity(60, "sigma")]).findings.isEmpty)
  }

  @Test func whatIsLowStaysAtLeastLow() {
    #expect(Verdict.of(mail("alpha sigma"), found + [gravity(-50, "sigma")]).score(.student) == 15)
    #expect(Verdict.of(mail("alpha sigma"), found + [gravity(-10, "sigma")]).score(.student) == 20)
  }

  @Test func circumstancesDecide() {
    let rule = gravity(20, "sigma", when: [Make.when(.account(.sender, ["personal"]))])
    #expect(Verdict.of(mail("alpha sigma"), found + [rule]).score(.student) == 30)
    let private_ = mail("alpha sigma", from: "ann.lee@gmail.com")
    #expect(Verdict.of(private_, found + [rule]).score(.student) == 50)
  }

  @Test func conditionsThatAskWhatOthersFoundAreAskedToo() {
    let kin = Make.rule("test/kin", .mention(yields: ["kin"]), [(0, "delta")])
    let rule = gravity(20, "sigma", when: [Make.when(.mentions("kin"))])
    #expect(Verdict.of(mail("alpha sigma"), found + [kin, rule]).score(.student) == 30)
    #expect(Verdict.of(mail("alpha sigma delta"), found + [kin, rule]).score(.student) == 50)
  }

  @Test func linesThatAlwaysStandCountWithThem() {
    var always = Make.rule(
      "test/always", .gravity(applies: [.student]),
      when: [Make.when(.channel(["email"]))])
    always.terms = [Term(points: 7, body: .always, source: "always +7", place: Make.place)]
    let verdict = Verdict.of(mail("alpha sigma"), found + [always, gravity(20, "sigma")])
    #expect(verdict.score(.student) == 57)
    #expect(
      verdict.findings[0].contributions.last
        == Finding.Contribution(points: 27, reason: "how grave it is (sigma)"))
  }

  /// What is grave is perhaps of this concern, too.
  @Test func sharesOfItCountForConcernsThatAreFound() throws {
    var others = Make.rule("test/others", .concern(.student))
    others.terms = [
      Term(
        points: 50, body: .share(ConcernShare(of: nil, in: 0...60)), source: "share",
        place: Make.place)
    ]
    let weak = Make.rule("test/hint", .concern(.student), [(10, "delta")])
    let rules = found + [weak, others, gravity(20, "sigma", applies: [.medical])]
    #expect(Verdict.of(mail("delta sigma"), rules).score(.student) == 20)
    #expect(Verdict.of(mail("delta"), rules).score(.student) == 10)
    #expect(Verdict.of(mail("sigma"), rules).score(.student) == 0)
    let kept = Ruleset(Make.set(rules))
    var writer = CompiledFileWriter(kind: 1)
    kept.write(into: &writer)
    let again = try #require(Ruleset(CompiledFile(writer)))
    #expect(Verdict.of(mail("delta sigma"), again).score(.student) == 20)
  }

  @Test func itComesBackFromAFile() throws {
    let rules = Ruleset(Make.set(found + [gravity(20, "sigma")]))
    var writer = CompiledFileWriter(kind: 1)
    rules.write(into: &writer)
    let kept = try #require(Ruleset(CompiledFile(writer)))
    #expect(Verdict.of(mail("alpha sigma"), kept).score(.student) == 50)
  }
}
