import Mail
import People
import Testing

/// A small district, built by hand.
private let district: District = {
  var profile = DistrictProfile()
  profile.name = "Maple Hollow Public Schools"
  profile.domains = [
    "maplehollow.example": .staff, "students.maplehollow.example": .student,
    "portal.example": .district, "counsel.example": .outside,
  ]
  profile.services = ["classdojo": .district]
  profile.personalMail = ["valleycable.example"]
  profile.social = ["hallway.example"]
  profile.lists = [
    .init(pattern: "allstaff@maplehollow.example", role: .staff),
    .init(pattern: "*-families@maplehollow.example", role: .guardian),
  ]
  profile.duties = ["r.vance@maplehollow.example": ["advisor", "robotics"]]
  profile.unions = ["*@localteachers.example"]
  let roster = Roster(people: [
    Person(
      role: .staff, first: "Rita", last: "Vance",
      addresses: ["r.vance@maplehollow.example", "rv@gmail.com"],
      privateAddresses: ["rv@gmail.com"], identifiers: [.init(kind: "phone", value: "4135550101")]),
    Person(
      role: .student, first: "José", last: "de la Cruz", preferred: "Pepe",
      addresses: ["j.delacruz@students.maplehollow.example"], related: [PersonID(index: 2)]),
    Person(
      role: .guardian, first: "Marta", last: "de la Cruz", addresses: ["marta@valleycable.example"],
      identifiers: [.init(kind: "phone", value: "4135550102")], related: [PersonID(index: 1)]),
    Person(
      role: .staff, first: "Ann", last: "Poole", duties: ["nurse"],
      identifiers: [.init(kind: "phone", value: "4135550102")]),
  ])
  return District(profile: profile, roster: roster)
}()

@Suite struct DistrictTests {
  private func party(_ address: String, name: String = "", hint: String? = nil) -> Party {
    district.party(for: Mailbox(name: name, address: address, roleHint: hint))
  }

  @Test func theRosterSpeaksFirst() {
    let work = party("R.Vance@MapleHollow.example", hint: "student")
    #expect(work.role == .staff && work.isKnown && work.account == .district)
    #expect(work.person == PersonID(index: 0))
    #expect(work.duties == ["advisor", "robotics"])
    let home = party("rv@gmail.com")
    #expect(home.role == .staff && home.isKnown && home.account == .personal)
    let student = party("j.delacruz@students.maplehollow.example")
    #expect(student.role == .student && student.isKnown && student.account == .district)
    let guardian = party("marta@valleycable.example")
    #expect(guardian.role == .guardian && guardian.account == .personal)
  }

  @Test func listsAreKnown() {
    let all = party("AllStaff@maplehollow.example")
    #expect(all.role == .staff && all.isList && all.isKnown)
    let families = party("grade3-families@maplehollow.example", hint: "staff")
    #expect(families.role == .guardian && families.isList && families.isKnown)
    #expect(families.account == .district)
  }

  @Test func domainsMakeRolesKnown() {
    let staff = party("new.hire@maplehollow.example", hint: "external")
    #expect(staff.role == .staff && staff.isKnown && !staff.isList)
    let below = party("x@mail.students.maplehollow.example")
    #expect(below.role == .student && below.isKnown)
    let outside = party("amy@counsel.example", hint: "staff")
    #expect(outside.role == .outside && outside.isKnown && outside.account == .other)
    let portal = party("case-77@portal.example", hint: "parent")
    #expect(portal.role == .guardian && !portal.isKnown && portal.account == .district)
    #expect(party("case-77@portal.example").role == .unknown)
  }

  @Test func aListThatTheProfileForgotKeepsItsHint() {
    let list = party("room5@maplehollow.example", name: "Room 5", hint: "parent")
    #expect(list.role == .guardian && list.isList && !list.isKnown)
    let robotics = party("robotics@maplehollow.example", name: "Robotics Club", hint: "student")
    #expect(robotics.role == .student && robotics.isList)
    let volunteers = party("volunteers@maplehollow.example", name: "Volunteers")
    #expect(volunteers.role == .staff && volunteers.isList && !volunteers.isKnown)
    let familias = party("coburn.familias@maplehollow.example")
    #expect(familias.role == .guardian && familias.isList && !familias.isKnown)
  }

