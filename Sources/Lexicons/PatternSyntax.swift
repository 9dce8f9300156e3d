import Native

/// What is understood of a pattern: enough to tell how its matches begin.
indirect enum PatternNode: Sendable {
  /// One scalar: an ASCII byte of the set, or any scalar past ASCII if `high`; or one byte of a scalar past ASCII.
  case scalar(ByteSet, high: Bool)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, least: Int, most: Int)
  /// Takes no bytes.
  case condition(Condition)
  /// May match anything, even nothing: back references, calls of groups.
  case unknown

  /// What must hold where it stands; sets are of the scalars in ASCII that are known to be told.
  enum Condition: Sendable {
    case wordBoundary
    /// `(?<!…)` of one scalar.
    case notAfter(ByteSet)
    /// `(?<!…)` of two scalars.
    case notAfterTwo(ByteSet, ByteSet)
    /// `(?!…)` of one scalar.
    case notBefore(ByteSet)
    /// Other lookarounds, `^`: nothing is known of it.
    case other
  }

  static func bytes(_ set: ByteSet) -> PatternNode { .scalar(set.lowercased, high: false) }

  /// The bytes that a match can hold.
  var alphabet: ByteSet {
    switch self {
    case .scalar(let set, let high): high ? set.union(.high) : set
    case .sequence(let nodes), .choice(let nodes):
      nodes.reduce(ByteSet()) { $0.union($1.alphabet) }
    case .repetition(let node, _, let most): most > 0 ? node.alphabet : ByteSet()
    case .unknown: .all
    case .condition: ByteSet()
    }
  }

  /// The bytes that every match holds.
  var required: ByteSet {
    switch self {
    case .scalar(let set, let high): !high && set.count == 1 ? set : ByteSet()
    case .sequence(let nodes): nodes.reduce(ByteSet()) { $0.union($1.required) }
    case .choice(let nodes):
      nodes.dropFirst().reduce(nodes[0].required) { $0.intersection($1.required) }
    case .repetition(let node, let least, _): least > 0 ? node.required : ByteSet()
    case .condition, .unknown: ByteSet()
    }
  }
}

/// Reads the syntax of PCRE2 as far as shipped and usual patterns need it.
///
/// Folded text has no capitals, so that letters stand for their small ones. What is not understood becomes
/// `unknown`, or the whole pattern nil: then the pattern needs a cue. It must already compile.
struct PatternSyntax {
  private let source: [UInt8]
  private var offset = 0
  private var depth = 0

  /// How deep groups may nest.
  private static let deepest = 100

  /// The pattern's parts; nil when it uses something that is not understood.
  static func parse(_ source: String) -> PatternNode? {
    var syntax = PatternSyntax(source: Array(source.utf8))
    let node = syntax.choice()
    return syntax.offset == syntax.source.count ? node : nil
  }

  private init(source: [UInt8]) { self.source = source }

  private var next: UInt8? { offset < source.count ? source[offset] : nil }

  private mutating func take(_ text: String) -> Bool {
    var end = offset
    for byte in text.utf8 {
      guard end < source.count, source[end] == byte else { return false }
      end += 1
    }
    offset = end
    return true
  }

  private mutating func choice() -> PatternNode? {
    guard depth < PatternSyntax.deepest else { return nil }
    depth += 1
    defer { depth -= 1 }
    var branches: [PatternNode] = []
    repeat {
      guard let branch = sequence() else { return nil }
      branches.append(branch)
    } while take("|")
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() -> PatternNode? {
    var items: [PatternNode] = []
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      guard let atom = atom() else { return nil }
      items.append(repeated(atom))
    }
    return items.count == 1 ? items[0] : .sequence(items)
  }

  // MARK: Repetition

  private mutating func repeated(_ atom: PatternNode) -> PatternNode {
    var node = atom
    while let (least, most) = quantifier() {
      // Lazy and possessive ones begin alike.
      if !take("?") { _ = take("+") }
      node = .repetition(node, least: least, most: most)
    }
    return node
  }

