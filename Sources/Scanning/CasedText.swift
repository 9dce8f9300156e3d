import Native
import Text

/// The readable text behind a passage's folded words: how they are written.
struct CasedText: Sendable {
  private let foldMap: OffsetMap
  private let text: Range<Int>
  private let folded: Range<Int>
  /// Whether the text is folded without any change of place, as most is.
  private let isPlain: Bool

  init(_ passage: Passage) {
    foldMap = passage.foldMap
    text = passage.text
    folded = passage.folded
    isPlain =
      foldMap.runs.count == 1 && foldMap.runs[0].inputUnit == 1 && foldMap.runs[0].outputUnit == 1
      && foldMap.runs[0].input == 0
  }

  /// How a word is written; what begins with a capital and has small letters is capitalized.
  func shape(of token: Token, in passages: borrowing Passages) -> WordShape {
    let range = isPlain ? token.range : foldMap.source(of: token.range)
    let start = text.lowerBound + range.lowerBound
    let end = min(text.lowerBound + range.upperBound, text.upperBound)
    guard start < end else { return .other }
    let first = passages.text[start]
    if first < 0x80, !((0x41...0x5A) ~= first) { return .lower }
    let shape = WordShape(of: passages.text.span.extracting(start..<end))
    return shape == .mixed && first < 0x80 ? .capitalized : shape
  }

  /// Whether a word follows another after a space or hyphen, or a dot and a space after an initial or
  /// a title.
  func follows(_ token: Token, _ previous: Token, in passages: borrowing Passages) -> Bool {
    let start = folded.lowerBound + Int(previous.end)
    let end = folded.lowerBound + Int(token.start)
    guard token.sentence == previous.sentence, start < end, end <= folded.upperBound else {
      return false
    }
    let byte = passages.folded[start]
    switch end - start {
    case 1: return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
    case 2: return byte == UInt8(ascii: ".") && passages.folded[start + 1] == UInt8(ascii: " ")
    default: return false
    }
  }
}

extension WordShape {
  /// Whether the word begins with a capital as names do, or is all capitals.
  var isCapital: Bool { self == .capitalized || self == .allCaps }
}
