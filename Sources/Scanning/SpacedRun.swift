import Native

/// A run of single letters and digits with the same sign between them.
struct SpacedRun {
  /// The words of the run.
  private(set) var words: Range<Int>
  /// The sign between letters of one word.
  private var inner: UInt8 = UInt8(ascii: " ")

  /// The longest stretch between two letters, in bytes: a hyphen between spaces.
  private static let longestGap = 3

  /// The run around a single letter or digit.
  init(around place: Int, _ tokens: Span<Token>, _ folded: Span<UInt8>) {
    var low = place
    while low > 0, Self.joins(low - 1, low, tokens, folded) { low -= 1 }
    var high = place + 1
    while high < tokens.count, Self.joins(high, high - 1, tokens, folded) { high += 1 }
    words = low..<high
    guard words.count >= 3 else { return }
    trim(tokens, folded)
    guard words.count >= 3 else { return }
    inner = mostCommon(tokens, folded)
    // A number may be set apart only at its end: `413-555-0 1 7 7`.
    while words.lowerBound > 0, words.count >= 3,
      Self.continues(words.lowerBound - 1, tokens, folded)
    {
      words = words.lowerBound - 1..<words.upperBound
    }
  }

  /// Takes letters off the ends of a number: the word of the next sentence can be one (`5 5 0 3. O`).
  private mutating func trim(_ tokens: Span<Token>, _ folded: Span<UInt8>) {
    var low = words.lowerBound
    var high = words.upperBound
    while low < high, folded[Int(tokens[low].start)] &- 0x30 >= 10 { low += 1 }
    while low < high, folded[Int(tokens[high - 1].start)] &- 0x30 >= 10 { high -= 1 }
    if (low..<high).count * 2 > words.count { words = low..<high }
  }

  /// The folded bytes of the run.
  func range(_ tokens: Span<Token>) -> Range<Int> {
    Int(tokens[words.lowerBound].start)..<Int(tokens[words.upperBound - 1].end)
  }

  /// Whether a gap is the one between letters of a word.
  func isInner(_ gap: Range<Int>, _ folded: Span<UInt8>) -> Bool {
    gap.count == 1 && folded[gap.lowerBound] == inner
  }

  /// Whether the word at `place`, a single letter or digit, belongs to the run of its neighbour.
  private static func joins(
    _ place: Int, _ neighbour: Int, _ tokens: Span<Token>, _ folded: Span<UInt8>
  ) -> Bool {
    let token = tokens[place]
    guard token.end &- token.start == 1, isSingle(folded[Int(token.start)]) else { return false }
    let first = min(place, neighbour)
    let gap = Int(tokens[first].end)..<Int(tokens[first + 1].start)
    guard !gap.isEmpty, gap.count <= longestGap else { return false }
    // White space on both sides of a sign or on none: not the comma of a list.
    if gap.count == 2 { return false }
    return gap.allSatisfy { index in
      switch folded[index] {
      case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "^"):
        true
      default: false
      }
    }
  }

  /// Whether the digits before the run belong to its number.
  private static func continues(
    _ place: Int, _ tokens: Span<Token>, _ folded: Span<UInt8>
  ) -> Bool {
    let token = tokens[place]
    let end = Int(token.end)
    guard token.end &- token.start <= 4, Int(tokens[place + 1].start) - end == 1,
      folded[end] == UInt8(ascii: "-") || folded[end] == UInt8(ascii: "."),
      folded[Int(tokens[place + 1].start)] &- 0x30 < 10
    else { return false }
    return token.range.allSatisfy { folded[$0] &- 0x30 < 10 }
  }

  private static func isSingle(_ byte: UInt8) -> Bool {
    Disguises.isLetter(byte) || byte &- 0x30 < 10
  }

  private func mostCommon(_ tokens: Span<Token>, _ folded: Span<UInt8>) -> UInt8 {
    var counts = InlineArray<128, UInt16>(repeating: 0)
    var best = UInt8(ascii: " ")
    for place in words.dropFirst() {
      let gap = Int(tokens[place - 1].end)..<Int(tokens[place].start)
      guard gap.count == 1, folded[gap.lowerBound] < 128 else { continue }
      let sign = folded[gap.lowerBound]
      counts[Int(sign)] &+= 1
      if counts[Int(sign)] > counts[Int(best)] { best = sign }
    }
    return best
  }

  // MARK: What is no disguise

  /// Whether the run is a number of six digits or more, and no scale from one to ten.
  func isNumber(_ tokens: Span<Token>, _ folded: Span<UInt8>) -> Bool {
    var digits = 0
    var others = 0
    var text: [UInt8] = []
    for place in words {
      for index in tokens[place].range {
        let digit = Self.digit(folded[index])
        guard digit &- 0x30 < 10 else { return false }
        if folded[index] == digit { digits += 1 } else { others += 1 }
        text.append(digit)
      }
    }
    return digits + others >= 6 && digits > others * 2 && !Self.isScale(text[...])
  }

  /// The digit that a letter is put for, or the byte itself.
  static func digit(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "o"): UInt8(ascii: "0")
    case UInt8(ascii: "l"), UInt8(ascii: "i"): UInt8(ascii: "1")
    default: byte
    }
  }

  /// Whether digits go up by one each, down by one, or are all the same; signs between them do not count.
  static func isScale(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.filter { $0 &- 0x30 < 10 }
    guard let first = digits.first, let second = digits.dropFirst().first else { return true }
    let step = second &- first
    guard step == 1 || step == 0 || step == 0xFF else { return false }
    // The tenth of a scale has two digits.
    let whole = digits.count > 10 ? digits.prefix(9) : digits[...]
    return zip(whole, whole.dropFirst()).allSatisfy { $1 &- $0 == step }
  }

  /// Whether the run spells words: enough letters, and no abbreviation with its stops.
  func isSpelled(_ tokens: Span<Token>, _ folded: Span<UInt8>) -> Bool {
    guard words.allSatisfy({ tokens[$0].end &- tokens[$0].start == 1 }) else { return false }
    var letters = 0
    var alphabet = 0
    for place in words {
      let byte = folded[Int(tokens[place].start)]
      if Disguises.isLetter(byte) { letters += 1 }
      if place > words.lowerBound, byte == folded[Int(tokens[place - 1].start)] &+ 1 {
        alphabet += 1
      }
    }
    // `a b c d`, `1 2 3 4`, and rows of the same sign.
    guard alphabet + 1 < words.count, letters * 2 > words.count else { return false }
    let end = Int(tokens[words.upperBound - 1].end)
    if inner == UInt8(ascii: "."), end < folded.count, folded[end] == inner, words.count < 6 {
      return false
    }
    return words.count >= (inner == UInt8(ascii: ".") ? 3 : 4)
  }
}
