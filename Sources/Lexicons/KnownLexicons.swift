import Native

/// What the files of a folder came to when they were read last.
///
/// A lexicon is read anew only if its text changed, a list of another file that it knows, or what all files of the
/// folder share: the policy and the kinds of mention.
public struct KnownLexicons: Sendable {
  private var folder = ""
  private var names: FolderNames?
  private var cuts: [String: CutLexicon] = [:]
  private var reads: [String: ReadLexicon] = [:]

  /// Knows nothing yet.
  public init() {}

  /// The lexicons of a folder, cut into their blocks.
  mutating func cut(
    _ files: [(path: String, bytes: [UInt8])], in folder: String
  ) -> [CutLexicon] {
    // Every line knows the path that it is shown with.
    if self.folder != folder { self = KnownLexicons() }
    self.folder = folder
    let known = cuts
    let all = concurrently(files) { file in
      if let cut = known[file.path], cut.bytes == file.bytes { return cut }
      return CutLexicon(file.bytes, at: file.path, in: folder)
    }
    cuts = Dictionary(all.map { ($0.path, $0) }) { one, _ in one }
    return all
  }

  /// What lexicons come to with what they share.
  mutating func read(
    _ cuts: [CutLexicon], with names: FolderNames, _ shared: SharedLists
  ) -> [ReadLexicon] {
    let known = self.names == names ? reads : [:]
    self.names = names
    let all = concurrently(cuts) { cut in
      let lists = shared.lists(for: cut.path)
      if let read = known[cut.path], read.cut === cut, read.given == lists { return read }
      return ReadLexicon(cut, with: names, given: lists)
    }
    reads = Dictionary(all.map { ($0.cut.path, $0) }) { one, _ in one }
    return all
  }
}

/// What all lexicons of a folder are read with.
struct FolderNames: Sendable, Equatable {
  /// The names that rules may use beside those that the files define.
  var vocabulary: Vocabulary
  /// The kinds of mention that some rule yields or that exist without one.
  var mentions: Set<String>
  var policy: Policy?
}

/// The text of a `.lexicon` file, cut into its blocks.
final class CutLexicon: Sendable {
  /// The path in the folder.
  let path: String
  let bytes: [UInt8]
  let blocks: LexiconBlocks
  /// The kinds of mention that its rules yield, whether or not the rules are good.
  let yields: [String]

  init(_ bytes: [UInt8], at path: String, in folder: String) {
    self.path = path
    self.bytes = bytes
    blocks = LexiconBlocks(bytes, path: folder.isEmpty ? path : "\(folder)/\(path)")
    yields = blocks.yields
  }
}

/// What one `.lexicon` file comes to, before it is known what the others call their rules.
final class ReadLexicon: Sendable {
  let cut: CutLexicon
  /// The lists of other files that it knows.
  let given: [String: Readings]
  /// The lexicon with every rule that can be used, also where two have one id.
  let lexicon: Lexicon
  let named: [NamedBlock]
  let diagnostics: [Diagnostic]
  let patterns: [String: Pattern]

  init(_ cut: CutLexicon, with names: FolderNames, given: [String: Readings]) {
    self.cut = cut
    self.given = given
    var diagnostics: [Diagnostic] = []
    var lists = given
    if !SharedLists.isShared(cut.path) {
      let own = ListResolver(cut.blocks.lists, known: lists)
      diagnostics = own.diagnostics
      lists = own.lists
    }
    var parser = LexiconParser(
      cut.blocks, vocabulary: names.vocabulary, mentions: names.mentions, lists: lists,
      policy: names.policy)
    lexicon = parser.lexicon()
    named = parser.named
    self.diagnostics = diagnostics + parser.diagnostics
    patterns = parser.patterns
  }
}

/// What a lexicon of a set was made of: a file, and which of its rules are kept, given the names in the others.
struct LexiconReading: Sendable {
  let file: ReadLexicon
  let kept: [Int]

  func isSame(as other: LexiconReading) -> Bool { file === other.file && kept == other.kept }
}
