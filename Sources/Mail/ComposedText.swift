public import Native

/// Readable text that was put together from several places of a message, decoded.
///
/// Exports keep what a person reads in pieces (runs of a formatted text, attributes of XML, a quoted
/// message beside its answer) and in codes of their own. A parser writes them here one after another,
/// with the place that each byte came from, and parts say which stretch is theirs.
public struct ComposedText: Sendable {
  /// The text, UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// From the text to the message's bytes.
  public private(set) var map = OffsetMap()

  /// Creates an empty text.
  public init() {}

  /// Forgets everything and keeps the storage.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    map.removeAll()
  }

  /// How much was written.
  var count: Int { bytes.count }

  /// Appends text that the message does not hold, at the place that it stands for.
  mutating func append(_ text: String, at offset: Int) {
    bytes.append(contentsOf: text.utf8)
    map.append(unit: 1, of: 0, count: text.utf8.count, from: offset)
  }

  /// Appends bytes of the message; what is not UTF-8 becomes U+FFFD.
  mutating func append(_ range: Range<Int>, of message: Span<UInt8>) {
    bytes.appendRepaired(message.extracting(range), map: &map, from: range.lowerBound)
  }

  /// Appends the content of a JSON string of the message.
  mutating func append(json range: Range<Int>, of message: Span<UInt8>) {
    JSONString.decode(
      message.extracting(range), into: &bytes, map: &map, base: range.lowerBound)
  }

  /// Appends a JSON string whose decoded content is written in a code of its own, which `decode` reads.
  ///
  /// `decode` appends to an output and a map from that output to the bytes that it is lent.
  mutating func append(
    json range: Range<Int>, of message: Span<UInt8>,
    through decode: (Span<UInt8>, inout [UInt8], inout OffsetMap) -> Void
  ) {
    var plain: [UInt8] = []
    var plainMap = OffsetMap()
    JSONString.decode(
      message.extracting(range), into: &plain, map: &plainMap, base: range.lowerBound)
    var decodedMap = OffsetMap()
    decode(plain.span, &bytes, &decodedMap)
    map.append(decodedMap.composed(with: plainMap))
  }

  /// Appends text of XML or HTML: its character references are decoded.
  mutating func append(markup range: Range<Int>, of message: Span<UInt8>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let stop =
        message.firstOffset(of: UInt8(ascii: "&"), from: offset, to: range.upperBound)
        ?? range.upperBound
      append(offset..<stop, of: message)
      offset = stop
      guard offset < range.upperBound else { return }
      if let reference = CharacterReference(in: message, at: offset, end: range.upperBound) {
        let length = bytes.appendUTF8(reference.scalar)
        map.append(output: length, input: reference.length, from: offset)
        offset += reference.length
      } else {
        append(offset..<offset + 1, of: message)
        offset += 1
      }
    }
  }
}

/// A character reference of XML: `&amp;`, `&#10;`, `&#x1F600;`.
struct CharacterReference {
  /// What it stands for.
  var scalar: UInt32
  /// The bytes that it takes.
  var length: Int

  /// Reads the reference whose ampersand is at `offset`; nil when it is none.
  ///
  /// Two references to the halves of a surrogate pair are one: a known fault of Android's exporters.
  init?(in bytes: Span<UInt8>, at offset: Int, end: Int) {
    guard let (value, length) = Self.single(in: bytes, at: offset, end: end) else { return nil }
    scalar = value
    self.length = length
    guard value & 0xFFFF_FC00 == 0xD800 else { return }
    if let (low, more) = Self.single(in: bytes, at: offset + length, end: end),
      low & 0xFFFF_FC00 == 0xDC00
    {
      scalar = 0x1_0000 + (value & 0x3FF) << 10 + (low & 0x3FF)
      self.length += more
    }
  }

  /// The longest reference that is read: `&#x10FFFF;` and the names of XML.
  private static let mostBytes = 12

  private static func single(
    in bytes: Span<UInt8>, at offset: Int, end: Int
  ) -> (value: UInt32, length: Int)? {
    guard offset < end, bytes[offset] == UInt8(ascii: "&"),
      let semicolon = bytes.firstOffset(
        of: UInt8(ascii: ";"), from: offset, to: min(end, offset + mostBytes))
    else { return nil }
    let length = semicolon + 1 - offset
    if bytes[offset + 1] == UInt8(ascii: "#") {
      let isHex = bytes[offset + 2] | 0x20 == UInt8(ascii: "x")
      let digits = String(utf8: bytes.extracting(offset + (isHex ? 3 : 2)..<semicolon))
      guard let value = UInt32(digits, radix: isHex ? 16 : 10), value > 0, value <= 0x10_FFFF
      else { return nil }
      return (value, length)
    }
    switch String(utf8: bytes.extracting(offset + 1..<semicolon)) {
    case "amp": return (0x26, length)
    case "lt": return (0x3C, length)
    case "gt": return (0x3E, length)
    case "quot": return (0x22, length)
    case "apos": return (0x27, length)
    case "nbsp": return (0xA0, length)
    default: return nil
    }
  }
}
