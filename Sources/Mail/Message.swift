/// One message, as ranges into the bytes it was parsed from.
///
/// A `Message` is filled by `MIMEParser` or `JSONMessageParser` and reused for the next one. Body
/// ranges are byte offsets into the message's own bytes (the span handed to the parser).
public struct Message: Sendable {
  /// The medium that a message came through (policy clause 3.12: every medium is covered).
  public enum Channel: String, Sendable, CaseIterable {
    case email, sms, chat, social
  }

  /// The Message-ID without angle brackets, or the given id; nil when there is none.
  public var id: String?
  /// The medium; email unless the message says otherwise.
  public var channel: Channel = .email
  /// The authors (`From`).
  public var from: [Mailbox] = []
  /// The agent that sent it (`Sender`), when it differs from the author.
  public var sender: [Mailbox] = []
  /// Where answers go (`Reply-To`).
  public var replyTo: [Mailbox] = []
  /// The primary recipients (`To`).
  public var to: [Mailbox] = []
  /// The further recipients (`Cc`).
  public var cc: [Mailbox] = []
  /// The hidden recipients, when a header or the envelope names them.
  public var bcc: [Mailbox] = []
  /// When it was written; nil when absent or unreadable.
  public var date: MessageDate?
  /// Whether list headers (`List-Id`, `List-Post`, `Precedence: list`) mark it as list mail.
  public var isList = false
  /// The subject's encoded text; nil when there is none.
  public var subject: EncodedText?
  /// What tells the conversation that it is part of from the others of its source; nil when nothing does.
  public var conversation: String?
  /// What people call that conversation; nil when it has no name.
  public var conversationTitle: String?
  /// What the mailbox files it under, where its export says so (Gmail's labels).
  public var labels: [String] = []
  /// Readable text that was put together from several places; parts may be stretches of it.
  public var composed = ComposedText()
  /// Every header field of every part, in order of appearance.
  public var headers: [HeaderField] = []
  /// The MIME parts, depth first; the first is the message's own body.
  public var parts: [Part] = []
  /// What was damaged or left out, in order of discovery.
  public var defects: [Defect] = []

  /// Creates an empty message to parse into.
  public init() {}

  /// Forgets which roles the message claims for its parties.
  public mutating func forgetRoleHints() {
    for index in from.indices { from[index].roleHint = nil }
    for index in sender.indices { sender[index].roleHint = nil }
    for index in replyTo.indices { replyTo[index].roleHint = nil }
    for index in to.indices { to[index].roleHint = nil }
    for index in cc.indices { cc[index].roleHint = nil }
    for index in bcc.indices { bcc[index].roleHint = nil }
  }

  /// Forgets everything and keeps the storage of the larger arrays.
  public mutating func reset() {
    id = nil
    channel = .email
    from.removeAll(keepingCapacity: true)
    sender.removeAll(keepingCapacity: true)
    replyTo.removeAll(keepingCapacity: true)
    to.removeAll(keepingCapacity: true)
    cc.removeAll(keepingCapacity: true)
    bcc.removeAll(keepingCapacity: true)
    date = nil
    isList = false
    subject = nil
    conversation = nil
    conversationTitle = nil
    labels.removeAll(keepingCapacity: true)
    composed.removeAll()
    headers.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    defects.removeAll(keepingCapacity: true)
  }
}

/// One header field; byte ranges into the message.
public struct HeaderField: Sendable, Hashable {
  /// The field's name without the colon.
  public var name: Range<Int>
  /// The raw value, still folded and encoded, without the final line break.
  public var value: Range<Int>

  /// Creates a field from its ranges.
  public init(name: Range<Int>, value: Range<Int>) {
    self.name = name
    self.value = value
  }
}

/// A piece of text that is still encoded as a header value or a JSON string.
public struct EncodedText: Sendable, Hashable {
  /// How the text is encoded.
  public enum Encoding: Sendable { case header, jsonString, composed }
  /// Where its bytes are in the message (JSON strings without their quotes), or in its composed text.
  public var range: Range<Int>
  /// How they are encoded.
  public var encoding: Encoding

  /// Creates a piece of encoded text.
  public init(range: Range<Int>, encoding: Encoding) {
    self.range = range
    self.encoding = encoding
  }
}

/// A person or list in an address header: RFC 5322 `mailbox`, decoded.
public struct Mailbox: Sendable, Hashable {
  /// The display name, decoded; empty when there is none.
  public var name: String
  /// The address as written (`local@domain`), or a handle or phone number on other channels.
  public var address: String
  /// The role that the message itself claims (JSON Lines `role`); the district profile may know better.
  public var roleHint: String?

  /// Creates a mailbox.
  public init(name: String = "", address: String, roleHint: String? = nil) {
    self.name = name
    self.address = address
    self.roleHint = roleHint
  }

  /// The part after the last `@`, lower-cased; empty when there is none.
  public var domain: String {
    guard let at = address.lastIndex(of: "@") else { return "" }
    return address[address.index(after: at)...].lowercased()
  }
}
