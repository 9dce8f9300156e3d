import Native

/// Finds uuencoded files inside plain text: `begin 644 name`, lines of data, `end`.
public enum UUEncodedBlocks {
  /// One block; byte ranges of the text that was searched.
  public struct Block: Sendable, Hashable {
    /// All of it, from `begin` to the line break behind `end`.
    public var range: Range<Int>
    /// The lines of data.
    public var data: Range<Int>
    /// The file's name as written; what is not UTF-8 becomes U+FFFD.
    public var name: String
    /// Whether the data is base64 (`begin-base64`).
    public var isBase64: Bool
    /// Whether `end` was found; otherwise the block stops before the first line that is no data.
    public var isTerminated: Bool
  }

  /// The blocks of a text in order.
  ///
  /// Text that only starts like one is none: at least one line of data must follow.
  public static func find(in text: Span<UInt8>) -> [Block] {
    var blocks: [Block] = []
    let mark: [UInt8] = Array("begin".utf8)
    var offset = 0
    while let start = text.firstOffset(of: mark.span, from: offset) {
      offset = start + mark.count
      guard start == 0 || text[start - 1] == 0x0A || text[start - 1] == 0x0D,
        let block = block(at: start, in: text)
      else { continue }
      blocks.append(block)
      offset = block.range.upperBound
    }
    return blocks
  }

  /// The longest `begin` line that is believed, in bytes.
  private static let longestLine = 512

  private static func block(at start: Int, in text: Span<UInt8>) -> Block? {
    let limit = min(text.count, start + longestLine)
    let lineEnd = UUEncoding.lineEnd(from: start, to: limit, in: text)
    guard lineEnd < limit else { return nil }
    let isBase64 = text.hasPrefix(ignoringCase: "begin-base64 ", at: start)
    var offset = start + (isBase64 ? 13 : 6)
    guard isBase64 || text[start + 5] == 0x20 else { return nil }
    var digits = 0
    while offset < lineEnd, 0x30...0x37 ~= text[offset] {
      offset += 1
      digits += 1
    }
    guard 3...4 ~= digits, offset < lineEnd, text[offset] == 0x20 else { return nil }
    while offset < lineEnd, text[offset] == 0x20 { offset += 1 }
    guard offset < lineEnd else { return nil }
    let name = String(utf8: text.extracting(offset..<lineEnd))
    let data = UUEncoding.nextLine(after: lineEnd, to: text.count, in: text)
    return isBase64
      ? base64Block(start, data, name, in: text) : uuencodedBlock(start, data, name, in: text)
  }

  private static func uuencodedBlock(
    _ start: Int, _ data: Int, _ name: String, in text: Span<UInt8>
  ) -> Block? {
    var offset = data
    var dataEnd = data
    while offset < text.count {
      let end = UUEncoding.lineEnd(from: offset, to: text.count, in: text)
      let next = UUEncoding.nextLine(after: end, to: text.count, in: text)
      if isEnd(offset..<end, in: text) {
        guard dataEnd > data else { return nil }
        return Block(
          range: start..<next, data: data..<dataEnd, name: name, isBase64: false,
          isTerminated: true)
      }
      // An empty line may stand for the zero line before `end`, cut by a mailer.
      if offset == end {
        let afterEnd = UUEncoding.lineEnd(from: next, to: min(text.count, next + 8), in: text)
        guard isEnd(next..<afterEnd, in: text) else { break }
      } else if !UUEncoding.isData(offset..<end, in: text) {
        break
      }
      offset = next
      dataEnd = next
    }
    guard dataEnd > data else { return nil }
    return Block(
      range: start..<dataEnd, data: data..<dataEnd, name: name, isBase64: false,
      isTerminated: false)
  }

  private static func base64Block(
    _ start: Int, _ data: Int, _ name: String, in text: Span<UInt8>
  ) -> Block? {
    var offset = data
    while offset < text.count {
      let end = UUEncoding.lineEnd(from: offset, to: text.count, in: text)
      let next = UUEncoding.nextLine(after: end, to: text.count, in: text)
      if end - offset == 4, text.hasPrefix(ignoringCase: "====", at: offset) {
        guard offset > data else { return nil }
        return Block(
          range: start..<next, data: data..<offset, name: name, isBase64: true,
          isTerminated: true)
      }
      guard isBase64(offset..<end, in: text) else { break }
      offset = next
    }
    guard offset > data else { return nil }
    return Block(
      range: start..<offset, data: data..<offset, name: name, isBase64: true,
      isTerminated: false)
  }

  private static func isEnd(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
    guard line.count >= 3, text.hasPrefix(ignoringCase: "end", at: line.lowerBound) else {
      return false
    }
    for offset in line.lowerBound + 3..<line.upperBound where text[offset] != 0x20 { return false }
    return true
  }

  private static func isBase64(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
    guard !line.isEmpty else { return false }
    for offset in line {
      switch text[offset] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="):
        continue
      default: return false
      }
    }
    return true
  }
}
