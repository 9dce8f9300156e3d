public import Native

/// The files that stand beside the messages of an export and say who is who, read once a folder.
///
/// An export of chats has a file for every day or conversation, thousands of them, and one list of
/// people: what was read last is kept. The files are those of a folder, or entries of the archive that the messages are
/// in.
public struct Neighbours: Sendable {
  private enum Place: Sendable {
    case folder
    /// An archive that no message has asked yet.
    case archive(FilePath, ArchiveReader.Kind, Limits)
    case lists(ArchiveLists)
  }

  private var place = Place.folder
  private var folder: FilePath?
  private var service: ChatService?
  private var facts: ConversationFacts?
  private var isAsked = false
  /// Why some lists of an archive are missing, until it is told.
  private var problem: String?

  /// The largest list that is read.
  private static let mostBytes = 64 << 20

  /// Creates an empty memory of files in folders.
  public init() {}

  /// Creates an empty memory of the entries of an archive that is a file.
  init(inArchive path: FilePath, _ kind: ArchiveReader.Kind, _ limits: Limits) {
    place = .archive(path, kind, limits)
  }

  /// Creates a memory of the entries of an archive whose lists are known.
  init(_ lists: ArchiveLists) { place = .lists(lists) }

  /// What a folder says, as `read` finds it when it was not asked for just before.
  mutating func facts(
    of service: ChatService, in folder: FilePath, read: (Neighbours) -> ConversationFacts
  ) -> ConversationFacts {
    if let facts, self.folder == folder, self.service == service { return facts }
    if !isAsked { begin() }
    let found = read(self)
    self.folder = folder
    self.service = service
    facts = found
    return found
  }

  /// Looks for the lists when the first message wants some: most archives hold no chats.
  private mutating func begin() {
    isAsked = true
    if case .archive(let path, let kind, let limits) = place {
      do throws(ArchiveError) {
        let reader = try ArchiveReader(path: path, kind: kind)
        place = .lists(ArchiveLists(in: reader, at: path, limits: limits))
      } catch {
        problem = "the lists of people in it could not be read"
      }
    }
    if case .lists(let lists) = place { problem = lists.problem }
  }

  /// Why lists of an archive are missing, once.
  mutating func takeProblem() -> String? { problem.take() }

  /// The content of a file beside the messages; nil when there is none that can be read.
  func contents(of path: FilePath) -> [UInt8]? {
    switch place {
    case .folder: Self.file(path)
    case .archive: nil
    case .lists(let lists): lists[path]
    }
  }

  /// The content of a file; nil when there is none that can be read.
  static func file(_ path: FilePath) -> [UInt8]? {
    do throws(FileError) {
      guard try FileFacts(of: path).kind == .file else { return nil }
      return try FileReader.contents(of: path, limit: mostBytes)
    } catch {
      return nil
    }
  }
}
