// Performance: the entries that a word alone leads to, itself and its beginnings, are remembered for the words that
// were met last. Other words cost a look into `WordTable` for themselves and a smaller one for each length that
// beginnings have; every word costs one for itself and the word before. Many words are looked up before anything
// follows of what was found, so that no look waits for another.
import Lexicons
import Native

/// An entry of a `words` line where it stands in a text, or the end of a sentence.
struct WordHit: Sendable {
  /// The entry's number in the table; -1 for the end of a sentence.
  let entry: Int32
  /// The first and the last of its words; both are the last word of a sentence.
  let first: Int32
  let last: Int32

  @inline(__always)
  init(_ entry: Int, _ first: Int, _ last: Int) {
    self.entry = Int32(truncatingIfNeeded: entry)
    self.first = Int32(truncatingIfNeeded: first)
    self.last = Int32(truncatingIfNeeded: last)
  }

  @inline(__always)
  init(sentenceEndingAt last: Int) { self.init(-1, last, last) }
}

/// Finds the entries of `words` lines in texts; one per worker.
struct WordMatcher: ~Copyable {
  private let table: WordTable
  private let digits: [UInt64]
  /// The most entries that one word leads to, alone and with the one before.
  private let mostOfOne: Int
  private var known = KnownWords()
  /// What the last word is known by beside others.
  private var previous: UInt64 = 0
  /// The entries of a word that was not known.
  private var looked: [Int32] = []

  /// How many words are looked up before it is seen to that there is room for what others lead to.
  private static let block = 64

  init(_ table: WordTable) {
    self.table = table
    digits = (0...WordEntry.mostDigits).map(WordTable.key(ofDigits:))
    mostOfOne =
      2 + max(table.asciiLengths.nonzeroBitCount, table.otherLengths.nonzeroBitCount)
  }

  /// Finds the entries among some words of a text, and where its sentences end, in reading order; `hits` is replaced.
  ///
  /// Two words of different sentences are an entry too, behind the end of the first one's.
  ///
  /// - Parameter range: the words; a text's must come one range after the other.
  mutating func find(
    _ words: Span<Token>, in range: Range<Int>, of folded: Span<UInt8>, into hits: inout [WordHit]
  ) {
    hits.removeAll(keepingCapacity: true)
    guard table.count > 0 else { return }
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(start + Self.block, range.upperBound)
      // Each word may be the first of a sentence, and one is the last.
      hits.append(addingCapacity: (end - start) * (mostOfOne + 1) + 1) { hits in
        for index in start..<end {
          if index > 0, words[index].sentence != words[index - 1].sentence {
            hits.append(WordHit(sentenceEndingAt: index - 1))
          }
          let key = find(words[index], index, in: folded, into: &hits)
          if index > 0 {
            let entry = table.entry(of: WordTable.key(of: previous, then: key))
            if entry >= 0 { hits.append(WordHit(entry, index - 1, index)) }
          }
          previous = key
        }
        if end == words.count { hits.append(WordHit(sentenceEndingAt: end - 1)) }
      }
      start = end
    }
  }

  /// Finds the entries that a word leads to by itself; answers what it is known by beside others.
  @inline(__always)
  private mutating func find(
    _ word: Token, _ index: Int, in folded: Span<UInt8>, into hits: inout OutputSpan<WordHit>
  ) -> UInt64 {
    let count = digitCount(of: word.range, in: folded)
    if count > 0 {
      let key = digits[min(count, WordEntry.mostDigits)]
      let entry = table.entry(of: key)
      if entry >= 0 { hits.append(WordHit(entry, index, index)) }
      return key
    }
    let place = known.place(of: word.hash)
    if let count = known.entryCount(of: word.hash, at: place) {
      for number in 0..<count {
        hits.append(WordHit(Int(known.entry(number, at: place)), index, index))
      }
    } else {
      look(for: word.hash, word.range, in: folded)
      known.remember(word.hash, looked)
      for entry in looked { hits.append(WordHit(Int(entry), index, index)) }
    }
    return word.hash
  }

  /// Looks up the entries that a word leads to by itself.
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
      let entry = table.entry(ofBeginning: beginning)
      if entry >= 0 { looked.append(Int32(truncatingIfNeeded: entry)) }
    }
  }

  /// How many digits a word has that is nothing else; 0 for other words.
  @inline(__always)
  private func digitCount(of range: Range<Int>, in folded: Span<UInt8>) -> Int {
    for offset in range where folded[offset] &- 0x30 > 9 { return 0 }
    return range.count
  }
}
