import Native

extension MailFormat {
  /// A conversation of Facebook Messenger.
  public static let messenger = MailFormat(
    .messenger, summary: "Facebook Messenger (message_1.json)",
    recognizes: { head, path in Messenger.recognizes(head) && !Messenger.isInstagram(path) },
    surroundings: { _, path, _ in Messenger.facts(of: path, .messenger) },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Messenger.plan)
    })
}

/// Conversations of Facebook Messenger and of Instagram, which share one format.
///
/// Their JSON is broken in a way of its own: every byte of UTF-8 is written as a character, so that `é` is
/// `\u00c3\u00a9`. Newer exports of encrypted chats are whole, and have other names for their members.
enum Messenger {
  static let plan = JSONPlan(
    messages: [["messages", "[]"]], facts: [["participants"], ["title"], ["threadName"]],
    learn: { index, _, bytes, facts in
      var tree = JSONTree()
      tree.read(bytes)
      guard tree.root != nil else { return }
      if index > 0 {
        facts.title = Mojibake.repaired(tree.text(0, in: bytes))
        return
      }
      for participant in tree.children(of: 0) {
        let name =
          tree.isObject(participant)
          ? tree.text("name", of: participant, in: bytes) : tree.text(participant, in: bytes)
        if !name.isEmpty { facts.join(facts.person(named: Mojibake.repaired(name))) }
      }
      // The title itself stands behind the messages.
      facts.title = facts.participants.prefix(4).map(\.name).joined(separator: ", ")
    })

  static func recognizes(_ head: Span<UInt8>) -> Bool {
    guard JSONTree.begins(head),
      head.contains("\"sender_name\"") || head.contains("\"senderName\""),
      let tree = JSONTree(head: head), let list = tree.member("messages", in: head),
      let first = tree.first(of: list)
    else { return false }
    return tree.member("sender_name", of: first, in: head) != nil
      || tree.member("senderName", of: first, in: head) != nil
  }

  static func isInstagram(_ path: FilePath) -> Bool {
    path.description.lowercased().contains("instagram")
  }

  static func facts(of path: FilePath, _ service: ChatService) -> ConversationFacts {
    var facts = ConversationFacts(service)
    // `inbox/jiri_1/message_2.json` goes on with `message_1.json`.
    let folder = path.folder.name.description
    facts.id = folder == "." ? path.name.description : folder
    return facts
  }

  static func read(
    _ tree: inout JSONTree, _ bytes: Span<UInt8>, _ facts: ConversationFacts,
    into message: inout Message
  ) {
    var name = Mojibake.repaired(tree.text("sender_name", in: bytes))
    if name.isEmpty { name = tree.text("senderName", in: bytes) }
    if !name.isEmpty {
      let sender = facts.person(named: name)
      message.from = [sender]
      message.to = facts.recipients(besides: sender)
    }
    if let time = tree.number("timestamp_ms", in: bytes) ?? tree.number("timestamp", in: bytes) {
      message.date = MessageDate(unix: time)
    }
    let start = message.composed.count
    for key in ["content", "text"] as [StaticString] {
      if let text = tree.string(key, in: bytes) { compose(text, bytes, start, into: &message) }
    }
    let share = tree.member("share", in: bytes)
    for key in ["share_text", "link"] as [StaticString] {
      if let text = tree.string(key, of: share, in: bytes) {
        compose(text, bytes, start, into: &message)
      }
    }
    message.addText(from: start)
    for key in ["photos", "videos", "files", "audio_files", "gifs", "media"] as [StaticString] {
      guard let list = tree.member(key, in: bytes) else { continue }
      for file in tree.children(of: list) {
        message.addAttachment(lastName(of: tree.text("uri", of: file, in: bytes)))
      }
    }
    if let sticker = tree.member("sticker", in: bytes) {
      message.addAttachment(lastName(of: tree.text("uri", of: sticker, in: bytes)))
    }
  }

  private static func lastName(of uri: String) -> String {
    uri.split(separator: "/").last.map(String.init) ?? ""
  }

  private static func compose(
    _ range: Range<Int>, _ bytes: Span<UInt8>, _ start: Int, into message: inout Message
  ) {
    message.composeLine(at: range.lowerBound, since: start)
    message.checkString(range, of: bytes)
    message.composed.append(json: range, of: bytes) { text, output, map in
      Mojibake.repair(text, into: &output, map: &map)
    }
  }
}

/// UTF-8 whose bytes were each written as a character.
enum Mojibake {
  /// Appends a text with its bytes put together again, if that is what is wrong with it; else as it is.
  static func repair(_ text: Span<UInt8>, into output: inout [UInt8], map: inout OffsetMap) {
    guard text.firstNonASCII() < text.count, let raw = rawBytes(of: text), raw.span.isValidUTF8
    else {
      output.append(text)
      map.appendCopy(text.count, from: 0)
      return
    }
    // Every byte past ASCII was a character of two bytes.
    var source = 0
    var offset = 0
    while offset < raw.count {
      let length = raw.span.utf8Step(at: offset).length
      for index in offset..<offset + length { output.append(raw[index]) }
      let taken = length == 1 ? 1 : 2 * length
      map.append(output: length, input: taken, from: source)
      source += taken
      offset += length
    }
  }

  /// The same of a name.
  static func repaired(_ text: String) -> String {
    var output: [UInt8] = []
    var map = OffsetMap()
    let bytes = Array(text.utf8)
    repair(bytes.span, into: &output, map: &map)
    return String(utf8: output.span)
  }

  /// The bytes that the characters stand for; nil when one of them is past U+00FF.
  private static func rawBytes(of text: Span<UInt8>) -> [UInt8]? {
    var raw: [UInt8] = []
    var offset = 0
    while offset < text.count {
      let step = text.utf8Step(at: offset)
      guard step.isValid, step.scalar <= 0xFF else { return nil }
      raw.append(UInt8(truncatingIfNeeded: step.scalar))
      offset += step.length
    }
    return raw
  }
}
