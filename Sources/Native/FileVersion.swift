private import Glibc

/// Which state of a file it is: any change of its content changes one of these.
public struct FileVersion: Sendable, Hashable {
  /// The device.
  public var device: UInt64
  /// The file's number on the device.
  public var inode: UInt64
  /// Its length in bytes.
  public var size: Int64
  /// When its content changed last, as whoever changed it says, in nanoseconds since 1970.
  public var modified: Int64
  /// When anything of it changed last, in nanoseconds since 1970.
  public var changed: Int64

  fileprivate init(_ facts: stat) {
    device = UInt64(truncatingIfNeeded: facts.st_dev)
    inode = UInt64(truncatingIfNeeded: facts.st_ino)
    size = Int64(facts.st_size)
    modified = FileVersion.nanoseconds(facts.st_mtim)
    changed = FileVersion.nanoseconds(facts.st_ctim)
  }

  /// Asks the system about a path, links followed; nil when it cannot tell.
  public init?(of path: FilePath) {
    var facts = stat()
    // SAFETY: the path is lent NUL-terminated, and `facts` lives for the call.
    guard unsafe path.withCString({ unsafe stat($0, &facts) }) == 0 else { return nil }
    self.init(facts)
  }

  /// Whether files of a folder are in the states in which they were.
  ///
  /// - Parameters:
  ///   - names: their paths in the folder, a zero byte behind each; an empty one is the folder itself.
  ///   - numbers: of each all that `numbers` says, one after another.
  public static func hold(
    _ numbers: Span<Int64>, of names: Span<UInt8>, in folder: FilePath
  ) -> Bool {
    // SAFETY: the path is lent NUL-terminated.
    let opened = unsafe folder.withCString {
      unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard opened >= 0 else { return false }
    defer { close(opened) }
    return unsafe names.withUnsafeBufferPointer { names in
      guard names.count > 0, let bytes = names.baseAddress, unsafe bytes[names.count - 1] == 0
      else {
        return false
      }
      let base = unsafe UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
      var name = 0
      var first = 0
      var facts = stat()
      while name < names.count, first + 5 <= numbers.count {
        // SAFETY: the last byte is a zero, so that every name ends inside the buffer.
        let length = unsafe strlen(base + name)
        let result =
          unsafe length == 0
          ? fstat(opened, &facts) : fstatat(opened, base + name, &facts, 0)
        guard result == 0 else { return false }
        let version = FileVersion(facts)
        guard Int64(bitPattern: version.device) == numbers[first],
          Int64(bitPattern: version.inode) == numbers[first + 1],
          version.size == numbers[first + 2], version.modified == numbers[first + 3],
          version.changed == numbers[first + 4]
        else { return false }
        name += length + 1
        first += 5
      }
      return name == names.count && first == numbers.count
    }
  }

  /// All of them, in order.
  public var numbers: [Int64] {
    [Int64(bitPattern: device), Int64(bitPattern: inode), size, modified, changed]
  }

  /// One number of all of them.
  public var number: UInt64 {
    numbers.reduce(UInt64(0x9E37_79B9_7F4A_7C15)) { sum, number in
      let mixed = sum ^ UInt64(bitPattern: number)
      return (mixed << 29 | mixed >> 35) &* 0x9E37_79B9_7F4A_7C15
    }
  }

  /// Whether a change right now might go unnoticed: the clock of file systems ticks slowly.
  ///
  /// A file that was changed within the last second can be changed again and look the same.
  public var isFresh: Bool {
    var now = timespec()
    // SAFETY: `now` lives for the call.
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return max(modified, changed) > FileVersion.nanoseconds(now) - 1_000_000_000
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
