import Foundation
import Native
import People
import TestSupport
import Testing

@Suite struct RosterTests {
  private func load(
    _ text: String, _ kind: DistrictProfile.RosterKind = .students
  ) -> (people: [Person], mistakes: [String]) {
    load(Array(text.utf8), kind)
  }

  private func load(
    _ bytes: [UInt8], _ kind: DistrictProfile.RosterKind = .students
  ) -> (people: [Person], mistakes: [String]) {
    var loader = RosterLoader()
    loader.load(bytes.span, kind: kind, path: "r.csv")
    let mistakes = loader.diagnostics.map { "\($0.place.line): \($0.message)" }
    return (loader.roster().people, mistakes)
  }

  private static let students = """
    SASID,Local ID,Last_Name,first name,Preferred,D.O.B.,Grade,E-Mail,Guardian,guardian phone,Guardian Email,Address
    1000000012,41,"de la Cruz",José,Pepe,2011-04-09,9,j@s.example,"Cruz, Marta",(413) 555-0102,M@home.example,"12 Elm St, Apt 4"
    1000000013,42,O'Neil,Sheila,Sheila,4/9/2013,7,,Pat & Ann O'Neil,413-555-0103,,

    """

  @Test func readsTheUsualColumns() {
    for bytes in [Array(Self.students.utf8).withLF, Array(Self.students.utf8).withCRLF] {
      let (people, mistakes) = load(bytes)
      #expect(mistakes == [])
      #expect(
        people.map(\.fullName) == [
          "José de la Cruz", "Marta Cruz", "Sheila O'Neil", "Pat O'Neil", "Ann O'Neil",
        ])
      let jose = people[0]
      #expect(jose.preferred == "Pepe" && jose.addresses == ["j@s.example"])
      #expect(
        jose.identifiers.map { "\($0.kind) \($0.value)" } == [
          "state-id 1000000012", "student-id 41", "dob 2011-04-09", "address 12 Elm St, Apt 4",
        ])
      #expect(jose.related == [PersonID(index: 1)])
      let marta = people[1]
      #expect(marta.role == .guardian && marta.privateAddresses == ["m@home.example"])
      #expect(marta.identifiers == [.init(kind: "phone", value: "4135550102")])
      #expect(marta.related == [PersonID(index: 0)])
      #expect(people[2].preferred.isEmpty)
      #expect(people[2].identifiers.contains(.init(kind: "dob", value: "2013-04-09")))
      #expect(people[2].related == [PersonID(index: 3), PersonID(index: 4)])
    }
  }

  @Test func otherSeparatorsCharsetsAndMarksWork() {
    let plain = load(Self.students).people
    let semicolons = Self.students.replacing(",", with: ";").replacing(
      "Cruz; Marta", with: "Cruz, Marta"
    )
    .replacing("St; Apt", with: "St, Apt")
    #expect(load(semicolons).people == plain)
    #expect(load("sep=;\r\n" + semicolons).people == plain)
    let tabs = Self.students.replacing(",", with: "\t").replacing(
      "Cruz\t Marta", with: "Cruz, Marta"
    )
    .replacing("St\t Apt", with: "St, Apt")
    #expect(load(tabs).people == plain)
    #expect(load("\u{FEFF}" + Self.students).people == plain)
    let latin = Self.students.unicodeScalars.map { UInt8($0.value) }
    #expect(load(latin).people == plain)
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in Self.students.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(load(wide).people == plain)
  }

  @Test func quotesFollowRFC4180() {
    let text = """
      name,address
      "Poe, Kim","12 ""Old"" Mill Rd
      Unit 3"
      Lee Doe , 5 Oak Ln
      "Ann Roe" trailing,"",
      Half "quoted" Name,7 Fir Ct
      """
    let (people, mistakes) = load(text)
    #expect(people.map(\.fullName) == ["Kim Poe", "Lee Doe", "Ann Roe", "Half quoted Name"])
    #expect(people[0].identifiers.first?.value == "12 \"Old\" Mill Rd\nUnit 3")
    #expect(people[1].identifiers.first?.value == "5 Oak Ln")
    #expect(mistakes == ["5: 3 fields for 2 columns; the rest was dropped"])
  }

  @Test func badRowsAreToldAndTheRestIsLoaded() {
    let text = """
      last,first,dob
      Poe,Kim,2011-02-30
      ,,2011-02-03

      "Doe,Lee,2012-01-01
      Roe,Ann,2012-01-02
      """
    let (people, mistakes) = load(text)
    #expect(people.map(\.first) == ["Kim", "Lee", "Ann"])
    #expect(people[0].identifiers == [])
    #expect(
      mistakes == [
        "2: the date of birth is no date; it was left out",
        "3: no name and no address; the row was left out",
        "5: a quote is never closed; it was read as a plain character",
      ])
  }

  @Test func mistakesShowNothingOfTheRows() {
    var loader = RosterLoader()
    let text = Array("last,first,dob\nSecretname,Kim,nodate\n".utf8)
    loader.load(text.span, kind: .students, path: "r.csv")
    let rendered = loader.diagnostics.map(\.rendered).joined()
    #expect(rendered.contains("r.csv:2") && !rendered.contains("Secretname"))
    #expect(!rendered.contains("nodate"))
  }

  @Test func manyBadRowsAreCounted() {
    let text = "last,dob\n" + String(repeating: "Poe,never\n", count: 500)
    let (people, mistakes) = load(text)
    #expect(people.count == 500)
    #expect(mistakes.count == 21 && mistakes.last == "501: 480 more rows have mistakes")
  }

  @Test func missingColumnsAreErrors() {
    #expect(load("grade,sasid\n7,1\n").mistakes == ["1: no column with names"])
    #expect(load("").mistakes == ["1: the roster is empty"])
    #expect(load("\r\n\r\n").mistakes == ["1: the roster is empty"])
    #expect(load("name\n").mistakes == ["1: the roster lists nobody"])
    #expect(load("last,frist\nPoe,Kim\n").mistakes == ["1: unknown column 'frist'"])
    #expect(load("last,shoe size\nPoe,9\n").mistakes == [])
    #expect(load("email\na@b.example\n", .staff).people.count == 1)
  }

  @Test func staffHaveTitlesDutiesAndPrivateAddresses() {
    let text = """
      employee id,name,position,email,personal email,cell,duties
      70,"Poole, Ann",School Nurse,a.poole@d.example,ann@gmail.com,413.555.0111,
      71,Ty Okafor,Teacher / Varsity Soccer Coach,t@d.example,,,Robotics Club; yearbook advisor
      72,Lea Brandt,"Director, Human Resources",l@d.example,,413-555-0112 x12,
      """
    let (people, mistakes) = load(text, .staff)
    #expect(mistakes == [])
    #expect(people[0].duties == ["nurse"])
    #expect(people[0].addresses == ["a.poole@d.example", "ann@gmail.com"])
    #expect(people[0].privateAddresses == ["ann@gmail.com"])
    #expect(
      people[1].duties == ["teacher", "coach", "advisor", "robotics-club", "yearbook-advisor"])
    #expect(people[2].duties == ["hr"])
    #expect(people[2].identifiers.contains(.init(kind: "phone", value: "4135550112")))
    #expect(people[0].identifiers.first == .init(kind: "staff-id", value: "70"))
  }

  @Test func siblingsShareTheirGuardians() {
    let text = """
      first,last,guardian 1,guardian 1 phone,guardian2,guardian2 email
      Kim,Poe,Ann Poe,413-555-0120,Lee Roe,lee@home.example
      Tim,Poe,Ann Poe,(413) 555-0120,,
      Jim,Poe,Ann Poe,413-555-0121,Lee Roe,LEE@home.example
      """
    let people = load(text).people
    #expect(
      people.filter { $0.role == .guardian }.map(\.fullName) == ["Ann Poe", "Lee Roe", "Ann Poe"])
    #expect(people[1].related.count == 2)
    #expect(people[2].related.count == 2)
  }

  @Test func guardiansFilesAddToWhatStudentsRowsSaid() {
    var loader = RosterLoader()
    let students = Array("first,last,lasid,guardian\nKim,Poe,41,Ann Poe\nTim,Poe,42,\n".utf8)
    let guardians = Array(
      "student id,name,email,phone\n41;42,Ann Poe,ann@home.example,413-555-0130\n".utf8)
    loader.load(students.span, kind: .students, path: "s.csv")
    loader.load(guardians.span, kind: .guardians, path: "g.csv")
    #expect(loader.diagnostics == [])
    let roster = loader.roster()
    #expect(roster.people.map(\.fullName) == ["Kim Poe", "Ann Poe", "Tim Poe"])
    #expect(roster.people[1].related == [PersonID(index: 0), PersonID(index: 2)])
    #expect(roster.person(withAddress: "ann@home.example") == PersonID(index: 1))
    #expect(roster.people(withPhone: "4135550130") == [PersonID(index: 1)])
    #expect(roster.people[1].identifiers == [.init(kind: "phone", value: "4135550130")])
  }

  @Test func namesAreFoundHoweverTheyAreSpelt() {
    let roster = Roster(people: [
      Person(role: .student, first: "José", last: "de la Cruz", preferred: "Pepe"),
      Person(role: .staff, first: "Ana", last: "Ruiz"),
      Person(role: .student, first: "Mary Ann", last: "Smith-Jones"),
    ])
    for (name, index) in [
      ("José de la Cruz", 0), ("jose DE LA cruz", 0), ("de la Cruz, José", 0),
      ("Pepe de la Cruz", 0),
      ("Ana Ruiz", 1), ("Ms. Ana M. Ruiz (GHS)", 1), ("Ruiz, Ana", 1), ("Ana Ruiz, M.Ed.", 1),
      ("Ana Ruiz | Guidance", 1), ("\"Ruiz, Ana\"", 1), ("Ana Maria Ruiz", 1),
      ("Dr. Ana Ruiz, PhD", 1),
      ("Mary Smith-Jones", 2),
    ] {
      #expect(roster.people(named: name) == [PersonID(index: index)], "\(name)")
    }
    for name in ["", "Ana", "Ruiz", "Ms. Ruiz", "Ana Cruz", ",", "Mr."] {
      #expect(roster.people(named: name) == [], "\(name)")
    }
  }

  @Test func realExportsLoadWithoutMistakes() throws {
    guard let shared = Repository.shared else {
      print("no shared material: sample rosters skipped")
      return
    }
    for district in ["westvale", "pinehollow"] {
      var loader = RosterLoader()
      for (file, kind) in [
        ("roster_students.csv", DistrictProfile.RosterKind.students), ("roster_staff.csv", .staff),
      ] {
        let url = shared.appending(path: "data/corpus/\(district)/\(file)")
        guard let data = try? Data(contentsOf: url) else { return }
        loader.load([UInt8](data).span, kind: kind, path: file)
      }
      #expect(loader.diagnostics.map(\.rendered) == [])
      let people = loader.roster().people
      #expect(people.filter { $0.role == .student }.count == 260)
      #expect(people.filter { $0.role == .staff }.count == 90)
      #expect(people.filter { $0.role == .student }.allSatisfy { $0.related.count >= 1 })
    }
  }

  @Test func twentyThousandStudentsLoad() {
    var text = "sasid,lasid,first,last,preferred,dob,grade,email,guardian,guardian_phone,address\n"
    for index in 0..<20_000 {
      text +=
        "\(1_000_000_000 + index),\(20_000 + index),First\(index % 997),Last\(index % 4_001),,2011-04-\(10 + index % 20),9,"
        + "u\(index)@students.maplehollow.example,Parent\(index % 499) Last\(index % 4_001),413-555-01\(10 + index % 90),\(index) Elm St\n"
    }
    let bytes = Array(text.utf8)
    var roster = Roster.empty
    var best = Duration.seconds(60)
    for _ in 0..<3 {
      let start = ContinuousClock.now
      var loader = RosterLoader()
      loader.load(bytes.span, kind: .students, path: "s.csv")
      roster = loader.roster()
      best = min(best, ContinuousClock.now - start)
    }
    print("20,000 students and their guardians: \(best)")
    #expect(roster.people.filter { $0.role == .student }.count == 20_000)
    #expect(roster.person(withAddress: "u19999@students.maplehollow.example") != nil)
  }

  @Test func hostileTablesAreHarmless() {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "a", "é", "name", "dob", " ", "@",
    ]
    for _ in 0..<3_000 {
      var text = Bool.random(using: &random) ? "name,dob\n" : ""
      for _ in 0..<Int.random(in: 0..<40, using: &random) {
        text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      _ = load(text)
      _ = load(text, .guardians)
    }
    _ = load("name\n" + String(repeating: "\"a\"\"", count: 50_000))
    _ = load("name\n" + String(repeating: "\"a\n", count: 50_001))
    _ = load(String(repeating: ",", count: 100_000) + "name\n")
  }
}
