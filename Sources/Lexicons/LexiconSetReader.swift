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
    func shown(_ path: String) -> String { folder.isEmpty ? path : "\(folder)/\(path)" }

    var policies = PolicyParser()
    for file in self.files where file.path.hasSuffix(".policy") {
      policies.read(file.bytes, path: shown(file.path))
    }
    policy = policies.policy
    diagnostics += policies.diagnostics

    var sources: [(path: String, blocks: LexiconBlocks)] = []
    for file in self.files where file.path.hasSuffix(".lexicon") {
      sources.append((file.path, LexiconBlocks(file.bytes, path: shown(file.path))))
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
    var known: [String: Place] = [:]
    for source in sources {
      var lists = shared.lists(for: source.path)
      if !SharedLists.isShared(source.path) {
        let own = ListResolver(source.blocks.lists, known: lists)
        diagnostics += own.diagnostics
        lists = own.lists
      }
      var parser = LexiconParser(
        source.blocks, vocabulary: vocabulary, mentions: mentions, lists: lists, policy: policy)
      let lexicon = parser.lexicon(known: &known)
      if !lexicon.rules.isEmpty { lexicons.append(lexicon) }
      diagnostics += parser.diagnostics
      dropped += parser.dropped
      patterns.merge(parser.patterns) { one, _ in one }
      for block in source.blocks.concerns { concerns.readBands(block) }
      for block in source.blocks.combinations { concerns.readCombination(block) }
    }
    bands = bands.map { concerns.bands[$0.concern] ?? $0 }
    combinations = concerns.combinations
    diagnostics = (diagnostics + concerns.diagnostics).inOrder
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
