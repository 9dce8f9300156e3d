import Mail
import Native

/// Parses one header field at a time, as a message that has nothing else.
struct HeaderProbe: ~Copyable {
  private var parser = MIMEParser()
  private var message = Message()
  private var charsets = CharsetDecoder()

  mutating func mailboxes(_ value: String) -> [String] {
    parse("To: \(value)\n\n")
    return message.to.map { $0.name.isEmpty ? "<\($0.address)>" : "\($0.name) <\($0.address)>" }
  }

  mutating func part(_ fields: String) -> (part: Part, defects: [Defect]) {
    parse(fields + "\n\n")
    return (message.parts.first ?? Part(), message.defects)
  }

  mutating func date(_ value: String) -> MessageDate? {
    parse("Date: \(value)\n\n")
    return message.date
  }

  private mutating func parse(_ text: String) {
    let bytes = Array(text.utf8)
    parser.parse(bytes.span, into: &message)
  }
}
