public import Lexicons
import Native

/// In how many messages each rule was found.
public struct RuleTally: Sendable {
  /// What was found of one rule.
  public struct Count: Sendable, Hashable {
    /// Messages in which some line of it stands.
    public var standing = 0
    /// Messages in which some line of it counts.
    public var counting = 0
  }

  /// How many messages were looked at.
  public private(set) var messages = 0
  /// The counts of all rules, in their order.
  private var counts: [Count]
  private let ruleset: Ruleset

  /// Creates a tally of no message.
  public init(of rules: Ruleset) {
    ruleset = rules
    counts = Array(repeating: Count(), count: rules.rules.count)
  }

  /// Adds what a detector found in a message.
  mutating func add(_ detector: borrowing Detector) {
    messages += 1
    var standing: Set<Int32> = []
    for candidate in detector.finder.candidates { standing.insert(candidate.rule) }
    var counting: Set<Int32> = []
    for signal in detector.signals { counting.insert(signal.rule) }
    for mention in detector.mentions where mention.rule >= 0 { counting.insert(mention.rule) }
    for index in detector.finder.words.indices
    where !detector.finder.words.lines(at: index).isEmpty {
      let rule = Int32(truncatingIfNeeded: detector.finder.words.rule(at: index))
      standing.insert(rule)
      if detector.wordRules.contains(index) { counting.insert(rule) }
    }
    for rule in detector.shareRules { counting.insert(Int32(truncatingIfNeeded: rule)) }
    for rule in standing.union(counting) { counts[Int(rule)].standing += 1 }
    for rule in counting { counts[Int(rule)].counting += 1 }
  }

  /// Adds what another tally of the same rules counted.
  public mutating func append(_ other: RuleTally) {
    messages += other.messages
    for index in counts.indices {
      counts[index].standing += other.counts[index].standing
      counts[index].counting += other.counts[index].counting
    }
  }

  /// The rules that look for something and never counted, with in how many messages they stand.
  public var neverFound: [(rule: Rule, standing: Int)] {
    counts.indices.compactMap { index in
      let rule = ruleset.rules[index].rule
      guard counts[index].counting == 0, !rule.terms.isEmpty else { return nil }
      return (rule, counts[index].standing)
    }
  }
}

extension Scanner {
  /// Adds to a tally what the last message held; the scanner must keep the basis of scores, so that every
  /// message is judged to its end.
  public func count(in tally: inout RuleTally) { tally.add(detector) }
}
