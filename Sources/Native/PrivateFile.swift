private import Glibc

/// A file with a secret: only its owner may read it.
public enum PrivateFile {
  /// Why a secret is not taken from a file.
  public enum Problem: Error, Sendable, Hashable {
    /// It could not be read.
    case unreadable(FileError)
    /// Others than its owner may read or write it; its mode.
    case open(mode: Int)
    /// It belongs to somebody else than the user or root.
    case foreign
  }

  /// The bytes of a private file.
  public static func contents(of path: FilePath, limit: Int) throws(Problem) -> [UInt8] {
    // SAFETY: the path is lent NUL-terminated.
    let file = unsafe path.withCString { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard file >= 0 else {
      throw .unreadable(FileError(path: path, operation: .open, cause: .system(errno)))
    }
    defer { close(file) }
    var facts = stat()
    // SAFETY: `facts` lives for the call.
    guard unsafe fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(FileError(path: path, operation: .open, cause: .notAFile))
    }
    if facts.st_mode & 0o077 != 0 { throw .open(mode: Int(facts.st_mode & 0o777)) }
    if facts.st_uid != geteuid(), facts.st_uid != 0 { throw .foreign }
    guard facts.st_size <= limit else {
      throw .unreadable(FileError(path: path, operation: .read, cause: .overLimit(limit)))
    }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    var count = 0
    while count < bytes.count {
      // SAFETY: the rest of the buffer is lent with its length.
      let done = unsafe bytes.withUnsafeMutableBytes { buffer in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe read(file, base + count, buffer.count - count)
      }
      if done > 0 { count += done } else if done == 0 || errno != EINTR { break }
    }
    return Array(bytes.prefix(count))
  }

  /// Writes a private file that must not be there yet.
  public static func create(_ path: FilePath, _ bytes: [UInt8]) throws(FileError) {
    // SAFETY: the path is lent NUL-terminated.
    let file = unsafe path.withCString {
      unsafe Glibc.open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard file >= 0 else { throw FileError(path: path, operation: .write, cause: .system(errno)) }
    defer { close(file) }
    var count = 0
    while count < bytes.count {
      // SAFETY: the rest of the buffer is lent with its length.
      let done = unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe Glibc.write(file, base + count, buffer.count - count)
      }
      if done > 0 {
        count += done
      } else if done == 0 || errno != EINTR {
        throw FileError(path: path, operation: .write, cause: .system(errno))
      }
    }
    if fsync(file) != 0, errno != EINVAL, errno != EROFS {
      throw FileError(path: path, operation: .write, cause: .system(errno))
    }
  }
}
