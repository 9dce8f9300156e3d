public import Native

extension LexiconSet {
  /// Reads the files of a folder.
  ///
  /// - Parameters:
  ///   - files: paths relative to the folder, and what stands in them; `.lexicon` and `.policy` are read.
  ///   - folder: stands before the paths in diagnostics.
  ///   - vocabulary: the names that rules may use beside those that the files define.
  public init(
    files: [(path: String, bytes: [UInt8])], in folder: String = "", vocabulary: Vocabulary
  ) {
    self.init()
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    @Sendable func shown(_ path: String) -> String { folder.isEmpty ? path : "\(folder)/\(path)" }

    var policies = PolicyParser()
    for file in self.files where file.path.hasSuffix(".policy") {
      policies.read(file.bytes, path: shown(file.path))
    }
    policy = policies.policy
    diagnostics += policies.diagnostics

    let sources = concurrently(self.files.filter { $0.path.hasSuffix(".lexicon") }) { file in
      (path: file.path, blocks: LexiconBlocks(file.bytes, path: shown(file.path)))
    }
    let mentions = Set(vocabulary.mentions + sources.flatMap(\.blocks.yields))
    var shared = SharedLists()
    // Outer folders come first: their lists are known in the folders inside.
    let inDepth = sources.filter { SharedLists.isShared($0.path) }
      .sorted {
        $0.path.utf8.count(where: { $0 == 0x2F }) < $1.path.utf8.count(where: { $0 == 0x2F })
      }
    for source in inDepth { diagnostics += shared.add(source.blocks.lists, of: source.path) }

    var concerns = ConcernParser(policy: policy)
    let policy = policy
    let known = shared
    let read = concurrently(sources) { source in
      ReadLexicon(
        source.blocks, at: source.path, vocabulary: vocabulary, mentions: mentions, shared: known,
        policy: policy)
    }
    var names: [String: Place] = [:]
    for (source, lexicon) in zip(sources, read) {
      add(lexicon, names: &names)
      for block in source.blocks.concerns { concerns.readBands(block) }
      for block in source.blocks.combinations { concerns.readCombination(block) }
    }
    bands = bands.map { concerns.bands[$0.concern] ?? $0 }
    combinations = concerns.combinations
    diagnostics = (diagnostics + concerns.diagnostics).inOrder
  }
}

/// What one `.lexicon` file comes to, before it is known what the others call their rules.
private struct ReadLexicon {
  var lexicon: Lexicon
  var named: [NamedBlock]
  var diagnostics: [Diagnostic] = []
  var patterns: [String: Pattern]

  init(
    _ blocks: LexiconBlocks, at path: String, vocabulary: Vocabulary, mentions: Set<String>,
    shared: SharedLists, policy: Policy?
  ) {
    var lists = shared.lists(for: path)
    if !SharedLists.isShared(path) {
      let own = ListResolver(blocks.lists, known: lists)
      diagnostics = own.diagnostics
      lists = own.lists
    }
    var parser = LexiconParser(
      blocks, vocabulary: vocabulary, mentions: mentions, lists: lists, policy: policy)
    lexicon = parser.lexicon()
    named = parser.named
    diagnostics += parser.diagnostics
    patterns = parser.patterns
  }
}

extension LexiconSet {
  /// Adds a file's rules; of two with one id the first is kept.
  private mutating func add(_ read: ReadLexicon, names: inout [String: Place]) {
    var lexicon = read.lexicon
    var rules: [Rule] = []
    for block in read.named {
      let place = block.place
      if !block.name.isEmpty, let first = names[block.id] {
        diagnostics.append(
          block.head.mistake(
            "a second block named '\(block.id)'", at: block.name,
            hint: first.path == place.path
              ? "the first one stands in line \(first.line)"
              : "the first one stands in \(first.path), line \(first.line)"))
        dropped.append(DroppedBlock(id: block.id, place: place))
        continue
      }
      names[block.id] = place
      if let rule = block.rule {
        rules.append(lexicon.rules[rule])
      } else {
        dropped.append(DroppedBlock(id: block.id, place: place))
      }
    }
    lexicon.rules = rules
    if !rules.isEmpty { lexicons.append(lexicon) }
    diagnostics += read.diagnostics
    patterns.merge(read.patterns) { one, _ in one }
  }
}

/// The lists of files named `lists.lexicon`, known in their folder and in those inside.
struct SharedLists {
  private var byFolder: [Substring: [String: Readings]] = [:]

  static func isShared(_ path: String) -> Bool {
    path == "lists.lexicon" || path.hasSuffix("/lists.lexicon")
  }

  /// The lists known to a file.
  func lists(for path: String) -> [String: Readings] {
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if let lists = byFolder[folder] { return lists }
    }
    return byFolder[""] ?? [:]
  }

  /// Adds the lists of a `lists.lexicon`, and answers what is wrong with them.
  mutating func add(_ blocks: [LexiconBlocks.Block], of path: String) -> [Diagnostic] {
    let resolver = ListResolver(blocks, known: lists(for: path))
    byFolder[path.lastIndex(of: "/").map { path[..<$0] } ?? ""] = resolver.lists
    return resolver.diagnostics
  }
}

extension [Diagnostic] {
  /// In order of path, line and column.
  public var inOrder: [Diagnostic] {
    sorted {
      ($0.place.path, $0.place.line, $0.place.column)
        < ($1.place.path, $1.place.line, $1.place.column)
    }
  }
}
