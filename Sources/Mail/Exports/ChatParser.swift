import Native

/// Reads one message of an export of chats; what the export says around it, the conversation tells.
///
/// It cannot fail: what is damaged is read as far as it goes, with a defect that says where.
struct ChatParser: ~Copyable {
  private var tree: JSONTree
  private let limits: Limits

  init(limits: Limits) {
    self.limits = limits
    tree = JSONTree(depthLimit: limits.depth)
  }

  /// Fills `message` from the bytes of one message; ranges are offsets into `bytes`.
  mutating func parse(
    _ bytes: Span<UInt8>, of conversation: Conversation, into message: inout Message
  ) {
    message.reset()
    let facts = conversation.facts
    message.channel = facts.service.channel
    if !facts.id.isEmpty { message.conversation = facts.id }
    if !facts.title.isEmpty { message.conversationTitle = facts.title }
    switch facts.service {
    case .whatsapp: WhatsApp.read(bytes, facts, into: &message)
    case .smsBackup: SMSBackup.read(bytes, facts, into: &message)
    case .telegramPage: TelegramPage.read(bytes, facts, into: &message)
    case .googleVoice: GoogleVoice.read(bytes, facts, into: &message)
    case .signal: Signal.read(bytes, facts, into: &message)
    case .imessage: IMessage.read(bytes, facts, into: &message)
    case .discordPackage, .csv: MessageTable.read(bytes, facts, into: &message)
    default: readJSON(bytes, facts, into: &message)
    }
    message.sealParts()
  }

  private mutating func readJSON(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    tree.read(bytes)
    if let failure = tree.failure {
      let reason =
        failure.reason == "the line ends too early" ? "the message ends too early" : failure.reason
      message.defects.append(Defect(.damagedMessage, detail: "\(reason), byte \(failure.offset)"))
    }
    guard tree.root != nil else { return }
    switch facts.service {
    case .slack: Slack.read(&tree, bytes, facts, into: &message)
    case .googleChat: GoogleChat.read(&tree, bytes, facts, into: &message)
    case .teams: Teams.read(&tree, bytes, facts, into: &message)
    case .messenger, .instagram: Messenger.read(&tree, bytes, facts, into: &message)
    case .telegram: Telegram.read(&tree, bytes, facts, into: &message)
    case .discord: Discord.read(&tree, bytes, facts, into: &message)
    case .snapchat: Snapchat.read(&tree, bytes, facts, into: &message)
    case .twitter: Twitter.read(&tree, bytes, facts, into: &message)
    case .groupMe: GroupMe.read(&tree, bytes, facts, into: &message)
    case .skype: Skype.read(&tree, bytes, facts, into: &message)
    // The others are no JSON.
    case .whatsapp, .smsBackup, .telegramPage, .discordPackage, .googleVoice, .signal, .imessage,
      .csv:
      break
    }
    if message.from.isEmpty, message.parts.isEmpty, message.date == nil, tree.failure == nil {
      message.defects.append(
        Defect(.damagedMessage, detail: "nothing of a message is known in it, byte 0"))
    }
  }
}
