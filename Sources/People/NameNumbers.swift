/// Numbers of names, from 0, in the order in which the names were met; names are the same as strings are.
///
/// No dictionary: of its keys a process that starts would have to find out first that they can be hashed, among
/// thousands of conformances.
struct NameNumbers: Sendable {
  private var names: [Known] = []
  /// One more than the number of a name, by its hash; 0 marks a free place.
  ///
  /// At least half of them are free.
  private var slots: [Int32] = []

  private struct Known {
    let name: String
    let hash: Int
  }

  /// How many names there are.
  var count: Int { names.count }

  /// The number of a name; a new name gets the next one.
  mutating func number(of name: String) -> Int {
    var hasher = Hasher()
    hasher.combine(name)
    let hash = hasher.finalize()
    if !slots.isEmpty {
      let slot = slot(of: hash) { names[$0].name == name }
      if slots[slot] > 0 { return Int(slots[slot]) - 1 }
    }
    names.append(Known(name: name, hash: hash))
    if names.count * 2 > slots.count {
      slots = Array(repeating: 0, count: max(64, slots.count * 2))
      for number in names.indices { place(number) }
    } else {
      place(names.count - 1)
    }
    return names.count - 1
  }

  private mutating func place(_ number: Int) {
    let slot = slot(of: names[number].hash) { _ in false }
    slots[slot] = Int32(truncatingIfNeeded: number + 1)
  }

  /// The place of a name with this hash that `isIt` says is the one, or the free place where it would stand.
  private func slot(of hash: Int, _ isIt: (Int) -> Bool) -> Int {
    var slot = hash & (slots.count - 1)
    while slots[slot] > 0 {
      let number = Int(slots[slot]) - 1
      if names[number].hash == hash, isIt(number) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  /// Forgets all names.
  mutating func removeAll(keepingCapacity: Bool) {
    names.removeAll(keepingCapacity: keepingCapacity)
    slots = []
  }
}
