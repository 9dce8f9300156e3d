import Native

/// Words that say a digit, or tens.
enum NumberWords {
  /// What a word says.
  enum Value {
    case digit(UInt8)
    /// The first digit of two, of which the next word may say the second.
    case tens(UInt8)
    case hyphen
    /// Nothing: `then`.
    case filler
  }

  /// A word, by its hash, and what it says.
  private struct Word {
    let hash: UInt64
    let value: Value
  }

  private static let words: [Word] = {
    var words: [Word] = []
    words.reserveCapacity(24)
    /// Adds the words of a list with a space behind each.
    func add(_ list: String, _ value: (UInt8) -> Value) {
      let bytes = Array(list.utf8)
      var number: UInt8 = 0
      var start = 0
      for end in bytes.indices where bytes[end] == UInt8(ascii: " ") {
        words.append(
          Word(hash: WordHash.hash(of: start..<end, in: bytes.span), value: value(number)))
        number += 1
        start = end + 1
      }
    }
    add("zero one two three four five six seven eight nine ") { .digit(0x30 + $0) }
    add("oh ") { .digit(0x30 + $0) }
    add("twenty thirty forty fifty sixty seventy eighty ninety ") { .tens(0x32 + $0) }
    add("dash hyphen ") { _ in .hyphen }
    add("then ") { _ in .filler }
    return words
  }()

  /// A bit for each word but fillers: nearly all other words are told from them by it.
  private static let bits: InlineArray<16, UInt64> = {
    var bits = InlineArray<16, UInt64>(repeating: 0)
    for word in words {
      if case .filler = word.value { continue }
      bits[Int(word.hash >> 6 & 15)] |= 1 << (word.hash & 63)
    }
    return bits
  }()

  /// Whether a word with this hash may say digits.
  @inline(__always)
  static func mayHold(_ hash: UInt64) -> Bool {
    bits[Int(hash >> 6 & 15)] >> (hash & 63) & 1 == 1
  }

  /// What a word says; nil for other words.
  static func value(_ hash: UInt64) -> Value? {
    words.first { $0.hash == hash }?.value
  }

  /// The number words and short numbers around a word; empty when it is none.
  static func run(around place: Int, _ tokens: Span<Token>, _ folded: Span<UInt8>) -> Range<Int> {
    guard isPart(place, tokens, folded) else { return place..<place }
    var low = place
    while low > 0, isPart(low - 1, tokens, folded), isClose(low - 1, tokens, folded) { low -= 1 }
    var high = place + 1
    while high < tokens.count, isPart(high, tokens, folded), isClose(high - 1, tokens, folded) {
      high += 1
    }
    return low..<high
  }

  private static func isPart(_ place: Int, _ tokens: Span<Token>, _ folded: Span<UInt8>) -> Bool {
    let token = tokens[place]
    if value(token.hash) != nil { return true }
    return token.range.count <= 4 && token.range.allSatisfy { folded[$0] &- 0x30 < 10 }
  }

  /// Whether only a space, a comma or a hyphen stands between a word and the next.
  private static func isClose(_ place: Int, _ tokens: Span<Token>, _ folded: Span<UInt8>) -> Bool {
    let gap = Int(tokens[place].end)..<Int(tokens[place + 1].start)
    return gap.count <= 3
      && gap.allSatisfy {
        folded[$0] == UInt8(ascii: " ") || folded[$0] == UInt8(ascii: ",")
          || folded[$0] == UInt8(ascii: "-")
      }
  }
}
