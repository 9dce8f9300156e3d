private import Glibc

/// A file that is written a piece at a time, and that a later process can go on with.
///
/// Only its owner may read it. While a process has it, no other gets it.
public struct ResumableFile: ~Copyable {
  /// The path.
  public let path: FilePath
  /// How many bytes it has, what waits in the buffer included.
  public private(set) var count: Int
  private var buffer: [UInt8] = []
  private let descriptor: Int32

  /// Bytes that are gathered before they are written.
  private static let capacity = 1 << 16

  /// Opens a file, or creates it.
  ///
  /// - Throws: An error when another process has it (`EWOULDBLOCK`), or the system refuses.
  public init(_ path: FilePath) throws(FileError) {
    self.path = path
    // SAFETY: the path is lent NUL-terminated.
    descriptor = unsafe path.withCString {
      unsafe open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0o600)
    }
    count = 0
    guard descriptor >= 0 else {
      throw FileError(path: path, operation: .open, cause: .system(errno))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw failure(.open) }
    var facts = stat()
    // SAFETY: `facts` lives for the call.
    guard unsafe fstat(descriptor, &facts) == 0 else { throw failure(.open) }
    count = Int(facts.st_size)
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// All that stands in it.
  public func contents() throws(FileError) -> [UInt8] {
    try FileReader.contents(of: path, limit: count)
  }

  /// Keeps the first bytes alone, and goes on after them.
  public mutating func truncate(to length: Int) throws(FileError) {
    guard ftruncate(descriptor, length) == 0, lseek(descriptor, length, SEEK_SET) == length else {
      throw failure(.write)
    }
    buffer.removeAll(keepingCapacity: true)
    count = length
  }

  /// Appends bytes.
  public mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    buffer.append(bytes)
    count += bytes.count
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Writes what is in the buffer, and waits until the disk has it.
  public mutating func sync() throws(FileError) {
    try flush()
    guard fdatasync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw failure(.write)
    }
  }

  private mutating func flush() throws(FileError) {
    guard writeAll(buffer.span, to: descriptor) else { throw failure(.write) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes the rest, and gives the file another name, in place of what had it.
  public consuming func close(as name: FilePath) throws(FileError) {
    try sync()
    // SAFETY: both paths are lent NUL-terminated.
    let renamed = unsafe path.withCString { from in
      unsafe name.withCString { to in unsafe rename(from, to) }
    }
    guard renamed == 0 else { throw failure(.replace) }
  }

  /// Takes the file away.
  public consuming func remove() {
    // SAFETY: the path is lent NUL-terminated.
    _ = unsafe path.withCString { unsafe unlink($0) }
  }

  private func failure(_ operation: FileError.Operation) -> FileError {
    FileError(path: path, operation: operation, cause: .system(errno))
  }
}
