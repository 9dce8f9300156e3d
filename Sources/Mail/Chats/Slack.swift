import Native

extension MailFormat {
  /// A day of a channel of Slack.
  public static let slack = MailFormat(
    .slack, summary: "a day of a Slack channel (names from users.json beside it)",
    recognizes: { head, _ in
      guard JSONTree.begins(head), head.contains("\"ts\""), let tree = JSONTree(head: head),
        let first = tree.first(of: 0),
        tree.isArray(0)
      else {
        return false
      }
      return tree.member("ts", of: first, in: head) != nil
        && (tree.member("text", of: first, in: head) != nil
          || tree.member("subtype", of: first, in: head) != nil
          || tree.member("blocks", of: first, in: head) != nil)
    },
    surroundings: { _, path, neighbours in Slack.facts(of: path, &neighbours) },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Slack.plan)
    })
}

/// Exports of Slack: a folder for each channel, a file for each day, and lists of people and channels beside them.
enum Slack {
  static let plan = JSONPlan(messages: [["[]"]])

  // MARK: Around the messages

  static func facts(of path: FilePath, _ neighbours: inout Neighbours) -> ConversationFacts {
    let channel = path.folder
    let workspace = channel.folder
    var facts = neighbours.facts(of: .slack, in: workspace) { readLists(of: workspace, $0) }
    let name = channel.name.description
    facts.id = name
    facts.title = name
    let members = facts.people["#\(name)"]?.mailbox.name ?? ""
    for member in members.split(separator: "\n") {
      if let person = facts.people[String(member)] { facts.join(person.mailbox) }
    }
    if facts.people["#\(name)"]?.mailbox.address == "channel" {
      facts.title = "#\(name)"
    } else if !facts.participants.isEmpty {
      // A folder of direct messages has an id for a name.
      facts.title = facts.participants.map { $0.name.isEmpty ? $0.address : $0.name }
        .joined(separator: ", ")
    }
    return facts
  }

  private static func readLists(of workspace: FilePath, _ neighbours: Neighbours)
    -> ConversationFacts
  {
    var facts = ConversationFacts(.slack)
    var zones: [String: ZoneRules] = [:]
    for name in ["users.json", "org_users.json"] as [FilePath] {
      guard let bytes = neighbours.contents(of: workspace.appending(name)) else { continue }
      readUsers(bytes.span, &zones, into: &facts)
    }
    for name in ["channels.json", "groups.json", "dms.json", "mpims.json"] as [FilePath] {
      guard let bytes = neighbours.contents(of: workspace.appending(name)) else { continue }
      let isNamed = name == "channels.json" || name == "groups.json"
      readChannels(bytes.span, isNamed: isNamed, into: &facts)
    }
    return facts
  }

  private static func readUsers(
    _ bytes: Span<UInt8>, _ zones: inout [String: ZoneRules], into facts: inout ConversationFacts
  ) {
    var tree = JSONTree()
    tree.read(bytes)
    guard tree.root != nil else { return }
    for user in tree.children(of: 0) {
      let id = tree.text("id", of: user, in: bytes)
      guard !id.isEmpty else { continue }
      let person = person(user, &tree, bytes)
      let zoneName = tree.text("tz", of: user, in: bytes)
      if zones[zoneName] == nil, !zoneName.isEmpty { zones[zoneName] = ZoneRules(name: zoneName) }
      facts.people[id] = ChatPerson(person, zone: zones[zoneName])
    }
  }

  /// Somebody of the list of users, or of a message's own `user_profile`.
  private static func person(_ user: Int, _ tree: inout JSONTree, _ bytes: Span<UInt8>) -> Mailbox {
    let profile = tree.member("profile", of: user, in: bytes)
    let handle = tree.text("name", of: user, in: bytes)
    var name = ""
    for key in ["real_name", "display_name"] as [StaticString] where name.isEmpty {
      name = tree.text(key, of: profile, in: bytes)
      if name.isEmpty { name = tree.text(key, of: user, in: bytes) }
    }
    let mail = tree.text("email", of: profile, in: bytes)
    return Mailbox(
      name: name.isEmpty ? handle : name, address: mail.isEmpty ? "slack:\(handle)" : mail)
  }

