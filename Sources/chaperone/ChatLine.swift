import Mail
import Reports
import Text

/// A message of an export of chats as one line of JSON, as `scan` and `check` read it again.
///
/// Its own bytes are a piece of a document, which nothing could read alone.
struct ChatLine: ~Copyable {
  private var parser = MessageParser()
  private var extractor = TextExtractor()
  private var message = Message()
  private var passages = Passages()

  /// The line, with its break.
  mutating func line(of slice: MessageSlice, in batch: MessageBatch) -> [UInt8] {
    let bytes = batch.bytes.span.extracting(slice.range)
    parser.parse(bytes, as: slice.syntax, into: &message)
    extractor.extract(message, from: bytes, into: &passages)
    let id = message.id ?? "\(batch.source)#\(slice.offset)"
    let channel = message.channel.rawValue
    let from = message.from
    let to = message.to
    let date = message.date?.iso8601
    var body: [UInt8] = []
    for passage in passages.items where passage.field == .body {
      if !body.isEmpty { body.append(0x0A) }
      body.append(contentsOf: passages.text[passage.text])
    }
    let text = body
    var json = JSONWriter()
    json.object { json in
      json.key("id")
      json.string(id)
      json.key("channel")
      json.string(channel)
      json.key("from")
      json.array { json in for mailbox in from { Self.write(mailbox, into: &json) } }
      json.key("to")
      json.array { json in for mailbox in to { Self.write(mailbox, into: &json) } }
      if let date {
        json.key("date")
        json.string(date)
      }
      json.key("body")
      json.string(text.span)
    }
    json.endLine()
    return json.bytes
  }

  private static func write(_ mailbox: Mailbox, into json: inout JSONWriter) {
    json.object { json in
      json.key("name")
      json.string(mailbox.name)
      json.key("address")
      json.string(mailbox.address)
    }
  }
}
