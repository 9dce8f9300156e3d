public import Lexicons
import Native
import Text

/// What the scores of one message are made of, apart from points: which lines were found and what else
/// counts.
///
/// From it scores can be told for other points than the lexicons have, exactly as a scan would add them.
/// Conditions that ask what was found are answered with the points of the scan.
public struct ScoreBasis: Sendable {
  /// The rules that add points to each concern, in the order of `Concern.allCases`.
  private(set) var rules: [[FoundRule]]
  /// What shares of other concerns' points add to each concern, by rule.
  private(set) var shares: [[(rule: Int, points: Int)]]
  /// The exposures that hold for each concern, if it has points.
  private(set) var exposures: [[Int]]
  /// What `gravity` blocks add to each concern that comes to low.
  private var gravity = Scorer.Gravity()
  /// Whether a guard or credit lifts each concern.
  private(set) var isLifted: [Bool]
  /// The highest score that an exception leaves to each concern.
  private(set) var ceilings: [Int?]

  /// The basis of a message in which nothing was found.
  public init() {
    let count = Concern.allCases.count
    rules = Array(repeating: [], count: count)
    shares = Array(repeating: [], count: count)
    exposures = Array(repeating: [], count: count)
    isLifted = Array(repeating: false, count: count)
    ceilings = Array(repeating: nil, count: count)
  }

  /// The basis of what a detector found.
  init(
    of drafts: [Scorer.Draft], _ scorer: Scorer, _ circumstances: borrowing CircumstanceEvaluator,
    _ detector: inout Detector, in passages: borrowing Passages
  ) {
    self.init()
    for share in scorer.sharePoints(of: &detector, in: passages) {
      shares[share.concern.number].append((share.rule, share.points))
    }
    for found in detector.foundRules(in: passages) {
      rules[found.concern.number].append(found.withWords(of: detector.finder.words))
    }
    for (_, lifts) in scorer.guards(on: drafts, circumstances, detector, in: passages) {
      for concern in lifts { isLifted[concern.number] = true }
    }
    gravity = scorer.gravity(of: detector, in: passages)
    let left = drafts.filter { !isLifted[$0.concern.number] }
    for concern in Concern.allCases {
      exposures[concern.number] = scorer.exposures(
        of: concern, left, circumstances, detector, in: passages)
    }
  }

  mutating func keepCeilings(of exceptions: [ExceptionOutcome], _ scorer: Scorer) {
    for outcome in exceptions where outcome.applied {
      let ceiling = max(0, scorer.ceiling(of: outcome.to, outcome.lowers))
      let number = outcome.lowers.number
      ceilings[number] = min(ceilings[number] ?? ceiling, ceiling)
    }
  }

