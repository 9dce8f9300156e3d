// Performance: the vector code finds digits 64 bytes at a time; most blocks of prose hold none.
private import CSIMD

/// A run of ASCII digits, as long as it goes.
public struct DigitRun: Sendable, Hashable {
  /// Where it starts, in bytes.
  public var start: Int
  /// Where it ends.
  public var end: Int

  /// Creates a run.
  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}

/// Finds the runs of ASCII digits: `runs` is replaced.
public func scanDigitRuns(_ text: Span<UInt8>, into runs: inout [DigitRun]) {
  runs.removeAll(keepingCapacity: true)
  unsafe text.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    var open = -1
    var block = 0
    while block < buffer.count {
      // SAFETY: the length ends with the buffer.
      let digits = unsafe csimd_digits64(base + block, buffer.count - block)
      if digits == 0 && open < 0 {
        block += 64
        continue
      }
      let before = digits << 1 | (open >= 0 ? 1 : 0)
      var starts = digits & ~before
      var ends = ~digits & before
      while ends != 0 {
        if open < 0 {
          open = block + starts.trailingZeroBitCount
          starts &= starts &- 1
        }
        runs.append(DigitRun(start: open, end: block + ends.trailingZeroBitCount))
        ends &= ends &- 1
        open = -1
      }
      if starts != 0 { open = block + starts.trailingZeroBitCount }
      block += 64
    }
    if open >= 0 { runs.append(DigitRun(start: open, end: buffer.count)) }
  }
}
