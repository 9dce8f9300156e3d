import Native

/// The mail in an Outlook data file (.pst, .ost), by `readpst` of libpst.
///
/// The program is confined as the one for PDF is, and writes mailboxes into a private folder; from there they are
/// read like any others, under the name of the data file: `archive.pst/Inbox/mbox`. The folder needs
/// about as much room as the file, in `$TMPDIR` or `/tmp`.
struct PersonalStore: ~Copyable {
  private static let program = "readpst"

  private let path: FilePath
  private let folder: PrivateFolder
  private var store: MailStore
  private let limits: Limits

  /// Unpacks a data file.
  init(path: FilePath, limits: Limits) throws(SourceError) {
    let folder: PrivateFolder
    do throws(FileError) {
      folder = try PrivateFolder()
    } catch {
      throw .file(error)
    }
    try Self.unpack(path, into: folder.path, limits)
    self.path = path
    self.limits = limits
    store = MailStore(paths: [folder.path])
    self.folder = folder
  }

  private static func unpack(
    _ path: FilePath, into folder: FilePath, _ limits: Limits
  ) throws(SourceError) {
    let outcome: Program.Outcome
    do throws(FileError) {
      let size = try FileFacts(of: path).size
      outcome = try Program.run(
        program,
        ["-q", "-r", "-D", "-8", "-j", "0", "-o", folder.description, path.description],
        confinement: Program.Confinement(
          seconds: limits.importSeconds, memory: limits.importMemory, file: 2 * size + (1 << 30),
          wait: 2 * limits.importSeconds, isInRoot: false), limit: 1 << 16)
    } catch {
      guard error.path == FilePath(program) else { throw .file(error) }
      throw .unreadable(
        path,
        error.isMissing
          ? "an Outlook data file is read by \(program), which is not installed: install pst-utils, or export it as mbox or eml"
          : "\(program) could not be run: \(error.reason)")
    }
    guard outcome.status != 0 else { return }
    let words =
      String(decoding: outcome.error.prefix(200), as: UTF8.self).split(whereSeparator: \.isNewline)
      .first.map(String.init) ?? "no reason given"
    throw .unreadable(path, "\(program) could not read it: \(words)")
  }

  /// The next mailbox or problem; nil at the end.
  mutating func next() -> ArchiveWalk.Step? {
    guard let item = store.next() else { return nil }
    do throws(SourceError) {
      switch item {
      case .problem(let problem):
        return .problem(.unreadable(shown(problem.path), problem.reason))
      case .source(let source):
        var file: ByteSource
        do throws(FileError) {
          file = ByteSource(try FileReader(path: source.path))
        } catch {
          throw .unreadable(shown(source.path), error.reason)
        }
        var begin: [UInt8] = []
        let isAtEnd = try file.fill(&begin, upTo: MailFormat.headBytes)
        let name = shown(source.path)
        var neighbours = Neighbours()
        return .reader(
          try MessageReader(
            file, name: name, recognizedBy: name, format: nil, begin: begin, isAtEnd: isAtEnd,
            limits: limits, neighbours: &neighbours))
      }
    } catch {
      return .problem(error)
    }
  }

  /// A path in the private folder as one in the data file.
  private func shown(_ inner: FilePath) -> FilePath {
    FilePath(bytes: path.bytes + inner.bytes.dropFirst(folder.path.bytes.count))
  }
}
