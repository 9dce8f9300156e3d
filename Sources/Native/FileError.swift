private import Glibc

/// Why a file could not be read or written.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was tried.
  public enum Operation: String, Sendable { case open, read, list, write, replace }

  /// What stood in the way.
  public enum Cause: Sendable, Hashable {
    /// The system's error number (`errno`).
    case system(Int32)
    /// The file is longer than the caller takes, in bytes.
    case overLimit(Int)
    /// A socket or device, where only files are read.
    case notAFile
    /// What SQLite says of a database.
    case database(String)
  }

  /// The file.
  public var path: FilePath
  /// What was tried.
  public var operation: Operation
  /// What stood in the way.
  public var cause: Cause

  /// Creates an error.
  public init(path: FilePath, operation: Operation, cause: Cause) {
    self.path = path
    self.operation = operation
    self.cause = cause
  }

  /// The reader of a pipe went away; for a program that writes to `head`, no reason to complain.
  public var isBrokenPipe: Bool { cause == .system(EPIPE) }

  /// The file or folder does not exist.
  public var isMissing: Bool { cause == .system(ENOENT) || cause == .system(ENOTDIR) }

  /// Another process has the file.
  public var isBusy: Bool { cause == .system(EWOULDBLOCK) }

  /// The reason alone: `Permission denied`.
  public var reason: String {
    switch cause {
    case .system(let code):
      var text = [CChar](repeating: 0, count: 256)
      // SAFETY: the buffer is lent with its size, and the C library terminates what it writes.
      let failed = unsafe strerrorText(code, &text, text.count)
      let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return failed || bytes.isEmpty
        ? "system error \(code)" : String(decoding: bytes, as: UTF8.self)
    case .overLimit(let limit): return "longer than \(limit) bytes"
    case .notAFile: return "Not a regular file"
    case .database(let reason): return reason
    }
  }

  /// The path and the reason: `mail/2019.mbox: Permission denied`.
  public var sentence: String { "\(path): \(reason)" }

  /// The path and the reason.
  public var description: String { sentence }
}

/// Fills `text` with the system's sentence for an error number and answers whether that failed.
private func strerrorText(
  _ code: Int32, _ text: UnsafeMutablePointer<CChar>, _ count: Int
) -> Bool {
  // SAFETY: `text` has `count` bytes. Glibc's Swift module shows the POSIX form of strerror_r, which
  // writes into the buffer.
  unsafe strerror_r(code, text, count) != 0
}
