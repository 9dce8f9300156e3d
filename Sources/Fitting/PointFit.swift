import Lexicons
public import Scanning

/// Points of rules, `near` lines and exposures that agree better with labelled messages.
///
/// Of each concern the chance that a reviewer labels a message is taken for the logistic function of its
/// score less where low begins. Points are drawn to what is written, as strongly as does best on messages
/// that a fit has not seen, keep their sign, and change no more than the messages show.
public struct PointFit: Sendable {
  /// A number that should be another.
  public struct Change: Sendable {
    /// The numbers that change together: lines of one rule, or a single one.
    public let numbers: [PointTable.Number]
    /// The points as they are.
    public let from: Int
    /// The points as they should be.
    public let to: Int
    /// In how many messages they count.
    public let messages: Int
  }

  /// What each concern comes to on messages that the fit has not seen, in the order of `Concern.allCases`.
  public private(set) var before: [Evaluation.Counts] = []
  /// Likewise, with the fitted points.
  public private(set) var after: [Evaluation.Counts] = []
  /// How far points of each concern may go, in points; 0 where none should change.
  public private(set) var spreads: [Double] = []
  /// The numbers that should change, the most effective first.
  public private(set) var changes: [Change] = []
  /// The table with the fitted points.
  public private(set) var table: PointTable

  private let samples: [LabelledSample]
  private let options: FitOptions
  private let parameters: PointParameters

  /// How far points may go from what is written, of which one is chosen.
  private static let spreads: [Double] = [1, 2, 4, 8, 16]
  /// How much more F1 it takes to change anything.
  private static let leastGain = 0.002
  private static let rounds = 3
  /// The least change of a number.
  private static let leastChange = 2

  /// Fits the points of a table.
  public init(_ table: PointTable, to samples: [LabelledSample], options: FitOptions = FitOptions())
  {
    self.table = table
    self.samples = samples
    self.options = options
    parameters = PointParameters(table, samples, least: options.leastMessages)
    let written = table
    let concerns = Concern.allCases
    before = counts { _ in written }
    var best = before.map(\.f1)
    spreads = concerns.map { _ in 0 }
    for spread in Self.spreads {
      let held = heldOut(concerns.map { _ in spread }, of: written)
      for index in concerns.indices where held[index].f1 > best[index] + Self.leastGain {
        best[index] = held[index].f1
        spreads[index] = spread
      }
    }
    // What concerns share moves less when one of them stays: what does not help then stays as well.
    after = heldOut(spreads, of: written)
    while let index = concerns.indices.first(where: {
      spreads[$0] > 0 && after[$0].f1 <= before[$0].f1 + Self.leastGain
    }) {
      spreads[index] = 0
      after = heldOut(spreads, of: written)
    }
    self.table = fitted(spreads, of: written) { _ in true }
    changes = changes(from: written)
  }

  /// The points that some folds' other messages come to, for every fold.
  public func tablesByFold(of written: PointTable) -> [PointTable] {
    (0..<options.folds).map { fold in
      fitted(spreads, of: written) { $0.fold(of: options.folds) != fold }
    }
  }

  // MARK: Fitting

  private func heldOut(_ spreads: [Double], of written: PointTable) -> [Evaluation.Counts] {
    let tables = (0..<options.folds).map { fold in
      fitted(spreads, of: written) { $0.fold(of: options.folds) != fold }
    }
    return counts { tables[$0.fold(of: options.folds)] }
  }

  private func counts(_ table: (LabelledSample) -> PointTable) -> [Evaluation.Counts] {
    var counts = Concern.allCases.map { _ in Evaluation.Counts() }
    for sample in samples {
      let table = table(sample)
      for (index, concern) in Concern.allCases.enumerated() {
        counts[index].add(
          found: sample.basis.isFound(concern, with: table),
          labelled: sample.isLabelled(concern))
      }
    }
    return counts
  }

