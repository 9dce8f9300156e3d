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
    Message-ID: <1@maplehollow.example>
    X-Gmail-Labels: =?utf-8?q?Bo=C3=AEte_de_r=C3=A9ception=2CNon_lus?=
    From: a@maplehollow.example
    Subject: one

    first

    From 2@xxx Mon Oct 16 02:29:30 +0000 2023
    X-GM-THRID: 17000001
    Message-ID:
     <2@maplehollow.example>
    X-Gmail-Labels: Sent,Opened,"Project, A",Chat
    From: b@maplehollow.example

    second

    """

  private func problems(
    counts: String, list: String = "<Root/>", isZipped: Bool = false
  ) throws -> [String] {
    let folder = try ScratchFolder()
    if isZipped {
      // As Vault hands it out: the mailboxes in zip files, the lists beside them.
      var zip = StoredZip()
      zip.add("a@maplehollow.example-x.mbox", Array(Self.mail.utf8))
      try folder.write(zip.bytes, to: "matter-1.zip")
    } else {
      try folder.write(Array(Self.mail.utf8), to: "matter-1.mbox")
    }
    try folder.write(Array(counts.utf8), to: "matter-results-count.csv")
    try folder.write(Array("<?xml version=\"1.0\"?>\(list)".utf8), to: "matter-metadata.xml")
    // Mail that is of no export.
    try folder.write(Array("Message-ID: <3@maplehollow.example>\n\nx\n".utf8), to: "other.eml")
    let whole = read(Portion.all, of: folder.path(""))
    #expect(whole.messages == 3)
    // However the mail is shared out, the last part tells it, and so does a scan that goes on in the middle.
    let parts = (1...3).map {
      read(
        Portion($0, of: 3, sizes: MailStore.sizes(of: [FilePath(folder.path(""))])),
        of: folder.path(""))
    }
    #expect(parts.map(\.messages).reduce(0, +) == 3)
    #expect(parts.flatMap(\.problems) == whole.problems)
    #expect(parts[0].problems.isEmpty)
    let later = Portion(start: StreamPosition(source: 2), end: nil)
    #expect(read(later, of: folder.path("")).problems == whole.problems)
    return whole.problems
  }

  private func read(_ portion: Portion, of path: String) -> (messages: Int, problems: [String]) {
    var stream = MessageStream(paths: [FilePath(path)], portion: portion)
    var problems: [String] = []
    var messages = 0
    while let item = stream.next() {
      switch item {
      case .batch(let batch): messages += batch.messages.count
      case .problem(let error): problems.append(error.reason)
      }
    }
    return (messages, problems)
  }

  private static let fitting = "Account,Message count\na@maplehollow.example,2\n"

  /// Entries of a list, by a tag or an attribute with the id.
  private func list(_ ids: [String], isTagged: Bool) -> String {
    let entries = ids.map {
      isTagged
        ? "<Document DocID='x-\($0)'><Tags><Tag TagName='Labels' TagValue='^INBOX'/>"
          + "<Tag TagName='Rfc822MessageId' TagDataType='Text' TagValue='&lt;\($0)&gt;'/></Tags></Document>"
        : "<Document DocID='\($0)-a@maplehollow.example'><Tags/></Document>"
    }
    return "<Root><Batch><Documents>\(entries.joined(separator: "\n"))</Documents></Batch></Root>"
  }

  @Test(arguments: [false, true])
  func messagesThatAreListedAndWereReadAreNoProblem(isZipped: Bool) throws {
    for list in [
      list(["1@maplehollow.example", "2@maplehollow.example"], isTagged: true),
      list(["1", "2"], isTagged: false),
      // Ids of a kind that the mail has not: counted alone.
      list(["aaa", "bbb"], isTagged: false),
    ] {
      #expect(try problems(counts: Self.fitting, list: list, isZipped: isZipped) == [])
    }
  }

  @Test(arguments: [false, true])
  func messagesThatAreListedAndWereNotReadAreNamed(isZipped: Bool) throws {
    let tagged = list(["1@maplehollow.example", "9@maplehollow.example"], isTagged: true)
    #expect(
      try problems(counts: Self.fitting, list: tagged, isZipped: isZipped) == [
        "the export lists 2 messages, of which 1 was not read: look for files that are missing (<9@maplehollow.example>)"
      ])
    let numbered = list(["1", "2", "7"], isTagged: false)
    #expect(
      try problems(counts: Self.fitting, list: numbered, isZipped: isZipped) == [
        "the export lists 3 messages, of which 1 was not read: look for files that are missing (7-a@maplehollow.example)"
      ])
    #expect(
      try problems(counts: Self.fitting, list: list(["a", "b", "c"], isTagged: false)) == [
        "the export has 3 messages by its own count, and 2 were read: look for files that are missing"
      ])
  }

  @Test func aListThatIsDamagedIsAProblem() throws {
    let whole = list(["1", "2"], isTagged: false)
    let problems = try problems(counts: Self.fitting, list: String(whole.dropLast(20)))
    #expect(problems.count == 1 && problems[0].contains("list of messages is damaged"))
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
