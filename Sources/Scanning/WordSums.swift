import Lexicons
import Native
import Text

/// What the words of a message come to in each rule with `words` lines, and which they are; one per worker.
struct WordSums: ~Copyable {
  private let table: WordTable
  private var matcher: WordMatcher
  private var found: FoundWords
  /// What was found among the words that were read last.
  private var hits: [WordHit] = []
  /// The fields that each rule reads.
  private let fields: [FieldSet]
  /// How many lines each rule has.
  private let lineCounts: [UInt32]

  /// How many words are told by name: of many that count a point or two nobody reads a list.
  private static let mostTold = 16
  /// How many words are looked up before anything follows of what was found.
  private static let mostAtOnce = 1_024

  init(_ table: WordTable, _ rules: RuleTable) {
    self.table = table
    let facts = (0..<table.rules.count).map { rules.facts[Int(table.rules[$0])] }
    fields = facts.map(\.fields)
    lineCounts = facts.map(\.terms)
    matcher = WordMatcher(table)
    found = FoundWords(
      table, fields: fields,
      sentences: facts.indices.filter { facts[$0].sum?.isWithinSentence ?? false })
  }

  /// How many places of words were found in the message.
  var placeCount: Int { found.places.count }

  /// The rules with `words` lines, by their place among them.
  var indices: Range<Int> { fields.indices }

  /// The index in the ruleset of a rule.
  func rule(at index: Int) -> Int { Int(table.rules[index]) }

  /// Begins a message.
  mutating func beginMessage() { found.beginMessage() }

  /// Finds the words of one text.
  mutating func read(
    _ passage: borrowing Passage, _ number: Int, _ tokens: [Token], in folded: Span<UInt8>
  ) {
    // A hostile text has millions of words, which lead to more hits than there should be room for.
    for start in stride(from: 0, to: tokens.count, by: Self.mostAtOnce) {
      let range = start..<min(start + Self.mostAtOnce, tokens.count)
      matcher.find(tokens.span, in: range, of: folded, into: &hits)
      found.add(hits, of: passage, number, tokens)
    }
  }

  /// Adds up what was found.
  mutating func addUp() { found.addUp() }

  /// What the words came to in a rule.
  func points(at index: Int) -> Int {
    found.sentences.points(at: index) ?? found.points(at: index)
  }

  /// The places of a rule's words as lines that were found, in reading order; of a rule that asks for
  /// sentences those in the one that counts.
  ///
  /// - Parameter isRead: whether those in fields that the rule reads are asked for, or the others.
  func lines(at index: Int, isRead: Bool = true) -> [FoundLine] {
    let ofSentence = isRead ? found.sentences.words(at: index) : nil
    let words = ofSentence.map { $0[...] } ?? found.places
    return words.compactMap { word in
      let kind = found.kinds[Int(word.kind)]
      guard fields[index].contains(kind.traits) == isRead else { return nil }
      return line(of: index, word)
    }
  }

  /// What is said of a rule's words; nil when none counts.
  func told(at index: Int) -> ToldWords? {
    var told: ToldWords?
    if let words = found.sentences.words(at: index) {
      for word in words { tell(word, found.share(of: word, at: index), of: index, in: &told) }
    } else {
      for place in found.places.indices where found.places[place].isLast {
        // Of equal ones the first that was found.
        var best = place
        var most = found.share(of: found.places[place], at: index)
        var other = Int(found.places[place].previous)
        while other >= 0 {
          let share = found.share(of: found.places[other], at: index)
          if abs(share) >= abs(most) { (best, most) = (other, share) }
          other = Int(found.places[other].previous)
        }
        tell(found.places[best], most, of: index, in: &told)
      }
    }
    // A single one that is left takes no more room than its sum.
    if told?.others ?? 0 > 0 { told?.leaveOutLast() }
    return told
  }

  /// Adds a word of a rule to what is said of them.
  private func tell(_ word: FoundWord, _ points: Int, of index: Int, in told: inout ToldWords?) {
    if points == 0 || told?.leavesOut(points, of: Self.mostTold + 1) ?? false { return }
    guard let line = line(of: index, word) else { return }
    if told == nil {
      told = ToldWords(best: line, lines: [line])
    } else {
      told?.add(line, atMost: Self.mostTold + 1)
    }
  }

  /// A word as a line of a rule; nil when the rule does not have it.
  private func line(of index: Int, _ word: FoundWord) -> FoundLine? {
    guard let line = table.line(of: table.rules[index], for: Int(word.entry)),
      line.term >= 0, line.term < lineCounts[index]
    else { return nil }
    return FoundLine(
      signal: Signal(
        rule: line.rule, term: line.term, site: word.site, nears: 0, points: Int(line.points),
        word: word.entry), weight: found.kinds[Int(word.kind)].weight)
  }
}
