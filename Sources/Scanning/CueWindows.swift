// Performance: windows are opened only for patterns that are wanted in a text, of which it has few, if any. Of their
// cues characters are found by memchr, digit shapes by a vector pass over digits and the length of the run, phrases
// with all others. Windows of a pattern that touch become one as they are opened.
import Lexicons
import Native

/// The windows that cues open for their patterns.
///
/// - Around a character or shape the window goes from the run of non-space characters that holds it, and
///   48 bytes before, to its end.
/// - Around a phrase it is the sentence (at most 512 bytes on either side), and at least 120 bytes
///   on either side.
/// - Around a character that every match of the pattern holds it is the run of the pattern's bytes.
struct CueWindows: ~Copyable {
  /// Where a match may begin: from one byte to another, both included.
  struct Window: Sendable {
    var start: Int
    var end: Int
    /// The pattern's next window in the list of all; -1 after the last.
    fileprivate var next: Int
  }

  /// How far a window goes.
  private enum Reach {
    static let run = 256
    static let before = 48
    static let around = 120
    static let sentence = 512
  }

  /// The windows of one pattern: a list through `windows`.
  private struct Chain {
    var first = -1
    var last = -1
    var isOrdered = true
  }

  /// Where the run of non-space characters around the last cue begins, so that a run with many cues
  /// is walked once.
  private struct Run {
    var cue = -1
    var start = -1
  }

  private let table: CueTable
  private var chains: [Chain]
  private var windows: [Window] = []
  private var digits: [DigitRun] = []
  private var run = Run()

  /// The patterns that have a window.
  private(set) var opened: [Int32] = []
  /// Of every pattern, whether windows are opened for it.
  private var isWanted: [Bool]
  /// The patterns that are wanted in this text beside those that are in all.
  private var wanted: [Int32] = []
  /// What opens windows for all of them.
  private var kinds: CueKinds

  init(_ table: CueTable) {
    self.table = table
    chains = [Chain](repeating: Chain(), count: table.count)
    isWanted = [Bool](repeating: false, count: table.count)
    kinds = table.searched.cues
    for pattern in table.searched.patterns { isWanted[Int(pattern)] = true }
  }

  /// The runs of digits of the last text; nil when no cue asked for them.
  var digitRuns: [DigitRun]? { kinds.runs == 0 ? nil : digits }

  /// Begins a text: the windows of the last one are forgotten, and only patterns that are searched are wanted.
  mutating func begin() {
    for pattern in opened { chains[Int(pattern)].first = -1 }
    for pattern in wanted { isWanted[Int(pattern)] = false }
    opened.removeAll(keepingCapacity: true)
    wanted.removeAll(keepingCapacity: true)
    windows.removeAll(keepingCapacity: true)
    kinds = table.searched.cues
  }

  /// Says that the windows of a pattern are asked for.
  mutating func want(_ pattern: Int32) {
    if isWanted[Int(pattern)] { return }
    isWanted[Int(pattern)] = true
    wanted.append(pattern)
    kinds.formUnion(table.cues[Int(pattern)])
  }

  /// Opens the windows of the patterns that are wanted.
  mutating func open(
    in folded: Span<UInt8>, tokens: Span<Token>, phraseHits: Span<PhraseHit>
  ) {
    if wanted.isEmpty, table.searched.patterns.isEmpty { return }
    openAtPhrases(phraseHits, tokens, folded)
    openAtCharacters(folded)
    openAtShapes(folded, tokens)
  }

  /// The windows of a pattern in the order of their starts; `list` is replaced.
  func list(of pattern: Int32, into list: inout [Window]) {
    list.removeAll(keepingCapacity: true)
    let chain = chains[Int(pattern)]
    var index = chain.first
    while index >= 0 {
      list.append(windows[index])
      index = windows[index].next
    }
    if !chain.isOrdered { list.sort { $0.start < $1.start } }
  }

  private mutating func openAtPhrases(
    _ phraseHits: Span<PhraseHit>, _ tokens: Span<Token>, _ folded: Span<UInt8>
  ) {
    guard table.phrases.count > 0 else { return }
    let first = table.firstCuePhrase
    let cues = first..<first + table.phrases.count
    for index in phraseHits.indices where cues.contains(Int(phraseHits[index].phrase)) {
      let hit = phraseHits[index]
      let firstToken = Int(hit.firstToken)
      let lastToken = Int(hit.lastToken)
      guard firstToken >= 0, firstToken <= lastToken, lastToken < tokens.count,
        isWanted(byPhrase: Int(hit.phrase) - first)
      else { continue }
      let start = Int(tokens[firstToken].start)
      let end = Int(tokens[lastToken].end)
      var lowest = firstToken
      while lowest > 0, tokens[lowest - 1].sentence == tokens[firstToken].sentence,
        Int(tokens[lowest - 1].start) >= start - Reach.sentence
      {
        lowest -= 1
      }
      var highest = lastToken
      while highest + 1 < tokens.count,
        tokens[highest + 1].sentence == tokens[lastToken].sentence,
        Int(tokens[highest + 1].end) <= end + Reach.sentence
      {
        highest += 1
      }
      let from = max(0, min(Int(tokens[lowest].start), start - Reach.around))
      let to = min(folded.count, max(Int(tokens[highest].end), end + Reach.around))
      for index in table.phrases.indices(of: Int(hit.phrase) - first) {
        let pattern = table.phrases[index]
        // In a damaged file there may be no such pattern.
        if pattern >= 0, pattern < table.count { open(pattern, from: from, to: to) }
      }
    }
  }

