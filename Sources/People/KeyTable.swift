// Performance: a district of 20,000 has over 300,000 spellings of names and numbers. Open addressing
// in two flat arrays costs two allocations and one cache line a lookup; a dictionary of strings costs
// a string for each.

/// Numbers stored under hashes, several to a hash.
struct KeyTable: Sendable {
  /// Collects pairs before they are stored.
  struct Builder {
    private var keys: [UInt64] = []
    private var values: [Int32] = []

    mutating func reserve(_ count: Int) {
      keys.reserveCapacity(count)
      values.reserveCapacity(count)
    }

    mutating func add(_ key: UInt64, _ value: Int) {
      keys.append(key)
      values.append(Int32(truncatingIfNeeded: value))
    }

    consuming func table() -> KeyTable {
      var table = KeyTable(room: keys.count)
      for index in keys.indices { table.insert(keys[index], values[index]) }
      return table
    }
  }

  /// More values of one key than this are not stored, so that a placeholder in every row of a roster
  /// (`1 Main St`) costs no more than a name.
  static let mostValues = 64

  private var keys: [UInt64]
  private var values: [Int32]
  private let mask: Int

  private init(room: Int) {
    var size = 8
    while size < room * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
    mask = size - 1
  }

  private mutating func insert(_ key: UInt64, _ value: Int32) {
    let key = Self.stored(key)
    var slot = Int(truncatingIfNeeded: key >> 7) & mask
    var same = 0
    while keys[slot] != 0 {
      if keys[slot] == key {
        same += 1
        if values[slot] == value || same >= Self.mostValues { return }
      }
      slot = (slot + 1) & mask
    }
    keys[slot] = key
    values[slot] = value
  }

  /// The values stored under a key, in the order in which they were added, each once.
  func values(for key: UInt64) -> [Int32] {
    let key = Self.stored(key)
    var found: [Int32] = []
    var slot = Int(truncatingIfNeeded: key >> 7) & mask
    while keys[slot] != 0 {
      if keys[slot] == key { found.append(values[slot]) }
      slot = (slot + 1) & mask
    }
    return found
  }

  /// Whether anything is stored under a key.
  func contains(_ key: UInt64) -> Bool {
    let key = Self.stored(key)
    var slot = Int(truncatingIfNeeded: key >> 7) & mask
    while keys[slot] != 0 {
      if keys[slot] == key { return true }
      slot = (slot + 1) & mask
    }
    return false
  }

  /// Zero marks a free place.
  private static func stored(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

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

/// A set of hashes that sometimes says yes wrongly and never says no wrongly (a blocked Bloom filter):
/// what nearly every word of a text is turned away by, in memory that stays in the cache.
struct KeyGate: Sendable {
  private var blocks: [UInt64]
  private let shift: UInt64

  /// Creates a gate with room for so many keys at 16 bits each.
  init(room: Int) {
    var size = 16
    var bits: UInt64 = 4
    while size * 4 < room, size < 1 << 24 {
      size *= 2
      bits += 1
    }
    blocks = Array(repeating: 0, count: size)
    shift = 64 - bits
  }

  /// The two bits of a key within its block.
  @inline(__always)
  private static func bits(_ key: UInt64) -> UInt64 {
    1 &<< (key & 63) | 1 &<< ((key &>> 6) & 63)
  }

  mutating func insert(_ key: UInt64) { blocks[Int(key &>> shift)] |= Self.bits(key) }

  @inline(__always)
  func mayContain(_ key: UInt64) -> Bool {
    let bits = Self.bits(key)
    return blocks[Int(key &>> shift)] & bits == bits
  }
}
