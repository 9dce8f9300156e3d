// Performance: a district of 20,000 has over 100,000 spellings of names and numbers. Keys that begin
// alike stand side by side in one flat array, and a short array says where; a lookup reads one place of
// each. Nothing has to be made before the first lookup but these arrays, so that they can be a file.
import Native

/// Numbers stored under hashes, several to a hash, as flat arrays.
struct KeyTable: Sendable {
  /// More values of one key than this are not stored, so that a placeholder in every row of a roster
  /// (`1 Main St`) costs no more than a name.
  static let mostValues = 64

  /// How many keys a bucket has, by and large: so few that all are compared at once, and so many that where
  /// buckets begin takes little of what is read.
  private static let bucketLength = 32

  /// How many bits of a key choose its bucket.
  let bits: Int
  /// Where each bucket begins in `keys`; one more than there are buckets.
  private(set) var starts: [UInt32]
  /// The keys, bucket by bucket; equal ones in the order in which they were added.
  private(set) var keys: [UInt64] = []
  /// The value of each key.
  private(set) var values: [UInt32] = []

  /// Collects pairs before they are stored.
  struct Builder {
    fileprivate var keys: [UInt64] = []
    fileprivate var values: [UInt32] = []

    mutating func reserve(_ count: Int) {
      keys.reserveCapacity(count)
      values.reserveCapacity(count)
    }

    mutating func add(_ key: UInt64, _ value: Int) {
      keys.append(key)
      values.append(UInt32(truncatingIfNeeded: value))
    }

    consuming func table() -> KeyTable { KeyTable(self) }
  }

  private init(_ builder: consuming Builder) {
    let count = builder.keys.count
    var bits = 0
    while bits < 24, Self.bucketLength << bits < count { bits += 1 }
    self.bits = bits
    // Counting sort by bucket keeps the order in which the pairs came.
    var places = [Int](repeating: 0, count: (1 << bits) + 1)
    for key in builder.keys { places[Self.bucket(key, bits: bits) + 1] += 1 }
    for bucket in 1..<max(places.count, 1) { places[bucket] += places[bucket - 1] }
    var order = [Int](repeating: 0, count: count)
    for index in 0..<count {
      let bucket = Self.bucket(builder.keys[index], bits: bits)
      order[places[bucket]] = index
      places[bucket] += 1
    }
    starts = []
    starts.reserveCapacity((1 << bits) + 1)
    keys.reserveCapacity(count)
    values.reserveCapacity(count)
    var next = 0
    for bucket in 0..<1 << bits {
      let start = keys.count
      starts.append(UInt32(truncatingIfNeeded: start))
      // `places` has moved on to where the next bucket begins.
      while next < places[bucket] {
        let index = order[next]
        add(builder.keys[index], builder.values[index], from: start)
        next += 1
      }
    }
    starts.append(UInt32(truncatingIfNeeded: keys.count))
  }

  /// Adds a pair to the bucket that begins at `start` unless it is there or there are too many.
  private mutating func add(_ key: UInt64, _ value: UInt32, from start: Int) {
    var same = 0
    for index in start..<keys.count where keys[index] == key {
      same += 1
      if values[index] == value || same >= Self.mostValues { return }
    }
    keys.append(key)
    values.append(value)
  }

  /// The bucket of a key among `1 << bits`.
  @inline(__always)
  static func bucket(_ key: UInt64, bits: Int) -> Int {
    bits == 0 ? 0 : Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
  }

  /// The key of a text.
  static func key(_ text: String) -> UInt64 {
    var hash = KeyHash()
    let bytes = text.utf8.span
    for index in 0..<bytes.count { hash.add(bytes[index]) }
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
enum KeyGate {
  /// How many blocks a gate has for so many keys, at 16 bits each: a power of two.
  static func blocks(room: Int) -> Int {
    var size = 16
    while size * 4 < room, size < 1 << 24 { size *= 2 }
    return size
  }

  /// The gate of some keys.
  static func gate(of keys: some Collection<UInt64>) -> [UInt64] {
    var gate = [UInt64](repeating: 0, count: blocks(room: keys.count))
    for key in keys { gate[block(of: key, among: gate.count)] |= bits(of: key) }
    return gate
  }

  /// Whether a key may have been inserted; `blocks` has as many as a power of two.
  @inline(__always)
  static func mayContain(_ key: UInt64, in blocks: Span<UInt64>) -> Bool {
    mayContain(key, inBlock: blocks[block(of: key, among: blocks.count)])
  }

  /// Whether a key may have been inserted whose block this is.
  @inline(__always)
  static func mayContain(_ key: UInt64, inBlock block: UInt64) -> Bool {
    let bits = bits(of: key)
    return block & bits == bits
  }

  /// The index of a key's block, of a power of two of blocks.
  @inline(__always)
  static func block(of key: UInt64, among count: Int) -> Int {
    Int(truncatingIfNeeded: key &>> 32) & (count &- 1)
  }

  /// The two bits of a key within its block.
  @inline(__always)
  private static func bits(of key: UInt64) -> UInt64 {
    1 &<< (key & 63) | 1 &<< ((key &>> 6) & 63)
  }
}
