import Lexicons
import Mail
import People
import Scanning
import TestSupport
import Testing

@testable import Fitting

@Suite("Suggestions")
struct SuggestionsTests {
  /// Of each hundred: twenty missed ones with `kept him home`, ten missed ones with `sent to the office`, twenty
  /// found rightly, twenty found wrongly since they are of a choir.
  private func messages() -> [(body: String, isLabelled: Bool)] {
    var random = SeededGenerator(seed: 4)
    return (0..<200).map { number in
      let words = LabelledMaker.filler(&random)
      switch number % 10 {
      case 0, 1: return ("they kept him home \(words)", true)
      case 2: return ("sent to the office \(words)", true)
      case 3, 4: return ("a hearing \(words)", true)
      case 5, 6: return ("a hearing of the choir \(words)", false)
      default: return ("\(words) end", false)
      }
    }
  }

  private func suggestions(most: Int = 10) -> Suggestions {
    let (samples, columns, table) = LabelledMaker.learning(from: messages())
    return Suggestions(.student, samples, columns, in: table, most: most, least: 4)
  }

  @Test func groupsAreWhatRulesAndLabelsSay() {
    let suggestions = suggestions()
    #expect(suggestions.missed == 60)
    #expect(suggestions.found == 40)
    #expect(suggestions.falseAlarms == 40)
    #expect(suggestions.quiet == 60)
  }

  /// Each way of being missed is suggested once, though its words come as many runs.
  @Test func phrasesCoverWhatIsMissed() throws {
    let phrases = suggestions().phrases
    let first = try #require(phrases.first)
    #expect("they kept him home".contains(first.text))
    #expect(first.inside == 40 && first.outside == 0 && first.fresh == 40)
    let second = try #require(phrases.dropFirst().first)
    #expect("sent to the office".contains(second.text))
    #expect(second.inside == 20 && second.fresh == 20)
    #expect(phrases.count == 2)
    #expect(phrases.flatMap(\.rows).allSatisfy { [0, 1, 2].contains($0 % 10) })
    #expect(suggestions(most: 1).phrases == [first])
  }

  @Test func exclusionsAreWordsOfFalseAlarmsAlone() throws {
    let exclusions = suggestions().exclusions
    let only = try #require(exclusions.first)
    #expect("a hearing of the choir".contains(only.text))
    #expect(only.inside == 40 && only.outside == 0)
    #expect(exclusions.count == 1)
  }

  /// A prior keeps a word that stands in two messages below one that stands in many.
  @Test func rareTermsAreNotBelieved() {
    let rare = TermContrast.measure(2, of: 60, 0, of: 1_000)
    let frequent = TermContrast.measure(30, of: 60, 20, of: 1_000)
    #expect(rare.z < TermContrast.leastZ)
    #expect(frequent.z > TermContrast.leastZ)
    let same = TermContrast.measure(30, of: 300, 100, of: 1_000)
    #expect(abs(same.z) < 0.01)
  }

  @Test func pointsGrowWithTheOdds() throws {
    let suggestions = suggestions()
    let first = try #require(suggestions.phrases.first)
    #expect((2...25).contains(suggestions.points(of: first)))
  }
}
