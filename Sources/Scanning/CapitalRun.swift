import Native
import Text

/// Capitalized words that follow one another, and whether they look like somebody's name.
struct CapitalRun {
  /// What the words look like.
  enum Kind { case none, titled, name }

  /// What the words look like.
  private(set) var kind = Kind.none
  /// The word after the last.
  private(set) var end: Int

  /// Reads the run that begins at `start`, a word before `limit`; the next word is capitalized.
  init(
    from start: Int, _ limit: Int, _ tokens: [Token], _ text: CasedText,
    _ passages: borrowing Passages, _ index: Int
  ) {
    end = start + 1
    guard end < limit, passages.isNext(tokens[end], to: tokens[start], inPassage: index) else {
      return
    }
    if NameWords.titles.contains(tokens[start].hash) {
      guard text.shape(at: end) == .capitalized else { return }
      kind = .titled
      end += 1
      if end < limit, passages.isNext(tokens[end], to: tokens[end - 1], inPassage: index),
        Self.isName(end, tokens, text)
      {
        end += 1
      }
      return
    }
    guard text.shape(at: start) == .capitalized, tokens[start].range.count > 1 else { return }
    // `Dear Maya Torres`: the name begins after the word that is none.
    guard Self.isName(start, tokens, text) else { return }
    var names = 1
    var isSpoilt = false
    while end < limit, passages.isNext(tokens[end], to: tokens[end - 1], inPassage: index) {
      if tokens[end].range.count == 1 {
        guard text.isCapital(at: end) else { break }
      } else {
        guard text.shape(at: end) == .capitalized else { break }
        if !Self.isName(end, tokens, text) { isSpoilt = true }
        names += 1
      }
      end += 1
    }
    // Three words and more are rather a heading, or the name of something else.
    if names == 2, !isSpoilt { kind = .name }
  }

  private static func isName(_ token: Int, _ tokens: [Token], _ text: CasedText) -> Bool {
    text.shape(at: token) == .capitalized && !NameWords.notNames.contains(tokens[token].hash)
  }
}
