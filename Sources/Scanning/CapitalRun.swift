import Native

/// Capitalized words that follow one another, and whether they look like somebody's name.
struct CapitalRun {
  /// What the words look like.
  enum Kind { case none, titled, name }

  /// What the words look like.
  private(set) var kind = Kind.none
  /// The word after the last.
  private(set) var end: Int

  /// Reads the run that begins at `start`, a word before `limit`; the next word is capitalized.
  ///
  /// `folded` is the passage's folded text, which the words are counted in.
  init(
    from start: Int, _ limit: Int, _ tokens: Span<Token>, _ text: borrowing CasedText,
    _ folded: Span<UInt8>, _ names: borrowing NameTable
  ) {
    end = start + 1
    guard end < limit, Self.isNext(tokens[end], to: tokens[start], in: folded) else { return }
    let first = names.kinds(of: tokens[start].hash)
    if first.contains(.title) {
      guard text.isCapital(at: end), Self.isName(tokens[end], names) else { return }
      kind = .titled
      end += 1
      if end < limit, Self.isNext(tokens[end], to: tokens[end - 1], in: folded),
        text.shape(at: end) == .capitalized, Self.isName(tokens[end], names)
      {
        end += 1
      }
      return
    }
    // `Dear Maya Torres`: the name begins after the word that is none.
    guard text.shape(at: start) == .capitalized, tokens[start].end - tokens[start].start > 1,
      !first.contains(.noName)
    else { return }
    var count = 1
    var isSpoilt = false
    while end < limit, Self.isNext(tokens[end], to: tokens[end - 1], in: folded) {
      if tokens[end].end - tokens[end].start == 1 {
        guard text.isCapital(at: end) else { break }
      } else {
        guard text.shape(at: end) == .capitalized else { break }
        if !isSpoilt { isSpoilt = !Self.isName(tokens[end], names) }
        count += 1
      }
      end += 1
    }
    // Three words and more are rather a heading, or the name of something else.
    if count == 2, !isSpoilt, Self.isName(start..<end, tokens, folded, names) { kind = .name }
  }

  /// Whether two words are somebody's name: of two that are neither first nor last names, what stands
  /// behind must tell (`Zyan Qarth said`).
  private static func isName(
    _ words: Range<Int>, _ tokens: Span<Token>, _ folded: Span<UInt8>, _ names: borrowing NameTable
  ) -> Bool {
    let first = folded.extracting(tokens[words.lowerBound].range)
    if let script = ForeignNames.script(of: first) {
      // `Вчера Оксана`: the name is the second word alone.
      let second = folded.extracting(tokens[words.lowerBound + 1].range)
      return ForeignNames.contains(first, script) || !ForeignNames.contains(second, script)
    }
    let final = tokens[words.upperBound - 1]
    let kind = names.name(first, hash: tokens[words.lowerBound].hash).first
    if kind == .common || kind == .plain { return true }
    if names.kinds(of: final.hash).contains(.place) { return false }
    let stem = LoneWord.stem(of: final, in: folded)
    let last = folded.extracting(final.range).extracting(0..<stem.length)
    let listed = names.name(last, hash: stem.hash)
    if listed.isLast { return true }
    // `Ask Maya`: the name is the second word alone. Inside a sentence it is a last name.
    // No condition is joined: the optimizer of Swift 6.3 does not survive a span in `&&` here.
    if listed.first != nil {
      let start = words.lowerBound
      if start == 0 { return false }
      return tokens[start - 1].sentence == tokens[start].sentence
    }
    let next = words.upperBound
    if next >= tokens.count { return false }
    let follower = tokens[next]
    if follower.start != final.end + 1 { return false }
    return names.kinds(of: follower.hash).contains(.verb)
  }

  private static func isName(_ token: Token, _ names: borrowing NameTable) -> Bool {
    !names.kinds(of: token.hash).contains(.noName)
  }

  /// Whether a word follows another after a space or hyphen, or a dot and a space after an initial or
  /// a title.
  private static func isNext(
    _ token: Token, to previous: Token, in folded: Span<UInt8>
  ) -> Bool {
    let start = Int(previous.end)
    let end = Int(token.start)
    guard token.sentence == previous.sentence, start < end, end <= folded.count else {
      return false
    }
    switch end - start {
    case 1: return folded[start] == UInt8(ascii: " ") || folded[start] == UInt8(ascii: "-")
    case 2: return folded[start] == UInt8(ascii: ".") && folded[start + 1] == UInt8(ascii: " ")
    default: return false
    }
  }
}
