import Lexicons
import Mail
import Native
import People
import Testing
import Text

@testable import Scanning

/// A small invented district: two families, two teachers.
enum Sample {
  static let people = [
    Person(
      role: .student, first: "Maya", last: "Torres", addresses: ["mtorres@stu.hill.example"],
      identifiers: [
        .init(kind: "student-id", value: "31004"), .init(kind: "dob", value: "2010-03-14"),
      ],
      related: [PersonID(index: 2)]),
    Person(
      role: .student, first: "José", last: "de la Cruz", preferred: "Pepe",
      identifiers: [.init(kind: "state-id", value: "1045520917")], related: [PersonID(index: 3)]),
    Person(
      role: .guardian, first: "Rosa", last: "Torres", addresses: ["rosa.t@gmail.com"],
      identifiers: [.init(kind: "phone", value: "4135550101")], related: [PersonID(index: 0)]),
    Person(
      role: .guardian, first: "Elena", last: "Cruz", addresses: ["elena.c@gmail.com"],
      related: [PersonID(index: 1)]),
    Person(
      role: .staff, first: "Ann", last: "Lee",
      addresses: ["a.lee@hill.example", "annlee@gmail.com"],
      privateAddresses: ["annlee@gmail.com"], duties: ["coach", "advisor"]),
    Person(
      role: .staff, first: "Bo", last: "Kim", addresses: ["b.kim@hill.example"], duties: ["nurse"]),
    Person(role: .student, first: "Grace", last: "Hill", addresses: ["ghill@stu.hill.example"]),
  ]

  static let district: District = {
    var profile = DistrictProfile()
    profile.domains = ["hill.example": .staff, "stu.hill.example": .student]
    profile.timeZone = ZoneRules(name: "America/New_York")
    profile.schoolHours = [SchoolHours(minutes: 480..<900, weekdays: [1, 2, 3, 4, 5])]
    profile.lists = [.init(pattern: "families@hill.example", role: .guardian)]
    return District(profile: profile, roster: Roster(people: people))
  }()
}

@Suite("Who is mentioned")
struct NameTests {
  private func mentions(
    _ body: String, from: String = "b.kim@hill.example", to: String = "a.lee@hill.example",
    district: District = Sample.district
  ) -> [String] {
    let ruleset = Ruleset(Make.set([Make.rule("t/r", .concern(.student), [(10, "zebra")])]))
    var scanner = ScannerProbe(ruleset, district: district)
    return scanner.mentions(mail(body, from: from, to: to))
  }

  @Test(arguments: [
    ("Maya Torres is late", ["student:0 Maya Torres"]),
    ("TORRES, MAYA is late", ["student:0 TORRES, MAYA"]),
    ("Maya Torres's desk", ["student:0 Maya Torres's"]),
    ("We saw maya torres there", ["student:0 maya torres"]),
    ("We saw grace hill there", []),
    ("Maya T. is late", ["student:0 Maya T"]),
    ("we saw maya torres", ["student:0 maya torres"]),
    ("ask jose de la cruz", ["student:1 jose de la cruz"]),
    ("Ask Pepe Cruz today", ["student:1 Pepe Cruz"]),
    ("see Ms. Lee at noon", ["employee:4 Ms. Lee"]),
    ("her number is 31004 now", ["student:0 31004"]),
    ("his number is 1045520917", ["student:1 1045520917"]),
    ("then Maya left", ["student:0 Maya"]),
    ("Grace and peace to all", []),
    ("in a state of grace", []),
    ("we met Dr. Okafor there", ["person:-1 Dr. Okafor"]),
    ("we met Nadia Hughes there", ["person:-1 Nadia Hughes"]),
    ("Nadia Hughes was there", ["person:-1 Nadia Hughes"]),
    ("Dear Nadia Hughes, hello", ["person:-1 Nadia Hughes"]),
    ("Spring Concert Tickets On Sale", []),
    ("the High School Library is open", []),
    ("Best Regards", []),
    ("", []),
  ])
  func peopleAreFound(body: String, expected: [String]) {
    #expect(mentions(body) == expected)
  }

