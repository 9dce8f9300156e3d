// Performance: one multiplication for words of up to 16 bytes, whose bytes come in two 8-byte loads
// that a table of masks cuts to length, so that there is no branch per length. 17 and more are rare.

private import CSIMD

/// The hash of a word's bytes, the same for words of a text and words of a lexicon.
public enum WordHash {
  // Bytes that UTF-8 never holds, so that no word can cancel them.
  @usableFromInline static let first: UInt64 = 0xFFC1_F5F8_C0FE_F9FB
  @usableFromInline static let second: UInt64 = 0xC0F7_FEC1_FAFD_F6FC
  @usableFromInline static let odd: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The hash of the bytes of one word.
  public static func hash(_ bytes: Span<UInt8>) -> UInt64 { hash(of: bytes.indices, in: bytes) }

  /// The hash of a word, or of a beginning of one, where it stands in a text; the range must lie in the text.
  @inline(__always)
  public static func hash(of word: Range<Int>, in text: Span<UInt8>) -> UInt64 {
    precondition(word.lowerBound >= 0 && word.upperBound <= text.count)
    return unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, !word.isEmpty else { return mix(0, 0, 0) }
      // SAFETY: the range lies in the buffer, and sixteen bytes are read only where it has them.
      return unsafe word.lowerBound &+ 16 <= buffer.count
        ? hashPadded(base + word.lowerBound, word.count)
        : hashExactly(base + word.lowerBound, word.count)
    }
  }

  /// The hash of a text's UTF-8.
  public static func hash(of text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return mix(0, 0, 0) }
      // SAFETY: the buffer holds `count` bytes, and only these are read.
      return unsafe hashExactly(base, bytes.count)
    }
  }

  /// A hash of what has one hash and then another; their order counts.
  @inlinable
  public static func joined(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let mixed = (first ^ second) &* odd
    return (mixed << 31 | mixed >> 33) &+ first
  }

  /// The hash of two adjacent words, from the hashes of each.
  @inlinable @inline(__always)
  public static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    first ^ (second << 29 | second >> 35)
  }

  @inline(__always)
  private static func mix(_ low: UInt64, _ high: UInt64, _ length: UInt64) -> UInt64 {
    let product = (low ^ first).multipliedFullWidth(by: high ^ second ^ length &* odd)
    return product.high ^ product.low
  }

  /// Reads only the word's own bytes.
  ///
  /// SAFETY: `start` must point to `length` readable bytes.
  @unsafe @inline(never)
  static func hashExactly(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    if length > 16 { return unsafe hashLong(start, length) }
    let low = unsafe paddedWord(start, min(length, 8))
    let high = unsafe length > 8 ? paddedWord(start + 8, length - 8) : 0
    return mix(low, high, UInt64(length))
  }

  /// Reads 16 bytes whatever the length.
  ///
  /// SAFETY: `start` must point to `max(length, 16)` readable bytes; `length` is at least 1.
  @unsafe @inline(__always)
  static func hashPadded(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    if length > 16 { return unsafe hashLong(start, length) }
    let raw = unsafe UnsafeRawPointer(start)
    let low = unsafe UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
    let high = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    let lowMask = csimd_keep_mask(length, 0)
    let highMask = csimd_keep_mask(length, 1)
    return mix(low & lowMask, high & highMask, UInt64(length))
  }

  @unsafe @inline(never)
  private static func hashLong(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    // SAFETY: every load ends at or before `length`, which is more than 16 here.
    let raw = unsafe UnsafeRawPointer(start)
    var hash: UInt64 = 0
    var offset = 0
    while offset &+ 16 < length {
      let low = unsafe UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let high = unsafe UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
      hash = mix(low ^ hash, high, UInt64(length))
      offset &+= 16
    }
    let low = unsafe UInt64(
      littleEndian: raw.loadUnaligned(fromByteOffset: length &- 16, as: UInt64.self))
    let high = unsafe UInt64(
      littleEndian: raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self))
    return mix(low ^ hash, high, UInt64(length))
  }
}

/// Up to eight bytes as one integer, the first one lowest, with zeros behind.
///
/// SAFETY: `start` must point to `count` readable bytes, at most eight.
@unsafe @inline(__always)
func paddedWord(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
  var word: UInt64 = 0
  for index in 0..<count { word |= UInt64(unsafe start[index]) << UInt64(8 * index) }
  return word
}
