// Performance: the words of a sentence are only added up; of a sentence that comes to most so far more is kept.
import Native

/// In which sentence of a message the words of each rule with a `sum … within sentence` come to most; one per worker.
struct SentenceSums: ~Copyable {
  private let table: WordTable
  /// The rules, by their places among those with `words` lines.
  private let rules: [Int]
  /// The fields that each rule with `words` lines reads.
  private let fields: [FieldSet]
  /// Of each rule the sentence where it comes to most.
  private var most: [Most]

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
  }

  /// What the words of a rule come to in its sentence; nil for a rule of another kind.
  func points(at index: Int) -> Int? {
    guard let rule = rules.firstIndex(of: index) else { return nil }
    return most[rule].points ?? 0
  }

  /// The words of a rule in its sentence, in reading order and each once; nil for a rule of another kind.
  func words(at index: Int) -> [FoundWord]? {
    guard let rule = rules.firstIndex(of: index) else { return nil }
    return most[rule].words
  }

  /// Ends a sentence that counts.
  ///
  /// - Parameters:
  ///   - hits: the entries that stand in it, each once.
  ///   - tokens: the words of the text.
  ///   - kind: the kind of text, and its number.
  mutating func end(
    _ hits: [WordHit], _ tokens: [Token], passage: Int,
    _ kind: (number: Int, value: FoundWords.Kind)
  ) {
    for (number, index) in rules.enumerated() where fields[index].contains(kind.value.traits) {
      var points = 0
      for hit in hits {
        points += kind.value.weight.share(of: table.points(of: Int(hit.entry), at: index))
      }
      if let known = most[number].points, known >= points { continue }
      most[number].points = points
      most[number].words.removeAll(keepingCapacity: true)
      for hit in hits where table.points(of: Int(hit.entry), at: index) != 0 {
        guard
          let site = Site(
            passage: passage, first: Int(hit.first), last: Int(hit.last), tokens: tokens)
        else { continue }
        most[number].words.append(
          FoundWord(
            entry: hit.entry, site: site, kind: Int32(truncatingIfNeeded: kind.number),
            previous: -1))
      }
    }
  }
}
