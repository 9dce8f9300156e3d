public import Lexicons
import Mail
import Native
public import Text

/// What one rule costs on some text.
public struct RuleCost: Sendable {
  /// The rule.
  public var rule: Rule
  /// Seconds of processor time that finding its lines takes, above what reading the words takes.
  public var seconds: Double
  /// How many of its lines were found; lines that count once a message are, if that is all there is to it.
  public var hits: Int
}

/// What each rule costs on given passages, measured by itself, and all of them together.
///
/// A rule that runs alone shares nothing with others, so the sum of all is more than they take together.
public struct RuleCosts: Sendable {
  /// The rules, the dearest first.
  public private(set) var rules: [RuleCost] = []
  /// Seconds for finding the words, which every scan needs.
  public private(set) var floor: Double
  /// Seconds for the lines of all rules together, above the floor.
  public private(set) var together: Double
  /// Bytes of folded text that were read.
  public private(set) var bytes: Int

  /// Each measurement is the best of so many.
  private static let rounds = 3

  /// Measures the rules of `set` on `passages`.
  public init(of set: LexiconSet, on passages: [Passages]) {
    bytes = passages.reduce(0) { $0 + $1.folded.count }
    var none = set
    none.lexicons = []
    floor = RuleCosts.measure(none, passages).seconds
    together = max(0, RuleCosts.measure(set, passages).seconds - floor)
    for lexicon in set.lexicons {
      for rule in lexicon.rules where !rule.terms.isEmpty {
        var alone = lexicon
        alone.rules = [rule]
        var single = set
        single.lexicons = [alone]
        let (seconds, hits) = RuleCosts.measure(single, passages)
        rules.append(RuleCost(rule: rule, seconds: max(0, seconds - floor), hits: hits))
      }
    }
    rules.sort { ($1.seconds, $0.rule.id) < ($0.seconds, $1.rule.id) }
  }

  private static func measure(
    _ set: LexiconSet, _ passages: [Passages]
  ) -> (seconds: Double, hits: Int) {
    var finder = CandidateFinder(Ruleset(set), limits: Limits())
    var best = Double.infinity
    var hits = 0
    for _ in 0..<rounds {
      hits = 0
      let start = Host.processorSeconds
      for message in passages {
        // Plain readings are added to a copy, so that the next round finds what this one did.
        var message = message
        finder.read(&message)
        hits += finder.candidates.count + finder.words.placeCount
      }
      best = min(best, Host.processorSeconds - start)
    }
    return (best, hits)
  }
}
