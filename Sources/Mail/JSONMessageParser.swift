import Native

/// Reads messages that are JSON objects, one a line.
///
/// ```json
/// {"id":"m1","channel":"sms","from":{"name":"…","address":"…","role":"staff"},"to":["…"],"cc":[],
///  "date":"2026-03-04T21:47:00-05:00","subject":"…","body":"…","html":"…"}
/// ```
/// Every key is optional. `from`, `to`, `cc` and `bcc` take a string, an object, or an array of them;
/// an id may be a number. Other keys are passed over. Parsing cannot fail: a line that is no JSON
/// gets a defect that says what is wrong and at which column, and what stood before it is kept.
public struct JSONMessageParser: ~Copyable {
  var scanner: JSONScanner
  private var decoded: [UInt8] = []
  private var map = OffsetMap()
  private var seen: Set<Key> = []
  /// A place whose column is known.
  private var counted = (offset: 0, column: 1)
  private let limits: Limits

  /// The keys that mean something.
  private enum Key: String {
    case id, channel, date, subject, body, html, from, to, cc, bcc
  }

  /// Defects of one line that are listed; a hostile line could have millions.
  private static let listedDefects = 100

  /// Creates a parser with limits on nesting.
  public init(limits: Limits = Limits()) {
    self.limits = limits
    scanner = JSONScanner(depthLimit: limits.depth)
  }

  /// Fills `message` from one line; ranges are offsets into `bytes`.
  public mutating func parse(_ bytes: Span<UInt8>, into message: inout Message) {
    message.reset()
    scanner.restart()
    seen.removeAll(keepingCapacity: true)
    counted = (offset: 0, column: 1)
    var texts = Texts()
    do throws(JSONScanner.Failure) {
      guard case .object = try scanner.value(in: bytes) else {
        throw JSONScanner.Failure(reason: "not an object", offset: 0)
      }
      var isFirst = true
      while let key = try scanner.key(in: bytes, isFirst: isFirst) {
        isFirst = false
        try readMember(key, of: bytes, into: &message, texts: &texts)
      }
      try scanner.end(in: bytes)
    } catch {
      let column = column(of: error.offset, in: bytes)
      message.defects.append(
        Defect(.invalidJSON, detail: "\(error.reason), column \(column)"))
    }
    message.subject = texts.subject.map { EncodedText(range: $0, encoding: .jsonString) }
    texts.addParts(to: &message)
  }

  /// The column in Unicode scalars, from 1.
  ///
  /// It is counted on from the place that was asked for last: a hostile line could ask at every key.
  private mutating func column(of offset: Int, in bytes: Span<UInt8>) -> Int {
    if offset < counted.offset { counted = (offset: 0, column: 1) }
    for index in counted.offset..<min(offset, bytes.count) where bytes[index] & 0xC0 != 0x80 {
      counted.column += 1
    }
    counted.offset = min(offset, bytes.count)
    return counted.column
  }

  private mutating func readMember(
    _ key: Range<Int>, of bytes: Span<UInt8>, into message: inout Message, texts: inout Texts
  ) throws(JSONScanner.Failure) {
    // The longest key that means anything has seven letters, and an escape takes six bytes for one.
    guard key.count <= 42, let key = Key(rawValue: text(key, of: bytes)) else {
      let value = try scanner.value(in: bytes)
      try scanner.skip(value, in: bytes)
      return
    }
    let name = key.rawValue
    if !seen.insert(key).inserted {
      Self.report(Defect(.duplicateKey, detail: name), to: &message.defects)
    }
    switch key {
    case .from: message.from = try readMailboxes(name, of: bytes, defects: &message.defects)
    case .to: message.to = try readMailboxes(name, of: bytes, defects: &message.defects)
    case .cc: message.cc = try readMailboxes(name, of: bytes, defects: &message.defects)
    case .bcc: message.bcc = try readMailboxes(name, of: bytes, defects: &message.defects)
    case .subject: try readText(name, of: bytes, into: &texts.subject, defects: &message.defects)
    case .body: try readText(name, of: bytes, into: &texts.body, defects: &message.defects)
    case .html: try readText(name, of: bytes, into: &texts.html, defects: &message.defects)
    case .id, .channel, .date: try readFact(name, of: bytes, into: &message)
    }
  }

  /// Appends a defect while there are not too many.
  static func report(_ defect: Defect, to defects: inout [Defect]) {
    if defects.count < listedDefects
      || (defect.losesCoverage && !defects.contains(where: \.losesCoverage))
    {
      defects.append(defect)
    }
  }

