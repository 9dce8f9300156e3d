import Mail

/// A file that is attached to a message, or lies in one that is.
struct AttachedFile {
  /// Its name, without the folders that it lies in.
  var name: String
  /// The media type that the message gives it; of a file in a file a stream of bytes.
  var type = MediaType(type: "application", subtype: "octet-stream")
  /// Its content.
  var bytes: [UInt8]
  /// Where it lies in the attachment, for people: `forms/grades.xlsx`; empty for the attachment itself.
  var entry = ""
  /// How many files it lies in.
  var depth = 0

  /// A file that lies in this one.
  func inner(_ entry: String, _ bytes: [UInt8]) -> AttachedFile {
    let name = entry.split(separator: "/").last.map(String.init) ?? entry
    return AttachedFile(
      name: name, bytes: bytes, entry: path(to: entry), depth: depth + 1)
  }

  /// The path of an entry of this file.
  func path(to inner: String) -> String { entry.isEmpty ? inner : "\(entry)/\(inner)" }

  /// A place in this file: `grades.xlsx, sheet Term 1`.
  func place(_ place: String) -> String {
    place.isEmpty ? entry : entry.isEmpty ? place : "\(entry), \(place)"
  }
}

/// What came of one attachment and the files in it.
struct FileReport {
  /// How many texts and messages were read.
  var texts = 0
  /// What was not, in order; the first is what the list of attachments tells.
  var problems: [Defect] = []

  /// So many problems of one attachment are told one by one.
  static let most = 20
}

extension AttachedFile {
  /// The name of what is in a compressed file: `notes.txt` of `notes.txt.gz`.
  var uncompressedName: String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    let suffix = name[name.index(after: dot)...].lowercased()
    let bare = String(name[..<dot])
    return suffix == "tgz" ? bare + ".tar" : bare
  }
}

extension FileReport {
  /// Records what was not read, and where.
  mutating func fail(_ kind: Defect.Kind, _ entry: String, _ why: String) {
    problems.append(Defect(kind, detail: entry.isEmpty ? why : "\(entry): \(why)"))
  }
}
