import Native

/// The sources in an archive, read in place: mail in a zip, a tar or a 7z, one compressed file, archives
/// in archives.
///
/// An entry's name is the archive's path with the entry's behind it: `export.zip/inbox.mbox`. Hidden entries are
/// passed over as in a folder; everything else is read or named as a problem.
struct ArchiveWalk: ~Copyable {
  /// What comes next.
  enum Step: ~Copyable {
    case reader(MessageReader)
    case problem(SourceError)
  }

  /// The archives that are open, each in an entry of the one before.
  private var open: [ArchiveInput]
  /// What stands beside the file, where it is one compressed file and no archive.
  private var beside = Neighbours()
  /// A problem that was met on the way, to be told next.
  private var problem: SourceError?
  private let format: MailFormat?
  private let limits: Limits

  /// Opens an archive; nil when the file is none.
  ///
  /// - Parameter format: how all entries are read; nil to tell by their content.
  init?(path: FilePath, format: MailFormat?, limits: Limits) throws(SourceError) {
    guard path != "-" else { return nil }
    var head: [UInt8] = []
    do throws(FileError) {
      var file = try FileReader(path: path)
      guard file.facts.kind == .file else { return nil }
      while head.count < 512 {
        guard try file.read(upTo: 512 - head.count, into: &head) > 0 else { break }
      }
    } catch {
      throw .file(error)
    }
    guard let kind = ArchiveReader.Kind(head: head.span) else { return nil }
    do throws(ArchiveError) {
      let reader = try ArchiveReader(path: path, kind: kind)
      let neighbours = Neighbours(inArchive: path, kind, limits)
      open = [ArchiveInput(reader, path: path, neighbours: neighbours, limits: limits)]
    } catch {
      throw .archive(path, error)
    }
    self.format = format
    self.limits = limits
  }

  /// The next source or problem; nil at the end.
  mutating func next() -> Step? {
    if let problem = problem.take() { return .problem(problem) }
    while let archive = open.last {
      do throws(SourceError) {
        guard let entry = try entry(of: archive) else {
          open.removeLast()
          continue
        }
        guard entry.isFile, !Self.isHidden(entry.name) else { continue }
        if let step = try visit(entry, in: archive) { return step }
      } catch {
        return .problem(error)
      }
    }
    return nil
  }

  private mutating func entry(of archive: ArchiveInput) throws(SourceError) -> ArchiveEntry? {
    do throws(ArchiveError) {
      return try archive.reader.next()
    } catch {
      open.removeLast()
      throw .archive(archive.path, error)
    }
  }

  private mutating func visit(
    _ entry: ArchiveEntry, in archive: ArchiveInput
  ) throws(SourceError) -> Step? {
    // A compressed file is one source and keeps its name; what it is called inside tells its format.
    let isSingle = archive.reader.isSingle
    let name = isSingle ? Self.uncompressed(archive.path) : FilePath(entry.name)
    let path = isSingle ? archive.path : archive.path.appending(name)
    if entry.isEncrypted { throw .archive(path, .encrypted) }
    if name == "[Content_Types].xml" {
      open.removeLast()
      throw .unknownFormat(archive.path, looksLike: "an Office document, and no mail")
    }
    var source = ByteSource(archive, path: path)
    var head: [UInt8] = []
    let isAtEnd = try source.fill(&head, upTo: MailFormat.headBytes)
    if let kind = ArchiveReader.Kind(head: head.span) {
      try enter(path, kind, head, isAtEnd, &source)
      return nil
    }
    // A compressed file has its neighbours where it stands itself.
    let place = isSingle ? open.dropLast().last : archive
    var neighbours = place?.neighbours ?? beside
    let reader = try MessageReader(
      source, name: path, recognizedBy: isSingle ? name : path, format: format,
      begin: head, isAtEnd: isAtEnd, limits: limits, neighbours: &neighbours)
    if let place {
      if let why = neighbours.takeProblem() { problem = .unreadable(place.path, why) }
      place.neighbours = neighbours
    } else {
      beside = neighbours
    }
    return .reader(reader)
  }

  /// Goes into an archive in an archive: it is kept in memory, since its list of entries stands at its end.
  private mutating func enter(
    _ path: FilePath, _ kind: ArchiveReader.Kind, _ head: [UInt8], _ isAtEnd: Bool,
    _ source: inout ByteSource
  ) throws(SourceError) {
    guard open.count < limits.fileDepth else {
      throw .archive(path, .damaged("archives in archives are read \(limits.fileDepth) deep"))
    }
    var bytes = head
    if !isAtEnd {
      guard try source.fill(&bytes, upTo: limits.innerArchiveBytes) else {
        throw .archive(
          path, .damaged("longer than \(limits.innerArchiveBytes) bytes: unpack the outer one"))
      }
    }
    do throws(ArchiveError) {
      // Its bytes are at hand now and not later, so that its lists are looked for at once.
      let lists = ArchiveLists(
        in: try ArchiveReader(bytes.span, kind: kind), at: path, limits: limits)
      let reader = try ArchiveReader(bytes.span, kind: kind)
      open.append(
        ArchiveInput(reader, path: path, neighbours: Neighbours(lists), limits: limits))
    } catch {
      throw .archive(path, error)
    }
  }

  /// Files that systems put beside what was archived.
  static func isHidden(_ name: String) -> Bool {
    name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }

  /// A path without the ending that a compression added: `mail.mbox` of `mail.mbox.gz`.
  private static func uncompressed(_ path: FilePath) -> FilePath {
    guard let dot = path.bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return path }
    return FilePath(bytes: Array(path.bytes[..<dot]))
  }
}
