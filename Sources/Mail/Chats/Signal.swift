import Native

extension MailFormat {
  /// A conversation of Signal, as its export tools write it.
  public static let signal = MailFormat(
    .signal, summary: "Signal (text of signal-export or sigtop)",
    recognizes: { head, _ in Signal.recognizes(head) },
    surroundings: { head, path, _ in Signal.facts(head, path) },
    split: { bytes, isFinal, state in
      let isBlocks = state.conversation?.facts.people["blocks"] != nil
      LineSplit.split(bytes, isFinal: isFinal, state: &state, hasHeader: isBlocks) { line in
        isBlocks ? line.hasPrefix(ignoringCase: "From: ") : Signal.opening(of: line) != nil
      }
    })
}

/// Texts of Signal, which has no export of its own: these two tools are what people use.
///
/// ```
/// [2024-03-01 08:00] Alex: text                         (signal-export)
///
/// From: Alex (+12015550123)                             (sigtop)
/// Type: incoming
/// Sent: Fri, 1 Mar 2024 08:00:00 -0500
///
/// text
/// ```
enum Signal {
  /// Where the date of a line ends and its sender begins; nil for a line that goes on.
  static func opening(of line: Span<UInt8>) -> WhatsApp.Opening? {
    guard line.count > 18, line[0] == UInt8(ascii: "["), line[5] == UInt8(ascii: "-") else {
      return nil
    }
    return WhatsApp.opening(of: line)
  }

  static func recognizes(_ head: Span<UInt8>) -> Bool {
    if isBlocks(head) { return true }
    let end = head.firstOffset(of: 0x0A) ?? head.count
    let line = head.extracting(0..<min(end, LineSplit.lookBytes))
    return opening(of: line) != nil && !WhatsApp.recognizes(head)
  }

  private static func isBlocks(_ head: Span<UInt8>) -> Bool {
    head.hasPrefix(ignoringCase: "Conversation: ") && head.contains("\nFrom: ")
      && head.contains("\nSent: ")
  }

  static func facts(_ head: Span<UInt8>, _ path: FilePath) -> ConversationFacts {
    var facts = ConversationFacts(.signal)
    let folder = path.folder.name.description
    let name = path.name.description
    facts.id = name == "chat.md" || name == "index.md" ? folder : name
    for end in [".txt", ".md"] where facts.id.hasSuffix(end) {
      facts.id = String(facts.id.dropLast(end.utf8.count))
    }
    facts.title = facts.id
    if head.hasPrefix(ignoringCase: "Conversation: ") {
      facts.people["blocks"] = ChatPerson(Mailbox(address: ""))
      let end = head.firstOffset(of: 0x0A) ?? head.count
      let title = String(utf8: head.extracting(14..<max(14, end))).trimmingSpaces
      facts.title = title
      facts.join(person(title))
      return facts
    }
    var offset = 0
    while offset < head.count {
      let end = head.firstOffset(of: 0x0A, from: offset) ?? head.count
      let line = head.extracting(offset..<min(end, offset + LineSplit.lookBytes))
      if let opening = opening(of: line), let name = sender(of: line, from: opening.rest) {
        facts.join(person(String(utf8: line.extracting(name))))
      }
      offset = end + 1
    }
    return facts
  }

  private static func sender(of line: Span<UInt8>, from start: Int) -> Range<Int>? {
    guard start < line.count,
      let end = line.firstOffset(
        of: UInt8(ascii: ":"), from: start, to: min(line.count, start + 120)),
      end > start
    else { return nil }
    return start..<end
  }

  /// `Alex (+12015550123)`, `Alex`, `Me` or `You`.
  private static func person(_ written: String) -> Mailbox {
    if written == "Me" || written == "You" { return Mailbox(name: "", address: "signal:owner") }
    guard written.hasSuffix(")"), let open = written.lastIndex(of: "(") else {
      return Mailbox(name: written, address: "signal:\(written)")
    }
    let number = written[written.index(after: open)...].dropLast()
    return Mailbox(name: written[..<open].trimmingSpaces, address: "signal:\(number)")
  }

  static func read(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    if facts.people["blocks"] != nil {
      readBlock(bytes, facts, into: &message)
      return
    }
    guard let opening = opening(of: bytes.extracting(0..<min(bytes.count, LineSplit.lookBytes)))
    else {
      message.defects.append(Defect(.damagedMessage, detail: "no date, byte 0"))
      message.addText(0..<bytes.count, as: .identity)
      return
    }
    message.date = ChatDate.read(String(utf8: bytes.extracting(opening.date)))
    var start = opening.rest
    if let name = sender(of: bytes, from: start) {
      let sender = person(String(utf8: bytes.extracting(name)))
      message.from = [sender]
      message.to = facts.recipients(besides: sender)
      start = min(name.upperBound + 1, bytes.count)
      if start < bytes.count, bytes[start] == 0x20 { start += 1 }
    }
    message.addText(start..<bytes.count, as: .identity)
    addMedia(bytes, start..<bytes.count, into: &message)
  }

  /// `![name](./media/file.jpg)` stands for a file.
  private static func addMedia(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into message: inout Message
  ) {
    let mark = Array("](./media/".utf8)
    guard let found = bytes.firstOffset(of: mark.span, from: range.lowerBound),
      let end = bytes.firstOffset(of: UInt8(ascii: ")"), from: found)
    else { return }
    message.addAttachment(String(utf8: bytes.extracting(found + mark.count..<end)))
  }

  /// Reads a block.
  ///
  /// Its header ends at an empty line, or at a line of no field that sigtop writes: that is text.
  private static func readBlock(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    var offset = 0
    var hasType = false
    header: while offset < bytes.count {
      let end = bytes.firstOffset(of: 0x0A, from: offset) ?? bytes.count
      let line = String(utf8: bytes.extracting(offset..<end)).trimmingSpaces
      let next = min(end + 1, bytes.count)
      if line.isEmpty {
        offset = next
        break
      }
      guard let colon = line.firstIndex(of: ":") else { break }
      let value = line[line.index(after: colon)...].trimmingSpaces
      switch line[..<colon] {
      case "From": message.from = [person(value)]
      case "Type": hasType = true
      case "Sent":
        let written = Array(value.utf8)
        message.date = MessageDate(mail: written.span)
        if message.date == nil { message.readDate(value) }
      case "Attachment": message.addAttachment(value)
      case "Received", "Reaction", "Edited": break
      default: break header
      }
      offset = next
    }
    if !hasType {
      // Every block has its type: this one is damaged, or a line of a text that looks like a beginning.
      message.defects.append(Defect(.damagedMessage, detail: "no type, byte \(offset)"))
    }
    if message.from.first?.address == "signal:owner" {
      message.to = facts.participants
    } else {
      message.to = [Mailbox(name: "", address: "signal:owner")]
    }
    message.addText(offset..<bytes.count, as: .identity)
  }
}
