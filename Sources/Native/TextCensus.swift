// Performance: whole texts are looked at for what hardly one of them has (control characters, encoded
// blocks) and counted for the places of findings. Each is one pass of vector code at over 10 GB/s.
private import CSIMD

extension Span where Element == UInt8 {
  /// The offset of the first control character that text does not hold: not white space, not the
  /// escape character; `count` when there is none.
  public func firstControl() -> Int {
    unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: the length is the buffer's.
      return unsafe csimd_first_control(base, buffer.count)
    }
  }

  /// The next place at or after `start` where a block of encoded data may begin: a `B` behind a dash, or
  /// a `b` at the start of a line; `count` when there is none.
  ///
  /// Lines begin behind a CR or LF. Offset 0, which has nothing before it, is not looked at.
  public func blockHint(from start: Int) -> Int {
    unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, start < buffer.count else { return buffer.count }
      // SAFETY: the search begins at 1 or later, looks one byte back, and ends with the buffer.
      return unsafe csimd_block_hint(base, Swift.max(1, start), buffer.count)
    }
  }

  /// How many line breaks there are: LF, CR or CRLF; `isAfterReturn` says that a CR stood before.
  public func lineBreakCount(isAfterReturn: Bool) -> Int {
    unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: the length is the buffer's.
      return unsafe csimd_count_breaks(base, buffer.count, isAfterReturn ? 1 : 0)
    }
  }

  /// How many UTF-8 sequences begin here.
  public func scalarCount() -> Int {
    unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: the length is the buffer's.
      return unsafe csimd_count_scalars(base, buffer.count)
    }
  }
}
