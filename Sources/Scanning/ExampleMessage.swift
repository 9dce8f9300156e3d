import Lexicons
import Text

/// An example of a rule as a message between nobody in particular.
struct ExampleMessage {
  /// The message's bytes.
  private(set) var bytes: [UInt8] = []
  /// The field that the example stands in.
  let field: Passage.Field
  /// Where the example begins in the decoded field.
  private(set) var offset = 0
  /// The example's text with its line breaks and tabs.
  private let content: [UInt8]
  /// The marks, as ranges of that text.
  let marked: [Range<Int>]

  /// Creates the message of an example, in the body or else the first of some fields.
  init(_ example: Example, fields: [String]) {
    (content, marked) = Self.resolved(example)
    let named = fields.compactMap { Passage.Field(rawValue: $0) }
    field = named.contains(.body) ? .body : named.first ?? .body
    let text = String(decoding: content, as: UTF8.self)
    switch field {
    case .subject: write(subject: text, ["", ""])
    case .body:
      var lead = ""
      if fields.contains("quoted") { lead = "> " }
      if fields.contains("signature") { lead = "-- \n" }
      offset = lead.utf8.count
      write(
        subject: "", ["Content-Type: text/plain; charset=utf-8", "", lead + text, ""])
    case .attachment:
      write(subject: "", Self.multipart("Content-Disposition: attachment", text))
    case .attachmentName:
      write(
        subject: "", Self.multipart("Content-Disposition: attachment; filename=\"\(text)\"", ""))
    case .link:
      write(
        subject: "",
        ["Content-Type: text/html; charset=utf-8", "", "<a href=\"\(text)\">here</a>", ""])
    }
  }

  /// A range of the example's text.
  func text(_ range: Range<Int>) -> String {
    String(decoding: content[range.clamped(to: content.indices)], as: UTF8.self)
  }

  private mutating func write(subject: String, _ lines: [String]) {
    let head = [
      "From: Somebody <somebody@district.example>", "To: Anybody <anybody@district.example>",
      "Subject: \(subject)", "MIME-Version: 1.0", "Content-Transfer-Encoding: 8bit",
    ]
    bytes = Array((head + lines).joined(separator: "\n").utf8)
  }

  private static func multipart(_ disposition: String, _ text: String) -> [String] {
    [
      "Content-Type: multipart/mixed; boundary=example-boundary", "", "--example-boundary",
      "Content-Type: text/plain; charset=utf-8", disposition, "Content-Transfer-Encoding: 8bit", "",
      text, "--example-boundary--", "",
    ]
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
