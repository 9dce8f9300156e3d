public import Native

/// What stands inside every match of a pattern and says more than how it begins.
///
/// Nearly every word could begin an address of mail, but few are followed by an `@`: such a pattern is looked
/// for by what is rare, and then backwards for where it begins.
public struct InnerStarts: Sendable {
  /// Every match holds one of these.
  public let prefixes: [StartPrefix]
  /// How many bytes of the match stand before it, at least.
  public let least: Int
  /// How many stand before it, at most.
  public let most: Int
  /// What these bytes can be.
  public let alphabet: ByteSet

  /// The most bytes that are searched backwards.
  private static let farthest = 160
  /// How many words there may be for each place that is found.
  private static let selective = 1.0 / 100
  /// How many bytes there are for each word, by and large.
  private static let wordLength = 5.5

  /// The part of a pattern that stands in fewest places; nil when there is none that helps.
  init?(of node: PatternNode) {
    let nodes = node.flattened
    var best: (share: Double, split: Int, prefixes: [StartPrefix])?
    var least = 0
    var most = 0
    var before = ByteSet.all
    // What stands at the end may be left out: then a match need not hold it.
    let splits = nodes.indices.dropFirst().filter { split in
      nodes[split...].contains { $0.length.least > 0 }
    }
    for split in splits {
      let length = nodes[split - 1].length
      least += length.least
      // No sum of two lengths, which `length` bounds, is too large.
      most += length.most
      guard most <= InnerStarts.farthest else { break }
      before = nodes[split - 1].last(before: before)
      guard least > 0 else { continue }
      let boundary: StartPrefix.Boundary =
        before.intersection(.word).isEmpty ? .word : .none
      guard
        let prefixes = PatternStarts.prefixes(of: .sequence(Array(nodes[split...])), boundary)
      else { continue }
      let share = prefixes.reduce(0) { $0 + InnerStarts.share(of: $1) }
      if share < best?.share ?? InnerStarts.selective { best = (share, split, prefixes) }
    }
    guard let best else { return nil }
    let head = nodes[..<best.split]
    prefixes = best.prefixes
    self.least = head.reduce(0) { $0 + $1.length.least }
    self.most = head.reduce(0) { $0 + $1.length.most }
    alphabet = head.reduce(ByteSet()) { $0.union($1.alphabet) }
  }

  /// How many places there are for each word of a text.
  private static func share(of prefix: StartPrefix) -> Double {
    let share = ByteFrequency.share(of: prefix)
    // A beginning that says nothing of the byte before may stand inside of words, too.
    return prefix.boundary == .word ? share : share * wordLength
  }
}

extension PatternNode {
  /// The longest length that is told apart from any number.
  private static let longest = 1 << 20

  /// The parts that stand behind one another.
  fileprivate var flattened: [PatternNode] {
    if case .sequence(let nodes) = self { nodes.flatMap(\.flattened) } else { [self] }
  }

  /// How many bytes it takes, at least and at most.
  var length: (least: Int, most: Int) {
    switch self {
    case .scalar(_, let high): return (1, high ? 4 : 1)
    case .sequence(let nodes):
      return nodes.reduce((0, 0)) { sum, node in
        let length = node.length
        return (
          min(sum.0 + length.least, PatternNode.longest),
          min(sum.1 + length.most, PatternNode.longest)
        )
      }
    case .choice(let nodes):
      let lengths = nodes.map(\.length)
      return (lengths.map(\.least).min() ?? 0, lengths.map(\.most).max() ?? 0)
    case .repetition(let node, let least, let most):
      let length = node.length
      return (
        min(length.least * min(least, PatternNode.longest), PatternNode.longest),
        min(length.most * min(most, PatternNode.longest), PatternNode.longest)
      )
    case .wordBoundary, .notAfter, .nothing: return (0, 0)
    case .unknown: return (0, PatternNode.longest)
    }
  }

  /// Which bytes can stand right before what follows it, given those that can stand before it.
  func last(before: ByteSet) -> ByteSet {
    switch self {
    case .scalar(let set, let high): return high ? set.union(.high) : set
    case .sequence(let nodes): return nodes.reduce(before) { $1.last(before: $0) }
    case .choice(let nodes):
      return nodes.reduce(ByteSet()) { $0.union($1.last(before: before)) }
    case .repetition(let node, let least, let most):
      guard most > 0 else { return before }
      let once = node.last(before: before)
      let last = once.union(node.last(before: before.union(once)))
      return least > 0 ? last : last.union(before)
    case .wordBoundary, .notAfter, .nothing: return before
    case .unknown: return .all
    }
  }
}
