import Lexicons
public import Scanning

/// Words and phrases that say of a concern what the rules do not, learned from labelled messages.
///
/// Of each concern the chance that a reviewer labels a message is the logistic function of the rules'
/// score, calibrated to the labels, and the points of the words in it. Most words get none (elastic net);
/// how strongly, is what does best on messages that a fit has not seen.
public struct TermFit: Sendable {
  /// A word or phrase with its points.
  public struct Term: Sendable, Hashable {
    /// The folded words.
    public let text: String
    /// What it adds, or takes away.
    public let points: Int
  }

  /// What the messages come to by the rules alone.
  public let before: Evaluation.Counts
  /// What messages that a fit has not seen come to with the learned terms.
  public private(set) var after: Evaluation.Counts
  /// The learned terms, those that add most first; none when they would not help.
  public private(set) var terms: [Term] = []

  /// The most points of a term.
  static let mostPoints = 25
  /// The least points that are worth a line.
  static let leastPoints = 2
  /// How far all terms together may go.
  public static let range = 60

  private let concern: Concern
  private let samples: [LabelledSample]
  private let columns: TermColumns
  private let options: FitOptions

  /// How strongly points are drawn to 0 (lasso) and how small they are kept (ridge), and by what the points
  /// are multiplied in the end: more finds more and errs more.
  private struct Strength {
    var lasso: Double
    var ridge: Double
    var factor: Double
  }

  /// The strengths that are tried, the strongest first.
  private static let strengths: [Strength] = [
    (1.2, 0.02), (0.6, 0.02), (0.3, 0.02), (0.15, 0.03), (0.1, 0.05), (0.05, 0.05), (0.03, 0.03),
  ].flatMap { lasso, ridge in
    [1, 1.4].map { Strength(lasso: lasso, ridge: ridge, factor: $0) }
  }
  private static let gateRounds = 2
  /// Scores of rules beyond these say no more of a label.
  private static let scoreRange = -20.0...60.0
  /// How much more F1 it takes to learn anything.
  private static let leastGain = 0.005

  /// Learns the terms of a concern.
  ///
  /// - Parameters:
  ///   - table: the points of the rules for every message; of one that a fit has not seen, those of the
  ///     fit that has not seen it.
  ///   - final: the points of the rules that will be in force.
  init(
    _ concern: Concern, _ samples: [LabelledSample], _ columns: TermColumns,
    table: @escaping (LabelledSample) -> PointTable, final: PointTable, options: FitOptions
  ) {
    self.concern = concern
    self.samples = samples
    self.columns = columns
    self.options = options
    var counts = Evaluation.Counts()
    for sample in samples {
      counts.add(
        found: sample.basis.isFound(concern, with: table(sample)),
        labelled: sample.isLabelled(concern))
    }
    before = counts
    after = counts
    let folds = (0..<options.folds).map { fold in
      samples.map { $0.fold(of: options.folds) == fold }
    }
    var held = Self.strengths.map { _ in Evaluation.Counts() }
    for isHeld in folds {
      // A fold's rules are the same for all its messages.
      guard let one = isHeld.firstIndex(of: true) else { continue }
      let rules = table(samples[one])
      for (index, points) in path(rules, isUsed: isHeld.map { !$0 }).enumerated() {
        let sums = columns.sums(points)
        for (row, sample) in samples.enumerated() where isHeld[row] {
          held[index].add(
            found: sample.basis.isFound(concern, with: rules, adding: sums[row]),
            labelled: sample.isLabelled(concern))
        }
      }
    }
    guard let best = held.indices.max(by: { held[$0].f1 < held[$1].f1 }),
      held[best].f1 > before.f1 + Self.leastGain
    else { return }
    after = held[best]
    let points = path(final, isUsed: samples.map { _ in true }, upTo: best).last ?? []
    terms = columns.texts.indices.filter { points[$0] != 0 }
      .map { Term(text: columns.texts[$0], points: points[$0]) }
      .sorted { $0.points != $1.points ? $0.points > $1.points : $0.text < $1.text }
  }

