// Performance: a bit for each of many places, of which few are set, and small enough for the caches.

/// A set of hashes that says of most others that they are not in it.
public struct HashFilter: Sendable {
  /// A power of two of bits.
  @usableFromInline let bits: FlatArray<UInt64>
  /// How far the bits of a hash that tell its place are from its last.
  @usableFromInline let shift: UInt64

  /// How many places there are for each hash, at least, as long as that makes no filter too large.
  private static let places = 24
  /// The fewest and the most places, as powers of two.
  private static let fewest: UInt64 = 10
  private static let most: UInt64 = 24

  /// The set of some hashes whose first bits are as good as random.
  public init(_ hashes: [UInt64]) {
    var exponent = Self.fewest
    while exponent < Self.most && 1 << exponent < hashes.count &* Self.places { exponent += 1 }
    shift = 64 - exponent
    var bits = [UInt64](repeating: 0, count: 1 << (exponent - 6))
    for hash in hashes {
      let place = hash >> shift
      bits[Int(place >> 6)] |= 1 << (place & 63)
    }
    self.bits = FlatArray(bits)
  }

  /// The set that `write` put into a section, which stays mapped; nil when no set has so many bits.
  public init?(_ file: CompiledFile, section: UInt32) {
    guard let bits = FlatArray<UInt64>(file, section: section),
      bits.count >= 1 << (Self.fewest - 6),
      bits.count <= 1 << (Self.most - 6), bits.count & (bits.count - 1) == 0
    else { return nil }
    self.bits = bits
    shift = UInt64(64 - 6 - bits.count.trailingZeroBitCount)
  }

  /// Puts the set into a section of a file.
  public func write(into file: inout CompiledFileWriter, section: UInt32) {
    file.add(section, bits)
  }

  /// Whether a hash may be in the set; of those that are not about one in twenty-four may, too.
  @inline(__always) @inlinable
  public func mayContain(_ hash: UInt64) -> Bool {
    let place = hash >> shift
    return bits[Int(truncatingIfNeeded: place >> 6)] >> (place & 63) & 1 != 0
  }
}
