public import Mail
private import Native
public import Scanning
public import Text

/// What the scanner reads, as JSON Lines: one object a message, unmasked, decoded but not folded.
///
/// `{"id","source","offset","subject","from","to":[…],"passages":[{"field","part","kind","text"}],
/// "attachments":[{"part","name","type","bytes","read","why"}],"defects":[…]}`
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
    let subject = items.first { $0.field == .subject && !$0.isQuoted }
    json.object { json in
      json.key("id")
      json.string(id)
      json.key("source")
      json.string(location.source)
      json.key("offset")
      json.number(location.offset)
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
            json.key("field")
            json.string(passage.field.rawValue)
            json.key("part")
            json.string(passage.part)
            json.key("kind")
            json.string(passage.kind.rawValue)
            json.key("text")
            json.string(text.span.extracting(passage.text))
          }
        }
      }
      json.key("attachments")
      json.array { json in
        for note in attachments { write(note, into: &json) }
      }
      json.key("defects")
      json.strings(defects)
    }
    json.endLine()
  }

  private static func described(_ mailbox: Mailbox) -> String {
    mailbox.address.isEmpty ? mailbox.name : mailbox.address
  }

  private static func write(_ note: AttachmentNote, into json: inout JSONWriter) {
    json.object { json in
      json.key("part")
      json.string(note.part)
      json.key("name")
      json.string(note.name)
      json.key("type")
      json.string(note.type)
      json.key("bytes")
      json.number(note.bytes)
      json.key("read")
      json.bool(note.isRead)
      json.key("why")
      json.string(note.why)
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
      let quoted = passage.isQuoted && passage.kind != .quoted ? ", quoted" : ""
      result += "--- \(passage.field.rawValue)\(part) (\(passage.kind.rawValue)\(quoted))\n"
      let text = String(utf8: passages.text.span.extracting(passage.text))
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        result += Terminal.printable(String(line)) + "\n"
      }
    }
    for note in passages.attachments {
      let state = note.isRead ? "read" : "not read: \(note.why)"
      result +=
        "--- attachment \(note.part) \(Terminal.printable("\(note.name) \(note.type) \(note.bytes) bytes, \(state)"))\n"
    }
    for defect in message.defects + passages.defects {
      result += "!!! \(Terminal.printable(defect.sentence))\n"
    }
    return result + "\n"
  }
}
