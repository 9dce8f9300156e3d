// Performance: one multiplication and one load in a table that stays in the first cache say of nearly every
// place that no beginning stands there. Beginnings with too many first bytes are not in it.

/// The first four bytes of beginnings, as bits by their hash.
struct StartQuads: Sendable {
  /// A beginning with more choices for its first four bytes is wide.
  private static let mostChoices = 320
  private static let any = ByteSet(0...0xFF)

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
    position < prefix.sets.count ? prefix.sets[position] : any
  }

  /// The first bytes of some beginnings.
  init(_ prefixes: [StartPrefix]) {
    var quads: Set<UInt32> = []
    for prefix in prefixes {
      var begun: [UInt32] = [0]
      for position in 0..<4 {
        let set = Self.set(of: prefix, at: position)
        var longer: [UInt32] = []
        for byte in 0...UInt8.max where set.contains(byte) {
          for quad in begun { longer.append(quad | UInt32(byte) << UInt32(8 * position)) }
        }
        begun = longer
      }
      quads.formUnion(begun)
    }
    var exponent: UInt32 = 10
    while exponent < 18, 1 << exponent < quads.count * 24 { exponent += 1 }
    shift = 32 - exponent
    var bits = [UInt64](repeating: 0, count: 1 << Int(exponent - 6))
    for quad in quads {
      let place = Self.place(of: quad, shift)
      bits[place >> 6] |= 1 << UInt64(place & 63)
    }
    self.bits = FlatArray(bits)
  }

  /// The bytes that a section holds; nil when it has no such length.
  init?(_ file: CompiledFile, section: UInt32) {
    guard let bits = FlatArray<UInt64>(file, section: section), bits.count >= 16,
      bits.count <= 1 << 12, bits.count & (bits.count - 1) == 0
    else { return nil }
    self.bits = bits
    shift = UInt32(32 - 6 - bits.count.trailingZeroBitCount)
  }

  /// The index of the bit of four bytes, below `1 << (32 - shift)`.
  @inline(__always)
  static func place(of quad: UInt32, _ shift: UInt32) -> Int {
    Int((quad &* 0x9E37_79B1) &>> shift)
  }
}
