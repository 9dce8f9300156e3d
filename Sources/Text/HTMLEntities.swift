import Native

/// Character references of HTML: `&amp;`, `&#8217;`, `&#x2019;`.
struct HTMLEntities: Sendable {
  /// What a reference stands for, and where it ends.
  struct Reference {
    var scalar: UInt32
    var end: Int
  }

  /// The named references, read once.
  static let shared = HTMLEntities()

  private struct Entry {
    var start: UInt32 = 0
    var length: UInt8 = 0
    var isLegacy = false
    var scalar: UInt32 = 0
  }

  private static let longestName = 31
  private static let longestLegacyName = 6
  private static let slots = 4_096

  private let bytes: [UInt8]
  private var table: [Entry]

  private init() {
    bytes = Array(Self.names.utf8)
    table = Array(repeating: Entry(), count: Self.slots)
    var offset = 0
    var scalar: UInt32 = 0
    while offset < bytes.count {
      let start = offset
      while offset < bytes.count, Self.isNameByte(bytes[offset]) { offset += 1 }
      let end = offset
      let mark = offset < bytes.count ? bytes[offset] : 0
      if mark == UInt8(ascii: ":") {
        scalar = bytes[start..<end].reduce(0) { $0 &* 16 &+ UInt32(Self.hexValue($1) ?? 0) }
      } else if end > start {
        let isLegacy = mark == UInt8(ascii: "!")
        var slot = Self.hash(bytes.span, start..<end)
        while table[slot].length > 0 { slot = (slot + 1) % Self.slots }
        table[slot] = Entry(
          start: UInt32(truncatingIfNeeded: start), length: UInt8(truncatingIfNeeded: end - start),
          isLegacy: isLegacy, scalar: scalar)
      }
      offset += 1
    }
  }

  /// Reads the reference whose `&` stands at `offset`; nil when it is none and the `&` is itself.
  ///
  /// Inside attribute values a name without semicolon is none when a letter, digit or `=` follows.
  func reference(in html: Span<UInt8>, at offset: Int, inAttribute: Bool = false) -> Reference? {
    if let word = html.word(at: offset), let common = Self.common(word) {
      return Reference(scalar: common.scalar, end: offset + common.length)
    }
    var end = offset + 1
    guard end < html.count else { return nil }
    if html[end] == UInt8(ascii: "#") { return Self.number(in: html, at: offset) }
    let limit = min(html.count, offset + 1 + Self.longestName)
    while end < limit, Self.isNameByte(html[end]) { end += 1 }
    let start = offset + 1
    guard end > start else { return nil }
    if end < html.count, html[end] == UInt8(ascii: ";"), let entry = entry(html, start..<end) {
      return Reference(scalar: entry.scalar, end: end + 1)
    }
    var length = min(end - start, Self.longestLegacyName)
    while length >= 2 {
      if let entry = entry(html, start..<(start + length)), entry.isLegacy {
        let next = start + length < html.count ? html[start + length] : 0
        if inAttribute, next == UInt8(ascii: "=") || Self.isNameByte(next) { return nil }
        return Reference(scalar: entry.scalar, end: start + length)
      }
      length -= 1
    }
    return nil
  }

  /// The reference at the beginning of eight bytes when it is one of those that nearly all are.
  @inline(__always)
  private static func common(_ word: UInt64) -> (scalar: UInt32, length: Int)? {
    // `&nbsp;`, `&amp;`, `&quot;`, `&lt;` and `&gt;`, the first byte lowest.
    if word.firstBytes(6) == 0x3B_7073_626E_26 { return (0xA0, 6) }
    if word.firstBytes(5) == 0x3B_706D_6126 { return (0x26, 5) }
    if word.firstBytes(6) == 0x3B74_6F75_7126 { return (0x22, 6) }
    if word.firstBytes(4) == 0x3B74_6C26 { return (0x3C, 4) }
    if word.firstBytes(4) == 0x3B74_6726 { return (0x3E, 4) }
    return nil
  }

  private static func number(in html: Span<UInt8>, at offset: Int) -> Reference? {
    var end = offset + 2
    var scalar: UInt32 = 0
    let isHex = end < html.count && html[end] | 0x20 == UInt8(ascii: "x")
    if isHex { end += 1 }
    let start = end
    while end < html.count, let digit = hexValue(html[end]), isHex || digit < 10 {
      // Beyond Unicode the value no longer matters, only that it stays there.
      if scalar < 0x11_0000 { scalar = scalar * (isHex ? 16 : 10) + UInt32(digit) }
      end += 1
    }
    guard end > start else { return nil }
    if end < html.count, html[end] == UInt8(ascii: ";") { end += 1 }
    if scalar >= 0x80, scalar < 0xA0 { scalar = windows1252[Int(scalar) - 0x80] }
    if scalar == 0 { scalar = 0xFFFD }
    return Reference(scalar: scalar, end: end)
  }

  /// What 128 to 159 mean in a numeric reference (HTML standard, section 13.2.5.80).
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private func entry(_ html: Span<UInt8>, _ range: Range<Int>) -> Entry? {
    var slot = Self.hash(html, range)
    while table[slot].length > 0 {
      let entry = table[slot]
      if Int(entry.length) == range.count {
        let start = Int(entry.start)
        let isSame = html.extracting(range).equals(
          bytes.span.extracting(start..<(start + range.count)))
        if isSame { return entry }
      }
      slot = (slot + 1) % Self.slots
    }
    return nil
  }

  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for offset in range { hash = (hash ^ UInt32(bytes[offset])) &* 16_777_619 }
    return Int((hash ^ hash >> 15) % UInt32(slots))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
