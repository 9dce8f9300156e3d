import Lexicons
import Mail
import Native
import People
import Scanning
import TestSupport
import Testing

@testable import Fitting

@Suite("Learned words")
struct TermFitTests {
  /// Messages of filler words: those with `kept home` are labelled, those with a hearing unless it is
  /// one of the `choir`.
  private func messages() -> [(body: String, isLabelled: Bool)] {
    var random = SeededGenerator(seed: 9)
    return (0..<200).map { number in
      let words = LabelledMaker.filler(&random) + " end"
      switch number % 5 {
      case 0: return ("he was kept home \(words)", true)
      case 1: return ("a hearing \(words)", true)
      case 2: return ("a hearing of the choir \(words)", false)
      default: return (words, false)
      }
    }
  }

  private func learned() -> (fits: [TermFit], columns: TermColumns) {
    let (samples, columns, table) = LabelledMaker.learning(from: messages())
    return (
      TermFit.all(samples, columns, table: table, after: nil, options: FitOptions()), columns
    )
  }

  @Test func wordsSayWhatTheRulesDoNot() throws {
    let fit = learned().fits[0]
    #expect(fit.before.f1 < 0.6 && fit.after.f1 > 0.95)
    // All of these words stand in the same messages.
    let added = fit.terms.filter { ["he", "was", "kept", "home"].contains($0.text) }
    #expect(added.reduce(0) { $0 + $1.points } >= 10)
    #expect(
      fit.terms.contains { ["of", "choir", "hearing of"].contains($0.text) && $0.points <= -3 })
    #expect(!fit.terms.contains { $0.text == "hearing" && $0.points > 5 })
    #expect(fit.terms.allSatisfy { (2...25).contains(abs($0.points)) })
    #expect(fit.terms.map(\.points) == fit.terms.map(\.points).sorted(by: >))
    #expect(learned().fits[1].terms.isEmpty)
  }

  @Test func theLexiconScoresAsTheFitSaid() throws {
    let (fits, columns) = learned()
    let file = try #require(
      LearnedLexicon(fits[0], of: .student, messages: 200, command: "chaperone lexicon fit"))
    #expect(file.fileName == "student.terms.lexicon")
    #expect(LearnedLexicon.isLearned(Array(file.text.utf8)))
    #expect(!LearnedLexicon.isLearned(Array(LabelledMaker.hearings.utf8)))
    let maker = LabelledMaker(
      LabelledMaker.hearings, more: [(file.fileName, Array(file.text.utf8))])
    #expect(maker.set.diagnostics.map(\.rendered) == [])
    #expect(Linter.findings(in: maker.set, vocabulary: .standard).isEmpty)
    var tester = LexiconTester(maker.ruleset)
    #expect(tester.run().failures.isEmpty)
    var points = [Int](repeating: 0, count: columns.texts.count)
    for term in fits[0].terms {
      points[try #require(columns.texts.firstIndex(of: term.text))] = term.points
    }
    let sums = columns.sums(points)
    let plain = LabelledMaker(LabelledMaker.hearings)
    let table = PointTable(plain.ruleset)
    var scanner = Scanner(maker.ruleset)
    for (number, sample) in plain.samples(messages()).enumerated() {
      let bytes = LabelledMaker.json(number, messages()[number].body)
      let verdict = scanner.scan(
        bytes.span, syntax: .json,
        at: MessageLocation(source: "t", offset: 0, length: bytes.count))
      let wanted = sample.basis.score(of: .student, with: table, adding: sums[number])
      #expect(verdict.concerns[0].score == wanted)
    }
    #expect(learned().fits[0].terms == fits[0].terms)
  }

  @Test func candidatesAreWordsThatNameNobody() {
    let maker = LabelledMaker(LabelledMaker.hearings)
    var census = PhraseCensus(maker.ruleset, district: .guessing)
    let bodies = [
      "please see that Maya gets her ride home on monday, maya.torres@mail.example in room 12",
      "please see that Maya Torres gets her ride home, ask Ann Lee",
      "well, please see that Maya gets a ride in march, don't wait\\n> they keep quoting this text",
      "please see that Maya's ride is late, don't wait\\n> they keep quoting this text",
    ]
    for (number, body) in bodies.enumerated() {
      let bytes = LabelledMaker.json(number, body)
      census.read(bytes.span, syntax: .json)
    }
    let runs = census.runs(inAtLeast: 2, most: 100)
    #expect(runs.contains("gets") && runs.contains("don't") && runs.contains("ride"))
    // `ride home` stands in fewer messages than `ride` but wherever `home` does.
    #expect(runs.contains("home") && !runs.contains("ride home"))
    #expect(runs.contains("please") && !runs.contains("please see that"))
    for part in ["maya", "torres", "ann", "lee", "monday", "march", "12", "example", "quoting"] {
      #expect(!runs.contains { $0.split(separator: " ").contains(Substring(part)) }, "\(part)")
    }
    #expect(
      census.runs(inAtLeast: 5, most: 100) == ["note"] || census.runs(inAtLeast: 5, most: 9).isEmpty
    )
  }
}
