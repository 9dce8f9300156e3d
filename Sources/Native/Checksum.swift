// Performance: four independent chains of a rotation and a multiplication over words of eight bytes, so
// that the multiplier is always busy: memory speed on anything that does not fit the second-level cache.

/// A fast sum over bytes that guards against damage, not against malice.
public enum Checksum {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The sum of bytes and their number; a change of any one word of eight bytes always changes it.
  public static func of(_ bytes: Span<UInt8>) -> UInt64 {
    var one = UInt64(truncatingIfNeeded: bytes.count)
    var two: UInt64 = 0x2545_F491_4F6C_DD1D
    var three: UInt64 = 0x9FB2_1C65_1E98_DF25
    var four: UInt64 = 0xD6E8_FEB8_6659_FD93
    var tail: UInt64 = 0
    unsafe bytes.withUnsafeBytes { bytes in
      var offset = 0
      // SAFETY: every load ends at or before the end of the buffer.
      while offset &+ 32 <= bytes.count {
        unsafe one = step(one, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        unsafe two = step(two, bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
        unsafe three = step(
          three, bytes.loadUnaligned(fromByteOffset: offset &+ 16, as: UInt64.self))
        unsafe four = step(four, bytes.loadUnaligned(fromByteOffset: offset &+ 24, as: UInt64.self))
        offset &+= 32
      }
      while offset &+ 8 <= bytes.count {
        unsafe one = step(one, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset &+= 8
      }
      while offset < bytes.count {
        unsafe tail = tail << 8 | UInt64(bytes[offset])
        offset &+= 1
      }
    }
    one = step(one, tail)
    return step(step(step(one, two), three), four)
  }

  /// One-to-one in each of its two arguments.
  @inline(__always)
  private static func step(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = sum ^ word
    return (mixed << 29 | mixed >> 35) &* factor
  }

  /// The eight bytes at an offset as a number in the machine's order.
  static func word(in bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= bytes.count - 8)
    // SAFETY: the eight bytes lie inside the span.
    return unsafe bytes.withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
  }
}
