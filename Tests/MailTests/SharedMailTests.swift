import Foundation
import Mail
import Native
import TestSupport
import Testing

/// Every message of the public suites and of the shared mail is parsed, whole and cut short.
@Suite struct SharedMailTests {
  /// What must hold of any parse, whatever the bytes; the first thing that does not.
  static func problem(of message: Message, length: Int) -> String? {
    var sections: Set<String> = []
    for (index, part) in message.parts.enumerated() {
      if part.body.lowerBound < 0 || part.body.upperBound > length { return "body out of bounds" }
      if !sections.insert(part.section).inserted { return "section \(part.section) twice" }
      if part.headers.upperBound > message.headers.count { return "headers out of bounds" }
      guard let parent = part.parent else {
        if index > 0 { return "two roots" }
        continue
      }
      guard parent < index, part.depth == message.parts[parent].depth + 1 else {
        return "section \(part.section) has the wrong depth or parent"
      }
      let outer = message.parts[parent].body
      if outer.lowerBound > part.body.lowerBound || part.body.upperBound > outer.upperBound {
        return "section \(part.section) at \(part.body) is outside of \(outer)"
      }
    }
    for field in message.headers
    where field.name.upperBound > field.value.lowerBound || field.value.upperBound > length {
      return "field out of bounds"
    }
    return message.parts.isEmpty ? "no parts" : nil
  }

  static func check(_ message: Message, length: Int, _ name: String) {
    let problem = problem(of: message, length: length)
    #expect(problem == nil, "\(name)")
  }

  @Test func everyMessageOfTheSuitesParses() throws {
    guard let shared = Repository.shared else { return print("no shared material: skipped") }
    var parser = MIMEParser()
    var message = Message()
    var count = 0
    let folder = shared.appending(path: "data/mime")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let url = files?.nextObject() as? URL {
      guard
        ["eml", "msg", "txt", "mbox", ""].contains(url.pathExtension) || url.pathExtension.count > 4
      else { continue }
      guard let data = try? Data(contentsOf: url), data.count < 4 << 20 else { continue }
      let bytes = [UInt8](data)
      for variant in [bytes, bytes.withLF, bytes.withCRLF, bytes.withLF.map { $0 == 10 ? 13 : $0 }]
      {
        parser.parse(variant.span, into: &message)
        Self.check(message, length: variant.count, url.lastPathComponent)
        for part in message.parts {
          var output: [UInt8] = []
          _ = TransferDecoding.decode(
            variant.span.extracting(part.body), as: part.encoding, into: &output)
          #expect(output.count <= part.body.count + 3)
        }
        count += 1
      }
      var generator = SeededGenerator(seed: UInt64(bytes.count))
      for _ in 0..<5 where !bytes.isEmpty {
        let cut = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
        parser.parse(cut.span, into: &message)
        Self.check(message, length: cut.count, url.lastPathComponent)
      }
    }
    print("parsed \(count) messages of the suites")
    #expect(count > 400)
  }