  /// Keeps the members of a channel under its name: ids, one a line.
  private static func readChannels(
    _ bytes: Span<UInt8>, isNamed: Bool, into facts: inout ConversationFacts
  ) {
    var tree = JSONTree()
    tree.read(bytes)
    guard tree.root != nil else { return }
    for channel in tree.children(of: 0) {
      let id = tree.text("id", of: channel, in: bytes)
      let name = tree.text("name", of: channel, in: bytes)
      var members: [String] = []
      if let list = tree.member("members", of: channel, in: bytes) {
        for member in tree.children(of: list).prefix(ConversationFacts.mostRecipients + 1) {
          members.append(tree.text(member, in: bytes))
        }
      }
      let entry = ChatPerson(
        Mailbox(name: members.joined(separator: "\n"), address: isNamed ? "channel" : ""))
      if !id.isEmpty { facts.people["#\(id)"] = entry }
      if !name.isEmpty { facts.people["#\(name)"] = entry }
    }
  }

  // MARK: Messages

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    let id = tree.text("ts", in: bytes)
    if !id.isEmpty { message.id = facts.id.isEmpty ? id : "\(facts.id)/\(id)" }
    let thread = tree.text("thread_ts", in: bytes)
    if !thread.isEmpty { message.conversation = "\(facts.id)/\(thread)" }
    let sender = sender(&tree, bytes, facts)
    if let sender { message.from = [sender.mailbox] }
    message.to = facts.recipients(besides: sender?.mailbox)
    if let seconds = Int64(id.prefix { $0 != "." }), seconds > 0 {
      message.date = MessageDate(unix: seconds, zone: sender?.zone)
    } else {
      message.defects.append(Defect(.malformedHeader, detail: "ts is no time: \(id.prefix(40))"))
    }
    let start = message.composed.count
    if let text = tree.string("text", in: bytes) {
      compose(text, bytes, facts, into: &message)
    } else if let blocks = tree.member("blocks", in: bytes) {
      composeBlocks(blocks, tree, bytes, facts, since: start, into: &message)
    }
    addAttachments(&tree, bytes, facts, since: start, into: &message)
    message.addText(from: start)
    addFiles(&tree, bytes, into: &message)
  }

  private static func sender(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts
  ) -> ChatPerson? {
    let user = tree.text("user", in: bytes)
    if let known = facts.people[user] { return known }
    if let profile = tree.member("user_profile", in: bytes) {
      return ChatPerson(person(profile, &tree, bytes))
    }
    let name = tree.text("username", in: bytes)
    let bot = tree.text("bot_id", in: bytes)
    let handle = user.isEmpty ? bot : user
    if handle.isEmpty, name.isEmpty { return nil }
    return ChatPerson(
      Mailbox(name: name, address: "slack:\(handle.isEmpty ? name : handle)"))
  }

  private static func compose(
    _ range: Range<Int>, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    message.checkString(range, of: bytes)
    message.composed.append(json: range, of: bytes) { text, output, map in
      SlackMarkup.decode(text, people: facts.people, into: &output, map: &map)
    }
  }

  /// Every text of the blocks of a message that has no plain text.
  private static func composeBlocks(
    _ node: Int, _ tree: JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    since start: Int,
    into message: inout Message
  ) {
    for child in tree.children(of: node) {
      if let text = tree.string(child), tree.key(of: child, in: bytes) == "text" {
        message.composeLine(at: text.lowerBound, since: start)
        compose(text, bytes, facts, into: &message)
      } else if tree.isObject(child) || tree.isArray(child) {
        composeBlocks(child, tree, bytes, facts, since: start, into: &message)
      }
    }
  }

  /// What a link or a program added to the message.
  private static func addAttachments(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts, since start: Int,
    into message: inout Message
  ) {
    guard let list = tree.member("attachments", in: bytes) else { return }
    for attachment in tree.children(of: list) {
      var hasText = false
      for key in ["pretext", "author_name", "title", "text", "footer"] as [StaticString] {
        guard let text = tree.string(key, of: attachment, in: bytes) else { continue }
        hasText = true
        message.composeLine(at: text.lowerBound, since: start)
        compose(text, bytes, facts, into: &message)
      }
      if let fields = tree.member("fields", of: attachment, in: bytes) {
        for field in tree.children(of: fields) {
          for key in ["title", "value"] as [StaticString] {
            guard let text = tree.string(key, of: field, in: bytes) else { continue }
            hasText = true
            message.composeLine(at: text.lowerBound, since: start)
            compose(text, bytes, facts, into: &message)
          }
        }
      }
      // The fallback says what the others say, for clients that cannot show them.
      if !hasText, let text = tree.string("fallback", of: attachment, in: bytes) {
        message.composeLine(at: text.lowerBound, since: start)
        compose(text, bytes, facts, into: &message)
      }
    }
  }

  private static func addFiles(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, into message: inout Message
  ) {
    var files: [Int] = []
    if let list = tree.member("files", in: bytes) { files = tree.children(of: list) }
    if let single = tree.member("file", in: bytes), tree.isObject(single) { files.append(single) }
    for file in files {
      let title = tree.text("title", of: file, in: bytes)
      let name = tree.text("name", of: file, in: bytes)
      message.addAttachment(name.isEmpty ? title : name)
      let start = message.composed.count
      // Some of a snippet's text comes with it; a comment on the file is a message of its own kind.
      for key in ["plain_text", "preview"] as [StaticString] {
        if let text = tree.string(key, of: file, in: bytes) {
          message.compose(json: text, of: bytes)
          break
        }
      }
      message.addText(from: start)
    }
    let start = message.composed.count
    if let comment = tree.string(
      "comment", of: tree.member("comment", in: bytes), in: bytes)
    {
      message.compose(json: comment, of: bytes)
    }
    message.addText(from: start)
  }
}

