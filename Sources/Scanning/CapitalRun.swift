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
    _ folded: Span<UInt8>
  ) {
    end = start + 1
    guard end < limit, Self.isNext(tokens[end], to: tokens[start], in: folded) else { return }
    let first = NameWords.kinds(of: tokens[start].hash)
    if first.contains(.title) {
      guard text.shape(at: end) == .capitalized else { return }
      kind = .titled
      end += 1
      if end < limit, Self.isNext(tokens[end], to: tokens[end - 1], in: folded),
        text.shape(at: end) == .capitalized, Self.isName(tokens[end])
      {
        end += 1
      }
      return
    }
    // `Dear Maya Torres`: the name begins after the word that is none.
    guard text.shape(at: start) == .capitalized, tokens[start].end - tokens[start].start > 1,
      !first.contains(.noName)
    else { return }
    var names = 1
    var isSpoilt = false
    while end < limit, Self.isNext(tokens[end], to: tokens[end - 1], in: folded) {
      if tokens[end].end - tokens[end].start == 1 {
        guard text.isCapital(at: end) else { break }
      } else {
        guard text.shape(at: end) == .capitalized else { break }
        if !isSpoilt { isSpoilt = !Self.isName(tokens[end]) }
        names += 1
      }
      end += 1
    }
    // Three words and more are rather a heading, or the name of something else.
    if names == 2, !isSpoilt { kind = .name }
  }

  private static func isName(_ token: Token) -> Bool {
    !NameWords.kinds(of: token.hash).contains(.noName)
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
