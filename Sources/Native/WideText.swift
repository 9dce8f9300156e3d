/// A byte order mark at the beginning of a text.
struct ByteOrderMark {
  /// What it announces.
  let charset: Charset
  /// Its bytes.
  let length: Int

  /// Reads the mark; nil when there is none.
  init?(_ bytes: Span<UInt8>) {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xEF, 0xBB):
      guard bytes.count >= 3, bytes[2] == 0xBF else { return nil }
      self.init(.utf8, 3)
    case (0xFF, 0xFE):
      if bytes.count >= 8, bytes[2] == 0, bytes[3] == 0 {
        self.init(.utf32(isBigEndian: false), 4)
      } else {
        self.init(.utf16(isBigEndian: false), 2)
      }
    case (0xFE, 0xFF): self.init(.utf16(isBigEndian: true), 2)
    case (0, 0):
      guard bytes.count >= 8, bytes[2] == 0xFE, bytes[3] == 0xFF else { return nil }
      self.init(.utf32(isBigEndian: true), 4)
    default: return nil
    }
  }

  private init(_ charset: Charset, _ length: Int) {
    self.charset = charset
    self.length = length
  }
}

/// Decoding of UTF-16 and UTF-32, whose byte order and very label are often wrong.
enum WideText {
  /// Whether bytes labelled as some wide charset (or EBCDIC) are plainly a text of single bytes.
  static func looksLikeBytes(_ bytes: Span<UInt8>) -> Bool {
    let sample = min(bytes.count, 2_000)
    guard sample > 0 else { return false }
    var plain = 0
    for index in 0..<sample {
      let byte = bytes[index]
      if (byte >= 0x20 && byte < 0x7F) || (byte >= 0x09 && byte <= 0x0D) { plain += 1 }
    }
    return plain * 10 >= sample * 9
  }

  /// Whether UTF-16 without a mark has its high bytes first.
  static func looksBigEndian(_ bytes: Span<UInt8>) -> Bool {
    // RFC 2781 section 4.3: big-endian when nothing else speaks; the WHATWG says little-endian,
    // which is what mail programs on Windows write. Zero bytes decide nearly always.
    let zeros = zeros(bytes)
    return zeros.even > zeros.odd
  }

  /// Whether a text that nobody labelled as UTF-16 is plainly so, and big-endian; nil when it is not.
  ///
  /// Most characters of European languages have a zero byte, all on the same side.
  static func hiddenOrder(_ bytes: Span<UInt8>) -> Bool? {
    guard bytes.count >= 8, bytes.firstOffset(of: 0, to: min(bytes.count, 64)) != nil else {
      return nil
    }
    let zeros = zeros(bytes)
    if zeros.odd * 10 >= zeros.pairs * 6, zeros.even * 50 <= zeros.pairs { return false }
    if zeros.even * 10 >= zeros.pairs * 6, zeros.odd * 50 <= zeros.pairs { return true }
    return nil
  }

  /// How many zero bytes stand at even and at odd offsets of a sample.
  private static func zeros(_ bytes: Span<UInt8>) -> (even: Int, odd: Int, pairs: Int) {
    var even = 0
    var odd = 0
    let sample = min(bytes.count & ~1, 2_000)
    var index = 0
    while index < sample {
      if bytes[index] == 0 { even += 1 }
      if bytes[index + 1] == 0 { odd += 1 }
      index += 2
    }
    return (even, odd, sample / 2)
  }

  /// Decodes UTF-16 and answers how much was malformed.
  static func decodeUTF16(
    _ bytes: Span<UInt8>, isBigEndian: Bool, into text: inout [UInt8], map: inout OffsetMap,
    from base: Int
  ) -> Int {
    var replacements = 0
    var offset = 0
    while offset < bytes.count {
      var length = min(2, bytes.count - offset)
      var scalar: UInt32 = 0xFFFD
      if length == 2 {
        scalar = unit(bytes, offset, isBigEndian)
        if scalar >= 0xD800 && scalar < 0xE000 {
          let high = scalar
          scalar = 0xFFFD
          if high < 0xDC00, offset + 4 <= bytes.count {
            let low = unit(bytes, offset + 2, isBigEndian)
            if low >= 0xDC00 && low < 0xE000 {
              scalar = 0x1_0000 + (high - 0xD800) << 10 + (low - 0xDC00)
              length = 4
            }
          }
        }
      }
      if scalar == 0xFFFD { replacements += 1 }
      map.append(output: text.appendUTF8(scalar), input: length, from: base + offset)
      offset += length
    }
    return replacements
  }

  private static func unit(_ bytes: Span<UInt8>, _ offset: Int, _ isBigEndian: Bool) -> UInt32 {
    let one = UInt32(bytes[offset])
    let two = UInt32(bytes[offset + 1])
    return isBigEndian ? one << 8 | two : two << 8 | one
  }

  /// Decodes UTF-32 and answers how much was malformed.
  static func decodeUTF32(
    _ bytes: Span<UInt8>, isBigEndian: Bool, into text: inout [UInt8], map: inout OffsetMap,
    from base: Int
  ) -> Int {
    var replacements = 0
    var offset = 0
    while offset < bytes.count {
      let length = min(4, bytes.count - offset)
      var scalar: UInt32 = 0xFFFD
      if length == 4 {
        scalar = 0
        for index in 0..<4 {
          let place = isBigEndian ? index : 3 - index
          scalar = scalar << 8 | UInt32(bytes[offset + place])
        }
        if scalar > 0x10_FFFF || (scalar >= 0xD800 && scalar < 0xE000) { scalar = 0xFFFD }
      }
      if scalar == 0xFFFD { replacements += 1 }
      map.append(output: text.appendUTF8(scalar), input: length, from: base + offset)
      offset += length
    }
    return replacements
  }
}
