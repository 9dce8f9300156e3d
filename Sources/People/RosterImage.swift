// Performance: made once, kept as a file, and read by processes that live for one message: it is
// mapped, and a lookup touches two or three of its pages.
import Native

/// What stands in a roster's file where nobody wrote it so.
struct RosterDamage: Error {}

/// A roster and its index as flat bytes, in memory or in a file: numbers and offsets, no pointers.
///
/// It holds the names, addresses, numbers and birthdays of children. In a file these are sealed
/// (`RosterSeal`), and it is readable by its owner alone (mode 0600), in a folder that nobody else may
/// look into (0700).
final class RosterImage: Sendable {
  /// The tables of the index, in the order in which they stand.
  enum Table: Int, CaseIterable {
    /// Spellings of names: the person, and three bits for the form.
    case names
    /// First and last names of one word.
    case firsts, lasts
    /// Numbers and birthdays: the person, and three bits for the kind.
    case numbers
    /// Addresses, phone numbers and full names of the roster.
    case addresses, phones, fullNames
  }

  /// The sections of the file.
  enum Section {
    static let identity: UInt32 = 1
    static let notes: UInt32 = 2
    static let layout: UInt32 = 3
    static let salt: UInt32 = 4
    static let words: UInt32 = 5
    /// The only large one; its blocks are opened when they are read.
    static let data: UInt32 = 6
  }

  /// The kind of file: the word "ROST".
  static let kind: UInt32 = 0x524F_5354

  /// Where a table stands in the data.
  private struct Place {
    var bits = 0
    var count = 0
    var starts = 0
    var keys = 0
    var values = 0
  }

  /// The gate of the names' first two words: small, since all of it is opened whatever the message is.
  let words: FlatArray<UInt64>
  /// How many people there are.
  let count: Int
  /// Where the people's offsets begin in the data, where their records do, and where these end.
  private let offsets: Int
  private let records: Range<Int>
  private let tables: InlineArray<7, Place>
  /// How many blocks the gate of the names has, and where they stand in the data.
  private let gate: (count: Int, start: Int)
  private let data: OpenedBlocks

  /// The image that `RosterImageWriter` made; nil for sections that nobody wrote so.
  convenience init?(_ file: CompiledFile) {
    guard let data = OpenedBlocks(plain: file, section: Section.data),
      let words = FlatArray<UInt64>(file, section: Section.words)
    else { return nil }
    self.init(file, data, words)
  }

  /// The image of a file whose pieces were sealed; nil when they are not.
  convenience init?(_ file: CompiledFile, seal: RosterSeal) {
    guard let sealed = FlatArray<UInt8>(file, section: Section.words),
      let words = seal.openWords(sealed),
      let data = OpenedBlocks(
        file, section: Section.data, overhead: RosterSeal.overhead,
        open: { number, sealed in seal.open(sealed, number: number) })
    else { return nil }
    self.init(file, data, words)
  }

  private init?(_ file: CompiledFile, _ data: OpenedBlocks, _ words: FlatArray<UInt64>) {
    guard let layout = file.array(of: Section.layout, as: UInt64.self),
      layout.count == 6 + 5 * Table.allCases.count, words.count > 0,
      words.count & (words.count - 1) == 0
    else { return nil }
    // Everything must lie inside the data, whatever the numbers are.
    var next = 0
    var isSound = true
    func number(atMost limit: Int) -> Int {
      let number = layout[next]
      next += 1
      if number > UInt64(limit) { isSound = false }
      return isSound ? Int(number) : 0
    }
    func start(of length: Int) -> Int {
      let start = number(atMost: data.count)
      if length > data.count - start { isSound = false }
      return start
    }
    count = number(atMost: data.count / 4)
    offsets = start(of: (count + 1) * 4)
    let first = number(atMost: data.count)
    let end = number(atMost: data.count)
    guard isSound, first <= end else { return nil }
    records = first..<end
    var tables = InlineArray<7, Place>(repeating: Place())
    for index in Table.allCases.indices {
      var place = Place()
      place.bits = number(atMost: 24)
      place.count = number(atMost: data.count / 8)
      place.starts = start(of: ((1 << place.bits) + 1) * 4)
      place.keys = start(of: place.count * 8)
      place.values = start(of: place.count * 4)
      tables[index] = place
    }
    let blocks = number(atMost: data.count / 8)
    gate = (blocks, start(of: blocks * 8))
    guard isSound, blocks > 0, blocks & (blocks - 1) == 0 else { return nil }
    self.tables = tables
    self.data = data
    self.words = words
  }

