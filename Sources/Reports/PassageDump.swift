public import Mail
private import Native
public import Scanning
public import Text

/// What the scanner reads, as JSON Lines: one object a message, unmasked, decoded but not folded.
///
/// `{"id","source","offset","subject","from","to":[…],"passages":[{"field","part","entry","kind","text"}],
/// "attachments":[{"part","name","type","bytes","read","why"}],"defects":[…]}`; `entry`, where in an attachment
/// the text lies, stands only where there is one.
///
/// Messages of chats have five keys more, at the end: `channel`, `date`, `conversation`, `title` and `sender` (the name);
/// mail of Gmail three: `channel`, `conversation` (the thread) and `labels`.
public enum PassageDump {
  /// Writes one message and a line break.
  public static func write(
    _ message: borrowing Message, _ passages: borrowing Passages, id: String,
    at location: MessageLocation, into json: inout JSONWriter
  ) {
    let from = message.from.first.map(described)
    let to = (message.to + message.cc + message.bcc).map(described)
    let defects = message.defects.map(\.sentence) + passages.defects.map(\.sentence)
    let items = passages.items
    let attachments = passages.attachments
    let text = passages.text
    let documents = passages.documents
    let subject = items.first { $0.field == .subject && !$0.isQuoted }
    let facts = chatFacts(of: message)
    json.object { json in
      json.member("id", id)
      json.member("source", location.source)
      json.member("offset", location.offset)
      json.key("subject")
      if let subject { json.string(text.span.extracting(subject.text)) } else { json.null() }
      json.key("from")
      if let from { json.string(from) } else { json.null() }
      json.key("to")
      json.strings(to)
      json.key("passages")
      json.array { json in
        for passage in items {
          json.object { json in
            json.member("field", passage.field.rawValue)
            json.member("part", passage.part)
            let entry = documents[passage.document].entry
            if !entry.isEmpty { json.member("entry", entry) }
            json.member("kind", passage.kind.rawValue)
            json.member("text", text.span.extracting(passage.text))
          }
        }
      }
      json.key("attachments")
      json.array { json in
        for note in attachments { write(note, into: &json) }
      }
      json.key("defects")
      json.strings(defects)
      for (key, value) in facts {
        json.key(key)
        json.string(value)
      }
    }
    json.endLine()
  }

  /// What is known of a message of a conversation besides.
  private static func chatFacts(of message: borrowing Message) -> [(String, String)] {
    guard let conversation = message.conversation else { return [] }
    if message.channel == .email || !message.labels.isEmpty {
      // Mail of Gmail: the thread and the labels.
      return [
        ("channel", message.channel.rawValue), ("conversation", conversation),
        ("labels", message.labels.joined(separator: ", ")),
      ]
    }
    return [
      ("channel", message.channel.rawValue), ("date", message.date?.iso8601 ?? ""),
      ("conversation", conversation), ("title", message.conversationTitle ?? ""),
      ("sender", message.from.first?.name ?? ""),
    ]
  }

  private static func described(_ mailbox: Mailbox) -> String {
    mailbox.address.isEmpty ? mailbox.name : mailbox.address
  }

  private static func write(_ note: AttachmentNote, into json: inout JSONWriter) {
    json.object { json in
      json.member("part", note.part)
      json.member("name", note.name)
      json.member("type", note.type)
      json.member("bytes", note.bytes)
      json.member("read", note.isRead)
      json.member("why", note.why)
    }
  }
}

extension PassageDump {
  /// One message for people: each passage under a line that says what it is.
  public static func text(
    _ message: borrowing Message, _ passages: borrowing Passages, id: String,
    at location: MessageLocation
  ) -> String {
    var result = "=== \(Terminal.printable("\(location.source):\(location.offset) <\(id)>"))\n"
    for passage in passages.items {
      let part = passage.part.isEmpty ? "" : " \(passage.part)"
      let entry = passages.documents[passage.document].entry
      let inside = entry.isEmpty ? "" : Terminal.printable(" \(entry)")
      let quoted = passage.isQuoted && passage.kind != .quoted ? ", quoted" : ""
      result +=
        "--- \(passage.field.rawValue)\(part)\(inside) (\(passage.kind.rawValue)\(quoted))\n"
      let text = String(utf8: passages.text.span.extracting(passage.text))
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        result += Terminal.printable(String(line)) + "\n"
      }
    }
    for note in passages.attachments {
      let state =
        !note.isRead
        ? "not read: \(note.why)" : note.why.isEmpty ? "read" : "read in part: \(note.why)"
      result +=
        "--- attachment \(note.part) \(Terminal.printable("\(note.name) \(note.type) \(note.bytes) bytes, \(state)"))\n"
    }
    for defect in message.defects + passages.defects {
      result += "!!! \(Terminal.printable(defect.sentence))\n"
    }
    return result + "\n"
  }
}
