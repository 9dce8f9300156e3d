import Native

extension JSONMessageParser {
  /// Reads a person or a list of them: a string, an object, or an array of both.
  mutating func readMailboxes(
    _ key: String, of bytes: Span<UInt8>, defects: inout [Defect]
  ) throws(JSONScanner.Failure) -> [Mailbox] {
    var mailboxes: [Mailbox] = []
    let value = try scanner.value(in: bytes)
    guard case .array = value else {
      try readMailbox(value, key, of: bytes, into: &mailboxes, defects: &defects)
      return mailboxes
    }
    var isFirst = true
    var isOverLimit = false
    while try scanner.element(in: bytes, isFirst: isFirst) {
      isFirst = false
      let element = try scanner.value(in: bytes)
      guard mailboxes.count < mailboxLimit else {
        try scanner.skip(element, in: bytes)
        isOverLimit = true
        continue
      }
      try readMailbox(element, key, of: bytes, into: &mailboxes, defects: &defects)
    }
    if isOverLimit {
      Self.report(
        Defect(.tooManyHeaders, detail: "more than \(mailboxLimit) people in \(key)"), to: &defects)
    }
    return mailboxes
  }

  private mutating func readMailbox(
    _ value: JSONScanner.Value, _ key: String, of bytes: Span<UInt8>,
    into mailboxes: inout [Mailbox], defects: inout [Defect]
  ) throws(JSONScanner.Failure) {
    switch value {
    case .null: return
    case .string(let range): Self.append(text(range, of: bytes), to: &mailboxes)
    // A phone number, written without quotes.
    case .number(let range):
      mailboxes.append(Mailbox(address: String(utf8: bytes.extracting(range))))
    case .object:
      mailboxes.append(try readObject(key, of: bytes, defects: &defects))
    case .array, .bool:
      try scanner.skip(value, in: bytes)
      Self.report(Defect(.malformedHeader, detail: "\(key) names no person"), to: &defects)
    }
  }

  /// Reads `{"name": …, "address": …, "role": …}` after its opening bracket.
  private mutating func readObject(
    _ key: String, of bytes: Span<UInt8>, defects: inout [Defect]
  ) throws(JSONScanner.Failure) -> Mailbox {
    var mailbox = Mailbox(address: "")
    var isFirst = true
    var seen: [String] = []
    while let member = try scanner.key(in: bytes, isFirst: isFirst) {
      isFirst = false
      let name = member.count <= 42 ? text(member, of: bytes) : ""
      let value = try scanner.value(in: bytes)
      guard name == "name" || name == "address" || name == "role" else {
        try scanner.skip(value, in: bytes)
        continue
      }
      if seen.contains(name) {
        Self.report(Defect(.duplicateKey, detail: "\(key).\(name)"), to: &defects)
      } else {
        seen.append(name)
      }
      let content: String
      switch value {
      case .string(let range): content = text(range, of: bytes)
      case .number(let range): content = String(utf8: bytes.extracting(range))
      case .null: content = ""
      default:
        try scanner.skip(value, in: bytes)
        Self.report(
          Defect(.malformedHeader, detail: "\(key).\(name) is not a string"), to: &defects)
        continue
      }
      switch name {
      case "name": mailbox.name = content
      case "address": mailbox.address = content
      default: mailbox.roleHint = content.isEmpty ? nil : content.lowercased()
      }
    }
    return mailbox
  }

  /// Appends the people of a plain string: `a@x.example`, `Ada <a@x.example>`, or several with commas
  /// between them; a string without an address is one handle.
  private static func append(_ text: String, to mailboxes: inout [Mailbox]) {
    let pieces = split(Array(text.utf8))
    guard pieces.count > 1, pieces.allSatisfy({ $0.contains(UInt8(ascii: "@")) }) else {
      if let mailbox = mailbox(Array(text.utf8)) { mailboxes.append(mailbox) }
      return
    }
    for piece in pieces {
      if let mailbox = mailbox(piece) { mailboxes.append(mailbox) }
    }
  }

  /// Splits at commas and semicolons outside of quotes and angle brackets.
  private static func split(_ text: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var start = 0
    var isQuoted = false
    var isInAngle = false
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "<"): isInAngle = true
      case UInt8(ascii: ">"): isInAngle = false
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        guard !isQuoted, !isInAngle else { continue }
        pieces.append(Array(text[start..<index]))
        start = index + 1
      default: continue
      }
    }
    pieces.append(Array(text[start...]))
    return pieces.filter { piece in piece.contains { $0 > 0x20 } }
  }

  /// Reads `Ada <a@x.example>`, `"Ada" <…>` or an address alone; nil when there is nothing.
  private static func mailbox(_ text: [UInt8]) -> Mailbox? {
    let all = trimmed(text[...])
    guard !all.isEmpty else { return nil }
    guard all.last == UInt8(ascii: ">"), let open = all.lastIndex(of: UInt8(ascii: "<")) else {
      return Mailbox(address: String(decoding: all, as: UTF8.self))
    }
    var name = trimmed(all[..<open])
    if name.count >= 2, name.first == UInt8(ascii: "\""), name.last == UInt8(ascii: "\"") {
      name = name.dropFirst().dropLast()
    }
    let address = trimmed(all[(open + 1)...].dropLast())
    return Mailbox(
      name: String(decoding: name, as: UTF8.self), address: String(decoding: address, as: UTF8.self)
    )
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let first = text.first, first <= 0x20 { text = text.dropFirst() }
    while let last = text.last, last <= 0x20 { text = text.dropLast() }
    return text
  }
}
