// Performance: a direct-mapped table of single words of memory, so that a look-up is one load and a compare,
// and workers share what any of them found out without waiting for one another.
// Its memory comes as zeros that take no room before they are written.
private import Glibc
private import Synchronization

/// Remembers one byte for each of the words that were asked about last, by their hashes.
///
/// For answers that are dear to find and never change.
@safe public final class WordMemo: @unchecked Sendable {
  // SAFETY: `WordMemo.count` atomics of trivial content, allocated here as zeros and freed once. A slot is one
  // atomic word, so that its hash and its answer always belong together.
  private let slots: UnsafeMutablePointer<Atomic<UInt64>>

  private static let count = 1 << 16
  /// A slot holds all of a hash but its lowest byte, which the slot's place tells.
  private static let answer: UInt64 = 0xFF

  /// Creates an empty memo.
  public init() {
    guard let memory = unsafe calloc(Self.count, MemoryLayout<Atomic<UInt64>>.stride) else {
      preconditionFailure("no memory")
    }
    unsafe slots = memory.bindMemory(to: Atomic<UInt64>.self, capacity: Self.count)
  }

  deinit {
    unsafe free(slots)
  }

  /// The answer for a hash: a remembered one, else that of `find`.
  ///
  /// - Parameter find: answers at most 254.
  @inline(__always)
  public func answer(for hash: UInt64, find: () -> UInt8) -> UInt8 {
    let place = Int(truncatingIfNeeded: hash) & (Self.count - 1)
    // SAFETY: the place is below `count`.
    let known = unsafe slots[place].load(ordering: .relaxed)
    // An answer is kept plus one: zero is an empty slot.
    if known & ~Self.answer == hash & ~Self.answer, known & Self.answer != 0 {
      return UInt8(truncatingIfNeeded: known & Self.answer) - 1
    }
    let answer = find()
    precondition(answer < UInt8.max)
    unsafe slots[place].store(hash & ~Self.answer | UInt64(answer + 1), ordering: .relaxed)
    return answer
  }
}
