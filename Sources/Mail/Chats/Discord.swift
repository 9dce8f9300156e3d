import Native

extension MailFormat {
  /// A channel of Discord.
  public static let discord = MailFormat(
    .discord, summary: "Discord (DiscordChatExporter's JSON, messages.json of a data package)",
    recognizes: { head, _ in Discord.recognizes(head) },
    surroundings: { _, path, neighbours in Discord.facts(of: path, .discord, &neighbours) },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Discord.plan)
    })
}

/// Channels of Discord: as DiscordChatExporter writes them, or as the data package has one's own messages.
enum Discord {
  static let plan = JSONPlan(
    messages: [["messages", "[]"], ["[]"]],
    facts: [["channel"], ["guild"]],
    learn: { index, _, bytes, facts in
      var tree = JSONTree()
      tree.read(bytes)
      let name = tree.text("name", in: bytes)
      if index == 0 {
        facts.id = tree.text("id", in: bytes)
        facts.title = name
      } else if !name.isEmpty {
        facts.people["guild"] = ChatPerson(Mailbox(name: name, address: ""))
      }
    })

  static func recognizes(_ head: Span<UInt8>) -> Bool {
    guard JSONTree.begins(head), head.contains("imestamp\""), let tree = JSONTree(head: head) else {
      return false
    }
    if tree.isArray(0), let first = tree.first(of: 0) {
      return tree.member("Contents", of: first, in: head) != nil
        && tree.member("Timestamp", of: first, in: head) != nil
    }
    guard let list = tree.member("messages", in: head), let first = tree.first(of: list) else {
      return false
    }
    return tree.member("author", of: first, in: head) != nil
      && tree.member("timestamp", of: first, in: head) != nil
  }

  /// What `channel.json` beside a package's messages says, and `account/user.json` of its owner.
  static func facts(
    of path: FilePath, _ service: ChatService, _ neighbours: inout Neighbours
  ) -> ConversationFacts {
    let folder = path.folder
    return neighbours.facts(of: service, in: folder) { neighbours in
      var facts = ConversationFacts(service)
      facts.id = folder.name.description
      if let bytes = neighbours.contents(of: folder.appending("channel.json")) {
        var tree = JSONTree()
        tree.read(bytes.span)
        let id = tree.text("id", in: bytes.span)
        if !id.isEmpty { facts.id = id }
        facts.title = tree.text("name", in: bytes.span)
        if let recipients = tree.member("recipients", in: bytes.span) {
          for recipient in tree.children(of: recipients) {
            let id = tree.text(recipient, in: bytes.span)
            if !id.isEmpty { facts.join(Mailbox(name: "", address: "discord:\(id)")) }
          }
        }
      }
      let account = folder.folder.folder.appending("account").appending("user.json")
      facts.owner = Mailbox(name: "", address: "discord:owner")
      if let bytes = neighbours.contents(of: account) {
        var tree = JSONTree()
        tree.read(bytes.span)
        let id = tree.text("id", in: bytes.span)
        if !id.isEmpty {
          facts.owner = Mailbox(
            name: tree.text("username", in: bytes.span), address: "discord:\(id)")
        }
      }
      return facts
    }
  }

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    let id = tree.text("id", in: bytes)
    if !id.isEmpty { message.id = id }
    if let author = tree.member("author", in: bytes) {
      let nickname = tree.text("nickname", of: author, in: bytes)
      let name = tree.text("name", of: author, in: bytes)
      message.from = [
        Mailbox(name: nickname.isEmpty ? name : nickname, address: "discord:\(name)")
      ]
      message.to = [
        Mailbox(name: facts.title, address: "discord:\(facts.id.isEmpty ? "channel" : facts.id)")
      ]
    } else {
      if let owner = facts.owner { message.from = [owner] }
      message.to = facts.recipients(besides: facts.owner)
    }
    message.readDate(tree.text("timestamp", in: bytes))
    let start = message.composed.count
    for key in ["content", "Contents"] as [StaticString] {
      if let text = tree.string(key, in: bytes) { message.compose(json: text, of: bytes) }
    }
    if let embeds = tree.member("embeds", in: bytes) {
      for embed in tree.children(of: embeds) {
        for key in ["title", "description"] as [StaticString] {
          guard let text = tree.string(key, of: embed, in: bytes) else { continue }
          message.composeLine(at: text.lowerBound, since: start)
          message.compose(json: text, of: bytes)
        }
        guard let fields = tree.member("fields", of: embed, in: bytes) else { continue }
        for field in tree.children(of: fields) {
          for key in ["name", "value"] as [StaticString] {
            guard let text = tree.string(key, of: field, in: bytes) else { continue }
            message.composeLine(at: text.lowerBound, since: start)
            message.compose(json: text, of: bytes)
          }
        }
      }
    }
    message.addText(from: start)
    guard let attachments = tree.member("attachments", in: bytes) else { return }
    for attachment in tree.children(of: attachments) {
      message.addAttachment(tree.text("fileName", of: attachment, in: bytes))
    }
    for link in tree.text(attachments, in: bytes).split(separator: " ") {
      message.addAttachment(link.split(separator: "/").last.map(String.init) ?? "")
    }
  }
}
