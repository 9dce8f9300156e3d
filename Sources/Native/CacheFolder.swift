private import Glibc

/// Where the program keeps what it prepared, to start faster: nothing there is worth keeping.
///
/// `$CHAPERONE_CACHE` names the folder (`off`: none). Without it, it is `chaperone` in
/// `$XDG_CACHE_HOME` or `~/.cache`, or `/var/cache/chaperone` when that is there: a mail filter's user
/// often has no home.
public struct CacheFolder: Sendable {
  /// The folders to look into, the first being the best.
  private let candidates: [Candidate]

  /// A folder, the one that it is made in when that is missing too, and whether it is made at all.
  private struct Candidate {
    let path: FilePath
    let base: FilePath?
    let isMade: Bool
  }

  /// A folder of one's own choice, which is made when it is missing; nil for none at all.
  public init(_ path: FilePath?) {
    candidates = path.map { [Candidate(path: $0, base: nil, isMade: true)] } ?? []
  }

  /// The folder that the environment asks for.
  public init() {
    var found: [Candidate] = []
    if let asked = Host.environment("CHAPERONE_CACHE") {
      if asked != "off" {
        found.append(Candidate(path: FilePath(asked), base: nil, isMade: true))
      }
      candidates = found
      return
    }
    if let caches = Host.environment("XDG_CACHE_HOME"), caches.utf8.first == 0x2F {
      found.append(
        Candidate(path: FilePath("\(caches)/chaperone"), base: FilePath(caches), isMade: true))
    } else if let home = Host.environment("HOME"), home.utf8.first == 0x2F {
      found.append(
        Candidate(
          path: FilePath("\(home)/.cache/chaperone"), base: FilePath("\(home)/.cache"),
          isMade: true))
    }
    found.append(Candidate(path: "/var/cache/chaperone", base: nil, isMade: false))
    candidates = found
  }

  /// The file of a name that this build prepared; nil when there is none that can be trusted.
  ///
  /// `isPrivate` and `unchecked` are as `CompiledFile` takes them.
  public func file(
    named name: String, kind: UInt32, isPrivate: Bool = false, unchecked: UInt32? = nil
  ) -> CompiledFile? {
    for candidate in candidates {
      let path = candidate.path.appending(FilePath(name))
      if let file = CompiledFile(path, kind: kind, isPrivate: isPrivate, unchecked: unchecked) {
        return file
      }
    }
    return nil
  }

  /// Keeps a file under a name; answers whether some folder took it, which nobody has to know.
  ///
  /// A file that `isPrivate` goes only where nobody else may look.
  @discardableResult
  public func keep(
    _ file: CompiledFileWriter, named name: String, isPrivate: Bool = false
  ) -> Bool {
    for candidate in candidates {
      if candidate.isMade { CacheFolder.make(candidate) }
      let path = candidate.path.appending(FilePath(name))
      if (try? file.write(to: path, isPrivate: isPrivate)) != nil { return true }
    }
    return false
  }

  /// Makes a folder for the user alone, and the one that it stands in, in what is the user's own.
  ///
  /// Somebody's home, kept by `sudo`, must not get a folder that belongs to root.
  private static func make(_ candidate: Candidate) {
    guard FileVersion(of: candidate.path) == nil else { return }
    if let base = candidate.base {
      if owner(of: base) == nil, owner(of: base.folder) == geteuid() { makeFolder(base) }
      guard owner(of: base) == geteuid() else { return }
    }
    makeFolder(candidate.path)
  }

  private static func makeFolder(_ path: FilePath) {
    // SAFETY: the path is lent NUL-terminated.
    _ = unsafe path.withCString { unsafe mkdir($0, 0o700) }
  }

  private static func owner(of path: FilePath) -> uid_t? {
    var facts = stat()
    // SAFETY: the path is lent NUL-terminated, and `facts` lives for the call.
    let result = unsafe path.withCString { unsafe stat($0, &facts) }
    return result == 0 ? facts.st_uid : nil
  }
}
