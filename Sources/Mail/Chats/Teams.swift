import Native

extension MailFormat {
  /// Messages of Microsoft Teams as the Graph API answers them.
  public static let teams = MailFormat(
    .teams, summary: "Microsoft Teams (JSON of Microsoft Graph)",
    recognizes: { head, _ in
      guard JSONTree.begins(head), head.contains("\"createdDateTime\""),
        let tree = JSONTree(head: head)
      else {
        return false
      }
      let lists =
        tree.isArray(0)
        ? [0]
        : (["value", "messages", "chats"] as [StaticString]).compactMap {
          tree.member($0, in: head)
        }
      for list in lists {
        guard let first = tree.first(of: list) else { continue }
        let inner = tree.member("messages", of: first, in: head).flatMap { tree.first(of: $0) }
        let message = inner ?? first
        if tree.member("createdDateTime", of: message, in: head) != nil,
          tree.member("body", of: message, in: head) != nil
            || tree.member("messageType", of: message, in: head) != nil
        {
          return true
        }
      }
      return false
    },
    surroundings: { _, path, _ in
      var facts = ConversationFacts(.teams)
      facts.id = path.name.description
      return facts
    },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Teams.plan)
    })
}

/// `chatMessage` objects of Microsoft Graph: answers of the API as they came, or collected in one file.
enum Teams {
  static let plan = JSONPlan(
    messages: [
      ["value", "[]", "messages", "[]"], ["chats", "[]", "messages", "[]"], ["value", "[]"],
      ["messages", "[]"], ["[]"],
    ],
    facts: [["members"], ["topic"], ["chats", "[]", "members"], ["chats", "[]", "topic"]],
    learn: { index, _, bytes, facts in
      var tree = JSONTree()
      tree.read(bytes)
      guard tree.root != nil else { return }
      if index % 2 == 1 {
        facts.title = tree.text(0, in: bytes)
        return
      }
      for member in tree.children(of: 0) {
        if let person = person(member, &tree, bytes) { facts.join(person) }
      }
    }, nested: "replies")

  /// Somebody by the address, else by the id, that the service gives them.
  private static func person(
    _ node: Int?, _ tree: inout JSONTree, _ bytes: Span<UInt8>
  ) -> Mailbox? {
    guard let node else { return nil }
    let name = tree.text("displayName", of: node, in: bytes)
    var address = ""
    for key in ["email", "userPrincipalName", "mail", "userId", "id"] as [StaticString]
    where address.isEmpty {
      address = tree.text(key, of: node, in: bytes)
    }
    if name.isEmpty, address.isEmpty { return nil }
    return Mailbox(name: name, address: "teams:\(address.isEmpty ? name : address)")
  }

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    let id = tree.text("id", in: bytes)
    if !id.isEmpty { message.id = id }
    let channel = tree.member("channelIdentity", in: bytes)
    var conversation = tree.text("chatId", in: bytes)
    if conversation.isEmpty { conversation = tree.text("channelId", of: channel, in: bytes) }
    let parent = tree.text("replyToId", in: bytes)
    if channel != nil, !conversation.isEmpty { conversation += "/\(parent.isEmpty ? id : parent)" }
    if !conversation.isEmpty { message.conversation = conversation }
    let from = tree.member("from", in: bytes)
    for key in ["user", "application", "device"] as [StaticString] where message.from.isEmpty {
      if let sender = person(tree.member(key, of: from, in: bytes), &tree, bytes) {
        message.from = [sender]
      }
    }
    message.to = facts.recipients(besides: message.from.first)
    message.readDate(tree.text("createdDateTime", in: bytes))
    if let subject = tree.string("subject", in: bytes) {
      message.subject = EncodedText(range: subject, encoding: .jsonString)
    }
    let body = tree.member("body", in: bytes)
    let isHTML = tree.text("contentType", of: body, in: bytes).lowercased() == "html"
    message.addText(
      json: tree.string("content", of: body, in: bytes), of: bytes, isHTML: isHTML)
    if let attachments = tree.member("attachments", in: bytes) {
      for attachment in tree.children(of: attachments) { add(attachment, &tree, bytes, &message) }
    }
  }

  /// A quoted message, a card, or a file kept elsewhere.
  private static func add(
    _ attachment: Int, _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ message: inout Message
  ) {
    let type = tree.text("contentType", of: attachment, in: bytes)
    let name = tree.text("name", of: attachment, in: bytes)
    guard let content = tree.string("content", of: attachment, in: bytes) else {
      if type != "messageReference" { message.addAttachment(name) }
      return
    }
    // The content is JSON in a string of JSON: its own strings are what people read.
    let start = message.composed.count
    message.composed.append(json: content, of: bytes) { text, output, map in
      var inner = JSONTree()
      inner.read(text)
      var strings: [Range<Int>] = []
      if inner.root != nil { collect(0, inner, text, into: &strings) }
      for range in strings {
        if !output.isEmpty, output.last != 0x0A {
          output.append(0x0A)
          map.append(output: 1, input: 0, from: range.lowerBound)
        }
        JSONString.decode(
          text.extracting(range), into: &output, map: &map, base: range.lowerBound)
      }
    }
    if type == "messageReference" {
      message.addQuotation(from: start)
    } else {
      message.addText(from: start)
      if !name.isEmpty { message.addAttachment(name) }
    }
  }

  private static func collect(
    _ node: Int, _ tree: JSONTree, _ bytes: Span<UInt8>, into strings: inout [Range<Int>]
  ) {
    for child in tree.children(of: node) {
      if let text = tree.string(child) {
        let key = tree.key(of: child, in: bytes)
        if ["text", "messagePreview", "title", "subtitle", "value", "altText"].contains(key) {
          strings.append(text)
        }
      } else if tree.isObject(child) || tree.isArray(child) {
        collect(child, tree, bytes, into: &strings)
      }
    }
  }
}
