public import Native

extension MailFormat {
  /// A table of messages, its columns told by their names.
  public static let csv = MailFormat.table(columns: [:])

  /// A table of messages in which columns mean what `columns` says: a meaning and the name at the column's head.
  public static func table(columns: [ChatColumn: String]) -> MailFormat {
    MailFormat(
      .csv, summary: "a table of messages (CSV; --columns says what is where)",
      recognizes: { head, path in
        guard EML.isNamed(path, ".csv") || EML.isNamed(path, ".tsv") else { return false }
        let facts = MessageTable.facts(head, path, columns)
        return facts.columns[.body] != nil
          && (facts.columns[.from] != nil || facts.columns[.to] != nil)
          && facts.columns[.date] != nil
      },
      surroundings: { head, path, _ in MessageTable.facts(head, path, columns) },
      split: { bytes, isFinal, state in
        TableSplit.split(bytes, isFinal: isFinal, state: &state)
      })
  }
}

/// Messages in a table: what archives, phone backups and spreadsheets write.
enum MessageTable {
  /// What columns are called, in lower case.
  private static let names: [(ChatColumn, [String])] = [
    (.id, ["id", "message id", "message_id", "messageid"]),
    (
      .date,
      [
        "date", "timestamp", "time", "datetime", "date time", "sent", "date sent", "created",
        "created_at", "sent at",
      ]
    ),
    (
      .from,
      ["from", "sender", "author", "sender id", "from address", "sent by", "phone", "number"]
    ),
    (.name, ["sender name", "from name", "author name", "name"]),
    (.to, ["to", "recipient", "recipients", "to address", "receiver"]),
    (.body, ["body", "message", "text", "content", "contents", "message text", "message body"]),
    (
      .conversation,
      [
        "conversation", "thread", "chat", "channel", "room", "group", "conversation id",
        "chat name",
      ]
    ),
    (.attachment, ["attachment", "attachments", "media", "file"]),
  ]

  static func facts(
    _ head: Span<UInt8>, _ path: FilePath, _ asked: [ChatColumn: String],
    service: ChatService = .csv
  ) -> ConversationFacts {
    var facts = ConversationFacts(service)
    facts.id = path.name.description
    let start = head.count >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF ? 3 : 0
    let end = head.firstOffset(of: 0x0A, from: start) ?? head.count
    var line = head.extracting(start..<end)
    if line.count > 0, line[line.count - 1] == 0x0D { line = line.extracting(0..<line.count - 1) }
    // The separator is the one that parts the most names.
    var most = 0
    for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] {
      let count = TableRecord(line, separator: separator).fields.count
      if count > most {
        most = count
        facts.separator = separator
      }
    }
    var heads: [String] = []
    for field in TableRecord(line, separator: facts.separator).fields {
      heads.append(String(utf8: line.extracting(field)).trimmingSpaces.lowercased())
    }
    for (column, names) in names {
      let wanted = asked[column].map { [$0.lowercased()] } ?? names
      for name in wanted where facts.columns[column] == nil {
        facts.columns[column] = heads.firstIndex(of: name)
      }
    }
    return facts
  }

  static func read(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    let record = TableRecord(bytes, separator: facts.separator)
    let field = { (column: ChatColumn) -> Range<Int>? in
      guard let index = facts.columns[column], index < record.fields.count else { return nil }
      return record.fields[index].isEmpty ? nil : record.fields[index]
    }
    if let id = text(field(.id), bytes) { message.id = id }
    if let name = text(field(.conversation), bytes) {
      message.conversation = name
      message.conversationTitle = name
    }
    let name = text(field(.name), bytes) ?? ""
    if let from = text(field(.from), bytes) {
      message.from = [mailbox(from, name: name)]
    } else if !name.isEmpty {
      message.from = [mailbox(name, name: name)]
    } else if let owner = facts.owner {
      message.from = [owner]
    }
    if let to = text(field(.to), bytes) {
      message.to = to.split { $0 == ";" || $0 == "," }.prefix(ConversationFacts.mostRecipients)
        .map { mailbox(String($0).trimmingSpaces, name: "") }
    } else {
      message.to = facts.recipients(besides: message.from.first)
    }
    if let date = text(field(.date), bytes) {
      if let moment = Int64(date), moment > 100_000_000 {
        message.date = MessageDate(unix: moment)
      } else {
        message.readDate(date, order: .monthFirst)
      }
    }
    if let body = field(.body) {
      let start = message.composed.count
      message.composed.append(field: body, of: bytes)
      message.addText(from: start)
    }
    for link in (text(field(.attachment), bytes) ?? "").split(separator: " ").prefix(100) {
      message.addAttachment(link.split(separator: "/").last.map(String.init) ?? "")
    }
    if facts.columns[.body] == nil {
      message.defects.append(
        Defect(
          .damagedMessage,
          detail: "no column is the text: name it with --columns body=NAME"))
    } else if let index = facts.columns[.body], index >= record.fields.count {
      message.defects.append(
        Defect(
          .damagedMessage,
          detail: "\(record.fields.count) fields, and the text is column \(index + 1)"))
    }
  }

  private static func text(_ range: Range<Int>?, _ bytes: Span<UInt8>) -> String? {
    guard let range else { return nil }
    var text = ComposedText()
    text.append(field: range, of: bytes)
    return String(utf8: text.bytes.span)
  }

  private static func mailbox(_ written: String, name: String) -> Mailbox {
    guard written.hasSuffix(">"), let open = written.lastIndex(of: "<") else {
      return Mailbox(name: name, address: written)
    }
    let address = written[written.index(after: open)...].dropLast()
    return Mailbox(name: written[..<open].trimmingSpaces, address: String(address))
  }
}