  // MARK: Reading

  /// Makes a range of the data ready to be read.
  @inline(__always)
  private func check(_ range: Range<Int>) throws(RosterDamage) {
    if !data.hold(range) { throw RosterDamage() }
  }

  /// Where the entries of a key's bucket stand in its table.
  @inline(__always)
  private func bucket(
    _ key: UInt64, _ place: Place, _ data: Span<UInt8>
  ) throws(RosterDamage) -> Range<Int> {
    let at = place.starts + 4 * KeyTable.bucket(key, bits: place.bits)
    try check(at..<at + 8)
    let start = Int(data.number32(at: at))
    let end = Int(data.number32(at: at + 4))
    guard start <= end, end <= place.count else { throw RosterDamage() }
    try check(place.keys + 8 * start..<place.keys + 8 * end)
    return start..<end
  }

  /// Whether a name may have this key, or go on from it.
  @inline(__always)
  func mayBeName(_ key: UInt64) throws(RosterDamage) -> Bool {
    let blocks = data
    let at = gate.start + 8 * KeyGate.block(of: key, among: gate.count)
    try check(at..<at + 8)
    return KeyGate.mayContain(key, inBlock: blocks.bytes.number64(at: at))
  }

  /// The values stored under a key, in the order in which they were added, each once.
  func values(of key: UInt64, in table: Table) throws(RosterDamage) -> [Int] {
    let blocks = data
    let data = blocks.bytes
    let place = tables[table.rawValue]
    var found: [Int] = []
    for index in try bucket(key, place, data)
    where data.number64(at: place.keys + 8 * index) == key {
      let at = place.values + 4 * index
      try check(at..<at + 4)
      found.append(Int(data.number32(at: at)))
    }
    return found
  }

  /// Whether anything is stored under a key.
  func contains(_ key: UInt64, in table: Table) throws(RosterDamage) -> Bool {
    let blocks = data
    let data = blocks.bytes
    let place = tables[table.rawValue]
    for index in try bucket(key, place, data)
    where data.number64(at: place.keys + 8 * index) == key { return true }
    return false
  }

  /// Where a person's record stands; nil when there is no such person.
  private func record(_ index: Int, _ data: Span<UInt8>) throws(RosterDamage) -> Range<Int>? {
    guard index >= 0, index < count else { return nil }
    let at = offsets + 4 * index
    try check(at..<at + 8)
    let start = records.lowerBound + Int(data.number32(at: at))
    let end = records.lowerBound + Int(data.number32(at: at + 4))
    guard start < end, end <= records.upperBound else { throw RosterDamage() }
    return start..<end
  }

  /// A person, made of their record; nil when there is no such person.
  func person(_ index: Int) throws(RosterDamage) -> Person? {
    let blocks = data
    let data = blocks.bytes
    guard let record = try record(index, data) else { return nil }
    try check(record)
    guard let person = PersonRecord.person(in: data.extracting(record)) else {
      throw RosterDamage()
    }
    return person
  }

  /// What a person is to the district; nil when there is no such person.
  func role(_ index: Int) throws(RosterDamage) -> Role? {
    let blocks = data
    let data = blocks.bytes
    guard let record = try record(index, data) else { return nil }
    try check(record.lowerBound..<record.lowerBound + 1)
    guard let role = PersonRecord.role(in: data.extracting(record)) else { throw RosterDamage() }
    return role
  }

  /// Whether all blocks are as they were sealed: what a long run asks once, before it begins.
  var isWhole: Bool { data.hold(0..<data.count) }
}
