// Performance: names are looked for in every message with a candidate. The readable text is walked once
// alongside the folded words; a word that begins with a small letter costs one byte, and only those
// that begin with a capital are looked at as a whole and kept.
import Native
import Text

/// How the words of a passage are written in the readable text, which folding hides.
struct CasedText: ~Copyable, Sendable {
  /// The words that begin with a capital as names do, or are all capitals, in order.
  private(set) var capitals: [Int] = []
  /// The shapes of the words; of those that begin with a small letter of ASCII it is `lower`, and so
  /// it is behind the last word.
  private var shapes: [WordShape] = []
  /// The words that have another shape than `lower`.
  private(set) var marked: [Int] = []
  /// Whether the folded text is ASCII alone.
  private(set) var isPlain = false
  private var count = 0

  /// Whether the writer does without capitals, as in chats: names have small letters then too.
  ///
  /// Long texts are never: nearly every word would be looked up.
  var isCasual: Bool {
    guard count > 0, count <= 400 else { return false }
    return !isCapital(at: 0) || capitals.count * 16 < count
  }

  /// Reads the words of a passage.
  mutating func read(_ passages: borrowing Passages, _ index: Int, tokens: Span<Token>) {
    for place in marked { shapes[place] = .lower }
    marked.removeAll(keepingCapacity: true)
    capitals.removeAll(keepingCapacity: true)
    count = tokens.count
    let folded = passages.folded.span.extracting(passages.items[index].folded)
    isPlain = folded.firstNonASCII() == folded.count
    if shapes.count < count { shapes = Array(repeating: .lower, count: max(count, 1_024)) }
    read(
      passages.text.span.extracting(passages.items[index].text), passages.items[index].foldMap,
      tokens)
  }

  private mutating func read(
    _ text: Span<UInt8>, _ map: borrowing OffsetMap, _ tokens: Span<Token>
  ) {
    // The run that holds the word, and where the one behind it begins.
    let runs = map.runCount
    var index = -1
    var run = map.run(at: 0)
    var next = runs > 0 ? Int(run.output) : Int.max
    var few = FewWords()
    var place = 0
    while place < tokens.count {
      let from = Int(tokens[place].start)
      while from >= next {
        index += 1
        run = map.run(at: index)
        next = index + 1 < runs ? Int(map.run(at: index + 1).output) : Int.max
      }
      few.count = 0
      let isPlainRun = index >= 0 && run.outputUnit == 1 && run.inputUnit == 1
      let distance = Int(run.input) &- Int(run.output)
      if isPlainRun {
        few.take(&place, before: next, distance, text, tokens)
      } else {
        few.add(place)
        place += 1
      }
      for number in 0..<few.count {
        let place = few.places[number]
        let from = Int(tokens[place].start)
        let to = Int(tokens[place].end)
        if isPlainRun, to <= next, to + distance <= text.count {
          keep(Self.shape(of: from + distance..<to + distance, in: text), at: place)
          continue
        }
        let start = index < 0 ? text.count : Self.input(of: from, in: run)
        if start < text.count, text[start] < 0x80, text[start] &- 0x41 >= 26 { continue }
        let last = min(to, Int(map.outputLength)) - 1
        var end = start
        if last >= from, last < next {
          end = Self.input(of: last, in: run) + Int(run.inputUnit)
        } else if index >= 0 {
          end = map.end(of: to)
        }
        keep(Self.shape(of: start..<max(start, min(end, text.count)), in: text), at: place)
      }
    }
  }

  @inline(__always)
  private mutating func keep(_ shape: WordShape, at place: Int) {
    shapes[place] = shape
    marked.append(place)
    if shape == .capitalized || shape == .allCaps { capitals.append(place) }
  }

  /// Words of one run that may begin with a capital, gathered without a branch for each word.
  private struct FewWords {
    var places = InlineArray<128, Int>(repeating: 0)
    var count = 0

    mutating func add(_ place: Int) {
      places[count] = place
      count += 1
    }

    /// Passes over words up to an output offset, `distance` from the text, until there are enough.
    @inline(__always)
    mutating func take(
      _ place: inout Int, before next: Int, _ distance: Int, _ text: Span<UInt8>,
      _ tokens: Span<Token>
    ) {
      var found = 0
      var word = place
      let end = min(tokens.count, place + 128)
      while word < end {
        let from = Int(tokens[word].start)
        if from >= next { break }
        let start = from &+ distance
        let first = UInt(bitPattern: start) < UInt(bitPattern: text.count) ? text[start] : 0xFF
        places[found & 127] = word
        // A capital, or something else than ASCII.
        found &+= Int(first >> 7) | (first &- 0x41 < 26 ? 1 : 0)
        word += 1
      }
      place = word
      count = found
    }
  }

  /// Where the unit of a run that holds an output byte begins in the input.
  @inline(__always)
  private static func input(of offset: Int, in run: OffsetMap.Run) -> Int {
    let inside = offset &- Int(run.output)
    // In nearly all runs every byte stands for one.
    if run.outputUnit == run.inputUnit, run.outputUnit == 1 { return Int(run.input) &+ inside }
    return Int(run.input) &+ inside / max(1, Int(run.outputUnit)) &* Int(run.inputUnit)
  }

  /// The shape of a word that begins with a capital, or with something else than ASCII.
  private static func shape(of word: Range<Int>, in text: Span<UInt8>) -> WordShape {
    guard !word.isEmpty else { return .other }
    let letters = text.extracting(word)
    // The bit that small letters have and capitals have not.
    var small: UInt8 = 0
    for index in letters.indices {
      let byte = letters[index]
      if (byte | 0x20) &- 0x61 >= 26 {
        let shape = WordShape(of: letters)
        return shape == .mixed && letters[0] < 0x80 ? .capitalized : shape
      }
      small |= byte
    }
    // One capital and small letters in whatever order: `Maya`, `McDonald`.
    return small & 0x20 != 0 || word.count == 1 ? .capitalized : .allCaps
  }

  /// How a word is written; what begins with a capital and has small letters is capitalized.
  @inline(__always)
  func shape(at token: Int) -> WordShape { token < count ? shapes[token] : .other }

  /// Whether a word begins with a capital as names do, or is all capitals.
  @inline(__always)
  func isCapital(at token: Int) -> Bool {
    let shape = shape(at: token)
    return shape == .capitalized || shape == .allCaps
  }
}