  @Test func unionsAreOutsideWithADuty() {
    let steward = party("kim@localteachers.example")
    #expect(steward.duties == ["union"] && steward.role == .outside && steward.account == .other)
    #expect(party("kim@localteachers.example", hint: "staff").role == .staff)
  }

  @Test func hintsCountForWhatNobodyKnows() {
    let parent = party("somebody@gmail.com", hint: "Parent")
    #expect(parent.role == .guardian && !parent.isKnown && parent.account == .personal)
    #expect(party("a@vendor.example", hint: "external").role == .outside)
    #expect(party("a@vendor.example").role == .outside)
    #expect(party("a@gmail.com").role == .unknown)
    #expect(party("a@gmail.com", hint: "wizard").role == .unknown)
  }

  @Test func accountsFollowTheDomain() {
    #expect(party("a@yahoo.co.uk").account == .personal)
    #expect(party("4135550199@vtext.com").account == .personal)
    #expect(party("notify@facebookmail.com").account == .social)
    #expect(party("x@news.hallway.example").account == .other)
    #expect(party("x@hallway.example").account == .social)
    #expect(party("x@notgmail.com").account == .other)
  }

  @Test func phonesAreTheirOwnersWhenTheNameFits() {
    let rita = party("+1 (413) 555-0101")
    #expect(rita.role == .staff && rita.isKnown && rita.account == .personal)
    // Two people share this number.
    #expect(party("413-555-0102").role == .unknown)
    let marta = party("whatsapp:+14135550102", name: "Marta (mamá de Pepe)")
    #expect(marta.role == .guardian && marta.account == .social)
    let nurse = party("4135550102", name: "Nurse Poole")
    #expect(nurse.role == .staff && nurse.duties == ["nurse"])
    // A name that does not fit the number's owner is somebody else.
    let other = party("+14135550101", name: "Kiera", hint: "student")
    #expect(other.role == .student && !other.isKnown && other.person == nil)
  }

  @Test func chatNamesMatchFullNames() {
    let student = party("", name: "Jose De La Cruz")
    #expect(student.role == .student && student.isKnown && student.person == PersonID(index: 1))
    #expect(party("discord:pp", name: "Pepe de la Cruz").person == PersonID(index: 1))
    #expect(party("discord:pp", name: "Pepe de la Cruz").account == .social)
    #expect(party("", name: "de la Cruz, José").role == .student)
    #expect(party("", name: "Pepe").role == .unknown)
    #expect(party("Rita Vance").person == PersonID(index: 0))
    #expect(party("gchat:space/science", hint: "staff").account == .district)
    #expect(party("classdojo:rv", hint: "staff").account == .district)
    #expect(party("instagram:public").role == .outside)
  }

  @Test func aNamesakeOnPrivateMailIsAGuess() {
    let rita = party("rita.vance.1980@gmail.com", name: "Rita Vance")
    #expect(rita.person == PersonID(index: 0) && rita.role == .staff && !rita.isKnown)
    let hinted = party("rita@gmail.com", name: "Rita Vance", hint: "parent")
    #expect(hinted.person == nil && hinted.role == .guardian)
  }

  /// What people call their contacts says who these are, where neither roster nor message does.
  @Test(arguments: [
    ("Coach Ellis", Role.staff), ("Ms. Frey", .staff), ("mr b 2nd gr", .staff),
    ("Asst coach Finn", .staff),
    ("Profe Nando", .staff), ("Тренер Паша", .staff), ("周老师", .staff),
    ("coach.ellis.hoops", .staff),
    ("Ximena's mom", .guardian), ("Papá de Leo", .guardian),
    ("Parents of Ms. Wass's class", .guardian),
    ("Mamás 3B", .guardian), ("أم يوسف", .guardian), ("小明妈妈", .guardian), ("JV girls", .student),
    ("Mr. Diaz's class", .student), ("Coach's wife", .unknown), ("Ellis Coachman", .unknown),
    ("Maria Mr", .unknown), ("Nirmala T", .unknown), ("’s", .unknown), ("", .unknown),
  ])
  func aContactsNameSaysWhoItIs(_ name: String, _ role: Role) {
    for address in ["+14135550155", "snapchat:x7", "signal:+14135550155"] {
      let party = party(address, name: name)
      #expect(party.role == role && !party.isKnown, "\(address)")
    }
    #expect(party("+14135550155", name: name, hint: "student").role == .student)
  }

