// Performance: every message with a plain and an HTML version has all its words counted twice. They are kept
// by their hash in a table with open addressing; a random factor spreads them, so that nobody can write a
// message whose words all fall into one place.
import Native

/// The words of a text with how often each occurs: whether a plain version says what the HTML says.
struct WordBag: ~Copyable {
  /// A word with how often it is in the bag; the hash 0 is an empty place.
  private struct Place {
    var hash: UInt64 = 0
    var count: Int32 = 0
  }

  /// More missing words than this are too many.
  private static let mostMissing = 8
  /// A larger table is not kept for the next message.
  private static let mostPlaces = 1 << 16

  /// Always a power of two of them.
  private var places = [Place](repeating: Place(), count: 1 << 10)
  /// How many bits of a product are left when it is an index of `places`.
  private var shift: UInt64 = 64 - 10
  private let factor = UInt64.random(in: 0...UInt64.max) | 1
  /// The places that are taken.
  private var taken: [Int] = []
  private var removed = 0
  private var missing = 0

  init() {}

  /// Forgets all words.
  mutating func reset() {
    if places.count > Self.mostPlaces {
      places = [Place](repeating: Place(), count: 1 << 10)
      shift = 64 - 10
    } else {
      for place in taken { places[place] = Place() }
    }
    taken.removeAll(keepingCapacity: true)
    removed = 0
    missing = 0
  }

  /// Adds the words of folded text.
  mutating func add(_ folded: Span<UInt8>) {
    var offset = 0
    while let hash = Self.nextWord(of: folded, from: &offset) {
      let place = place(of: hash)
      if places[place].hash == 0 {
        places[place].hash = hash
        taken.append(place)
      }
      places[place].count &+= 1
      if taken.count * 2 > places.count { grow() }
    }
  }

  /// Takes the words of another folded text out of the bag, and counts those that are not in it.
  mutating func remove(_ folded: Span<UInt8>) {
    var offset = 0
    while missing <= Self.mostMissing, let hash = Self.nextWord(of: folded, from: &offset) {
      removed += 1
      let place = place(of: hash)
      if places[place].count > 0 { places[place].count -= 1 } else { missing += 1 }
    }
  }

  /// Where a word is, or would be.
  @inline(__always)
  private func place(of hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (hash &* factor) &>> shift)
    while places[place].hash != hash, places[place].hash != 0 {
      place = (place + 1) & (places.count - 1)
    }
    return place
  }

  private mutating func grow() {
    let old = places
    places = [Place](repeating: Place(), count: old.count * 4)
    shift -= 2
    for index in taken.indices {
      let place = place(of: old[taken[index]].hash)
      places[place] = old[taken[index]]
      taken[index] = place
    }
  }

  /// Whether what was removed had nothing to say beyond the words in the bag.
  ///
  /// A few words may be missing, since programs that make the plain version write out what
  /// the other shows: bullets, numbers of links, names of images.
  var coveredAll: Bool { missing * 33 <= removed && missing <= Self.mostMissing }

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
      else { return hash == 0 ? 1 : hash }
      // Plain versions spell out the links' targets.
      while offset < text.count, text[offset] > 0x20, text[offset] != UInt8(ascii: ">") {
        offset += 1
      }
    }
    return nil
  }

  @inline(__always)
  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }
}
