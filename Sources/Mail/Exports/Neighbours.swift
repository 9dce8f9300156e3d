public import Native

/// The files that stand beside the messages of an export and say who is who, read once a folder.
///
/// An export of chats has a file for every day or conversation, thousands of them, and one list of
/// people: what was read last is kept.
public struct Neighbours: Sendable {
  private var folder: FilePath?
  private var service: ChatService?
  private var facts: ConversationFacts?

  /// The largest list that is read.
  private static let mostBytes = 64 << 20

  /// Creates an empty memory.
  public init() {}

  /// What a folder says, as `read` finds it when it was not asked for just before.
  mutating func facts(
    of service: ChatService, in folder: FilePath, read: () -> ConversationFacts
  ) -> ConversationFacts {
    if let facts, self.folder == folder, self.service == service { return facts }
    let found = read()
    self.folder = folder
    self.service = service
    facts = found
    return found
  }

  /// The content of a file beside the messages; nil when there is none that can be read.
  static func contents(of path: FilePath) -> [UInt8]? {
    do throws(FileError) {
      guard try FileFacts(of: path).kind == .file else { return nil }
      return try FileReader.contents(of: path, limit: mostBytes)
    } catch {
      return nil
    }
  }
}
