// Performance: a file is mapped, and of one that bears its seal only the header is read, so that opening it
// costs some ten microseconds whatever its size; others are checked at memory speed.
private import Glibc

/// A value that any bytes of its length are a valid value of, and that has no bytes without meaning.
///
/// Integers are, and structs of integers without gaps between them; `Bool`, enums, references and
/// optionals are not.
public protocol FlatRecord: BitwiseCopyable {}

extension UInt8: FlatRecord {}
extension UInt16: FlatRecord {}
extension UInt32: FlatRecord {}
extension UInt64: FlatRecord {}
extension Int16: FlatRecord {}
extension Int32: FlatRecord {}
extension Int64: FlatRecord {}
extension SIMD8<Int8>: FlatRecord {}

/// Sections of bytes that this build of the program prepared for itself, to start faster.
///
/// Nothing in such a file is worth keeping: what is damaged, of another build, or could have been
/// written by somebody else is not opened, and then is made anew by `CompiledFileWriter`. Every
/// access stays inside its section, whatever the file says. The file is mapped: it is only ever
/// replaced as a whole, under another name first.
///
/// The checksums of a file of many megabytes take longer than checking a message. Its writer therefore seals
/// it, once all of it is on the disk: below a second its time of change says a number that its header leads
/// to. Any later change of the file sets that time to the clock's, and then the checksums are looked at.
@safe public final class CompiledFile: @unchecked Sendable {
  // SAFETY: the `count` bytes, a private mapping or memory of this object, are never written through and
  // live as long as this object; `sections` lie inside them.
  @usableFromInline let base: UnsafeRawPointer
  private let count: Int
  private let isMapped: Bool
  private let sections: [CompiledLayout.Section]

  /// Opens a file that `CompiledFileWriter` of the same build wrote.
  ///
  /// It must be a regular file, and it and its folder must belong to the user or root and be writable
  /// by nobody else; every section must be what was written. Otherwise the answer is nil.
  ///
  /// - Parameters:
  ///   - kind: what the file holds, as given to the writer.
  ///   - build: the build that wrote it.
  ///   - isPrivate: whether nobody else may read it or look into its folder either.
  ///   - unchecked: a section whose blocks the reader checks itself (`OpenedBlocks`), so that only the
  ///     pages that are needed are read.
  public init?(
    _ path: FilePath, kind: UInt32, build: UInt64 = BuildIdentity.current, isPrivate: Bool = false,
    unchecked: UInt32? = nil
  ) {
    guard let folder = TrustedFolder(of: path, isPrivate: isPrivate),
      let file = folder.open(path.name), file.size >= CompiledLayout.headerLength
    else { return nil }
    // SAFETY: the whole file is mapped, private and read-only; the result is checked.
    let mapped = unsafe mmap(nil, file.size, PROT_READ, MAP_PRIVATE, file.descriptor, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { return nil }
    let bytes = unsafe UnsafeRawBufferPointer(start: mapped, count: file.size)
    let typed = unsafe bytes.bindMemory(to: UInt8.self)
    let span = unsafe typed.span
    let isSealed = file.nanoseconds == CompiledLayout.seal(of: span)
    guard
      let sections = CompiledLayout.sections(
        in: span, kind: kind, build: build, unchecked: unchecked, isSealed: isSealed)
    else {
      unsafe munmap(mapped, file.size)
      return nil
    }
    unsafe base = UnsafeRawPointer(mapped)
    count = file.size
    isMapped = true
    self.sections = sections
  }

  /// The sections of a writer in memory, without a file.
  public init(_ writer: borrowing CompiledFileWriter) {
    count = writer.bodyLength
    isMapped = false
    sections = writer.sections
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1), alignment: CompiledLayout.alignment)
    var place = 0
    for piece in writer.pieces {
      // SAFETY: the memory has room for the whole body, of which the pieces are the parts.
      unsafe piece.withUnsafeBufferPointer { bytes in
        guard let start = unsafe bytes.baseAddress else { return }
        unsafe (memory + place).copyMemory(from: start, byteCount: bytes.count)
      }
      place += piece.count
    }
    unsafe base = UnsafeRawPointer(memory)
  }

  /// The sections of a file's bytes, wherever they came from; nil when they are not what was written.
  public init?(copying bytes: Span<UInt8>, kind: UInt32, build: UInt64) {
    guard
      let sections = CompiledLayout.sections(in: bytes, kind: kind, build: build, unchecked: nil)
    else { return nil }
    count = bytes.count
    isMapped = false
    self.sections = sections
    // SAFETY: the memory has room for all of the bytes, which are copied at once.
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1), alignment: CompiledLayout.alignment)
    unsafe bytes.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress {
        unsafe memory.copyMemory(from: start, byteCount: bytes.count)
      }
    }
    unsafe base = UnsafeRawPointer(memory)
  }

  deinit {
    // SAFETY: spans of the file cannot outlive it.
    let memory = unsafe UnsafeMutableRawPointer(mutating: base)
    if isMapped { unsafe munmap(memory, count) } else { unsafe memory.deallocate() }
  }

  /// The bytes of a section, which begin at a multiple of 16; nil when the file has no such section.
  @_lifetime(borrow self)
  public func bytes(of section: UInt32) -> Span<UInt8>? {
    records(of: section, as: UInt8.self)
  }

  /// The records of a section; nil when there is no such section or its length is no multiple of theirs.
  @_lifetime(borrow self)
  public func records<Record: FlatRecord>(of section: UInt32, as: Record.Type) -> Span<Record>? {
    guard let (start, count) = unsafe address(of: section, as: Record.self) else { return nil }
    // SAFETY: the span depends on this object, which holds the mapping.
    let span = unsafe UnsafeBufferPointer(start: start, count: count).span
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// Where the records of a section are, as long as this object lives.
  @inlinable
  func address<Record: FlatRecord>(
    of section: UInt32, as: Record.Type
  ) -> (start: UnsafePointer<Record>, count: Int)? {
    guard let range = range(of: section), range.count % MemoryLayout<Record>.stride == 0,
      MemoryLayout<Record>.alignment <= 16
    else { return nil }
    // SAFETY: the range lies inside the mapping and begins at a multiple of 16; any bytes are valid
    // records.
    let start = unsafe (base + range.lowerBound).assumingMemoryBound(to: Record.self)
    return unsafe (start, range.count / MemoryLayout<Record>.stride)
  }

  /// A copy of the records of a section, made at once; nil as `records` is.
  @inlinable
  public func array<Record: FlatRecord>(of section: UInt32, as: Record.Type) -> [Record]? {
    guard let (start, count) = unsafe address(of: section, as: Record.self) else { return nil }
    defer { withExtendedLifetime(self) {} }
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  @usableFromInline
  func range(of section: UInt32) -> Range<Int>? {
    for known in sections where known.name == section { return known.range }
    return nil
  }
}
