public import Lexicons
public import Native

/// A pattern and what opens a window for it.
public struct PatternEntry: Sendable {
  /// The pattern.
  public var pattern: Pattern
  /// Its cues; without one the pattern is never tried.
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
  /// The patterns, by id.
  public let entries: [PatternEntry]
  /// The id of the first cue phrase among the phrases.
  public let firstCuePhrase: Int

  /// The patterns of each cue phrase.
  let phrases: [[Int32]]
  /// Characters that open windows or begin the check of a shape.
  let characters: [Character]
  /// Shapes with digits, by the length of their first run of digits.
  let shapesByRun: [[CueShape]]
  /// Shapes of letters alone.
  let letterShapes: [CueShape]

  /// A character's patterns, and the shapes without digits that hold it.
  struct Character: Sendable {
    var byte: UInt8
    var patterns: [Int32] = []
    var shapes: [CueShape] = []
  }

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
  public init(_ entries: [PatternEntry], firstCuePhrase: Int = 0) {
    self.entries = entries
    self.firstCuePhrase = firstCuePhrase
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

    for (number, entry) in entries.enumerated() {
      let id = Int32(truncatingIfNeeded: number)
      for cue in Set(entry.cues) {
        switch cue {
        case .phrase(let phrase):
          if let place = phraseIDs[phrase] { phrases[place].append(id) }
        case .character(let byte): characters[index(of: byte)].patterns.append(id)
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
    self.phrases = phrases
    self.characters = characters
    shapesByRun = byRun
    letterShapes = letters
  }
}
