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
