/// The blocks that become rules, and the lines that each of them knows.
enum BlockKind: String, CaseIterable {
  case rule, mention, exposure, `guard`, credit, exception

  /// The words that a line of any block may begin with.
  static let allKeys: [String] = [
    "about", "clause", "language", "cue", "phrase", "pattern", "needs", "near", "unless", "when",
    "require", "repeat", "in", "yields", "applies", "lifts", "lowers", "assumes", "hit", "miss",
  ]

  /// The words that a line of this block may begin with; points stand in rules and exposures besides.
  var keys: Set<String> {
    let always: Set = ["about", "clause", "language", "when"]
    let found: Set = ["cue", "require", "in", "hit", "miss"]
    switch self {
    case .rule: return always.union(found).union(["needs", "near", "unless", "repeat"])
    case .mention:
      return always.union(found).union(["yields", "phrase", "pattern", "needs", "unless"])
    case .guard, .credit:
      return always.union(found).union(["lifts", "phrase", "pattern", "needs", "unless"])
    case .exposure: return always.union(["applies"])
    case .exception:
      return always.union(found).union([
        "lowers", "phrase", "pattern", "needs", "unless", "assumes",
      ])
    }
  }

  /// Whether the block is nothing without something to look for.
  var needsTerms: Bool { self == .rule || self == .mention }

  /// The name with its article, for sentences.
  var withArticle: String {
    self == .exposure || self == .exception ? "an \(rawValue)" : "a \(rawValue)"
  }
}
