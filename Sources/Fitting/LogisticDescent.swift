private import Glibc

/// Columns of numbers of which most are 0.
struct SparseColumns {
  private(set) var starts: [Int] = [0]
  private(set) var rows: [Int32] = []
  private(set) var values: [Double] = []

  var count: Int { starts.count - 1 }

  /// Adds a column: the rows where it is not 0, each once.
  mutating func append(_ column: [(row: Int, value: Double)]) {
    for entry in column {
      rows.append(Int32(entry.row))
      values.append(entry.value)
    }
    starts.append(rows.count)
  }

  func range(of column: Int) -> Range<Int> { starts[column]..<starts[column + 1] }
}

/// Logistic regression in points: the chance of a label is the logistic function of a score over a scale.
///
/// A row's score is its offset and the sum of its columns' values times their points. Points stay near
/// centres (ridge), at 0 where little speaks for another value (lasso), and within bounds. They are found by
/// coordinate descent with Newton steps; columns that rest are looked at again only when the others rest.
struct LogisticDescent {
  var columns = SparseColumns()
  /// The labels.
  var isPositive: [Bool] = []
  /// What a row's mistake costs; 0 leaves it out.
  var weights: [Double] = []
  /// What a row's score has without the columns.
  var offsets: [Double] = []
  /// How many points make a score e times as likely.
  var scale = 8.0
  /// Per column: where it is drawn to, how strongly, and within what it stays.
  var centers: [Double] = []
  var ridges: [Double] = []
  var bounds: [ClosedRange<Double>] = []
  /// How strongly every column is drawn to 0.
  var lasso = 0.0

  /// The longest step of one column, so that rare columns do not run off.
  private static let longestStep = 10.0
  private static let precision = 0.02
  private static let mostSweeps = 300

  /// The points of the columns at the least cost, found from `start` on.
  func solve(from start: [Double]) -> [Double] {
    var points = start
    var scores = self.scores(points)
    var chances = scores.map { Self.logistic($0 / scale) }
    var active = Array(0..<columns.count)
    var isFull = true
    for _ in 0..<Self.mostSweeps {
      var longest = 0.0
      var moved: [Int] = []
      for column in active {
        let step = step(column, points[column], chances)
        if points[column] != 0 || step != 0 { moved.append(column) }
        guard step != 0 else { continue }
        points[column] += step
        longest = max(longest, abs(step))
        for place in columns.range(of: column) {
          let row = Int(columns.rows[place])
          scores[row] += step * columns.values[place]
          chances[row] = Self.logistic(scores[row] / scale)
        }
      }
      if longest < Self.precision {
        if isFull { break }
        active = Array(0..<columns.count)
        isFull = true
      } else if lasso > 0 {
        active = moved
        isFull = false
      }
    }
    return points
  }

  /// The scores of all rows.
  func scores(_ points: [Double]) -> [Double] {
    var scores = offsets
    for column in 0..<columns.count where points[column] != 0 {
      for place in columns.range(of: column) {
        scores[Int(columns.rows[place])] += points[column] * columns.values[place]
      }
    }
    return scores
  }

  private func step(_ column: Int, _ value: Double, _ chances: [Double]) -> Double {
    var slope = 0.0
    var curve = 0.0
    var most = 0.0
    for place in columns.range(of: column) {
      let row = Int(columns.rows[place])
      let weight = weights[row]
      guard weight > 0 else { continue }
      let part = columns.values[place] / scale
      let chance = chances[row]
      slope += weight * (chance - (isPositive[row] ? 1 : 0)) * part
      curve += weight * chance * (1 - chance) * part * part
      most += weight * part * part
    }
    // Where all is decided the curve is flat, and a step along it would be endless.
    curve = max(curve, most / 40)
    let ridge = ridges[column]
    guard curve + ridge > 0 else { return 0 }
    let pull = curve * value - slope + ridge * centers[column]
    let shrunk = pull > lasso ? pull - lasso : pull < -lasso ? pull + lasso : 0
    let bound = bounds[column]
    let wanted = min(max(shrunk / (curve + ridge), bound.lowerBound), bound.upperBound)
    let step = min(max(wanted - value, -Self.longestStep), Self.longestStep)
    // Short of its precision a column rests, unless it comes to rest at 0.
    return abs(step) < Self.precision / 4 && wanted != 0 ? 0 : step
  }

  static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
