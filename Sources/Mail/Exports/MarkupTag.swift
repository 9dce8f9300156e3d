import Native

/// One tag of XML or HTML with its attributes, as ranges: what is needed of markup that a program wrote.
struct MarkupTag {
  /// The element's name.
  private(set) var name: Range<Int>
  /// The attributes: their names and what stands between their quotes.
  private(set) var attributes: [(name: Range<Int>, value: Range<Int>)] = []
  /// What follows the tag.
  private(set) var end: Int

  /// The most attributes of one tag.
  private static let mostAttributes = 200

  /// Whether a text begins as XML or HTML do.
  static func begins(_ head: Span<UInt8>) -> Bool {
    var offset = head.count >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF ? 3 : 0
    while offset < head.count, head[offset] <= 0x20 { offset += 1 }
    return offset < head.count && head[offset] == UInt8(ascii: "<")
  }

  /// Reads the tag whose `<` is at `offset`, one that was cut off as far as it goes; nil when there is none.
  init?(in bytes: Span<UInt8>, at offset: Int) {
    guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "<") else { return nil }
    var index = offset + 1
    while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
    guard index > offset + 1 else { return nil }
    name = offset + 1..<index
    end = bytes.count
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") {
        end = index + 1
        return
      }
      guard Self.isName(byte) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
      let attribute = start..<index
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { continue }
      index += 1
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
      guard index < bytes.count,
        bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'")
      else { continue }
      let close = bytes.firstOffset(of: bytes[index], from: index + 1) ?? bytes.count
      if attributes.count < Self.mostAttributes {
        attributes.append((attribute, index + 1..<close))
      }
      index = min(close + 1, bytes.count)
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39,
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The next tag of a name at or after `offset`.
  static func next(
    named name: StaticString, in bytes: Span<UInt8>, from offset: Int
  ) -> MarkupTag? {
    var offset = offset
    while let open = bytes.firstOffset(of: UInt8(ascii: "<"), from: min(offset, bytes.count)) {
      let after = open + 1 + name.utf8CodeUnitCount
      if bytes.hasPrefix(ignoringCase: name, at: open + 1), after < bytes.count,
        !isName(bytes[after])
      {
        return MarkupTag(in: bytes, at: open)
      }
      offset = open + 1
    }
    return nil
  }

  /// Whether the element has a name.
  func isNamed(_ name: StaticString, in bytes: Span<UInt8>) -> Bool {
    self.name.count == name.utf8CodeUnitCount
      && bytes.hasPrefix(ignoringCase: name, at: self.name.lowerBound)
  }

  /// What stands between the quotes of an attribute; nil when the tag has none of that name.
  func range(of attribute: StaticString, in bytes: Span<UInt8>) -> Range<Int>? {
    for (name, value) in attributes
    where name.count == attribute.utf8CodeUnitCount
      && bytes.hasPrefix(ignoringCase: attribute, at: name.lowerBound)
    {
      return value
    }
    return nil
  }
}

extension Span where Element == UInt8 {
  /// Whether some text stands in the bytes.
  func contains(_ text: StaticString) -> Bool { firstOffset(of: text) != nil }

  /// Where some text stands first at or after `start`, before `end`; nil when nowhere.
  func firstOffset(of text: StaticString, from start: Int = 0, to end: Int? = nil) -> Int? {
    let wanted = Array(text.description.utf8)
    return firstOffset(of: wanted.span, from: Swift.min(start, count), to: end)
  }
}
