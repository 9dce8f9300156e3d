// Performance: the text between tags is copied 16 bytes at a time over line breaks and spaces; names of tags
// and attributes, nearly all of at most eight bytes, are read as one integer.
private import CSIMD

extension Array where Element == UInt8 {
  /// Appends the text of HTML from `start` on as far as it stands as it is, and answers how many bytes.
  ///
  /// It ends at `<`, `&` or white space that is more than one byte or stands before one of these; every
  /// other byte of white space becomes a space. Not more than a few thousand bytes are taken at once.
  public mutating func appendMarkupText(_ html: Span<UInt8>, from start: Int) -> Int {
    appendMarkupText(html, from: start, isPortable: false)
  }

  /// The same; `isPortable` asks for the portable twin of the vector code.
  mutating func appendMarkupText(_ html: Span<UInt8>, from start: Int, isPortable: Bool) -> Int {
    precondition(start >= 0 && start <= html.count)
    let length = Swift.min(html.count - start, 4_096)
    var count = 0
    unsafe html.withUnsafeBufferPointer { source in
      append(addingCapacity: length) { output in
        unsafe output.withUnsafeMutableBufferPointer { target, initialized in
          guard let from = source.baseAddress, let to = target.baseAddress, target.count >= length
          else { return }
          // SAFETY: `length` bytes are left in `source` from `start` on, and there is room for them.
          unsafe count =
            isPortable
            ? csimd_markup_text_portable(from + start, length, to)
            : csimd_markup_text(from + start, length, to)
          initialized = count
        }
      }
    }
    return count
  }
}

extension Span where Element == UInt8 {
  /// The eight bytes at `offset` as one integer, the first one lowest; nil when there are fewer.
  @inline(__always) @inlinable
  public func word(at offset: Int) -> UInt64? {
    guard offset >= 0, offset <= count &- 8 else { return nil }
    // SAFETY: eight bytes are there.
    return unsafe withUnsafeBytes {
      unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
  }

  /// Up to eight bytes of `range` as one integer, the first one lowest, letters of ASCII in lower case.
  @inline(__always) @inlinable
  public func loweredWord(_ range: Range<Int>) -> UInt64 {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && range.count <= 8)
    if let word = word(at: range.lowerBound) {
      return (range.count < 8 ? word.firstBytes(range.count) : word).loweredASCII
    }
    var word: UInt64 = 0
    for offset in range.reversed() { word = word << 8 | UInt64(self[offset]) }
    return word.loweredASCII
  }
}

/// Eight bytes of text at once, the first one lowest.
extension UInt64 {
  /// The first bytes, fewer than eight; the others 0.
  @inline(__always) @inlinable
  public func firstBytes(_ count: Int) -> UInt64 {
    self & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
  }

  /// Letters of ASCII in lower case.
  @inline(__always) @inlinable
  public var loweredASCII: UInt64 {
    // Each byte plus a number that carries into its highest bit from `A` on, and from past `Z` on.
    let low = self & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
    let pastZ = low &+ 0x2525_2525_2525_2525
    let capitals = (fromA ^ pastZ) & ~self & 0x8080_8080_8080_8080
    return self | capitals >> 2
  }

  /// How many bytes stand before the first that is less than `limit`, at most 0x80; 8 when none is.
  @inline(__always) @inlinable
  public func bytesBeforeFirst(below limit: UInt8) -> Int {
    // A borrow can only make a byte above the first such byte look like one.
    let marks = (self &- 0x0101_0101_0101_0101 &* UInt64(limit)) & ~self & 0x8080_8080_8080_8080
    return marks.trailingZeroBitCount >> 3
  }

  /// How many bytes stand before the first that is `byte`; 8 when none is.
  @inline(__always) @inlinable
  public func bytesBeforeFirst(_ byte: UInt8) -> Int {
    (self ^ 0x0101_0101_0101_0101 &* UInt64(byte)).bytesBeforeFirst(below: 1)
  }
}
