import Native

/// Escapes of PCRE2 patterns, outside and inside of classes.
enum PatternEscape {
  private static let space = ByteSet(" \t\n\u{0B}\u{0C}\r")
  private static let blank = ByteSet(" \t")

  /// What a backslash and the letter after it stand for as a set, with whether scalars past ASCII belong to it;
  /// nil for others.
  static func set(_ letter: UInt8) -> (ByteSet, high: Bool)? {
    switch letter {
    case UInt8(ascii: "d"): (.digits, false)
    case UInt8(ascii: "w"): (.word, false)
    case UInt8(ascii: "s"): (space, false)
    case UInt8(ascii: "h"): (blank, true)
    case UInt8(ascii: "v"): (ByteSet(0x0A...0x0D), true)
    case UInt8(ascii: "D"): (ByteSet.ascii.subtracting(.digits), true)
    case UInt8(ascii: "W"): (ByteSet.ascii.subtracting(.word), true)
    case UInt8(ascii: "S"): (ByteSet.ascii.subtracting(space), true)
    case UInt8(ascii: "H"): (ByteSet.ascii.subtracting(blank), true)
    case UInt8(ascii: "V"): (ByteSet.ascii.subtracting(ByteSet(0x0A...0x0D)), true)
    case UInt8(ascii: "N"): (ByteSet.ascii, true)
    default: nil
    }
  }

  /// The one byte that an escape stands for; nil for others.
  ///
  /// `\xHH` is understood for ASCII only.
  static func byte(_ source: [UInt8], _ offset: inout Int) -> UInt8? {
    guard offset < source.count else { return nil }
    let letter = source[offset]
    switch letter {
    case UInt8(ascii: "n"): offset += 1; return 0x0A
    case UInt8(ascii: "t"): offset += 1; return 0x09
    case UInt8(ascii: "r"): offset += 1; return 0x0D
    case UInt8(ascii: "f"): offset += 1; return 0x0C
    case UInt8(ascii: "x"):
      guard offset + 2 < source.count, let high = hex(source[offset + 1]),
        let low = hex(source[offset + 2]), high < 8
      else { return nil }
      offset += 3
      return high << 4 | low
    default:
      // Punctuation stands for itself; letters and digits have meanings, known here or not.
      guard letter < 0x80, !ByteSet.word.contains(letter) else { return nil }
      offset += 1
      return letter
    }
  }

  /// Reads an escape at a backslash.
  static func parse(_ source: [UInt8], _ offset: inout Int) -> PatternNode? {
    guard offset + 1 < source.count else { return nil }
    let letter = source[offset + 1]
    if let (set, high) = set(letter) {
      offset += 2
      return .scalar(set.lowercased, high: high)
    }
    switch letter {
    case UInt8(ascii: "b"): offset += 2; return .condition(.wordBoundary)
    case UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "Z"),
      UInt8(ascii: "G"):
      offset += 2
      return .condition(.other)
    case UInt8(ascii: "R"):
      offset += 2
      return .choice([.scalar(ByteSet(0x0A...0x0D), high: true), .unknown])
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      offset += 2
      while offset < source.count, ByteSet.digits.contains(source[offset]) { offset += 1 }
      return .unknown
    case UInt8(ascii: "p"), UInt8(ascii: "P"):
      offset += 2
      return property(source, &offset, isNegated: letter == UInt8(ascii: "P"))
    default:
      offset += 1
      guard let byte = byte(source, &offset) else { return nil }
      var set = ByteSet()
      set.insert(byte)
      return .bytes(set)
    }
  }

  /// Reads the name of a Unicode property behind `\p` or `\P`; of ASCII only `\p{L}` is told apart from the rest.
  private static func property(
    _ source: [UInt8], _ offset: inout Int, isNegated: Bool
  ) -> PatternNode? {
    let isShort = offset < source.count && source[offset] != UInt8(ascii: "{")
    let start = isShort ? offset : offset + 1
    if !isShort {
      while offset < source.count, source[offset] != UInt8(ascii: "}") { offset += 1 }
    }
    offset += 1
    guard offset <= source.count else { return nil }
    let name = source[start..<(isShort ? offset : offset - 1)]
    let isLetter = !isNegated && name.elementsEqual([UInt8(ascii: "L")])
    return .scalar(isLetter ? ByteSet(0x61...0x7A) : .ascii, high: true)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
