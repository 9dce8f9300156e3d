import Mail
import TestSupport
import Testing

@testable import People

@Suite struct PartyResolverTests {
  private static let domains = [
    "gmail.com", "yahoo.co.uk", "yahoo.museum1", "vtext.com", "mail.vtext.com", "x.com",
    "yahoo.x.com", "a.b.facebook.com", "lakeusd.example", "usd.example", "lake-sd.example",
    "k12.ma.us", "lake.k12.ma.us", "students.lake.k12.ma.us", "state.edu", "edu", "s.state.edu",
    "vendor.example", "students.vendor.example", "mail.vendor.example", "schoolbus.example",
    "example.school", "LAKE.K12.MA.US", "", ".", "..", "a..edu", ".edu.", "isd-.example",
    "cps.example", "theacademy.example", "districts", "stu.maple.example", "maple.example",
    "maplehollow.example", "portal.example", "bücher-schule.example",
  ]
  private static let locals = [
    "ana", "Ana.Ruiz", "allstaff", "grade3-families", "pta.list", "413-555-0102", "4135550101",
    "teams:archive", "mailto:ana", "j.delacruz", "", "a@b", "r.vance", "class", "familias-é",
  ]
  private static let others = [
    "+1 (413) 555-0102", "sms:4135550101", "discord:kyra", "gchat:space/science", "Ana Ruiz", ":x",
    "@", "tel:", "signal:1 413 555 0102", "public", "web:public", "12345", "1234567890123456",
  ]
  private static let names = [
    "", "Ana Ruiz", "Ruiz, Ana", "Room 5 families", "All staff", "e\u{301}", "é",
    "Marta de la Cruz",
    "The Class\r\nTeam",
  ]
  private static let hints: [String?] = [
    nil, nil, nil, "staff", "parent", "student", "vendor", "?",
  ]

  /// A district with somebody of every kind in its profile and roster.
  private static let district: District = {
    var profile = DistrictProfile()
    profile.domains = [
      "maplehollow.example": .staff, "stu.maple.example": .student, "portal.example": .district,
      "vendor.example": .outside, "lake.k12.ma.us": .guardian,
    ]
    profile.personalMail = ["mail.vendor.example"]
    profile.social = ["usd.example"]
    profile.lists = [
      .init(pattern: "allstaff@maplehollow.example", role: .staff),
      .init(pattern: "*-families@maplehollow.example", role: .guardian),
    ]
    profile.duties = ["ana@state.edu": ["advisor"]]
    profile.unions = ["*@lake-sd.example"]
    return District(
      profile: profile,
      roster: Roster(people: [
        Person(
          role: .staff, first: "Ana", last: "Ruiz", addresses: ["ana@gmail.com"],
          privateAddresses: ["ana@gmail.com"], duties: ["nurse"],
          identifiers: [.init(kind: "phone", value: "4135550101")]),
        Person(
          role: .guardian, first: "Marta", last: "de la Cruz",
          identifiers: [.init(kind: "phone", value: "4135550102")]),
      ]))
  }()

  private static func mailbox(_ random: inout SeededGenerator) -> Mailbox {
    let name = names.randomElement(using: &random) ?? ""
    let hint = hints.randomElement(using: &random) ?? nil
    let address: String
    switch Int.random(in: 0..<10, using: &random) {
    case 0: address = others.randomElement(using: &random) ?? ""
    case 1: address = ""
    default:
      address =
        (locals.randomElement(using: &random) ?? "") + "@"
        + (domains.randomElement(using: &random) ?? "")
    }
    return Mailbox(name: name, address: address, roleHint: hint)
  }

  private static func message(_ random: inout SeededGenerator) -> Message {
    var message = Message()
    func some(_ most: Int) -> [Mailbox] {
      (0..<Int.random(in: 0...most, using: &random)).map { _ in mailbox(&random) }
    }
    message.from = some(2)
    message.sender = some(1)
    message.to = some(6)
    message.cc = some(2)
    message.bcc = some(1)
    return message
  }

