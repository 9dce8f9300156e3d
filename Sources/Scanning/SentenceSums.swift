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
  /// The entries of the sentence that is read, each once for every rule that has points for it.
  private var words: [Word] = []
  /// What they come to in each rule, while a sentence ends.
  private var sums: [Int]
  /// Of each rule the sentence where it comes to most.
  private var most: [Most]

  /// An entry where it stands in a text, with its points in one of the rules.
  private struct Word {
    let rule: Int32
    let points: Int32
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
    sums = Array(repeating: 0, count: rules.count)
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
  }

  /// Notes an entry that stands in the sentence that is read, once.
  @inline(__always)
  mutating func note(_ entry: Int, _ place: ClosedRange<Int>) {
    for rule in rules.indices {
      let points = table.points(of: entry, at: rules[rule])
      if points == 0 { continue }
      words.append(
        Word(
          rule: Int32(truncatingIfNeeded: rule), points: Int32(truncatingIfNeeded: points),
          entry: Int32(truncatingIfNeeded: entry),
          first: Int32(truncatingIfNeeded: place.lowerBound),
          last: Int32(truncatingIfNeeded: place.upperBound)))
    }
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
    for rule in sums.indices { sums[rule] = 0 }
    for word in words { sums[Int(word.rule)] += kind.weight.share(of: Int(word.points)) }
    for rule in rules.indices where fields[rules[rule]].contains(kind.traits) {
      if let known = most[rule].points, known >= sums[rule] { continue }
      most[rule].points = sums[rule]
      keep(for: rule, number, passage, tokens)
    }
    beginSentence()
  }

  /// Keeps the words of a rule that were noted.
  private mutating func keep(for rule: Int, _ kind: Int32, _ passage: Int, _ tokens: [Token]) {
    most[rule].words.removeAll(keepingCapacity: true)
    for word in words where Int(word.rule) == rule {
      guard
        let site = Site(
          passage: passage, first: Int(word.first), last: Int(word.last), tokens: tokens)
      else { continue }
      most[rule].words.append(FoundWord(entry: word.entry, site: site, kind: kind, previous: -1))
    }
  }
}
