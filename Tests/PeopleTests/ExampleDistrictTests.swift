import Foundation
import Mail
import Native
import People
import TestSupport
import Testing

/// The sample district of `Examples/`: what a newcomer runs first must load without a word.
@Suite struct ExampleDistrictTests {
  private static let folder = Repository.root.appending(path: "Examples")

  private static func load() throws -> District.Loaded {
    try District.load(profile: "district.profile") { path in
      [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }
  }

  @Test func loadsWithoutDiagnostics() throws {
    let loaded = try Self.load()
    #expect(loaded.diagnostics.map(\.rendered) == [])
    let district = loaded.district
    #expect(district.profile.name == "Maple Hollow Public Schools")
    func count(_ role: Role) -> Int { district.roster.people.filter { $0.role == role }.count }
    #expect(count(.student) == 40 && count(.staff) == 20 && count(.guardian) == 40)
    #expect(
      district.roster.people.filter { $0.role == .guardian }.allSatisfy { $0.related.count == 1 })
  }

  @Test(arguments: [
    ("r.vance@maplehollow.example", "staff district known advisor"),
    ("ritavance.workshop@gmail.com", "staff personal known advisor"),
    ("robotics@students.maplehollow.example", "student district known"),
    ("ridge-familias@maplehollow.example", "guardian district known"),
    ("zdunham28@students.maplehollow.example", "student district known"),
    ("luis.pell2@yahoo.com", "guardian personal known"),
    ("a.poole@maplehollow.example", "staff district known nurse"),
    ("sheila@mapleteachers.example", "outside other known union"),
    ("brightsteps.greg@gmail.com", "unknown personal"),
    ("orders@snapidphoto.example", "outside other"),
    ("no-reply@mail.instagram.com", "unknown social"),
    ("4135550179@vtext.com", "staff personal known"),
    ("+14135550123", "guardian personal known"),
  ])
  func knowsItsPeople(_ address: String, _ expected: String) throws {
    let party = try Self.load().district.party(for: Mailbox(address: address))
    let duties = ["advisor", "nurse", "union"].filter { party.duties.contains($0) }
    let words =
      ["\(party.role)", "\(party.account)"] + (party.isKnown ? ["known"] : []) + duties
    #expect(words.joined(separator: " ") == expected)
  }

  @Test func labelledMessagesAreComplete() throws {
    let district = try Self.load().district
    let text = try String(
      contentsOf: Self.folder.appending(path: "messages.jsonl"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.count >= 30)
    var ids: Set<String> = []
    var risks: [String: Int] = [:]
    var concerns: [String: Int] = [:]
    for line in lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let id = try #require(object["id"] as? String)
      #expect(ids.insert(id).inserted)
      let labels = try #require(object["labels"] as? [String: Int])
      let names = ["boundary", "channel", "medical", "personnel", "student"]
      #expect(labels.keys.sorted() == names)
      let risk = try #require(object["risk"] as? String)
      #expect((risk == "none") == labels.values.allSatisfy { $0 == 0 }, "\(id)")
      risks[risk, default: 0] += 1
      for (name, value) in labels where value == 1 { concerns[name, default: 0] += 1 }
      // A role that a message claims never contradicts the profile, and senders are somebody.
      for key in ["from", "to", "cc"] {
        let given = object[key] as? [[String: String]] ?? [object[key] as? [String: String] ?? [:]]
        for one in given where !one.isEmpty {
          let mailbox = Mailbox(
            name: one["name"] ?? "", address: one["address"] ?? "", roleHint: one["role"])
          let role = district.party(for: mailbox).role
          #expect(role != .unknown, "\(id): \(mailbox.address)")
        }
      }
    }
    #expect(Set(risks.keys) == ["none", "low", "medium", "high"])
    #expect(concerns.count == 5)
    #expect((risks["none"] ?? 0) * 2 >= lines.count - 2, "half of it is ordinary")
  }

  @Test func everythingIsInvented() throws {
    let files = [
      "mail.mbox", "messages.jsonl", "rosters/students.csv", "rosters/staff.csv",
      "rosters/guardians.csv", "district.profile",
    ]
    for file in files {
      let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
      for match in text.matches(of: /\+1(\d{10})\b|\b(\d{3}-\d{3}-\d{4})\b/) {
        let digits = match.output.0.filter(\.isNumber).suffix(7)
        #expect(digits.hasPrefix("55501"), "\(file): \(match.output.0)")
      }
      for match in text.matches(of: /@([a-zA-Z0-9.-]+\.[a-zA-Z]{2,})/) {
        let domain = String(match.output.1).lowercased()
        let isInvented = domain.hasSuffix(".example")
        let account = District.guessing.party(for: Mailbox(address: "x@\(domain)")).account
        #expect(isInvented || account == .personal || account == .social, "\(file): \(domain)")
      }
    }
  }

  @Test func mailIsSplitAndItsPartiesAreFound() throws {
    let district = try Self.load().district
    var stream = MessageStream(
      paths: ["mail.mbox", "messages.jsonl"].map { FilePath(Self.folder.appending(path: $0).path) })
    var counts: [String: Int] = [:]
    var senders: [String: Int] = [:]
    while let item = stream.next() {
      guard case .batch(let batch) = item else {
        Issue.record("\(item)")
        continue
      }
      let name = FilePath(batch.source).name.description
      for slice in batch.messages {
        #expect(slice.defects == [])
        counts[name, default: 0] += 1
        var message = Message()
        let bytes = batch.bytes.span.extracting(slice.range)
        if batch.syntax == .json {
          var parser = JSONMessageParser()
          parser.parse(bytes, into: &message)
        } else {
          var parser = MIMEParser()
          parser.parse(bytes, into: &message)
        }
        // One message is encrypted, and that is said; nothing else is damaged.
        let kinds = message.defects.map(\.kind)
        #expect(
          kinds.allSatisfy { $0 == .encrypted || $0 == .notRead }, "\(message.id ?? ""): \(kinds)")
        let parties = district.parties(of: message)
        senders["\(parties.sender?.role ?? .unknown)", default: 0] += 1
        #expect(!parties.recipients.isEmpty)
      }
    }
    #expect(counts == ["mail.mbox": 31, "messages.jsonl": 41])
    // A social network's notification is the one sender whom nobody knows.
    #expect(senders["unknown"] == 1 && (senders["staff"] ?? 0) > 40, "\(senders)")
  }
}
