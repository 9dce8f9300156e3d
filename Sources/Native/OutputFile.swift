private import Glibc

/// A file, pipe or terminal that is written through a buffer.
///
/// Errors are values, a broken pipe included. What was written with `init(replacing:)` appears under
/// its name when `close` succeeds and not before; until then, and when it never does, the name keeps
/// what it had.
public struct OutputFile: ~Copyable {
  /// The path, or `-` for standard output.
  public let path: FilePath
  private var buffer: [UInt8] = []
  private var descriptor: Int32
  private let isOwned: Bool
  /// The private file that `close` renames, and the name it gets.
  private var replacement: (temporary: FilePath, final: FilePath)?

  /// Bytes that are gathered before they are written.
  private static let capacity = 1 << 16

  /// A write to a pipe without a reader would end the process by a signal; it must be an error.
  private static let ignoresBrokenPipes: Bool = {
    // SAFETY: SIG_IGN is no function of ours.
    _ = signal(SIGPIPE, SIG_IGN)
    return true
  }()

  private init(path: FilePath, descriptor: Int32, isOwned: Bool) {
    _ = Self.ignoresBrokenPipes
    self.path = path
    self.descriptor = descriptor
    self.isOwned = isOwned
  }

  /// Standard output, under the name `-`.
  public static func standardOutput() -> OutputFile {
    OutputFile(path: "-", descriptor: STDOUT_FILENO, isOwned: false)
  }

  /// Standard error, under the name `-`.
  public static func standardError() -> OutputFile {
    OutputFile(path: "-", descriptor: STDERR_FILENO, isOwned: false)
  }

  /// Writes a file that only its owner may read, under a temporary name beside it until `close`.
  ///
  /// A link is followed to what it names. A pipe or device cannot be replaced and is written directly.
  ///
  /// - Parameter isShared: whether others may read it: as they may the file that is replaced, or any new one.
  public init(replacing path: FilePath, isShared: Bool = false) throws(FileError) {
    let existing = try? FileFacts(of: path)
    if let existing, existing.kind != .file {
      // SAFETY: the path is lent NUL-terminated.
      let opened = unsafe path.withCString { unsafe open($0, O_WRONLY | O_CLOEXEC | O_NOCTTY) }
      guard opened >= 0 else {
        throw FileError(path: path, operation: .open, cause: .system(errno))
      }
      self.init(path: path, descriptor: opened, isOwned: true)
      return
    }
    let final = existing == nil ? path : Self.resolved(path)
    for attempt in 0..<100 {
      let suffix = ".\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmp"
      let name = FilePath(bytes: [0x2E] + final.name.bytes.prefix(200) + Array(suffix.utf8))
      let temporary = final.bytes.contains(0x2F) ? final.folder.appending(name) : name
      // SAFETY: the path is lent NUL-terminated.
      let opened = unsafe temporary.withCString {
        unsafe open(
          $0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, isShared ? 0o666 : 0o600)
      }
      if opened >= 0 {
        if isShared, let existing { _ = fchmod(opened, mode_t(existing.permissions & 0o777)) }
        self.init(path: path, descriptor: opened, isOwned: true)
        replacement = (temporary, final)
        return
      }
      guard errno == EEXIST, attempt < 99 else { break }
    }
    throw FileError(path: path, operation: .open, cause: .system(errno))
  }

  deinit {
    if isOwned, descriptor >= 0 { Glibc.close(descriptor) }
    if let replacement {
      // SAFETY: the path is lent NUL-terminated.
      _ = unsafe replacement.temporary.withCString { unsafe unlink($0) }
    }
  }

  /// The path that a link leads to.
  private static func resolved(_ path: FilePath) -> FilePath {
    // SAFETY: realpath answers NULL or a NUL-terminated string that is ours to free.
    let found = unsafe path.withCString { unsafe realpath($0, nil) }
    guard let found = unsafe found else { return path }
    defer { unsafe free(found) }
    let length = unsafe strlen(found)
    return unsafe FilePath(
      bytes: UnsafeBufferPointer(start: found, count: length).map { UInt8(bitPattern: $0) })
  }

  /// The file that `close` renames, for another writer than this one; nil when what is written cannot be replaced.
  public var temporary: FilePath? { replacement?.temporary }

  /// Whether the file is a terminal.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Appends bytes; a full buffer is written.
  public mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    if buffer.count + bytes.count > Self.capacity { try flush() }
    if bytes.count >= Self.capacity {
      try write(bytes)
    } else {
      buffer.append(bytes)
    }
  }

  /// Appends text.
  public mutating func append(_ text: String) throws(FileError) {
    try append(Array(text.utf8).span)
  }

  /// Writes what is in the buffer.
  ///
  /// After an error the buffer is empty: nothing is written twice.
  public mutating func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    var pending: [UInt8] = []
    swap(&pending, &buffer)
    try write(pending.span)
    pending.removeAll(keepingCapacity: true)
    swap(&pending, &buffer)
  }

  /// Writes the rest, and gives a replacement its name.
  ///
  /// Nothing of it is kept when that fails.
  public consuming func close() throws(FileError) {
    try flush()
    guard let replacement else { return }
    let isSynced = fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS
    guard isSynced else { throw failure(.write) }
    // SAFETY: both paths are lent NUL-terminated.
    let renamed = unsafe replacement.temporary.withCString { from in
      unsafe replacement.final.withCString { to in unsafe rename(from, to) }
    }
    guard renamed == 0 else { throw failure(.replace) }
    self.replacement = nil
  }

  private func failure(_ operation: FileError.Operation) -> FileError {
    FileError(path: path, operation: operation, cause: .system(errno))
  }

  private func write(_ bytes: Span<UInt8>) throws(FileError) {
    guard writeAll(bytes, to: descriptor) else { throw failure(.write) }
  }
}
