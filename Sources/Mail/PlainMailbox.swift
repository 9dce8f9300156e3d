// Performance: nearly every mailbox is written in one of three plain ways, and then its name and address
// stand in the value as they are. Only the others are taken to pieces by `AddressList`.
import Native

/// A mailbox written a plain way.
///
/// `Maya Torres <m@x.example>`, `"Torres, Maya" <m@x.example>` or `m@x.example`, in ASCII, with nothing
/// but white space around. What `AddressList` says of such an entry is the same.
enum PlainMailbox {
  /// Reads the entry at `offset` and moves behind the comma or semicolon that ends it; nil, without a
  /// move, when it is not plain.
  static func read(at offset: inout Int, in value: Span<UInt8>) -> Mailbox? {
    let start = spaceEnd(from: offset, in: value)
    guard start < value.count else { return nil }
    var name = start..<start
    var at = start
    if value[start] == UInt8(ascii: "\"") {
      guard let end = quoteEnd(at: start, in: value) else { return nil }
      name = start + 1..<end - 1
      at = spaceEnd(from: end, in: value)
    } else if value[start] != UInt8(ascii: "<") {
      let words = words(at: start, in: value)
      name = start..<words.end
      at = spaceEnd(from: words.end, in: value)
      if let next = entryEnd(at: at, in: value) {
        guard words.count == 1, words.holdsAt, value[start] != UInt8(ascii: "@") else { return nil }
        offset = next
        return Mailbox(address: String(utf8: value.extracting(name)))
      }
    }
    guard at < value.count, value[at] == UInt8(ascii: "<"),
      let address = address(at: at + 1, in: value),
      let next = entryEnd(at: spaceEnd(from: address.upperBound + 1, in: value), in: value)
    else { return nil }
    offset = next
    while name.count > 0, value[name.lowerBound] == 0x20 {
      name = name.lowerBound + 1..<name.upperBound
    }
    while name.count > 0, value[name.upperBound - 1] == 0x20 {
      name = name.lowerBound..<name.upperBound - 1
    }
    return Mailbox(
      name: String(utf8: value.extracting(name)), address: String(utf8: value.extracting(address)))
  }

  private static func spaceEnd(from start: Int, in value: Span<UInt8>) -> Int {
    var offset = start
    while offset < value.count, HeaderText.isSpace(value[offset]) { offset += 1 }
    return offset
  }

  /// The offset behind what ends an entry; nil when something else stands there.
  private static func entryEnd(at offset: Int, in value: Span<UInt8>) -> Int? {
    guard offset < value.count else { return value.count }
    switch value[offset] {
    case UInt8(ascii: ","), UInt8(ascii: ";"): return offset + 1
    default: return nil
    }
  }

  /// The offset behind a quoted name without escapes, folding and what may be an encoded word.
  private static func quoteEnd(at start: Int, in value: Span<UInt8>) -> Int? {
    var offset = start + 1
    while offset < value.count {
      switch value[offset] {
      case UInt8(ascii: "\""):
        // A comma at its end is dropped.
        return value[offset - 1] == UInt8(ascii: ",") ? nil : offset + 1
      case UInt8(ascii: "\\"), UInt8(ascii: "="): return nil
      case 0x20...0x7E: offset += 1
      default: return nil
      }
    }
    return nil
  }

  /// The words at `start` with one space between each.
  private static func words(
    at start: Int, in value: Span<UInt8>
  ) -> (end: Int, count: Int, holdsAt: Bool) {
    var offset = start
    var count = 1
    var holdsAt = false
    while offset < value.count {
      let byte = value[offset]
      if byte == 0x20, offset + 1 < value.count, isAtom(value[offset + 1]) {
        count += 1
      } else if !isAtom(byte) {
        break
      } else if byte == UInt8(ascii: "@") {
        holdsAt = true
      }
      offset += 1
    }
    return (offset, count, holdsAt)
  }

  /// The range of an address whose `>` stands behind it.
  private static func address(at start: Int, in value: Span<UInt8>) -> Range<Int>? {
    var offset = start
    while offset < value.count, isAtom(value[offset]) || value[offset] == UInt8(ascii: "=") {
      offset += 1
    }
    // An `@` at the beginning is that of a route.
    guard offset > start, offset < value.count, value[offset] == UInt8(ascii: ">"),
      value[start] != UInt8(ascii: "@")
    else { return nil }
    return start..<offset
  }

  /// Whether a byte is a printable character that means nothing where it stands.
  private static func isAtom(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","),
      UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: "="),
      UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"):
      false
    case 0x21...0x7E: true
    default: false
    }
  }
}
