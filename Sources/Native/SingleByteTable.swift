/// What each byte of a single-byte charset means.
struct SingleByteTable: Sendable {
  /// The scalar of each byte; U+FFFD where there is none.
  let scalars: [UInt32]
  /// Whether the lower half is ASCII.
  let isASCIICompatible: Bool

  /// Reads the table off a converter; nil when ICU has none of that name.
  init?(_ name: String) {
    guard let converter = Converter(name) else { return nil }
    var scalars = Self.scalars(0...UInt8.max, of: converter)
    // In the ISO sets the range 80 to 9F is controls; who uses it means the quotes and dashes of
    // the Windows sets, which agree about them.
    let family = name.lowercased()
    if family.hasPrefix("iso") || family.hasPrefix("latin"),
      let windows = Converter("windows-1252")
    {
      scalars.replaceSubrange(0x80...0x9F, with: Self.scalars(0x80...0x9F, of: windows))
    }
    isASCIICompatible = (0x20..<0x7F).allSatisfy { scalars[$0] == UInt32($0) }
    self.scalars = scalars
  }

  private static func scalars(_ bytes: ClosedRange<UInt8>, of converter: borrowing Converter)
    -> [UInt32]
  {
    var scalars: [UInt32] = []
    var units: [UInt16] = []
    var offsets: [Int32] = []
    for byte in bytes {
      let one: [UInt8] = [byte]
      converter.convert(one.span, into: &units, offsets: &offsets)
      var reader = UTF16Reader(units: units.span)
      let scalar = reader.next()?.scalar ?? 0xFFFD
      // ICU substitutes U+001A for a single unassigned byte of some charsets.
      scalars.append(scalar == 0x1A && byte != 0x1A ? 0xFFFD : scalar)
    }
    return scalars
  }

  /// Decodes all bytes and answers how many had no meaning.
  func decode(
    _ bytes: Span<UInt8>, into text: inout [UInt8], map: inout OffsetMap, from base: Int
  ) -> Int {
    var replacements = 0
    var offset = 0
    while offset < bytes.count {
      if isASCIICompatible {
        let end = bytes.firstNonASCII(from: offset)
        text.append(bytes, in: offset..<end)
        map.appendCopy(end - offset, from: base + offset)
        offset = end
        guard offset < bytes.count else { break }
      }
      // One run of the map for neighbours whose UTF-8 is equally long.
      let start = offset
      var length = 0
      while offset < bytes.count, !isASCIICompatible || bytes[offset] >= 0x80 {
        let scalar = scalars[Int(bytes[offset])]
        let needed = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4
        if length == 0 { length = needed }
        guard needed == length else { break }
        if scalar == 0xFFFD { replacements += 1 }
        _ = text.appendUTF8(scalar)
        offset += 1
      }
      map.append(unit: length, of: 1, count: offset - start, from: base + start)
    }
    return replacements
  }
}

/// Reads scalars from UTF-16; a lone surrogate is U+FFFD.
struct UTF16Reader: ~Escapable {
  private let units: Span<UInt16>
  private(set) var offset = 0

  @_lifetime(copy units)
  init(units: Span<UInt16>) { self.units = units }

  /// The next scalar and its length in units; nil at the end.
  mutating func next() -> (scalar: UInt32, length: Int)? {
    guard offset < units.count else { return nil }
    let unit = UInt32(units[offset])
    guard unit >= 0xD800 && unit < 0xE000 else {
      offset += 1
      return (unit, 1)
    }
    if unit < 0xDC00, offset + 1 < units.count {
      let low = UInt32(units[offset + 1])
      if low >= 0xDC00 && low < 0xE000 {
        offset += 2
        return (0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00), 2)
      }
    }
    offset += 1
    return (0xFFFD, 1)
  }
}
