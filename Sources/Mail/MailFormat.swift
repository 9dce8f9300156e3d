public import Native

/// A way in which a file holds messages.
///
/// A new format is one file in `Formats` and its name in `all`.
public struct MailFormat: Sendable {
  /// How each message of the format is written.
  public enum Syntax: Sendable, Hashable {
    /// RFC 5322 with MIME, read by `MIMEParser`.
    case mime
    /// A JSON object, read by `JSONMessageParser`.
    case json
    /// A message of an export of chats, read by `ChatParser` with what the export says around it.
    case chat(Conversation)
  }

  /// The name that `--input-format` takes.
  public let name: String
  /// One line for the help text.
  public let summary: String
  /// How its messages are written.
  public let syntax: Syntax
  /// Whether a file that begins with `head` is of this format; the path decides only what the
  /// content leaves open.
  public let recognizes: @Sendable (_ head: Span<UInt8>, _ path: FilePath) -> Bool
  /// Finds the messages of a window.
  ///
  /// The window begins at `state.base` of the source; what the function has not finished with begins at `state.position`, and comes again at
  /// the beginning of the next window. `isFinal` says that nothing follows.
  public let split:
    @Sendable (_ bytes: Span<UInt8>, _ isFinal: Bool, _ state: inout SplitState) -> Void
  /// What is known around the messages of a file before it is read: its name and its beginning tell, and the files beside it.
  let surroundings:
    @Sendable (_ head: Span<UInt8>, _ path: FilePath, _ neighbours: inout Neighbours) ->
      Conversation?

  /// Every format, in the order in which they are tried.
  public static let all: [MailFormat] = [
    .mbox, .companion, .slack, .googleChat, .teams, .messenger, .instagram, .telegram, .discord,
    .snapchat, .twitter, .groupMe, .skype, .smsBackup, .googleVoice, .telegramPage, .whatsApp,
    .signal, .iMessage, .discordPackage, .csv, .jsonLines, .eml,
  ]

  /// The longest beginning of a file that `recognizes` is shown.
  static let headBytes = 1 << 16

  /// The format of a name as `--input-format` takes it.
  public init?(named name: String) {
    guard let format = Self.all.first(where: { $0.name == name }) else { return nil }
    self = format
  }

  /// Creates a format.
  public init(
    name: String, summary: String, syntax: Syntax,
    recognizes: @escaping @Sendable (_ head: Span<UInt8>, _ path: FilePath) -> Bool,
    split:
      @escaping @Sendable (
        _ bytes: Span<UInt8>, _ isFinal: Bool, _ state: inout SplitState
      ) -> Void
  ) {
    self.init(
      name: name, summary: summary, syntax: syntax, recognizes: recognizes,
      surroundings: { _, _, _ in nil }, split: split)
  }

  /// Creates a format of chats.
  init(
    _ service: ChatService, summary: String,
    recognizes: @escaping @Sendable (_ head: Span<UInt8>, _ path: FilePath) -> Bool,
    surroundings:
      @escaping @Sendable (
        _ head: Span<UInt8>, _ path: FilePath, _ neighbours: inout Neighbours
      ) -> ConversationFacts,
    split:
      @escaping @Sendable (
        _ bytes: Span<UInt8>, _ isFinal: Bool, _ state: inout SplitState
      ) -> Void
  ) {
    self.init(
      name: service.rawValue, summary: summary,
      syntax: .chat(Conversation(ConversationFacts(service))), recognizes: recognizes,
      surroundings: { head, path, neighbours in
        Conversation(surroundings(head, path, &neighbours))
      }, split: split)
  }

  private init(
    name: String, summary: String, syntax: Syntax,
    recognizes: @escaping @Sendable (_ head: Span<UInt8>, _ path: FilePath) -> Bool,
    surroundings:
      @escaping @Sendable (
        _ head: Span<UInt8>, _ path: FilePath, _ neighbours: inout Neighbours
      ) -> Conversation?,
    split:
      @escaping @Sendable (
        _ bytes: Span<UInt8>, _ isFinal: Bool, _ state: inout SplitState
      ) -> Void
  ) {
    self.name = name
    self.summary = summary
    self.syntax = syntax
    self.recognizes = recognizes
    self.surroundings = surroundings
    self.split = split
  }

  /// The format of a file that begins with `head`; nil when it is none that is known.
  public static func recognizing(_ head: Span<UInt8>, path: FilePath) -> MailFormat? {
    let head = head.extracting(0..<min(head.count, headBytes))
    return all.first { $0.recognizes(head, path) }
  }
}

/// How far a format has come in a source that it sees in windows.
///
/// Positions are bytes of the source.
public struct SplitState: Sendable {
  /// A message that was found.
  public struct Found: Sendable, Hashable {
    /// Its own bytes.
    public var range: Range<Int>
    /// The separator line before it with its line break; empty when there is none.
    public var envelope: Range<Int> = 0..<0
    /// The line that it begins on, from 1; 0 where lines are not counted.
    public var line = 0
    /// What is wrong with how it was found.
    public var defect: Defect?
    /// What its export says around it; nil in mail.
    public var conversation: Conversation?

    init(
      range: Range<Int>, envelope: Range<Int> = 0..<0, line: Int = 0, defect: Defect? = nil,
      conversation: Conversation? = nil
    ) {
      self.range = range
      self.envelope = envelope
      self.line = line
      self.defect = defect
      self.conversation = conversation
    }
  }

  /// Damage between messages.
  struct Damage: Sendable, Hashable {
    /// What is wrong.
    var reason: String
    /// The byte of the source where it was noticed.
    var offset: Int
  }

  /// How many bytes before `position` a format may look at again.
  static let lookback = 4

  /// Where the window begins.
  public internal(set) var base = 0
  /// The longest message that will be kept.
  public let limit: Int
  /// Where to go on.
  public var position = 0
  /// Where the message begins whose end was not seen yet.
  public var open: Int?
  /// The separator before it.
  public var envelope = 0..<0
  /// What is wrong with it.
  public var openDefect: Defect?
  /// The line at `position`, from 1; 0 where lines are not counted.
  public var line = 0
  /// Whether what may stand before the first message was passed.
  public var isStarted = false
  /// The messages that were found and not taken yet.
  public var found: [Found] = []
  /// What mbox knows of the open message's Content-Length.
  var announced = Mbox.Announced.unknown
  /// How often a Content-Length led astray.
  var misleadingLengths = 0
  /// What is known around the messages; nil in mail.
  var conversation: Conversation?
  /// How far a JSON document was walked.
  var walk = JSONWalk()
  /// What a format of markup or tables knows of the open message.
  var quoting = Quoting()
  /// The first damage between messages.
  private(set) var damage: Damage?
  /// How often there was some.
  private(set) var damages = 0

  /// Creates the state at the beginning of a source.
  public init(limit: Int) { self.limit = limit }

  /// The first byte that is still needed: the open message's separator, else what comes next.
  var needed: Int {
    let start = open ?? position
    return min(envelope.isEmpty ? start : envelope.lowerBound, position)
  }

  /// Notes damage between messages; the first place is told when the source ends.
  mutating func report(_ reason: String, at offset: Int) {
    if damage == nil { damage = Damage(reason: reason, offset: offset) }
    damages += 1
  }

  /// Ends the open message.
  mutating func close(at end: Int) {
    guard let open else { return }
    found.append(
      Found(
        range: open..<max(open, end), envelope: envelope, line: line, defect: openDefect,
        conversation: conversation))
    self.open = nil
    envelope = 0..<0
    openDefect = nil
  }
}
