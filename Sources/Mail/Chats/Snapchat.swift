import Native

extension MailFormat {
  /// The chats of a Snapchat account.
  public static let snapchat = MailFormat(
    .snapchat, summary: "Snapchat (chat_history.json of My Data)",
    recognizes: { head, _ in
      guard JSONTree.begins(head), head.contains("\"Media Type\""), let tree = JSONTree(head: head),
        tree.isObject(0)
      else { return false }
      for list in tree.children(of: 0) {
        guard let first = tree.first(of: list) else { continue }
        return tree.member("Media Type", of: first, in: head) != nil
          && tree.member("Created", of: first, in: head) != nil
      }
      return false
    },
    surroundings: { _, _, _ in
      var facts = ConversationFacts(.snapchat)
      facts.owner = Mailbox(name: "", address: "snapchat:owner")
      return facts
    },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Snapchat.plan)
    })
}

/// `chat_history.json`: one list for every friend or group, whose name is its key.
enum Snapchat {
  static let plan = JSONPlan(
    messages: [["*", "[]"]],
    enter: { path, facts in
      facts.id = path.last ?? ""
      facts.title = facts.id
    })

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    // Older exports have two lists, of what was received and of what was sent.
    let isOlder = facts.id.hasSuffix("Chat History")
    let from = tree.text("From", in: bytes)
    let to = tree.text("To", in: bytes)
    let owner = facts.owner ?? Mailbox(address: "snapchat:owner")
    let isOwn = tree.isTrue("IsSender", in: bytes) || (isOlder && from.isEmpty)
    let friend = isOlder ? (from.isEmpty ? to : from) : facts.id
    let sender = from.isEmpty ? owner : Mailbox(name: from, address: "snapchat:\(from)")
    message.from = [isOwn && from.isEmpty ? owner : sender]
    message.to = [isOwn ? Mailbox(name: friend, address: "snapchat:\(friend)") : owner]
    if isOlder {
      message.conversation = friend
      message.conversationTitle = friend
    }
    let title = tree.text("Conversation Title", in: bytes)
    if !title.isEmpty {
      message.conversationTitle = title
      if !isOwn { message.to.append(Mailbox(name: title, address: "snapchat:\(facts.id)")) }
    }
    message.readDate(tree.text("Created", in: bytes))
    let start = message.composed.count
    for key in ["Content", "Text"] as [StaticString] {
      if let text = tree.string(key, in: bytes) { message.compose(json: text, of: bytes) }
    }
    message.addText(from: start)
    let type = tree.text("Media Type", in: bytes)
    if !type.isEmpty, type != "TEXT" { message.addAttachment(type.lowercased()) }
  }
}
