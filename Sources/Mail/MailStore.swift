public import Native

/// The files to read for some paths: files, folders of anything, Maildirs, standard input.
///
/// Folders are walked in the order of their names' bytes, so that the same tree always gives the same
/// order. Hidden files are passed over, and so are the files that mail servers keep beside messages;
/// everything else is read or named as a problem. Of a Maildir only `cur` and `new` are opened, never
/// `tmp`, and its hidden subfolders (Maildir++) are read as well.
public struct MailStore: ~Copyable {
  /// One file to read.
  public struct Source: Sendable, Hashable {
    /// The path; `-` for standard input.
    public var path: FilePath
    /// Whether it is a message of a Maildir, whose format needs no guess.
    public var isMaildirMessage = false
    /// Its bytes when its folder was listed; nil when it was named itself.
    public var listedBytes: Int?
  }

  /// What comes next.
  public enum Item: Sendable, Hashable {
    case source(Source)
    case problem(SourceError)
  }

  /// What a folder is to the walk.
  private enum Role { case plain, maildir, maildirContent }

  private struct Folder {
    var path: FilePath
    var role: Role
    var entries: [Directory.Entry]
    var next = 0
  }

  private let paths: [FilePath]
  private var nextPath = 0
  private var folders: [Folder] = []
  private var visited = Set<FileIdentity>()

  /// Creates a walk over paths, in their order.
  public init(paths: [FilePath]) { self.paths = paths }

  /// Everything in a walk over paths, in its order, with its bytes; 0 of what cannot be read or has no length.
  public static func listing(of paths: [FilePath]) -> [(path: FilePath, bytes: Int)] {
    var store = MailStore(paths: paths)
    var listing: [(path: FilePath, bytes: Int)] = []
    while let item = store.next() {
      switch item {
      case .problem(let problem): listing.append((problem.path, 0))
      case .source(let source):
        let size = source.path == "-" ? 0 : (try? FileFacts(of: source.path).size) ?? 0
        listing.append((source.path, size))
      }
    }
    return listing
  }

  /// The bytes of everything in a walk over paths, in its order.
  public static func sizes(of paths: [FilePath]) -> [Int] { listing(of: paths).map(\.bytes) }

  /// The next file, or the next problem; nil at the end.
  public mutating func next() -> Item? {
    while true {
      if let last = folders.indices.last {
        let folder = folders[last]
        guard folder.next < folder.entries.count else {
          folders.removeLast()
          continue
        }
        folders[last].next += 1
        if let item = visit(folder.entries[folder.next], in: folder) { return item }
      } else if nextPath < paths.count {
        nextPath += 1
        if let item = begin(paths[nextPath - 1]) { return item }
      } else {
        return nil
      }
    }
  }

  /// Begins with a path that was asked for: whatever it is, it is read.
  private mutating func begin(_ path: FilePath) -> Item? {
    visited.removeAll(keepingCapacity: true)
    if path == "-" { return .source(Source(path: path)) }
    do throws(FileError) {
      let facts = try FileFacts(of: path)
      return facts.kind == .folder ? enter(path, facts) : .source(Source(path: path))
    } catch {
      return .problem(.file(error))
    }
  }

  private mutating func enter(
    _ path: FilePath, _ facts: FileFacts, asMaildirContent: Bool = false
  ) -> Item? {
    guard visited.insert(facts.identity).inserted else { return .problem(.loop(path)) }
    do throws(FileError) {
      let entries = try Directory.entries(of: path)
      let role: Role = asMaildirContent ? .maildirContent : Self.role(of: entries)
      folders.append(Folder(path: path, role: role, entries: entries))
      return nil
    } catch {
      return .problem(.file(error))
    }
  }

  /// A Maildir has `cur` and `new`; `tmp` may be lost in an export.
  private static func role(of entries: [Directory.Entry]) -> Role {
    let names = entries.filter { $0.facts?.kind == .folder }.map(\.name)
    return names.contains("cur") && names.contains("new") ? .maildir : .plain
  }

  private mutating func visit(_ entry: Directory.Entry, in folder: Folder) -> Item? {
    let path = folder.path.appending(entry.name)
    let isFolder = entry.facts?.kind == .folder
    if folder.role == .maildir {
      if isFolder, entry.name == "cur" || entry.name == "new", let facts = entry.facts {
        return enter(path, facts, asMaildirContent: true)
      }
      if entry.name == "tmp" || Self.isControlFile(entry.name) { return nil }
      if entry.name.isHidden {
        guard isFolder, let facts = entry.facts, isMaildir(path) else { return nil }
        return enter(path, facts)
      }
    }
    if entry.name.isHidden { return nil }
    guard let facts = entry.facts else {
      // The entry was there a moment ago: asking again tells why it cannot be read.
      do throws(FileError) {
        _ = try FileFacts(of: path)
        return .source(Source(path: path))
      } catch {
        return .problem(.file(error))
      }
    }
    switch facts.kind {
    case .folder: return enter(path, facts)
    case .file:
      return .source(
        Source(
          path: path, isMaildirMessage: folder.role == .maildirContent, listedBytes: facts.size))
    // Opening a pipe could wait for ever, and a device may do anything.
    case .pipe, .other:
      return .problem(.file(FileError(path: path, operation: .open, cause: .notAFile)))
    }
  }

  private func isMaildir(_ path: FilePath) -> Bool {
    guard let facts = try? FileFacts(of: path.appending("cur")) else { return false }
    return facts.kind == .folder
  }

  /// Files that Dovecot, Courier and others keep in a Maildir; none holds a message.
  private static func isControlFile(_ name: FilePath) -> Bool {
    let known: [FilePath] = ["maildirfolder", "maildirsize", "subscriptions", "sieve"]
    return known.contains(name)
      || (["dovecot", "courier"] as [StaticString]).contains {
        name.bytes.span.hasPrefix(ignoringCase: $0)
      }
  }
}
