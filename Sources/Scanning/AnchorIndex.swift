import Native

/// From an anchor's key to the first of its sequences in `PhraseArrays.anchored`: open addressing, at most half
/// full.
///
/// A slot holds a part of the key: at most one key in some million is taken for another, and then the words
/// themselves tell, since every sequence is compared with the text.
struct AnchorIndex: Sendable {
  struct Slot: FlatRecord, Sendable {
    /// A part of the key in the upper 24 bits; below it the gate of all sequences, or `severalGates`.
    private var tagAndGate: UInt32 = 0
    /// One more than the place of the first sequence; 0 in empty slots.
    private(set) var start: UInt32 = 0

    init() {}

    init(product: UInt64, gate: Int, start: UInt32) {
      let gate = UInt32(min(gate, AnchorIndex.severalGates))
      tagAndGate = UInt32(truncatingIfNeeded: product) & ~0xFF | gate
      self.start = start
    }

    var gate: Int { Int(tagAndGate & 0xFF) }

    /// Whether the key may be the one that this is the product of.
    @inline(__always)
    func mayBe(of product: UInt64) -> Bool {
      (tagAndGate ^ UInt32(truncatingIfNeeded: product)) >> 8 == 0
    }
  }

  /// Stands for sequences that have not all the same gate, or one with no less a number.
  static let severalGates = 0xFF

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
  ///
  /// - Parameter gates: of each sequence its gate.
  init(_ keys: [UInt64], gates: [UInt16], offset: Int) {
    var firsts: [(index: Int, gate: Int)] = []
    for index in 0..<keys.count {
      if index == 0 || keys[index] != keys[index - 1] {
        firsts.append((index, Int(gates[index])))
      } else if firsts[firsts.count - 1].gate != Int(gates[index]) {
        firsts[firsts.count - 1].gate = Self.severalGates
      }
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
    _ keys: [UInt64], _ firsts: [(index: Int, gate: Int)], offset: Int, size: Int
  ) -> [Slot]? {
    var slots = [Slot](repeating: Slot(), count: size)
    for first in firsts {
      let product = product(of: keys[first.index])
      var place = place(of: product, size - 1)
      while slots[place].start != 0 {
        if slots[place].mayBe(of: product) { return nil }
        place = (place + 1) & (size - 1)
      }
      slots[place] = Slot(
        product: product, gate: first.gate, start: UInt32(offset + first.index + 1))
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

  /// The place of the first sequence of an anchor, -1 when there is none, and the gate of all, or `severalGates`.
  @inline(__always)
  func first(of key: UInt64) -> (place: Int, gate: Int) {
    let product = AnchorIndex.product(of: key)
    let start = AnchorIndex.place(of: product, mask)
    // An empty slot ends the search; only in a damaged file there may be none.
    for step in 0...mask {
      let slot = slots[(start + step) & mask]
      if slot.start == 0 || slot.mayBe(of: product) { return (Int(slot.start) - 1, slot.gate) }
    }
    return (-1, Self.severalGates)
  }
}
