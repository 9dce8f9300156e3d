// Performance: a process that reads one message touches a few pages of megabytes. Each block is summed
// when it is first read; after that its check is one load and one test of a bit.
private import Synchronization

/// Which blocks of some bytes were read and found as they were written; shared by all workers.
@safe public final class BlockChecks: @unchecked Sendable {
  /// The length of a block in bytes; the last may be shorter.
  public static let blockLength = 4_096

  // SAFETY: `marks` points to `words` initialized atomics from `init` to `deinit`; all access to them
  // is atomic. `sums` never changes.
  private let marks: UnsafeMutablePointer<Atomic<UInt64>>
  private let words: Int
  private let sums: [UInt64]

  /// Creates checks of blocks with these sums, none of them made yet.
  public init(_ sums: [UInt64]) {
    self.sums = sums
    words = sums.count / 64 + 1
    unsafe marks = UnsafeMutablePointer.allocate(capacity: words)
    for word in 0..<words { unsafe (marks + word).initialize(to: Atomic(0)) }
  }

  deinit {
    // SAFETY: nothing else holds the pointer.
    unsafe marks.deinitialize(count: words)
    unsafe marks.deallocate()
  }

  /// The sums of all blocks of some bytes.
  public static func sums(of bytes: Span<UInt8>) -> [UInt64] {
    stride(from: 0, to: bytes.count, by: blockLength).map { start in
      Checksum.of(bytes.extracting(start..<min(start + blockLength, bytes.count)))
    }
  }

  /// Whether the blocks that hold a range of the bytes are as they were written.
  ///
  /// A range that reaches outside is not.
  @inline(__always)
  public func hold(_ range: Range<Int>, of bytes: Span<UInt8>) -> Bool {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return false }
    if range.isEmpty { return true }
    for block in range.lowerBound / Self.blockLength...(range.upperBound - 1) / Self.blockLength {
      guard isMarked(block) || check(block, of: bytes) else { return false }
    }
    return true
  }

  @inline(__always)
  private func isMarked(_ block: Int) -> Bool {
    let word = block >> 6
    guard word < words else { return false }
    // SAFETY: word < words.
    return unsafe marks[word].load(ordering: .relaxed) & 1 << UInt64(block & 63) != 0
  }

  @inline(never)
  private func check(_ block: Int, of bytes: Span<UInt8>) -> Bool {
    let start = block * Self.blockLength
    guard block < sums.count, start < bytes.count else { return false }
    let end = min(start + Self.blockLength, bytes.count)
    guard Checksum.of(bytes.extracting(start..<end)) == sums[block] else { return false }
    // SAFETY: block < sums.count, so its word is one of `words`.
    unsafe marks[block >> 6].bitwiseOr(1 << UInt64(block & 63), ordering: .relaxed)
    return true
  }
}
