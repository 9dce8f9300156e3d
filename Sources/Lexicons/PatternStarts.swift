public import Native

/// How the matches of a pattern can begin, and what they can hold.
///
/// Where this says enough, a pattern needs no cue: it is tried only at the places where one of its
/// beginnings stands. The beginnings may allow more than the pattern does, never less.
public struct PatternStarts: Sendable {
  /// Every match begins with one of these.
  public let prefixes: [StartPrefix]
  /// Every byte of a match is one of these; bytes past ASCII stand for any scalar there.
  public let alphabet: ByteSet
  /// Bytes that every match holds.
  public let required: ByteSet
  /// What is understood of the pattern.
  private let node: PatternNode

  /// The most beginnings that are told apart.
  private static let mostPrefixes = 256
  /// The most beginnings that are kept apart at last: alike ones are joined.
  private static let mostJoined = 12
  /// Of how many words at most one may look like a beginning, for the pattern to need no cue.
  private static let selective = 1.0 / 25

  /// Whether so few words look like a beginning that the pattern needs no cue.
  public var areSelective: Bool {
    var share = 0.0
    for prefix in prefixes {
      share += ByteFrequency.share(of: prefix)
      guard share <= PatternStarts.selective else { return false }
    }
    return true
  }

  /// Works out the beginnings; nil when the pattern is not understood or can begin with anything.
  public init?(of pattern: String) {
    guard let node = PatternSyntax.parse(pattern),
      let prefixes = PatternStarts.prefixes(of: node)
    else { return nil }
    self.node = node
    self.prefixes = prefixes
    alphabet = node.alphabet
    required = node.required
  }

  /// What stands inside every match and says more than how it begins; nil when nothing does.
  public var inner: InnerStarts? { InnerStarts(of: node, prefixes) }

  /// What tells of most places where a match could begin that none does; nil when nothing can.
  public var probe: PatternProbe? { PatternAutomaton.probe(of: node) }

  /// What tells of most places in a window that no match of a pattern begins there, from two bytes before it on;
  /// nil when nothing can.
  public static func windowProbe(of pattern: String) -> PatternProbe? {
    PatternSyntax.parse(pattern).flatMap { PatternAutomaton.probe(of: $0, seesBefore: true) }
  }

  /// The beginnings of what a part of a pattern matches, given what is known of the byte before; nil when it can
  /// begin with anything.
  static func prefixes(
    of node: PatternNode, _ boundary: StartPrefix.Boundary = .none
  ) -> [StartPrefix]? {
    var path = Path()
    path.boundary = boundary
    var paths = PatternStarts.extend([path], by: node)
    // A match of no bytes is none.
    paths.removeAll { $0.sets.isEmpty && $0.isOpen }
    guard !paths.isEmpty, paths.allSatisfy({ !$0.sets.isEmpty }) else { return nil }
    return PatternStarts.joined(paths.map { StartPrefix($0.boundary, $0.sets) })
  }

  /// The same beginnings in fewer: those that differ at one byte only are one, and what another allows anyway
  /// is left out.
  private static func joined(_ prefixes: [StartPrefix]) -> [StartPrefix] {
    var known = prefixes.map { Hashed($0) }
    var count: Int
    repeat {
      count = known.count
      for position in 0..<StartPrefix.longest where known.count > 1 {
        known = merged(known, at: position)
      }
    } while known.count < count
    var prefixes = known.map(\.prefix)
    prefixes.sort { $0.sets.count < $1.sets.count }
    var kept: [StartPrefix] = []
    for prefix in prefixes where !kept.contains(where: { $0.allows(prefix) }) {
      kept.append(prefix)
    }
    return StartPrefix.joined(kept, most: mostJoined)
  }

