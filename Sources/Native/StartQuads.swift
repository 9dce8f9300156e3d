// Performance: one multiplication and one load in a table that stays in the first cache say of nearly every
// place that no beginning stands there. Beginnings with too many first bytes are not in it.
private import CSIMD

/// The first four bytes of beginnings, as bits by their hash.
struct StartQuads: Sendable {
  /// A beginning with more choices for its first four bytes is wide.
  private static let mostChoices = 320
  /// The most and the fewest bits of a table, as powers of two.
  private static let mostBits = 18
  private static let fewestBits = 10

  let bits: FlatArray<UInt64>
  /// What leaves the bits' index of a hash.
  let shift: UInt32

  /// Whether a beginning has few choices for its first four bytes.
  static func areFew(_ prefix: StartPrefix) -> Bool {
    var choices = 1
    for position in 0..<4 { choices *= set(of: prefix, at: position).count }
    return choices <= mostChoices
  }

  private static func set(of prefix: StartPrefix, at position: Int) -> ByteSet {
    position < prefix.sets.count ? prefix.sets[position] : .all
  }

  /// Those of no beginning.
  init() {
    bits = FlatArray([UInt64](repeating: 0, count: 1 << (Self.fewestBits - 6)))
    shift = UInt32(32 - Self.fewestBits)
  }

  /// The first bytes of some beginnings.
  init(_ prefixes: [StartPrefix]) {
    var exponent = Self.mostBits
    var bits = [UInt64](repeating: 0, count: 1 << (exponent - 6))
    unsafe bits.withUnsafeMutableBufferPointer { bits in
      guard let table = bits.baseAddress else { return }
      var sets = [UInt64](repeating: 0, count: 16)
      for prefix in prefixes {
        for position in 0..<4 {
          let set = Self.set(of: prefix, at: position)
          for part in 0..<4 { sets[position << 2 | part] = set.word(part) }
        }
        // SAFETY: there are four words for each of four sets, and 1 << 18 bits in the table.
        unsafe sets.withUnsafeBufferPointer { sets in
          guard let sets = sets.baseAddress else { return }
          unsafe csimd_mark_quads(sets, table, UInt32(32 - exponent))
        }
      }
      // Few bits need no large table: where the lowest bit of the places is left out, two share one.
      let count = unsafe csimd_count_bits(table, bits.count)
      while exponent > Self.fewestBits, 1 << (exponent - 1) >= count * 24 {
        // SAFETY: the table has 1 << exponent bits.
        unsafe csimd_halve_bits(table, 1 << (exponent - 6))
        exponent -= 1
      }
    }
    bits.removeLast(bits.count - 1 << (exponent - 6))
    shift = UInt32(32 - exponent)
    self.bits = FlatArray(bits)
  }

  /// The bytes that a section holds; nil when it has no such length.
  init?(_ file: CompiledFile, section: UInt32) {
    guard let bits = FlatArray<UInt64>(file, section: section),
      bits.count >= 1 << (Self.fewestBits - 6), bits.count <= 1 << (Self.mostBits - 6),
      bits.count & (bits.count - 1) == 0
    else { return nil }
    self.bits = bits
    shift = UInt32(32 - 6 - bits.count.trailingZeroBitCount)
  }

  /// The index of the bit of four bytes, below `1 << (32 - shift)`.
  @inline(__always)
  static func place(of quad: UInt32, _ shift: UInt32) -> Int {
    Int(csimd_quad_place(quad, shift))
  }
}
