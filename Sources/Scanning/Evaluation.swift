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

    /// Counts one answer.
    public mutating func add(found: Bool, labelled: Bool) {
      switch (found, labelled) {
      case (true, true): truePositives += 1
      case (true, false): falsePositives += 1
      case (false, true): falseNegatives += 1
      case (false, false): trueNegatives += 1
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

  /// Creates an evaluation of nothing.
  public init() {}

  /// Compares one verdict with a message's labels; a concern that has no label counts as 0.
  public mutating func add(_ verdict: Verdict, _ labels: MessageLabels) {
    messages += 1
    let risk = labels.risk.flatMap { Level(rawValue: $0) }
    var disagreement = Disagreement(
      id: verdict.id, superfluous: [], missed: [], labelled: risk, found: verdict.risk)
    for (index, concern) in Concern.allCases.enumerated() {
      let isFound = verdict.concerns.contains { $0.concern == concern && $0.level > .none }
      let isLabelled = labels.concerns[concern.rawValue] ?? false
      concerns[index].add(found: isFound, labelled: isLabelled)
      if isFound, !isLabelled { disagreement.superfluous.append(concern) }
      if isLabelled, !isFound { disagreement.missed.append(concern) }
    }
    if let risk { risks[Self.index(of: risk)][Self.index(of: verdict.risk)] += 1 }
    let isSame = disagreement.superfluous.isEmpty && disagreement.missed.isEmpty
    if !isSame || (risk.map { $0 != verdict.risk } ?? false) {
      disagreements.append(disagreement)
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

  private static func index(of level: Level) -> Int { Level.allCases.firstIndex(of: level) ?? 0 }
}