  /// The same beginnings, one for those that differ at a position only.
  private static func merged(_ known: [Hashed], at position: Int) -> [Hashed] {
    // Few are compared with one another faster than by a dictionary.
    let areFew = known.count <= 16
    var places: [UInt64: Int] = [:]
    var keys: [UInt64] = []
    var result: [Hashed] = []
    result.reserveCapacity(known.count)
    for prefix in known {
      guard position < prefix.prefix.sets.count else {
        result.append(prefix)
        keys.append(0)
        continue
      }
      let key = prefix.hash(without: position)
      let place = areFew ? keys.lastIndex(of: key) : places[key]
      if let place, result[place].isSame(as: prefix, but: position) {
        result[place].add(prefix.prefix.sets[position], at: position)
      } else {
        if !areFew { places[key] = result.count }
        result.append(prefix)
        keys.append(key)
      }
    }
    return result
  }

  /// A beginning with a hash from which any one position can be taken out.
  private struct Hashed {
    private(set) var prefix: StartPrefix
    private var hash: UInt64

    init(_ prefix: StartPrefix) {
      self.prefix = prefix
      hash = UInt64(prefix.boundary.rawValue) << 8 | UInt64(prefix.sets.count)
      for position in prefix.sets.indices { hash ^= Self.hash(of: prefix.sets[position], position) }
    }

    func hash(without position: Int) -> UInt64 {
      hash ^ Self.hash(of: prefix.sets[position], position)
    }

    /// Whether two differ at most at one position.
    func isSame(as other: Hashed, but position: Int) -> Bool {
      guard prefix.boundary == other.prefix.boundary,
        prefix.sets.count == other.prefix.sets.count
      else { return false }
      for index in 0..<prefix.sets.count where index != position {
        guard prefix.sets[index] == other.prefix.sets[index] else { return false }
      }
      return true
    }

    mutating func add(_ set: ByteSet, at position: Int) {
      let joined = prefix.sets[position].union(set)
      hash = hash(without: position) ^ Self.hash(of: joined, position)
      prefix.sets[position] = joined
    }

    private static func hash(of set: ByteSet, _ position: Int) -> UInt64 {
      (set.fastHash &+ UInt64(position)) &* 0xD6E8_FEB8_6659_FD93
    }
  }

  /// A beginning that is being worked out.
  private struct Path: Hashable {
    var sets: [ByteSet] = []
    var boundary = StartPrefix.Boundary.none
    /// Whether what follows is known to stand right behind.
    var isOpen = true

    init() {}

    /// Adds the paths with one scalar more: an ASCII byte, or a byte past ASCII, behind which nothing is known.
    func extend(by set: ByteSet, high: Bool, into paths: inout [Path]) {
      if !set.isEmpty { append(set, into: &paths) }
      if high {
        let first = paths.count
        append(.high, into: &paths)
        for index in first..<paths.count { paths[index].isOpen = false }
      }
    }

    private func append(_ set: ByteSet, into paths: inout [Path]) {
      guard sets.isEmpty, boundary != .none else {
        paths.append(with(set, boundary))
        return
      }
      // The condition says what stands before only if the first byte is of its kind.
      let kind = boundary == .word ? ByteSet.word : .digits
      let inside = set.intersection(kind)
      let outside = set.subtracting(kind)
      if !inside.isEmpty { paths.append(with(inside, boundary)) }
      if !outside.isEmpty { paths.append(with(outside, .none)) }
    }

    private func with(_ set: ByteSet, _ boundary: StartPrefix.Boundary) -> Path {
      var path = self
      path.boundary = boundary
      path.sets.append(set)
      path.isOpen = path.sets.count < StartPrefix.longest
      return path
    }
  }

