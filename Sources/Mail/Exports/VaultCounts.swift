import Native

/// Reconciles exports of Google Vault with what they say of themselves.
///
/// Beside its mbox files an export has `NAME-results-count.csv`, with the number of messages of each account.
/// When that is more than the files held, some of the export is missing.
struct VaultCounts: Sendable {
  /// A file with counts.
  private struct Announced: Sendable {
    var path: FilePath
    var prefix: [UInt8]
    var messages: Int
  }

  private static let ending = "-results-count.csv"

  private var announced: [Announced] = []
  /// Messages read so far, by folder and file.
  private var read: [FilePath: Int] = [:]
  /// Whether some source is of an export: only then files are counted for long.
  private var isUsed = false

  /// Whether a file holds the counts of an export.
  static func isCounts(_ path: FilePath) -> Bool {
    let name = path.name.description.lowercased()
    return name.hasSuffix(ending)
  }

  /// Whether a file lists what an export holds, or what went wrong with it.
  static func isList(_ path: FilePath) -> Bool {
    let name = path.name.description.lowercased()
    return isCounts(path) || name.hasSuffix("-metadata.xml") || name.hasSuffix("-metadata.csv")
      || name.hasSuffix("-group-membership.csv") || name.hasSuffix("-account-exceptions.csv")
      || name.hasSuffix("-errors.csv") || name.hasSuffix("-error.csv") || name.hasSuffix(".md5")
  }

  /// Counts the messages of a batch.
  mutating func count(_ batch: MessageBatch) {
    guard batch.syntax == .mime else { return }
    read[FilePath(batch.source), default: 0] += batch.messages.count
    // A tree of single messages is no export of Vault: what was counted of it is let go.
    if !isUsed, read.count > 100_000 { read.removeAll() }
  }

  /// Takes the counts of a file.
  mutating func note(_ path: FilePath) {
    guard Self.isCounts(path), let bytes = Neighbours.contents(of: path) else { return }
    isUsed = true
    let name = path.name.bytes
    announced.append(
      Announced(
        path: path, prefix: Array(name.dropLast(Self.ending.utf8.count)),
        messages: Self.sum(bytes.span)))
  }

  /// The next export of which fewer messages were read than it should have; nil when there is none any more.
  mutating func nextMissing() -> SourceError? {
    while !announced.isEmpty {
      let counts = announced.removeFirst()
      var found = 0
      for (source, messages) in read
      where source.folder == counts.path.folder && source.name.bytes.starts(with: counts.prefix) {
        found += messages
      }
      if found < counts.messages {
        return .miscounted(counts.path, expected: counts.messages, found: found)
      }
    }
    return nil
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
