public import Native

/// Which state of a lexicon folder it is: its folders and files, each with its version.
///
/// A folder's own version tells whether an entry came, went or was renamed, so that the entries need
/// not be listed again to be sure that none did.
public struct FolderState: Sendable, Hashable {
  /// One folder, or one file that is read.
  struct Entry: Sendable, Hashable {
    /// The path in the folder; empty for the folder itself.
    var path: String
    var version: FileVersion
  }

  private let entries: [Entry]
  /// How many of the entries are files.
  public let files: Int

  /// Looks at a folder; nil when something of it cannot be looked at.
  public init?(of folder: String) {
    var entries: [Entry] = []
    var files = 0
    guard Self.collect(folder, "", 0, into: &entries, &files) else { return nil }
    self.entries = entries
    self.files = files
  }

  private static func collect(
    _ root: String, _ path: String, _ depth: Int, into entries: inout [Entry], _ files: inout Int
  ) -> Bool {
    let folder = path.isEmpty ? FilePath(root) : FilePath(root).appending(FilePath(path))
    // Before the listing, so that a change after it shows.
    guard let version = FileVersion(of: folder),
      let listed = try? Directory.entries(of: folder)
    else { return false }
    entries.append(Entry(path: path, version: version))
    for entry in listed {
      let name = entry.name.description
      if LexiconFolder.isPassedOver(name) { continue }
      let inside = path.isEmpty ? name : "\(path)/\(name)"
      if entry.facts?.kind == .folder {
        guard depth < LexiconFolder.mostDepth else { continue }
        guard collect(root, inside, depth + 1, into: &entries, &files) else { return false }
      } else if LexiconFolder.isRead(name) {
        // A name that is not UTF-8 could not be found again.
        guard Array(name.utf8) == entry.name.bytes,
          let version = FileVersion(of: folder.appending(entry.name))
        else { return false }
        entries.append(Entry(path: inside, version: version))
        files += 1
      }
    }
    return true
  }

  /// Whether something changed so lately that the next change might not show.
  public var isFresh: Bool { entries.contains { $0.version.isFresh } }

  /// Puts the state into a file, in two sections.
  public func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    var names: [UInt8] = []
    var numbers: [Int64] = []
    for entry in entries {
      names.append(contentsOf: entry.path.utf8)
      names.append(0)
      numbers += entry.version.numbers
    }
    file.add(first, names)
    file.add(first + 1, numbers)
  }

  /// Whether a folder is still in the state that `write` put into a file.
  public static func holds(
    _ file: CompiledFile, firstSection first: UInt32, of folder: String
  ) -> Bool {
    guard let names = file.bytes(of: first),
      let numbers = file.records(of: first + 1, as: Int64.self), numbers.count > 0
    else { return false }
    return FileVersion.hold(numbers, of: names, in: FilePath(folder))
  }
}
