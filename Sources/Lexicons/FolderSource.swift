import Native

/// The text of a folder's lexicons, for showing lines and for what only their text tells.
struct FolderSource {
  /// A list and where it stands.
  struct List {
    var name: String
    var path: String
    var line: SourceLine
    var range: Range<Int>
    /// Whether no other line belongs to it.
    var isOneLine: Bool
  }

  /// Every list of every file.
  private(set) var lists: [List] = []
  /// A line that holds phrases: of a rule, or of a list.
  struct PhraseLine {
    var path: String
    var number: Int
    var text: String
  }

  /// The lines that hold phrases, in order.
  private(set) var phraseLines: [PhraseLine] = []
  private var lines: [String: [Int: String]] = [:]
  /// The lists that each file names.
  private var named: [String: Set<String>] = [:]

  init(_ files: [(path: String, bytes: [UInt8])]) {
    for file in files where file.path.hasSuffix(".lexicon") {
      var byNumber: [Int: String] = [:]
      var names: Set<String> = []
      for line in SourceLine.lines(of: file.bytes, path: file.path) {
        byNumber[line.number] = line.source
        names.formUnion(line.namedLists(in: line.content))
        if Self.holdsPhrases(line) {
          phraseLines.append(PhraseLine(path: file.path, number: line.number, text: line.source))
        }
      }
      lines[file.path] = byNumber
      named[file.path] = names
      let blocks = LexiconBlocks(file.bytes, path: file.path)
      for (name, place) in ListResolver(blocks.lists).places.sorted(by: { $0.key < $1.key }) {
        let block = blocks.lists.first { $0.head.number == place.line.number }
        lists.append(
          List(
            name: name, path: file.path, line: place.line, range: place.name,
            isOneLine: block?.lines.isEmpty ?? false))
      }
    }
  }

  /// The line at a place; empty when it is in no file.
  ///
  /// Places may have the folder's path before that of the file.
  func line(at place: Place) -> String {
    var path = place.path[...]
    while true {
      if let line = lines[String(path)]?[place.line] { return line }
      guard let slash = path.firstIndex(of: "/") else { return "" }
      path = path[path.index(after: slash)...]
    }
  }

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

  /// Whether a file that knows a list names it: its own, or any when the list is shared.
  func isUsed(_ list: List) -> Bool {
    if named[list.path]?.contains(list.name) == true { return true }
    guard SharedLists.isShared(list.path) else { return false }
    let folder = list.path.dropLast("lists.lexicon".count)
    return named.contains { $0.key.hasPrefix(folder) && $0.value.contains(list.name) }
  }
}
