import Native

/// Reconciles exports of Google Vault with what they say of themselves.
///
/// Beside its zip or mbox files an export has `NAME-results-count.csv`, with the number of messages of each account, and
/// `NAME-metadata.xml`, with an entry for each message. When these are more than the files held, or others, some of the
/// export is missing.
struct VaultCounts: Sendable {
  /// What was read of one export.
  private struct Export: Sendable {
    /// What its files begin with, in their folder.
    var prefix: [UInt8]
    /// Whether messages are listed one by one: only then their ids are kept.
    var isListed = false
    /// How many messages were read.
    var messages = 0
    var ids = MessageIDs()

    mutating func count(_ batch: MessageBatch) {
      messages += batch.messages.count
      guard isListed else { return }
      for slice in batch.messages { ids.add(slice, of: batch.bytes.span) }
    }
  }

  private static let countsEnding = "-results-count.csv"
  private static let listEnding = "-metadata.xml"

  /// The exports of folders that have any, by folder.
  private var exports: [FilePath: [Export]] = [:]
  /// The folder that was looked into last, so that each is looked into once.
  private var folder: FilePath?
  /// The exports that the file that is read belongs to.
  private var current: (folder: FilePath, exports: [Int])?
  /// The lists that are to be compared at the end.
  private var lists: [FilePath] = []

  /// Whether a file lists what an export holds, or what went wrong with it.
  static func isList(_ path: FilePath) -> Bool {
    let name = path.name.description.lowercased()
    return [
      countsEnding, listEnding, "-metadata.csv", "-group-membership.csv",
      "-account-exceptions.csv", "-errors.csv", "-error.csv", ".md5",
    ].contains { name.hasSuffix($0) }
  }

  /// Whether a file may be of an export: folders of single messages are not looked into for it.
  private static func mayBelong(_ path: FilePath) -> Bool {
    let name = path.name.description.lowercased()
    return isList(path) || [".mbox", ".zip", ".pst"].contains { name.hasSuffix($0) }
  }

  /// What a list's name ends in; nil when it is none that can be compared.
  private static func ending(of name: FilePath) -> String? {
    let name = name.description.lowercased()
    return [countsEnding, listEnding].first { name.hasSuffix($0) }
  }

  /// Begins with a file, and answers whether it is of an export.
  mutating func begin(_ path: FilePath) -> Bool {
    current = nil
    guard path != "-", Self.mayBelong(path) else { return false }
    let place = path.folder
    if folder != place {
      folder = place
      if exports[place] == nil { exports[place] = Self.exports(in: place) }
    }
    if Self.ending(of: path.name) != nil { lists.append(path) }
    guard let known = exports[place] else { return false }
    let name = path.name.bytes
    let own = known.indices.filter { name.starts(with: known[$0].prefix) }
    guard !own.isEmpty else { return false }
    current = (place, own)
    return true
  }

  /// The exports whose lists stand in a folder; nil when there are none.
  private static func exports(in folder: FilePath) -> [Export]? {
    guard let entries = try? Directory.entries(of: folder) else { return nil }
    var found: [Export] = []
    for entry in entries {
      guard let ending = ending(of: entry.name) else { continue }
      let prefix = Array(entry.name.bytes.dropLast(ending.utf8.count))
      let index = found.firstIndex { $0.prefix == prefix } ?? found.count
      if index == found.count { found.append(Export(prefix: prefix)) }
      if ending == listEnding { found[index].isListed = true }
    }
    return found.isEmpty ? nil : found
  }

  /// Counts the messages of a batch.
  mutating func count(_ batch: MessageBatch) {
    guard let current, batch.syntax == .mime else { return }
    for index in current.exports {
      exports[current.folder]?[index].count(batch)
    }
  }

  /// The next export of which something is missing; nil when there is none any more.
  mutating func nextMissing() -> SourceError? {
    while !lists.isEmpty {
      let list = lists.removeFirst()
      let ending = Self.ending(of: list.name) ?? ""
      let prefix = Array(list.name.bytes.dropLast(ending.utf8.count))
      guard let export = exports[list.folder]?.first(where: { $0.prefix == prefix }) else {
        continue
      }
      let problem =
        ending == Self.countsEnding
        ? Self.problem(withCounts: list, of: export)
        : VaultDocuments.problem(with: list, messages: export.messages, ids: export.ids)
      if let problem { return problem }
    }
    return nil
  }

  private static func problem(withCounts path: FilePath, of export: Export) -> SourceError? {
    guard let bytes = Neighbours.file(path) else { return nil }
    let expected = sum(bytes.span)
    guard export.messages < expected else { return nil }
    return .miscounted(path, expected: expected, found: export.messages)
  }

  /// The sum of the column that counts messages: the last one whose values are numbers.
  private static func sum(_ bytes: Span<UInt8>) -> Int {
    var columns: [Int: Int] = [:]
    var isHeader = true
    var wanted: Int?
    var offset = 0
    while offset < bytes.count {
      let end = bytes.firstOffset(of: 0x0A, from: offset) ?? bytes.count
      let line = bytes.extracting(offset..<end)
      offset = end + 1
      let fields = TableRecord(line, separator: UInt8(ascii: ",")).fields
      for (index, field) in fields.enumerated() {
        let text = String(utf8: line.extracting(field)).trimmingSpaces
        if isHeader {
          let name = text.lowercased()
          if wanted == nil, name.contains("message") || name.contains("count") { wanted = index }
        } else if let number = Int(text) {
          columns[index, default: 0] += number
        }
      }
      isHeader = false
    }
    if let wanted, let sum = columns[wanted] { return sum }
    return columns.keys.max().flatMap { columns[$0] } ?? 0
  }
}
