import Native

extension MailFormat {
  /// Texts of a telephone, as SMS Backup & Restore writes them.
  public static let smsBackup = MailFormat(
    .smsBackup, summary: "SMS Backup & Restore (XML)",
    recognizes: { head, _ in
      MarkupTag.begins(head)
        && (head.contains("<smses") || head.contains("<sms ") || head.contains("<mms "))
    },
    surroundings: { _, path, _ in
      var facts = ConversationFacts(.smsBackup)
      // The telephone's own number is nowhere in the file: the profile can say whose it is.
      facts.owner = Mailbox(name: "", address: "sms:owner")
      return facts
    },
    split: { bytes, isFinal, state in SMSBackup.split(bytes, isFinal: isFinal, state: &state) })
}

/// Files of SMS Backup & Restore: one element a message, all it says in attributes.
enum SMSBackup {
  // MARK: Finding messages

  /// Finds the messages of a window: `<sms …/>`, and `<mms …>` up to `</mms>`.
  static func split(_ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState) {
    let base = state.base
    var offset = state.position - base
    state.isStarted = true
    while offset < bytes.count {
      guard state.open != nil else {
        guard let tag = bytes.firstOffset(of: UInt8(ascii: "<"), from: offset) else {
          offset = bytes.count
          break
        }
        offset = tag
        guard bytes.count - tag >= 5 || isFinal else { break }
        let isMultimedia = bytes.hasPrefix(ignoringCase: "<mms ", at: tag)
        if isMultimedia || bytes.hasPrefix(ignoringCase: "<sms ", at: tag) {
          state.open = base + tag
          state.quoting = Quoting(isInTag: true, isContainer: isMultimedia)
          offset = tag + 4
        } else {
          offset = tag + 1
        }
        continue
      }
      if !state.quoting.isInTag {
        guard let end = bytes.firstOffset(of: "</mms>", from: offset) else {
          offset = max(offset, bytes.count - 5)
          break
        }
        offset = end + 6
        state.close(at: base + offset)
        continue
      }
      passTag(bytes, &offset, &state)
    }
    state.position = base + min(offset, bytes.count)
    if isFinal, state.open != nil {
      state.openDefect = Defect(
        .damagedMessage, detail: "the file ends inside the message, byte \(base + bytes.count)")
      state.close(at: base + bytes.count)
      state.position = base + bytes.count
    }
  }

