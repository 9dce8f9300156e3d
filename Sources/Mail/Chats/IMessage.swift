import Native

extension MailFormat {
  /// A conversation of Apple's Messages, as imessage-exporter writes it.
  public static let iMessage = MailFormat(
    .imessage, summary: "Apple Messages (text of imessage-exporter)",
    recognizes: { head, _ in
      let end = head.firstOffset(of: 0x0A) ?? head.count
      return IMessage.date(of: head.extracting(0..<min(end, LineSplit.lookBytes))) != nil
    },
    surroundings: { _, path, _ in IMessage.facts(of: path) },
    split: { bytes, isFinal, state in
      LineSplit.split(bytes, isFinal: isFinal, state: &state) { line in
        IMessage.date(of: line) != nil
      }
    })
}

/// Texts of imessage-exporter: a line with the time, a line with the sender, and what was written.
///
/// ```
/// Apr 14, 2024  1:42:05 PM (Read by you after 5 minutes)
/// +12015550123
/// text
/// ```
enum IMessage {
  /// The date of a line; nil for a line that goes on with the message before.
  static func date(of line: Span<UInt8>) -> MessageDate? {
    // A month's name, then the day: lines of text rarely begin so.
    guard line.count >= 20, UInt8(ascii: "A")...UInt8(ascii: "Z") ~= line[0] else { return nil }
    var end = line.firstOffset(of: UInt8(ascii: "(")) ?? line.count
    while end > 0, line[end - 1] <= 0x20 { end -= 1 }
    guard (20...32).contains(end), line[3] == 0x20 else { return nil }
    return ChatDate.read(String(utf8: line.extracting(0..<end)))
  }

  /// The conversation is in the file's name: numbers, addresses or a group's name.
  static func facts(of path: FilePath) -> ConversationFacts {
    var facts = ConversationFacts(.imessage)
    let name = path.name.description
    facts.id = name.hasSuffix(".txt") ? String(name.dropLast(4)) : name
    facts.title = facts.id
    for part in facts.id.split(separator: ",") {
      let address = String(part).trimmingSpaces
      if address.contains("@") || address.hasPrefix("+") {
        facts.join(Mailbox(name: "", address: address))
      }
    }
    return facts
  }

  static func read(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    let first = bytes.firstOffset(of: 0x0A) ?? bytes.count
    message.date = date(of: bytes.extracting(0..<first))
    let start = min(first + 1, bytes.count)
    let second = bytes.firstOffset(of: 0x0A, from: start) ?? bytes.count
    let sender = String(utf8: bytes.extracting(start..<second)).trimmingSpaces
    let owner = Mailbox(name: "", address: "imessage:owner")
    if sender == "Me" {
      message.from = [owner]
      message.to = facts.participants
    } else {
      let isAddress = sender.contains("@") || sender.hasPrefix("+")
      let person = Mailbox(
        name: isAddress ? "" : sender, address: isAddress ? sender : "imessage:\(sender)")
      message.from = [person]
      message.to = [owner] + facts.recipients(besides: person)
    }
    var end = bytes.count
    while end > second, bytes[end - 1] <= 0x20 { end -= 1 }
    message.addText(min(second + 1, end)..<end, as: .identity)
    for mark in ["/Attachments/", "Attachment missing"] as [StaticString] where bytes.contains(mark)
    {
      message.addAttachment("attachment")
    }
    if sender.isEmpty {
      message.defects.append(Defect(.damagedMessage, detail: "no sender, byte \(start)"))
    }
  }
}
