import Native

/// The folders that hold what a scan reads, so that it notices when one of them goes while it runs.
///
/// A network share that is lost looks like a folder whose files are all gone. A scan that can be gone on with stops then,
/// and does not count the rest as lost.
struct SourceFolders {
  private var folders: [(path: FilePath, identity: FileIdentity)] = []

  /// Remembers which folders they are now: those that were named, and those of files that were named.
  init(of paths: [FilePath]) {
    for path in paths where path != "-" {
      guard let facts = try? FileFacts(of: path) else { continue }
      let folder = facts.kind == .folder ? path : path.folder
      guard !folders.contains(where: { $0.path == folder }),
        let identity = try? FileFacts(of: folder).identity
      else { continue }
      folders.append((folder, identity))
    }
  }

  /// The first one that cannot be reached, or that is another one than it was; nil when all are there.
  func firstGone() -> FilePath? {
    for (path, identity) in folders {
      guard let facts = try? FileFacts(of: path), facts.identity == identity else { return path }
    }
    return nil
  }
}
