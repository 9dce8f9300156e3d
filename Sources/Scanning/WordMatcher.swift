// Performance: the entries that a word alone leads to, itself and its beginnings, are remembered for the words that
// were met last. Other words cost a look into `WordTable` for themselves and one for each length that beginnings
// have; every word costs one for itself and the word before.
import Lexicons
import Native
import Text

/// A place where an entry of a `words` line stands, the first in text of its kind.
struct FoundWord: Sendable {
  /// The entry's number in the table.
  let entry: Int32
  /// Where.
  let site: Site
  /// Which kind of text that is: an index of `WordMatcher.kinds`.
  let kind: Int32
  /// The place that was found before, in text of another kind, as an index of `WordMatcher.found`; -1 when there
  /// is none.
  let previous: Int32
  /// Whether none was found after it.
  var isLast = true
}

/// Finds the entries of `words` lines in the texts of a message; one per worker.
struct WordMatcher: ~Copyable {
  /// What rules ask of a text, and how much it counts.
  struct Kind: Sendable {
    let traits: FieldSet.Traits
    let weight: Weight
  }

  private let table: WordTable
  /// The places of the message's entries, in reading order.
  private(set) var found: [FoundWord] = []
  /// The message's entries, each with the place that was found last.
  private var met = MetEntries()
  /// The kinds of text that were met so far, in this message or another.
  private(set) var kinds: [Kind] = []
  /// Where the words of rules come to most that ask for sentences.
  private(set) var sentences: SentenceSums
  private let digits: [UInt64]
  private var known = KnownWords()
  /// The entries of a word that was not known.
  private var looked: [Int32] = []

  init(_ table: WordTable, _ sentences: consuming SentenceSums) {
    self.table = table
    self.sentences = sentences
    digits = (0...WordEntry.mostDigits).map(WordTable.key(ofDigits:))
  }

  /// Begins a message.
  mutating func beginMessage() {
    found.removeAll(keepingCapacity: true)
    met.beginMessage()
    sentences.beginMessage()
  }

  /// Finds the entries of one text.
  ///
  /// - Parameters:
  ///   - number: the passage's number.
  ///   - tokens: its words.
  mutating func read(
    _ passage: borrowing Passage, _ number: Int, _ tokens: [Token], in folded: Span<UInt8>
  ) {
    guard table.count > 0 else { return }
    let kind = kind(of: passage)
    let words = tokens.span
    var previous: UInt64 = 0
    for index in words.indices {
      if index > 0, words[index].sentence != words[index - 1].sentence {
        endSentence(at: index - 1, kind, passage, number, tokens)
      }
      let range = words[index].range
      let count = digitCount(of: range, in: folded)
      let hash = count > 0 ? digits[min(count, WordEntry.mostDigits)] : words[index].hash
      if count > 0 {
        add(table.entry(of: hash), index...index, kind, passage, number, tokens)
      } else {
        let word = known.word(of: hash)
        if word.hash == hash, let count = word.count {
          for place in 0..<count {
            add(Int(word.entries[place]), index...index, kind, passage, number, tokens)
          }
        } else {
          look(for: hash, range, in: folded)
          known.remember(KnownWord(hash, looked))
          for entry in looked {
            add(Int(entry), index...index, kind, passage, number, tokens)
          }
        }
      }
      if index > 0 {
        add(
          table.entry(of: WordTable.key(of: previous, then: hash)), index - 1...index, kind,
          passage, number, tokens)
      }
      previous = hash
    }
    if let last = words.indices.last { endSentence(at: last, kind, passage, number, tokens) }
  }

  /// Ends the sentence whose last word this is.
  private mutating func endSentence(
    at last: Int, _ kind: Int32, _ passage: borrowing Passage, _ number: Int, _ tokens: [Token]
  ) {
    if sentences.isEmpty { return }
    met.beginSentence()
    // What neighbouring messages say is no sentence of this one.
    if passage.hasContext, passage.isContext(tokens[last].range) {
      return sentences.beginSentence()
    }
    sentences.end(in: kinds[Int(kind)], kind, passage: number, tokens)
  }

  /// Finds the entries that a word leads to by itself.
  private mutating func look(for hash: UInt64, _ word: Range<Int>, in folded: Span<UInt8>) {
    looked.removeAll(keepingCapacity: true)
    let whole = table.entry(of: hash)
    if whole >= 0 { looked.append(Int32(truncatingIfNeeded: whole)) }
    guard !word.isEmpty else { return }
    var lengths = folded[word.lowerBound] < 0x80 ? table.asciiLengths : table.otherLengths
    if word.count < 64 { lengths &= 1 << UInt64(word.count) - 1 }
    while lengths != 0 {
      let end = word.lowerBound + lengths.trailingZeroBitCount
      lengths &= lengths - 1
      let beginning = WordHash.hash(of: word.lowerBound..<end, in: folded)
      let entry = table.entry(of: WordTable.key(ofBeginning: beginning))
      if entry >= 0 { looked.append(Int32(truncatingIfNeeded: entry)) }
    }
  }

  @inline(__always)
  private mutating func add(
    _ entry: Int, _ words: ClosedRange<Int>, _ kind: Int32, _ passage: borrowing Passage,
    _ number: Int, _ tokens: [Token]
  ) {
    guard entry >= 0 else { return }
    let slot = met.slot(of: entry)
    if !sentences.isEmpty,
      tokens[words.lowerBound].sentence == tokens[words.upperBound].sentence, met.note(at: slot)
    {
      sentences.note(entry, words)
    }
    let previous = met.last(at: slot)
    var place = Int(previous)
    while place >= 0 {
      if found[place].kind == kind { return }
      place = Int(found[place].previous)
    }
    guard
      let site = Site(
        passage: number, first: words.lowerBound, last: words.upperBound, tokens: tokens)
    else { return }
    // What neighbouring messages say is no word of this one.
    if passage.hasContext, passage.isContext(site.range) { return }
    if previous >= 0 { found[Int(previous)].isLast = false }
    met.setLast(Int32(truncatingIfNeeded: found.count), at: slot)
    found.append(
      FoundWord(
        entry: Int32(truncatingIfNeeded: entry), site: site, kind: kind, previous: previous))
  }

  /// How many digits a word has that is nothing else; 0 for other words.
  @inline(__always)
  private func digitCount(of range: Range<Int>, in folded: Span<UInt8>) -> Int {
    for offset in range where folded[offset] &- 0x30 > 9 { return 0 }
    return range.count
  }

  /// The number of a text's kind.
  private mutating func kind(of passage: borrowing Passage) -> Int32 {
    let traits = FieldSet.Traits(passage)
    var number = 0
    while number < kinds.count, kinds[number].traits != traits { number += 1 }
    if number == kinds.count { kinds.append(Kind(traits: traits, weight: Weight.of(passage))) }
    return Int32(truncatingIfNeeded: number)
  }
}
