// Performance: the words of a sentence are noted with their places among the text's words only; of the sentences that
// come to most so far more is kept.
import Lexicons
import Native
import Text

/// In which sentence of a message the words of each rule with a `sum … within sentence` come to most; one per worker.
struct SentenceSums: ~Copyable {
  private let table: WordTable
  /// The rules, by their places among those with `words` lines.
  private let rules: [Int]
  /// The fields that each rule with `words` lines reads.
  private let fields: [FieldSet]
  /// In which sentence each entry was noted last.
  private let noted: ZeroedTable<UInt32>
  /// The number of the sentence that is read, of all that were.
  private var sentence: UInt32 = 0
  /// Its entries, each once.
  private var words: [Word] = []
  /// Of each rule the sentence where it comes to most.
  private var most: [Most]

  /// An entry where it stands in a text.
  private struct Word {
    let entry: Int32
    let first: Int32
    let last: Int32
  }

  private struct Most {
    /// What the words come to; nil before there is a sentence.
    var points: Int?
    var words: [FoundWord] = []
  }

  /// - Parameters:
  ///   - rules: those with a `sum … within sentence`, by their places among those with `words` lines.
  ///   - fields: the fields that each rule with `words` lines reads.
  init(_ table: WordTable, rules: [Int], fields: [FieldSet]) {
    self.table = table
    self.rules = rules
    self.fields = fields
    noted = ZeroedTable(count: rules.isEmpty ? 0 : table.count)
    most = Array(repeating: Most(), count: rules.count)
  }

  /// Whether no rule asks for sentences.
  var isEmpty: Bool { rules.isEmpty }

  /// Begins a message.
  mutating func beginMessage() {
    for rule in most.indices {
      most[rule].points = nil
      most[rule].words.removeAll(keepingCapacity: true)
    }
    beginSentence()
  }

  /// What the words of a rule come to in its sentence; nil for a rule of another kind.
  func points(at index: Int) -> Int? {
    guard let rule = rules.firstIndex(of: index) else { return nil }
    return most[rule].points ?? 0
  }

  /// The words of a rule in its sentence, in reading order; nil for a rule of another kind.
  func words(at index: Int) -> [FoundWord]? {
    guard let rule = rules.firstIndex(of: index) else { return nil }
    return most[rule].words
  }

  /// Begins a sentence; what was noted of one that has not ended is left out.
  mutating func beginSentence() {
    words.removeAll(keepingCapacity: true)
    sentence &+= 1
  }

  /// Notes an entry that stands in the sentence that is read.
  @inline(__always)
  mutating func note(_ entry: Int, _ place: ClosedRange<Int>) {
    guard isAsked(entry), noted[entry] != sentence else { return }
    noted[entry] = sentence
    words.append(
      Word(
        entry: Int32(truncatingIfNeeded: entry), first: Int32(truncatingIfNeeded: place.lowerBound),
        last: Int32(truncatingIfNeeded: place.upperBound)))
  }

  /// Ends a sentence.
  ///
  /// - Parameters:
  ///   - kind: the kind of text that it stands in.
  ///   - number: which of `WordMatcher.kinds` that is.
  ///   - passage: the number of the passage.
  ///   - tokens: the words of the passage.
  mutating func end(
    in kind: WordMatcher.Kind, _ number: Int32, passage: Int, _ tokens: [Token]
  ) {
    for rule in rules.indices where fields[rules[rule]].contains(kind.traits) {
      var points = 0
      for word in words {
        points += kind.weight.share(of: table.points(of: Int(word.entry), at: rules[rule]))
      }
      if let known = most[rule].points, known >= points { continue }
      most[rule].points = points
      keep(for: rule, number, passage, tokens)
    }
    beginSentence()
  }

  /// Whether a rule has points for an entry.
  @inline(__always)
  private func isAsked(_ entry: Int) -> Bool {
    for rule in rules.indices where table.points(of: entry, at: rules[rule]) != 0 { return true }
    return false
  }

  /// Keeps the words of a rule that were noted.
  private mutating func keep(for rule: Int, _ kind: Int32, _ passage: Int, _ tokens: [Token]) {
    most[rule].words.removeAll(keepingCapacity: true)
    for word in words where table.points(of: Int(word.entry), at: rules[rule]) != 0 {
      guard
        let site = Site(
          passage: passage, first: Int(word.first), last: Int(word.last), tokens: tokens)
      else { continue }
      most[rule].words.append(FoundWord(entry: word.entry, site: site, kind: kind, previous: -1))
    }
  }
}
