import Native

/// From an anchor's key to the first of its sequences in `PhraseArrays.anchored`: open addressing, at most half
/// full.
///
/// A slot holds a part of the key: at most two keys in a billion are taken for one another, and then the words
/// themselves tell, since every sequence is compared with the text.
struct AnchorIndex: Sendable {
  struct Slot: FlatRecord, Sendable {
    var tag: UInt32 = 0
    /// One more than the place of the first sequence; 0 in empty slots.
    var start: UInt32 = 0
  }

  let slots: FlatArray<Slot>
  private let mask: Int

  /// The index of slots that were filled earlier; nil when they lead past `count` anchored sequences.
  init?(slots: FlatArray<Slot>, count: Int) {
    guard slots.count > 0, slots.count & (slots.count - 1) == 0 else { return nil }
    let span = slots.span
    var last: UInt32 = 0
    var hasEmpty = false
    for index in span.indices {
      last = max(last, span[index].start)
      hasEmpty = hasEmpty || span[index].start == 0
    }
    // A search ends at an empty slot.
    guard hasEmpty, Int(last) <= count else { return nil }
    self.slots = slots
    mask = slots.count - 1
  }

  /// Creates an index of `entries`, which are sorted by key and will stand from `offset` on.
  init(_ entries: [PhraseTableBuilder.Anchor], offset: Int) {
    var firsts: [Int] = []
    for index in entries.indices where index == 0 || entries[index].key != entries[index - 1].key {
      firsts.append(index)
    }
    var size = 2
    while size < firsts.count * 2 { size *= 2 }
    var slots: [Slot]?
    // In a larger table two keys with the same tag hardly ever meet.
    while slots == nil {
      slots = AnchorIndex.slots(entries, firsts, offset: offset, size: size)
      if slots == nil { size *= 2 }
    }
    self.slots = FlatArray(slots ?? [])
    mask = size - 1
  }

  /// The slots of a table; nil when two keys cannot be told apart.
  private static func slots(
    _ entries: [PhraseTableBuilder.Anchor], _ firsts: [Int], offset: Int, size: Int
  ) -> [Slot]? {
    var slots = [Slot](repeating: Slot(), count: size)
    for first in firsts {
      let product = product(of: entries[first].key)
      let tag = UInt32(truncatingIfNeeded: product)
      var place = place(of: product, size - 1)
      while slots[place].start != 0 {
        if slots[place].tag == tag { return nil }
        place = (place + 1) & (size - 1)
      }
      slots[place] = Slot(tag: tag, start: UInt32(offset + first + 1))
    }
    return slots
  }

  @inline(__always)
  private static func product(of key: UInt64) -> UInt64 {
    (key ^ key >> 32) &* 0x9E37_79B9_7F4A_7C15
  }

  @inline(__always)
  private static func place(of product: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: product >> 32) & mask
  }

  /// The place of the first sequence of an anchor; -1 when there is none.
  @inline(__always)
  func first(of key: UInt64) -> Int {
    let product = AnchorIndex.product(of: key)
    let tag = UInt32(truncatingIfNeeded: product)
    var place = AnchorIndex.place(of: product, mask)
    while true {
      let slot = slots[place]
      if slot.start == 0 || slot.tag == tag { return Int(slot.start) - 1 }
      place = (place + 1) & mask
    }
  }
}
