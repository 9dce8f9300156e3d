// Performance: learned lexicons have hundreds of thousands of weights, so what is sorted are numbers alone, and what
// is said of a weight is its number: lists and dictionaries of them took more memory than a scan.
import Lexicons
import Native

extension WordTable {
  /// The table of the words of lines; a rule's lines are told apart by their terms.
  init(_ words: [(line: WordLine, entries: [WordEntry])]) {
    let builder = WordTableBuilder(words)
    let buckets = builder.buckets()
    let (rules, lines, places) = builder.lines()
    let width = WordTable.width(of: rules.count)
    var entries: [Entry] = []
    var more: [Block] = []
    var ends: [Ends] = []
    var uses: [UInt32] = []
    var texts: [UInt8] = []
    var lengths: [UInt64] = [0, 0]
    var beginnings: [UInt64] = []
    entries.reserveCapacity(builder.starts.count)
    more.reserveCapacity(builder.starts.count * max(width - 1, 0))
    ends.reserveCapacity(builder.starts.count)
    uses.reserveCapacity(builder.order.count)
    var row = [Block](repeating: Block(), count: max(width, 1))
    for number in builder.starts.indices {
      for block in row.indices { row[block] = Block() }
      for use in builder.uses(ofEntry: number) {
        let line = Int(builder.uses[use].line)
        let (lane, number) = places[line]
        row[lane / Self.blockWidth].lanes[lane % Self.blockWidth] =
          Int8(clamping: words[line].line.points)
        uses.append(number)
      }
      let entry = builder.entry(number)
      entries.append(Entry(tag: Self.tag(of: builder.key(ofEntry: number)), lanes: row[0].lanes))
      more += row.dropFirst()
      texts.append(contentsOf: entry.text.utf8)
      ends.append(
        Ends(
          uses: UInt32(truncatingIfNeeded: uses.count),
          text: UInt32(truncatingIfNeeded: texts.count)))
      let text = entry.text.utf8
      if text.last == UInt8(ascii: "*") {
        beginnings.append(builder.key(ofEntry: number))
        lengths[text.first ?? 0 < 0x80 ? 0 : 1] |= 1 << UInt64(text.count - 1)
      }
    }
    self.init(
      rules: FlatArray(rules), lines: FlatArray(lines), buckets: FlatArray(buckets),
      entries: FlatArray(entries), more: FlatArray(more), ends: FlatArray(ends),
      uses: FlatArray(uses), texts: FlatArray(texts), beginnings: HashFilter(beginnings),
      asciiLengths: lengths[0], otherLengths: lengths[1])
  }
}

/// Puts the words of `words` lines in the order of a `WordTable`, and numbers their lines.
private struct WordTableBuilder {
  /// A word of a line.
  struct Use {
    let line: UInt32
    /// Which of the line's words it is.
    let word: UInt32
  }

  let words: [(line: WordLine, entries: [WordEntry])]
  /// The words that texts are looked up for, in the order of their lines.
  private(set) var uses: [Use] = []
  private var keys: [UInt64] = []
  /// The uses in order of their keys, those of one key in the order of their lines.
  let order: [UInt32]
  /// Where the uses of each entry begin in that order: an entry is what has a key of its own.
  private(set) var starts: [Int] = []

  init(_ words: [(line: WordLine, entries: [WordEntry])]) {
    self.words = words
    let count = words.reduce(0) { $0 + $1.entries.count }
    uses.reserveCapacity(count)
    keys.reserveCapacity(count)
    var text: [UInt8] = []
    for (line, part) in words.enumerated() {
      for (word, entry) in part.entries.enumerated() {
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: entry.text.utf8)
        guard let key = WordTable.key(ofEntry: text.span) else { continue }
        keys.append(key)
        uses.append(
          Use(line: UInt32(truncatingIfNeeded: line), word: UInt32(truncatingIfNeeded: word)))
      }
    }
    order = sortedOrder(of: keys, then: [UInt32](repeating: 0, count: keys.count))
    for place in order.indices
    where place == 0 || keys[Int(order[place])] != keys[Int(order[place - 1])] {
      starts.append(place)
    }
  }

  /// The uses of an entry.
  func uses(ofEntry number: Int) -> some Sequence<Int> {
    let end = number + 1 < starts.count ? starts[number + 1] : order.count
    return (starts[number]..<end).lazy.map { Int(order[$0]) }
  }

  func key(ofEntry number: Int) -> UInt64 { keys[Int(order[starts[number]])] }

  func entry(_ number: Int) -> WordEntry {
    let use = uses[Int(order[starts[number]])]
    return words[Int(use.line)].entries[Int(use.word)]
  }

  /// The rules that have entries, their lines, and for each of `words` the lane of its rule and its number among those.
  func lines() -> (rules: [Int32], lines: [WordLine], places: [(lane: Int, number: UInt32)]) {
    var isUsed = [Bool](repeating: false, count: words.count)
    for use in uses { isUsed[Int(use.line)] = true }
    let inOrder = words.indices.filter { isUsed[$0] }.sorted {
      let (one, two) = (words[$0].line, words[$1].line)
      return one.rule == two.rule ? one.term < two.term : one.rule < two.rule
    }
    var rules: [Int32] = []
    var lines: [WordLine] = []
    var places = [(lane: Int, number: UInt32)](repeating: (0, 0), count: words.count)
    for index in inOrder {
      let line = words[index].line
      if rules.last != line.rule { rules.append(line.rule) }
      if lines.last != line { lines.append(line) }
      places[index] = (rules.count - 1, UInt32(truncatingIfNeeded: lines.count - 1))
    }
    return (rules, lines, places)
  }

  /// The buckets of the entries: so many that no two of one bucket have the same tag.
  func buckets() -> [WordTable.Bucket] {
    var count = 2
    while count * Self.mostInBucket < starts.count { count *= 2 }
    while count < WordTable.mostBuckets, !areToldApart(in: count) { count *= 2 }
    let shift = WordTable.shift(to: count)
    var buckets = [WordTable.Bucket](repeating: WordTable.Bucket(), count: count + 1)
    for number in starts.indices {
      let key = key(ofEntry: number)
      let bucket = Int(truncatingIfNeeded: key >> shift)
      buckets[bucket].marks |= WordTable.marks(of: key)
      buckets[bucket + 1].start += 1
    }
    for number in 1...count { buckets[number].start += buckets[number - 1].start }
    return buckets
  }

  /// How many entries a bucket has at most, on average: with more the marks would let too many words through.
  private static let mostInBucket = 4

  private func areToldApart(in buckets: Int) -> Bool {
    let shift = WordTable.shift(to: buckets)
    var tags: [UInt32] = []
    var last: UInt64?
    for number in starts.indices {
      let key = key(ofEntry: number)
      if last != key >> shift { tags.removeAll(keepingCapacity: true) }
      last = key >> shift
      let tag = WordTable.tag(of: key)
      if tags.contains(tag) { return false }
      tags.append(tag)
    }
    return true
  }
}
