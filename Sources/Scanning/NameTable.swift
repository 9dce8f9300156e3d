// Performance: a word is one load and a compare, however many lists it may stand in, and nothing is built when a
// process starts: the table lies among the compiled rules. Looked up in the lists themselves the names of a
// message take longer than its patterns.
import Native
import People

/// What the program's own lists say of words, found by their hashes: names, and what stands around names.
///
/// It is the same whatever the lexicons are. Compiled rules bring it along; otherwise it is made once.
struct NameTable: Sendable {
  /// Of each word the upper bits of its hash, then what is said of it; zeros where there is none.
  ///
  /// A word stands at the place that its lowest bits tell, or at the first free one behind.
  private let slots: FlatArray<UInt64>

  /// The bits of a slot that say something of its word.
  private enum Bits {
    /// The kinds of `NameWords`.
    static let kinds: UInt64 = 0xFF
    /// The kind of first name.
    static let first: UInt64 = 0x300
    static let last: UInt64 = 0x400
    /// A short form of other names.
    static let short: UInt64 = 0x800
    static let all: UInt64 = 0xFFFF
  }

  /// What all lists say of a word.
  struct Entry {
    fileprivate let bits: UInt64

    /// Whether no list has it.
    var isEmpty: Bool { bits == 0 }
    /// What decides whether capitals make a name.
    var kinds: NameWords.Kinds {
      NameWords.Kinds(rawValue: UInt8(truncatingIfNeeded: bits & Bits.kinds))
    }

    /// What it is as a name, in letters without accents.
    var name: ListedName {
      ListedName(
        first: FirstNames.Kind(number: (bits & Bits.first) >> 8), isLast: bits & Bits.last != 0)
    }
  }

  /// So many places that most words stand at their own.
  private static let size = 1 << 15

  /// The table of all lists.
  static let made = NameTable()

  private init() {
    var slots = [UInt64](repeating: 0, count: Self.size)
    func slot(of word: Span<UInt8>) -> Int {
      let hash = WordHash.hash(word)
      var place = Int(truncatingIfNeeded: hash) & (Self.size - 1)
      while slots[place] != 0, slots[place] & ~Bits.all != hash & ~Bits.all {
        place = (place + 1) & (Self.size - 1)
      }
      slots[place] |= hash & ~Bits.all
      return place
    }
    NameWords.forEach { word, kinds in slots[slot(of: word)] |= UInt64(kinds.rawValue) }
    FirstNames.forEach { word, kind in
      let place = slot(of: word)
      if slots[place] & Bits.first == 0 { slots[place] |= kind.number << 8 }
    }
    LastNames.forEach { word in slots[slot(of: word)] |= Bits.last }
    Nicknames.forEach { word in slots[slot(of: word)] |= Bits.short }
    self.slots = FlatArray(slots)
  }

  /// The table that `write` put into a file, which stays mapped; nil when it is not there.
  init?(_ file: CompiledFile, section: UInt32) {
    guard let slots = FlatArray<UInt64>(file, section: section), slots.count == Self.size
    else { return nil }
    self.slots = slots
  }

  /// Puts the table into a file.
  func write(into file: inout CompiledFileWriter, section: UInt32) { file.add(section, slots) }

  /// What is known of a word that decides whether capitals make a name, given by its hash.
  @inline(__always)
  func kinds(of hash: UInt64) -> NameWords.Kinds { entry(of: hash).kinds }

  /// What is known of a word of ASCII, given by its hash; of others `name` knows what names they are.
  @inline(__always)
  func entry(of hash: UInt64) -> Entry { Entry(bits: said(of: hash)) }

  /// Looks a folded word up in the lists of names, accents or not, given its hash too.
  func name(_ word: Span<UInt8>, hash: UInt64) -> ListedName {
    for index in word.indices where word[index] >= 0x80 {
      let plain = Array(PlainLetters.plain(String(utf8: word)).utf8)
      return entry(of: WordHash.hash(plain.span)).name
    }
    return entry(of: hash).name
  }

  /// The hashes of the names that a folded word may stand for, given its hash too: `katherine` for `katie`.
  func longNames(of word: Span<UInt8>, hash: UInt64) -> [UInt64] {
    said(of: hash) & Bits.short == 0 ? [] : Nicknames.names(of: word)
  }

  @inline(__always)
  private func said(of hash: UInt64) -> UInt64 {
    var place = Int(truncatingIfNeeded: hash) & (Self.size - 1)
    // A damaged file may have no place free.
    for _ in 0..<Self.size {
      let slot = slots[place]
      if slot == 0 { return 0 }
      if (slot ^ hash) & ~Bits.all == 0 { return slot & Bits.all }
      place = (place + 1) & (Self.size - 1)
    }
    return 0
  }
}

extension FirstNames.Kind {
  /// The number of a kind in a table; zero is none.
  fileprivate var number: UInt64 {
    switch self {
    case .common: 1
    case .plain: 2
    case .word: 3
    }
  }

  fileprivate init?(number: UInt64) {
    switch number {
    case 1: self = .common
    case 2: self = .plain
    case 3: self = .word
    default: return nil
    }
  }
}
