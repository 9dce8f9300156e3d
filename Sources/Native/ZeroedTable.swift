// Performance: its memory comes as zeros that take no room and no time before they are written.
private import Glibc

/// Records that begin as zeros, for tables of which one message writes little; one owner has it at a time.
@safe public final class ZeroedTable<Record: BitwiseCopyable> {
  // SAFETY: `count` records of zeros, allocated here and freed once.
  @usableFromInline let base: UnsafeMutablePointer<Record>
  /// How many records there are.
  public let count: Int

  /// Creates a table of zeros.
  public init(count: Int) where Record: FlatRecord {
    let stride = MemoryLayout<Record>.stride
    guard let memory = unsafe calloc(max(count, 1), stride) else {
      preconditionFailure("no memory")
    }
    unsafe base = memory.bindMemory(to: Record.self, capacity: max(count, 1))
    self.count = count
  }

  deinit { unsafe free(base) }

  /// One record.
  @inlinable
  public subscript(index: Int) -> Record {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      // SAFETY: the index was checked.
      return unsafe base[index]
    }
    @inline(__always) set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      // SAFETY: as above.
      unsafe base[index] = newValue
    }
  }
}
