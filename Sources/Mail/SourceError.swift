public import Native

/// Why a file or folder that was to be read was not, or not to its end.
public enum SourceError: Error, Sendable, Hashable {
  /// The system refused.
  case file(FileError)
  /// The content is of no format that is known; the text says what it looks like, or is empty.
  case unknownFormat(FilePath, looksLike: String)
  /// A link leads back to a folder that is read already.
  case loop(FilePath)
  /// An archive, or an entry of one, could not be read, or not to its end.
  case archive(FilePath, ArchiveError)
  /// It cannot be read; why, with what to do where there is something to do.
  case unreadable(FilePath, String)
  /// The file became shorter while it was read.
  case shrank(FilePath)
  /// Something between the messages is not as the format wants it: what, at which byte first, and how often.
  case damaged(FilePath, String, at: Int, times: Int)

  /// An export says of itself that it has more messages than were read.
  case miscounted(FilePath, expected: Int, found: Int)

  /// The file or folder.
  public var path: FilePath {
    switch self {
    case .file(let error): error.path
    case .unknownFormat(let path, _), .loop(let path), .shrank(let path), .archive(let path, _),
      .unreadable(let path, _), .damaged(let path, _, _, _), .miscounted(let path, _, _):
      path
    }
  }

  /// The reason alone, with what to do where there is something to do.
  public var reason: String {
    switch self {
    case .file(let error): error.reason
    case .unknownFormat(_, let likeness):
      "no known mail format" + (likeness.isEmpty ? "" : " (\(likeness))")
    case .loop: "leads back to a folder that is read already"
    case .archive(_, .encrypted): "encrypted: unpack it with its password first"
    case .archive(_, .damaged(let words)): "damaged archive: \(words)"
    case .archive(_, .file(let error)): error.reason
    case .unreadable(_, let reason): reason
    case .shrank: "became shorter while it was read, or just before"
    case .miscounted(_, let expected, let found):
      "the export has \(expected) messages by its own count, and \(found) were read: look for files that are missing"
    case .damaged(_, let reason, let offset, let times):
      "damaged at byte \(offset): \(reason)"
        + (times > 1 ? ", and at \(times - 1) more places" : "")
    }
  }

  /// The path and the reason: `mail/2019.mbox: Permission denied`.
  public var sentence: String { "\(path): \(reason)" }

  /// What an Outlook data file looks like.
  static let personalStore = "an Outlook data file: name the file itself"

  /// What content that is no mail looks like, with what to do about it; empty when nothing is known.
  static func likeness(of head: Span<UInt8>) -> String {
    let known: [(StaticString, String)] = [
      ("BZh", "compressed with bzip2: name the file itself"),
      ("PK\u{3}\u{4}", "a zip archive: name the file itself"),
      ("!BDN", personalStore),
      ("Rar!", "a RAR archive: unpack it first"), ("%PDF", "a PDF document"),
      ("SQLite format 3", "an SQLite database"),
      ("{", "JSON, but not one object a line"), ("[", "JSON, but not one object a line"),
      ("<", "XML or HTML"),
    ]
    for (magic, sentence) in known where head.hasPrefix(ignoringCase: magic) { return sentence }
    // Bytes that no literal can hold: gzip, xz and Microsoft's compound file.
    if head.count >= 2, head[0] == 0x1F, head[1] == 0x8B {
      return "compressed with gzip: name the file itself"
    }
    if head.count >= 6, head[0] == 0xFD, head.hasPrefix(ignoringCase: "7zXZ", at: 1) {
      return "compressed with xz: name the file itself"
    }
    if head.count >= 4, head[0] == 0xD0, head[1] == 0xCF, head[2] == 0x11, head[3] == 0xE0 {
      return "an Outlook or Office file: save it as eml first"
    }
    return head.firstOffset(of: 0, to: head.count) != nil ? "binary data" : ""
  }
}
