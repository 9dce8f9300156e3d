// Performance: names are looked for in every message with a candidate. The readable text is walked once
// alongside the folded words; a word that begins with a small letter costs one byte, and only those
// that begin with a capital are looked at as a whole and kept.
import Native
import Text

/// How the words of a passage are written in the readable text, which folding hides.
struct CasedText: Sendable {
  /// The words that begin with a capital as names do, or are all capitals, in order.
  private(set) var capitals: [Int] = []
  /// The shape of each word; of those that begin with a small letter of ASCII it is `lower`.
  private var shapes: [WordShape] = []

  /// Reads the words of a passage.
  mutating func read(_ passages: borrowing Passages, _ index: Int, tokens: Span<Token>) {
    let runs = passages.items[index].foldMap.runs
    read(
      passages.text.span.extracting(passages.items[index].text), runs,
      length: Int(passages.items[index].foldMap.outputLength), tokens)
  }

  private mutating func read(
    _ text: Span<UInt8>, _ runs: OffsetMap.Runs, length: Int, _ tokens: Span<Token>
  ) {
    capitals.removeAll(keepingCapacity: true)
    shapes.removeAll(keepingCapacity: true)
    shapes.append(addingCapacity: tokens.count) { output in
      while output.freeCapacity > 0 { output.append(.lower) }
    }
    // The run that holds the word, and where the one behind it begins.
    var run = -1
    var next = runs.isEmpty ? Int.max : Int(runs[0].output)
    for place in 0..<tokens.count {
      let from = Int(tokens[place].start)
      while from >= next {
        run += 1
        next = run + 1 < runs.count ? Int(runs[run + 1].output) : Int.max
      }
      guard run >= 0 else {
        shapes[place] = .other
        continue
      }
      let start = Self.input(of: from, in: runs[run])
      guard start < text.count else {
        shapes[place] = .other
        continue
      }
      let first = text[start]
      if first < 0x80, first &- 0x41 >= 26 { continue }
      // Past the end of the output there is nothing to ask the map for.
      let last = min(Int(tokens[place].end), length) - 1
      var holder = run
      while holder + 1 < runs.count, Int(runs[holder + 1].output) <= last { holder += 1 }
      while holder > 0, Int(runs[holder].output) > last { holder -= 1 }
      let end = min(
        Self.input(of: last, in: runs[holder]) + Int(runs[holder].inputUnit), text.count)
      let shape = Self.shape(text.extracting(start..<max(start, end)))
      shapes[place] = shape
      if shape == .capitalized || shape == .allCaps { capitals.append(place) }
    }
  }

  /// Where the unit of a run that holds an output byte begins in the input.
  @inline(__always)
  private static func input(of offset: Int, in run: OffsetMap.Run) -> Int {
    let inside = offset - Int(run.output)
    let unit = run.outputUnit <= 1 ? inside : inside / Int(run.outputUnit)
    return Int(run.input) + unit * Int(run.inputUnit)
  }

  /// The shape of a word that begins with a capital, or with something else than ASCII.
  private static func shape(_ word: Span<UInt8>) -> WordShape {
    guard !word.isEmpty else { return .other }
    var hasSmall = false
    for index in 0..<word.count {
      let byte = word[index]
      if (byte | 0x20) &- 0x61 >= 26 {
        let shape = WordShape(of: word)
        return shape == .mixed && word[0] < 0x80 ? .capitalized : shape
      }
      if byte >= 0x61 { hasSmall = true }
    }
    // One capital and small letters in whatever order: `Maya`, `McDonald`.
    return hasSmall || word.count == 1 ? .capitalized : .allCaps
  }

  /// How a word is written; what begins with a capital and has small letters is capitalized.
  func shape(at token: Int) -> WordShape { token < shapes.count ? shapes[token] : .other }

  /// Whether a word begins with a capital as names do, or is all capitals.
  func isCapital(at token: Int) -> Bool {
    let shape = shape(at: token)
    return shape == .capitalized || shape == .allCaps
  }
}
