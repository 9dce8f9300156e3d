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

  /// The index of slots that were filled earlier; nil when there are none, or not a power of two.
  ///
  /// They are most of what a message needs not look at: where one leads is checked when it is followed.
  init?(slots: FlatArray<Slot>) {
    guard slots.count > 0, slots.count & (slots.count - 1) == 0 else { return nil }
    self.slots = slots
    mask = slots.count - 1
  }

  /// Creates an index of sequences whose anchors have these keys, sorted, and which will stand from `offset` on.
  init(_ keys: [UInt64], offset: Int) {
    var firsts: [Int] = []
    for index in 0..<keys.count where index == 0 || keys[index] != keys[index - 1] {
      firsts.append(index)
    }
    var size = 2
    while size < firsts.count * 2 { size *= 2 }
    var slots: [Slot]?
    // In a larger table two keys with the same tag hardly ever meet.
    while slots == nil {
      slots = AnchorIndex.slots(keys, firsts, offset: offset, size: size)
      if slots == nil { size *= 2 }
    }
    self.slots = FlatArray(slots ?? [])
    mask = size - 1
  }

  /// The slots of a table; nil when two keys cannot be told apart.
  private static func slots(
    _ keys: [UInt64], _ firsts: [Int], offset: Int, size: Int
  ) -> [Slot]? {
    var slots = [Slot](repeating: Slot(), count: size)
    for first in firsts {
      let product = product(of: keys[first])
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
    let start = AnchorIndex.place(of: product, mask)
    // An empty slot ends the search; only in a damaged file there may be none.
    for step in 0...mask {
      let slot = slots[(start + step) & mask]
      if slot.start == 0 || slot.tag == tag { return Int(slot.start) - 1 }
    }
    return -1
  }
}
