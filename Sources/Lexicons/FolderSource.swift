import Native

/// The text of a folder's lexicons, for showing lines and for what only their text tells.
struct FolderSource: Sendable {
  /// The files, in order.
  let files: [FileSource]
  private let byPath: [String: FileSource]

  init(_ files: [FileSource]) {
    self.files = files
    byPath = Dictionary(files.map { ($0.path, $0) }) { one, _ in one }
  }

  init(_ files: [(path: String, bytes: [UInt8])]) {
    self.init(
      files.filter { $0.path.hasSuffix(".lexicon") }.map { FileSource($0.bytes, at: $0.path) })
  }

  /// The line at a place; empty when it is in no file.
  ///
  /// Places may have the folder's path before that of the file.
  func line(at place: Place) -> String {
    var path = place.path[...]
    while true {
      if let line = byPath[String(path)]?.line(place.line) { return line }
      guard let slash = path.firstIndex(of: "/") else { return "" }
      path = path[path.index(after: slash)...]
    }
  }

  /// Whether a file that knows a list names it: its own, or any when the list is shared.
  func isUsed(_ list: FileSource.List) -> Bool {
    if byPath[list.path]?.namedLists.contains(list.name) == true { return true }
    guard SharedLists.isShared(list.path) else { return false }
    let folder = list.path.dropLast("lists.lexicon".count)
    return files.contains { $0.path.hasPrefix(folder) && $0.namedLists.contains(list.name) }
  }
}

/// The text of one `.lexicon` file.
final class FileSource: Sendable {
  /// A list and where it stands.
  struct List {
    var name: String
    var path: String
    var line: SourceLine
    var range: Range<Int>
    /// Whether no other line belongs to it.
    var isOneLine: Bool
  }

  /// A line that holds phrases: of a rule, or of a list.
  struct PhraseLine {
    var number: Int
    var text: String
  }

  /// The path in the folder.
  let path: String
  let bytes: [UInt8]
  /// Every list of the file.
  let lists: [List]
  /// The lists that the file names.
  let namedLists: Set<String>
  /// The lines that hold phrases, in order.
  let phraseLines: [PhraseLine]
  private let lines: [Int: String]

  init(_ bytes: [UInt8], at path: String) {
    self.path = path
    self.bytes = bytes
    var lines: [Int: String] = [:]
    var names: Set<String> = []
    var phraseLines: [PhraseLine] = []
    for line in SourceLines.all(of: bytes, path: path) {
      lines[line.number] = line.source
      names.formUnion(line.namedLists(in: line.content))
      if Self.holdsPhrases(line) {
        phraseLines.append(PhraseLine(number: line.number, text: line.source))
      }
    }
    self.lines = lines
    namedLists = names
    self.phraseLines = phraseLines
    var lists: [List] = []
    let blocks = LexiconBlocks(bytes, path: path)
    for (name, place) in ListResolver(blocks.lists).places.sorted(by: { $0.key < $1.key }) {
      let block = blocks.lists.first { $0.head.number == place.line.number }
      lists.append(
        List(
          name: name, path: path, line: place.line, range: place.name,
          isOneLine: block?.lines.isEmpty ?? false))
    }
    self.lists = lists
  }

  /// The line of a number; nil when nothing stands there.
  func line(_ number: Int) -> String? { lines[number] }

  private static func holdsPhrases(_ line: SourceLine) -> Bool {
    let key = line.key
    if key == "list" || key == "phrase" { return true }
    guard line.isIndented else { return false }
    if Points(key) != nil {
      let value = line.keyAndValue.value
      return value.first.map { line.scalars[$0] != "/" } ?? false
    }
    return ["near", "needs", "unless"].contains(key) ? true : !BlockKind.allKeys.contains(key)
  }
}
