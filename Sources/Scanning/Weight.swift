import Text

/// How much of a finding's points count, by who wrote the text that it stands in.
struct Weight: Sendable, Hashable {
  /// The share, as a fraction of whole numbers.
  var numerator: Int
  var denominator: Int
  /// What `explain` prints beside the points that are taken away.
  var reason: String

  /// What the sender wrote counts in full.
  static let authored = Weight(numerator: 1, denominator: 1, reason: "")
  /// A reply repeats what the other side has already; a forward passes it on: half.
  static let quoted = Weight(numerator: 1, denominator: 2, reason: "quoted text counts half")
  /// Signatures and mailing footers are the same under every message: a quarter.
  static let signature = Weight(
    numerator: 1, denominator: 4, reason: "a signature counts a quarter")

  /// Whether points count in full.
  var isWhole: Bool { numerator == denominator }

  /// Its place among weights, from 1: the heavier the higher.
  var rank: UInt8 { denominator == 1 ? 3 : denominator == 2 ? 2 : 1 }

  /// The weight of a passage's text.
  static func of(_ passage: borrowing Passage) -> Weight {
    if passage.kind == .signature { return .signature }
    return passage.isQuoted || passage.kind == .quoted ? .quoted : .authored
  }

  /// The share of some points, rounded to the nearest whole number, halves away from zero; points
  /// that are not 0 keep at least 1.
  func share(of points: Int) -> Int {
    if isWhole || points == 0 { return points }
    let size = (abs(points) * numerator * 2 + denominator) / (denominator * 2)
    return points < 0 ? -max(1, size) : max(1, size)
  }
}

/// Points that are made smaller together, so that their sum is exactly what is asked for.
enum Apportionment {
  /// The points scaled to sum up to `target`, by the largest remainder; the first of equal ones gains.
  ///
  /// `points` sum up to more than `target`, and `target` is at least 0.
  static func scale(_ points: [Int], to target: Int) -> [Int] {
    let sum = points.reduce(0, +)
    guard sum > target, target >= 0 else { return points }
    var scaled: [Int] = []
    var remainders: [(index: Int, size: Int)] = []
    for (index, value) in points.enumerated() {
      let product = value * target
      // Rounded down, for negative points too.
      let quotient = product >= 0 ? product / sum : -((-product + sum - 1) / sum)
      scaled.append(quotient)
      remainders.append((index, product - quotient * sum))
    }
    remainders.sort { $0.size != $1.size ? $0.size > $1.size : $0.index < $1.index }
    for entry in remainders.prefix(target - scaled.reduce(0, +)) { scaled[entry.index] += 1 }
    return scaled
  }
}
