/// What scores say of labels: the log odds of a label as a straight line of the score.
struct Calibration {
  /// The log odds at a score of 0.
  private(set) var start = 0.0
  /// How much each point adds to the log odds.
  private(set) var slope = 1.0 / 8

  /// The least slope: rules that say nothing would make every word endless points.
  private static let leastSlope = 1.0 / 40
  private static let rounds = 50

  /// Fits the line by Newton steps, both ends lightly held where few labels are.
  init(_ scores: [Double], _ isPositive: [Bool], weights: [Double]) {
    let hold = 0.5
    for _ in 0..<Self.rounds {
      var gradient = (start: hold * (start + 2) * 0.1, slope: hold * (slope - 1.0 / 8))
      var curve = (start: hold * 0.1, both: 0.0, slope: hold)
      for row in scores.indices where weights[row] > 0 {
        let chance = LogisticDescent.logistic(logit(of: scores[row]))
        let miss = weights[row] * (chance - (isPositive[row] ? 1 : 0))
        let bend = weights[row] * chance * (1 - chance)
        gradient.start += miss
        gradient.slope += miss * scores[row]
        curve.start += bend
        curve.both += bend * scores[row]
        curve.slope += bend * scores[row] * scores[row]
      }
      let determinant = curve.start * curve.slope - curve.both * curve.both
      guard determinant > 1e-12 else { break }
      let steps = (
        start: (curve.slope * gradient.start - curve.both * gradient.slope) / determinant,
        slope: (curve.start * gradient.slope - curve.both * gradient.start) / determinant
      )
      start -= min(max(steps.start, -2), 2)
      slope -= min(max(steps.slope, -0.1), 0.1)
      if abs(steps.start) < 1e-6, abs(steps.slope) < 1e-8 { break }
    }
    slope = max(slope, Self.leastSlope)
  }

  /// The log odds of a label.
  func logit(of score: Double) -> Double { start + slope * score }
}