  /// The lines of a rule that were found, each with the greatest share of its points that counts.
  public func lines(of rule: String, in table: PointTable) -> [(line: Int, share: Double)] {
    var best: [Int: Double] = [:]
    for found in rules.joined() where table.ruleset.rules[found.rule].rule.id == rule {
      for line in found.lines {
        best[Int(line.signal.term)] = max(best[Int(line.signal.term)] ?? 0, line.weight.fraction)
      }
    }
    return best.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension ScoreBasis {
  /// How a concern's score follows from the numbers of the lexicons: a sum of shares of some of them.
  public struct Terms: Sendable {
    /// The numbers that count, as indices of `PointTable.numbers`, and which share of each.
    public var shares: [(number: Int, share: Double)] = []
    /// What counts whatever the numbers are: sums that are at the end of their range.
    public var constant = 0.0
    /// Whether the rules come to more than nothing, so that exposures count.
    public var isRaised = false
  }

  /// Whether the points can decide about a concern: no guard lifts it, no exception ends it below low.
  public func isOpen(_ concern: Concern, in table: PointTable) -> Bool {
    let number = concern.number
    guard !isLifted[number] else { return false }
    guard let ceiling = ceilings[number] else { return true }
    return table.ruleset.bands[number].level(of: ceiling) > .none
  }

  /// Whether a rule of a concern was found.
  public func hasLines(_ concern: Concern) -> Bool { !rules[concern.number].isEmpty }

  /// The score of a concern with these points.
  ///
  /// - Parameter more: points of one more rule, as if it had been found.
  public func score(of concern: Concern, with table: PointTable, adding more: Int = 0) -> Int {
    let number = concern.number
    let bands = table.ruleset.bands[number]
    guard !isLifted[number] else { return 0 }
    var sum = more
    var isRaised = more > 0
    for found in rules[number] {
      let compiled = table.ruleset.rules[found.rule]
      guard !table.isLeftOut(found.rule) else { continue }
      let points = LineChoice.counted(of: table.weighed(found), in: compiled).map(\.points)
      if compiled.rule.sum != nil {
        let all = table.ruleset.rules.facts[found.rule].withinSum(points.reduce(0, +))
        sum += all
        isRaised = isRaised || all > 0
      } else {
        sum += points.reduce(0, +)
        isRaised = isRaised || points.contains { $0 > 0 }
      }
    }
    for share in shares[number] where !table.isLeftOut(share.rule) { sum += share.points }
    guard isRaised, sum > 0 else { return 0 }
    // As in a scan: where a message goes makes a finding weigh more, and no finding of a weak hint.
    let more = exposures[number].map { table.points(ofExposure: $0) }
    sum += more.reduce(0) { $0 + min($1, 0) }
    if sum >= bands.low {
      sum += more.reduce(0) { $0 + max($1, 0) }
      sum += gravity.points(of: concern, beside: sum, low: bands.low)
    }
    if let ceiling = ceilings[number] { sum = min(sum, ceiling) }
    return min(max(sum, 0), min(max(bands.cap, 0), 100))
  }

  /// Whether a verdict with these points has a finding of a concern: its score is at least low.
  public func isFound(_ concern: Concern, with table: PointTable, adding more: Int = 0) -> Bool {
    let score = score(of: concern, with: table, adding: more)
    return table.ruleset.bands[concern.number].level(of: score) > .none
  }

  /// The numbers that make up a concern's score while the same lines count as with these points.
  ///
  /// Of exposures those that take points away are among them, whether or not the rules come to more than
  /// nothing; the others never decide whether a score is low.
  public func terms(of concern: Concern, with table: PointTable) -> Terms {
    var terms = Terms()
    var sum = 0
    for found in rules[concern.number] where !table.isLeftOut(found.rule) {
      let compiled = table.ruleset.rules[found.rule]
      let counted = LineChoice.counted(of: table.weighed(found), in: compiled)
      let points = counted.reduce(0) { $0 + $1.points }
      if let limit = compiled.rule.sum?.limit, abs(points) > limit {
        terms.constant += Double(points < 0 ? -limit : limit)
        sum += points < 0 ? -limit : limit
        continue
      }
      sum += points
      for line in counted {
        let share = line.weight.fraction
        terms.shares.append((table.number(ofLine: Int(line.signal.term), in: found.rule), share))
        for near in table.nears(of: line.signal) { terms.shares.append((near, share)) }
      }
    }
    for share in shares[concern.number] where !table.isLeftOut(share.rule) {
      terms.constant += Double(share.points)
      sum += share.points
    }
    terms.isRaised = sum > 0
    for exposure in exposures[concern.number] where table.points(ofExposure: exposure) < 0 {
      terms.shares.append((table.number(ofExposure: exposure), 1))
    }
    return terms
  }
}

extension Concern {
  /// Its place in `Concern.allCases`.
  var number: Int {
    switch self {
    case .student: 0
    case .medical: 1
    case .personnel: 2
    case .boundary: 3
    case .channel: 4
    }
  }
}

extension Weight {
  /// The share as a number.
  var fraction: Double { 1 / Double(1 << Int(halvings)) }
}
