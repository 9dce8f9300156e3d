public import Native

// Performance: bodies of exported messages are JSON strings, so a run between two backslashes is
// found by memchr and copied at once; only escapes and what is not UTF-8 are looked at byte by byte.

/// The content of JSON strings (RFC 8259 section 7): the bytes between the quotes.
public enum JSONString {
  /// The first thing in a string that is not as RFC 8259 wants it.
  public struct Damage: Sendable, Hashable {
    /// What is wrong.
    public enum Kind: String, Sendable {
      case invalidUTF8 = "invalid UTF-8"
      case unknownEscape = "unknown escape"
      case loneSurrogate = "half of a surrogate pair"
      case controlCharacter = "control character"
    }

    /// What is wrong.
    public var kind: Kind
    /// Where it begins in the string's bytes.
    public var offset: Int
  }

  /// Appends the decoded text as well-formed UTF-8, and where each byte of it came from.
  ///
  /// The map's output goes on where it ended, and its input offsets are offsets into `bytes` plus
  /// `base`. Malformed UTF-8 and halves of surrogate pairs become U+FFFD; an unknown escape stays as
  /// it is written, and so does a bare control character.
  public static func decode(
    _ bytes: Span<UInt8>, into text: inout [UInt8], map: inout OffsetMap, base: Int = 0
  ) {
    var offset = 0
    while offset < bytes.count {
      let stop = bytes.firstOffset(of: UInt8(ascii: "\\"), from: offset) ?? bytes.count
      text.appendRepaired(bytes.extracting(offset..<stop), map: &map, from: base + offset)
      offset = stop
      guard offset < bytes.count else { break }
      let escape = Escape(in: bytes, at: offset)
      if let scalar = escape.scalar {
        let length = text.appendUTF8(scalar)
        map.append(output: length, input: escape.length, from: base + offset)
      } else {
        text.append(bytes, in: offset..<(offset + escape.length))
        map.appendCopy(escape.length, from: base + offset)
      }
      offset += escape.length
    }
  }

  /// The decoded text.
  public static func text(of bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    var map = OffsetMap()
    decode(bytes, into: &text, map: &map)
    return String(decoding: text, as: UTF8.self)
  }

  /// The first damage in a string; nil when it is as it should be.
  public static func damage(in bytes: Span<UInt8>) -> Damage? {
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\\") {
        let escape = Escape(in: bytes, at: offset)
        if let kind = escape.damage { return Damage(kind: kind, offset: offset) }
        offset += escape.length
      } else if byte < 0x20 {
        return Damage(kind: .controlCharacter, offset: offset)
      } else if byte < 0x80 {
        offset += 1
      } else {
        let step = bytes.utf8Step(at: offset)
        guard step.isValid else { return Damage(kind: .invalidUTF8, offset: offset) }
        offset += step.length
      }
    }
    return nil
  }

  /// One escape: `\n`, `\u00e9`, `\ud83d\ude00`.
  private struct Escape {
    /// What it stands for; nil when it stays as it is written.
    var scalar: UInt32?
    /// The bytes it takes, the backslash included.
    var length = 2
    /// What is wrong with it.
    var damage: Damage.Kind?

    /// Reads the escape whose backslash is at `offset`.
    init(in bytes: Span<UInt8>, at offset: Int) {
      guard offset + 1 < bytes.count else {
        length = 1
        damage = .unknownEscape
        return
      }
      switch bytes[offset + 1] {
      case UInt8(ascii: "n"): scalar = 0x0A
      case UInt8(ascii: "r"): scalar = 0x0D
      case UInt8(ascii: "t"): scalar = 0x09
      case UInt8(ascii: "b"): scalar = 0x08
      case UInt8(ascii: "f"): scalar = 0x0C
      case UInt8(ascii: "\""): scalar = 0x22
      case UInt8(ascii: "\\"): scalar = 0x5C
      case UInt8(ascii: "/"): scalar = 0x2F
      case UInt8(ascii: "u"): readUnit(in: bytes, at: offset)
      default:
        // The byte after the backslash may begin a longer character: it is read as text.
        length = 1
        damage = .unknownEscape
      }
    }

    private mutating func readUnit(in bytes: Span<UInt8>, at offset: Int) {
      guard let unit = Self.hexUnit(in: bytes, at: offset + 2) else {
        length = 1
        damage = .unknownEscape
        return
      }
      length = 6
      guard unit & 0xF800 == 0xD800 else {
        scalar = unit
        return
      }
      if unit < 0xDC00, offset + 7 < bytes.count, bytes[offset + 6] == UInt8(ascii: "\\"),
        bytes[offset + 7] == UInt8(ascii: "u"),
        let low = Self.hexUnit(in: bytes, at: offset + 8), low & 0xFC00 == 0xDC00
      {
        scalar = 0x1_0000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
        length = 12
        return
      }
      scalar = 0xFFFD
      damage = .loneSurrogate
    }

    /// Four hexadecimal digits.
    private static func hexUnit(in bytes: Span<UInt8>, at offset: Int) -> UInt32? {
      guard offset + 4 <= bytes.count else { return nil }
      var value: UInt32 = 0
      for index in offset..<(offset + 4) {
        let digit: UInt8
        switch bytes[index] {
        case 0x30...0x39: digit = bytes[index] - 0x30
        case 0x41...0x46: digit = bytes[index] - 0x41 + 10
        case 0x61...0x66: digit = bytes[index] - 0x61 + 10
        default: return nil
        }
        value = value << 4 | UInt32(digit)
      }
      return value
    }
  }
}
