import Lexicons
import Native
import TestSupport
import Testing

@testable import Scanning

@Suite("Sums within a sentence")
struct SentenceSumTests {
  /// A rule whose words are added sentence by sentence.
  private func rule(
    _ lines: [(Int, [WordEntry])]? = nil, fields: [String] = ["subject", "body"], limit: Int = 60,
    kind: Rule.Kind = .concern(.student)
  ) -> Rule {
    var rule = Make.rule("t/s", kind, fields: fields)
    rule.sum = Rule.Sum(limit: limit, isWithinSentence: true)
    let own =
      lines ?? [
        (20, [WordEntry([.word("alpha")]), WordEntry([.word("beta"), .word("gamma")])]),
        (9, [WordEntry([.word("delta")])]), (-15, [WordEntry([.word("omega")])]),
      ]
    rule.terms = own.enumerated().map { number, line in
      Term(
        points: line.0, body: .words(line.1), source: "words",
        place: Place(path: "test.lexicon", line: number + 1, column: 3))
    }
    return rule
  }

  private func score(_ text: String, subject: String = "x", _ rules: [Rule]? = nil) -> Int {
    Verdict.of(mail(text, subject: subject), rules ?? [rule()]).score(.student)
  }

  @Test func theSentenceWhereTheyComeToMostCountsAlone() throws {
    #expect(score("We saw alpha. Then delta came. And delta again!") == 20)
    #expect(score("Alpha omega. Delta, and nothing else. Omega omega.") == 9)
    #expect(score("So alpha delta omega. It is over.") == 14)
    let verdict = Verdict.of(mail("Delta once.\nAlpha with delta?\nAlpha."), [rule()])
    let finding = try #require(verdict.findings.first)
    #expect(finding.contributions.map(\.reason) == ["alpha", "delta"])
    #expect(finding.points == 29)
    #expect(finding.line == 2)
  }

  @Test func aWordCountsOnceInASentenceAndPairsStandInOne() {
    #expect(score("Alpha alpha, alpha.") == 20)
    #expect(score("It was beta. Gamma came.") == 0)
    #expect(score("It was beta gamma.") == 20)
  }

  @Test func sentencesOfEveryFieldThatIsReadCompete() {
    #expect(score("Delta.", subject: "alpha") == 20)
    #expect(score("Delta.", subject: "alpha", [rule(fields: ["body"])]) == 9)
    // Quoted words count half.
    #expect(score("Delta.\n\n> alpha delta\n") == 15)
    #expect(score("Alpha.\n\n> alpha delta\n") == 20)
  }

  @Test func theLimitHoldsAndNothingIsLeftForTheNextMessage() {
    #expect(score("alpha beta gamma delta", [rule(limit: 30)]) == 30)
    let ruleset = Ruleset(Make.set([rule()]))
    #expect(Verdict.of(mail("alpha."), ruleset).score(.student) == 20)
    #expect(Verdict.of(mail("omega."), ruleset).findings.isEmpty)
    #expect(Verdict.of(mail(""), ruleset).findings.isEmpty)
  }

  @Test func theyComeBackFromAFile() throws {
    var writer = CompiledFileWriter(kind: 1)
    Ruleset(Make.set([rule()])).write(into: &writer)
    let kept = try #require(Ruleset(CompiledFile(writer)))
    #expect(Verdict.of(mail("Alpha. Delta."), kept).score(.student) == 20)
  }

  @Test func gravityIsToldByTheGravestSentence() throws {
    let found = Make.rule("test/student", .concern(.student), [(30, "sigma")])
    let rules = [found, rule(kind: .gravity(applies: [.student]))]
    let verdict = Verdict.of(mail("The sigma. We saw alpha. Delta omega."), rules)
    #expect(verdict.score(.student) == 50)
    #expect(
      verdict.findings.first?.contributions.last
        == Finding.Contribution(points: 20, reason: "how grave it is (alpha)"))
  }

  @Test func aPlainSearchComesToTheSame() {
    var random = SeededGenerator(seed: 21)
    let words = ["alpha", "beta", "gamma", "delta", "omega", "the", "it"]
    var scores: Set<Int> = []
    for _ in 0..<200 {
      let sentences = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        (0..<Int.random(in: 1...6, using: &random)).map { _ in
          words.randomElement(using: &random) ?? "it"
        }
      }
      let sums = sentences.map { sentence in
        let pairs = zip(sentence, sentence.dropFirst())
        return (sentence.contains("alpha") ? 20 : 0)
          + (pairs.contains { $0 == ("beta", "gamma") } ? 20 : 0)
          + (sentence.contains("delta") ? 9 : 0) - (sentence.contains("omega") ? 15 : 0)
      }
      let text = sentences.map { $0.joined(separator: " ") + ". " }.joined()
      let expected = max(sums.max() ?? 0, 0)
      #expect(score(text) == expected, "\(text)")
      scores.insert(expected)
    }
    #expect(scores.count > 6)
  }
}