  /// Goes to the end of the open tag.
  private static func passTag(
    _ bytes: Span<UInt8>, _ offset: inout Int, _ state: inout SplitState
  ) {
    let quote = state.quoting.quote
    if quote != 0 {
      let end = bytes.firstOffset(of: quote, from: offset) ?? bytes.count
      if let tag = bytes.firstOffset(of: UInt8(ascii: "<"), from: offset, to: end) {
        // No value of XML holds a `<`: this one lost its quote, and another message may begin here.
        state.openDefect = Defect(
          .damagedMessage, detail: "a value has no closing quote, byte \(state.base + tag)")
        state.close(at: state.base + tag)
        state.quoting = Quoting()
        offset = tag
        return
      }
      offset = min(end + 1, bytes.count)
      if end < bytes.count { state.quoting.quote = 0 }
      return
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        state.quoting.quote = byte
        return
      }
      guard byte == UInt8(ascii: ">") else { continue }
      let isClosed = offset >= 2 && bytes[offset - 2] == UInt8(ascii: "/")
      if state.quoting.isContainer, !isClosed {
        state.quoting.isInTag = false
      } else {
        state.close(at: state.base + offset)
      }
      return
    }
  }

  // MARK: Messages

  static func read(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    guard let tag = MarkupTag(in: bytes, at: 0) else {
      message.defects.append(Defect(.damagedMessage, detail: "no element, byte 0"))
      return
    }
    let isMultimedia = tag.isNamed("mms", in: bytes)
    let number = value("address", tag, bytes)
    let name = value("contact_name", tag, bytes)
    let numbers = number.split(separator: "~").map(String.init)
    let names = name.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)
    var others: [Mailbox] = []
    for (index, number) in numbers.enumerated() {
      let known = numbers.count == 1 ? name : names.count == numbers.count ? names[index] : ""
      others.append(Mailbox(name: known == "(Unknown)" ? "" : known, address: number))
    }
    message.conversation = numbers.sorted().joined(separator: "~")
    message.conversationTitle = name.isEmpty || name == "(Unknown)" ? nil : name
    let date = value("date", tag, bytes)
    if let time = Int64(date), time > 0 {
      message.date = localized(MessageDate(unix: time), value("readable_date", tag, bytes))
    } else {
      message.defects.append(
        Defect(.malformedHeader, detail: "date is no time: \(date.prefix(40))"))
    }
    // 1 is the inbox; 2 and above are what the telephone sent, or would have.
    let isReceived = value(isMultimedia ? "msg_box" : "type", tag, bytes) == "1"
    let owner = facts.owner ?? Mailbox(address: "sms:owner")
    readText(tag, bytes, into: &message)
    if isReceived {
      let author = isMultimedia ? sender(tag, bytes) : nil
      let from = others.first { $0.address == author } ?? others.first
      message.from = from.map { [$0] } ?? []
      message.to = [owner] + others.filter { $0.address != from?.address }
    } else {
      message.from = [owner]
      message.to = others
    }
  }

  /// The text, the subject and the parts.
  private static func readText(
    _ tag: MarkupTag, _ bytes: Span<UInt8>, into message: inout Message
  ) {
    for name in ["subject", "sub"] as [StaticString] {
      guard let range = content(name, tag, bytes), message.subject == nil else { continue }
      let start = message.composed.count
      message.composed.append(markup: range, of: bytes)
      message.subject = EncodedText(range: start..<message.composed.count, encoding: .composed)
    }
    if let range = content("body", tag, bytes) {
      let start = message.composed.count
      message.composed.append(markup: range, of: bytes)
      message.addText(from: start)
    }
    var offset = tag.end
    while let next = MarkupTag.next(named: "part", in: bytes, from: offset) {
      offset = max(next.end, offset + 1)
      let type = value("ct", next, bytes)
      if type == "application/smil" { continue }
      if type.hasPrefix("text/"), let range = content("text", next, bytes) {
        let start = message.composed.count
        message.composed.append(markup: range, of: bytes)
        message.addText(from: start, isHTML: type == "text/html")
        continue
      }
      if let data = next.range(of: "data", in: bytes), !data.isEmpty {
        addMedia(type, named: mediaName(next, bytes), data, into: &message)
      } else {
        message.addAttachment(mediaName(next, bytes))
      }
    }
  }

  private static func mediaName(_ part: MarkupTag, _ bytes: Span<UInt8>) -> String {
    for name in ["name", "fn", "cl"] as [StaticString] {
      let text = value(name, part, bytes)
      if !text.isEmpty { return text }
    }
    return ""
  }

  /// A picture or file whose bytes are in the backup.
  private static func addMedia(
    _ type: String, named name: String, _ data: Range<Int>, into message: inout Message
  ) {
    let halves = type.lowercased().split(separator: "/", maxSplits: 1).map(String.init)
    var part = Part()
    part.mediaType = MediaType(
      type: halves.first ?? "application", subtype: halves.count > 1 ? halves[1] : "octet-stream")
    part.disposition = .attachment
    part.encoding = .base64
    part.fileName = name.isEmpty ? nil : name
    part.body = data
    message.parts.append(part)
  }

  /// Who sent a message to a group: its address of type 137 (PduHeaders.FROM).
  private static func sender(_ tag: MarkupTag, _ bytes: Span<UInt8>) -> String? {
    var offset = tag.end
    while let next = MarkupTag.next(named: "addr", in: bytes, from: offset) {
      offset = max(next.end, offset + 1)
      if value("type", next, bytes) == "137" { return value("address", next, bytes) }
    }
    return nil
  }

  /// The time as the telephone's clock showed it, when that fits the moment: the zone is nowhere else.
  private static func localized(_ date: MessageDate, _ readable: String) -> MessageDate {
    for order in [DayOrder.monthFirst, .dayFirst] {
      guard let local = ChatDate.read(readable, order: order), local.isLocal else { continue }
      let minutes = (local.seconds - date.seconds + (local.seconds < date.seconds ? -30 : 30)) / 60
      guard abs(minutes) <= 14 * 60, minutes % 15 == 0 else { continue }
      return MessageDate(seconds: date.seconds, offsetMinutes: Int(minutes))
    }
    return date
  }

  /// An attribute decoded; the word `null` stands for nothing.
  private static func value(
    _ name: StaticString, _ tag: MarkupTag, _ bytes: Span<UInt8>
  ) -> String {
    guard let range = content(name, tag, bytes) else { return "" }
    var text = ComposedText()
    text.append(markup: range, of: bytes)
    return String(utf8: text.bytes.span)
  }

  private static func content(
    _ name: StaticString, _ tag: MarkupTag, _ bytes: Span<UInt8>
  ) -> Range<Int>? {
    guard let range = tag.range(of: name, in: bytes), !range.isEmpty else { return nil }
    return range.count == 4 && bytes.hasPrefix(ignoringCase: "null", at: range.lowerBound)
      ? nil : range
  }
}
