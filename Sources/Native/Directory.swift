import Glibc

/// A folder's entries.
public enum Directory {
  /// One entry of a folder.
  public struct Entry: Sendable, Hashable {
    /// The name inside the folder.
    public var name: FilePath
    /// What it is, links followed; nil when that cannot be told (a dangling link, no permission).
    public var facts: FileFacts?
    /// Whether it is a symbolic link.
    public var isLink: Bool
  }

  /// The entries of a folder without `.` and `..`, in the order of their names' bytes.
  public static func entries(of path: FilePath) throws(FileError) -> [Entry] {
    // SAFETY: the path is lent NUL-terminated; the stream is closed on every way out.
    let opened = unsafe path.withCString { unsafe opendir($0) }
    guard let stream = unsafe opened else {
      throw FileError(path: path, operation: .list, cause: .system(errno))
    }
    defer { unsafe closedir(stream) }
    let descriptor = unsafe dirfd(stream)
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let found = unsafe readdir(stream) else {
        guard errno == 0 else {
          throw FileError(path: path, operation: .list, cause: .system(errno))
        }
        break
      }
      // SAFETY: d_name is NUL-terminated inside the entry, which lives until the next readdir.
      let type = unsafe found.pointee.d_type
      let name = unsafe withUnsafePointer(to: &found.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: UInt8.self, capacity: 1) { start in
          unsafe Array(UnsafeBufferPointer(start: start, count: length(of: start)))
        }
      }
      guard name != [0x2E], name != [0x2E, 0x2E] else { continue }
      entries.append(entry(FilePath(bytes: name), type: type, in: descriptor))
    }
    entries.sort { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
    return entries
  }

  private static func length(of name: UnsafePointer<UInt8>) -> Int {
    // SAFETY: the caller's name is NUL-terminated.
    unsafe strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
  }

  private static func entry(_ name: FilePath, type: UInt8, in folder: Int32) -> Entry {
    var facts = stat()
    // SAFETY: the name is lent NUL-terminated, and `facts` lives for the call.
    let known = unsafe name.withCString { unsafe fstatat(folder, $0, &facts, 0) } == 0
    var isLink = Int(type) == Int(DT_LNK)
    if Int(type) == Int(DT_UNKNOWN) {
      var own = stat()
      let asked = unsafe name.withCString { unsafe fstatat(folder, $0, &own, AT_SYMLINK_NOFOLLOW) }
      isLink = asked == 0 && own.st_mode & S_IFMT == S_IFLNK
    }
    return Entry(name: name, facts: known ? FileFacts(facts) : nil, isLink: isLink)
  }
}
