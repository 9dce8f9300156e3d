import Foundation
import TestSupport
import Testing

@testable import Fitting

@Suite("Descent")
struct LogisticDescentTests {
  /// Rows with random columns, labelled by chance after true points.
  private func problem(rows: Int, truth: [Double], seed: UInt64) -> LogisticDescent {
    var random = SeededGenerator(seed: seed)
    var columns = [[(row: Int, value: Double)]](repeating: [], count: truth.count)
    var problem = LogisticDescent()
    for row in 0..<rows {
      var score = -10.0
      for column in truth.indices where Int.random(in: 0..<3, using: &random) == 0 {
        let value = Int.random(in: 0..<4, using: &random) == 0 ? 0.5 : 1
        columns[column].append((row, value))
        score += truth[column] * value
      }
      problem.offsets.append(-10)
      problem.isPositive.append(
        Double.random(in: 0..<1, using: &random) < 1 / (1 + exp(-score / problem.scale)))
      problem.weights.append(row % 7 == 0 ? 1.5 : 1)
    }
    for column in columns { problem.columns.append(column) }
    problem.centers = truth.map { _ in 0 }
    problem.ridges = truth.map { _ in 0.01 }
    problem.bounds = truth.map { _ in -100...100 }
    return problem
  }

  /// Plain gradient descent, slow and simple.
  private func twin(_ problem: LogisticDescent) -> [Double] {
    var points = problem.centers
    for _ in 0..<20_000 {
      let scores = problem.scores(points)
      for column in points.indices {
        var slope = problem.ridges[column] * (points[column] - problem.centers[column])
        for place in problem.columns.range(of: column) {
          let row = Int(problem.columns.rows[place])
          let chance = 1 / (1 + exp(-scores[row] / problem.scale))
          slope +=
            problem.weights[row] * (chance - (problem.isPositive[row] ? 1 : 0))
            * problem.columns.values[place] / problem.scale
        }
        points[column] -= slope * 0.4
      }
    }
    return points
  }

  @Test func findsWhatPlainDescentFinds() {
    let problem = problem(rows: 200, truth: [20, -15, 5, 0], seed: 1)
    let found = problem.solve(from: problem.centers)
    for (one, two) in zip(found, twin(problem)) { #expect(abs(one - two) < 0.2) }
  }

  @Test func findsThePointsThatMadeTheLabels() {
    let truth = [30.0, -20, 10, 0]
    let problem = problem(rows: 8_000, truth: truth, seed: 2)
    for (found, wanted) in zip(problem.solve(from: problem.centers), truth) {
      #expect(abs(found - wanted) < 3)
    }
  }

  @Test func aStrongRidgeKeepsPointsWhereTheyAre() {
    var problem = problem(rows: 500, truth: [30, -20], seed: 3)
    problem.centers = [12, 7]
    problem.ridges = [1e6, 1e6]
    for (found, center) in zip(problem.solve(from: [0, 0]), problem.centers) {
      #expect(abs(found - center) < 0.1)
    }
  }

  @Test func boundsHold() {
    var problem = problem(rows: 2_000, truth: [30, -20], seed: 4)
    problem.bounds = [1...12, 1...100]
    #expect(problem.solve(from: [5, 5]) == [12, 1])
  }

  @Test func aLassoLeavesColumnsOutThatSayLittle() {
    let truth: [Double] = [40, -30] + Array(repeating: 0, count: 60)
    var problem = problem(rows: 800, truth: truth, seed: 5)
    problem.lasso = 1.6
    let found = problem.solve(from: problem.centers)
    #expect(found[0] > 10 && found[1] < -10)
    #expect(found.dropFirst(2).count { $0 != 0 } < 12)
    problem.lasso = 100
    #expect(problem.solve(from: problem.centers).allSatisfy { $0 == 0 })
  }

  @Test func rowsWithoutWeightSayNothing() {
    var problem = problem(rows: 300, truth: [30, -20], seed: 6)
    let found = problem.solve(from: [0, 0])
    for row in stride(from: 0, to: 300, by: 2) { problem.weights[row] = 0 }
    let half = problem.solve(from: [0, 0])
    for row in stride(from: 0, to: 300, by: 2) { problem.isPositive[row].toggle() }
    #expect(problem.solve(from: [0, 0]) == half)
    #expect(half != found)
  }
}

@Suite struct CalibrationTests {
  @Test func findsTheLineThatMadeTheLabels() {
    var random = SeededGenerator(seed: 8)
    var scores: [Double] = []
    var labels: [Bool] = []
    for _ in 0..<20_000 {
      let score = Double(Int.random(in: -20...60, using: &random))
      scores.append(score)
      labels.append(Double.random(in: 0..<1, using: &random) < 1 / (1 + exp(3 - score / 12)))
    }
    let line = Calibration(scores, labels, weights: labels.map { _ in 1 })
    #expect(abs(line.slope - 1.0 / 12) < 0.005 && abs(line.start + 3) < 0.2)
    let costly = Calibration(scores, labels, weights: labels.map { $0 ? 1 : 2 })
    #expect(costly.start < line.start - 0.4)
    let flat = Calibration(scores, labels.shuffled(using: &random), weights: labels.map { _ in 1 })
    #expect(flat.slope == 1.0 / 40)
    let nothing = Calibration([], [], weights: [])
    #expect(nothing.slope >= 1.0 / 40 && nothing.logit(of: 0).isFinite)
  }
}
