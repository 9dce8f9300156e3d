import Native

extension MailFormat {
  /// A conversation of Google Chat, as Takeout writes it.
  public static let googleChat = MailFormat(
    .googleChat, summary: "Google Chat of a Takeout (messages.json)",
    recognizes: { head, _ in
      guard JSONTree.begins(head), head.contains("\"creator\""), let tree = JSONTree(head: head),
        let list = tree.member("messages", in: head), let first = tree.first(of: list)
      else { return false }
      return tree.member("creator", of: first, in: head) != nil
        && (tree.member("created_date", of: first, in: head) != nil
          || tree.member("message_id", of: first, in: head) != nil)
    },
    surroundings: { _, path, neighbours in GoogleChat.facts(of: path, &neighbours) },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: GoogleChat.plan)
    })
}

/// `messages.json` of a folder in `Google Chat/Groups`, and the `group_info.json` beside it.
enum GoogleChat {
  static let plan = JSONPlan(messages: [["messages", "[]"]])

  static func facts(of path: FilePath, _ neighbours: inout Neighbours) -> ConversationFacts {
    let folder = path.folder
    return neighbours.facts(of: .googleChat, in: folder) { neighbours in
      var facts = ConversationFacts(.googleChat)
      facts.id = folder.name.description
      facts.title = facts.id
      guard let bytes = neighbours.contents(of: folder.appending("group_info.json")) else {
        return facts
      }
      var tree = JSONTree()
      tree.read(bytes.span)
      let name = tree.text("name", in: bytes.span)
      if !name.isEmpty { facts.title = name }
      if let members = tree.member("members", in: bytes.span) {
        for member in tree.children(of: members) {
          if let mailbox = person(member, &tree, bytes.span) { facts.join(mailbox) }
        }
      }
      return facts
    }
  }

  private static func person(
    _ node: Int?, _ tree: inout JSONTree, _ bytes: Span<UInt8>
  ) -> Mailbox? {
    let name = tree.text("name", of: node, in: bytes)
    let mail = tree.text("email", of: node, in: bytes)
    if name.isEmpty, mail.isEmpty { return nil }
    return Mailbox(name: name, address: mail.isEmpty ? "gchat:\(name)" : "gchat:\(mail)")
  }

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    let id = tree.text("message_id", in: bytes)
    if !id.isEmpty { message.id = id }
    let topic = tree.text("topic_id", in: bytes)
    // In rooms with threads each topic is a conversation; in direct messages every message has a topic of its own.
    if !topic.isEmpty, facts.id.hasPrefix("Space") {
      message.conversation = "\(facts.id)/\(topic)"
    }
    if let sender = person(tree.member("creator", in: bytes), &tree, bytes) {
      message.from = [sender]
      message.to = facts.recipients(besides: sender)
    }
    message.readDate(tree.text("created_date", in: bytes))
    let start = message.composed.count
    if let text = tree.string("text", in: bytes) { message.compose(json: text, of: bytes) }
    for list in ["previous_message_versions", "annotations"] as [StaticString] {
      guard let items = tree.member(list, in: bytes) else { continue }
      for item in tree.children(of: items) {
        let link = tree.member("url_metadata", of: item, in: bytes)
        guard
          let text = tree.string("text", of: item, in: bytes)
            ?? tree.string("title", of: link, in: bytes)
        else { continue }
        message.composeLine(at: text.lowerBound, since: start)
        message.compose(json: text, of: bytes)
      }
    }
    message.addText(from: start)
    if let quoted = tree.string(
      "text", of: tree.member("quoted_message_metadata", in: bytes), in: bytes)
    {
      let start = message.composed.count
      message.compose(json: quoted, of: bytes)
      message.addQuotation(from: start)
    }
    if let files = tree.member("attached_files", in: bytes) {
      for file in tree.children(of: files) {
        let name = tree.text("original_name", of: file, in: bytes)
        message.addAttachment(
          name.isEmpty ? tree.text("export_name", of: file, in: bytes) : name)
      }
    }
  }
}
