private import Glibc
private import Synchronization

/// Lines for standard error or a file; one whole line a write, so that threads never mix.
public final class LogFile: Sendable {
  private let path: String?
  private let descriptor: Mutex<Int32>

  /// Lines for a file, or for standard error when there is no path.
  public init(path: String?) {
    self.path = path
    descriptor = Mutex(path.map(Self.open) ?? STDERR_FILENO)
  }

  /// Whether lines can be written.
  public var isOpen: Bool { descriptor.withLock { $0 >= 0 } }

  /// Opens the file again, after somebody renamed it.
  public func reopen() {
    guard let path else { return }
    descriptor.withLock { current in
      let opened = Self.open(path)
      guard opened >= 0 else { return }
      if current >= 0 { close(current) }
      current = opened
    }
  }

  /// Writes a line, break included; answers whether all of it was written.
  public func write(_ line: [UInt8]) -> Bool {
    descriptor.withLock { descriptor in
      guard descriptor >= 0 else { return false }
      // SAFETY: the count is that of the lent buffer.
      let done = unsafe line.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if done > 0, done < line.count {
        // Half a line on a full disk would spoil the next one.
        let end = lseek(descriptor, 0, SEEK_END)
        if end >= done { ftruncate(descriptor, end - off_t(done)) }
      }
      return done == line.count
    }
  }

  private static func open(_ path: String) -> Int32 {
    unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0o640)
  }
}
