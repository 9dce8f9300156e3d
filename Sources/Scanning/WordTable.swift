// Performance: a bit map of a few kilobytes turns away nearly every word, pair and beginning of a text; what it
// lets through is looked up once. Entries are told apart by their whole hash.
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
struct WordTable: Sendable {
  /// One entry: its key, where its uses and its text end.
  struct Entry: FlatRecord, Sendable {
    var key: UInt64
    var usesEnd: UInt32
    var textEnd: UInt32
  }

  /// A lane for each of some rules.
  struct Block: FlatRecord, Sendable {
    var lanes = SIMD8<Int8>.zero
  }

  /// The lines in order of their rules and terms.
  let lines: FlatArray<WordLine>
  /// The entries in order of their keys.
  let entries: FlatArray<Entry>
  /// The lines of every entry, as indices of `lines`.
  let uses: FlatArray<UInt32>
  /// What each entry adds to every rule, before it is weighed: a row of blocks, of whose lanes each is a rule's.
  let points: FlatArray<Block>
  /// The rules with `words` lines, in their order: each has a lane.
  let rules: FlatArray<Int32>
  private let texts: FlatArray<UInt8>
  private let index: AnchorIndex
  private let bits: FlatArray<UInt64>
  /// Bit *n* is set when some beginning has *n* bytes: of those that begin with ASCII, and of the others.
  let asciiLengths: UInt64
  let otherLengths: UInt64

  /// How many entries there are.
  var count: Int { entries.count }

  /// The longest beginning, in bytes.
  static let longest = 63

  /// Bits of the map for each entry, two of which are set: of what is not there two in a hundred get through.
  private static let bitsPerEntry = 16

  /// How many rules share a block of a row.
  static let blockWidth = 8

  /// The table of entries with their uses.
  init(_ words: [WordEntry: [WordLine]]) {
    var sorted: [(key: UInt64, entry: WordEntry, uses: [WordLine])] = []
    var known: Set<WordLine> = []
    for (entry, uses) in words {
      guard let key = Self.key(of: entry) else { continue }
      sorted.append((key, entry, uses))
      known.formUnion(uses)
    }
    sorted.sort { $0.key < $1.key }
    let lines = known.sorted { ($0.rule, $0.term) < ($1.rule, $1.term) }
    var numbers: [WordLine: UInt32] = [:]
    for (number, line) in lines.enumerated() { numbers[line] = UInt32(number) }
    var entries: [Entry] = []
    var allUses: [UInt32] = []
    var texts: [UInt8] = []
    var lengths: [UInt64] = [0, 0]
    var words = 1
    while words * 64 < sorted.count * Self.bitsPerEntry { words *= 2 }
    var bits = [UInt64](repeating: 0, count: words)
    for (key, entry, uses) in sorted {
      allUses += uses.compactMap { numbers[$0] }
      texts += Array(entry.text.utf8)
      entries.append(
        Entry(
          key: key, usesEnd: UInt32(truncatingIfNeeded: allUses.count),
          textEnd: UInt32(truncatingIfNeeded: texts.count)))
      let (word, mask) = Self.place(of: key, words)
      bits[word] |= mask
      if case .beginning(let text) = entry.parts.first {
        lengths[text.utf8.first ?? 0 < 0x80 ? 0 : 1] |= 1 << UInt64(text.utf8.count)
      }
    }
    self.lines = FlatArray(lines)
    let rules = Self.rules(of: lines)
    self.rules = FlatArray(rules)
    points = FlatArray(Self.rows(of: sorted.map(\.uses), rules))
    self.entries = FlatArray(entries)
    self.uses = FlatArray(allUses)
    self.texts = FlatArray(texts)
    self.bits = FlatArray(bits)
    index = AnchorIndex(sorted.map(\.key), offset: 0)
    asciiLengths = lengths[0]
    otherLengths = lengths[1]
  }

  private static func rules(of lines: [WordLine]) -> [Int32] {
    var rules: [Int32] = []
    for line in lines where rules.last != line.rule { rules.append(line.rule) }
    return rules
  }

  private static func rows(of uses: [[WordLine]], _ rules: [Int32]) -> [Block] {
    let width = Self.width(of: rules.count)
    var rows = [Block](repeating: Block(), count: uses.count * width)
    for (entry, lines) in uses.enumerated() {
      for line in lines {
        guard let lane = rules.firstIndex(of: line.rule) else { continue }
        rows[entry * width + lane / blockWidth].lanes[lane % blockWidth] =
          Int8(clamping: line.points)
      }
    }
    return rows
  }