  /// Real mail keeps to the standards well enough that damage is rare in it.
  @Test(arguments: [
    ("enron-ucb-categories", 0), ("linux-mips-40MB", 40), ("modern-mime-40MB", 30),
    ("pipermail-10MB", 40), ("spamassassin-easy-ham-1", 30), ("spamassassin-hard-ham-1", 10),
    ("spamassassin-spam-2", 120), ("trec07p-ham-20MB", 40),
  ])
  func everyMessageOfTheSharedMailParses(_ name: String, _ mostDefects: Int) throws {
    guard let shared = Repository.shared else { return print("no shared material: skipped") }
    let file = shared.appending(path: "data/mail/\(name).mbox.xz")
    let folder = try ScratchFolder()
    guard try folder.run("sh", "-c", "xz -dc '\(file.path)' > mail") == 0 else {
      return print("skipped: no xz")
    }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder.path("mail"))))
    let mark = Array("\nFrom ".utf8)
    var parser = MIMEParser()
    var message = Message()
    var count = 0
    var defects: [Defect.Kind: Int] = [:]
    var start = 0
    while start < bytes.count {
      let end = bytes.span.firstOffset(of: mark.span, from: start).map { $0 + 1 } ?? bytes.count
      parser.parse(bytes.span.extracting(start..<end), into: &message)
      Self.check(message, length: end - start, "\(name) at \(start)")
      for defect in message.defects { defects[defect.kind, default: 0] += 1 }
      count += 1
      start = end
    }
    let total = defects.values.reduce(0, +)
    print(
      "\(name): \(count) messages, \(total) defects \(defects.map { "\($0.key): \($0.value)" })")
    #expect(total <= mostDefects)
  }

  // MARK: Expectations of others

  /// One message of a suite as its own parser saw it.
  private struct Expected: Decodable {
    struct Part: Decodable {
      var headers: [Header]
      var body: Body
    }
    struct Header: Decodable {
      var name: Name
      var value: Value
    }
    /// A field's name, or an object for one that the parser did not know.
    struct Name: Decodable {
      var text: String?
      init(from decoder: any Decoder) throws {
        text = try? decoder.singleValueContainer().decode(String.self)
      }
    }
    struct Value: Decodable {
      struct Addresses: Decodable {
        var list: [Address]?
        var group: [Group]?
        enum CodingKeys: String, CodingKey { case list = "List", group = "Group" }
      }
      struct Group: Decodable { var addresses: [Address] }
      struct Address: Decodable {
        var name: String?
        var address: String?
      }
      struct Kind: Decodable { var c_type: String, c_subtype: String? }
      var text: String?
      var address: Addresses?
      var contentType: Kind?
      enum CodingKeys: String, CodingKey {
        case text = "Text", address = "Address", contentType = "ContentType"
      }
      init(from decoder: any Decoder) throws {
        guard let keyed = try? decoder.container(keyedBy: CodingKeys.self) else { return }
        text = try? keyed.decode(String.self, forKey: .text)
        address = try? keyed.decode(Addresses.self, forKey: .address)
        contentType = try? keyed.decode(Kind.self, forKey: .contentType)
      }
    }
    struct Body: Decodable {
      var multipart: [Int]?
      var message: Expected?
      enum CodingKeys: String, CodingKey { case multipart = "Multipart", message = "Message" }
    }
    var parts: [Part]

    /// The tree of parts: containers with what they hold, and leaves.
    func shape(_ index: Int = 0) -> String {
      guard parts.indices.contains(index) else { return "?" }
      let body = parts[index].body
      if let children = body.multipart { return "[" + children.map { shape($0) }.joined() + "]" }
      return body.message.map { "(" + $0.shape() + ")" } ?? "."
    }

    func mailboxes(_ name: String) -> [String] {
      parts[0].headers.filter { $0.name.text == name }.flatMap { header -> [Value.Address] in
        (header.value.address?.list ?? [])
          + (header.value.address?.group ?? []).flatMap(\.addresses)
      }.map { "\($0.name ?? "") <\($0.address ?? "")>" }
    }
  }

  private static func shape(_ message: Message, _ index: Int = 0) -> String {
    let children = message.parts.indices.filter { message.parts[$0].parent == index }
    let inside = children.map { shape(message, $0) }.joined()
    switch message.parts[index].mediaType.type {
    case "multipart": return "[\(inside)]"
    case "message" where !children.isEmpty: return "(\(inside))"
    default: return "."
    }
  }

  /// Where the two parsers differ, it is on purpose: this one takes a part behind a closing delimiter,
  /// guesses boundaries, leaves encoded messages to the reader of texts, and joins unquoted commas.
  @Test func mostMessagesReadAsAnotherParserReadsThem() throws {
    guard let shared = Repository.shared else { return print("no shared material: skipped") }
    let root = shared.appending(path: "data/mime/stalwart-mail-parser/resources/eml")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var parser = MIMEParser()
    var message = Message()
    var charsets = CharsetDecoder()
    var total = 0
    var same = (shape: 0, from: 0, to: 0, subject: 0)
    while let url = files?.nextObject() as? URL {
      guard url.pathExtension == "eml",
        let json = try? Data(
          contentsOf: url.deletingPathExtension().appendingPathExtension("json")),
        let expected = try? JSONDecoder().decode(Expected.self, from: json)
      else { continue }
      let bytes = [UInt8](try Data(contentsOf: url))
      parser.parse(bytes.span, into: &message)
      total += 1
      func text(_ mailbox: Mailbox) -> String { "\(mailbox.name) <\(mailbox.address)>" }
      let name = "\(url.deletingLastPathComponent().lastPathComponent)/\(url.lastPathComponent)"
      func compare(_ field: String, _ mine: String, _ theirs: String) -> Int {
        if mine != theirs, ProcessInfo.processInfo.environment["VERBOSE"] != nil {
          print("\(name) \(field): \(mine.debugDescription) for \(theirs.debugDescription)")
        }
        return mine == theirs ? 1 : 0
      }
      same.shape += compare("shape", Self.shape(message), expected.shape())
      same.from += compare(
        "from", message.from.map(text).joined(separator: ", "),
        expected.mailboxes("from").joined(separator: ", "))
      same.to += compare(
        "to", message.to.map(text).joined(separator: ", "),
        expected.mailboxes("to").joined(separator: ", "))
      let subject = message.subject.map {
        HeaderText.string(bytes.span.extracting($0.range), with: &charsets)
      }
      let theirs = expected.parts[0].headers.first { $0.name.text == "subject" }?.value.text
      same.subject += compare("subject", subject ?? "", theirs ?? "")
    }
    print("of \(total) messages the same: \(same)")
    #expect(total > 90)
    #expect(same.shape >= total - 16 && same.from >= total - 8)
    #expect(same.to >= total - 8 && same.subject >= total - 8)
  }
}
