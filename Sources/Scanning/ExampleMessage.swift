import Lexicons
import Native
import Text

/// An example of a rule as a message between nobody in particular.
struct ExampleMessage {
  /// The message's bytes.
  private(set) var bytes: [UInt8] = []
  /// The field that the example stands in.
  let field: Passage.Field
  /// The example's text with its line breaks and tabs.
  private let content: [UInt8]
  /// The marks, as ranges of that text.
  let marked: [Range<Int>]
  /// Of every byte of that text, and of its end, where it stands in the decoded field.
  private let places: [Int]

  /// Creates the message of an example, in the body or else the first of some fields.
  ///
  /// Nil when the example cannot be disguised so, or would be the same as without.
  init?(_ example: Example, fields: [String], disguise: ExampleDisguise = .plain) {
    (content, marked) = Self.resolved(example)
    let named = fields.compactMap { Passage.Field(rawValue: $0) }
    field = named.contains(.body) ? .body : named.first ?? .body
    guard Self.fits(disguise, field, fields), let disguised = disguise.text(of: content) else {
      return nil
    }
    if disguise == .decomposed || disguise == .windows1252, disguised.bytes == content,
      content.allSatisfy({ $0 < 0x80 })
    {
      return nil
    }
    var lead = disguise.lead
    if field == .body, fields.contains("quoted") { lead = "> " + lead }
    if field == .body, fields.contains("signature") { lead = "-- \n" + lead }
    let shift = lead.utf8.count
    places = disguised.places.map { $0 + shift }
    let text = Array(lead.utf8) + disguised.bytes + Array(disguise.tail.utf8)
    write(text, as: disguise)
  }

  /// Whether an example in a field can wear a disguise.
  private static func fits(
    _ disguise: ExampleDisguise, _ field: Passage.Field, _ fields: [String]
  ) -> Bool {
    let kinds = Set(fields.filter { Passage.Field(rawValue: $0) == nil })
    switch disguise {
    case .plain: return true
    case .html: return field == .body && kinds.isEmpty
    case .quoted: return field == .body && (kinds.isEmpty || kinds == ["quoted"])
    default: return field == .body || field == .subject || field == .attachment
    }
  }

  /// A range of the example's text.
  func text(_ range: Range<Int>) -> String {
    String(decoding: content[range.clamped(to: content.indices)], as: UTF8.self)
  }

