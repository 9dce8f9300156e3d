// What the reports in SARIF 2.1.0 share: findings in mail, and mistakes in lexicons.

extension JSONWriter {
  /// Writes a message or text: `{"text": …}`.
  mutating func sarifText(_ value: String) {
    object { $0.member("text", value) }
  }

  /// A path with everything percent-encoded that a URI reference cannot hold (RFC 3986, unreserved
  /// characters and slashes stay).
  static func sarifPath(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return result
  }
}
