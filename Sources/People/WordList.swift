// Performance: a list is searched where it is written: a process that checks one message asks for a handful of
// domains, and making a table of all that it is compared with took longer than the questions.
import Native

/// Words with a space between them, found by their bytes.
struct WordList: Sendable {
  private let text: String

  /// A list of words without other white space.
  init(_ text: String) { self.text = text }

  /// Whether bytes are one of the words.
  func contains(_ word: Span<UInt8>) -> Bool {
    guard word.count > 0, word.firstOffset(of: Self.space) == nil else { return false }
    let words = text.utf8.span
    var start = 0
    while let place = words.firstOffset(of: word, from: start) {
      let end = place + word.count
      let isBegin = place == 0 || words[place - 1] == Self.space
      let isEnd = end == words.count || words[end] == Self.space
      if isBegin, isEnd { return true }
      start = place + 1
    }
    return false
  }

  private static let space = UInt8(ascii: " ")
}
