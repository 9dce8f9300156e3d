// Performance: most words of a text are among those that were met last. One load tells what a word leads to, where a
// look into the table costs one for the word and one for each length that beginnings have.
import Native

/// The words that were met last, and the entries of `words` lines that each leads to by itself; one per worker.
///
/// A word has a place of eight numbers, half a cache line: two halves of its hash, how many entries it leads to and
/// one more (0 where no word is remembered), and these.
struct KnownWords: ~Copyable {
  private var numbers = ZeroedTable<Int32>(count: KnownWords.firstCount * KnownWords.width)
  /// How many words have places.
  private var count = KnownWords.firstCount
  /// How many words were not known since there are so many places.
  private var misses = 0

  private static let width = 8
  private static let filled = 2
  private static let firstEntry = 3
  /// The most entries of a word that is remembered.
  private static let mostEntries = width - firstEntry
  /// How many words are remembered to begin with, and at most: of a single message few come again, and every page
  /// of memory that is written costs as much as looking up ten.
  private static let firstCount = 1 << 9
  private static let mostCount = 1 << 14

  /// Where a word with this hash is remembered, if it is.
  @inline(__always)
  func place(of hash: UInt64) -> Int {
    (Int(truncatingIfNeeded: hash) & (count - 1)) * Self.width
  }

  /// How many entries a word leads to; nil when it is not remembered.
  @inline(__always)
  func entryCount(of hash: UInt64, at place: Int) -> Int? {
    let filled = numbers[place + Self.filled]
    guard filled > 0, numbers[place] == Self.low(hash), numbers[place + 1] == Self.high(hash)
    else { return nil }
    return Int(filled) - 1
  }

  /// One of the entries of the word that is remembered at a place.
  @inline(__always)
  func entry(_ number: Int, at place: Int) -> Int32 { numbers[place + Self.firstEntry + number] }

  /// Remembers a word that was not known; one that has more entries than fit is not remembered.
  mutating func remember(_ hash: UInt64, _ entries: [Int32]) {
    misses += 1
    if misses > count * 2, count < Self.mostCount { grow() }
    let place = place(of: hash)
    guard entries.count <= Self.mostEntries else { return }
    numbers[place] = Self.low(hash)
    numbers[place + 1] = Self.high(hash)
    numbers[place + Self.filled] = Int32(truncatingIfNeeded: entries.count + 1)
    for index in entries.indices { numbers[place + Self.firstEntry + index] = entries[index] }
  }

  private mutating func grow() {
    let old = numbers
    count *= 2
    misses = 0
    numbers = ZeroedTable(count: count * Self.width)
    for number in 0..<old.count / Self.width where old[number * Self.width + Self.filled] > 0 {
      let from = number * Self.width
      let hash =
        UInt64(UInt32(bitPattern: old[from]))
        | UInt64(UInt32(bitPattern: old[from + 1])) << 32
      let place = place(of: hash)
      for index in 0..<Self.width { numbers[place + index] = old[from + index] }
    }
  }

  @inline(__always)
  private static func low(_ hash: UInt64) -> Int32 { Int32(truncatingIfNeeded: hash) }
  @inline(__always)
  private static func high(_ hash: UInt64) -> Int32 { Int32(truncatingIfNeeded: hash >> 32) }
}
