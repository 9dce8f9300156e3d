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
    var known = KnownLexicons()
    self.init(files: files, in: folder, vocabulary: vocabulary, known: &known)
    // No other set will be told from this one, and the texts that it was read from may go.
    readings = [:]
  }

  /// Reads the files of a folder, as far as it is not known what they come to.
  init(
    files: [(path: String, bytes: [UInt8])], in folder: String, vocabulary: Vocabulary,
    known: inout KnownLexicons
  ) {
    self.init()
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }

    var policies = PolicyParser()
    for file in self.files where file.path.hasSuffix(".policy") {
      policies.read(file.bytes, path: folder.isEmpty ? file.path : "\(folder)/\(file.path)")
    }
    policy = policies.policy
    diagnostics += policies.diagnostics

    let cuts = known.cut(self.files.filter { $0.path.hasSuffix(".lexicon") }, in: folder)
    var shared = SharedLists()
    // Outer folders come first: their lists are known in the folders inside.
    let inDepth = cuts.filter { SharedLists.isShared($0.path) }
      .sorted {
        $0.path.utf8.count(where: { $0 == 0x2F }) < $1.path.utf8.count(where: { $0 == 0x2F })
      }
    for cut in inDepth { diagnostics += shared.add(cut.blocks.lists, of: cut.path) }

    let names = FolderNames(
      vocabulary: vocabulary, mentions: Set(vocabulary.mentions + cuts.flatMap(\.yields)),
      policy: policy)
    var concerns = ConcernParser(policy: policy)
    var places: [String: Place] = [:]
    for read in known.read(cuts, with: names, shared) {
      add(read, places: &places)
      for block in read.cut.blocks.concerns { concerns.readBands(block) }
      for block in read.cut.blocks.combinations { concerns.readCombination(block) }
    }
    bands = bands.map { concerns.bands[$0.concern] ?? $0 }
    combinations = concerns.combinations
    diagnostics = (diagnostics + concerns.diagnostics).inOrder
  }
}

extension LexiconSet {
  /// Adds a file's rules; of two with one id the first is kept.
  private mutating func add(_ read: ReadLexicon, places: inout [String: Place]) {
    var kept: [Int] = []
    for block in read.named {
      let place = block.place
      if !block.name.isEmpty, let first = places[block.id] {
        diagnostics.append(
          block.head.mistake(
            "a second block named '\(block.id)'", at: block.name,
            hint: first.path == place.path
              ? "the first one stands in line \(first.line)"
              : "the first one stands in \(first.path), line \(first.line)"))
        dropped.append(DroppedBlock(id: block.id, place: place))
        continue
      }
      places[block.id] = place
      if let rule = block.rule {
        kept.append(rule)
      } else {
        dropped.append(DroppedBlock(id: block.id, place: place))
      }
    }
    var lexicon = read.lexicon
    if kept.count < lexicon.rules.count { lexicon.rules = kept.map { read.lexicon.rules[$0] } }
    if !kept.isEmpty {
      lexicons.append(lexicon)
      readings[lexicon.path] = LexiconReading(file: read, kept: kept)
    }
    diagnostics += read.diagnostics
    patterns.merge(read.patterns) { one, _ in one }
  }

  /// Whether a lexicon's rules are those of another set: read from the same text, with the same lists of other files.
  ///
  /// It is known of sets that were read one after another with the same `KnownLexicons`.
  public func hasSame(_ path: String, as other: LexiconSet) -> Bool {
    guard let reading = readings[path], let earlier = other.readings[path] else { return false }
    return reading.isSame(as: earlier)
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
