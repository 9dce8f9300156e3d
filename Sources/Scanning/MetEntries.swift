// Performance: open addressing, at most half full, with room for the entries of one message and not of all lexicons;
// what is of an earlier message tells so itself, so that nothing is cleared between messages.
import Native

/// Where the entries of `words` lines that a message has met stand; one per worker.
struct MetEntries: ~Copyable {
  /// One entry.
  private struct Slot: FlatRecord {
    var entry: Int32 = 0
    /// Its last place, as the user counts them; -1 before there is one.
    var last: Int32 = -1
    /// The sentence in which it was noted last, or the one before the message's first.
    var sentence: UInt32 = 0
    /// The kind of text of its last place.
    var kind: Int32 = 0
  }

  private var slots: ZeroedTable<Slot>
  /// How many slots have an entry of this message.
  private var count = 0
  /// The number of the sentence that is read, of all that were since the slots were made.
  private var sentence: UInt32 = 1
  /// The number before the first sentence of the message: older slots are empty.
  private var start: UInt32 = 1

  /// How many slots there are to begin with, and how many are kept at most for the next message.
  private static let firstCount = 1 << 10
  private static let mostKept = 1 << 12
  /// Where numbers of sentences end: a message with so many more has no room in memory.
  private static let lastStart = UInt32.max / 2

  init() {
    slots = ZeroedTable(count: Self.firstCount)
  }

  /// Begins a message.
  mutating func beginMessage() {
    if slots.count > Self.mostKept || sentence > Self.lastStart {
      slots = ZeroedTable(count: Self.firstCount)
      sentence = 0
    }
    sentence += 1
    start = sentence
    count = 0
    beginSentence()
  }

  /// Begins a sentence.
  mutating func beginSentence() { sentence &+= 1 }

  /// The slot of an entry, which then is one that was met, until another is asked for.
  @inline(__always)
  mutating func slot(of entry: Int) -> Int {
    let mask = slots.count - 1
    // Entries are numbered in order of uniform keys: those of a message are as good as random.
    var place = entry & mask
    while slots[place].sentence >= start {
      if Int(slots[place].entry) == entry { return place }
      place = (place + 1) & mask
    }
    return add(entry, at: place)
  }

  /// Notes that an entry stands in the sentence that is read; whether it was not noted yet.
  @inline(__always)
  mutating func note(at slot: Int) -> Bool {
    if slots[slot].sentence == sentence { return false }
    slots[slot].sentence = sentence
    return true
  }

  /// The last place of the entry of a slot; -1 before there is one.
  @inline(__always)
  func last(at slot: Int) -> Int32 { slots[slot].last }

  /// Whether the last place of the entry of a slot is in text of a kind.
  @inline(__always)
  func isLast(in kind: Int32, at slot: Int) -> Bool {
    slots[slot].kind == kind && slots[slot].last >= 0
  }

  /// Sets the last place of the entry of a slot, and the kind of text that it is in.
  @inline(__always)
  mutating func setLast(_ place: Int32, in kind: Int32, at slot: Int) {
    slots[slot].last = place
    slots[slot].kind = kind
  }

  private mutating func add(_ entry: Int, at free: Int) -> Int {
    var place = free
    count += 1
    if count * 2 > slots.count {
      grow()
      place = self.free(for: entry)
    }
    slots[place] = Slot(entry: Int32(truncatingIfNeeded: entry), sentence: start)
    return place
  }

  /// The first free slot where an entry may be that is not there yet.
  private func free(for entry: Int) -> Int {
    var place = entry & (slots.count - 1)
    while slots[place].sentence >= start { place = (place + 1) & (slots.count - 1) }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = ZeroedTable(count: old.count * 2)
    for index in 0..<old.count where old[index].sentence >= start {
      slots[free(for: Int(old[index].entry))] = old[index]
    }
  }
}