  /// How many blocks a row has.
  private static func width(of rules: Int) -> Int { (rules + blockWidth - 1) / blockWidth }

  /// How many blocks a row has.
  var width: Int { Self.width(of: rules.count) }

  /// What an entry adds to a rule, before it is weighed.
  ///
  /// - Parameter index: the rule's place among those with `words` lines.
  @inline(__always)
  func points(of entry: Int, at index: Int) -> Int {
    Int(points[entry * width + index / Self.blockWidth].lanes[index % Self.blockWidth])
  }

  /// The line of a rule that an entry stands in; nil when there is none.
  func line(of rule: Int32, for entry: Int) -> WordLine? {
    let start = entry > 0 ? Int(entries[entry - 1].usesEnd) : 0
    let end = min(Int(entries[entry].usesEnd), uses.count)
    for use in stride(from: start, to: end, by: 1) {
      let line = Int(uses[use])
      if line < lines.count, lines[line].rule == rule { return lines[line] }
    }
    return nil
  }

  /// An entry as an analyst writes it.
  func text(of entry: Int) -> String {
    let start = entry > 0 ? Int(entries[entry - 1].textEnd) : 0
    let end = Int(entries[entry].textEnd)
    guard start <= end, end <= texts.count else { return "" }
    return String(utf8: texts.span.extracting(start..<end))
  }

  /// The entry of a key; -1 when there is none.
  @inline(__always)
  func entry(of key: UInt64) -> Int {
    let (word, mask) = Self.place(of: key, bits.count)
    guard bits[word] & mask == mask else { return -1 }
    let place = index.first(of: key)
    guard place >= 0, place < entries.count, entries[place].key == key else { return -1 }
    return place
  }

  @inline(__always)
  private static func place(of key: UInt64, _ words: Int) -> (word: Int, mask: UInt64) {
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    return (
      Int(truncatingIfNeeded: mixed >> 38) & (words - 1),
      1 << (mixed >> 32 & 63) | 1 << (mixed >> 26 & 63)
    )
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

  /// The key of an entry; nil for one that no text is looked up for.
  private static func key(of entry: WordEntry) -> UInt64? {
    if case .beginning(let text)? = entry.parts.first {
      guard text.utf8.count <= longest else { return nil }
      return key(ofBeginning: WordHash.hash(of: text))
    }
    let hashes = entry.parts.map { part in
      switch part {
      case .word(let text), .beginning(let text): WordHash.hash(of: text)
      case .digits(let count): key(ofDigits: count)
      }
    }
    return hashes.count == 2 ? key(of: hashes[0], then: hashes[1]) : hashes.first
  }
}

extension WordTable {
  private enum Section {
    static let entries: UInt32 = 0
    static let uses: UInt32 = 1
    static let texts: UInt32 = 2
    static let slots: UInt32 = 3
    static let bits: UInt32 = 4
    static let lengths: UInt32 = 5
    static let lines: UInt32 = 6
    static let points: UInt32 = 7
    static let rules: UInt32 = 8
  }

  /// Puts the table into a file.
  func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    file.add(first + Section.rules, rules)
    file.add(first + Section.lines, lines)
    file.add(first + Section.points, points)
    file.add(first + Section.entries, entries)
    file.add(first + Section.uses, uses)
    file.add(first + Section.texts, texts)
    file.add(first + Section.slots, index.slots)
    file.add(first + Section.bits, bits)
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
      let entries = FlatArray<Entry>(file, section: first + Section.entries),
      let points = FlatArray<Block>(file, section: first + Section.points),
      let uses = FlatArray<UInt32>(file, section: first + Section.uses),
      let texts = FlatArray<UInt8>(file, section: first + Section.texts),
      let slots = FlatArray<AnchorIndex.Slot>(file, section: first + Section.slots),
      let index = AnchorIndex(slots: slots),
      let bits = FlatArray<UInt64>(file, section: first + Section.bits), bits.count > 0,
      bits.count & (bits.count - 1) == 0,
      let lengths = file.array(of: first + Section.lengths, as: UInt64.self), lengths.count == 2
    else { return nil }
    for index in 0..<numbers.count {
      guard numbers[index] > (index > 0 ? numbers[index - 1] : -1),
        Int(numbers[index]) < rules.count
      else { return nil }
    }
    guard points.count == entries.count * Self.width(of: numbers.count) else { return nil }
    self.rules = numbers
    self.lines = lines
    self.points = points
    self.entries = entries
    self.uses = uses
    self.texts = texts
    self.index = index
    self.bits = bits
    asciiLengths = lengths[0]
    otherLengths = lengths[1]
  }
}
