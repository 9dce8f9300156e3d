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

  /// The hashes of the words, each with what it says.
  private static let words: [(hash: UInt64, value: Value)] = {
    let words: KeyValuePairs = [
      "zero": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
      "seven": 7, "eight": 8, "nine": 9,
    ]
    let tens: KeyValuePairs = [
      "twenty": 2, "thirty": 3, "forty": 4, "fifty": 5, "sixty": 6, "seventy": 7, "eighty": 8,
      "ninety": 9,
    ]
    func hash(_ word: String) -> UInt64 { WordHash.hash(Array(word.utf8).span) }
    return words.map { (hash($0), Value.digit(UInt8(0x30 + $1))) }
      + tens.map { (hash($0), Value.tens(UInt8(0x30 + $1))) }
      + ["dash", "hyphen"].map { (hash($0), Value.hyphen) } + [(hash("then"), Value.filler)]
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
