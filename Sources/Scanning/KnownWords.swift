// Performance: most words of a text are among those that were met last. One load tells what a word leads to, where a
// look into the table costs one for the word and one for each length that beginnings have.
import Native

/// A word that was met, and the entries of `words` lines that it leads to by itself.
struct KnownWord: FlatRecord {
  private(set) var hash: UInt64
  /// How many entries there are, and one more; 0 where no word is remembered.
  private var filled: Int32 = 0
  private(set) var entries = InlineArray<5, Int32>(repeating: 0)

  /// A word with its entries; one that has more than fit is not remembered.
  init(_ hash: UInt64, _ found: [Int32]) {
    self.hash = hash
    guard found.count <= entries.count else { return }
    filled = Int32(found.count + 1)
    for index in found.indices { entries[index] = found[index] }
  }

  /// How many entries there are; nil where no word is remembered.
  var count: Int? { filled > 0 ? Int(filled) - 1 : nil }
}

/// The words that were met last; one per worker.
struct KnownWords: ~Copyable {
  private var words = ZeroedTable<KnownWord>(count: KnownWords.firstCount)
  /// How many words were not known since there are so many places.
  private var misses = 0

  /// How many are remembered to begin with, and at most: of a single message few come again, and every page of
  /// memory that is written costs as much as looking up ten.
  private static let firstCount = 1 << 9
  private static let mostCount = 1 << 12

  /// The word that is remembered where one with this hash would be.
  @inline(__always)
  func word(of hash: UInt64) -> KnownWord { words[place(of: hash)] }

  /// Remembers a word that was not known.
  mutating func remember(_ word: KnownWord) {
    misses += 1
    if misses > words.count * 2, words.count < Self.mostCount {
      let old = words
      words = ZeroedTable(count: old.count * 2)
      for index in 0..<old.count where old[index].count != nil {
        words[place(of: old[index].hash)] = old[index]
      }
      misses = 0
    }
    words[place(of: word.hash)] = word
  }

  @inline(__always)
  private func place(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash) & (words.count - 1)
  }
}
