/// A set of byte values.
public struct ByteSet: Sendable, Hashable {
  /// Bit `b & 63` of word `b >> 6` says whether byte `b` is in the set.
  public private(set) var words = SIMD4<UInt64>()

  /// The empty set.
  public init() {}

  /// The bytes from one value to another.
  public init(_ range: ClosedRange<UInt8>) {
    for byte in range { insert(byte) }
  }

  /// The bytes of a string's UTF-8.
  public init(_ text: StaticString) {
    for byte in text.description.utf8 { insert(byte) }
  }

  /// `0` to `9`.
  public static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  /// What `\w` matches in patterns: ASCII letters, digits and the underscore.
  public static let word =
    digits
    .union(letters)
    .union(ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z")))
    .union(ByteSet("_"))
  /// `a` to `z`.
  public static let letters = ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z"))
  /// All of ASCII.
  public static let ascii = ByteSet(0x00...0x7F)
  /// The bytes of scalars past ASCII.
  public static let high = ByteSet(0x80...0xFF)

  /// A hash that costs little: sets are compared by the thousand while patterns are compiled.
  public var fastHash: UInt64 {
    var hash: UInt64 = 0
    for index in 0..<4 { hash = (hash ^ words[index]) &* 0x9E37_79B9_7F4A_7C15 &+ hash >> 29 }
    return hash ^ hash >> 32
  }

  /// Whether there is none.
  public var isEmpty: Bool { words == SIMD4() }
  /// How many there are.
  public var count: Int {
    words.x.nonzeroBitCount + words.y.nonzeroBitCount + words.z.nonzeroBitCount
      + words.w.nonzeroBitCount
  }

  /// Adds a byte.
  public mutating func insert(_ byte: UInt8) {
    words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
  }

  /// Whether a byte is in the set.
  public func contains(_ byte: UInt8) -> Bool {
    words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0
  }

  /// The bytes of either set.
  public func union(_ other: ByteSet) -> ByteSet { ByteSet(words: words | other.words) }
  /// The bytes of both sets.
  public func intersection(_ other: ByteSet) -> ByteSet { ByteSet(words: words & other.words) }
  /// The bytes that another set lacks.
  public func subtracting(_ other: ByteSet) -> ByteSet { ByteSet(words: words & ~other.words) }
  /// Whether another set has all of them.
  public func isSubset(of other: ByteSet) -> Bool { subtracting(other).isEmpty }

  /// The same set with the small letter for each capital.
  public var lowercased: ByteSet {
    var small = self
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") where contains(byte) {
      small.insert(byte | 0x20)
    }
    return small.subtracting(ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z")))
  }

  /// The lowest byte; 256 of the empty set.
  var lowest: Int {
    for index in 0..<4 where words[index] != 0 {
      return index * 64 + words[index].trailingZeroBitCount
    }
    return 256
  }

  /// The set of these words.
  public init(words: SIMD4<UInt64>) { self.words = words }
}
