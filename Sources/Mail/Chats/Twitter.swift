import Native

extension MailFormat {
  /// The direct messages of an account of X.
  public static let twitter = MailFormat(
    .twitter, summary: "X's direct messages (direct-messages.js of an archive)",
    recognizes: { head, _ in
      head.hasPrefix(ignoringCase: "window.YTD.direct_message")
        || (JSONTree.begins(head) && head.contains("\"dmConversation\""))
    },
    surroundings: { _, path, neighbours in Twitter.facts(of: path, &neighbours) },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Twitter.plan)
    })
}

/// `direct-messages.js` and `direct-messages-group.js`: JSON behind the name of a variable.
enum Twitter {
  static let plan = JSONPlan(
    messages: [["[]", "dmConversation", "messages", "[]"]],
    facts: [["[]", "dmConversation", "conversationId"]],
    learn: { _, _, bytes, facts in
      var tree = JSONTree()
      tree.read(bytes)
      facts.id = tree.text(0, in: bytes)
      facts.participants = facts.id.split(separator: "-")
        .map { Mailbox(name: "", address: "x:\($0)") }
      if facts.participants.count != 2 { facts.participants = [] }
    })

  /// `account.js` beside the messages says who the owner is.
  static func facts(of path: FilePath, _ neighbours: inout Neighbours) -> ConversationFacts {
    let folder = path.folder
    return neighbours.facts(of: .twitter, in: folder) { neighbours in
      var facts = ConversationFacts(.twitter)
      guard let bytes = neighbours.contents(of: folder.appending("account.js")),
        let start = bytes.firstIndex(of: UInt8(ascii: "["))
      else { return facts }
      var tree = JSONTree()
      tree.read(bytes.span, from: start)
      guard let first = tree.root.flatMap({ tree.first(of: $0) }) else { return facts }
      let account = tree.member("account", of: first, in: bytes.span)
      let id = tree.text("accountId", of: account, in: bytes.span)
      let owner = Mailbox(
        name: tree.text("accountDisplayName", of: account, in: bytes.span), address: "x:\(id)")
      facts.owner = owner
      facts.people[id] = ChatPerson(owner)
      return facts
    }
  }

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    // One member whose name says what happened: messageCreate, joinConversation and others.
    guard let event = tree.root.flatMap({ tree.first(of: $0) }) else { return }
    let id = tree.text("id", of: event, in: bytes)
    if !id.isEmpty { message.id = id }
    var sender = tree.text("senderId", of: event, in: bytes)
    if sender.isEmpty { sender = tree.text("initiatingUserId", of: event, in: bytes) }
    if !sender.isEmpty { message.from = [facts.person(named: sender)] }
    let recipient = tree.text("recipientId", of: event, in: bytes)
    if !recipient.isEmpty {
      message.to = [facts.person(named: recipient)]
    } else {
      message.to = facts.recipients(besides: message.from.first)
      if let people = tree.member("participantsSnapshot", of: event, in: bytes) {
        for person in tree.children(of: people).prefix(ConversationFacts.mostRecipients) {
          let id = tree.text(person, in: bytes)
          if id != sender { message.to.append(facts.person(named: id)) }
        }
      }
      // A group whose people no message names.
      if message.to.isEmpty, !facts.id.isEmpty {
        message.to = [Mailbox(name: "", address: "x:\(facts.id)")]
      }
    }
    let created = tree.text("createdAt", of: event, in: bytes)
    if !created.isEmpty { message.readDate(created) }
    let start = message.composed.count
    for key in ["text", "name"] as [StaticString] {
      if let text = tree.string(key, of: event, in: bytes) {
        message.compose(json: text, of: bytes)
      }
    }
    if let links = tree.member("urls", of: event, in: bytes) {
      for link in tree.children(of: links) {
        guard let text = tree.string("expanded", of: link, in: bytes) else { continue }
        message.composeLine(at: text.lowerBound, since: start)
        message.compose(json: text, of: bytes)
      }
    }
    message.addText(from: start)
    if let media = tree.member("mediaUrls", of: event, in: bytes) {
      for item in tree.children(of: media) {
        let name = tree.text(item, in: bytes).split(separator: "/").last
        message.addAttachment(name.map(String.init) ?? "")
      }
    }
    // That somebody joined says nothing more; it is a message of the service all the same.
    if message.from.isEmpty { message.from = [Mailbox(name: "X", address: "x:service")] }
  }
}
