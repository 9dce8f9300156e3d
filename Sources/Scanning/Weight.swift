import Text

/// How much of a finding's points count, by who wrote the text that it stands in.
struct Weight: Sendable, Hashable {
  /// How often points are halved.
  var halvings: UInt8
  /// What `explain` prints beside the points that are taken away.
  var reason: String

  /// What the sender wrote counts in full.
  static let authored = Weight(halvings: 0, reason: "")
  /// A reply repeats what the other side has already; a forward passes it on: half.
  static let quoted = Weight(halvings: 1, reason: "quoted text counts half")
  /// Signatures and mailing footers are the same under every message: a quarter.
  static let signature = Weight(
    halvings: 2, reason: "a signature counts a quarter")

  /// Whether points count in full.
  var isWhole: Bool { halvings == 0 }

  /// Its place among weights, from 1: the heavier the higher.
  var rank: UInt8 { Self.signature.halvings - halvings + 1 }

  /// The weight of a passage's text.
  static func of(_ passage: borrowing Passage) -> Weight {
    if passage.kind == .signature { return .signature }
    return passage.isQuoted || passage.kind == .quoted ? .quoted : .authored
  }

  /// The share of some points, rounded to the nearest whole number, halves away from zero; points
  /// that are not 0 keep at least 1.
  func share(of points: Int) -> Int {
    if isWhole || points == 0 { return points }
    let size = max(1, (abs(points) + 1 << (halvings - 1)) >> halvings)
    return points < 0 ? -size : size
  }

  /// The shares of several numbers of points at once, given how often each is halved.
  @inline(__always)
  static func shares(of points: SIMD8<Int8>, halvings: UInt8) -> SIMD8<Int8> {
    if halvings == 0 { return points }
    let none = SIMD8<Int8>.zero
    let isNegative = points .< none
    let sizes = SIMD8<UInt8>(
      truncatingIfNeeded: points.replacing(with: none &- points, where: isNegative))
    let half = SIMD8<UInt8>(repeating: 1 &<< (halvings &- 1))
    let halved = (sizes &+ half) &>> SIMD8<UInt8>(repeating: halvings)
    // Of what is not nothing at least a point is left.
    let least = sizes.replacing(
      with: SIMD8<UInt8>(repeating: 1), where: sizes .> SIMD8<UInt8>.zero)
    let shares = SIMD8<Int8>(
      truncatingIfNeeded: halved.replacing(with: least, where: halved .< least))
    return shares.replacing(with: none &- shares, where: isNegative)
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
