// Performance: bodies are searched for the lines that delimit their parts, dumps of mail for those that
// part messages, all of them once. The vector loops read over 10 GB/s, since few lines begin that way.
private import CSIMD

extension Span where Element == UInt8 {
  /// The offset of the first `--` at or after `start` that stands at the start of a line.
  ///
  /// A line starts behind a CR or LF, or at offset 0; nil when there is no such `--`.
  public func firstDashLine(from start: Int = 0) -> Int? {
    precondition(start >= 0 && start <= count)
    if start == 0, count >= 2, self[0] == UInt8(ascii: "-"), self[1] == UInt8(ascii: "-") {
      return 0
    }
    let found = unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: start was checked, and the search stays between the first byte and the last.
      return unsafe csimd_dash_line(base, start, buffer.count)
    }
    return found < count ? found : nil
  }

  /// The offset of the first CR or LF at or after `start`; `count` when there is none.
  public func firstLineBreak(from start: Int) -> Int {
    precondition(start >= 0 && start <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: start was checked, and the search stays between the first byte and the last.
      return unsafe csimd_line_break(base, start, buffer.count)
    }
  }

  /// The offset of the first `From ` at or after `start` that stands behind an LF; nil when there is none.
  public func firstFromLine(from start: Int) -> Int? {
    precondition(start >= 0 && start <= count)
    let found = unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: start was checked, and the search stays between the first byte and the last.
      return unsafe csimd_from_line(base, start, buffer.count)
    }
    return found < count ? found : nil
  }

  /// The first line behind an LF, at or after `start` and before `end`, that is empty or begins with a `c`.
  ///
  /// Nil when there is none; a line is taken for empty when it begins with a CR, and `c` may be a capital.
  public func firstEmptyLineOrC(from start: Int, to end: Int) -> Int? {
    precondition(start >= 0 && start <= end && end <= count)
    let found = unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: start and end were checked, and the search stays between the first byte and the end.
      return unsafe csimd_length_line(base, start, end)
    }
    return found < end ? found : nil
  }
}