  /// The points that agree best with some of the messages.
  ///
  /// Which lines of a rule count follows from their points, so that it is decided anew in every round.
  private func fitted(
    _ spreads: [Double], of written: PointTable, for isUsed: (LabelledSample) -> Bool
  ) -> PointTable {
    guard spreads.contains(where: { $0 > 0 }) else { return written }
    var table = written
    var points = parameters.members.map { Double(written.points[$0[0]]) }
    let used = samples.filter(isUsed)
    for _ in 0..<Self.rounds {
      let problem = problem(of: used, table, written, spreads)
      points = problem.solve(from: points)
      for (index, numbers) in parameters.members.enumerated() {
        let whole = Int(points[index].rounded())
        for number in numbers {
          // A point more or less is no change worth a line.
          table.points[number] =
            abs(whole - written.points[number]) < Self.leastChange
            ? written.points[number] : whole
        }
      }
    }
    return table
  }

  private func problem(
    of samples: [LabelledSample], _ table: PointTable, _ written: PointTable, _ spreads: [Double]
  ) -> LogisticDescent {
    var problem = LogisticDescent()
    problem.scale = options.scale
    var columns = [[(row: Int, value: Double)]](repeating: [], count: parameters.members.count)
    for sample in samples {
      for (index, concern) in Concern.allCases.enumerated()
      where spreads[index] > 0 && sample.basis.hasLines(concern)
        && sample.basis.isOpen(concern, in: table)
      {
        let row = problem.offsets.count
        let terms = sample.basis.terms(of: concern, with: table)
        // Whole points: a score is low from half a point below on.
        var offset = terms.constant - Double(table.bands(of: concern).low) + 0.5
        var values: [Int: Double] = [:]
        for (number, share) in terms.shares
        where terms.isRaised || table.numbers[number].kind != .exposure {
          let parameter = parameters.parameter[number]
          if parameter < 0 {
            offset += share * Double(table.points[number])
          } else {
            values[parameter, default: 0] += share
          }
        }
        for (parameter, value) in values { columns[parameter].append((row, value)) }
        problem.offsets.append(offset)
        let isPositive = sample.isLabelled(concern)
        problem.isPositive.append(isPositive)
        problem.weights.append(isPositive ? 1 : options.falsePositiveCost)
      }
    }
    for (parameter, numbers) in parameters.members.enumerated() {
      let number = written.numbers[numbers[0]]
      // What several concerns share moves as little as the most careful of them.
      let spread =
        number.concerns.map { concern in
          spreads[Concern.allCases.firstIndex(of: concern) ?? 0]
        }.min() ?? 0
      let isFixed = spread == 0
      let center = Double(number.written)
      problem.columns.append(columns[parameter])
      problem.centers.append(center)
      problem.ridges.append(isFixed ? 1 : 1 / (spread * spread))
      problem.bounds.append(isFixed ? center...center : number.written > 0 ? 1...100 : -100 ... -1)
    }
    return problem
  }

  private func changes(from written: PointTable) -> [Change] {
    var changes: [Change] = []
    for (index, numbers) in parameters.members.enumerated() {
      let to = table.points[numbers[0]]
      let from = written.points[numbers[0]]
      guard to != from else { continue }
      changes.append(
        Change(
          numbers: numbers.map { written.numbers[$0] }, from: from, to: to,
          messages: parameters.messages[index]))
    }
    // Sorting keeps no order of equals: the place decides.
    return changes.enumerated().sorted { one, two in
      let (left, right) = (one.element.effect, two.element.effect)
      return left != right ? left > right : one.offset < two.offset
    }.map(\.element)
  }
}

extension PointFit.Change {
  /// How many points it moves in all messages together.
  public var effect: Int { abs(to - from) * messages }
}

extension Sequence<Evaluation.Counts> {
  /// The mean of the concerns' F1.
  public var macroF1: Double {
    let values = map(\.f1)
    return values.isEmpty ? 1 : values.reduce(0, +) / Double(values.count)
  }
}
