// Performance: of what is not there one load of a small table tells nearly always; what is there costs a second
// one, since an entry's points stand beside what it is known by. All that only reports ask for stands elsewhere.
import Lexicons
import Native

/// A `words` line: whose it is and what each of its words adds.
struct WordLine: FlatRecord, Sendable, Hashable {
  /// The rule's index in the ruleset.
  var rule: Int32
  /// Which of the rule's terms it is.
  var term: Int32
  /// The points of each of its words.
  var points: Int32
}

/// The entries of all `words` lines and the lines that they belong to.
///
/// An entry is known by its key, of which a look-up compares 42 bits beside those that choose the bucket: ten of
/// marks, where two words in a hundred get through, and the 32 of a tag, for the three or so entries of a bucket.
/// So one look-up in some fifty thousand million takes a word for another, and adds a few points.
struct WordTable: Sendable {
  /// The entries whose keys begin with the same bits.
  struct Bucket: FlatRecord, Sendable {
    /// Two bits are set for each entry.
    var marks: UInt32 = 0
    /// The first of the entries; the next bucket's is their end.
    var start: UInt32 = 0
  }

  /// What a message needs of one entry: its tag, and what it adds to each of the first eight rules.
  struct Entry: FlatRecord, Sendable {
    let tag: UInt32
    // Halves, so that an entry takes twelve bytes.
    private let low: SIMD4<Int8>
    private let high: SIMD4<Int8>

    init(tag: UInt32, lanes: SIMD8<Int8>) {
      self.tag = tag
      low = lanes.lowHalf
      high = lanes.highHalf
    }

    var lanes: SIMD8<Int8> {
      @inline(__always) get { SIMD8(lowHalf: low, highHalf: high) }
    }
  }

  /// Where an entry's lines and its text end.
  struct Ends: FlatRecord, Sendable {
    var uses: UInt32
    var text: UInt32
  }

  /// A lane for each of some rules.
  struct Block: FlatRecord, Sendable {
    var lanes = SIMD8<Int8>.zero
  }

  /// The rules with `words` lines, in their order: each has a lane.
  let rules: FlatArray<Int32>
  /// The lines in order of their rules and terms.
  let lines: FlatArray<WordLine>
  /// A power of two of buckets, in order of the bits that they stand for, and one that only ends the last.
  let buckets: FlatArray<Bucket>
  /// The entries in order of their keys.
  let entries: FlatArray<Entry>
  /// What each entry adds to the rules after the first eight: all blocks of its row but the first.
  let more: FlatArray<Block>
  let ends: FlatArray<Ends>
  /// The lines of every entry, as indices of `lines`.
  let uses: FlatArray<UInt32>
  let texts: FlatArray<UInt8>
  /// Says of most that are no beginnings that they are none; small enough to be near.
  private let beginnings: HashFilter
  /// Bit *n* is set when some beginning has *n* bytes: of those that begin with ASCII, and of the others.
  let asciiLengths: UInt64
  let otherLengths: UInt64
  /// How many blocks a row of points has.
  let width: Int
  /// How far a key's first bits, which tell its bucket, are from its last.
  private let shift: UInt64

  /// How many entries there are.
  var count: Int { entries.count }

  /// The longest beginning, in bytes.
  static let longest = 63

  /// How many rules share a block of a row.
  static let blockWidth = 8

  /// The most buckets: their bits of a key are not those of its mark.
  static let mostBuckets = 1 << 22

  /// A table of parts that belong together.
  init(
    rules: FlatArray<Int32>, lines: FlatArray<WordLine>, buckets: FlatArray<Bucket>,
    entries: FlatArray<Entry>, more: FlatArray<Block>, ends: FlatArray<Ends>,
    uses: FlatArray<UInt32>, texts: FlatArray<UInt8>, beginnings: HashFilter, asciiLengths: UInt64,
    otherLengths: UInt64
  ) {
    width = Self.width(of: rules.count)
    shift = Self.shift(to: buckets.count - 1)
    self.rules = rules
    self.lines = lines
    self.buckets = buckets
    self.entries = entries
    self.more = more
    self.ends = ends
    self.uses = uses
    self.texts = texts
    self.beginnings = beginnings
    self.asciiLengths = asciiLengths
    self.otherLengths = otherLengths
  }

  /// How many blocks a row has.
  static func width(of rules: Int) -> Int { (rules + blockWidth - 1) / blockWidth }

  /// What an entry adds to the rules of a block, before it is weighed.
  @inline(__always)
  func lanes(of entry: Int, _ block: Int) -> SIMD8<Int8> {
    block == 0 ? entries[entry].lanes : more[entry * (width - 1) + block - 1].lanes
  }

  /// What an entry adds to a rule, before it is weighed.
  ///
  /// - Parameter index: the rule's place among those with `words` lines.
  @inline(__always)
  func points(of entry: Int, at index: Int) -> Int {
    Int(lanes(of: entry, index / Self.blockWidth)[index % Self.blockWidth])
  }

  /// The line of a rule that an entry stands in; nil when there is none.
  func line(of rule: Int32, for entry: Int) -> WordLine? {
    let start = entry > 0 ? Int(ends[entry - 1].uses) : 0
    let end = min(Int(ends[entry].uses), uses.count)
    for use in stride(from: start, to: end, by: 1) {
      let line = Int(uses[use])
      if line < lines.count, lines[line].rule == rule { return lines[line] }
    }
    return nil
  }

  /// An entry as an analyst writes it.
  func text(of entry: Int) -> String {
    let start = entry > 0 ? Int(ends[entry - 1].text) : 0
    let end = Int(ends[entry].text)
    guard start <= end, end <= texts.count else { return "" }
    return String(utf8: texts.span.extracting(start..<end))
  }