  /// In mail people name themselves: many a parent is a `Mr.`.
  @Test func titlesOfPrivateMailSayNothing() {
    #expect(party("boone@gmail.com", name: "Mr. Boone").role == .unknown)
    #expect(party("ellis@gmail.com", name: "Coach Ellis").role == .staff)
    #expect(party("ana77@gmail.com", name: "Ana (Leo's mom)").role == .guardian)
    #expect(party("new.hire@maplehollow.example", name: "Leo's mom").role == .staff)
  }

  @Test func eachRecipientOnceAndBccFromTheEnvelope() {
    var message = Message()
    message.from = [Mailbox(address: "r.vance@maplehollow.example")]
    message.to = [Mailbox(address: "a@vendor.example"), Mailbox(address: "A@Vendor.example")]
    message.cc = [Mailbox(name: "", address: "")]
    let parties = district.parties(
      of: message,
      envelope: Envelope(sender: "x@y.example", recipients: ["a@vendor.example", "b@gmail.com"]))
    #expect(parties.sender?.role == .staff)
    #expect(parties.recipients.map(\.mailbox.address) == ["a@vendor.example", "b@gmail.com"])
    let bare = district.parties(
      of: Message(), envelope: Envelope(sender: "rv@gmail.com", recipients: []))
    #expect(bare.sender?.person == PersonID(index: 0))
    #expect(district.parties(of: Message()) == Parties())
  }
}

@Suite struct GuessingTests {
  private func roles(_ mailboxes: [Mailbox]) -> [String] {
    var message = Message()
    message.from = Array(mailboxes.prefix(1))
    message.to = Array(mailboxes.dropFirst())
    let parties = District.guessing.parties(of: message)
    return ([parties.sender].compactMap { $0 } + parties.recipients).map {
      "\($0.role) \($0.account)\($0.isKnown ? " known" : "")"
    }
  }

  @Test(arguments: [
    ("kim@westburg.k12.ma.us", "staff district"),
    ("kim@students.westburg.k12.ma.us", "student district"),
    ("kim@fairview.edu", "staff district"), ("kim@stu.fairviewschools.org", "student district"),
    ("kim@austinisd.org", "staff district"),
    ("kim@unified-school-district.example", "staff district"),
    ("kim@gmail.com", "unknown personal"), ("5085550100@tmomail.net", "unknown personal"),
    ("kim@bank.example", "unknown other"), ("no-reply@instagram.com", "unknown social"),
    ("kim@outlook.fr", "unknown personal"), ("kim@paris.example", "unknown other"),
    ("families@fairview.edu", "guardian district"),
  ])
  func looksOfAnAddress(_ address: String, _ expected: String) {
    #expect(roles([Mailbox(address: address)]) == [expected])
  }

  @Test func hintsTellWhereTheDistrictIs() {
    let found = roles([
      Mailbox(address: "a@maplehollow.example", roleHint: "staff"),
      Mailbox(address: "b@maplehollow.example"), Mailbox(address: "c@students.maplehollow.example"),
      Mailbox(address: "d@vendor.example"), Mailbox(address: "e@gmail.com", roleHint: "parent"),
      Mailbox(address: "room4-families@maplehollow.example", roleHint: "parent"),
    ])
    #expect(
      found == [
        "staff district", "staff district", "student district", "outside other",
        "guardian personal",
        "guardian district",
      ])
  }

  @Test func hostileAddressesAreHarmless() {
    let odd = [
      "", "@", "@@", "a@", "@b", "a@b@c", String(repeating: "a.", count: 50_000) + "@x",
      "x@" + String(repeating: "a.", count: 50_000), ":", ":::", "+", "\u{0}", "x@.", "x@..",
      String(repeating: "9", count: 100_000), "tel:" + String(repeating: "(", count: 100_000),
    ]
    for address in odd {
      for name in ["", ",", "((((", "Mr.", ", ,", String(repeating: "a ", count: 50_000)] {
        let party = District.guessing.party(for: Mailbox(name: name, address: address))
        #expect(!party.isKnown)
      }
    }
  }
}
