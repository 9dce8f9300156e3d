// Performance: a process that reads one message touches a few blocks of megabytes. Each block is opened
// when it is first read; after that its check is one load and one test of a bit. A look-up reads a few bytes,
// so that what it costs is the length of its blocks: of 4,096 bytes each it would be 20 µs.
private import Glibc
private import Synchronization

/// Bytes of which sealed blocks are opened when they are first read; shared by all workers.
@safe public final class OpenedBlocks: @unchecked Sendable {
  /// The length of an opened block in bytes; the last may be shorter.
  public static let blockLength = 1_024

  /// Opens the block of a number; nil for one that is not as it was sealed.
  public typealias Opener = @Sendable (_ number: Int, _ sealed: [UInt8]) -> [UInt8]?

  // SAFETY: `base` points to `count` bytes and `marks` to `words` initialized atomics as long as this
  // object lives. A block is written once, under `lock`, before its mark is set, and read only after
  // its mark was seen; marks are atomic.
  private let base: UnsafeMutableRawPointer
  private let marks: UnsafeMutablePointer<Atomic<UInt64>>
  private let words: Int
  private let lock = Mutex(())
  private let file: CompiledFile
  private let section: UInt32
  /// Nil when the blocks were never sealed.
  private let open: Opener?
  private let overhead: Int

  /// How many bytes there are when all blocks are open.
  public let count: Int

  /// The blocks of a section that were sealed one by one; nil when there is no such section.
  ///
  /// - Parameters:
  ///   - overhead: how many bytes a sealed block is longer than an open one.
  ///   - open: opens a block.
  public init?(
    _ file: CompiledFile, section: UInt32, overhead: Int, open: @escaping Opener
  ) {
    guard let sealed = file.range(of: section)?.count else { return nil }
    let whole = OpenedBlocks.blockLength + overhead
    let blocks = (sealed + whole - 1) / whole
    count = max(0, sealed - blocks * overhead)
    // SAFETY: memory of the process's own; pages that no block is opened into cost nothing.
    let memory = unsafe mmap(
      nil, max(count, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return nil }
    unsafe base = memory
    words = blocks / 64 + 1
    unsafe marks = UnsafeMutablePointer.allocate(capacity: words)
    for word in 0..<words { unsafe (marks + word).initialize(to: Atomic(0)) }
    self.file = file
    self.section = section
    self.open = open
    self.overhead = overhead
  }

  /// The bytes of a section that was never sealed: all blocks are open.
  public init?(plain file: CompiledFile, section: UInt32) {
    guard let (start, count) = unsafe file.address(of: section, as: UInt8.self) else { return nil }
    self.count = count
    // SAFETY: nothing is written where nothing is opened.
    unsafe base = UnsafeMutableRawPointer(mutating: start)
    words = 0
    unsafe marks = UnsafeMutablePointer.allocate(capacity: 1)
    self.file = file
    self.section = section
    open = nil
    overhead = 0
  }

  deinit {
    // SAFETY: nothing else holds the pointers.
    unsafe marks.deinitialize(count: words)
    unsafe marks.deallocate()
    if open != nil { unsafe munmap(base, max(count, 1)) }
  }

  /// All bytes, of which only ranges that `hold` may be read; others are zero.
  public var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      // SAFETY: the memory lives as long as this object.
      let start = unsafe UnsafePointer(base.assumingMemoryBound(to: UInt8.self))
      let span = unsafe UnsafeBufferPointer(start: start, count: count).span
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Whether the blocks that hold a range are open now, as they were sealed.
  ///
  /// A range that reaches outside is not.
  @inline(__always)
  public func hold(_ range: Range<Int>) -> Bool {
    guard range.lowerBound >= 0, range.upperBound <= count else { return false }
    if open == nil || range.isEmpty { return true }
    for block in range.lowerBound / Self.blockLength...(range.upperBound - 1) / Self.blockLength {
      guard isMarked(block) || openBlock(block) else { return false }
    }
    return true
  }

  @inline(__always)
  private func isMarked(_ block: Int) -> Bool {
    let word = block >> 6
    guard word < words else { return false }
    // SAFETY: word < words.
    return unsafe marks[word].load(ordering: .acquiring) & 1 << UInt64(block & 63) != 0
  }

  @inline(never)
  private func openBlock(_ block: Int) -> Bool {
    lock.withLock { _ in
      if isMarked(block) { return true }
      let start = block * Self.blockLength
      let sealedStart = block * (Self.blockLength + overhead)
      let length = min(Self.blockLength, count - start)
      let file = file
      guard let open, length > 0, block >> 6 < words, let sealed = file.bytes(of: section),
        sealedStart + length + overhead <= sealed.count
      else { return false }
      var piece: [UInt8] = []
      piece.append(sealed.extracting(sealedStart..<sealedStart + length + overhead))
      guard let opened = open(block, piece), opened.count == length else { return false }
      // SAFETY: the block lies inside the memory; nobody reads it before its mark is set.
      unsafe opened.withUnsafeBytes { bytes in
        if let source = bytes.baseAddress {
          unsafe (base + start).copyMemory(from: source, byteCount: length)
        }
      }
      unsafe marks[block >> 6].bitwiseOr(1 << UInt64(block & 63), ordering: .releasing)
      return true
    }
  }
}
