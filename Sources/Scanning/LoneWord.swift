// Performance: where a writer does without capitals every word may be a name, and hardly one is: what no list
// has and nobody told of is passed over after one look into a table, before anything around it is looked at.
import Native

/// One word that stands alone, and what it says for itself.
struct LoneWord {
  /// Which word of the passage it is.
  let place: Int
  /// Its bytes in the folded text without the ending that makes it somebody's: `maya` of `maya's`.
  let range: Range<Int>
  /// The hash of these bytes.
  let hash: UInt64
  /// Whether it has such an ending.
  let isPossessive: Bool
  /// Whether it begins with a capital as names do, or is all capitals.
  let isCapital: Bool
  /// What it tells of names around it.
  let kinds: NameWords.Kinds
  /// What it is as a name.
  let listed: ListedName
  /// Its script, if names are known in it.
  let script: ForeignNames.Script?

  /// How many bytes it has.
  var length: Int { range.count }
  /// Whether it is a word of school mail and no name.
  var isNoName: Bool { !kinds.isDisjoint(with: [.noName, .title]) }

  /// Reads the word at `place`; nil when it is nobody's name whatever stands around it.
  ///
  /// - Parameters:
  ///   - folded: the passage's folded text, which the words are counted in.
  ///   - asksRoster: whether any word with a capital may be a name in the roster.
  ///   - isCasual: whether names may be written in small letters.
  @inline(__always)
  init?(
    at place: Int, _ tokens: Span<Token>, _ text: borrowing CasedText, _ folded: Span<UInt8>,
    _ names: borrowing NameTable, _ known: borrowing KnownNames, asksRoster: Bool, isCasual: Bool
  ) {
    let stem = Self.stem(of: tokens[place], in: folded)
    let entry = names.entry(of: stem.hash)
    let isTold = known.mayHave(stem.hash)
    let isCapital = text.isCapital(at: place)
    // Most words end here.
    if !isCapital, !isTold, entry.isEmpty, text.isPlain { return nil }
    let start = Int(tokens[place].start)
    self.place = place
    self.isCapital = isCapital
    range = start..<start + stem.length
    hash = stem.hash
    isPossessive = stem.length < tokens[place].range.count
    kinds = entry.kinds
    let word = folded.extracting(range)
    script = text.isPlain ? nil : ForeignNames.script(of: word)
    listed =
      word.count < 3 ? .none : text.isPlain ? entry.name : names.name(word, hash: stem.hash)
    // Alone in a line, as below a letter, any word with a capital may be a name.
    let isAtEdge = place == 0 || place + 1 == tokens.count
    let isAsked = isTold || (isCapital && (asksRoster || isAtEdge))
    guard mayBeName(isAsked: isAsked, isCasual: isCasual) else { return nil }
  }

  /// Whether what stands around the word could make a name of it.
  ///
  /// - Parameter isAsked: whether it could whatever the lists say.
  private func mayBeName(isAsked: Bool, isCasual: Bool) -> Bool {
    if range.count == 1 { return isCapital }
    if script != nil { return true }
    if kinds.contains(.smallTitle) { return !isCapital }
    if isNoName { return false }
    if isCapital { return isAsked || listed != .none }
    return isCasual && (isAsked || listed.first != nil)
  }

  /// What is left of a word without the ending that makes it somebody's, `maya` of `maya's`: its length and its hash.
  @inline(__always)
  static func stem(of token: Token, in folded: Span<UInt8>) -> (length: Int, hash: UInt64) {
    let end = Int(token.end)
    let count = end - Int(token.start)
    guard count > 3, folded[end - 1] == UInt8(ascii: "s"), folded[end - 2] == UInt8(ascii: "'")
    else { return (count, token.hash) }
    return (count - 2, WordHash.hash(folded.extracting(Int(token.start)..<end - 2)))
  }
}
