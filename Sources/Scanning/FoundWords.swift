// Performance: of a message's hundred words each counts in several rules, and nobody asks for them one by one
// unless a finding comes of them. All rules have a lane each in a word's row of points, so that a word is added to
// eight of them at once; what is kept beside is where it stands.
import Lexicons
import Native
import Text

/// A place where an entry of a `words` line stands, the first in text of its kind.
struct FoundWord: Sendable {
  /// The entry's number in the table.
  let entry: Int32
  /// Where.
  let site: Site
  /// Which kind of text that is: an index of `FoundWords.kinds`.
  let kind: Int32
  /// The place that was found before, in text of another kind, as an index of `FoundWords.places`; -1 when there
  /// is none.
  let previous: Int32
  /// Whether none was found after it.
  var isLast = true
}

/// The entries of `words` lines that a message has, and what they come to in each rule; one per worker.
struct FoundWords: ~Copyable {
  /// What rules ask of a text, and how much it counts.
  struct Kind: Sendable {
    let traits: FieldSet.Traits
    let weight: Weight
  }

  /// What of a block of rules counts in a kind of text.
  private struct Reading {
    /// All ones in the lanes of rules that read it.
    var lanes = SIMD8<Int8>.zero
    /// How often points are halved.
    let halvings: UInt8
  }

  private let table: WordTable
  /// The fields that each rule with `words` lines reads.
  private let fields: [FieldSet]
  /// The kinds of text that were met so far, in this message or another.
  private(set) var kinds: [Kind] = []
  /// Where the words of rules come to most that ask for sentences.
  private(set) var sentences: SentenceSums
  /// The places of the message's entries, and behind them room for more.
  private var room: [FoundWord] = []
  /// How many places there are.
  private var count = 0
  /// The message's entries, each with the place that was found last.
  private var met = MetEntries()
  /// The entries of the sentence that is read, each once.
  private var noted: [WordHit] = []
  /// Of every kind of text that was met what counts of each block.
  private var readings: [Reading] = []
  /// What the entries come to, block by block, once they are added up.
  private var sums: [SIMD8<Int32>]

  /// - Parameters:
  ///   - fields: the fields that each rule with `words` lines reads, in the table's order.
  ///   - sentences: the rules that ask for sentences, by their places among those.
  init(_ table: WordTable, fields: [FieldSet], sentences: [Int] = []) {
    self.table = table
    self.fields = fields
    self.sentences = SentenceSums(table, rules: sentences, fields: fields)
    sums = Array(repeating: .zero, count: table.width)
  }

  /// The places of the message's entries, in reading order.
  var places: ArraySlice<FoundWord> { room[..<count] }

  /// Begins a message.
  mutating func beginMessage() {
    count = 0
    met.beginMessage()
    sentences.beginMessage()
  }

  // MARK: Finding

  /// Adds what was found among some words of a text, after those before them.
  ///
  /// - Parameters:
  ///   - number: the passage's number.
  ///   - tokens: all its words.
  mutating func add(
    _ hits: [WordHit], of passage: borrowing Passage, _ number: Int, _ tokens: [Token]
  ) {
    guard !hits.isEmpty else { return }
    let kind = kind(of: passage)
    let asksSentences = !sentences.isEmpty
    // Lent meanwhile, so that it is asked once whether somebody else has the array.
    var room: [FoundWord] = []
    swap(&room, &self.room)
    if room.count < count + hits.count {
      let none = FoundWord(entry: -1, site: .nowhere, kind: 0, previous: -1)
      room += repeatElement(none, count: max(count + hits.count - room.count, room.count))
    }
    var places = room.mutableSpan
    let words = tokens.span
    for hit in hits {
      let last = words[Int(hit.last)]
      if hit.entry >= 0 {
        let slot = met.slot(of: Int(hit.entry))
        let first = words[Int(hit.first)]
        if asksSentences, first.sentence == last.sentence, met.note(at: slot) { noted.append(hit) }
        add(hit, first, last, kind, slot, passage, number, to: &places)
      } else if asksSentences {
        // What neighbouring messages say is no sentence of this one.
        if !passage.hasContext || !passage.isContext(last.range) {
          sentences.end(noted, tokens, passage: number, (kind, kinds[kind]))
        }
        met.beginSentence()
        noted.removeAll(keepingCapacity: true)
      }
    }
    swap(&room, &self.room)
  }

