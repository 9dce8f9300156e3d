import Foundation
import Mail
import Native
import TestSupport
import Testing

/// Exports of Google Vault and Takeout: mail with labels, and counts that are compared with what was read.
@Suite struct VaultCountsTests {
  private static let mail = """
    From 1@xxx Mon Oct 16 01:29:30 +0000 2023
    X-GM-THRID: 17000001
    X-Gmail-Labels: =?utf-8?q?Bo=C3=AEte_de_r=C3=A9ception=2CNon_lus?=
    From: a@maplehollow.example
    Subject: one

    first

    From 2@xxx Mon Oct 16 02:29:30 +0000 2023
    X-GM-THRID: 17000001
    X-Gmail-Labels: Sent,Opened,"Project, A",Chat
    From: b@maplehollow.example

    second

    """

  private func problems(counts: String) throws -> [String] {
    let folder = try ScratchFolder()
    try folder.write(Array(Self.mail.utf8), to: "matter-1.mbox")
    try folder.write(Array(counts.utf8), to: "matter-results-count.csv")
    try folder.write(Array("<?xml version=\"1.0\"?><Root/>".utf8), to: "matter-metadata.xml")
    var stream = MessageStream(paths: [FilePath(folder.path(""))])
    var problems: [String] = []
    var messages = 0
    while let item = stream.next() {
      switch item {
      case .batch(let batch): messages += batch.messages.count
      case .problem(let error): problems.append(error.reason)
      }
    }
    #expect(messages == 2)
    return problems
  }

  @Test func countsThatFitAreNoProblem() throws {
    #expect(try problems(counts: "Account,Message count\na@maplehollow.example,2\n") == [])
  }

  @Test func messagesThatAreMissingAreAProblem() throws {
    let counts = "Account,Message count\na@maplehollow.example,2\nb@maplehollow.example,5\n"
    #expect(
      try problems(counts: counts) == [
        "the export has 7 messages by its own count, and 2 were read: look for files that are missing"
      ])
  }

  @Test func labelsAndThreadsAreKept() throws {
    let split = try messages(in: Self.mail)
    var parser = MessageParser()
    var message = Message()
    var labels: [[String]] = []
    for one in split {
      let bytes = Array(one.text.utf8)
      parser.parse(bytes.span, as: .mime, into: &message)
      labels.append(message.labels)
      #expect(message.conversation == "17000001")
    }
    #expect(
      labels == [["Boîte de réception", "Non lus"], ["Sent", "Opened", "Project, A", "Chat"]])
    #expect(message.channel == .chat)
  }
}
