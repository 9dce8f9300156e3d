public import Lexicons
public import Native
import Text

/// What explains a verdict beyond its findings: guards that did nothing and why, what exceptions rest on, and
/// how far each concern is from another level.
public struct Reasons: Sendable {
  /// One condition, whether it holds, and what says so.
  public struct Condition: Sendable, Hashable {
    /// The line as the lexicon has it.
    public var condition: String
    /// Whether it holds.
    public var state: ExceptionOutcome.State
    /// What the answer rests on, without names: `the sender is guardian`.
    public var basis: String
    /// Where the line stands.
    public var place: Place
  }

  /// A guard, a credit or an exception that concerns this message.
  public struct Considered: Sendable {
    /// `lexicon/rule`.
    public var rule: String
    /// `guard`, `credit` or `exception`.
    public var kind: String
    /// Its sentence.
    public var about: String
    /// The clause that it cites.
    public var clause: String
    /// Where it begins.
    public var place: Place
    /// The concerns that it lifts or lowers.
    public var concerns: [Concern]
    /// What it decided, as a few words.
    public var decision: String
    /// Where its words stand; nil where it has none, or none stands.
    public var words: Excerpt?
    /// Its conditions in order.
    public var conditions: [Condition]
  }

  /// How far a concern is from other levels.
  public struct Threshold: Sendable, Hashable {
    /// The concern.
    public var concern: Concern
    /// The next level, and how many more points it needs; nil at the highest.
    public var next: Step?
    /// The rules without which the level would be lower, as few as there can be, and the level then; nil
    /// where no rule alone or with others decides.
    public var without: Absence?
  }

  /// A level and how many points lead to it.
  public struct Step: Sendable, Hashable {
    /// The level.
    public var level: Level
    /// The points.
    public var points: Int
  }

  /// Rules that are left out, and the score and level that are left.
  public struct Absence: Sendable, Hashable {
    /// The rules.
    public var rules: [String]
    /// The score without them.
    public var score: Int
    /// The level without them.
    public var level: Level
  }

  /// Guards, credits and exceptions that have something to do with the message, in the order of the lexicons.
  public var considered: [Considered] = []
  /// The concerns with points, in the order of `Concern.allCases`.
  public var thresholds: [Threshold] = []
}

extension CircumstanceEvaluator {
  /// What a rule asks of the message as a whole, and what the answers rest on.
  func conditions(of rule: Rule, found: FoundFacts) -> [Reasons.Condition] {
    rule.circumstances.map { circumstance in
      Reasons.Condition(
        condition: circumstance.source.oneSpaced, state: state(of: circumstance, found: found),
        basis: basis(of: circumstance, found: found), place: circumstance.place)
    }
  }
}

extension Scanner {
  /// Explains the verdict that the last scan gave; the scanner must keep reasons.
  public mutating func reasons(for verdict: Verdict) -> Reasons {
    var reasons = Reasons()
    reasons.considered = considered(in: verdict)
    let names = Set(verdict.findings.map(\.rule)).sorted()
    for score in verdict.concerns where score.score > 0 {
      reasons.thresholds.append(
        Reasons.Threshold(
          concern: score.concern, next: step(above: score),
          without: absence(below: score, of: names)))
    }
    return reasons
  }

  // MARK: Thresholds

  private func step(above score: Verdict.ConcernScore) -> Reasons.Step? {
    let bands = ruleset.bands[score.concern.number]
    let levels: [(Level, Int)] = [(.low, bands.low), (.medium, bands.medium), (.high, bands.high)]
    for (level, least) in levels where level > score.level && least <= bands.cap {
      return Reasons.Step(level: level, points: least - score.score)
    }
    return nil
  }

