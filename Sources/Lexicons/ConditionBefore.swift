import Native

/// What a pattern says, ahead of all that it takes, of the two bytes before a match.
struct ConditionBefore {
  /// What cannot stand right before it.
  private(set) var notAfter = ByteSet()
  /// What cannot stand before it one behind the other.
  private(set) var notAfterTwo: (ByteSet, ByteSet)?
  /// Whether a word must begin or end there.
  private(set) var isBoundary = false

  /// Reads a pattern.
  init(_ node: PatternNode) { _ = read(node) }

  /// Reads a part; false when it may take something.
  private mutating func read(_ node: PatternNode) -> Bool {
    switch node {
    case .sequence(let nodes): return nodes.allSatisfy { read($0) }
    case .condition(.wordBoundary): isBoundary = true
    case .condition(.notAfter(let set)): notAfter = notAfter.union(set)
    case .condition(.notAfterTwo(let first, let second)):
      notAfterTwo = notAfterTwo ?? (first, second)
    case .condition: break
    case .scalar, .choice, .repetition, .unknown: return false
    }
    return true
  }
}
