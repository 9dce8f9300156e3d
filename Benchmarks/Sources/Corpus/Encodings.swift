/// Transfer encodings and charsets, written as mail programs write them.
enum Encodings {
  private static let hex = Array("0123456789ABCDEF".utf8)
  private static let base64 = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Quoted-printable (RFC 2045, 6.7) with lines of at most 76 characters.
  static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 5 / 4)
    var column = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A {
        output.append(byte)
        column = 0
        continue
      }
      let isLast = index + 1 == bytes.count || bytes[index + 1] == 0x0A
      let isPlain = byte >= 0x20 && byte < 0x7F && byte != 0x3D && !(byte == 0x20 && isLast)
      if column + (isPlain ? 1 : 3) > 75 {
        output += [0x3D, 0x0A]
        column = 0
      }
      if isPlain {
        output.append(byte)
        column += 1
      } else {
        output += [0x3D, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        column += 3
      }
    }
    return output
  }

  /// Base64 (RFC 2045, 6.8) with lines of 76 characters.
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 4 / 3 + bytes.count / 50)
    var column = 0
    var index = 0
    while index < bytes.count {
      let rest = min(3, bytes.count - index)
      var bits = 0
      for place in 0..<3 { bits = bits << 8 | (place < rest ? Int(bytes[index + place]) : 0) }
      for place in 0..<4 {
        output.append(place <= rest ? base64[bits >> (18 - 6 * place) & 63] : 0x3D)
      }
      index += 3
      column += 4
      if column == 76 {
        output.append(0x0A)
        column = 0
      }
    }
    if column > 0 { output.append(0x0A) }
    return output
  }

  /// Latin-1; what it does not hold becomes a question mark.
  static func latin1(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { $0.value < 0x100 ? UInt8($0.value) : 0x3F }
  }

  /// An encoded word (RFC 2047) of UTF-8.
  static func encodedWord(_ text: String) -> String {
    let bytes = base64(Array(text.utf8)).filter { $0 != 0x0A }
    return "=?utf-8?B?\(String(decoding: bytes, as: UTF8.self))?="
  }
}
