import Mail
import Native

/// The shipped limits, or ones that bite, as the input's last byte says.
func limits(for bytes: [UInt8]) -> Limits {
  var limits = Limits()
  guard let last = bytes.last, last & 0x0F == 0x0B else { return limits }
  limits.depth = 1 + Int(last >> 4) % 4
  limits.parts = 3 + Int(last >> 5)
  limits.headerFields = 3
  limits.headerBytes = 64
  limits.messageBytes = 2_000
  limits.decodedBytes = 500
  return limits
}

/// What `Message` promises of its ranges, whoever filled it.
func requireMessage(_ message: borrowing Message, in bytes: [UInt8], _ limits: Limits) {
  for field in message.headers {
    require(fits(field.name, bytes.count) && fits(field.value, bytes.count), "fields are inside")
    require(field.name.upperBound <= field.value.lowerBound, "a value follows its name")
  }
  var sections: Set<String> = []
  for (index, part) in message.parts.enumerated() {
    require(fits(part.body, bytes.count), "the body of \(part.section) is inside the message")
    require(fits(part.headers, message.headers.count), "the fields of \(part.section) exist")
    require(part.depth <= limits.depth, "nesting has a limit")
    require(
      sections.insert(part.section).inserted, "section \(part.section) is there once")
    if let range = part.fileNameRange {
      require(fits(range, bytes.count), "the file name of \(part.section) is inside")
    }
    guard let parent = part.parent else { continue }
    require(parent < index, "parents come first")
    let outer = message.parts[parent]
    require(part.depth == outer.depth + 1, "a part is one deeper than its parent")
    require(
      part.body.isEmpty
        || (outer.body.lowerBound <= part.body.lowerBound
          && part.body.upperBound <= outer.body.upperBound),
      "\(part.section) is inside its parent: \(part.body), \(outer.body)")
  }
  require(message.parts.count <= limits.parts, "the number of parts has a limit")
  if let subject = message.subject {
    require(fits(subject.range, bytes.count), "the subject is inside the message")
  }
}

/// What a second reading of the same bytes must say again.
private func summary(of message: borrowing Message) -> [String] {
  message.parts.map { "\($0.section) \($0.body) \($0.encoding) \($0.mediaType.essence)" }
    + message.defects.map(\.sentence) + message.from.map(\.address) + message.to.map(\.address)
}

extension FuzzTarget {
  /// Parsing MIME: ranges are inside, parts nested, sections unique, and nothing is left behind for
  /// the next message.
  static let mime = FuzzTarget(name: "mime") { bytes in
    let limits = limits(for: bytes)
    var parser = MIMEParser(limits: limits)
    var message = Message()
    parser.parse(bytes.span, into: &message)
    requireMessage(message, in: bytes, limits)
    let first = summary(of: message)
    parser.parse(bytes.span, into: &message)
    require(first == summary(of: message), "a second reading says the same")
  }

  /// Header values: each kind of field is read from the same bytes.
  static let headers = FuzzTarget(name: "headers") { bytes in
    var charsets = CharsetDecoder()
    var text: [UInt8] = []
    var map = OffsetMap()
    _ = HeaderText.decode(bytes.span, with: &charsets, into: &text, map: &map)
    requireUTF8(text, "a decoded value")
    requireMap(map, output: text.count, input: bytes.count, "the map of a value")
    charsets.reset()
    let string = HeaderText.string(bytes.span, with: &charsets)
    require(string.utf8.elementsEqual(text), "both ways of decoding agree")
    for date in [MessageDate(mail: bytes.span), MessageDate(iso8601: bytes.span)] {
      guard let date else { continue }
      require(abs(date.offsetMinutes) < 24 * 60, "zones are less than a day: \(date)")
      require(abs(date.seconds) < 400_000_000_000, "dates are of our calendar: \(date)")
    }
    var folded: [UInt8] = []
    for byte in bytes {
      folded.append(byte)
      if byte == 0x0A { folded.append(0x20) }
    }
    var source: [UInt8] = []
    for name in [
      "From", "To", "Cc", "Subject", "Date", "Message-ID", "Content-Type", "Content-Disposition",
      "Content-Transfer-Encoding",
    ] {
      source += Array("\(name): ".utf8) + folded + [0x0A]
    }
    source += Array("\nbody\n".utf8)
    var parser = MIMEParser()
    var message = Message()
    parser.parse(source.span, into: &message)
    requireMessage(message, in: source, Limits())
  }

  /// JSON messages: ranges are inside, and every string decodes.
  static let json = FuzzTarget(name: "json") { bytes in
    let limits = limits(for: bytes)
    var parser = JSONMessageParser(limits: limits)
    var message = Message()
    parser.parse(bytes.span, into: &message)
    requireMessage(message, in: bytes, limits)
    let first = summary(of: message)
    parser.parse(bytes.span, into: &message)
    require(first == summary(of: message), "a second reading says the same")
    for range in message.parts.map(\.body) + [message.subject?.range ?? 0..<0, 0..<bytes.count] {
      var text: [UInt8] = []
      var map = OffsetMap()
      JSONString.decode(bytes.span.extracting(range), into: &text, map: &map)
      requireUTF8(text, "a decoded string")
      requireMap(map, output: text.count, input: range.count, "the map of a string")
      if let damage = JSONString.damage(in: bytes.span.extracting(range)) {
        require(0..<range.count ~= damage.offset, "damage is inside its string")
      }
    }
    _ = MessageLabels(jsonMessage: bytes.span, limits: limits)
  }
}
