private import Glibc

/// How much more often a term stands in the messages of one group than in those of another.
///
/// The measure is the log odds ratio with an informative prior and its z score, after Monroe, Colaresi and
/// Quinn, "Fightin' Words" (Political Analysis 16, 2008), counted in messages instead of words: the prior is the
/// term's share of both groups together, worth `priorMessages` messages. It keeps rare terms from the top, whose
/// raw odds say nothing, and frequent ones too, which differ a little everywhere.
public struct TermContrast: Sendable, Hashable {
  /// The folded words.
  public let text: String
  /// In how many messages of the group it stands.
  public let inside: Int
  /// In how many messages of the other group it stands.
  public let outside: Int
  /// In how many messages of the group it stands where no term before it does.
  public let fresh: Int
  /// The natural logarithm of the ratio of the odds.
  public let logOdds: Double
  /// The log odds in standard deviations.
  public let z: Double
  /// The messages of the group in which it stands where no term before it does, as rows.
  public let rows: [Int]

  /// How many messages the prior is worth.
  static let priorMessages = 20.0
  /// The least z score that a suggestion has: one in a thousand by chance.
  static let leastZ = 3.1

  /// The log odds of a term, and their z score.
  static func measure(
    _ inside: Int, of all: Int, _ outside: Int, of others: Int
  ) -> (logOdds: Double, z: Double) {
    let share = Double(inside + outside + 1) / Double(all + others + 2)
    let with = priorMessages * share
    let without = priorMessages - with
    let counts = (
      insideWith: Double(inside) + with, insideWithout: Double(all - inside) + without,
      outsideWith: Double(outside) + with, outsideWithout: Double(others - outside) + without
    )
    let logOdds =
      log(counts.insideWith / counts.insideWithout)
      - log(counts.outsideWith / counts.outsideWithout)
    let variance =
      1 / counts.insideWith + 1 / counts.insideWithout + 1 / counts.outsideWith
      + 1 / counts.outsideWithout
    return (logOdds, logOdds / variance.squareRoot())
  }

  /// The terms that best tell one group from another, each chosen for the messages that those before it leave:
  /// ten ways of writing one sentence are one suggestion.
  ///
  /// - Parameters:
  ///   - inside: which rows are of the group.
  ///   - outside: which rows are of the other; rows of neither are passed over.
  ///   - most: how many terms are chosen.
  ///   - least: in how many messages, that no term before it covers, a term must stand.
  static func best(
    of columns: TermColumns, inside: [Bool], outside: [Bool], most: Int, least: Int
  ) -> [TermContrast] {
    let all = inside.count { $0 }
    let others = outside.count { $0 }
    guard all > 0, others > 0 else { return [] }
    var left = inside
    var chosen: [TermContrast] = []
    while chosen.count < most {
      let still = left.count { $0 }
      var best: (column: Int, fresh: Int, z: Double)?
      for column in columns.texts.indices {
        let (fresh, outer) = columns.counts(of: column, left, outside)
        guard fresh >= least else { continue }
        let z = measure(fresh, of: still, outer, of: others).z
        // Of equals the longer term says more of what is meant.
        let isBetter =
          best.map {
            z > $0.z
              || (z == $0.z
                && columns.texts[column].utf8.count > columns.texts[$0.column].utf8.count)
          } ?? true
        if z >= leastZ, isBetter { best = (column, fresh, z) }
      }
      guard let best else { break }
      let rows = columns.rows(of: best.column).filter { left[$0] }
      for row in rows { left[row] = false }
      let (inner, outer) = columns.counts(of: best.column, inside, outside)
      let (logOdds, z) = measure(inner, of: all, outer, of: others)
      chosen.append(
        TermContrast(
          text: columns.texts[best.column], inside: inner, outside: outer, fresh: best.fresh,
          logOdds: logOdds, z: z, rows: rows))
    }
    return chosen
  }
}

extension TermColumns {
  /// The messages in which a candidate stands.
  func rows(of column: Int) -> [Int] {
    columns.range(of: column).map { Int(columns.rows[$0]) }
  }

  /// In how many messages of each of two groups a candidate stands.
  func counts(of column: Int, _ one: [Bool], _ other: [Bool]) -> (Int, Int) {
    var counts = (0, 0)
    for place in columns.range(of: column) {
      let row = Int(columns.rows[place])
      if one[row] { counts.0 += 1 }
      if other[row] { counts.1 += 1 }
    }
    return counts
  }
}
