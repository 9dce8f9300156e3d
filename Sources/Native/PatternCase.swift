private import CICU

/// The source of a pattern with small letters for capitals, to be matched with folded text.
///
/// PCRE2 can ignore case itself, at a price: a caseless `k` must also look for the Kelvin sign, which
/// takes literals away from its fast searches. Folded text holds no capitals, so a pattern without
/// capitals finds the same. The length stays, so that offsets of errors hold.
///
/// - Returns: nil when the source has something whose case cannot be changed by letter (`\x41`,
///   `\p{Lu}`, `[A-_]`, verbs, named references); then the pattern must be compiled as caseless.
func lowercasedPattern(_ source: Span<UInt8>) -> [UInt8]? {
  var result: [UInt8] = []
  result.reserveCapacity(source.count)
  var offset = 0
  var isInClass = false
  func byte(_ index: Int) -> UInt8 { index < source.count ? source[index] : 0 }
  func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }

  while offset < source.count {
    let current = source[offset]
    switch current {
    case UInt8(ascii: "\\"):
      let escaped = byte(offset + 1)
      switch escaped {
      case UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "p"), UInt8(ascii: "P"),
        UInt8(ascii: "N"), UInt8(ascii: "c"), UInt8(ascii: "0"), UInt8(ascii: "g"),
        UInt8(ascii: "k"), UInt8(ascii: "Q"), UInt8(ascii: "E"), 0x80...:
        return nil
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        // \101 is an octal code.
        if byte(offset + 2) &- UInt8(ascii: "0") < 10 { return nil }
      default: break
      }
      result.append(current)
      if offset + 1 < source.count { result.append(escaped) }
      offset += 2
      // A range that begins or ends with an escape: leave it to PCRE2.
      if isInClass, byte(offset) == UInt8(ascii: "-"), isCapital(byte(offset + 1)) { return nil }
      continue
    case UInt8(ascii: "["):
      if isInClass {
        switch byte(offset + 1) {
        case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "="): return nil
        default: break
        }
      } else {
        isInClass = true
        result.append(current)
        offset += 1
        if byte(offset) == UInt8(ascii: "^") {
          result.append(UInt8(ascii: "^"))
          offset += 1
        }
        // A bracket that stands first is an ordinary member.
        if byte(offset) == UInt8(ascii: "]") {
          result.append(UInt8(ascii: "]"))
          offset += 1
        }
        continue
      }
    case UInt8(ascii: "]"): isInClass = false
    case UInt8(ascii: "(") where !isInClass:
      guard let end = plainGroupStart(source, at: offset) else { return nil }
      for index in offset..<end { result.append(source[index]) }
      offset = end
      continue
    case 0x80...:
      let step = source.utf8Step(at: offset)
      // Title-case and upper-case letters past ASCII.
      switch Int(cicu_char_type(Int32(bitPattern: step.scalar))) {
      case 1, 3: return nil
      default: break
      }
      for index in offset..<offset + step.length { result.append(source[index]) }
      offset += step.length
      continue
    default: break
    }
    if isInClass, byte(offset + 1) == UInt8(ascii: "-"), byte(offset + 2) != UInt8(ascii: "]"),
      offset + 2 < source.count, isCapital(current) != isCapital(byte(offset + 2))
    {
      return nil
    }
    result.append(isCapital(current) ? current | 0x20 : current)
    offset += 1
  }
  return result
}

/// The end of what opens a group at `offset`, where it holds nothing that names or refers.
private func plainGroupStart(_ source: Span<UInt8>, at offset: Int) -> Int? {
  func byte(_ index: Int) -> UInt8 { index < source.count ? source[index] : 0 }
  if byte(offset + 1) == UInt8(ascii: "*") { return nil }
  guard byte(offset + 1) == UInt8(ascii: "?") else { return offset + 1 }
  switch byte(offset + 2) {
  case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: ">"),
    UInt8(ascii: "|"):
    return offset + 3
  case UInt8(ascii: "<"):
    if byte(offset + 3) == UInt8(ascii: "=") || byte(offset + 3) == UInt8(ascii: "!") {
      return offset + 4
    }
    // A named group: its name keeps its case.
    guard let end = source.firstOffset(of: UInt8(ascii: ">"), from: offset + 3) else { return nil }
    return end + 1
  default: return nil
  }
}
