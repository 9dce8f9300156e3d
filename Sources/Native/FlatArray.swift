// Performance: an element is one checked load, as in an array; nothing is copied when a file is opened.

/// Records that never change: made by the program, or part of a file that stays mapped.
///
/// That they are flat records only making one asks: what the type itself asked a process would have to look up among
/// thousands of conformances before it could copy a single array.
@safe public struct FlatArray<Record: BitwiseCopyable>: @unchecked Sendable {
  // SAFETY: `owner` keeps `count` records at `base`, and nobody changes them.
  @usableFromInline let base: UnsafePointer<Record>
  /// How many records there are.
  public let count: Int
  @usableFromInline let owner: AnyObject

  /// Copies records.
  public init(_ records: [Record]) where Record: FlatRecord {
    let memory = FlatMemory(byteCount: max(records.count, 1) * MemoryLayout<Record>.stride)
    // SAFETY: the memory has room for the records, which are as good as their bytes.
    unsafe records.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress {
        unsafe memory.start.copyMemory(from: start, byteCount: bytes.count)
      }
    }
    unsafe base = UnsafePointer(memory.start.assumingMemoryBound(to: Record.self))
    count = records.count
    owner = memory
  }

  /// The bytes of records, which stay where they are.
  init<Other: FlatRecord>(bytesOf records: FlatArray<Other>) where Record == UInt8 {
    // SAFETY: flat records are as good as their bytes, and their owner keeps them.
    unsafe base = UnsafeRawPointer(records.base).assumingMemoryBound(to: UInt8.self)
    count = records.count * MemoryLayout<Other>.stride
    owner = records.owner
  }

  /// Records that `fill` writes as bytes into memory that they will have for themselves; nil when it cannot.
  init?(count: Int, _ fill: (UnsafeMutableRawPointer) -> Bool) where Record: FlatRecord {
    let memory = FlatMemory(byteCount: max(count, 1) * MemoryLayout<Record>.stride)
    guard unsafe fill(memory.start) else { return nil }
    // SAFETY: the memory has room for the records, which are as good as their bytes.
    unsafe base = UnsafePointer(memory.start.assumingMemoryBound(to: Record.self))
    self.count = count
    owner = memory
  }

  /// The records of a section, which stay where they are; nil as `CompiledFile.records` is.
  @inlinable
  public init?(_ file: CompiledFile, section: UInt32) where Record: FlatRecord {
    guard let (start, count) = unsafe file.address(of: section, as: Record.self) else { return nil }
    unsafe base = start
    self.count = count
    owner = file
  }

  /// One record.
  @inlinable
  public subscript(index: Int) -> Record {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      // SAFETY: the index was checked.
      return unsafe base[index]
    }
  }

  /// All of them.
  @inlinable
  public var span: Span<Record> {
    @_lifetime(borrow self)
    get {
      // SAFETY: the records stay as long as their owner, which this value holds.
      let span = unsafe UnsafeBufferPointer(start: base, count: count).span
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Lends the records.
  @inlinable
  func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Record>) -> Result) -> Result {
    let result = unsafe body(UnsafeBufferPointer(start: base, count: count))
    withExtendedLifetime(self) {}
    return result
  }
}

extension FlatArray where Record == UInt8 {
  /// Whether the bytes from `start` on are these.
  public func holds(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    span.extracting(start..<start + bytes.count).equals(bytes)
  }
}

/// Memory that is freed with its owner.
@safe private final class FlatMemory {
  // SAFETY: allocated here, freed once.
  let start: UnsafeMutableRawPointer

  init(byteCount: Int) {
    unsafe start = .allocate(byteCount: byteCount, alignment: 16)
  }

  deinit { unsafe start.deallocate() }
}
