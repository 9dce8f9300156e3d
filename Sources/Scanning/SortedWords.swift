import Native

/// Thousands of words in the order of their bytes, found by halving.
///
/// They stay the literal that they were written as, between white space: nothing is read or built
/// before the first question, and a question looks at a few places only.
struct SortedWords: Sendable {
  private let text: String

  /// Creates a table of words in order; what follows a colon in a word is its value.
  init(_ text: String) { self.text = text }

  /// Whether a word is in the table.
  func contains(_ word: Span<UInt8>) -> Bool { value(of: word) != nil }

  /// Where a word's value stands in the text, empty when it has none; nil for words not in the table.
  func value(of word: Span<UInt8>) -> Range<Int>? {
    let bytes = text.utf8.span
    var low = 0
    var high = bytes.count
    while low < high {
      var start = (low + high) / 2
      while start > low, bytes[start - 1] > 0x20 { start -= 1 }
      var end = start
      while end < high, bytes[end] > 0x20 { end += 1 }
      var key = start
      while key < end, bytes[key] != Self.colon { key += 1 }
      if word.equals(bytes.extracting(start..<key)) { return min(key + 1, end)..<end }
      if Self.isLess(word, bytes.extracting(start..<key)) { high = start } else { low = end + 1 }
    }
    return nil
  }

  /// Calls `body` with each word.
  func forEach(_ body: (Span<UInt8>) -> Void) {
    let bytes = text.utf8.span
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] > 0x20, bytes[end] != Self.colon { end += 1 }
      if end > start { body(bytes.extracting(start..<end)) }
      while end < bytes.count, bytes[end] > 0x20 { end += 1 }
      start = end + 1
    }
  }

  /// Calls `body` with each part of a word's value, between commas.
  func forEachPart(of word: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
    guard let value = value(of: word) else { return }
    let bytes = text.utf8.span
    var start = value.lowerBound
    while start < value.upperBound {
      var end = start
      while end < value.upperBound, bytes[end] != UInt8(ascii: ",") { end += 1 }
      body(bytes.extracting(start..<end))
      start = end + 1
    }
  }

  private static let colon = UInt8(ascii: ":")

  private static func isLess(_ one: Span<UInt8>, _ two: Span<UInt8>) -> Bool {
    for index in 0..<min(one.count, two.count) where one[index] != two[index] {
      return one[index] < two[index]
    }
    return one.count < two.count
  }
}
