// Performance: PCRE2 runs only in windows around cues. Characters are found by memchr, digit shapes by a
// vector pass over digits and the length of the run, phrases with all others; windows of a pattern that
// touch are one search. A search costs about 20 ns, so what counts is how many windows open.
import Lexicons
public import Mail
public import Native

/// A match of a pattern in a text.
public struct PatternHit: Sendable, Hashable {
  /// The pattern's id: its index in the table.
  public var pattern: Int32
  /// The bytes that it matches; never empty.
  public var range: Range<Int>
  /// The bytes of its group `value`; the same as `range` when it has none.
  public var value: Range<Int>

  /// Creates a hit.
  public init(pattern: Int32, range: Range<Int>, value: Range<Int>) {
    self.pattern = pattern
    self.range = range
    self.value = value
  }
}

/// Finds the patterns of a table near their cues; one per worker.
///
/// A match must begin inside a window, may end up to 1024 bytes after it, and sees the text before it.
/// - Around a character or shape the window goes from the run of non-space characters that holds it, and
///   48 bytes before, to its end.
/// - Around a phrase it is the sentence (at most 512 bytes on either side), and at least 120 bytes
///   on either side.
public struct PatternMatcher: ~Copyable {
  /// How far a window goes.
  private enum Reach {
    static let run = 256
    static let before = 48
    static let around = 120
    static let sentence = 512
    /// How far past the last place where it may begin a match is followed, and how many places one
    /// search tries: together they bound what a search costs, whatever the text.
    static let after = 1024
    static let piece = 4096
  }

  /// After so many searches without an answer a pattern is not tried again in a message.
  private static let patience = 8

  private struct Window {
    var start: Int
    var end: Int
    var next: Int
  }

  /// The windows of one pattern: a list through `windows`.
  private struct Chain {
    var first = -1
    var last = -1
    var isOrdered = true
    var failures = 0
  }

  /// Where the run of non-space characters around the last cue begins, so that a run with many cues
  /// is walked once.
  private struct Run {
    var cue = -1
    var start = -1
  }

  private let table: CueTable
  private let limits: Limits
  private var scratch: MatchScratch
  private var trials: Int
  private var chains: [Chain]
  private var windows: [Window] = []
  private var opened: [Int32] = []
  private var digits: [DigitRun] = []
  private var run = Run()
  private var ordered: [Window] = []

  /// Patterns that gave up somewhere in the message: nobody knows whether they match there.
  public private(set) var gaveUp: [Int32] = []
  /// Whether the message had more windows than the limits allow to be searched.
  public private(set) var ranOutOfTrials = false

  /// Creates a matcher.
  public init(_ table: CueTable, limits: Limits = Limits()) {
    self.table = table
    self.limits = limits
    scratch = MatchScratch(steps: limits.patternSteps)
    trials = limits.patternTrials
    chains = [Chain](repeating: Chain(), count: table.entries.count)
  }

  /// Forgets what the last message used up.
  public mutating func beginMessage() {
    trials = limits.patternTrials
    ranOutOfTrials = false
    for pattern in gaveUp { chains[Int(pattern)].failures = 0 }
    gaveUp.removeAll(keepingCapacity: true)
  }

  /// Finds all matches of all patterns; `hits` is replaced, in the order of start, end, pattern.
  ///
  /// Matches of one pattern do not overlap: after one, the search goes on at its end.
  /// - Parameters:
  ///   - tokens: the words of `folded`.
  ///   - phraseHits: what the table with the cue phrases found in `folded`.
  public mutating func match(
    in folded: Span<UInt8>, tokens: Span<Token>, phraseHits: Span<PhraseHit>,
    into hits: inout [PatternHit]
  ) {
    hits.removeAll(keepingCapacity: true)
    windows.removeAll(keepingCapacity: true)
    opened.removeAll(keepingCapacity: true)
    openAtPhrases(phraseHits, tokens, folded)
    openAtCharacters(folded)
    openAtShapes(folded, tokens)
    guard !opened.isEmpty else { return }
    guard let text = folded.utf8Text else {
      for pattern in opened {
        giveUp(pattern)
        chains[Int(pattern)].first = -1
      }
      return
    }
    for pattern in opened { search(pattern, in: text, into: &hits) }
    if hits.count > 1 {
      hits.sort {
        ($0.range.lowerBound, $0.range.upperBound, $0.pattern)
          < ($1.range.lowerBound, $1.range.upperBound, $1.pattern)
      }
    }
  }

