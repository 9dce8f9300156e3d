/// The blocks that become rules, and the lines that each of them knows.
enum BlockKind: String, CaseIterable {
  case rule, mention, exposure, gravity, `guard`, credit, exception

  /// The words that a line of any block may begin with.
  static let allKeys: [String] = [
    "about", "clause", "language", "cue", "phrase", "pattern", "needs", "near", "unless", "when",
    "require", "repeat", "sum", "always", "words", "share", "in", "yields", "applies", "lifts",
    "lowers",
    "assumes",
    "hit", "miss",
  ]

  /// The words that a line of this block may begin with; points stand in rules and exposures besides.
  var keys: Set<String> {
    switch self {
    case .rule: Self.ruleKeys
    case .mention: Self.mentionKeys
    case .exposure: Self.exposureKeys
    case .gravity: Self.gravityKeys
    case .guard, .credit: Self.guardKeys
    case .exception: Self.exceptionKeys
    }
  }

  // Asked for every line of every lexicon: made once.
  private static let exposureKeys: Set = ["about", "clause", "language", "when", "applies"]
  private static let gravityKeys = exposureKeys.union([
    "in", "sum", "always", "words", "hit", "miss",
  ])
  private static let foundKeys: Set = [
    "about", "clause", "language", "when", "cue", "require", "in", "needs", "unless", "hit", "miss",
  ]
  private static let ruleKeys = foundKeys.union([
    "near", "repeat", "sum", "always", "words", "share",
  ])
  private static let mentionKeys = foundKeys.union(["yields", "phrase", "pattern"])
  private static let guardKeys = foundKeys.union(["lifts", "phrase", "pattern"])
  private static let exceptionKeys = foundKeys.union(["lowers", "phrase", "pattern", "assumes"])

  /// Whether the block is nothing without something to look for.
  var needsTerms: Bool { self == .rule || self == .mention || self == .gravity }

  /// A line that gives the block something to look for.
  var exampleLine: String {
    switch self {
    case .rule: "+20 some words"
    case .gravity: "words +5: some, other"
    default: "phrase some words"
    }
  }

  /// The name with its article, for sentences.
  var withArticle: String {
    self == .exposure || self == .exception ? "an \(rawValue)" : "a \(rawValue)"
  }
}