  private mutating func quantifier() -> (least: Int, most: Int)? {
    if take("*") { return (0, .max) }
    if take("+") { return (1, .max) }
    if take("?") { return (0, 1) }
    guard next == UInt8(ascii: "{") else { return nil }
    let start = offset
    offset += 1
    if let least = number() {
      if take("}") { return (least, least) }
      if take(",") {
        if take("}") { return (least, .max) }
        if let most = number(), take("}") { return (least, max(least, most)) }
      }
    }
    // Not a count: the brace stands for itself.
    offset = start
    return nil
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let byte = next, byte &- UInt8(ascii: "0") < 10, value ?? 0 < 100_000 {
      value = (value ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
      offset += 1
    }
    return value
  }

  // MARK: Atoms

  private mutating func atom() -> PatternNode? {
    guard let byte = next else { return nil }
    switch byte {
    case UInt8(ascii: "("): return group()
    case UInt8(ascii: "["): return PatternClass.parse(source, &offset)
    case UInt8(ascii: "\\"): return PatternEscape.parse(source, &offset)
    case UInt8(ascii: "."):
      offset += 1
      return .scalar(.ascii, high: true)
    case UInt8(ascii: "^"), UInt8(ascii: "$"):
      offset += 1
      return .condition(.other)
    case UInt8(ascii: "{")
    where offset + 1 < source.count && !ByteSet.digits.contains(source[offset + 1]):
      // `{,3}` is a count or not, depending on PCRE2's version.
      return nil
    case 0x80...: return scalarPastASCII()
    default:
      offset += 1
      var set = ByteSet()
      set.insert(byte)
      return .bytes(set)
    }
  }

  /// A scalar past ASCII as its bytes; as any, where folded text has another in its place.
  private mutating func scalarPastASCII() -> PatternNode {
    let start = offset
    repeat { offset += 1 } while offset < source.count && source[offset] & 0xC0 == 0x80
    let bytes = source[start..<offset]
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    guard scalars.count == 1, scalars.allSatisfy({ !$0.properties.changesWhenNFKCCaseFolded })
    else { return .scalar(ByteSet(), high: true) }
    return .sequence(bytes.map { .scalar(ByteSet($0...$0), high: false) })
  }

  private mutating func group() -> PatternNode? {
    guard take("(") else { return nil }
    if take("*") { return nil }
    guard take("?") else { return closed(choice()) }
    if take("#") {
      while let byte = next, byte != UInt8(ascii: ")") { offset += 1 }
      return closed(.condition(.other))
    }
    if take("<!") { return closed(choice().map { .condition(PatternSyntax.notAfter($0)) }) }
    if take("!") { return closed(choice().map { .condition(PatternSyntax.notBefore($0)) }) }
    if take("=") || take("<=") { return closed(choice().map { _ in .condition(.other) }) }
    if take(":") || take(">") || take("|") { return closed(choice()) }
    if take("<") || take("P<") { return named(by: UInt8(ascii: ">")) }
    if take("'") { return named(by: UInt8(ascii: "'")) }
    return options()
  }

  private static func notAfter(_ node: PatternNode) -> PatternNode.Condition {
    if let set = only(node) { return .notAfter(set) }
    if case .sequence(let nodes) = node, nodes.count == 2, let first = only(nodes[0]),
      let second = only(nodes[1])
    {
      return .notAfterTwo(first, second)
    }
    return .other
  }

  private static func notBefore(_ node: PatternNode) -> PatternNode.Condition {
    only(node).map { .notBefore($0) } ?? .other
  }

  /// The ASCII that a part of one scalar takes; nil when it takes more scalars, or is known to take some of these only.
  private static func only(_ node: PatternNode) -> ByteSet? {
    // `.` and most of `\p{…}` are taken for all of ASCII.
    guard case .scalar(let set, _) = node, set != .ascii else { return nil }
    return set
  }

  private mutating func named(by end: UInt8) -> PatternNode? {
    while let byte = next, byte != end { offset += 1 }
    offset += 1
    return closed(choice())
  }

  /// `(?i)`, `(?s:…)`; with `x` white space would mean nothing, and the others here are calls.
  private mutating func options() -> PatternNode? {
    let known = ByteSet("imsnJU-^")
    while let byte = next, known.contains(byte) { offset += 1 }
    if take(")") { return .condition(.other) }
    return take(":") ? closed(choice()) : nil
  }

  private mutating func closed(_ node: PatternNode?) -> PatternNode? {
    guard let node, take(")") else { return nil }
    return node
  }
}
