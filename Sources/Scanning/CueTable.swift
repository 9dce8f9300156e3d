public import Lexicons
public import Native

/// A pattern and what opens a window for it.
public struct PatternEntry: Sendable {
  /// The pattern.
  public var pattern: Pattern
  /// Its cues; without one the pattern is tried where one of its beginnings stands.
  public var cues: [Cue]

  /// Creates an entry.
  public init(pattern: Pattern, cues: [Cue]) {
    self.pattern = pattern
    self.cues = cues
  }
}

/// Patterns, found by their cues.
///
/// A pattern's id is its index. Cue phrases are looked for with all other phrases: append
/// `cuePhrases(of:)` to the phrases of the one `PhraseTable`, and say where they begin.
public final class CueTable: Sendable {
  /// The patterns, by id; those of a compiled file are read when they are first asked for.
  let sources: LazyTable<Pattern>
  /// The id of the first cue phrase among the phrases.
  public let firstCuePhrase: Int

  /// The patterns of each cue phrase.
  let phrases: FlatLists<Int32>
  /// Characters that open windows or begin the check of a shape.
  let characters: [Character]
  /// Shapes with digits, by the length of their first run of digits.
  let shapesByRun: [[CueShape]]
  /// Shapes of letters alone.
  let letterShapes: [CueShape]
  /// The beginnings of patterns that are tried only where one stands.
  let starts: Beginnings
  /// Of every pattern, how it is looked for.
  let plans: [Plan]
  /// Of every pattern, which kinds of cues open its windows.
  let cues: [CueKinds]
  /// The patterns that are searched in the windows of their cues, and these cues.
  let searched: (patterns: [Int32], cues: CueKinds)

  /// How a pattern is looked for.
  enum Plan: Sendable {
    /// Searched in the windows that its cues open.
    case windows
    /// Tried where one of its beginnings stands inside a window.
    case startsInWindows
    /// Tried wherever one of its beginnings stands: it has no cue.
    case starts
  }

  /// A pattern that every match of which holds a cue character, and nothing but these bytes.
  struct Run: Sendable {
    var pattern: Int32
    var alphabet: ByteSet
  }

  /// A character's patterns, and the shapes without digits that hold it.
  struct Character: Sendable {
    var byte: UInt8
    var patterns: [Int32] = []
    /// Patterns of which a match cannot begin before the run of their bytes that holds the character.
    var runs: [Run] = []
    var shapes: [CueShape] = []
  }

  /// How many patterns there are.
  public var count: Int { sources.count }

  /// The phrases among the cues of `entries`, each once.
  public static func cuePhrases(of entries: [PatternEntry]) -> [Phrase] {
    var seen: Set<Phrase> = []
    var phrases: [Phrase] = []
    for entry in entries {
      for case .phrase(let phrase) in entry.cues where seen.insert(phrase).inserted {
        phrases.append(phrase)
      }
    }
    return phrases
  }

  /// Prepares patterns.
  ///
  /// - Parameters:
  ///   - firstCuePhrase: the id of the first of `cuePhrases(of: entries)` in the phrase table whose
  ///     hits the matcher will be given.
  public convenience init(_ entries: [PatternEntry], firstCuePhrase: Int = 0) {
    let known = CueTable.cuePhrases(of: entries)
    var phraseIDs: [Phrase: Int] = [:]
    for (id, phrase) in known.enumerated() { phraseIDs[phrase] = id }
    var phrases = [[Int32]](repeating: [], count: known.count)
    var characters: [Character] = []
    var shapes: [String: CueShape] = [:]

    func index(of byte: UInt8) -> Int {
      if let known = characters.firstIndex(where: { $0.byte == byte }) { return known }
      characters.append(Character(byte: byte))
      return characters.count - 1
    }

    var starts: [Beginnings.Known] = []
    var plans: [Plan] = []
    var probes: [PatternProbe?] = []
    for (number, entry) in entries.enumerated() {
      let id = Int32(truncatingIfNeeded: number)
      let known = PatternStarts(of: entry.pattern.source)
      let inner = known.flatMap { $0.areSelective ? nil : $0.inner }
      if let known, known.areSelective || entry.cues.isEmpty || inner != nil {
        starts.append((id, known.prefixes, inner))
        plans.append(entry.cues.isEmpty ? .starts : .startsInWindows)
        probes.append(known.probe)
      } else {
        plans.append(.windows)
        probes.append(PatternStarts.windowProbe(of: entry.pattern.source))
      }
      // In the order in which they are written, so that what is kept of the same lexicons is the same.
      var seen: Set<Cue> = []
      for cue in entry.cues where seen.insert(cue).inserted {
        switch cue {
        case .phrase(let phrase):
          if let place = phraseIDs[phrase] { phrases[place].append(id) }
        case .character(let byte):
          if let known, known.required.contains(byte) {
            characters[index(of: byte)].runs.append(Run(pattern: id, alphabet: known.alphabet))
          } else {
            characters[index(of: byte)].patterns.append(id)
          }
        case .shape(let source): shapes[source, default: CueShape(source)].patterns.append(id)
        }
      }
    }

    var byRun: [[CueShape]] = []
    var letters: [CueShape] = []
    for shape in shapes.values.sorted(by: { $0.elements.lexicographicallyPrecedes($1.elements) }) {
      switch shape.anchor {
      case .digits(_, let length):
        while byRun.count <= length { byRun.append([]) }
        byRun[length].append(shape)
      case .character(_, let byte): characters[index(of: byte)].shapes.append(shape)
      case .letters: letters.append(shape)
      case .none: break
      }
    }
    self.init(
      LazyTable(count: entries.count) { entries[$0].pattern }, firstCuePhrase: firstCuePhrase,
      phrases: FlatLists(phrases), characters: characters, shapesByRun: byRun,
      letterShapes: letters, starts: Beginnings(starts, probes: probes), plans: plans)
  }

  /// A table that was prepared earlier.
  init(
    _ sources: LazyTable<Pattern>, firstCuePhrase: Int, phrases: FlatLists<Int32>,
    characters: [Character],
    shapesByRun: [[CueShape]], letterShapes: [CueShape], starts: Beginnings, plans: [Plan]
  ) {
    self.sources = sources
    self.firstCuePhrase = firstCuePhrase
    self.phrases = phrases
    self.characters = characters
    self.shapesByRun = shapesByRun
    self.letterShapes = letterShapes
    self.starts = starts
    self.plans = plans
    cues = CueKinds.kinds(patterns: plans.count, characters, shapesByRun, letterShapes)
    var searched: (patterns: [Int32], cues: CueKinds) = ([], CueKinds())
    for (pattern, plan) in plans.enumerated() where plan == .windows {
      searched.patterns.append(Int32(truncatingIfNeeded: pattern))
      searched.cues.formUnion(cues[pattern])
    }
    self.searched = searched
  }
}