  /// The fewest rules that the level stands on, and of equally few those with the fewest points.
  private func absence(below score: Verdict.ConcernScore, of rules: [String]) -> Reasons.Absence? {
    guard score.level > .none else { return nil }
    let bands = ruleset.bands[score.concern.number]
    let full = self.score(of: score.concern, without: [])
    // What asks for other findings may count otherwise without them: then nothing exact can be said.
    guard full == score.score else { return nil }
    var alone: [(rule: String, score: Int)] = []
    for rule in rules {
      let left = self.score(of: score.concern, without: [rule])
      if left < full { alone.append((rule, left)) }
    }
    // Ascending by what is taken away; names are in order already.
    let deciding = alone.filter { bands.level(of: $0.score) < score.level }
    if let least = deciding.max(by: { $0.score < $1.score }) {
      let first = deciding.first { $0.score == least.score } ?? least
      return Reasons.Absence(
        rules: [first.rule], score: first.score, level: bands.level(of: first.score))
    }
    alone.sort { ($0.score, $0.rule) < ($1.score, $1.rule) }
    var left: [String] = []
    for candidate in alone {
      left.append(candidate.rule)
      let remaining = self.score(of: score.concern, without: left)
      if bands.level(of: remaining) < score.level {
        return Reasons.Absence(
          rules: left, score: remaining, level: bands.level(of: remaining))
      }
    }
    return nil
  }

  private func score(of concern: Concern, without rules: [String]) -> Int {
    basis.score(of: concern, with: PointTable(ruleset) { rules.contains($0.id) })
  }

  // MARK: Guards and exceptions

  private mutating func considered(in verdict: Verdict) -> [Reasons.Considered] {
    let circumstances = circumstances(of: verdict)
    let drafts = drafts()
    var result: [Reasons.Considered] = []
    for index in ruleset.guards + ruleset.exceptions {
      let rule = ruleset.rules.told(index).rule
      let (kind, concerns) = Self.role(of: rule.kind)
      let found = facts(of: drafts.counting, about: concerns)
      let words = detector.signals.first { Int($0.rule) == index }
      let hasPoints = concerns.contains { found.points[$0.number] > 0 }
      // Without words in the message, or points to take away, nothing was considered.
      guard rule.terms.isEmpty ? hasPoints : words != nil else { continue }
      let conditions = circumstances.conditions(of: rule, found: found)
      let decision = Self.decision(of: rule, hasPoints: hasPoints, in: verdict)
      result.append(
        Reasons.Considered(
          rule: rule.id, kind: kind, about: rule.about, clause: ruleset.clause(of: index),
          place: rule.place, concerns: concerns, decision: decision,
          words: words.map { excerpt(of: $0).excerpt }, conditions: conditions))
    }
    return result
  }

  private static func role(of kind: Rule.Kind) -> (name: String, concerns: [Concern]) {
    switch kind {
    case .guard(let lifts): ("guard", lifts)
    case .credit(let lifts): ("credit", lifts)
    case .exception(let lowers, _): ("exception", [lowers])
    case .concern, .mention, .exposure, .gravity: ("rule", [])
    }
  }

  private static func decision(
    of rule: Rule, hasPoints: Bool, in verdict: Verdict
  ) -> String {
    if let outcome = verdict.guards.first(where: { $0.rule == rule.id }) {
      return outcome.findings.isEmpty
        ? "it holds, and there was nothing to remove"
        : "removed \(outcome.findings.joined(separator: ", "))"
    }
    if let outcome = verdict.exceptions.first(where: { $0.rule == rule.id }), outcome.applied {
      let loss = verdict.findings.flatMap(\.contributions)
        .filter { $0.reason == "exception \(rule.shortName)" }.reduce(0) { $0 + $1.points }
      return loss == 0
        ? "it holds, and \(outcome.lowers.rawValue) is no higher than \(outcome.to.rawValue) anyway"
        : "lowered \(outcome.lowers.rawValue) to \(outcome.to.rawValue): \(loss) points"
    }
    return hasPoints
      ? "does nothing, since not all of its conditions hold"
      : "does nothing, since there is nothing to take away"
  }
}
