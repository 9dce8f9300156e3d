/// A set of byte values.
///
/// Four numbers rather than a vector: sets are joined and compared by the hundred thousand while patterns are
/// compiled, and vectors are slow in builds without optimization.
public struct ByteSet: Sendable, Hashable {
  /// Bit `b & 63` of word `b >> 6` says whether byte `b` is in the set.
  @usableFromInline var words = Words()

  @usableFromInline struct Words: Sendable, Equatable {
    @usableFromInline var first: UInt64 = 0
    @usableFromInline var second: UInt64 = 0
    @usableFromInline var third: UInt64 = 0
    @usableFromInline var fourth: UInt64 = 0
  }

  /// The empty set.
  public init() {}

  /// The set of these words, of the lowest bytes first.
  public init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
    words = Words(first: first, second: second, third: third, fourth: fourth)
  }

  /// The bytes from one value to another.
  public init(_ range: ClosedRange<UInt8>) {
    func part(_ index: Int) -> UInt64 {
      let low = max(Int(range.lowerBound) - 64 * index, 0)
      let high = min(Int(range.upperBound) - 64 * index, 63)
      return low > high ? 0 : UInt64.max << UInt64(low) & UInt64.max >> UInt64(63 - high)
    }
    self.init(part(0), part(1), part(2), part(3))
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
  /// All bytes.
  public static let all = ByteSet(0x00...0xFF)

  /// Adds one number for all four.
  public func hash(into hasher: inout Hasher) { hasher.combine(fastHash) }

  /// A hash that costs little: sets are compared by the thousand while patterns are compiled.
  public var fastHash: UInt64 {
    func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      (hash ^ word) &* 0x9E37_79B9_7F4A_7C15 &+ hash >> 29
    }
    let hash = step(step(step(step(0, words.first), words.second), words.third), words.fourth)
    return hash ^ hash >> 32
  }

  /// Whether there is none.
  public var isEmpty: Bool { words.first | words.second | words.third | words.fourth == 0 }
  /// How many there are.
  public var count: Int {
    words.first.nonzeroBitCount + words.second.nonzeroBitCount + words.third.nonzeroBitCount
      + words.fourth.nonzeroBitCount
  }

  /// The bits of the bytes from `64 * index` on; `index` is below 4.
  @inlinable public func word(_ index: Int) -> UInt64 {
    switch index {
    case 0: words.first
    case 1: words.second
    case 2: words.third
    default: words.fourth
    }
  }

  /// Adds a byte.
  public mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.first |= bit
    case 1: words.second |= bit
    case 2: words.third |= bit
    default: words.fourth |= bit
    }
  }

  /// Whether a byte is in the set.
  @inlinable public func contains(_ byte: UInt8) -> Bool {
    word(Int(byte >> 6)) >> UInt64(byte & 63) & 1 != 0
  }

  /// The bytes of either set.
  public func union(_ other: ByteSet) -> ByteSet {
    ByteSet(
      words.first | other.words.first, words.second | other.words.second,
      words.third | other.words.third, words.fourth | other.words.fourth)
  }
  /// The bytes of both sets.
  public func intersection(_ other: ByteSet) -> ByteSet {
    ByteSet(
      words.first & other.words.first, words.second & other.words.second,
      words.third & other.words.third, words.fourth & other.words.fourth)
  }
  /// The bytes that another set lacks.
  public func subtracting(_ other: ByteSet) -> ByteSet {
    ByteSet(
      words.first & ~other.words.first, words.second & ~other.words.second,
      words.third & ~other.words.third, words.fourth & ~other.words.fourth)
  }
  /// Whether another set has all of them.
  public func isSubset(of other: ByteSet) -> Bool { subtracting(other).isEmpty }

  /// The same set with the small letter for each capital.
  public var lowercased: ByteSet {
    // `A` to `Z` and, half a word higher, `a` to `z`.
    let capitals: UInt64 = 0x07FF_FFFE
    let second = words.second & ~capitals | (words.second & capitals) << 32
    return ByteSet(words.first, second, words.third, words.fourth)
  }

  /// The bytes, in ascending order.
  public var members: [UInt8] {
    var members: [UInt8] = []
    for part in 0..<4 {
      var left = word(part)
      while left != 0 {
        members.append(UInt8(part << 6 | left.trailingZeroBitCount))
        left &= left &- 1
      }
    }
    return members
  }

  /// The lowest byte; 256 of the empty set.
  var lowest: Int {
    if words.first != 0 { return words.first.trailingZeroBitCount }
    if words.second != 0 { return 64 + words.second.trailingZeroBitCount }
    if words.third != 0 { return 128 + words.third.trailingZeroBitCount }
    return 192 + words.fourth.trailingZeroBitCount
  }
}