  /// Whether a pattern is wanted that a phrase opens windows for.
  private func isWanted(byPhrase phrase: Int) -> Bool {
    for index in table.phrases.indices(of: phrase) {
      let pattern = Int(table.phrases[index])
      if isWanted.indices.contains(pattern), isWanted[pattern] { return true }
    }
    return false
  }

  private mutating func openAtCharacters(_ folded: Span<UInt8>) {
    if kinds.characters.isEmpty { return }
    for index in table.characters.indices {
      // Most texts lack it: nothing is copied of a character before it was found.
      let byte = table.characters[index].byte
      guard kinds.characters.contains(byte), var place = folded.firstOffset(of: byte) else {
        continue
      }
      let character = table.characters[index]
      run = Run()
      while true {
        if !character.patterns.isEmpty {
          open(character.patterns, around: place..<place + 1, in: folded)
        }
        for run in character.runs { open(run, around: place, in: folded) }
        for shape in character.shapes {
          guard let range = shape.range(at: place, in: folded) else { continue }
          open(shape.patterns, around: range, in: folded)
        }
        guard let next = folded.firstOffset(of: character.byte, from: place + 1) else { break }
        place = next
      }
    }
  }

  /// Opens a window for a pattern whose matches hold the character at `place`.
  private mutating func open(_ run: CueTable.Run, around place: Int, in folded: Span<UInt8>) {
    var start = place
    let lowest = max(0, place - Reach.run - Reach.before)
    while start > lowest, run.alphabet.contains(folded[start - 1]) { start -= 1 }
    open(run.pattern, from: start, to: place)
  }

  private mutating func openAtShapes(_ folded: Span<UInt8>, _ tokens: Span<Token>) {
    if kinds.runs != 0 {
      scanDigitRuns(folded, into: &digits)
      run = Run()
      let shapes = table.shapesByRun
      for digits in digits where digits.end - digits.start < shapes.count {
        let length = digits.end - digits.start
        guard kinds.hasRun(of: length) else { continue }
        let next = digits.end < folded.count ? folded[digits.end] : 0
        // By index: nothing is copied of a shape that does not stand there.
        for index in shapes[length].indices where shapes[length][index].mayGoOn(with: next) {
          guard let range = shapes[length][index].range(at: digits.start, in: folded) else {
            continue
          }
          open(shapes[length][index].patterns, around: range, in: folded)
        }
      }
    }
    guard kinds.hasLetterShapes else { return }
    for shape in table.letterShapes {
      run = Run()
      for index in tokens.indices {
        guard let range = shape.range(at: Int(tokens[index].start), in: folded) else { continue }
        open(shape.patterns, around: range, in: folded)
      }
    }
  }

  /// Opens a window around a character or shape.
  private mutating func open(_ patterns: [Int32], around cue: Range<Int>, in folded: Span<UInt8>) {
    var start = cue.lowerBound
    let lowest = max(0, start - Reach.run)
    while start > lowest, folded[start - 1] != UInt8(ascii: " "),
      folded[start - 1] != UInt8(ascii: "\n")
    {
      if start == run.cue {
        start = max(lowest, run.start)
        break
      }
      start -= 1
    }
    run = Run(cue: cue.lowerBound, start: start)
    open(patterns, from: max(0, start - Reach.before), to: cue.upperBound)
  }

  private mutating func open(_ patterns: [Int32], from start: Int, to end: Int) {
    for pattern in patterns { open(pattern, from: start, to: end) }
  }

  private mutating func open(_ pattern: Int32, from start: Int, to end: Int) {
    guard isWanted[Int(pattern)] else { return }
    var chain = chains[Int(pattern)]
    if chain.first < 0 {
      opened.append(pattern)
      chain.first = windows.count
      chain.isOrdered = true
    } else {
      let last = windows[chain.last]
      if start >= last.start, start <= last.end {
        if end > last.end { windows[chain.last].end = end }
        return
      }
      if start < last.start { chain.isOrdered = false }
      windows[chain.last].next = windows.count
    }
    chain.last = windows.count
    windows.append(Window(start: start, end: end, next: -1))
    chains[Int(pattern)] = chain
  }
}
