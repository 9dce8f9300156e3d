import Native

/// A way of writing and sending an example that changes nothing of what it says.
public enum ExampleDisguise: String, Sendable, CaseIterable {
  /// As the analyst wrote it.
  case plain
  /// With a picture before it.
  case emoji
  /// Composed letters taken apart.
  case decomposed
  /// Letters, digits and signs of double width.
  case fullWidth = "full-width"
  /// Invisible characters inside of words and numbers.
  case zeroWidth = "zero-width"
  /// Sent as base64.
  case base64
  /// Sent as quoted-printable.
  case quotedPrintable = "quoted-printable"
  /// As HTML.
  case html
  /// Quoted, as in a reply.
  case quoted
  /// In the character set of older Windows mail, with its curly quotes.
  case windows1252 = "windows-1252"

  /// The text of an example in this disguise, with where each of its bytes went.
  struct Text {
    /// The disguised text, as UTF-8.
    var bytes: [UInt8] = []
    /// Of every byte of the example, and of its end, the offset in `bytes`.
    var places: [Int] = []
  }

  /// What is before an example, in its decoded field.
  var lead: String {
    switch self {
    case .emoji: "\u{1F393} "
    case .html: "<html><body><p>"
    case .quoted: "> "
    default: ""
    }
  }

  /// What is after it.
  var tail: String { self == .html ? "</p></body></html>" : "" }

  /// The text of an example, without `lead` and `tail`; nil when it cannot be disguised so.
  func text(of content: [UInt8]) -> Text? {
    // Pictures among words have meanings of their own here: a table of HTML is other text.
    if self == .html, content.contains(0x09) { return nil }
    var text = Text()
    var opensQuote = true
    var letters = 0
    for scalar in String(decoding: content, as: UTF8.self).unicodeScalars {
      // After the first letter of a word: that is inside of every word and number.
      letters = Self.isLetter(scalar) ? letters + 1 : 0
      if self == .zeroWidth, letters == 2 { text.bytes += [0xE2, 0x80, 0x8B] }
      for _ in 0..<scalar.utf8.count { text.places.append(text.bytes.count) }
      guard append(scalar, to: &text.bytes, opensQuote: &opensQuote) else { return nil }
    }
    text.places.append(text.bytes.count)
    return text
  }

  /// Appends a scalar in this disguise; false when that cannot be.
  private func append(
    _ scalar: Unicode.Scalar, to bytes: inout [UInt8], opensQuote: inout Bool
  ) -> Bool {
    switch self {
    case .fullWidth where (0x21...0x7E).contains(scalar.value):
      _ = bytes.appendUTF8(scalar.value + 0xFEE0)
    case .decomposed where !scalar.isASCII: bytes += Decomposition.of(String(scalar))
    case .quoted where scalar == "\n": bytes += Array("\n> ".utf8)
    case .html where scalar == "\n": bytes += Array("<br>\n".utf8)
    case .html where scalar == "&": bytes += Array("&amp;".utf8)
    case .html where scalar == "<": bytes += Array("&lt;".utf8)
    case .html where scalar == ">": bytes += Array("&gt;".utf8)
    case .windows1252:
      var curly = scalar
      if scalar == "'" { curly = "\u{2019}" }
      if scalar == "\"" {
        curly = opensQuote ? "\u{201C}" : "\u{201D}"
        opensQuote.toggle()
      }
      guard Windows1252.byte(of: curly) != nil else { return false }
      _ = bytes.appendUTF8(curly.value)
    default: _ = bytes.appendUTF8(scalar.value)
    }
    return true
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }
}

/// The character set of older Windows mail.
enum Windows1252 {
  private static let upper: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  /// The byte of a scalar; nil when there is none.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) {
      return UInt8(truncatingIfNeeded: scalar.value)
    }
    guard let place = upper.firstIndex(of: scalar.value) else { return nil }
    return UInt8(0x80 + place)
  }

  /// The bytes of UTF-8 text whose scalars all have one.
  static func bytes(of text: [UInt8]) -> [UInt8] {
    String(decoding: text, as: UTF8.self).unicodeScalars.compactMap(byte)
  }
}
