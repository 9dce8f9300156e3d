public import Native

/// Keeps compiled rosters as files, so that a process that reads one message does not read 20,000 rows.
///
/// Such a file holds what the district protects most: its pupils' names, birthdays, numbers and
/// addresses. They are sealed (`RosterSeal`) under a key in a file of its own. Both are readable by their
/// owner alone (mode 0600), and neither written to nor read from a folder into which anybody else may
/// look (0700), nor one that others may write in. The file is made anew when any of the roster's files
/// changes, and passed over when anything is wrong with it.
public struct RosterCache: Sendable {
  /// The folder; nil for the one that the program keeps everything in.
  private let folder: FilePath?

  /// The cache in the folder that the program keeps everything in (`CacheFolder`).
  public static let standard = RosterCache(folder: nil)

  /// Creates a cache in a folder, which need not be there.
  public init(folder: FilePath) { self.folder = folder }

  private init(folder: FilePath?) { self.folder = folder }

  /// Which files a roster is made of: their paths, kinds and states.
  struct Identity: Sendable {
    /// A file, and whom it lists.
    struct Source: Sendable {
      var path: String
      var kind: DistrictProfile.RosterKind
      var version: FileVersion
    }

    /// In the order in which they are read.
    var sources: [Source] = []

    /// The files as they are; nil when there are none, or one cannot be asked for its state.
    init?(_ files: [(path: String, kind: DistrictProfile.RosterKind)]) {
      for file in files {
        guard let version = FileVersion(of: FilePath(file.path)) else { return nil }
        sources.append(Source(path: file.path, kind: file.kind, version: version))
      }
      if sources.isEmpty { return nil }
    }

    /// What is compared: everything that the compiled roster depends on.
    var bytes: [UInt8] {
      var bytes = Self.format
      for source in sources {
        PersonRecord.write(source.path, into: &bytes)
        PersonRecord.write(source.kind.rawValue, into: &bytes)
        let version = source.version
        for number in [
          Int64(bitPattern: version.device), Int64(bitPattern: version.inode), version.size,
          version.modified, version.changed,
        ] {
          PersonRecord.write(Int(number), into: &bytes)
        }
      }
      return bytes
    }

    /// The version of the layout and of what is read from the rows; it grows when either changes.
    private static let format: [UInt8] = [5]

    /// The name of the cache's file: the same for the same paths, whatever is in them.
    var name: String {
      var hash = KeyHash()
      for source in sources {
        for byte in source.path.utf8 { hash.add(byte) }
        hash.add(0)
      }
      return "roster-\(String(hash.value, radix: 16))"
    }

    /// Whether a file changed so lately that another change might go unnoticed.
    var isFresh: Bool { sources.contains { $0.version.isFresh } }
  }

  /// The image that was made of these files, and what was wrong with them; nil when there is none.
  func image(of identity: Identity) -> (image: RosterImage, diagnostics: [Diagnostic])? {
    guard
      let file = file(identity.name, kind: RosterImage.kind, unchecked: RosterImage.Section.data),
      file.bytes(of: RosterImage.Section.identity)?.equals(identity.bytes.span) == true,
      let key, let salt = file.array(of: RosterImage.Section.salt, as: UInt8.self)
    else { return nil }
    let seal = RosterSeal(key: key, salt: salt)
    guard let sealed = file.array(of: RosterImage.Section.notes, as: UInt8.self),
      let notes = seal.open(sealed, number: RosterSeal.Piece.notes),
      let diagnostics = RosterNotes.diagnostics(in: notes.span),
      let image = RosterImage(file, seal: seal)
    else { return nil }
    return (image, diagnostics)
  }

  /// Keeps what was made of these files; nobody has to know when that fails.
  func keep(_ image: RosterImageWriter, notes: [Diagnostic], of identity: Identity) {
    guard !identity.isFresh, let now = Identity(identity.sources.map { ($0.path, $0.kind) }),
      now.bytes == identity.bytes, let key = key ?? makeKey()
    else { return }
    keep(
      image.file(identity: identity.bytes, notes: RosterNotes.bytes(of: notes), key: key),
      named: identity.name)
  }

  // MARK: The key

  private enum Key {
    static let name = "roster.key"
    /// The kind of file: the word "RKEY".
    static let kind: UInt32 = 0x524B_4559
    static let section: UInt32 = 1
  }

  private var key: [UInt8]? {
    let key = file(Key.name, kind: Key.kind)?.array(of: Key.section, as: UInt8.self)
    return key?.count == RosterSeal.keyLength ? key : nil
  }

  /// Makes a key and keeps it; nil when it cannot be kept.
  private func makeKey() -> [UInt8]? {
    var writer = CompiledFileWriter(kind: Key.kind)
    writer.add(Key.section, [UInt8].random(count: RosterSeal.keyLength))
    keep(writer, named: Key.name)
    return key
  }

  // MARK: Files

  private func file(_ name: String, kind: UInt32, unchecked: UInt32? = nil) -> CompiledFile? {
    guard let folder else {
      return CacheFolder().file(named: name, kind: kind, isPrivate: true, unchecked: unchecked)
    }
    return CompiledFile(
      folder.appending(FilePath(name)), kind: kind, isPrivate: true, unchecked: unchecked)
  }

  private func keep(_ file: CompiledFileWriter, named name: String) {
    if let folder {
      try? file.write(to: folder.appending(FilePath(name)), isPrivate: true)
    } else {
      CacheFolder().keep(file, named: name, isPrivate: true)
    }
  }
}

/// What was wrong with a roster's rows, as bytes: it is told on every run, read or remembered.
enum RosterNotes {
  static func bytes(of diagnostics: [Diagnostic]) -> [UInt8] {
    var bytes: [UInt8] = []
    PersonRecord.write(diagnostics.count, into: &bytes)
    for diagnostic in diagnostics {
      PersonRecord.write(diagnostic.severity == .error ? 1 : 0, into: &bytes)
      PersonRecord.write(diagnostic.message, into: &bytes)
      PersonRecord.write(diagnostic.place.path, into: &bytes)
      PersonRecord.write(diagnostic.place.line, into: &bytes)
      PersonRecord.write(diagnostic.place.column, into: &bytes)
      PersonRecord.write(diagnostic.hint == nil ? 0 : 1, into: &bytes)
      PersonRecord.write(diagnostic.hint ?? "", into: &bytes)
    }
    return bytes
  }

  /// The diagnostics of all of some bytes; nil for bytes that nobody wrote.
  static func diagnostics(in bytes: Span<UInt8>) -> [Diagnostic]? {
    var reader = RecordReader()
    var diagnostics: [Diagnostic] = []
    for _ in 0..<reader.count(bytes) {
      let severity: Diagnostic.Severity = reader.number(bytes) == 1 ? .error : .warning
      let message = reader.text(bytes)
      let path = reader.text(bytes)
      let place = Place(path: path, line: reader.number(bytes), column: reader.number(bytes))
      let hasHint = reader.number(bytes) == 1
      let hint = reader.text(bytes)
      diagnostics.append(
        Diagnostic(severity, message, at: place, line: "", hint: hasHint ? hint : nil))
    }
    return reader.isDamaged || reader.offset != bytes.count ? nil : diagnostics
  }
}
