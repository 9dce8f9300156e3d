// Performance: a district of 20,000 has over 100,000 names and numbers. Sorted pairs of a hash and an
// index cost one allocation and a binary search; a dictionary of strings costs a string for each.

/// Hashes with the people they belong to, sorted for lookup.
struct KeyTable: Sendable {
  /// Collects pairs before they are sorted.
  struct Builder {
    private var pairs: [Pair] = []

    mutating func reserve(_ count: Int) { pairs.reserveCapacity(count) }

    mutating func add(_ key: UInt64, _ index: Int) {
      pairs.append(Pair(key: key, index: Int32(truncatingIfNeeded: index)))
    }

    consuming func table() -> KeyTable {
      pairs.sort { ($0.key, $0.index) < ($1.key, $1.index) }
      var keys: [UInt64] = []
      var values: [Int32] = []
      keys.reserveCapacity(pairs.count)
      values.reserveCapacity(pairs.count)
      for pair in pairs where keys.last != pair.key || values.last != pair.index {
        keys.append(pair.key)
        values.append(pair.index)
      }
      return KeyTable(keys: keys, values: values)
    }
  }

  fileprivate struct Pair {
    var key: UInt64
    var index: Int32
  }

  private let keys: [UInt64]
  private let values: [Int32]

  fileprivate init(keys: [UInt64], values: [Int32]) {
    self.keys = keys
    self.values = values
  }

  var count: Int { keys.count }

  /// The indices stored for a key, ascending, each once.
  func values(for key: UInt64) -> ArraySlice<Int32> {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) >> 1
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < keys.count, keys[end] == key { end += 1 }
    return values[low..<end]
  }

  /// The key of a text.
  static func key(_ text: String) -> UInt64 {
    var hash = KeyHash()
    for byte in text.utf8 { hash.add(byte) }
    return hash.value
  }
}

/// FNV-1a, byte by byte.
struct KeyHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  mutating func add(number: UInt64) {
    var rest = number
    for _ in 0..<8 {
      add(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
