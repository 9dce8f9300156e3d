import Native

extension MailFormat {
  /// A conversation or voicemail of Google Voice.
  public static let googleVoice = MailFormat(
    .googleVoice, summary: "Google Voice of a Takeout (HTML)",
    recognizes: { head, _ in
      MarkupTag.begins(head)
        && (head.contains("hChatLog")
          || (head.contains("class=\"haudio\"") && head.contains("class=\"tel\"")))
    },
    surroundings: { head, path, _ in GoogleVoice.facts(head, path) },
    split: { bytes, isFinal, state in
      PageSplit.split(
        bytes, isFinal: isFinal, state: &state,
        marks: ["<div class=\"message\"", "<div class=\"haudio\""])
    })
}

/// Pages of Google Voice: texts as a log of chats, calls and voicemail with what was understood of it.
enum GoogleVoice {
  /// The conversation is in the page's title, and in the file's name: `Alex Example - Text - 2020-01-01T00_00_00Z.html`.
  static func facts(_ head: Span<UInt8>, _ path: FilePath) -> ConversationFacts {
    var facts = ConversationFacts(.googleVoice)
    let name = path.name.description
    facts.id = name.hasSuffix(".html") ? String(name.dropLast(5)) : name
    if let title = head.content(after: "<title", upTo: "</title>") {
      facts.title = head.plainText(title)
    }
    facts.owner = Mailbox(name: "", address: "voice:owner")
    // Everybody whose number stands in the page's beginning.
    var offset = 0
    while let person = person(in: head, from: &offset) {
      if !isOwner(person) { facts.join(person) }
    }
    return facts
  }

  private static func isOwner(_ person: Mailbox) -> Bool { person.name == "Me" }

  /// The next person at or after `offset`: `<a class="tel" href="tel:+1201…"><span class="fn">Alex</span></a>`.
  private static func person(in bytes: Span<UInt8>, from offset: inout Int) -> Mailbox? {
    let mark = Array("class=\"tel\"".utf8)
    guard let found = bytes.firstOffset(of: mark.span, from: min(offset, bytes.count)) else {
      return nil
    }
    var open = found
    while open > 0, bytes[open] != UInt8(ascii: "<") { open -= 1 }
    guard let tag = MarkupTag(in: bytes, at: open) else { return nil }
    // Where the page is damaged the tag may end before the mark.
    offset = max(tag.end, found + mark.count)
    var number = ""
    if let link = tag.range(of: "href", in: bytes),
      bytes.hasPrefix(ignoringCase: "tel:", at: link.lowerBound)
    {
      number = bytes.plainText(link.lowerBound + 4..<link.upperBound)
    }
    let end = bytes.firstOffset(of: "</a>", from: offset) ?? bytes.count
    let name = bytes.plainText(offset..<end)
    return Mailbox(
      name: name == number ? "" : name, address: number.isEmpty ? "voice:\(name)" : number)
  }

  static func read(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    let owner = facts.owner ?? Mailbox(address: "voice:owner")
    var offset = 0
    let sender = person(in: bytes, from: &offset)
    if let sender, !isOwner(sender) {
      message.from = [sender]
      message.to = [owner] + facts.recipients(besides: sender)
    } else if sender != nil {
      // Of what the owner wrote the number is their own.
      message.from = [
        Mailbox(name: "Me", address: owner.address)
      ]
      message.to = facts.participants
    }
    for mark in ["class=\"dt\"", "class=\"published\""] as [StaticString] where message.date == nil
    {
      let wanted = Array(mark.description.utf8)
      guard let found = bytes.firstOffset(of: wanted.span) else { continue }
      var open = found
      while open > 0, bytes[open] != UInt8(ascii: "<") { open -= 1 }
      guard let tag = MarkupTag(in: bytes, at: open), let title = tag.range(of: "title", in: bytes)
      else { continue }
      message.readDate(bytes.plainText(title))
    }
    if let text = bytes.content(after: "<q", upTo: "</q>")
      ?? bytes.content(after: "<span class=\"full-text\"", upTo: "</span>")
    {
      message.addText(text, as: .identity, isHTML: true)
    }
    for mark in ["<img", "<audio", "<video"] as [StaticString] where bytes.contains(mark) {
      message.addAttachment(String(mark.description.dropFirst()))
    }
    if message.from.isEmpty, message.parts.isEmpty {
      message.defects.append(
        Defect(.damagedMessage, detail: "nothing of a message is known in it, byte 0"))
    }
  }
}
