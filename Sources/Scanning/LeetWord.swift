import Native

/// A word with digits in place of letters: `p4ssw0rd`.
struct LeetWord {
  /// Its folded bytes.
  let range: Range<Int>

  private static let lengths = 4...16

  /// The word around a digit that has letters on both sides; nil when it is a code, a part number or an
  /// address.
  init?(around place: Int, in folded: Span<UInt8>) {
    var low = place
    while low > 0, Self.isWord(folded[low - 1]), place - low <= 16 { low -= 1 }
    var high = place + 1
    while high < folded.count, Self.isWord(folded[high]), high - low <= 17 { high += 1 }
    range = low..<high
    guard Self.lengths.contains(range.count), stands(in: folded) else { return nil }
    var letters = 0
    var vowels = 0
    var isHexadecimal = true
    for index in range {
      let byte = folded[index]
      if Disguises.isLetter(byte) {
        letters += 1
        if byte > UInt8(ascii: "f") { isHexadecimal = false }
      } else {
        guard Self.letter(for: byte, after: 0) != nil else { return nil }
      }
      if Self.isVowel(letter(at: index, in: folded)) { vowels += 1 }
    }
    let digits = range.count - letters
    guard letters >= 2, digits * 2 <= letters || (digits == letters && digits == 2),
      !isHexadecimal, vowels > 0, Disguises.isLetter(folded[low])
    else { return nil }
  }

  /// A short word of letters and at least one digit that stands for a letter.
  init?(short range: Range<Int>, in folded: Span<UInt8>) {
    self.range = range
    guard (2...4).contains(range.count), stands(in: folded),
      Disguises.isLetter(folded[range.lowerBound])
    else { return nil }
    var digits = 0
    for index in range where !Disguises.isLetter(folded[index]) {
      guard Self.letter(for: folded[index], after: 0) != nil else { return nil }
      digits += 1
    }
    guard digits == 1 else { return nil }
  }

  /// Whether white space or a sentence's sign stands on both sides.
  private func stands(in folded: Span<UInt8>) -> Bool {
    let before = range.lowerBound > 0 ? folded[range.lowerBound - 1] : 0x20
    guard Self.isEdge(before) || before == UInt8(ascii: "(") else { return false }
    guard range.upperBound < folded.count else { return true }
    let after = folded[range.upperBound]
    if Self.isEdge(after) { return true }
    switch after {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "?"),
      UInt8(ascii: ")"), UInt8(ascii: ";"), UInt8(ascii: ":"):
      return range.upperBound + 1 == folded.count || Self.isEdge(folded[range.upperBound + 1])
    default: return false
    }
  }

  private static func isEdge(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == UInt8(ascii: "\"")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    Disguises.isLetter(byte) || byte &- 0x30 < 10
  }

  private static func isVowel(_ byte: UInt8) -> Bool {
    [0x61, 0x65, 0x69, 0x6F, 0x75].contains(byte)
  }

  /// The letter at a place, a digit read as the letter that it stands for.
  func letter(at index: Int, in folded: Span<UInt8>) -> UInt8 {
    let before = index > range.lowerBound ? folded[index - 1] : 0
    return Self.letter(for: folded[index], after: before) ?? folded[index]
  }

  /// The letter that a digit stands for; 1 is an l behind a vowel and an i elsewhere.
  private static func letter(for digit: UInt8, after before: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"):
      isVowel(before) || [0x31, 0x33, 0x34, 0x30].contains(before)
        ? UInt8(ascii: "l") : UInt8(ascii: "i")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"): UInt8(ascii: "a")
    case UInt8(ascii: "5"): UInt8(ascii: "s")
    case UInt8(ascii: "7"): UInt8(ascii: "t")
    default: nil
    }
  }
}
