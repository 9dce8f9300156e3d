/// Some messages of one source and the bytes that they stand in: what one worker takes at a time.
public struct MessageBatch: Sendable {
  /// The source's name as the user gave it: a path, or `-` for standard input.
  public var source: String
  /// How the messages are written.
  public var syntax: MailFormat.Syntax
  /// The bytes that the messages' ranges count in.
  public var bytes: [UInt8]
  /// The messages in the source's order.
  public var messages: [MessageSlice]
  /// Where a stream goes on after it.
  public var next = StreamPosition()
  /// In exports of chats the messages before, which were in the batch before: they are read again, so that a line is
  /// read with those around it, and counted there.
  public var prelude: [MessageSlice] = []

  /// How many messages the prelude has.
  public static let preludeMessages = 64
  /// The longest message of it, in bytes; of a longer one only the place is kept.
  public static let mostPreludeBytes = 16 << 10

  /// Creates a batch.
  public init(
    source: String, syntax: MailFormat.Syntax, bytes: [UInt8], messages: [MessageSlice]
  ) {
    self.source = source
    self.syntax = syntax
    self.bytes = bytes
    self.messages = messages
  }
}

/// Where one message stands in its batch and in its source.
public struct MessageSlice: Sendable, Hashable {
  /// Its bytes in the batch; less than `length` when it was too long to be kept whole.
  public var range: Range<Int>
  /// The mbox separator before it in the batch, without its line break; empty when there is none.
  public var envelope: Range<Int>
  /// The first byte of the message in its source.
  public var offset: Int
  /// The message's length in its source, in bytes.
  public var length: Int
  /// The line it stands on, from 1, in a format of lines; 0 elsewhere.
  public var line: Int
  /// What is wrong with how it was found: too long, cut off, no separator.
  public var defects: [Defect]
  /// How it is written, with what its export says around it.
  public var syntax: MailFormat.Syntax

  /// Creates a slice.
  public init(
    range: Range<Int>, envelope: Range<Int> = 0..<0, offset: Int, length: Int, line: Int = 0,
    defects: [Defect] = [], syntax: MailFormat.Syntax = .mime
  ) {
    self.range = range
    self.envelope = envelope
    self.offset = offset
    self.length = length
    self.line = line
    self.defects = defects
    self.syntax = syntax
  }
}

extension MessageSlice {
  /// All that is wrong with the message: how it was found, and what parsing it found, with its line.
  public func defects(with parsed: [Defect]) -> [Defect] {
    defects + parsed.map { $0.at(line: line) }
  }

  /// Whether the message is a line of a conversation, which is read with those around it.
  public var isChat: Bool {
    if case .chat = syntax { true } else { false }
  }
}
