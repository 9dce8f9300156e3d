// Performance: names are looked for in every message with a candidate. The readable text is walked once
// alongside the folded words; only words that begin with a capital are looked at as a whole.
import Native
import Text

/// How the words of a passage are written in the readable text, which folding hides.
struct CasedText: Sendable {
  private var shapes: [WordShape] = []

  /// Reads the words of a passage.
  mutating func read(_ passages: borrowing Passages, _ index: Int, tokens: [Token]) {
    shapes.removeAll(keepingCapacity: true)
    let passage = passages.items[index]
    let text = passages.text.span.extracting(passage.text)
    let runs = passage.foldMap.runs
    var next = 0
    for token in tokens {
      while next < runs.count, runs[next].output <= token.start { next += 1 }
      guard next > 0 else {
        shapes.append(.other)
        continue
      }
      let run = runs[next - 1]
      let unit = (Int(token.start) - Int(run.output)) / max(1, Int(run.outputUnit))
      let start = Int(run.input) + unit * Int(run.inputUnit)
      guard start < text.count else {
        shapes.append(.other)
        continue
      }
      let first = text[start]
      if first < 0x80, !((0x41...0x5A) ~= first) {
        shapes.append(.lower)
        continue
      }
      let end = min(passage.foldMap.end(of: Int(token.end)), text.count)
      let shape = WordShape(of: text.extracting(start..<max(start, end)))
      shapes.append(shape == .mixed && first < 0x80 ? .capitalized : shape)
    }
  }

  /// How a word is written; what begins with a capital and has small letters is capitalized.
  func shape(at token: Int) -> WordShape { token < shapes.count ? shapes[token] : .other }

  /// Whether a word begins with a capital as names do, or is all capitals.
  func isCapital(at token: Int) -> Bool {
    let shape = shape(at: token)
    return shape == .capitalized || shape == .allCaps
  }
}

extension Passages {
  /// Whether a word follows another after a space or hyphen, or a dot and a space after an initial or
  /// a title.
  func isNext(_ token: Token, to previous: Token, inPassage index: Int) -> Bool {
    let folded = items[index].folded
    let start = folded.lowerBound + Int(previous.end)
    let end = folded.lowerBound + Int(token.start)
    guard token.sentence == previous.sentence, start < end, end <= folded.upperBound else {
      return false
    }
    let byte = self.folded[start]
    switch end - start {
    case 1: return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
    case 2: return byte == UInt8(ascii: ".") && self.folded[start + 1] == UInt8(ascii: " ")
    default: return false
    }
  }
}
