import Native

/// The name of a tag, an attribute or a class in lower case, small enough to compare in one step.
///
/// Names of up to eight bytes are the value; of longer ones it is a hash.
struct HTMLName: Equatable {
  private(set) var value: UInt64 = 0
  private(set) var length: UInt8 = 0

  init() {}

  /// The name in a literal.
  init(_ name: some StringProtocol) {
    for byte in name.utf8 { append(byte) }
  }

  /// The name at `start` of HTML, whose first eight bytes in lower case are `word`.
  @inline(__always)
  init(_ html: Span<UInt8>, at start: Int, word: UInt64, length: Int) {
    value = word
    self.length = UInt8(truncatingIfNeeded: min(length, 8))
    if length > 8 {
      for offset in (start + 8)..<(start + length) { append(html[offset]) }
    }
  }

  /// Whether an end tag of up to seven letters with this name stands at `start`, without anything in it.
  @inline(__always)
  func isWhole(_ html: Span<UInt8>, at start: Int) -> Bool {
    guard length < 8, let word = html.word(at: start) else { return false }
    let size = UInt64(length) &* 8
    guard UInt8(truncatingIfNeeded: word &>> size) == UInt8(ascii: ">") else { return false }
    let name = word.firstBytes(Int(length))
    return name == value || name.loweredASCII == value
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    let lower = UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    if length < 8 {
      value |= lower << UInt64(length &* 8)
      length &+= 1
    } else {
      value = (value &* 31 &+ lower) ^ value >> 57
    }
  }
}

/// What names stand for: a small table with open addressing.
struct HTMLNameTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private let other: Value

  /// Each value with its names, separated by a space.
  init(_ names: [(Value, String)], other: Value) {
    keys = Array(repeating: 0, count: 256)
    values = Array(repeating: other, count: 256)
    self.other = other
    for (value, list) in names {
      for name in list.split(separator: " ") {
        let key = HTMLName(name)
        var slot = Self.slot(key)
        while keys[slot] != 0 { slot = (slot + 1) & 255 }
        keys[slot] = key.value
        values[slot] = value
      }
    }
  }

  /// What a name stands for.
  @inline(__always)
  subscript(_ key: HTMLName) -> Value {
    var slot = Self.slot(key)
    while keys[slot] != 0 {
      if keys[slot] == key.value { return values[slot] }
      slot = (slot + 1) & 255
    }
    return other
  }

  @inline(__always)
  private static func slot(_ key: HTMLName) -> Int {
    Int(truncatingIfNeeded: (key.value &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}
