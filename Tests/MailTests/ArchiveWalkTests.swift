import Foundation
import Native
import TestSupport
import Testing

@testable import Mail

/// Mail in archives, read in place.
@Suite struct ArchiveWalkTests {
  private let one = "From: a@b.example\nSubject: One\nMessage-ID: <1@b.example>\n\nHello\n"

  /// The sources with how many messages each has, and the problems.
  private func lines(of path: String, limits: Limits = Limits()) -> [String] {
    var stream = MessageStream(paths: [FilePath(path)], limits: limits)
    var lines: [String] = []
    while let item = stream.next() {
      switch item {
      case .batch(let batch):
        lines.append("\(short(batch.source, path)) \(batch.messages.count)")
      case .problem(let problem):
        lines.append("! \(short(problem.path.description, path)): \(problem.reason)")
      }
    }
    return lines
  }

  private func short(_ source: String, _ path: String) -> String {
    source.replacing(path, with: String(path.split(separator: "/").last ?? ""))
  }

  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(Array(MboxTests.two.utf8), to: "export/Inbox/all.mbox")
    try folder.write(Array(one.utf8), to: "export/1.eml")
    try folder.write(Array(JSONLinesTests.lines.utf8), to: "export/chat.jsonl")
    try folder.write([0xFF, 0xD8, 0xFF, 0], to: "export/photo.jpg")
    try folder.write([0], to: "export/.hidden")
    return folder
  }

  @Test(arguments: [
    ("cf", "mail.tar"), ("czf", "mail.tar.gz"), ("cJf", "mail.tar.xz"), ("cjf", "mail.tar.bz2"),
  ])
  func mailInATarIsReadInPlace(flag: String, name: String) throws {
    let folder = try folder()
    #expect(
      try folder.run(
        "tar", flag, name, "export/1.eml", "export/Inbox", "export/chat.jsonl", "export/photo.jpg",
        "export/.hidden") == 0)
    #expect(
      lines(of: folder.path(name)) == [
        "\(name)/export/1.eml 1", "\(name)/export/Inbox/all.mbox 2", "\(name)/export/chat.jsonl 4",
        "! \(name)/export/photo.jpg: no known mail format (binary data)",
      ])
  }

  @Test func aCompressedMailboxKeepsItsName() throws {
    let folder = try folder()
    #expect(try folder.run("gzip", "export/Inbox/all.mbox") == 0)
    #expect(lines(of: folder.path("export/Inbox/all.mbox.gz")) == ["all.mbox.gz 2"])
  }

  @Test func archivesInArchivesAreRead() throws {
    let folder = try folder()
    #expect(try folder.run("tar", "czf", "inner.tgz", "export/Inbox") == 0)
    #expect(try folder.run("tar", "cf", "outer.tar", "inner.tgz", "export/1.eml") == 0)
    #expect(
      lines(of: folder.path("outer.tar")) == [
        "outer.tar/inner.tgz/export/Inbox/all.mbox 2", "outer.tar/export/1.eml 1",
      ])
    var limits = Limits()
    limits.fileDepth = 1
    #expect(
      lines(of: folder.path("outer.tar"), limits: limits) == [
        "! outer.tar/inner.tgz: damaged archive: archives in archives are read 1 deep",
        "outer.tar/export/1.eml 1",
      ])
  }

  @Test func aCutArchiveGivesWhatItHasAndSaysSo() throws {
    let folder = try folder()
    let many = (0..<5_000).map {
      "From a Mon Jan  1 00:00:00 2024\nSubject: \($0 &* 7919)\n\nx\($0)\n\n"
    }
    try folder.write(Array(many.joined().utf8), to: "all.mbox")
    #expect(try folder.run("gzip", "all.mbox") == 0)
    let size = try Data(contentsOf: folder.url.appending(path: "all.mbox.gz")).count
    #expect(try folder.run("truncate", "-s", "\(size / 2)", "all.mbox.gz") == 0)
    var stream = MessageStream(paths: [FilePath(folder.path("all.mbox.gz"))])
    var slices: [MessageSlice] = []
    var problems: [SourceError] = []
    while let item = stream.next() {
      switch item {
      case .batch(let batch): slices += batch.messages
      case .problem(let problem): problems.append(problem)
      }
    }
    #expect(slices.count > 1_000 && slices.count < 5_000)
    #expect(problems.count == 1)
    #expect(problems.first?.reason.hasPrefix("damaged archive: ") == true)
  }

  @Test func encryptedEntriesAreNamed() throws {
    let path = Repository.fixture("attachments/encrypted.zip").path
    #expect(
      lines(of: path) == [
        "! encrypted.zip/note.txt: encrypted: unpack it with its password first"
      ])
  }

  /// A day of Slack whose list of people comes after it, as it may in an archive.
  private var slack: StoredZip {
    var zip = StoredZip()
    zip.add(
      "general/2026-03-04.json",
      Array(#"[{"type":"message","user":"U1","ts":"1772632800.1","text":"hi"}]"#.utf8))
    zip.add("users.json", Array(#"[{"id":"U1","name":"r.vance","real_name":"Rae Vance"}]"#.utf8))
    return zip
  }

  /// The senders of all messages, and the problems.
  private func senders(of path: String, limits: Limits = Limits()) -> [String] {
    var stream = MessageStream(paths: [FilePath(path)], limits: limits)
    var parser = MessageParser()
    var message = Message()
    var senders: [String] = []
    while let item = stream.next() {
      switch item {
      case .batch(let batch):
        for slice in batch.messages {
          parser.parse(
            batch.bytes.span.extracting(slice.range), as: slice.syntax, into: &message)
          let sender = message.from.first
          senders.append(sender.map { $0.name.isEmpty ? $0.address : $0.name } ?? "nobody")
        }
      case .problem(let problem): senders.append("! \(problem.reason)")
      }
    }
    return senders
  }

  @Test func listsBehindTheMessagesAreFound() throws {
    let folder = try ScratchFolder()
    try folder.write(slack.bytes, to: "slack.zip")
    #expect(senders(of: folder.path("slack.zip")) == ["Rae Vance"])
    var outer = StoredZip()
    outer.add("exports/slack.zip", slack.bytes)
    outer.add("users.json", Array(#"[{"id":"U1","real_name":"Somebody Else"}]"#.utf8))
    try folder.write(outer.bytes, to: "outer.zip")
    #expect(senders(of: folder.path("outer.zip")) == ["Rae Vance"])
    // A compressed day has its list where it stands.
    try folder.write(Array(slack.bytes), to: "x/slack.zip")
    #expect(try folder.run("tar", "czf", "outer.tgz", "x/slack.zip") == 0)
    #expect(senders(of: folder.path("outer.tgz")) == ["Rae Vance"])
  }

  @Test func aCompressedDayHasItsListBesideIt() throws {
    let folder = try ScratchFolder()
    try folder.write(
      Array(#"[{"type":"message","user":"U1","ts":"1772632800.1","text":"hi"}]"#.utf8),
      to: "slack/general/2026-03-04.json")
    try folder.write(
      Array(#"[{"id":"U1","name":"r.vance","real_name":"Rae Vance"}]"#.utf8), to: "slack/users.json"
    )
    #expect(try folder.run("gzip", "slack/general/2026-03-04.json") == 0)
    #expect(senders(of: folder.path("slack")) == ["Rae Vance"])
    #expect(try folder.run("tar", "cf", "all.tar", "slack") == 0)
    #expect(senders(of: folder.path("all.tar")) == ["Rae Vance"])
  }

  @Test func listsThatAreTooLongAreTold() throws {
    let folder = try ScratchFolder()
    try folder.write(slack.bytes, to: "slack.zip")
    var limits = Limits()
    limits.listBytes = 20
    let found = senders(of: folder.path("slack.zip"), limits: limits)
    #expect(
      found == [
        "slack:U1",
        "! its lists of people are longer than 20 bytes, and people have their ids for names: unpack it",
      ])
    // Where no message asks for a list, none is missed.
    var zip = StoredZip()
    zip.add("1.eml", Array(one.utf8))
    zip.add("users.json", Array(#"[{"id":"U1","real_name":"Rae Vance"}]"#.utf8))
    try folder.write(zip.bytes, to: "mail.zip")
    #expect(senders(of: folder.path("mail.zip"), limits: limits) == ["a@b.example"])
  }

  @Test func anExpandingArchiveEnds() throws {
    let folder = try ScratchFolder()
    let line = "From a Mon Jan  1 00:00:00 2024\n\n\n"
    try folder.write(Array(String(repeating: line, count: 200_000).utf8), to: "all.mbox")
    #expect(try folder.run("gzip", "all.mbox") == 0)
    var limits = Limits()
    limits.freeInputBytes = 1 << 20
    limits.unpackedRatio = 10
    let found = lines(of: folder.path("all.mbox.gz"), limits: limits)
    #expect(found.last?.contains("bytes of archive hold more than") == true)
    #expect(found.count > 1)
  }
}