  // MARK: Windows

  private mutating func openAtPhrases(
    _ phraseHits: Span<PhraseHit>, _ tokens: Span<Token>, _ folded: Span<UInt8>
  ) {
    guard !table.phrases.isEmpty else { return }
    let first = table.firstCuePhrase
    let cues = first..<first + table.phrases.count
    for index in phraseHits.indices where cues.contains(Int(phraseHits[index].phrase)) {
      let hit = phraseHits[index]
      let firstToken = Int(hit.firstToken)
      let lastToken = Int(hit.lastToken)
      guard firstToken >= 0, firstToken <= lastToken, lastToken < tokens.count else { continue }
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
      open(
        table.phrases[Int(hit.phrase) - first],
        from: max(0, min(Int(tokens[lowest].start), start - Reach.around)),
        to: min(folded.count, max(Int(tokens[highest].end), end + Reach.around)))
    }
  }

  private mutating func openAtCharacters(_ folded: Span<UInt8>) {
    for character in table.characters {
      var from = 0
      run = Run()
      while let place = folded.firstOffset(of: character.byte, from: from) {
        from = place + 1
        if !character.patterns.isEmpty {
          open(character.patterns, around: place..<place + 1, in: folded)
        }
        for shape in character.shapes {
          guard let range = shape.range(at: place, in: folded) else { continue }
          open(shape.patterns, around: range, in: folded)
        }
      }
    }
  }

  private mutating func openAtShapes(_ folded: Span<UInt8>, _ tokens: Span<Token>) {
    if !table.shapesByRun.isEmpty {
      scanDigitRuns(folded, into: &digits)
      run = Run()
      for digits in digits where digits.end - digits.start < table.shapesByRun.count {
        for shape in table.shapesByRun[digits.end - digits.start] {
          guard let range = shape.range(at: digits.start, in: folded) else { continue }
          open(shape.patterns, around: range, in: folded)
        }
      }
    }
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
    for pattern in patterns {
      var chain = chains[Int(pattern)]
      if chain.first < 0 {
        opened.append(pattern)
        chain.first = windows.count
        chain.isOrdered = true
      } else {
        let last = windows[chain.last]
        if start >= last.start, start <= last.end {
          if end > last.end { windows[chain.last].end = end }
          continue
        }
        if start < last.start { chain.isOrdered = false }
        windows[chain.last].next = windows.count
      }
      chain.last = windows.count
      windows.append(Window(start: start, end: end, next: -1))
      chains[Int(pattern)] = chain
    }
  }

  // MARK: Searches

  /// Searches all windows of a pattern and closes them.
  private mutating func search(_ id: Int32, in text: UTF8Span, into hits: inout [PatternHit]) {
    let pattern = table.entries[Int(id)].pattern
    ordered.removeAll(keepingCapacity: true)
    var index = chains[Int(id)].first
    while index >= 0 {
      ordered.append(windows[index])
      index = windows[index].next
    }
    chains[Int(id)].first = -1
    if !chains[Int(id)].isOrdered { ordered.sort { $0.start < $1.start } }
    // The places before this one were searched.
    var searched = 0
    for window in ordered {
      var from = max(window.start, searched)
      while from <= window.end {
        guard trials > 0 else {
          ranOutOfTrials = true
          return
        }
        guard chains[Int(id)].failures < PatternMatcher.patience else { return }
        trials -= 1
        let latest = min(window.end, from + Reach.piece)
        switch scratch.match(pattern, in: text, from: from, to: latest, end: latest + Reach.after) {
        case .none: from = latest + 1
        case .gaveUp:
          giveUp(id)
          from = latest + 1
        case .found(let range):
          if !range.isEmpty {
            let value = pattern.valueGroup.flatMap { scratch.group($0) } ?? range
            hits.append(PatternHit(pattern: id, range: range, value: value))
          }
          from = max(range.upperBound, range.lowerBound + 1)
        }
      }
      searched = max(searched, from)
    }
  }

  private mutating func giveUp(_ pattern: Int32) {
    if chains[Int(pattern)].failures == 0 { gaveUp.append(pattern) }
    chains[Int(pattern)].failures += 1
  }
}
