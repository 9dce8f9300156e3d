// Performance: the words of a sentence are only added up; of a sentence that comes to most so far what stands in it
// is kept, and nothing is made of it before somebody asks.
import Native

/// In which sentence of a message the words of each rule with a `sum … within sentence` come to most; one per worker.
struct SentenceSums: ~Copyable {
  /// A sentence, as a part of a text.
  struct Sentence {
    /// The number of the passage, and of the kind of text.
    let passage: Int
    let kind: Int
    /// Its words.
    let words: Range<Int>
  }

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
    var sentence = Sentence(passage: 0, kind: 0, words: 0..<0)
    var hits: [WordHit] = []
    var tokens: [Token] = []
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
    for rule in most.indices { most[rule].points = nil }
  }

  /// What the words of a rule come to in its sentence; nil for a rule of another kind.
  func points(at index: Int) -> Int? {
    guard let rule = rules.firstIndex(of: index) else { return nil }
    return most[rule].points ?? 0
  }

  /// The words of a rule in its sentence, in reading order and each once; nil for a rule of another kind.
  func words(at index: Int) -> [FoundWord]? {
    guard let rule = rules.firstIndex(of: index) else { return nil }
    let most = most[rule]
    guard most.points != nil else { return [] }
    let base = most.sentence.words.lowerBound
    return most.hits.compactMap { hit in
      guard table.points(of: Int(hit.entry), at: index) != 0,
        var site = Site(
          passage: most.sentence.passage, first: Int(hit.first) - base,
          last: Int(hit.last) - base, tokens: most.tokens)
      else { return nil }
      site.firstToken = hit.first
      site.lastToken = hit.last
      return FoundWord(
        entry: hit.entry, site: site, kind: Int32(truncatingIfNeeded: most.sentence.kind),
        previous: -1)
    }
  }

  /// Ends a sentence that counts.
  ///
  /// - Parameters:
  ///   - hits: the entries that stand in it, each once.
  ///   - tokens: the words of the text.
  ///   - kind: the kind of text.
  mutating func end(
    _ sentence: Sentence, _ hits: Span<WordHit>, _ tokens: [Token], _ kind: FoundWords.Kind
  ) {
    for (number, index) in rules.enumerated() where fields[index].contains(kind.traits) {
      var points = 0
      for place in hits.indices {
        points += kind.weight.share(of: table.points(of: Int(hits[place].entry), at: index))
      }
      if let known = most[number].points, known >= points { continue }
      most[number].points = points
      most[number].sentence = sentence
      most[number].hits.removeAll(keepingCapacity: true)
      for place in hits.indices { most[number].hits.append(hits[place]) }
      most[number].tokens.removeAll(keepingCapacity: true)
      most[number].tokens += tokens[sentence.words]
    }
  }
}
