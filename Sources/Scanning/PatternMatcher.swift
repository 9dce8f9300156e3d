// Performance: PCRE2 runs only where a pattern's beginning stands, or in windows around its cues. All beginnings are
// found in one pass, a pattern's probe lets only few of them pass, and cues are only looked for where one is left whose
// pattern has some. Windows of a pattern that touch are one search. A search costs about 20 ns, so what counts is how
// many are begun.
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

/// Finds the patterns of a table where they begin or near their cues; one per worker.
///
/// A pattern without a cue is tried wherever one of its beginnings stands, and may match up to 1024
/// bytes. With cues, a match must begin inside a window, may end up to 1024 bytes after it, and sees
/// the text before it.
public struct PatternMatcher: ~Copyable {
  /// How far past the last place where it may begin a match is followed, and how many places one search
  /// tries: together they bound what a search costs, whatever the text.
  private enum Reach {
    static let after = 1024
    static let piece = 4096
  }

  /// After so many searches without an answer a pattern is not tried again in a message.
  private static let patience = 8

  /// What is known of one pattern.
  private struct State {
    /// How many searches in this message had no answer.
    var failures = 0
    /// The places before this one were searched, by their beginnings.
    var searched = 0
    /// Its windows in `spans`, the next one first, when beginnings are tried inside them.
    var spans = 0..<0
  }

  private let table: CueTable
  private let limits: Limits
  private var scratch: MatchScratch
  private var trials: Int
  private var states: [State]
  private var windows: CueWindows
  private var beginnings = Beginnings.Scratch()
  private var sites: [StartSite] = []
  private var ordered: [CueWindows.Window] = []
  private var spans: [CueWindows.Window] = []

  /// Patterns that gave up somewhere in the message: nobody knows whether they match there.
  public private(set) var gaveUp: [Int32] = []
  /// The runs of digits of the text that was matched last; nil when no cue asked for them.
  var digitRuns: [DigitRun]? { windows.digitRuns }
  /// Whether the message had more windows than the limits allow to be searched.
  public private(set) var ranOutOfTrials = false

  /// Creates a matcher.
  public init(_ table: CueTable, limits: Limits = Limits()) {
    self.table = table
    self.limits = limits
    scratch = MatchScratch(steps: limits.patternSteps)
    trials = limits.patternTrials
    states = [State](repeating: State(), count: table.count)
    windows = CueWindows(table)
  }

  /// Forgets what the last message used up.
  public mutating func beginMessage() {
    trials = limits.patternTrials
    ranOutOfTrials = false
    for pattern in gaveUp { states[Int(pattern)].failures = 0 }
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
    table.starts.find(in: folded, &beginnings, into: &sites)
    windows.begin()
    for site in sites {
      if case .startsInWindows = table.plans[Int(site.pattern)] { windows.want(site.pattern) }
    }
    windows.open(in: folded, tokens: tokens, phraseHits: phraseHits)
    guard !windows.opened.isEmpty || !sites.isEmpty else { return }
    guard let text = folded.utf8Text else {
      for site in sites {
        if case .starts = table.plans[Int(site.pattern)] { giveUp(site.pattern) }
      }
      for pattern in windows.opened { giveUp(pattern) }
      return
    }
    spans.removeAll(keepingCapacity: true)
    for pattern in windows.opened {
      windows.list(of: pattern, into: &ordered)
      if case .startsInWindows = table.plans[Int(pattern)] {
        states[Int(pattern)].spans = spans.count..<spans.count + ordered.count
        spans += ordered
      } else {
        search(pattern, in: text, into: &hits)
      }
    }
    tryStarts(in: text, into: &hits)
    for pattern in windows.opened { states[Int(pattern)].spans = 0..<0 }
    if hits.count > 1 {
      hits.sort {
        ($0.range.lowerBound, $0.range.upperBound, $0.pattern)
          < ($1.range.lowerBound, $1.range.upperBound, $1.pattern)
      }
    }
  }

  /// Searches the windows in `ordered`.
  private mutating func search(_ id: Int32, in text: UTF8Span, into hits: inout [PatternHit]) {
    let probes = table.starts.probes
    let isProbed = probes.tells(of: Int(id))
    // The places before this one were searched.
    var searched = 0
    var tried = 0
    for window in ordered {
      var from = max(window.start, searched)
      while from <= window.end {
        guard trials > 0 else {
          ranOutOfTrials = true
          return
        }
        guard states[Int(id)].failures < PatternMatcher.patience else { return }
        let latest = min(window.end, from + Reach.piece)
        let place = probes.firstPlace(of: Int(id), in: text.span, from: from, through: latest)
        guard let place else {
          from = latest + 1
          continue
        }
        let last = isProbed ? place : latest
        // Of single places several are as much as a window.
        if !isProbed || tried & 7 == 0 { trials -= 1 }
        tried += 1
        let pattern = table.sources[Int(id)]
        switch scratch.match(pattern, in: text, from: place, to: last, end: latest + Reach.after) {
        case .none: from = last + 1
        case .gaveUp:
          giveUp(id)
          from = last + 1
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

  /// Tries patterns at the places where one of their beginnings stands.
  private mutating func tryStarts(in text: UTF8Span, into hits: inout [PatternHit]) {
    for site in sites { states[Int(site.pattern)].searched = 0 }
    for (index, site) in sites.enumerated() {
      let offset = Int(site.offset)
      var latest = offset
      if case .startsInWindows = table.plans[Int(site.pattern)] {
        guard let end = windowEnd(at: offset, of: site.pattern) else { continue }
        latest = min(end, offset + Reach.piece)
      }
      let state = states[Int(site.pattern)]
      guard offset >= state.searched, state.failures < PatternMatcher.patience else { continue }
      // A place is a small part of a window.
      if index & 7 == 0 { trials -= 1 }
      guard trials > 0 else {
        ranOutOfTrials = true
        return
      }
      let pattern = table.sources[Int(site.pattern)]
      switch scratch.match(pattern, in: text, from: offset, to: offset, end: latest + Reach.after) {
      case .none: break
      case .gaveUp: giveUp(site.pattern)
      case .found(let range):
        guard !range.isEmpty else { break }
        let value = pattern.valueGroup.flatMap { scratch.group($0) } ?? range
        hits.append(PatternHit(pattern: site.pattern, range: range, value: value))
        states[Int(site.pattern)].searched = range.upperBound
      }
    }
  }

  /// Where the window ends that holds a place; nil when none does.
  ///
  /// Places must come in the order of the text.
  private mutating func windowEnd(at offset: Int, of pattern: Int32) -> Int? {
    let left = states[Int(pattern)].spans
    guard !left.isEmpty else { return nil }
    var next = left.lowerBound
    while next < left.upperBound, spans[next].end < offset { next += 1 }
    states[Int(pattern)].spans = next..<left.upperBound
    guard next < left.upperBound, spans[next].start <= offset else { return nil }
    return spans[next].end
  }

  private mutating func giveUp(_ pattern: Int32) {
    if states[Int(pattern)].failures == 0 { gaveUp.append(pattern) }
    states[Int(pattern)].failures += 1
  }
}
