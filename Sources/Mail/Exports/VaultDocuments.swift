import Native

/// The messages that `NAME-metadata.xml` of an export of Google Vault lists, compared with those that were read.
///
/// An entry names its message by the Message-ID (a tag), or by the id that stands in the line before it in the mbox
/// (`DocID`). Where entries have ids of a kind that no message was found by, they are counted alone.
struct VaultDocuments: XMLHandler {
  /// The entries with ids of one kind.
  private struct Found {
    var matched = 0
    var missing = 0
    var examples: [String] = []
  }

  private let ids: MessageIDs
  private var docID = ""
  private var messageID: String?
  private var listed = 0
  private var byMessageID = Found()
  private var byDocID = Found()

  private static let mostExamples = 3
  private static let messageIDTags: Set<String> = [
    "rfc822messageid", "#messageid", "messageid", "message-id",
  ]

  private init(ids: MessageIDs) { self.ids = ids }

  var isDone: Bool { false }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    switch name {
    case "Document":
      docID = attributes["DocID"] ?? ""
      messageID = nil
    case "Tag":
      let tag = (attributes["TagName"] ?? "").lowercased()
      guard Self.messageIDTags.contains(tag) else { return }
      messageID = attributes["TagValue"].flatMap { $0.isEmpty ? nil : $0 }
    default: break
    }
  }

  mutating func end(_ name: String) {
    guard name == "Document" else { return }
    listed += 1
    if let messageID {
      Self.note(ids.contains(messageID), messageID, in: &byMessageID)
    } else if !docID.isEmpty {
      // In some exports an account follows the number.
      let number = String(docID.prefix { $0 != "-" && $0 != "@" })
      Self.note(ids.contains(docID) || ids.contains(number), docID, in: &byDocID)
    }
  }

  mutating func text(_ bytes: Span<UInt8>) {}

  private static func note(_ isFound: Bool, _ id: String, in entries: inout Found) {
    if isFound {
      entries.matched += 1
    } else {
      entries.missing += 1
      if entries.examples.count < mostExamples { entries.examples.append(String(id.prefix(100))) }
    }
  }

  /// What is missing of an export by its list; nil when nothing is.
  ///
  /// - Parameters:
  ///   - messages: how many messages were read.
  ///   - ids: their ids.
  static func problem(
    with path: FilePath, messages: Int, ids: MessageIDs
  ) -> SourceError? {
    var documents = VaultDocuments(ids: ids)
    let outcome: XMLParser.Outcome
    do throws(FileError) {
      outcome = try documents.read(path)
    } catch {
      return .file(error)
    }
    let found = [documents.byMessageID, documents.byDocID].filter { $0.matched > 0 }
    let missing = found.reduce(0) { $0 + $1.missing }
    if missing > 0 {
      let examples = found.flatMap(\.examples).prefix(mostExamples)
      let more = missing > examples.count ? ", …" : ""
      return .unreadable(
        path,
        "the export lists \(documents.listed) messages, of which \(missing) \(missing == 1 ? "was" : "were") not read: look for files that are missing (\(examples.joined(separator: ", "))\(more))"
      )
    }
    if messages < documents.listed {
      return .miscounted(path, expected: documents.listed, found: messages)
    }
    guard outcome == .finished else {
      return .unreadable(
        path, "the export's list of messages is damaged, and not all of it could be compared")
    }
    return nil
  }

  private mutating func read(_ path: FilePath) throws(FileError) -> XMLParser.Outcome {
    var reader = try FileReader(path: path)
    var failure: FileError?
    let outcome = XMLParser.parse(with: &self) {
      var piece: [UInt8] = []
      do throws(FileError) {
        return try reader.read(upTo: 1 << 20, into: &piece) > 0 ? piece : nil
      } catch {
        failure = error
        return nil
      }
    }
    if let failure { throw failure }
    return outcome
  }
}
