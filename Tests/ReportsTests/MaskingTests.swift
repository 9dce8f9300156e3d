import Lexicons
import Native
import People
import Reports
import Scanning
import Testing

@Suite struct MaskingTests {
  @Test(arguments: [
    ("219-08-4411", "•••-••-••••"), ("Maya Torres", "M••• T•••••"),
    ("(413) 555-0142", "(•••) •••-••••"),
    ("m.torres@mail.example", "m.t•••••@m•••.e••••••"), ("José", "J•••"), ("", ""),
    ("e\u{301}ric", "e••••"), ("٣٤", "••"), ("A1B2", "A•••"),
  ])
  func onlyAHintOfTheShapeStays(value: String, masked: String) {
    #expect(Masking.mask(value) == masked)
  }

  private func finding(_ excerpt: Excerpt) -> Finding {
    Finding(
      rule: "fixed/rule", about: "Something.", concern: .student, clause: "3.3", points: 30,
      contributions: [], field: "body", part: "1", start: 0, end: 1, line: 1, column: 1,
      fileStart: nil, isQuoted: false, place: Place(path: "", line: 1, column: 1),
      excerpt: excerpt)
  }

  private let starts = "Maya Torres starts an out of school suspension on Monday"

  @Test func phrasesStayReadableAndMentionsDoNot() {
    let finding = finding(Excerpt(text: starts, match: 22..<46, sensitive: [0..<11]))
    let masked = ReportStyle()
    #expect(masked.match(of: finding) == "out of school suspension")
    #expect(
      masked.line(of: finding) == "M••• T••••• starts an «out of school suspension» on Monday")
    #expect(ReportStyle(showsMatches: true).line(of: finding).hasPrefix("Maya Torres"))
  }

  @Test func rangesInsideACharacterNeverSplitIt() {
    let excerpt = Excerpt(text: "añb", match: 2..<3, sensitive: [2..<3])
    #expect(ReportStyle().line(of: finding(excerpt)).contains("b"))
  }

  @Test func pseudonymsStandForNamesAndAddresses() {
    let key = Pseudonyms(key: Array("a key of the district".utf8))
    var style = ReportStyle(showsMatches: true, pseudonyms: key)
    style.roster = Roster(people: [
      Person(
        role: .student, first: "Maya", last: "Torres",
        addresses: ["m.torres@students.maplehollow.example"])
    ])
    let known = NamedPerson(range: 0..<11, person: PersonID(index: 0))
    let text = starts + ", says m.torres@students.maplehollow.example"
    let finding = finding(
      Excerpt(text: text, match: 22..<46, sensitive: [0..<11], people: [known]))
    let line = style.line(of: finding)
    let address = key.pseudonym(of: "m.torres@students.maplehollow.example")
    let name = String(address.prefix { $0 != "@" })
    #expect(line == "\(name) starts an «out of school suspension» on Monday, says \(address)")
    // Masked or not: a pseudonym tells no initials.
    style.showsMatches = false
    #expect(style.line(of: finding) == line)
    // Somebody whom the roster does not know keeps one pseudonym for one spelling.
    let stranger = Excerpt(
      text: "Ann Lee and ann lee meet", match: 8..<11, sensitive: [0..<7, 12..<19],
      people: [NamedPerson(range: 0..<7), NamedPerson(range: 12..<19)])
    let other = key.pseudonym(ofName: "ann lee")
    #expect(style.line(of: self.finding(stranger)) == "\(other) «and» \(other) meet")
    var verdict = Verdict(location: MessageLocation(source: "-", offset: 0, length: 0), id: "one")
    verdict.subject = "About Maya Torres"
    verdict.subjectSensitive = [6..<17]
    verdict.subjectPeople = [NamedPerson(range: 6..<17, person: PersonID(index: 0))]
    #expect(style.subject(of: verdict) == "About \(name)")
  }
}

@Suite struct PseudonymTests {
  @Test func sameKeySamePseudonymAndTheDomainStays() {
    let pseudonyms = Pseudonyms(key: Array("a key of the district".utf8))
    let one = pseudonyms.pseudonym(of: "Maya.Torres@Students.maplehollow.example")
    #expect(one == pseudonyms.pseudonym(of: "maya.torres@students.maplehollow.example"))
    #expect(one.hasPrefix("p-") && one.hasSuffix("@students.maplehollow.example"))
    #expect(!one.contains("torres"))
    let other = Pseudonyms(key: Array("another".utf8))
    #expect(other.pseudonym(of: "maya.torres@students.maplehollow.example") != one)
  }
}
