import Native

extension MailFormat {
  /// One conversation of Telegram, or all of an account.
  public static let telegram = MailFormat(
    .telegram, summary: "Telegram Desktop's export (result.json)",
    recognizes: { head, _ in Telegram.recognizes(head) },
    surroundings: { _, path, _ in
      var facts = ConversationFacts(.telegram)
      facts.id = path.folder.name.description
      return facts
    },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Telegram.plan)
    })
}

/// `result.json` of Telegram Desktop: one chat, or the chats of an account in `chats.list`.
enum Telegram {
  private static let lists = [["chats", "list", "[]"], ["left_chats", "list", "[]"], []]

  static let plan = JSONPlan(
    messages: lists.map { $0 + ["messages", "[]"] },
    facts: lists.flatMap { list in ["name", "type", "id"].map { list + [$0] } }
      + [["personal_information"]],
    learn: { index, path, bytes, facts in
      var tree = JSONTree()
      tree.read(bytes)
      guard tree.root != nil else { return }
      switch path.last {
      case "name":
        facts.title = tree.text(0, in: bytes)
        facts.participants = []
      case "type" where tree.text(0, in: bytes) == "personal_chat":
        facts.join(Mailbox(name: facts.title, address: ""))
      case "id":
        facts.id = tree.text(0, in: bytes)
        // A chat between two has the id of the other.
        if facts.participants.count == 1 {
          facts.participants[0].address = "telegram:user\(facts.id)"
        }
      case "personal_information":
        let name = tree.text("first_name", in: bytes) + " " + tree.text("last_name", in: bytes)
        let id = tree.text("user_id", in: bytes)
        facts.owner = Mailbox(name: name.trimmingSpaces, address: "telegram:user\(id)")
      default: break
      }
    })

  static func recognizes(_ head: Span<UInt8>) -> Bool {
    guard JSONTree.begins(head), head.contains("\"messages\""), let tree = JSONTree(head: head)
    else { return false }
    var chats = [0]
    for name in ["chats", "left_chats"] as [StaticString] {
      if let list = tree.member("list", of: tree.member(name, in: head), in: head) {
        chats += tree.children(of: list).prefix(3)
      }
    }
    for chat in chats {
      guard let messages = tree.member("messages", of: chat, in: head),
        let first = tree.first(of: messages), tree.isObject(first)
      else { continue }
      let dates = ["date_unixtime", "from_id", "actor", "date"] as [StaticString]
      var isDated = false
      for name in dates where tree.member(name, of: first, in: head) != nil { isDated = true }
      if isDated, tree.member("text", of: first, in: head) != nil,
        tree.member("type", of: first, in: head) != nil
      {
        return true
      }
    }
    return false
  }

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    let id = tree.text("id", in: bytes)
    if !id.isEmpty { message.id = facts.id.isEmpty ? id : "\(facts.id)/\(id)" }
    var name = tree.text("from", in: bytes)
    if name.isEmpty { name = tree.text("actor", in: bytes) }
    var handle = tree.text("from_id", in: bytes)
    if handle.isEmpty { handle = tree.text("actor_id", in: bytes) }
    if !name.isEmpty || !handle.isEmpty {
      if handle.first?.isNumber == true { handle = "user\(handle)" }
      let sender = Mailbox(name: name, address: "telegram:\(handle.isEmpty ? name : handle)")
      message.from = [sender]
      message.to = facts.recipients(besides: sender)
      if message.to.isEmpty, !facts.participants.isEmpty {
        message.to = [facts.owner ?? Mailbox(name: "", address: "telegram:owner")]
      } else if message.to.isEmpty {
        message.to = [Mailbox(name: facts.title, address: "telegram:\(facts.id)")]
      }
    }
    readDate(&tree, bytes, into: &message)
    let start = message.composed.count
    composeText(tree.member("text", in: bytes), tree, bytes, start, into: &message)
    if let poll = tree.member("poll", in: bytes) {
      var lines = [tree.string("question", of: poll, in: bytes)]
      if let answers = tree.member("answers", of: poll, in: bytes) {
        for answer in tree.children(of: answers) {
          lines.append(tree.string("text", of: answer, in: bytes))
        }
      }
      for text in lines {
        guard let text else { continue }
        message.composeLine(at: text.lowerBound, since: start)
        message.compose(json: text, of: bytes)
      }
    }
    let contact = tree.member("contact_information", in: bytes)
    for key in ["first_name", "last_name", "phone_number"] as [StaticString] {
      if let text = tree.string(key, of: contact, in: bytes) {
        message.composeLine(at: text.lowerBound, since: start)
        message.compose(json: text, of: bytes)
      }
    }
    if let title = tree.string("title", in: bytes) {
      message.composeLine(at: title.lowerBound, since: start)
      message.compose(json: title, of: bytes)
    }
    message.addText(from: start)
    for key in ["photo", "file"] as [StaticString] {
      guard tree.string(key, in: bytes) != nil else { continue }
      let name = tree.text("file_name", in: bytes)
      message.addAttachment(name.isEmpty ? tree.text(key, in: bytes) : name)
    }
  }

  /// The moment, and the zone: the export has the time in both.
  private static func readDate(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, into message: inout Message
  ) {
    let written = tree.text("date", in: bytes)
    var date = MessageDate(iso8601: written)
    // Without a zone it is the computer's on which the export was made.
    if !written.hasSuffix("Z"), !written.dropFirst(10).contains("+"),
      !written.dropFirst(10).contains("-")
    {
      date?.isLocal = true
    }
    guard let moment = tree.number("date_unixtime", in: bytes) else {
      message.date = date
      if date == nil {
        message.defects.append(
          Defect(.malformedHeader, detail: "date is not ISO 8601: \(written.prefix(40))"))
      }
      return
    }
    var result = MessageDate(unix: moment)
    if let date, date.isLocal, abs(date.seconds - moment) <= 14 * 3600,
      (date.seconds - moment) % 900 == 0
    {
      result.offsetMinutes = Int(date.seconds - moment) / 60
    }
    message.date = result
  }

  /// A text, or the pieces of a formatted one: strings, and objects with a text.
  private static func composeText(
    _ node: Int?, _ tree: JSONTree, _ bytes: Span<UInt8>, _ start: Int, into message: inout Message
  ) {
    guard let node else { return }
    if let text = tree.string(node) {
      message.compose(json: text, of: bytes)
      return
    }
    guard tree.isArray(node) else { return }
    for piece in tree.children(of: node) {
      if let text = tree.string(piece) ?? tree.string("text", of: piece, in: bytes) {
        message.compose(json: text, of: bytes)
      }
      if let link = tree.string("href", of: piece, in: bytes) {
        message.composed.append(" ", at: link.lowerBound)
        message.compose(json: link, of: bytes)
      }
    }
  }
}
