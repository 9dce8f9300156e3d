// Performance: a dictionary hashes anew what has a hash already, and moves its keys whenever it grows.

/// The numbers of things by their hashes, in the order in which they were added: open addressing.
///
/// The things themselves are not looked at: whoever asks tells those of one hash apart.
struct HashedNumbers {
  private(set) var hashes: [UInt64] = []
  /// Numbers plus 1; at least half of the slots are empty.
  private var slots = [UInt32](repeating: 0, count: 1024)

  /// Where the numbers of a hash are looked for.
  func slot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1) }

  /// The next number of a hash; nil when there is no other.
  func next(_ hash: UInt64, from slot: inout Int) -> Int? {
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      slot = (slot + 1) & (slots.count - 1)
      if hashes[number] == hash { return number }
    }
    return nil
  }

  /// Gives the next number to a thing.
  mutating func append(_ hash: UInt64) {
    hashes.append(hash)
    place(hashes.count - 1)
    guard hashes.count * 2 > slots.count else { return }
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    for number in hashes.indices { place(number) }
  }

  private mutating func place(_ number: Int) {
    var slot = slot(of: hashes[number])
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number + 1)
  }
}
