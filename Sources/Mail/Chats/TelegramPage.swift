import Native

extension MailFormat {
  /// A page of a conversation of Telegram.
  public static let telegramPage = MailFormat(
    .telegramPage, summary: "Telegram Desktop's export as pages (messages.html)",
    recognizes: { head, _ in
      MarkupTag.begins(head) && head.contains("<div class=\"message ")
        && (head.contains("class=\"history\"") || head.contains("date details"))
    },
    surroundings: { head, path, _ in
      var facts = ConversationFacts(.telegramPage)
      facts.id = path.folder.name.description
      if let header = head.content(after: "<div class=\"text bold\"", upTo: "</div>") {
        facts.title = head.plainText(header)
      }
      return facts
    },
    split: { bytes, isFinal, state in
      PageSplit.split(
        bytes, isFinal: isFinal, state: &state, marks: ["<div class=\"message "],
        closing: TelegramPage.note)
    })
}

/// Pages of Telegram Desktop: a message that follows another of the same sender does not name them again.
enum TelegramPage {
  /// Notes the sender of a message for those that follow.
  static func note(_ message: Span<UInt8>, _ state: inout SplitState) {
    guard let name = message.content(after: "<div class=\"from_name\"", upTo: "</div>"),
      var facts = state.conversation?.facts
    else { return }
    let sender = message.plainText(name)
    guard facts.owner?.name != sender else { return }
    facts.owner = facts.person(named: sender)
    facts.join(facts.person(named: sender))
    state.conversation = Conversation(facts)
  }

  static func read(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    let tag = MarkupTag(in: bytes, at: 0)
    if let id = tag?.range(of: "id", in: bytes) {
      message.id = "\(facts.id)/\(bytes.plainText(id))"
    }
    let isService =
      tag?.range(of: "class", in: bytes).map { bytes.extracting($0).contains("service") } ?? false
    if isService {
      if let body = bytes.content(after: "<div class=\"body details\"", upTo: "</div>") {
        message.addText(body, as: .identity, isHTML: true)
      }
      message.from = [Mailbox(name: "Telegram", address: "telegram:service")]
      return
    }
    if let sender = facts.owner {
      message.from = [sender]
      message.to = facts.recipients(besides: sender)
      if message.to.isEmpty {
        message.to = [Mailbox(name: facts.title, address: "telegram:\(facts.id)")]
      }
    }
    let mark = Array("date details\"".utf8)
    if let found = bytes.firstOffset(of: mark.span) {
      var open = found
      while open > 0, bytes[open] != UInt8(ascii: "<") { open -= 1 }
      if let title = MarkupTag(in: bytes, at: open)?.range(of: "title", in: bytes) {
        message.readDate(bytes.plainText(title))
      }
    }
    if let text = bytes.content(after: "<div class=\"text\"", upTo: "</div>") {
      message.addText(text, as: .identity, isHTML: true)
    }
    if bytes.contains("class=\"media_wrap") {
      let title = bytes.content(after: "<div class=\"title bold\"", upTo: "</div>")
      message.addAttachment(title.map { bytes.plainText($0) } ?? "")
    }
    if message.from.isEmpty, message.parts.isEmpty {
      message.defects.append(
        Defect(.damagedMessage, detail: "nothing of a message is known in it, byte 0"))
    }
  }
}
