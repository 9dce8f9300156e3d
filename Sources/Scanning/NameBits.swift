import Native

/// All first and last names as bits by their hash, which say of most other words that they are none.
struct NameBits: Sendable {
  private static let exponent: UInt64 = 18
  private var bits = [UInt64](repeating: 0, count: 1 << Int(NameBits.exponent - 6))

  /// Goes through all names.
  init() {
    var bits = bits
    let insert = { (word: Span<UInt8>) in
      let place = Self.place(of: word)
      bits[place >> 6] |= 1 << UInt64(place & 63)
    }
    FirstNames.forEach(insert)
    LastNames.forEach(insert)
    self.bits = bits
  }

  /// Whether a word may be a name.
  func mayContain(_ word: Span<UInt8>) -> Bool {
    let place = Self.place(of: word)
    return bits[place >> 6] >> UInt64(place & 63) & 1 != 0
  }

  private static func place(of word: Span<UInt8>) -> Int {
    Int(truncatingIfNeeded: WordHash.hash(word) >> (64 - exponent))
  }
}