  @Test func firstNamesOfTheFamilyAreKnownAnywhere() {
    #expect(
      mentions("Maya has a fever", from: "rosa.t@gmail.com") == ["student:0 Maya"])
    #expect(mentions("Pepe has a fever", from: "elena.c@gmail.com") == ["student:1 Pepe"])
    // Nobody is a third person in their own mail.
    #expect(mentions("thanks, Maya", from: "mtorres@stu.hill.example") == ["sender:-1 Maya"])
  }

  @Test func withoutARosterOnlyLooksCount() {
    #expect(
      mentions("we told Maya Torres and Torres", district: .guessing)
        == ["person:-1 Maya Torres", "person:-1 Torres"])
  }

  @Test(arguments: [
    ("Desta is in Hartford", ["Desta"]),
    ("Marco you can't ride", ["Marco"]),
    ("then we called Linh's aunt", ["Linh's"]),
    ("Fatima E. and Georgia D. were out", ["Fatima E", "Georgia D"]),
    ("COOPER, LEON was absent", ["COOPER", "LEON"]),
    ("J.D., gr 10, was out", ["J.D"]),
    ("K. Marchetti signed it", ["K. Marchetti"]),
    ("hey quinn can u come", ["quinn"]),
    ("ask mr byrne about it", ["mr byrne"]),
    ("ms v said no", ["ms v"]),
    ("Mrs V said no", ["Mrs V"]),
    ("Вот Оксана болеет", ["Оксана"]),
    ("мы видели Вову и Сашу", ["Вову", "Сашу"]),
    ("أخبرنا ليلى أمس", ["ليلى"]),
    ("हिजो सुनितालाई भेटे", ["सुनितालाई"]),
    ("Grace, you are late", ["Grace"]),
    ("we told Hope everything", ["Hope"]),
    ("we hope for grace in April", []),
    ("In May we read The Odyssey in Boston", []),
    ("Will you come? Mark the date. Hope so", []),
    ("Orchard Hill and Book Fair and Pine Hollow", []),
    ("the U.S. team, gr 10", []),
    ("open Google Classroom and Canvas on Monday", []),
    ("CORI forms and the ELA test", []),
    ("Members,\nthe vote is over", []),
    ("write to Maya@hill.example", []),
    ("Сегодня понедельник, Школа закрыта", []),
  ])
  func namesAloneAreKnownByTheirLooks(body: String, expected: [String]) {
    let found = mentions(body, district: .guessing)
    #expect(found.map { $0.split(separator: " ", maxSplits: 1)[1] } == expected.map { $0[...] })
    #expect(found.allSatisfy { $0.hasPrefix("person:-1") })
  }

  @Test func nicknamesStandForTheNamesOfTheRoster() {
    var people = Sample.people
    people.append(Person(role: .student, first: "Katherine", last: "Vale"))
    let district = District(profile: Sample.district.profile, roster: Roster(people: people))
    #expect(
      mentions("Katie Vale left. Katie is ill", district: district)
        == ["student:7 Katie Vale", "student:7 Katie"])
  }

  @Test func thoseWhoWriteAndReadAreKnownByName() {
    #expect(
      mentions(
        "Quillon,\ncall me.\n\nZebulon", from: "Zebulon Ray <z@hill.example>",
        to: "Quillon Poe <q@hill.example>", district: .guessing)
        == ["person:-1 Quillon", "sender:-1 Zebulon"])
  }

  @Test func namesAreMasked() {
    let rule = Make.rule("t/r", .concern(.student), [(35, "suspended")])
    let verdict = Verdict.of(
      mail("Maya Torres (31004) and Nadia Hughes: suspended"), [rule], district: Sample.district)
    #expect(verdict.findings.first?.excerpt.hidden == ["Maya Torres", "31004", "Nadia Hughes"])
  }

  @Test func rosterNamesInSubjectsAreMaskedWithoutFindings() {
    let rule = Make.rule("t/r", .concern(.student), [(35, "suspended")])
    let verdict = Verdict.of(
      mail("x", subject: "About Maya Torres"), [rule], district: Sample.district)
    #expect(verdict.subjectSensitive == [6..<17])
  }
}

/// Runs the pipeline up to the mentions and lists them.
struct ScannerProbe: ~Copyable {
  private let ruleset: Ruleset
  private let district: District
  private var detector: Detector

  init(_ ruleset: Ruleset, district: District) {
    self.ruleset = ruleset
    self.district = district
    detector = Detector(ruleset, district: district, limits: Limits())
  }

  /// `kind:person text` of every mention, in reading order, subjects left out.
  mutating func mentions(_ text: String) -> [String] {
    var message = Message()
    var passages = Passages()
    var mime = MIMEParser()
    var extractor = TextExtractor()
    let bytes = Array(text.utf8)
    mime.parse(bytes.span, into: &message)
    extractor.extract(message, from: bytes.span, into: &passages)
    var circumstances = CircumstanceEvaluator(district: district)
    circumstances.facts = MessageFacts(message, district.parties(of: message))
    detector.read(&passages)
    detector.findMentions(in: passages, circumstances)
    return detector.mentions.compactMap { mention in
      let passage = passages.items[Int(mention.site.passage)]
      guard passage.field == .body else { return nil }
      let range = passage.foldMap.source(of: mention.site.range)
      let bytes = passages.text[passage.text][
        passage.text.lowerBound + range.lowerBound..<passage.text.lowerBound + range.upperBound]
      let kinds = ruleset.kinds.sets[Int(mention.kinds)].map { ruleset.kinds.names[$0] }
      let kind = kinds.first { $0 != "person" && !$0.hasSuffix("-id") } ?? kinds[0]
      return "\(kind):\(mention.person) \(String(decoding: bytes, as: UTF8.self))"
    }
  }
}
