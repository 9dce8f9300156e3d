// Performance: the text between tags is copied 16 bytes at a time over line breaks and spaces, and white space
// is counted so; names that are compared with a few known ones are read as one integer.
private import CSIMD

extension Array where Element == UInt8 {
  /// Appends the text of HTML in `range` as far as it stands as it is, and answers how many bytes.
  ///
  /// It ends at `stop` (the `<` of a tag, if any), `&` or white space that is more than one byte or stands
  /// before one of these; every other byte of white space becomes a space. Not more than a few thousand
  /// bytes are taken at once.
  public mutating func appendMarkupText(
    _ html: Span<UInt8>, in range: Range<Int>, upTo stop: UInt8
  ) -> Int {
    appendMarkupText(html, in: range, upTo: stop, isPortable: false)
  }

  /// The same; `isPortable` asks for the portable twin of the vector code.
  @inline(__always)
  mutating func appendMarkupText(
    _ html: Span<UInt8>, in range: Range<Int>, upTo stop: UInt8, isPortable: Bool
  ) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= html.count)
    let length = Swift.min(range.count, 4_096)
    var count = 0
    unsafe html.withUnsafeBufferPointer { source in
      append(addingCapacity: length) { output in
        unsafe output.withUnsafeMutableBufferPointer { target, initialized in
          guard let base = source.baseAddress, let to = target.baseAddress, target.count >= length
          else { return }
          // SAFETY: `length` bytes are in `range`, which is inside `source`, and there is room for them.
          let from = unsafe base + range.lowerBound
          unsafe count =
            isPortable
            ? csimd_markup_text_portable(from, length, stop, to)
            : csimd_markup_text(from, length, stop, to)
          initialized = count
        }
      }
    }
    return count
  }
}

extension Span where Element == UInt8 {
  /// How many bytes of white space of HTML stand at `start` and behind it.
  public func markupSpace(at start: Int) -> Int { markupSpace(at: start, isPortable: false) }

  /// The same; `isPortable` asks for the portable twin of the vector code.
  @inline(__always)
  func markupSpace(at start: Int, isPortable: Bool) -> Int {
    precondition(start >= 0 && start <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: nothing past the buffer's end is read.
      return unsafe isPortable
        ? csimd_markup_space_portable(base, start, buffer.count)
        : csimd_markup_space(base, start, buffer.count)
    }
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
}
