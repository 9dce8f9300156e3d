public import Native

/// Reads messages of every format into the same `Message`; one worker owns it.
public struct MessageParser: ~Copyable {
  private var mime: MIMEParser
  private var json: JSONMessageParser
  private var chat: ChatParser

  /// Creates a parser that keeps to `limits`.
  public init(limits: Limits = Limits()) {
    mime = MIMEParser(limits: limits)
    json = JSONMessageParser(limits: limits)
    chat = ChatParser(limits: limits)
  }

  /// Fills `message`, whatever it held, from one message's bytes; it cannot fail.
  public mutating func parse(
    _ bytes: Span<UInt8>, as syntax: MailFormat.Syntax, into message: inout Message
  ) {
    switch syntax {
    case .mime: mime.parse(bytes, into: &message)
    case .json: json.parse(bytes, into: &message)
    case .chat(let conversation): chat.parse(bytes, of: conversation, into: &message)
    }
  }
}
