import Native

extension MailFormat {
  /// The conversations of a Skype account.
  public static let skype = MailFormat(
    .skype, summary: "Skype (messages.json of an export)",
    recognizes: { head, _ in
      guard JSONTree.begins(head), head.contains("\"MessageList\""), let tree = JSONTree(head: head)
      else { return false }
      return tree.member("conversations", in: head) != nil
    },
    surroundings: { _, _, _ in ConversationFacts(.skype) },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Skype.plan)
    })
}

/// `messages.json` of Skype: conversations, and in each the list of its messages, the newest first.
enum Skype {
  static let plan = JSONPlan(
    messages: [["conversations", "[]", "MessageList", "[]"]],
    facts: [
      ["userId"], ["conversations", "[]", "id"], ["conversations", "[]", "displayName"],
    ],
    learn: { index, _, bytes, facts in
      var tree = JSONTree()
      tree.read(bytes)
      let text = tree.text(0, in: bytes)
      switch index {
      case 0: facts.owner = Mailbox(name: "", address: "skype:\(text)")
      case 1:
        facts.id = text
        facts.participants = []
        if let owner = facts.owner { facts.join(owner) }
        facts.join(Mailbox(name: "", address: "skype:\(text)"))
      default:
        facts.title = text
        if let last = facts.participants.indices.last { facts.participants[last].name = text }
      }
    })

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    let id = tree.text("id", in: bytes)
    if !id.isEmpty { message.id = id }
    let from = tree.text("from", in: bytes)
    if !from.isEmpty {
      let address = "skype:\(from)"
      let known = facts.participants.first { $0.address == address }
      let name = tree.text("displayName", in: bytes)
      message.from = [known ?? Mailbox(name: name, address: address)]
    }
    message.to = facts.recipients(besides: message.from.first)
    message.readDate(tree.text("originalarrivaltime", in: bytes))
    let type = tree.text("messagetype", in: bytes)
    message.addText(
      json: tree.string("content", in: bytes), of: bytes, isHTML: type.hasPrefix("RichText"))
  }
}