  @Test(arguments: [1, 7, 4_096]) func whatIsRememberedChangesNoAnswer(capacity: Int) {
    for district in [District.guessing, Self.district] {
      var random = SeededGenerator(seed: UInt64(capacity))
      var resolver = PartyResolver(district, capacity: capacity)
      for _ in 0..<1_000 {
        let message = Self.message(&random)
        var envelope: Envelope?
        if Int.random(in: 0..<3, using: &random) == 0 {
          envelope = Envelope(
            sender: Self.mailbox(&random).address,
            recipients: (0..<3).map { _ in Self.mailbox(&random).address })
        }
        let parties = resolver.parties(of: message, envelope: envelope)
        let expected = PartyTwin.parties(of: message, envelope: envelope, in: district)
        #expect(parties == expected)
        // Strings that are equal may still be written differently, and reports show them as written.
        for (one, two) in zip(parties.recipients, expected.recipients) {
          #expect(Array(one.mailbox.name.utf8) == Array(two.mailbox.name.utf8))
        }
      }
    }
  }

  @Test func oneMessageMayHaveMoreRecipientsThanAreRemembered() {
    var message = Message()
    message.from = [Mailbox(address: "ana@lakeusd.example")]
    for index in 0..<5_000 {
      message.to.append(Mailbox(address: "p\(index % 3_000)@d\(index % 900).example"))
    }
    var resolver = PartyResolver(.guessing, capacity: 100)
    for _ in 0..<3 {
      let parties = resolver.parties(of: message)
      #expect(parties.recipients.count == Set(message.to.map(\.address)).count)
      #expect(parties == PartyTwin.parties(of: message, in: .guessing))
    }
  }

  @Test func twoHundredDomainsAreNotedAndNoMore() {
    var message = Message()
    for index in 0..<300 { message.to.append(Mailbox(address: "a@d\(index).edu")) }
    message.cc = [
      Mailbox(address: "b@late.example", roleHint: "staff"), Mailbox(address: "c@late.example"),
    ]
    #expect(
      District.guessing.parties(of: message) == PartyTwin.parties(of: message, in: .guessing))
  }

  @Test func addressesAndDomainsAreReadAsTheirTwinsReadThem() {
    var random = SeededGenerator(seed: 11)
    let pieces = [
      ".", ".", "-", "school", "district", "k12", "us", "edu", "isd", "usd", "sd", "ps", "academy",
      "s", "stu", "students", "lake", "@", ":", ">", "a", "1", "é", " ", "schools", "cisd", "tel",
      "families", "413", "555", "0101", "com", "yahoo", "list", "Team",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...8, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let lower = text.lowercased()
      #expect(DomainLooks.kind(of: lower.utf8.span) == PartyTwin.looks(lower), "\(lower)")
      #expect(Address(text) == PartyTwin.address(text), "\(text)")
      let looks = ListLooks(lower, name: text)
      let twin = PartyTwin.list(lower, text)
      #expect(looks.isList == twin.isList && looks.role == twin.role, "\(text)")
    }
    let long = "a@" + String(repeating: "k12.", count: 70) + "us"
    #expect(Address(long) == PartyTwin.address(long))
    #expect(Address(String(repeating: "a", count: 1_001)) == .none)
  }

  @Test func publicDomainsCountWithTheirParents() {
    func kinds(_ domain: String) -> PublicDomains.Kinds {
      PublicDomains.kinds(of: domain.utf8.span)
    }
    #expect(kinds("gmail.com") == .personal && kinds("mail.gmail.com") == [])
    #expect(kinds("yahoo.co.jp") == .personal && kinds("yahoo.museum1") == [])
    #expect(kinds("yahoo") == [] && kinds("") == [] && kinds(".") == [])
    #expect(kinds("vtext.com") == .textGateway && kinds("a.vtext.com") == .textGateway)
    #expect(kinds("x.com") == .social && kinds("a.b.x.com") == .social && kinds("ax.com") == [])
    #expect(kinds("yahoo.x.com") == [.personal, .social])
    #expect(kinds("txt.att.net") == .textGateway && kinds("att.net") == .personal)
  }
}
