public import Lexicons
public import Mail

/// How well verdicts agree with what reviewers said of the same messages.
///
/// A concern counts as found when its level is not `none`.
public struct Evaluation: Sendable {
  /// The four counts of one yes-or-no question.
  public struct Counts: Sendable, Hashable {
    /// Found and labelled.
    public var truePositives = 0
    /// Found, but not labelled.
    public var falsePositives = 0
    /// Labelled, but not found.
    public var falseNegatives = 0
    /// Neither.
    public var trueNegatives = 0

    /// Creates counts of nothing.
    public init() {}

    /// How many answers were counted.
    public var all: Int { truePositives + falsePositives + falseNegatives + trueNegatives }

    /// The share of what was found that is labelled; 1 when nothing was found.
    public var precision: Double {
      let found = truePositives + falsePositives
      return found == 0 ? 1 : Double(truePositives) / Double(found)
    }

    /// The share of what is labelled that was found; 1 when nothing is labelled.
    public var recall: Double {
      let labelled = truePositives + falseNegatives
      return labelled == 0 ? 1 : Double(truePositives) / Double(labelled)
    }

    /// The harmonic mean of precision and recall.
    public var f1: Double {
      let sum = 2 * truePositives + falsePositives + falseNegatives
      return sum == 0 ? 1 : Double(2 * truePositives) / Double(sum)
    }

    /// Counts an answer that was given so many times.
    public mutating func add(found: Bool, labelled: Bool, times: Int = 1) {
      switch (found, labelled) {
      case (true, true): truePositives += times
      case (true, false): falsePositives += times
      case (false, true): falseNegatives += times
      case (false, false): trueNegatives += times
      }
    }
  }

  /// A message that was judged differently.
  public struct Disagreement: Sendable, Hashable {
    /// The message's id.
    public var id: String
    /// Concerns that were found but are not labelled.
    public var superfluous: [Concern]
    /// Concerns that are labelled but were not found.
    public var missed: [Concern]
    /// The labelled risk; nil when there is none.
    public var labelled: Level?
    /// The verdict's risk.
    public var found: Level
    /// The concerns that are labelled.
    public var labels: [Concern]
    /// The concerns that were found, with their scores.
    public var scores: [Verdict.ConcernScore]
    /// The rules that were found, with the points of their findings, in order.
    public var rules: [RulePoints]
  }

  /// A finding without its text.
  public struct RulePoints: Sendable, Hashable {
    /// `lexicon/rule`.
    public var rule: String
    /// The concern that it adds to.
    public var concern: Concern
    /// The final points.
    public var points: Int
  }

  /// How many labelled messages were compared.
  public private(set) var messages = 0
  /// The counts of each concern, in the order of `Concern.allCases`.
  public private(set) var concerns = [Counts](repeating: Counts(), count: Concern.allCases.count)
  /// How many messages of each labelled risk got each risk: `risks[labelled][found]`, both in the order
  /// of `Level.allCases`.
  public private(set) var risks = [[Int]](
    repeating: [Int](repeating: 0, count: Level.allCases.count), count: Level.allCases.count)
  /// Messages that were judged differently, in order.
  public private(set) var disagreements: [Disagreement] = []
  /// What came out for every message, in order: what resamples are drawn from.
  private(set) var outcomes: [Outcome] = []

  /// Creates an evaluation of nothing.
  public init() {}

  /// Compares one verdict with a message's labels; a concern that has no label counts as 0.
  public mutating func add(_ verdict: Verdict, _ labels: MessageLabels) {
    let risk = labels.risk.flatMap { Level(rawValue: $0) }
    var outcome = Outcome(labelledRisk: risk, foundRisk: verdict.risk)
    for (index, concern) in Concern.allCases.enumerated() {
      if verdict.concerns.contains(where: { $0.concern == concern && $0.level > .none }) {
        outcome.found |= 1 << UInt8(index)
      }
      if labels.concerns[concern.rawValue] ?? false { outcome.labelled |= 1 << UInt8(index) }
    }
    outcomes.append(outcome)
    add(outcome, times: 1)
    if outcome.found != outcome.labelled || (risk.map { $0 != verdict.risk } ?? false) {
      disagreements.append(
        Disagreement(
          id: verdict.id, superfluous: Concern.allCases.in(outcome.found & ~outcome.labelled),
          missed: Concern.allCases.in(outcome.labelled & ~outcome.found), labelled: risk,
          found: verdict.risk, labels: Concern.allCases.in(outcome.labelled),
          scores: verdict.concerns.filter { $0.level > .none },
          rules: verdict.findings.map {
            RulePoints(rule: $0.rule, concern: $0.concern, points: $0.points)
          }))
    }
  }

  /// Counts an outcome that so many messages had.
  mutating func add(_ outcome: Outcome, times: Int) {
    messages += times
    for index in concerns.indices {
      concerns[index].add(
        found: outcome.found >> UInt8(index) & 1 == 1,
        labelled: outcome.labelled >> UInt8(index) & 1 == 1, times: times)
    }
    if let risk = outcome.labelledRisk {
      risks[Self.index(of: risk)][Self.index(of: outcome.foundRisk)] += times
    }
  }

  /// The counts of all concerns together.
  public var total: Counts {
    var total = Counts()
    for counts in concerns {
      total.truePositives += counts.truePositives
      total.falsePositives += counts.falsePositives
      total.falseNegatives += counts.falseNegatives
      total.trueNegatives += counts.trueNegatives
    }
    return total
  }

  /// The mean of the concerns' F1.
  public var macroF1: Double { concerns.reduce(0) { $0 + $1.f1 } / Double(concerns.count) }

  /// The share of messages whose risk is at most this many levels off; 1 when none has a risk.
  public func riskAgreement(within distance: Int) -> Double {
    var all = 0
    var near = 0
    for (labelled, row) in risks.enumerated() {
      for (found, count) in row.enumerated() {
        all += count
        if abs(labelled - found) <= distance { near += count }
      }
    }
    return all == 0 ? 1 : Double(near) / Double(all)
  }

  /// The share of messages labelled with a risk whose verdict is medium or high; nil without any.
  public func alarmShare(of labelled: Level) -> Double? {
    let row = risks[Self.index(of: labelled)]
    let all = row.reduce(0, +)
    guard all > 0 else { return nil }
    let raised = row[Self.index(of: .medium)] + row[Self.index(of: .high)]
    return Double(raised) / Double(all)
  }

  private static func index(of level: Level) -> Int { Level.allCases.firstIndex(of: level) ?? 0 }
}

/// What came out for one message, in a few bits.
struct Outcome: Sendable, Hashable {
  /// The concerns that were found: bit *n* is the one of that number.
  var found: UInt8 = 0
  /// The concerns that are labelled, likewise.
  var labelled: UInt8 = 0
  var labelledRisk: Level?
  var foundRisk: Level
}

extension [Concern] {
  /// Those whose bits are set.
  fileprivate func `in`(_ bits: UInt8) -> [Concern] {
    enumerated().filter { bits >> UInt8($0.offset) & 1 == 1 }.map(\.element)
  }
}
