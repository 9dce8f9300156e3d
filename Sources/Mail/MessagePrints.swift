public import Native

/// Fingerprints of messages: equal for equal content, in whichever mailbox it stands.
///
/// That of a mail is of all its bytes, the Message-ID among them, but for what mailboxes of several kinds do differently: CR
/// before line breaks, and line breaks at the end. A line of a chat is read with those before it and with what its
/// export says of people, so its fingerprint is of these too. They do not depend on how a source was cut into batches.
public struct MessagePrints: ~Copyable {
  private let function: KeyedHash
  /// The content of the messages of the source before, as many as a line can be read with.
  private var before: [Hash128] = []
  private var last: (conversation: Conversation, facts: Hash128)?

  /// Creates fingerprints under a key of 16 bytes or more.
  public init(key: [UInt8]) { function = KeyedHash(key: key) }

  /// Begins with a batch, and with the messages before it.
  public mutating func begin(_ batch: borrowing MessageBatch) {
    before.removeAll(keepingCapacity: true)
    for slice in batch.prelude { keep(slice, in: batch.bytes.span) }
  }

  /// The fingerprint of the next message of the batch, whose bytes are `bytes`.
  public mutating func next(_ slice: MessageSlice, in bytes: Span<UInt8>) -> Hash128 {
    let content = content(of: bytes.extracting(slice.range))
    switch slice.syntax {
    case .mime: return content
    case .json:
      let tagged = content.bytes + [1]
      return function.hash(of: tagged.span)
    case .chat(let conversation):
      var all = content.bytes + facts(of: conversation).bytes
      for other in before { all += other.bytes }
      keep(slice, in: bytes)
      return function.hash(of: all.span)
    }
  }

  /// Keeps a message for the lines behind it; of a long one, which is read with none, that it was there.
  private mutating func keep(_ slice: MessageSlice, in bytes: Span<UInt8>) {
    if slice.length <= MessageBatch.mostPreludeBytes {
      before.append(content(of: bytes.extracting(slice.range)))
    } else {
      let length = Array("\(slice.length)".utf8)
      before.append(function.hash(of: length.span))
    }
    if before.count > MessageBatch.preludeMessages { before.removeFirst() }
  }

  private mutating func facts(of conversation: Conversation) -> Hash128 {
    if let last, last.conversation == conversation { return last.facts }
    let written = Array(conversation.facts.written.utf8)
    let facts = function.hash(of: written.span)
    last = (conversation, facts)
    return facts
  }

  /// The hash of a message's own bytes.
  private func content(of bytes: Span<UInt8>) -> Hash128 {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    let text = bytes.extracting(0..<end)
    guard text.firstOffset(of: 0x0D) != nil else { return function.hash(of: text) }
    var plain: [UInt8] = []
    plain.reserveCapacity(end)
    var start = 0
    while let carriage = text.firstOffset(of: 0x0D, from: start) {
      plain.append(text, in: start..<carriage)
      let isBreak = carriage + 1 < end && text[carriage + 1] == 0x0A
      if !isBreak { plain.append(0x0D) }
      start = carriage + 1
    }
    plain.append(text, in: start..<end)
    return function.hash(of: plain.span)
  }
}

extension ConversationFacts {
  /// All that they say, in an order that is always the same.
  fileprivate var written: String {
    func line(_ mailbox: Mailbox) -> String {
      "\(mailbox.name)\u{0}\(mailbox.address)\u{0}\(mailbox.roleHint ?? "")\n"
    }
    var text = "\(service.rawValue)\n\(id)\n\(title)\n\(dayOrder)\n\(separator)\n"
    for mailbox in participants { text += line(mailbox) }
    text += "owner " + (owner.map(line) ?? "\n")
    for (key, person) in people.sorted(by: { $0.key < $1.key }) {
      text += "\(key)\u{0}\(person.zone?.name ?? "")\u{0}" + line(person.mailbox)
    }
    for (column, index) in columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      text += "\(column.rawValue) \(index)\n"
    }
    return text
  }
}
