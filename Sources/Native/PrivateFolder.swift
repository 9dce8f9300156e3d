private import Glibc

/// A folder that only its owner may enter, for what another program writes; it goes with all that is in it.
public struct PrivateFolder: ~Copyable {
  /// Where it is.
  public let path: FilePath

  /// Makes a folder in `$TMPDIR`, or in `/tmp`.
  public init() throws(FileError) {
    let parent = Host.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let wanted = FilePath(parent).appending("chaperone-XXXXXX")
    var name = wanted.bytes.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the name ends with NUL; the system writes six letters over the last ones.
    let made = unsafe name.withUnsafeMutableBufferPointer { buffer -> Int32 in
      guard let base = buffer.baseAddress else { return EINVAL }
      return unsafe mkdtemp(base) == nil ? errno : 0
    }
    guard made == 0 else { throw FileError(path: wanted, operation: .open, cause: .system(made)) }
    path = FilePath(bytes: name.dropLast().map { UInt8(bitPattern: $0) })
  }

  deinit { Self.remove(path) }

  /// Removes a folder and what is in it; links are not followed.
  private static func remove(_ folder: FilePath) {
    let entries = (try? Directory.entries(of: folder)) ?? []
    for entry in entries {
      let path = folder.appending(entry.name)
      if !entry.isLink, entry.facts?.kind == .folder {
        remove(path)
      } else {
        // SAFETY: the path is lent NUL-terminated.
        unsafe _ = path.withCString { unsafe unlink($0) }
      }
    }
    // SAFETY: the path is lent NUL-terminated.
    unsafe _ = folder.withCString { unsafe rmdir($0) }
  }
}
