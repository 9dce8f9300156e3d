import Native

/// From an anchor's key to a range of `PhraseArrays.anchored`: open addressing, at most half full.
struct AnchorIndex: Sendable {
  struct Slot: FlatRecord, Sendable {
    var key: UInt64 = 0
    var start: UInt32 = 0
    var end: UInt32 = 0
  }

  let slots: FlatArray<Slot>
  private let mask: Int

  /// The index of slots that were filled earlier; nil when they lead past `count` anchored sequences.
  init?(slots: FlatArray<Slot>, count: Int) {
    guard slots.count > 0, slots.count & (slots.count - 1) == 0 else { return nil }
    let span = slots.span
    var last: UInt32 = 0
    var areReversed = false
    var hasEmpty = false
    for index in span.indices {
      let slot = span[index]
      last = max(last, slot.end)
      areReversed = areReversed || slot.start > slot.end
      hasEmpty = hasEmpty || slot.start == slot.end
    }
    // A search ends at an empty slot.
    guard hasEmpty, !areReversed, Int(last) <= count else { return nil }
    self.slots = slots
    mask = slots.count - 1
  }

  /// Creates an index of `entries`, which are sorted by key and will stand from `offset` on.
  init(_ entries: [PhraseTableBuilder.Anchor], offset: Int) {
    var keys = entries.isEmpty ? 0 : 1
    for index in entries.indices.dropFirst() where entries[index].key != entries[index - 1].key {
      keys += 1
    }
    var size = 2
    while size < keys * 2 { size *= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    let mask = size - 1
    var start = 0
    while start < entries.count {
      let key = entries[start].key
      var end = start + 1
      while end < entries.count && entries[end].key == key { end += 1 }
      var place = AnchorIndex.place(of: key, mask)
      while slots[place].end > slots[place].start { place = (place + 1) & mask }
      slots[place] = Slot(key: key, start: UInt32(offset + start), end: UInt32(offset + end))
      start = end
    }
    self.slots = FlatArray(slots)
    self.mask = mask
  }

  @inline(__always)
  private static func place(of key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key ^ key >> 32) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
  }

  @inline(__always)
  func range(of key: UInt64) -> Range<Int> {
    var place = AnchorIndex.place(of: key, mask)
    while true {
      let slot = slots[place]
      if slot.start == slot.end { return 0..<0 }
      if slot.key == key { return Int(slot.start)..<Int(slot.end) }
      place = (place + 1) & mask
    }
  }
}
