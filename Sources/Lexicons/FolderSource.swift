import Native

/// The text of a folder's lexicons, for showing lines and for what only their text tells.
struct FolderSource {
  /// A list and where it stands.
  struct List {
    var name: String
    var path: String
    var line: SourceLine
    var range: Range<Int>
  }

  /// Every list of every file.
  private(set) var lists: [List] = []
  private var lines: [(path: String, byNumber: [Int: String])] = []
  /// The lists that each file names.
  private var named: [String: Set<String>] = [:]

  init(_ files: [(path: String, bytes: [UInt8])]) {
    for file in files where file.path.hasSuffix(".lexicon") {
      var byNumber: [Int: String] = [:]
      var names: Set<String> = []
      for line in SourceLine.lines(of: file.bytes, path: file.path) {
        byNumber[line.number] = line.source
        names.formUnion(line.namedLists(in: line.content))
      }
      lines.append((file.path, byNumber))
      named[file.path] = names
      let blocks = LexiconBlocks(file.bytes, path: file.path)
      for (name, place) in ListResolver(blocks.lists).places.sorted(by: { $0.key < $1.key }) {
        lists.append(List(name: name, path: file.path, line: place.line, range: place.name))
      }
    }
  }

  /// The line at a place; empty when it is in no file.
  ///
  /// Places may have the folder's path before that of the file.
  func line(at place: Place) -> String {
    let file =
      lines.first { place.path == $0.path } ?? lines.first { place.path.hasSuffix("/" + $0.path) }
    return file?.byNumber[place.line] ?? ""
  }

  /// Whether a file that knows a list names it: its own, or any when the list is shared.
  func isUsed(_ list: List) -> Bool {
    if named[list.path]?.contains(list.name) == true { return true }
    guard SharedLists.isShared(list.path) else { return false }
    let folder = list.path.dropLast("lists.lexicon".count)
    return named.contains { $0.key.hasPrefix(folder) && $0.value.contains(list.name) }
  }
}