  /// The example on one line, with « and » around some ranges of its text.
  func text(marking ranges: [Range<Int>]) -> String {
    var text: [UInt8] = []
    for (index, byte) in content.enumerated() {
      // Of marks that meet the one that ends comes first.
      for range in ranges where range.upperBound == index { text += Array("»".utf8) }
      for range in ranges where range.lowerBound == index { text += Array("«".utf8) }
      switch byte {
      case 0x0A: text += Array(#"\n"#.utf8)
      case 0x09: text += Array(#"\t"#.utf8)
      default: text.append(byte)
      }
    }
    for range in ranges where range.upperBound >= content.count { text += Array("»".utf8) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Which range of the example's text stands in a range of the decoded field; nil when it begins before.
  func range(ofDecoded range: Range<Int>) -> Range<Int>? {
    guard let first = places.first, range.lowerBound >= first else { return nil }
    let end = places.firstIndex { $0 >= range.upperBound } ?? content.count
    var start = places.lastIndex { $0 <= range.lowerBound } ?? 0
    // All bytes of a character stand where it does.
    while start > 0, places[start - 1] == places[start] { start -= 1 }
    return start..<max(start, end)
  }

  // MARK: Writing

  private mutating func write(_ text: [UInt8], as disguise: ExampleDisguise) {
    switch field {
    case .subject: write(head(subject: Self.encodedWords(text, disguise)) + [[], []])
    case .body:
      write(head(subject: []) + Self.part(text, disguise))
    case .attachment:
      write(
        head(subject: []) + Self.multipart("Content-Disposition: attachment", text, disguise))
    case .attachmentName:
      let name = "Content-Disposition: attachment; filename=\""
      let disposition = name + String(decoding: text, as: UTF8.self) + "\""
      write(head(subject: []) + Self.multipart(disposition, [], .plain))
    case .link:
      let link = "<a href=\"" + String(decoding: text, as: UTF8.self) + "\">here</a>"
      write(head(subject: []) + Self.part(Array(link.utf8), .html))
    }
  }

  private mutating func write(_ lines: [[UInt8]]) {
    bytes = Array(lines.joined(separator: [0x0A]))
  }

  private func head(subject: [UInt8]) -> [[UInt8]] {
    [
      Array("From: Somebody <somebody@district.example>".utf8),
      Array("To: Anybody <anybody@district.example>".utf8), Array("Subject: ".utf8) + subject,
      Array("MIME-Version: 1.0".utf8),
    ]
  }

  /// The header fields and the body of a part with some text.
  private static func part(
    _ text: [UInt8], _ disguise: ExampleDisguise, disposition: String? = nil
  ) -> [[UInt8]] {
    var encoding = "8bit"
    var charset = "utf-8"
    var body = text
    switch disguise {
    case .base64:
      encoding = "base64"
      body = TransferWriting.base64(text, lineLength: 76)
    case .quotedPrintable:
      encoding = "quoted-printable"
      body = TransferWriting.quotedPrintable(text)
    case .windows1252:
      charset = "windows-1252"
      body = Windows1252.bytes(of: text)
    default: break
    }
    let type = disguise == .html ? "text/html" : "text/plain"
    var lines = ["Content-Type: \(type); charset=\(charset)"]
    if let disposition { lines.append(disposition) }
    lines += ["Content-Transfer-Encoding: \(encoding)", ""]
    return lines.map { Array($0.utf8) } + [body, []]
  }

  private static func multipart(
    _ disposition: String, _ text: [UInt8], _ disguise: ExampleDisguise
  ) -> [[UInt8]] {
    let head = [
      "Content-Type: multipart/mixed; boundary=example-boundary", "", "--example-boundary",
    ]
    return head.map { Array($0.utf8) }
      + part(text, disguise, disposition: disposition).dropLast()
      + [Array("--example-boundary--".utf8), []]
  }

  /// A subject in its disguise.
  private static func encodedWords(_ text: [UInt8], _ disguise: ExampleDisguise) -> [UInt8] {
    switch disguise {
    case .base64: TransferWriting.encodedWords(text, charset: "utf-8", isBase64: true)
    case .quotedPrintable: TransferWriting.encodedWords(text, charset: "utf-8", isBase64: false)
    case .windows1252:
      TransferWriting.encodedWords(
        Windows1252.bytes(of: text), charset: "windows-1252", isBase64: false)
    default: text
    }
  }

  /// The text with `\n` and `\t` made what they stand for, and the marks moved along.
  private static func resolved(_ example: Example) -> (text: [UInt8], marked: [Range<Int>]) {
    let source = Array(example.text.utf8)
    var text: [UInt8] = []
    var places: [Int] = []
    var index = 0
    while index < source.count {
      places.append(text.count)
      let next = index + 1 < source.count ? source[index + 1] : 0
      if source[index] == UInt8(ascii: "\\"), next == UInt8(ascii: "n") || next == UInt8(ascii: "t")
      {
        places.append(text.count)
        text.append(next == UInt8(ascii: "n") ? 0x0A : 0x09)
        index += 2
      } else {
        text.append(source[index])
        index += 1
      }
    }
    places.append(text.count)
    let marked = example.marked.map { mark -> Range<Int> in
      let start = places[min(max(mark.lowerBound, 0), places.count - 1)]
      return start..<max(start, places[min(max(mark.upperBound, 0), places.count - 1)])
    }
    return (text, marked)
  }
}