  /// The entry of a key; -1 when there is none.
  @inline(__always)
  func entry(of key: UInt64) -> Int {
    let number = Int(truncatingIfNeeded: key &>> shift)
    let bucket = buckets[number]
    let marks = Self.marks(of: key)
    guard bucket.marks & marks == marks else { return -1 }
    let tag = Self.tag(of: key)
    var place = Int(bucket.start)
    // In a damaged file a bucket may end anywhere.
    let end = min(Int(buckets[number + 1].start), entries.count)
    while place < end {
      if entries[place].tag == tag { return place }
      place += 1
    }
    return -1
  }

  /// The entry of a beginning, from the hash of its bytes; -1 when there is none.
  @inline(__always)
  func entry(ofBeginning hash: UInt64) -> Int {
    let key = Self.key(ofBeginning: hash)
    return beginnings.mayContain(key) ? entry(of: key) : -1
  }

  /// How far the bits of a key that tell one of so many buckets are from its last.
  static func shift(to buckets: Int) -> UInt64 { UInt64(64 - buckets.trailingZeroBitCount) }

  /// What stands for a key in its bucket.
  @inline(__always)
  static func tag(of key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: key) }

  /// What a bucket that has a key has among its marks.
  @inline(__always)
  static func marks(of key: UInt64) -> UInt32 {
    1 << UInt32(truncatingIfNeeded: key >> 32 & 31)
      | 1 << UInt32(truncatingIfNeeded: key >> 37 & 31)
  }

  // MARK: Keys

  /// The key of a word that is a number of so many digits.
  static func key(ofDigits count: Int) -> UInt64 {
    WordHash.hash(of: String(repeating: "#", count: min(count, WordEntry.mostDigits)))
  }

  /// The key of two words that follow one another.
  @inline(__always)
  static func key(of first: UInt64, then second: UInt64) -> UInt64 {
    WordHash.pair(first, second) &+ 1
  }

  /// The key of the beginning of a word, from the hash of its bytes.
  @inline(__always)
  static func key(ofBeginning hash: UInt64) -> UInt64 { hash ^ 0x5DEE_CE66_D1CE_4E5B }

  /// The key of an entry, from its text; nil for one that no text is looked up for.
  static func key(ofEntry text: Span<UInt8>) -> UInt64? {
    if text.count > 0, text[text.count - 1] == UInt8(ascii: "*") {
      guard text.count - 1 <= longest else { return nil }
      return key(ofBeginning: WordHash.hash(of: 0..<text.count - 1, in: text))
    }
    guard let blank = text.firstOffset(of: UInt8(ascii: " ")) else { return WordHash.hash(text) }
    return key(
      of: WordHash.hash(of: 0..<blank, in: text),
      then: WordHash.hash(of: blank + 1..<text.count, in: text))
  }
}

extension WordTable {
  /// The sections of a file, counted from the first.
  enum Section {
    static let entries: UInt32 = 0
    static let uses: UInt32 = 1
    static let texts: UInt32 = 2
    static let ends: UInt32 = 3
    static let buckets: UInt32 = 4
    static let lengths: UInt32 = 5
    static let lines: UInt32 = 6
    static let more: UInt32 = 7
    static let rules: UInt32 = 8
    static let beginnings: UInt32 = 9
  }

  /// Puts the table into a file.
  func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    file.add(first + Section.rules, rules)
    file.add(first + Section.lines, lines)
    file.add(first + Section.buckets, buckets)
    file.add(first + Section.entries, entries)
    file.add(first + Section.more, more)
    file.add(first + Section.ends, ends)
    file.add(first + Section.uses, uses)
    file.add(first + Section.texts, texts)
    beginnings.write(into: &file, section: first + Section.beginnings)
    file.add(first + Section.lengths, [asciiLengths, otherLengths])
  }

  /// The table that `write` put into a file, which stays mapped; nil when something leads nowhere.
  ///
  /// What only an entry that stands in a text leads to is looked at then.
  ///
  /// - Parameter rules: those whose lines the words belong to.
  init?(_ file: CompiledFile, firstSection first: UInt32, rules: RuleTable) {
    guard let numbers = FlatArray<Int32>(file, section: first + Section.rules),
      let lines = FlatArray<WordLine>(file, section: first + Section.lines),
      let buckets = FlatArray<Bucket>(file, section: first + Section.buckets),
      let entries = FlatArray<Entry>(file, section: first + Section.entries),
      let more = FlatArray<Block>(file, section: first + Section.more),
      let ends = FlatArray<Ends>(file, section: first + Section.ends),
      let uses = FlatArray<UInt32>(file, section: first + Section.uses),
      let texts = FlatArray<UInt8>(file, section: first + Section.texts),
      let beginnings = HashFilter(file, section: first + Section.beginnings),
      let lengths = file.array(of: first + Section.lengths, as: UInt64.self), lengths.count == 2
    else { return nil }
    for index in 0..<numbers.count {
      guard numbers[index] > (index > 0 ? numbers[index - 1] : -1),
        Int(numbers[index]) < rules.count
      else { return nil }
    }
    let count = buckets.count - 1
    guard count > 1, count <= Self.mostBuckets, count & (count - 1) == 0,
      ends.count == entries.count,
      more.count == entries.count * max(Self.width(of: numbers.count) - 1, 0)
    else { return nil }
    self.init(
      rules: numbers, lines: lines, buckets: buckets, entries: entries, more: more, ends: ends,
      uses: uses, texts: texts, beginnings: beginnings, asciiLengths: lengths[0],
      otherLengths: lengths[1])
  }
}
