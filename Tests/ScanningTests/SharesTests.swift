import Lexicons
import Native
import Testing

@testable import Scanning

@Suite("Shares of other concerns")
struct SharesTests {
  private func found(_ id: String, _ concern: Concern, _ word: String, _ points: Int) -> Rule {
    Make.rule(id, .concern(concern), [(points, word)])
  }

  private func shares(_ terms: [(Int, Concern, ClosedRange<Int>)], sum: Int? = nil) -> Rule {
    var rule = Make.rule("test/others", .concern(.student))
    rule.sum = sum.map { Rule.Sum(limit: $0) }
    rule.terms = terms.map { percent, concern, range in
      Term(
        points: percent, body: .share(ConcernShare(of: concern, in: range)),
        source: "share \(percent)% of \(concern.rawValue)", place: Make.place)
    }
    return rule
  }

  private var words: [Rule] {
    [
      found("test/student", .student, "alpha", 40), found("test/medical", .medical, "beta", 30),
      found("test/ordinary", .medical, "delta", -50), found("test/staff", .personnel, "gamma", 90),
    ]
  }

  @Test func whatAnotherConcernComesToIsAddedInPart() throws {
    let rule = shares([(-25, .medical, 0...60), (-50, .personnel, 0...60)])
    let verdict = Verdict.of(mail("alpha beta gamma"), words + [rule])
    // 25 % of 30 are 7.5; of 90 points of personnel only 60 count.
    #expect(verdict.score(.student) == 40 - 8 - 30)
    #expect(verdict.score(.medical) == 30 && verdict.score(.personnel) == 90)
    let finding = try #require(verdict.findings.first { $0.rule == "test/others" })
    #expect(finding.points == -38)
    #expect(finding.contributions.map(\.points) == [-8, -30])
    #expect(finding.contributions.last?.reason == "share -50% of personnel")
  }

  @Test func whatSpeaksForNothingCountsToo() {
    let rule = shares([(40, .medical, -60...0), (10, .personnel, 0...60)])
    #expect(Verdict.of(mail("alpha delta"), words + [rule]).score(.student) == 20)
    #expect(Verdict.of(mail("alpha"), words + [rule]).score(.student) == 40)
  }

  @Test func theyAreNoFindingByThemselves() {
    let rule = shares([(100, .medical, 0...60)])
    let verdict = Verdict.of(mail("beta"), words + [rule])
    #expect(verdict.score(.student) == 0 && verdict.score(.medical) == 30)
    #expect(verdict.findings.map(\.rule) == ["test/medical"])
  }

  @Test func aSumKeepsThemWithinItsRange() {
    let rule = shares([(-100, .personnel, 0...60)], sum: 15)
    #expect(Verdict.of(mail("alpha gamma"), words + [rule]).score(.student) == 25)
  }

  @Test func circumstancesDecide() {
    var rule = shares([(-50, .personnel, 0...60)])
    rule.circumstances = [Make.when(.account(.sender, ["personal"]))]
    #expect(Verdict.of(mail("alpha gamma"), words + [rule]).score(.student) == 40)
    let private_ = mail("alpha gamma", from: "ann.lee@gmail.com")
    #expect(Verdict.of(private_, words + [rule]).score(.student) == 10)
  }

  @Test func theyComeBackFromAFile() throws {
    let rules = Ruleset(Make.set(words + [shares([(-50, .personnel, -20...60)])]))
    var writer = CompiledFileWriter(kind: 1)
    rules.write(into: &writer)
    let kept = try #require(Ruleset(CompiledFile(writer)))
    let text = mail("alpha gamma")
    #expect(Verdict.of(text, kept).score(.student) == 10)
    #expect(
      Verdict.of(text, kept).findings.map(\.points)
        == Verdict.of(text, rules).findings.map(\.points))
  }

  @Test(arguments: [
    (-25, 30, -8), (25, 30, 8), (25, 29, 7), (-30, -10, 0), (50, 61, 30), (100, 20, 20), (50, 0, 0),
  ])
  func sharesAreRounded(_ percent: Int, _ points: Int, _ expected: Int) {
    #expect(ConcernShare(of: .medical, in: 0...60).points(percent, of: points) == expected)
  }
}
