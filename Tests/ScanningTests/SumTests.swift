import Lexicons
import Native
import Testing

@testable import Scanning

@Suite("Sums")
struct SumTests {
  private let lines = [(9, "alpha"), (14, "beta"), (-6, "gamma"), (5, "of delta")]

  private func rule(_ lines: [(Int, String)]? = nil, sum: Int = 60, contexts: [Context] = [])
    -> Rule
  {
    Make.rule(
      "t/s", .concern(.student), lines ?? self.lines, contexts: contexts, sum: sum)
  }

  @Test func everyLineCountsOnceAndAllAreAdded() throws {
    let verdict = Verdict.of(mail("alpha beta alpha gamma beta"), [rule()])
    let finding = try #require(verdict.findings.first)
    #expect(verdict.findings.count == 1)
    #expect(finding.points == 17 && verdict.score(.student) == 17)
    #expect(finding.contributions.map(\.reason) == ["beta", "alpha", "gamma"])
    #expect(finding.contributions.map(\.points) == [14, 9, -6])
    #expect(verdict.matches == ["beta"])
    #expect(finding.place.line == 2)
  }

  @Test func theSumStaysWithinItsRange() {
    let verdict = Verdict.of(mail("alpha beta of delta"), [rule(sum: 20)])
    #expect(verdict.score(.student) == 20)
    #expect(
      verdict.findings.first?.contributions.last
        == Finding.Contribution(points: -8, reason: "a sum kept within 20"))
    let rules = [
      rule([(-40, "alpha"), (-30, "beta")], sum: 25),
      Make.rule("t/r", .concern(.student), [(60, "gamma")]),
    ]
    let damped = Verdict.of(mail("alpha beta gamma"), rules)
    #expect(damped.score(.student) == 35)
    #expect(damped.findings.first?.contributions.map(\.points) == [-30, -40, 45])
  }

  @Test func aSumOfNothingOrLessIsNoFindingByItself() {
    #expect(Verdict.of(mail("gamma"), [rule()]).findings.isEmpty)
    #expect(Verdict.of(mail("of delta gamma"), [rule()]).findings.isEmpty)
    let other = Make.rule("t/r", .concern(.student), [(30, "secret")])
    #expect(Verdict.of(mail("a secret of delta gamma"), [rule(), other]).score(.student) == 29)
  }

  @Test func quotedLinesCountHalfOfTheirOwnPointsAndTheBestPlaceCounts() {
    let quoted = Verdict.of(mail("of delta\n> alpha beta"), [rule()])
    // 5, and 9 and 14 halved.
    #expect(quoted.score(.student) == 17)
    #expect(
      quoted.findings.first?.contributions.filter { $0.reason == "quoted text counts half" }
        .map(\.points) == [-7, -4])
    #expect(Verdict.of(mail("alpha\n> alpha"), [rule()]).score(.student) == 9)
  }

  @Test func nearCountsForEachLine() {
    let near = Make.context(.near(points: 3), .sentence, phrases: ["today"])
    #expect(Verdict.of(mail("alpha beta today"), [rule(contexts: [near])]).score(.student) == 29)
  }

  @Test func sumsComeBackFromAFile() throws {
    let rules = Ruleset(Make.set([rule(sum: 20)]))
    var writer = CompiledFileWriter(kind: 1)
    rules.write(into: &writer)
    let kept = try #require(Ruleset(CompiledFile(writer)))
    #expect(Verdict.of(mail("alpha beta of delta"), kept).score(.student) == 20)
  }

  @Test func examplesAreFoundByLinesThatAdd() {
    var rule = rule()
    rule.hits = [Make.example("an «alpha» of gamma")]
    rule.misses = [Make.example("only gamma")]
    var tester = LexiconTester(Ruleset(Make.set([rule])))
    #expect(tester.run().failures.isEmpty)
    rule.hits = [Make.example("an alpha of «gamma»")]
    rule.misses = [Make.example("some beta")]
    var wrong = LexiconTester(Ruleset(Make.set([rule])))
    #expect(wrong.run().failures.map(\.isHit) == [true, false])
  }

  /// A number in letters: digits in words are read as the letters that they look like.
  private static func letters(_ number: Int) -> String {
    String(String(number).map { Array("qwrtpsdfgh")[$0.wholeNumberValue ?? 0] })
  }

  @Test func twoThousandLinesAreCheap() {
    let many = (0..<2_000).map { ($0 % 2 == 0 ? 1 : -1, "word\(Self.letters($0))") }
    let body = many.map(\.1).joined(separator: " ")
    let ruleset = Ruleset(Make.set([rule(many + [(7, "alpha")], sum: 10)]))
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(Verdict.of(mail("alpha " + body), ruleset).score(.student) == 7)
    }
    #expect(time < .seconds(5))
  }
}
