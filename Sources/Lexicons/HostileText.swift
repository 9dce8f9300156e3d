import Native

/// Texts that make a pattern take as many steps as its repetitions allow.
///
/// Before each repetition stands what leads to it, then what it repeats, a thousand times, then something
/// that the pattern does not want: it must go back and try every other way of sharing the text out. At the
/// end stands what the pattern goes on with, since PCRE2 looks for its last letters before it begins.
struct HostileText {
  /// The texts.
  private(set) var texts: [[UInt8]] = []

  /// How long a text is: as far as a scan follows a match.
  private static let length = 1_024
  /// The most texts for one pattern.
  private static let most = 48

  private var popular: [UInt8] = []

  /// The texts for a pattern; none when its syntax is not understood.
  init(for source: String) {
    guard let node = PatternSyntax.parse(source) else { return }
    var counts = [Int](repeating: 0, count: 128)
    Self.count(node, into: &counts)
    popular = counts.indices.filter { counts[$0] > 0 && $0 > 0x20 }
      .sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(2).map { UInt8($0) }
    if counts[0x20] > 0 { popular.append(0x20) }
    var seen: Set<[UInt8]> = []
    visit(node, after: [], before: [], &seen)
  }

  /// How many repetitions can take each byte.
  private static func count(_ node: PatternNode, into counts: inout [Int]) {
    switch node {
    case .sequence(let nodes), .choice(let nodes): for node in nodes { count(node, into: &counts) }
    case .repetition(let inner, _, let most):
      if most > 8 {
        for byte in 0..<128 where inner.alphabet.contains(UInt8(byte)) { counts[byte] += 1 }
      }
      count(inner, into: &counts)
    default: break
    }
  }

  /// Makes texts for every repetition of a node that stands between some texts.
  private mutating func visit(
    _ node: PatternNode, after prefix: [UInt8], before rest: [UInt8], _ seen: inout Set<[UInt8]>
  ) {
    switch node {
    case .sequence(let nodes):
      var prefix = prefix
      for (index, node) in nodes.enumerated() {
        var following: [UInt8] = []
        for later in nodes[(index + 1)...] { following += Self.sample(of: later) }
        visit(node, after: prefix, before: following + rest, &seen)
        prefix += Self.sample(of: node)
      }
    case .choice(let nodes):
      for node in nodes { visit(node, after: prefix, before: rest, &seen) }
    case .repetition(let inner, _, let most):
      if most > 8 {
        add(Self.sample(of: inner), after: prefix, before: rest, &seen)
        for byte in popular where inner.alphabet.contains(byte) {
          add([byte], after: prefix, before: rest, &seen)
        }
      }
      visit(inner, after: prefix, before: rest, &seen)
    default: break
    }
  }

  private mutating func add(
    _ repeated: [UInt8], after prefix: [UInt8], before rest: [UInt8],
    _ seen: inout Set<[UInt8]>
  ) {
    guard !repeated.isEmpty, prefix.count < Self.length / 2 else { return }
    let last: [UInt8] = [1] + Array(rest.prefix(Self.length / 4))
    let endings: [[UInt8]] = [[], [UInt8(ascii: "!")], last]
    for ending in endings where texts.count < Self.most {
      var text = prefix
      while text.count + repeated.count < Self.length { text += repeated }
      text += ending
      if seen.insert(text).inserted { texts.append(text) }
    }
  }

  /// A text that a node matches.
  private static func sample(of node: PatternNode, depth: Int = 0) -> [UInt8] {
    guard depth < 40 else { return [] }
    switch node {
    case .scalar(let set, let high):
      for byte in Array("a1 -x.@:/,".utf8) where set.contains(byte) { return [byte] }
      for byte in UInt8(0x21)...0x7E where set.contains(byte) { return [byte] }
      return set.contains(0x0A) ? [0x0A] : high ? Array("é".utf8) : []
    case .sequence(let nodes): return nodes.flatMap { sample(of: $0, depth: depth + 1) }
    case .choice(let nodes): return nodes.first.map { sample(of: $0, depth: depth + 1) } ?? []
    case .repetition(let inner, let least, _):
      let once = sample(of: inner, depth: depth + 1)
      return (0..<min(max(least, 1), 64)).flatMap { _ in once }
    case .condition, .unknown: return []
    }
  }
}

extension Linter {
  /// Steps that no pattern should need for a thousand bytes; a scan gives up at twice as many.
  private static let mostSteps: UInt32 = 50_000

  /// In how many places of a text a pattern is tried.
  private static let firstPlaces = 8

  /// Patterns that hostile text makes so slow that a scan may give up, and then cannot tell.
  mutating func checkPatterns() {
    guard rules.contains(where: { $0.terms.contains(where: \.isPattern) }) else { return }
    var scratch = MatchScratch(steps: Self.mostSteps)
    var answers: [String: [UInt8]] = [:]
    for rule in rules {
      for term in rule.terms {
        guard case .pattern(let source) = term.body else { continue }
        let text: [UInt8]
        if let known = answers[source] {
          text = known
        } else {
          text = Self.slowest(of: source, patterns[source], &scratch)
          answers[source] = text
        }
        guard !text.isEmpty else { continue }
        let shown = String(decoding: text.prefix(24), as: UTF8.self)
          .replacing("\n", with: " ")
        warn(
          "too-many-steps",
          "more than \(Self.mostSteps) steps on hostile text of 1 KB: '\(shown)…'", about: term,
          hint:
            "two repetitions share what they can take: end one with a sign, bound it as {1,20}, or write ++ for +"
        )
      }
    }
  }

  /// A text on which a pattern takes too many steps; empty when there is none.
  private static func slowest(
    of source: String, _ known: Pattern?, _ scratch: inout MatchScratch
  ) -> [UInt8] {
    guard let pattern = known ?? (try? Pattern(source)) else { return [] }
    for bytes in HostileText(for: source).texts {
      guard let text = bytes.span.utf8Text else { continue }
      // The text is made so that a match could begin at its first letters.
      if scratch.match(pattern, in: text, from: 0, to: firstPlaces) == .gaveUp { return bytes }
    }
    return []
  }
}
