extension Array where Element == UInt8 {
  /// Appends the bytes of records, in the machine's own byte order.
  public mutating func append<Record: FlatRecord>(records: Span<Record>) {
    // SAFETY: flat records have no bytes without meaning, so all of the buffer may be read.
    unsafe records.withUnsafeBufferPointer { buffer in
      unsafe append(contentsOf: UnsafeRawBufferPointer(buffer))
    }
  }
}

extension Span where Element == UInt8 {
  /// The four bytes at an offset as a number in the machine's own order; an offset outside traps.
  @inline(__always)
  public func number32(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= count - 4)
    // SAFETY: the four bytes lie inside the span.
    return unsafe withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }
  }

  /// The eight bytes at an offset as a number in the machine's own order; an offset outside traps.
  @inline(__always)
  public func number64(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count - 8)
    // SAFETY: the eight bytes lie inside the span.
    return unsafe withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
  }
}
