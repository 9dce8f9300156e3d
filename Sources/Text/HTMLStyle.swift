import Native

/// What an inline style says about whether its element can be seen.
struct HTMLStyle {
  /// The element and all inside it are not there.
  var isHidden = false
  /// `visibility`: nil when not said; descendants may say otherwise.
  var isInvisible: Bool?
  /// `font-size: 0` or another size: nil when not said; descendants may say otherwise.
  var hasNoSize: Bool?
  /// Line breaks and spaces stay as they are.
  var isPreformatted: Bool?

  private var hasNoHeight = false
  private var clips = false

  /// Reads the declarations in `range`.
  init(_ html: Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    var window = start
    while window < range.upperBound {
      var ends = html.mask(of: UInt8(ascii: ";"), from: window, to: range.upperBound)
      while ends != 0 {
        let end = window + ends.trailingZeroBitCount
        ends &= ends &- 1
        readDeclaration(html, start..<end)
        start = end + 1
      }
      window += 64
    }
    if start < range.upperBound { readDeclaration(html, start..<range.upperBound) }
    if hasNoHeight, clips { isHidden = true }
  }

  /// Reads a declaration with white space before it.
  @inline(__always)
  private mutating func readDeclaration(_ html: Span<UInt8>, _ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound, html[offset] <= 0x20 { offset += 1 }
    guard offset < range.upperBound, Self.mayMatter(html, at: offset) else { return }
    read(html, offset..<range.upperBound)
  }

  /// Whether a declaration may be one of those that are read, by its first eight bytes.
  @inline(__always)
  private static func mayMatter(_ html: Span<UInt8>, at offset: Int) -> Bool {
    // Their first letters are d, f, h, m, o, v and w, one bit for each by its place in the alphabet.
    let initials: UInt32 = 1 << 4 | 1 << 6 | 1 << 8 | 1 << 13 | 1 << 15 | 1 << 22 | 1 << 23
    guard initials &>> UInt32(html[offset] & 31) & 1 != 0 else { return false }
    guard let word = html.word(at: offset)?.loweredASCII else { return true }
    // The first byte is the lowest.
    switch word {
    case 0x7A69_732D_746E_6F66: return true  // font-siz
    case 0x696C_6962_6973_6976: return true  // visibili
    case 0x776F_6C66_7265_766F: return true  // overflow
    case 0x7073_2D65_7469_6877: return true  // white-sp
    case 0x6769_6568_2D78_616D: return true  // max-heig
    case 0x6564_6968_2D6F_736D: return true  // mso-hide
    default: break
    }
    switch word.firstBytes(7) {
    case 0x79_616C_7073_6964, 0x79_7469_6361_706F: return true  // display, opacity
    default: return word.firstBytes(6) == 0x7468_6769_6568  // height
    }
  }

  private mutating func read(_ html: Span<UInt8>, _ range: Range<Int>) {
    switch html[range.lowerBound] | 0x20 {
    case UInt8(ascii: "d"):
      if says(html, range, "display", "none") { isHidden = true }
    case UInt8(ascii: "v"):
      if let value = value(html, range, of: "visibility") {
        isInvisible =
          html.hasPrefix(ignoringCase: "hidden", at: value)
          || html.hasPrefix(ignoringCase: "collapse", at: value)
      }
    case UInt8(ascii: "f"):
      if let value = value(html, range, of: "font-size") {
        hasNoSize = Self.isZero(html, value..<range.upperBound)
      }
    case UInt8(ascii: "m"):
      if says(html, range, "mso-hide", "all") { isHidden = true }
      if let value = value(html, range, of: "max-height") {
        hasNoHeight = Self.isZero(html, value..<range.upperBound)
      }
    case UInt8(ascii: "h"):
      if let value = value(html, range, of: "height") {
        hasNoHeight = Self.isZero(html, value..<range.upperBound)
      }
    case UInt8(ascii: "o"):
      if says(html, range, "overflow", "hidden") { clips = true }
      if let value = value(html, range, of: "opacity"),
        Self.isZero(html, value..<range.upperBound)
      {
        isHidden = true
      }
    case UInt8(ascii: "w"):
      if let value = value(html, range, of: "white-space") {
        isPreformatted = html.hasPrefix(ignoringCase: "pre", at: value)
      }
    default: break
    }
  }

  private func says(
    _ html: Span<UInt8>, _ range: Range<Int>, _ name: StaticString, _ wanted: StaticString
  ) -> Bool {
    guard let start = value(html, range, of: name) else { return false }
    return start + wanted.utf8CodeUnitCount <= range.upperBound
      && html.hasPrefix(ignoringCase: wanted, at: start)
  }

  /// Where the value of a declaration begins when it is of `name`.
  private func value(
    _ html: Span<UInt8>, _ range: Range<Int>, of name: StaticString
  ) -> Int? {
    var offset = range.lowerBound + name.utf8CodeUnitCount
    guard offset < range.upperBound,
      html.hasPrefix(ignoringCase: name, at: range.lowerBound)
    else { return nil }
    while offset < range.upperBound, html[offset] <= 0x20 { offset += 1 }
    guard offset < range.upperBound, html[offset] == UInt8(ascii: ":") else { return nil }
    offset += 1
    while offset < range.upperBound, html[offset] <= 0x20 { offset += 1 }
    return offset < range.upperBound ? offset : nil
  }

  /// Whether a length is nothing: `0`, `0px`, `0.0em`, but not `0.8em`.
  private static func isZero(_ html: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var hasDigit = false
    for offset in range {
      switch html[offset] {
      case UInt8(ascii: "0"): hasDigit = true
      case UInt8(ascii: "."): break
      case UInt8(ascii: "1")...UInt8(ascii: "9"): return false
      default: return hasDigit
      }
    }
    return hasDigit
  }
}