  /// The most people of one list; as many as the longest header could name.
  var mailboxLimit: Int { limits.headerBytes / 16 }

  /// Reads a string that a person would read, and leaves it encoded.
  ///
  /// When the line ends inside it, `range` is what there is: that is better read than not.
  private mutating func readText(
    _ name: String, of bytes: Span<UInt8>, into range: inout Range<Int>?, defects: inout [Defect]
  ) throws(JSONScanner.Failure) {
    range = nil
    let value: JSONScanner.Value
    do throws(JSONScanner.Failure) {
      value = try scanner.value(in: bytes)
    } catch {
      range = error.unterminated
      throw error
    }
    switch value {
    case .null: return
    case .string(let content):
      note(content, as: name, of: bytes, defects: &defects)
      range = content
    default:
      try scanner.skip(value, in: bytes)
      Self.report(Defect(.invalidJSON, detail: "\(name) is not a string"), to: &defects)
    }
  }

  /// Records the first damage inside a string.
  private mutating func note(
    _ range: Range<Int>, as name: String, of bytes: Span<UInt8>, defects: inout [Defect]
  ) {
    guard let damage = JSONString.damage(in: bytes.extracting(range)) else { return }
    let column = column(of: range.lowerBound + damage.offset, in: bytes)
    Self.report(
      Defect(.invalidEncoding, detail: "\(damage.kind.rawValue) in \(name), column \(column)"),
      to: &defects)
  }

  /// Reads the id, the channel or the date.
  private mutating func readFact(
    _ name: String, of bytes: Span<UInt8>, into message: inout Message
  ) throws(JSONScanner.Failure) {
    let value = try scanner.value(in: bytes)
    let content: String
    switch value {
    case .null: return
    case .string(let range): content = text(range, of: bytes)
    case .number(let range): content = String(utf8: bytes.extracting(range))
    default:
      try scanner.skip(value, in: bytes)
      Self.report(Defect(.malformedHeader, detail: "\(name) is not a string"), to: &message.defects)
      return
    }
    switch name {
    case "id": message.id = content.isEmpty ? nil : content
    case "date":
      message.date = MessageDate(iso8601: content)
      if message.date == nil {
        Self.report(
          Defect(.malformedHeader, detail: "date is not ISO 8601: \(content.prefix(40))"),
          to: &message.defects)
      }
    default:
      message.channel = Message.Channel(rawValue: content.lowercased()) ?? .email
      if Message.Channel(rawValue: content.lowercased()) == nil {
        let known = Message.Channel.allCases.map(\.rawValue).joined(separator: ", ")
        Self.report(
          Defect(
            .malformedHeader, detail: "channel \(content.prefix(40)) is none of \(known)"),
          to: &message.defects)
      }
    }
  }

  /// The decoded text of a string.
  mutating func text(_ range: Range<Int>, of bytes: Span<UInt8>) -> String {
    let raw = bytes.extracting(range)
    // Most strings have nothing to decode but bad UTF-8, which String replaces as well.
    guard raw.firstOffset(of: UInt8(ascii: "\\")) != nil else { return String(utf8: raw) }
    decoded.removeAll(keepingCapacity: true)
    map.removeAll()
    JSONString.decode(raw, into: &decoded, map: &map)
    return String(utf8: decoded.span)
  }

  /// The strings that a person would read, still encoded.
  private struct Texts {
    var subject: Range<Int>?
    var body: Range<Int>?
    var html: Range<Int>?

    /// Makes parts of `body` and `html`, as a mail client would have: both are alternatives.
    func addParts(to message: inout Message) {
      var plain = Part()
      plain.encoding = .jsonString
      plain.section = "1"
      var rich = plain
      rich.mediaType = MediaType(type: "text", subtype: "html")
      switch (body, html) {
      case (nil, nil): return
      case (let body?, nil):
        plain.body = body
        message.parts.append(plain)
      case (nil, let html?):
        rich.body = html
        message.parts.append(rich)
      case (let body?, let html?):
        var root = Part()
        root.mediaType = MediaType(type: "multipart", subtype: "alternative")
        root.body = min(body.lowerBound, html.lowerBound)..<max(body.upperBound, html.upperBound)
        plain.body = body
        plain.parent = 0
        plain.depth = 1
        rich = plain
        rich.section = "2"
        rich.mediaType = MediaType(type: "text", subtype: "html")
        rich.body = html
        message.parts.append(root)
        message.parts.append(plain)
        message.parts.append(rich)
      }
    }
  }
}
