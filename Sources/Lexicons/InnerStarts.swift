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
  /// How many stand before it, at most; a large number where any may.
  public let most: Int
  /// What these bytes can be.
  public let alphabet: ByteSet
  /// What the first of them can be.
  public let first: ByteSet
  /// What cannot stand before the first.
  public let notAfter: ByteSet
  /// What tells of most places where it stands that no match goes on from there; nil when nothing can.
  public let probe: PatternProbe?

  /// For so many bytes before it a part counts, and fewer are better.
  private static let usual = 100
  /// How many words there may be for each byte that is searched backwards.
  private static let selective = 1.0 / 50
  /// How many bytes there are for each word, by and large.
  private static let wordLength = 5.5
  /// What stands nearly everywhere.
  private static let usualBytes = ByteSet.letters.union(.digits).union(ByteSet(" "))
  /// A part that begins with so many of the bytes of usual text is not looked at.
  private static let common = 0.4

  /// The part of a pattern that stands in fewest places; nil when there is none that helps.
  init?(of node: PatternNode, _ starts: [StartPrefix]) {
    let nodes = node.flattened
    var best: (cost: Double, split: Int, prefixes: [StartPrefix])?
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
      most = min(most + length.most, PatternNode.longest)
      before = nodes[split - 1].last(before: before)
      guard least > 0, nodes[split].isRare(most: InnerStarts.common) else { continue }
      let boundary: StartPrefix.Boundary =
        before.intersection(.word).isEmpty ? .word : .none
      guard
        let prefixes = PatternStarts.prefixes(of: .sequence(Array(nodes[split...])), boundary)
      else { continue }
      let share = prefixes.reduce(0) { $0 + InnerStarts.share(of: $1) }
      let cost = share * Double(1 + min(most, InnerStarts.usual)) / Double(InnerStarts.usual)
      if cost < best?.cost ?? InnerStarts.selective { best = (cost, split, prefixes) }
    }
    guard let best else { return nil }
    let head = PatternNode.sequence(Array(nodes[..<best.split]))
    prefixes = best.prefixes
    probe = PatternAutomaton.probe(of: .sequence(Array(nodes[best.split...])))
    self.least = head.length.least
    self.most = head.length.most
    alphabet = head.alphabet
    first = starts.reduce(ByteSet()) { $0.union($1.sets.first ?? ByteSet()) }
    var notAfter = ByteSet()
    for node in nodes {
      if case .condition(.notAfter(let set)) = node { notAfter = notAfter.union(set) }
      guard node.length.most == 0 else { break }
    }
    if starts.allSatisfy({ $0.boundary == .word }) { notAfter = notAfter.union(.word) }
    self.notAfter = notAfter
  }

  /// How many places there are for each word of a text; one for each where the first byte says too little.
  private static func share(of prefix: StartPrefix) -> Double {
    guard prefix.boundary != .word else { return ByteFrequency.share(of: prefix) }
    // A beginning that says nothing of the byte before may stand inside of words, too.
    let first = prefix.sets.first ?? ByteSet()
    guard first.intersection(InnerStarts.usualBytes).isEmpty else { return 1 }
    return ByteFrequency.share(anywhere: prefix) * wordLength
  }
}

extension PatternNode {
  /// The longest length that is told apart from any number.
  static let longest = 1 << 20

  /// The parts that stand behind one another; of what is repeated the first is one.
  fileprivate var flattened: [PatternNode] {
    switch self {
    case .sequence(let nodes): return nodes.flatMap(\.flattened)
    case .repetition(let node, let least, let most) where least > 0 && most > 0:
      if case .scalar = node { return [self] }
      let rest = most == .max ? most : most - 1
      return node.flattened + [.repetition(node, least: least - 1, most: rest)]
    default: return [self]
    }
  }

  /// Whether it is a choice, or begins with what is no large part of usual text.
  fileprivate func isRare(most share: Double) -> Bool {
    switch self {
    case .scalar(let set, _):
      return ByteFrequency.share(anywhere: StartPrefix(.none, [set])) < share
    case .repetition(let node, let least, _): return least > 0 && node.isRare(most: share)
    case .choice: return true
    case .sequence, .condition, .unknown: return false
    }
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
    case .condition: return (0, 0)
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
    case .condition: return before
    case .unknown: return .all
    }
  }
}