  /// The points of all columns for each strength, from some of the messages.
  private func path(_ rules: PointTable, isUsed: [Bool], upTo last: Int? = nil) -> [[Int]] {
    var problem = LogisticDescent()
    problem.scale = options.scale
    problem.columns = columns.columns
    problem.isPositive = samples.map { $0.isLabelled(concern) }
    var scores: [Double] = []
    var exposures: [Double] = []
    for (row, sample) in samples.enumerated() {
      let counts = isUsed[row] && sample.basis.isOpen(concern, in: rules)
      problem.weights.append(
        !counts ? 0 : problem.isPositive[row] ? 1 : options.falsePositiveCost)
      let terms = sample.basis.terms(of: concern, with: rules)
      var score = terms.constant
      var exposed = 0.0
      for (number, share) in terms.shares {
        let points = share * Double(rules.points[number])
        if rules.numbers[number].kind == .exposure { exposed += points } else { score += points }
      }
      if terms.isRaised { score += exposed }
      scores.append(min(max(score, Self.scoreRange.lowerBound), Self.scoreRange.upperBound))
      exposures.append(terms.isRaised ? 0 : exposed)
    }
    // What a point of the rules says is not taken on trust: else frequent words would learn to mend it.
    let calibration = Calibration(scores, problem.isPositive, weights: problem.weights)
    problem.offsets = scores.map { options.scale * calibration.logit(of: $0) }
    let unit = options.scale * calibration.slope
    let count = columns.texts.count
    problem.centers = Array(repeating: 0, count: count)
    let most = unit * Double(Self.mostPoints)
    problem.bounds = Array(repeating: -most...most, count: count)
    var points = [Double](repeating: 0, count: count)
    var path: [[Int]] = []
    var solved: Strength?
    for strength in Self.strengths.prefix((last ?? Self.strengths.count - 1) + 1) {
      if solved?.lasso != strength.lasso || solved?.ridge != strength.ridge {
        problem.lasso = strength.lasso
        problem.ridges = Array(repeating: strength.ridge, count: count)
        solve(&problem, &points, &exposures, unit)
        solved = strength
      }
      path.append(points.map { Self.whole($0 / unit * strength.factor) })
    }
    return path
  }

  /// Terms that raise a concern by themselves let its exposures count: then all is solved again.
  private func solve(
    _ problem: inout LogisticDescent, _ points: inout [Double], _ exposures: inout [Double],
    _ unit: Double
  ) {
    for _ in 0..<Self.gateRounds {
      points = problem.solve(from: points)
      let sums = columns.sums(points.map { Self.whole($0 / unit) })
      let opened = samples.indices.filter { exposures[$0] != 0 && sums[$0] > 0 }
      if opened.isEmpty { return }
      for row in opened {
        problem.offsets[row] += unit * exposures[row]
        exposures[row] = 0
      }
    }
  }

  /// Whole points; none where they are not worth a line.
  private static func whole(_ points: Double) -> Int {
    let whole = min(max(Int(points.rounded()), -mostPoints), mostPoints)
    return abs(whole) < leastPoints ? 0 : whole
  }
}

/// Which candidates stand in which messages.
public struct TermColumns: Sendable {
  /// The candidates.
  public private(set) var texts: [String] = []
  let columns: SparseColumns
  private let rows: Int

  /// The columns of the lines of a rule that has every candidate as a line.
  ///
  /// - Parameters:
  ///   - rule: the rule's id.
  ///   - lines: the texts of its lines.
  ///   - least: in how many messages a candidate must be found.
  public init(
    of rule: String, _ lines: [String], _ samples: [LabelledSample], in table: PointTable,
    least: Int
  ) {
    var found = [[(row: Int, value: Double)]](repeating: [], count: lines.count)
    for (row, sample) in samples.enumerated() {
      for (line, share) in sample.basis.lines(of: rule, in: table) where line < lines.count {
        found[line].append((row, share))
      }
    }
    var columns = SparseColumns()
    for (line, column) in found.enumerated() where column.count >= least {
      columns.append(column)
      texts.append(lines[line])
    }
    self.columns = columns
    rows = samples.count
  }

  /// What the points of the columns come to in every message, as a scan adds them.
  func sums(_ points: [Int]) -> [Int] {
    var sums = [Int](repeating: 0, count: rows)
    for column in points.indices where points[column] != 0 {
      for place in columns.range(of: column) {
        // The share of a line's points is a whole number, and never none.
        let share = (Double(points[column]) * columns.values[place]).rounded(
          .toNearestOrAwayFromZero)
        let least = share == 0 ? points[column].signum() : Int(share)
        sums[Int(columns.rows[place])] += least
      }
    }
    return sums.map { min(max($0, -TermFit.range), TermFit.range) }
  }
}

extension TermFit {
  /// Learns the terms of all concerns.
  ///
  /// - Parameters:
  ///   - points: a fit of the rules' points that will be in force; nil when they stay as they are.
  public static func all(
    _ samples: [LabelledSample], _ columns: TermColumns, table: PointTable, after points: PointFit?,
    options: FitOptions
  ) -> [TermFit] {
    let tables = points?.tablesByFold(of: table)
    return Concern.allCases.map { concern in
      TermFit(
        concern, samples, columns,
        table: { tables?[$0.fold(of: options.folds)] ?? table }, final: points?.table ?? table,
        options: options)
    }
  }
}