  private static func extend(_ paths: [Path], by node: PatternNode) -> [Path] {
    guard haveOpen(paths) else { return paths }
    switch node {
    case .scalar(let set, let high):
      var result: [Path] = []
      result.reserveCapacity(paths.count)
      for path in paths {
        if path.isOpen {
          path.extend(by: set, high: high, into: &result)
        } else {
          result.append(path)
        }
      }
      return limited(result)
    case .sequence(let nodes):
      var result = paths
      for node in nodes {
        guard haveOpen(result) else { break }
        result = extend(result, by: node)
      }
      return result
    case .choice(let nodes):
      var result = paths.filter { !$0.isOpen }
      let open = paths.filter { $0.isOpen }
      for node in nodes { result += extend(open, by: node) }
      return limited(result)
    case .repetition(let inner, let least, let most):
      return repeated(paths, inner, least, most)
    case .condition(.wordBoundary): return bounded(paths, by: .word)
    case .condition(.notAfter(let set)):
      if ByteSet.word.lowercased.isSubset(of: set) { return bounded(paths, by: .word) }
      return ByteSet.digits.isSubset(of: set) ? bounded(paths, by: .digit) : paths
    case .condition: return paths
    case .unknown: return closed(paths)
    }
  }

  private static func haveOpen(_ paths: [Path]) -> Bool {
    for path in paths where path.isOpen { return true }
    return false
  }

  private static func repeated(
    _ paths: [Path], _ inner: PatternNode, _ least: Int, _ most: Int
  ) -> [Path] {
    var result: [Path] = []
    var current = paths
    var round = 0
    while true {
      if round >= least {
        result += current
        current = current.filter { $0.isOpen }
      }
      guard round < most, haveOpen(current) else { break }
      let next = extend(current, by: inner)
      // What takes no bytes changes nothing however often it is repeated.
      if next == current { break }
      current = next
      round += 1
    }
    if round < least { result += current }
    return limited(result)
  }

  private static func bounded(_ paths: [Path], by boundary: StartPrefix.Boundary) -> [Path] {
    paths.map { path in
      guard path.isOpen, path.sets.isEmpty else { return path }
      var path = path
      if path.boundary == .none || boundary == .word { path.boundary = boundary }
      return path
    }
  }

  private static func closed(_ paths: [Path]) -> [Path] {
    paths.map { path in
      var path = path
      path.isOpen = false
      return path
    }
  }

  /// The same paths once each; when they are too many, nothing more is told of any.
  private static func limited(_ paths: [Path]) -> [Path] {
    // Few that are alike do no harm: they are joined at the end.
    guard paths.count > mostPrefixes / 4 else { return paths }
    var seen: Set<Path> = []
    let distinct = paths.filter { seen.insert($0).inserted }
    return distinct.count > mostPrefixes ? closed(distinct) : distinct
  }
}

/// How often bytes stand in folded text.
enum ByteFrequency {
  /// Of 10,000 words the number that begin with each letter, by and large, in English mail.
  private static let first: [Double] = [
    1130, 460, 400, 280, 240, 400, 200, 480, 640, 70, 70, 260, 420, 240, 620, 400, 20, 260, 720,
    1550, 120, 80, 620, 10, 130, 10,
  ]

  /// The share of words that seem to begin so.
  static func share(of prefix: StartPrefix) -> Double {
    var share = 1.0
    for (index, set) in prefix.sets.enumerated() {
      share *= index == 0 ? firstShare(of: set) : laterShare(of: set)
    }
    return share
  }

  /// The share of bytes at which a text seems to go on so, inside of words and outside.
  static func share(anywhere prefix: StartPrefix) -> Double {
    prefix.sets.reduce(1) { $0 * laterShare(of: $1) }
  }

  private static func firstShare(of set: ByteSet) -> Double {
    var sum = 0.0
    for (index, count) in first.enumerated() where set.contains(UInt8(ascii: "a") + UInt8(index)) {
      sum += count / 10_000
    }
    // One word in twenty is a number.
    sum += Double(set.intersection(.digits).count) * 0.005
    sum += Double(set.subtracting(.word).count) * 0.005
    return min(sum, 1)
  }

  private static func laterShare(of set: ByteSet) -> Double {
    let letters = set.intersection(.word).subtracting(.digits).lowercased.count
    let digits = set.intersection(.digits).count
    let space = set.contains(UInt8(ascii: " ")) ? 0.18 : 0
    let rest = set.subtracting(.word).subtracting(.high).count
    return min(Double(letters) * 0.03 + Double(digits) * 0.003 + space + Double(rest) * 0.001, 1)
  }
}
