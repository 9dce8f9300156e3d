import Native

/// Classes of PCRE2 patterns: `[a-z0-9._%+-]`.
enum PatternClass {
  /// Reads a class at its bracket; nil when it holds something that is not understood.
  static func parse(_ source: [UInt8], _ offset: inout Int) -> PatternNode? {
    offset += 1
    var isNegated = false
    if offset < source.count, source[offset] == UInt8(ascii: "^") {
      isNegated = true
      offset += 1
    }
    var set = ByteSet()
    var high = false
    var isFirst = true
    while offset < source.count {
      let byte = source[offset]
      if byte == UInt8(ascii: "]"), !isFirst {
        offset += 1
        if isNegated {
          // Folded text has no capitals, and what excludes one excludes its small letter too.
          let capitals = ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z"))
          let rest = ByteSet.ascii.subtracting(capitals).subtracting(set.lowercased)
          return .scalar(rest, high: true)
        }
        return .scalar(set.lowercased, high: high)
      }
      isFirst = false
      if byte == UInt8(ascii: "["), offset + 1 < source.count,
        ByteSet(":.=").contains(source[offset + 1])
      {
        return nil
      }
      if byte == UInt8(ascii: "\\"), offset + 1 < source.count,
        let (members, past) = PatternEscape.set(source[offset + 1])
      {
        offset += 2
        set = set.union(members)
        high = high || past
        continue
      }
      guard let first = member(source, &offset) else { return nil }
      guard offset + 1 < source.count, source[offset] == UInt8(ascii: "-"),
        source[offset + 1] != UInt8(ascii: "]")
      else {
        if first < 0x80 { set.insert(first) } else { high = true }
        continue
      }
      offset += 1
      guard let last = member(source, &offset) else { return nil }
      high = high || last >= 0x80
      if first <= min(last, 0x7F) { set = set.union(ByteSet(first...min(last, 0x7F))) }
    }
    return nil
  }

  /// One member: a byte, 0x80 for any scalar past ASCII.
  private static func member(_ source: [UInt8], _ offset: inout Int) -> UInt8? {
    let byte = source[offset]
    if byte == UInt8(ascii: "\\") {
      offset += 1
      return PatternEscape.byte(source, &offset)
    }
    offset += 1
    guard byte >= 0x80 else { return byte }
    while offset < source.count, source[offset] & 0xC0 == 0x80 { offset += 1 }
    return 0x80
  }
}
