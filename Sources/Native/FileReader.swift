import Glibc

/// What a file is.
public enum FileKind: Sendable, Hashable { case file, folder, pipe, other }

/// Which file it is, whatever path led to it.
public struct FileIdentity: Sendable, Hashable {
  /// The device.
  public var device: UInt64
  /// The file's number on the device.
  public var inode: UInt64
}

/// What the system knows of a file.
public struct FileFacts: Sendable, Hashable {
  /// What it is.
  public var kind: FileKind
  /// Which one it is.
  public var identity: FileIdentity
  /// Its length in bytes; 0 where it has none, as a pipe.
  public var size: Int
  /// Who may do what with it: the twelve bits of its mode.
  public var permissions: UInt32

  init(_ facts: stat) {
    kind =
      switch facts.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFIFO, S_IFSOCK: .pipe
      default: .other
      }
    identity = FileIdentity(device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino))
    size = kind == .file ? Int(facts.st_size) : 0
    permissions = UInt32(facts.st_mode) & 0o7777
  }

  /// Asks the system about a path; links are followed.
  public init(of path: FilePath) throws(FileError) {
    var facts = stat()
    // SAFETY: the path is lent NUL-terminated, and `facts` lives for the call.
    let result = unsafe path.withCString { unsafe stat($0, &facts) }
    guard result == 0 else {
      throw FileError(path: path, operation: .open, cause: .system(errno))
    }
    self.init(facts)
  }
}

/// An open file that is read from start to end, in windows.
///
/// Files are read and never mapped: one that shrinks while it is read ends early, where a mapping
/// would end the process (SIGBUS). Reading a cached file in windows costs about as much as mapping it.
public struct FileReader: ~Copyable {
  /// The path, or `-` for standard input.
  public let path: FilePath
  /// What was known of the file when it was opened.
  public let facts: FileFacts
  private let descriptor: Int32
  private let isOwned: Bool

  /// Opens a file.
  ///
  /// A folder is an error; a pipe is read until its writer closes it.
  public init(path: FilePath) throws(FileError) {
    // SAFETY: the path is lent NUL-terminated.
    let opened = unsafe path.withCString { unsafe open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard opened >= 0 else {
      throw FileError(path: path, operation: .open, cause: .system(errno))
    }
    try self.init(path: path, descriptor: opened, isOwned: true)
  }

  /// Standard input, under the name `-`.
  public static func standardInput() throws(FileError) -> FileReader {
    try FileReader(path: "-", descriptor: STDIN_FILENO, isOwned: false)
  }

  private init(path: FilePath, descriptor: Int32, isOwned: Bool) throws(FileError) {
    var known = stat()
    // SAFETY: `known` lives for the call.
    let code = unsafe fstat(descriptor, &known) == 0 ? 0 : errno
    let facts = FileFacts(known)
    guard code == 0, facts.kind != .folder else {
      if isOwned { close(descriptor) }
      throw FileError(
        path: path, operation: .open, cause: .system(code == 0 ? EISDIR : code))
    }
    if facts.kind == .file, facts.size > 1 << 20 {
      _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }
    self.path = path
    self.facts = facts
    self.descriptor = descriptor
    self.isOwned = isOwned
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// Appends what follows, at most `limit` bytes, and answers how much it was; 0 at the end.
  public mutating func read(
    upTo limit: Int, into bytes: inout [UInt8]
  ) throws(FileError) -> Int {
    guard limit > 0 else { return 0 }
    var got = 0
    var code: Int32 = 0
    bytes.append(addingCapacity: limit) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        repeat {
          // SAFETY: the buffer has room for `limit` bytes past its first `count`, which are kept.
          got = unsafe Glibc.read(descriptor, base + count, min(limit, buffer.count - count))
          code = got < 0 ? errno : 0
        } while code == EINTR || (code == EAGAIN && waitUntilReadable())
        if got > 0 { count += got }
      }
    }
    guard got >= 0 else { throw FileError(path: path, operation: .read, cause: .system(code)) }
    return got
  }

  /// Waits for a descriptor that somebody set to non-blocking.
  private func waitUntilReadable() -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: one entry is lent, and one is announced.
    return unsafe poll(&waiting, 1, -1) >= 0 || errno == EINTR
  }

  /// The whole of a small file: a lexicon, a profile, a roster.
  ///
  /// Throws `.overLimit` for a file of more than `limit` bytes, rather than a part of it.
  public static func contents(of path: FilePath, limit: Int) throws(FileError) -> [UInt8] {
    var reader = path == "-" ? try standardInput() : try FileReader(path: path)
    return try reader.remainder(limit: limit)
  }

  /// What is left of the file; throws `.overLimit` when it is more than `limit` bytes.
  public mutating func remainder(limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(facts.size, limit) + 1)
    while true {
      // The first read takes the whole file, the second finds its end in the byte left over.
      let left = bytes.capacity - bytes.count
      let isExpected = facts.size > 0 || !bytes.isEmpty
      let room = left > 0 && isExpected ? left : max(left, 1 << 16)
      guard try read(upTo: room, into: &bytes) > 0 else { return bytes }
      guard bytes.count <= limit else {
        throw FileError(path: path, operation: .read, cause: .overLimit(limit))
      }
    }
  }
}