  /// Adds a place of an entry, unless it has one in text of that kind.
  @inline(__always)
  private mutating func add(
    _ hit: WordHit, _ first: Token, _ last: Token, _ kind: Int, _ slot: Int,
    _ passage: borrowing Passage, _ number: Int, to places: inout MutableSpan<FoundWord>
  ) {
    let kind = Int32(truncatingIfNeeded: kind)
    if met.isLast(in: kind, at: slot) { return }
    let previous = met.last(at: slot)
    var place = Int(previous)
    while place >= 0 {
      if places[place].kind == kind { return }
      place = Int(places[place].previous)
    }
    // What neighbouring messages say is no word of this one.
    if passage.hasContext, passage.isContext(Int(first.start)..<Int(last.end)) { return }
    if previous >= 0 { places[Int(previous)].isLast = false }
    met.setLast(Int32(truncatingIfNeeded: count), in: kind, at: slot)
    places[count] = FoundWord(
      entry: hit.entry,
      site: Site(
        passage: Int32(truncatingIfNeeded: number), firstToken: hit.first, lastToken: hit.last,
        start: first.start, end: last.end, sentence: first.sentence, paragraph: first.paragraph),
      kind: kind, previous: previous)
    count += 1
  }

  // MARK: Adding up

  /// Adds up what the entries come to in each rule: every one once, where it counts most.
  mutating func addUp() {
    for block in sums.indices {
      var sum = SIMD8<Int32>.zero
      for place in 0..<count {
        var share = share(of: Int(room[place].entry), in: Int(room[place].kind), block)
        if room[place].previous >= 0 {
          let before = most(from: Int(room[place].previous), block)
          sum &-= SIMD8<Int32>(truncatingIfNeeded: before)
          share = Self.larger(before, share)
        }
        sum &+= SIMD8<Int32>(truncatingIfNeeded: share)
      }
      sums[block] = sum
    }
  }

  /// What the entries came to in a rule.
  ///
  /// - Parameter index: the rule's place among those with `words` lines.
  func points(at index: Int) -> Int {
    Int(sums[index / WordTable.blockWidth][index % WordTable.blockWidth])
  }

  // MARK: Kinds and shares

  /// The number of a text's kind.
  private mutating func kind(of passage: borrowing Passage) -> Int {
    let traits = FieldSet.Traits(passage)
    for number in kinds.indices where kinds[number].traits == traits { return number }
    let kind = Kind(traits: traits, weight: Weight.of(passage))
    kinds.append(kind)
    for block in 0..<table.width {
      var reading = Reading(halvings: kind.weight.halvings)
      for lane in 0..<WordTable.blockWidth {
        let index = block * WordTable.blockWidth + lane
        if index < fields.count, fields[index].contains(traits) { reading.lanes[lane] = -1 }
      }
      readings.append(reading)
    }
    return kinds.count - 1
  }

  /// What an entry adds to the rules of a block in a kind of text.
  @inline(__always)
  private func share(of entry: Int, in kind: Int, _ block: Int) -> SIMD8<Int8> {
    let reading = readings[kind * table.width + block]
    return Weight.shares(
      of: table.lanes(of: entry, block) & reading.lanes, halvings: reading.halvings)
  }

  /// What the entry of a place adds there to a rule.
  func share(of word: FoundWord, at index: Int) -> Int {
    let block = index / WordTable.blockWidth
    return Int(share(of: Int(word.entry), in: Int(word.kind), block)[index % WordTable.blockWidth])
  }

  /// What the entry of a place adds most to the rules of a block, there or where it was found before.
  private func most(from place: Int, _ block: Int) -> SIMD8<Int8> {
    var most = SIMD8<Int8>.zero
    var place = place
    while place >= 0 {
      let share = share(of: Int(room[place].entry), in: Int(room[place].kind), block)
      most = Self.larger(most, share)
      place = Int(room[place].previous)
    }
    return most
  }

  /// The numbers that are further from nothing; an entry's have the same sign in all texts.
  @inline(__always)
  private static func larger(_ one: SIMD8<Int8>, _ two: SIMD8<Int8>) -> SIMD8<Int8> {
    two.replacing(with: one, where: size(of: one) .>= size(of: two))
  }

  /// The sizes of numbers, whatever their signs.
  @inline(__always)
  private static func size(of points: SIMD8<Int8>) -> SIMD8<Int8> {
    let none = SIMD8<Int8>.zero
    return points.replacing(with: none &- points, where: points .< none)
  }
}
