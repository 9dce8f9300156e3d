import Native

/// Some word hashes as 32 bits, which say of most others that they are none of them.
struct HashSketch: FlatRecord, Sendable {
  private var bits: UInt32

  /// The sketch of no hash.
  static let none = HashSketch(bits: 0)
  /// The sketch that every hash may be in.
  static let all = HashSketch(bits: .max)

  /// Whether every hash may be in it.
  var isAll: Bool { bits == .max }

  private init(bits: UInt32) { self.bits = bits }

  /// Adds a hash.
  mutating func insert(_ hash: UInt64) { bits |= Self.bit(of: hash) }

  /// Adds all hashes of another.
  mutating func formUnion(_ other: HashSketch) { bits |= other.bits }

  /// Whether a hash may be in it.
  @inline(__always)
  func mayContain(_ hash: UInt64) -> Bool { bits & Self.bit(of: hash) != 0 }

  @inline(__always)
  private static func bit(of hash: UInt64) -> UInt32 { 1 << UInt32(truncatingIfNeeded: hash >> 59) }
}
