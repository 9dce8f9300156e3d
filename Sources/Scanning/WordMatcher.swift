// Performance: a word of a text costs a look into the bit map of `WordTable` for itself, one for it and the word
// before, and one for each length that beginnings have; an entry that was found in the message already costs no more.
import Lexicons
import Native

/// An entry of a `words` line that stands in a text.
struct WordHit: Sendable, Hashable {
  /// The entry's number in the table.
  var entry: Int32
  /// Its first and its last word, as indices of the text's tokens.
  var firstToken: Int32
  var lastToken: Int32
}

/// Finds the entries of `words` lines in the texts of a message; one per worker.
struct WordMatcher: ~Copyable {
  private let table: WordTable
  /// The rank of the heaviest text that showed each entry; 0 when none did.
  private var ranks: [UInt8]
  private let digits: [UInt64]

  /// The most hits of one text.
  private static let limit = 1 << 20

  init(_ table: WordTable) {
    self.table = table
    ranks = Array(repeating: 0, count: table.count)
    digits = (0...WordEntry.mostDigits).map(WordTable.key(ofDigits:))
  }

  /// Begins a message: what counts once is looked for again.
  mutating func beginMessage() {
    for index in ranks.indices { ranks[index] = 0 }
  }

  /// Finds the entries of one text, in order of their last words.
  ///
  /// - Parameter once: which entries are left out since a text of at least this rank showed them.
  /// - Returns: whether all are there; false when there were more than the limit.
  mutating func match(
    _ tokens: Span<Token>, in folded: Span<UInt8>, once: PhraseMatcher.Once,
    into hits: inout [WordHit]
  ) -> Bool {
    hits.removeAll(keepingCapacity: true)
    guard table.count > 0 else { return true }
    var rank: UInt8?
    if case .rank(let own) = once {
      if own == 0 { return true }
      rank = own
    }
    var previous: UInt64 = 0
    for index in tokens.indices {
      let range = tokens[index].range
      let count = digitCount(of: range, in: folded)
      let hash = count > 0 ? digits[min(count, WordEntry.mostDigits)] : tokens[index].hash
      add(table.entry(of: hash), index, index, rank, &hits)
      if index > 0 {
        add(table.entry(of: WordTable.key(of: previous, then: hash)), index - 1, index, rank, &hits)
      }
      previous = hash
      if hits.count > Self.limit { return false }
      if count > 0 { continue }
      var lengths = folded[range.lowerBound] < 0x80 ? table.asciiLengths : table.otherLengths
      if range.count < 64 { lengths &= 1 << UInt64(range.count) - 1 }
      while lengths != 0 {
        let length = lengths.trailingZeroBitCount
        lengths &= lengths - 1
        let beginning = WordHash.hash(
          folded.extracting(range.lowerBound..<range.lowerBound + length))
        add(table.entry(of: WordTable.key(ofBeginning: beginning)), index, index, rank, &hits)
      }
    }
    return true
  }

  @inline(__always)
  private mutating func add(
    _ entry: Int, _ first: Int, _ last: Int, _ rank: UInt8?, _ hits: inout [WordHit]
  ) {
    guard entry >= 0 else { return }
    if let rank {
      if ranks[entry] >= rank { return }
      ranks[entry] = rank
    }
    hits.append(
      WordHit(
        entry: Int32(truncatingIfNeeded: entry), firstToken: Int32(truncatingIfNeeded: first),
        lastToken: Int32(truncatingIfNeeded: last)))
  }

  /// How many digits a word has that is nothing else; 0 for other words.
  @inline(__always)
  private func digitCount(of range: Range<Int>, in folded: Span<UInt8>) -> Int {
    for offset in range where folded[offset] &- 0x30 > 9 { return 0 }
    return range.count
  }
}
