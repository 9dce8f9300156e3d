import Native

/// The words of a text with how often each occurs: whether a plain version says what the HTML says.
struct WordBag: ~Copyable {
  private var counts: [UInt64: Int32] = [:]
  private var removed = 0
  private var missing = 0

  init() {}

  /// Forgets all words.
  mutating func reset() {
    counts.removeAll(keepingCapacity: true)
    removed = 0
    missing = 0
  }

  /// Adds the words of folded text.
  mutating func add(_ folded: Span<UInt8>) {
    var offset = 0
    while let word = Self.nextWord(of: folded, from: &offset) { counts[word, default: 0] += 1 }
  }

  /// Takes the words of another folded text out of the bag, and counts those that are not in it.
  mutating func remove(_ folded: Span<UInt8>) {
    var offset = 0
    while let word = Self.nextWord(of: folded, from: &offset) {
      removed += 1
      if let left = counts[word], left > 0 { counts[word] = left - 1 } else { missing += 1 }
    }
  }

  /// Whether what was removed had nothing to say beyond the words in the bag.
  ///
  /// A few words may be missing, since programs that make the plain version write out what
  /// the other shows: bullets, numbers of links, names of images.
  var coveredAll: Bool { missing * 33 <= removed && missing <= 8 }

  /// The hash of the next word that is not of a web address.
  private static func nextWord(of text: Span<UInt8>, from offset: inout Int) -> UInt64? {
    while offset < text.count {
      while offset < text.count, !isWord(text[offset]) { offset += 1 }
      guard offset < text.count else { return nil }
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      while offset < text.count, isWord(text[offset]) {
        hash = (hash ^ UInt64(text[offset])) &* 0x100_0000_01B3
        offset += 1
      }
      guard offset + 2 < text.count, text[offset] == UInt8(ascii: ":"),
        text[offset + 1] == UInt8(ascii: "/"), text[offset + 2] == UInt8(ascii: "/")
      else { return hash }
      // Plain versions spell out the links' targets.
      while offset < text.count, text[offset] > 0x20, text[offset] != UInt8(ascii: ">") {
        offset += 1
      }
    }
    return nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
