/// Transfer encodings as mail programs write them (RFC 2045, RFC 2047).
enum TransferWriting {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Base64 in lines.
  static func base64(_ bytes: [UInt8], lineLength: Int = .max) -> [UInt8] {
    var result: [UInt8] = []
    var column = 0
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = UInt32(0)
      for offset in 0..<3 {
        bits = bits << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0)
      }
      if column + 4 > lineLength {
        result.append(0x0A)
        column = 0
      }
      for place in 0..<4 {
        let isPadding = place > group.count
        let letter = letters[Int(bits >> UInt32(18 - 6 * place) & 63)]
        result.append(isPadding ? UInt8(ascii: "=") : letter)
      }
      column += 4
    }
    return result
  }

  /// Quoted-printable in lines of at most 76.
  static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var column = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A {
        result.append(byte)
        column = 0
        continue
      }
      let isLast = index + 1 == bytes.count || bytes[index + 1] == 0x0A
      let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
      let isBlank = (byte == 0x20 || byte == 0x09) && !isLast
      let piece = isPlain || isBlank ? [byte] : escaped(byte)
      if column + piece.count > 75 {
        result += [UInt8(ascii: "="), 0x0A]
        column = 0
      }
      result += piece
      column += piece.count
    }
    return result
  }

  /// Encoded words, each of at most 75 characters and of whole characters.
  static func encodedWords(_ bytes: [UInt8], charset: String, isBase64: Bool) -> [UInt8] {
    var words: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      var end = min(start + 15, bytes.count)
      if charset == "utf-8" {
        while end < bytes.count, end > start + 1, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      }
      let piece = Array(bytes[start..<end])
      let text = isBase64 ? base64(piece) : piece.flatMap(escaped)
      words.append(Array("=?\(charset)?\(isBase64 ? "B" : "Q")?".utf8) + text + Array("?=".utf8))
      start = end
    }
    return Array(words.joined(separator: [0x20]))
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
