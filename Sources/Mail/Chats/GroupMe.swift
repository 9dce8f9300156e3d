import Native

extension MailFormat {
  /// A group of GroupMe.
  public static let groupMe = MailFormat(
    .groupMe, summary: "GroupMe (message.json of an export)",
    recognizes: { head, _ in
      guard JSONTree.begins(head),
        head.contains("\"sender_type\"") || head.contains("\"favorited_by\""),
        let tree = JSONTree(head: head)
      else { return false }
      let list = tree.isArray(0) ? 0 : tree.member("messages", in: head)
      guard let list, let first = tree.first(of: list) else { return false }
      return tree.member("created_at", of: first, in: head) != nil
        && tree.member("text", of: first, in: head) != nil
    },
    surroundings: { _, path, neighbours in GroupMe.facts(of: path, &neighbours) },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: GroupMe.plan)
    })
}

/// `message.json` of GroupMe, and `conversation.json` beside it with the group's members.
enum GroupMe {
  static let plan = JSONPlan(messages: [["[]"], ["messages", "[]"]])

  static func facts(of path: FilePath, _ neighbours: inout Neighbours) -> ConversationFacts {
    let folder = path.folder
    return neighbours.facts(of: .groupMe, in: folder) { neighbours in
      var facts = ConversationFacts(.groupMe)
      facts.id = folder.name.description
      guard let bytes = neighbours.contents(of: folder.appending("conversation.json")) else {
        return facts
      }
      var tree = JSONTree()
      tree.read(bytes.span)
      facts.title = tree.text("name", in: bytes.span)
      if let members = tree.member("members", in: bytes.span) {
        for member in tree.children(of: members) {
          let id = tree.text("user_id", of: member, in: bytes.span)
          let nickname = tree.text("nickname", of: member, in: bytes.span)
          let name = tree.text("name", of: member, in: bytes.span)
          let person = Mailbox(name: name.isEmpty ? nickname : name, address: "groupme:\(id)")
          facts.people[id] = ChatPerson(person)
          facts.join(person)
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
    var user = tree.text("user_id", in: bytes)
    if user.isEmpty { user = tree.text("sender_id", in: bytes) }
    let name = tree.text("name", in: bytes)
    if let known = facts.people[user] {
      message.from = [known.mailbox]
    } else if !user.isEmpty || !name.isEmpty {
      message.from = [Mailbox(name: name, address: "groupme:\(user.isEmpty ? name : user)")]
    }
    message.to = facts.recipients(besides: message.from.first)
    let group = tree.text("group_id", in: bytes)
    if !group.isEmpty { message.conversation = group }
    if let time = tree.number("created_at", in: bytes) { message.date = MessageDate(unix: time) }
    message.addText(json: tree.string("text", in: bytes), of: bytes)
    if let attachments = tree.member("attachments", in: bytes) {
      for attachment in tree.children(of: attachments) {
        let type = tree.text("type", of: attachment, in: bytes)
        if ["mentions", "emoji", "reply"].contains(type) { continue }
        let name = tree.text("name", of: attachment, in: bytes)
        message.addAttachment(name.isEmpty ? type : name)
      }
    }
  }
}