/// The codes in Slack's texts: `<@U123>`, `<#C123|general>`, `<https://…|label>`, `&amp;`.
enum SlackMarkup {
  /// Appends what a person would read of a decoded text.
  static func decode(
    _ text: Span<UInt8>, people: [String: ChatPerson], into output: inout [UInt8],
    map: inout OffsetMap
  ) {
    var offset = 0
    var plain = 0
    while offset < text.count {
      let byte = text[offset]
      guard byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") else {
        offset += 1
        continue
      }
      output.append(text, in: plain..<offset)
      map.appendCopy(offset - plain, from: plain)
      if byte == UInt8(ascii: "&"),
        let reference = CharacterReference(in: text, at: offset, end: text.count)
      {
        map.append(
          output: output.appendUTF8(reference.scalar), input: reference.length, from: offset)
        offset += reference.length
      } else if byte == UInt8(ascii: "<"),
        let end = text.firstOffset(
          of: UInt8(ascii: ">"), from: offset, to: min(text.count, offset + 4_096))
      {
        write(text, offset + 1..<end, people, into: &output, map: &map)
        offset = end + 1
      } else {
        output.append(byte)
        map.appendCopy(1, from: offset)
        offset += 1
      }
      plain = offset
    }
    output.append(text, in: plain..<text.count)
    map.appendCopy(text.count - plain, from: plain)
  }

  /// Writes what stands between `<` and `>`.
  private static func write(
    _ text: Span<UInt8>, _ range: Range<Int>, _ people: [String: ChatPerson],
    into output: inout [UInt8], map: inout OffsetMap
  ) {
    guard !range.isEmpty else { return }
    let bar = text.firstOffset(of: UInt8(ascii: "|"), from: range.lowerBound, to: range.upperBound)
    let target = range.lowerBound..<(bar ?? range.upperBound)
    let label = bar.map { $0 + 1..<range.upperBound } ?? 0..<0
    switch text[range.lowerBound] {
    case UInt8(ascii: "@"):
      let id = String(utf8: text.extracting(target.lowerBound + 1..<target.upperBound))
      var name = people[id]?.mailbox.name ?? ""
      if name.isEmpty { name = label.isEmpty ? id : String(utf8: text.extracting(label)) }
      let shown = Array("@\(name)".utf8)
      output += shown
      map.append(output: shown.count, input: range.count + 2, from: range.lowerBound - 1)
    case UInt8(ascii: "#"), UInt8(ascii: "!"):
      let shown = label.isEmpty ? target.lowerBound + 1..<target.upperBound : label
      guard !shown.isEmpty else { return }
      output.append(
        text[range.lowerBound] == UInt8(ascii: "#") ? UInt8(ascii: "#") : UInt8(ascii: "@"))
      map.appendCopy(1, from: range.lowerBound)
      output.append(text, in: shown)
      map.appendCopy(shown.count, from: shown.lowerBound)
    default:
      if !label.isEmpty {
        output.append(text, in: label)
        map.appendCopy(label.count, from: label.lowerBound)
        // `mailto:` and the like say again what the label says.
        let address = text.extracting(target)
        if address.firstOffset(of: text.extracting(label)) != nil { return }
        output.append(UInt8(ascii: " "))
        map.append(output: 1, input: 0, from: label.upperBound)
      }
      output.append(text, in: target)
      map.appendCopy(target.count, from: target.lowerBound)
    }
  }
}
