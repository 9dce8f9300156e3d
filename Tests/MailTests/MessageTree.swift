import Mail
import Native

/// A message as an outline that a person can review.
///
/// Ranges are printed as lines and bytes of the fixture, so that the outline shows at a glance which
/// lines a part has.
enum MessageTree {
  static func describe(_ message: Message, _ bytes: [UInt8]) -> String {
    var lines: [String] = []
    if let id = message.id { lines.append("id \(id)") }
    add("from", message.from, &lines)
    add("sender", message.sender, &lines)
    add("reply-to", message.replyTo, &lines)
    add("to", message.to, &lines)
    add("cc", message.cc, &lines)
    add("bcc", message.bcc, &lines)
    if let date = message.date { lines.append("date \(date.seconds) \(date.offsetMinutes)") }
    if message.isList { lines.append("list") }
    if let subject = message.subject {
      var charsets = CharsetDecoder()
      let text = HeaderText.string(bytes.span.extracting(subject.range), with: &charsets)
      lines.append("subject \(text)")
    }
    for part in message.parts { lines.append(describe(part, bytes)) }
    for defect in message.defects { lines.append("defect \(defect.sentence)") }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func add(_ name: String, _ mailboxes: [Mailbox], _ lines: inout [String]) {
    for mailbox in mailboxes {
      lines.append(
        mailbox.name.isEmpty
          ? "\(name) <\(mailbox.address)>" : "\(name) \"\(mailbox.name)\" <\(mailbox.address)>")
    }
  }

  private static func describe(_ part: Part, _ bytes: [UInt8]) -> String {
    let section = part.section.isEmpty ? "-" : part.section
    var line = String(repeating: "  ", count: part.depth) + "part \(section) "
    line += part.mediaType.essence
    for parameter in part.mediaType.parameters where parameter.name != "boundary" {
      line += " \(parameter.name)=\(parameter.value)"
    }
    if part.encoding != .identity { line += " [\(part.encoding.rawValue)]" }
    switch part.disposition {
    case .none: break
    case .inline: line += " inline"
    case .attachment: line += " attachment"
    }
    if let name = part.fileName { line += " «\(name)»" }
    line += " headers=\(part.headers.count)"
    let text = bytes[part.body]
    let first = bytes[..<part.body.lowerBound].count { $0 == 0x0A } + 1
    let count = text.count { $0 == 0x0A } + (text.isEmpty || text.last == 0x0A ? 0 : 1)
    return line + " body=\(part.body.lowerBound)..<\(part.body.upperBound) lines=\(first)+\(count)"
  }
}
