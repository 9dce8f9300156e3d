import Native
import People
import TestSupport
import Testing

@Suite struct RosterIndexTests {
  private static let people: [Person] = [
    Person(
      role: .student, first: "José", last: "de la Cruz", preferred: "Pepe",
      identifiers: [
        .init(kind: "state-id", value: "1000000012"), .init(kind: "student-id", value: "PK-4107"),
        .init(kind: "dob", value: "2011-04-09"), .init(kind: "address", value: "12 Elm St, Apt 4"),
        .init(kind: "phone", value: "4135550102"),
      ]),
    Person(role: .student, first: "Maria del Carmen", last: "Smith-Jones"),
    Person(role: .staff, first: "Ana", last: "Ruiz"),
    Person(role: .student, first: "Ana", last: "Ruiz"),
    Person(
      role: .staff, first: "Sean", last: "O'Neil",
      identifiers: [.init(kind: "staff-id", value: "77")]),
    Person(role: .guardian, first: "Nora", last: "Torres"),
    Person(role: .student, first: "Maria Jose", last: "Gonzalez"),
  ]
  private static let index = RosterIndex(Roster(people: people))

  private func names(_ text: String) -> [String] {
    var folder = Folder()
    let bytes = Array(text.utf8)
    let folded = folder.foldedBytes(bytes.span)
    var tokens: [Token] = []
    scanWords(folded.span, into: &tokens)
    var found: [NameMatch] = []
    Self.index.findNames(in: tokens.span, into: &found)
    return found.map { match in
      let first = tokens[match.words.lowerBound].range.lowerBound
      let last = tokens[match.words.upperBound - 1].range.upperBound
      return
        "\(match.person.index) \(match.form) \(String(decoding: folded[first..<last], as: UTF8.self))"
    }
  }

  @Test func findsNamesInBothOrders() {
    #expect(names("I met José de la Cruz today") == ["0 full josé de la cruz"])
    #expect(names("Jose De La Cruz's plan") == ["0 full jose de la cruz's"])
    #expect(names("DE LA CRUZ, JOSÉ | 7") == ["0 full de la cruz, josé"])
    #expect(names("pepe cruz") == ["0 full pepe cruz"])
    #expect(names("Maria del Carmen Smith-Jones") == ["1 full maria del carmen smith-jones"])
    #expect(names("Maria Jones and Maria Smith") == ["1 full maria jones", "1 full maria smith"])
    #expect(names("Sean O’Neil, sean oneil") == ["4 full sean o'neil", "4 full sean oneil"])
    #expect(names("Sean P. O'Neil") == ["4 full sean p. o'neil"])
    #expect(names("ｓｅａｎ Ｏ'Ｎｅｉｌ") == ["4 full sean o'neil"])
  }

  @Test func accentsThatTheRegisterLeftOutDoNotMatter() {
    #expect(
      names("María José González, Maria Jose Gonzalez") == [
        "6 full maría josé gonzález", "6 full maria jose gonzalez",
      ])
    #expect(names("la nota de María González") == ["6 full maría gonzález"])
  }

  @Test func namesakesAreAllReported() {
    #expect(names("Ana Ruiz") == ["2 full ana ruiz", "3 full ana ruiz"])
    #expect(names("A. Ruiz called") == ["2 initial a. ruiz", "3 initial a. ruiz"])
  }

  @Test func titlesStandForStaff() {
    #expect(names("Ask Ms. Ruiz or Mr O'Neil") == ["2 title ms. ruiz", "4 title mr o'neil"])
    #expect(names("la Sra. Ruiz's room") == ["2 title sra. ruiz's"])
    #expect(names("Ms. Torres is a guardian") == [])
  }

  @Test func addressesAreNamesOfAKind() {
    #expect(names("lives at 12 Elm Street now") == ["0 address 12 elm"])
    #expect(names("12 Elmwood Street") == [])
  }

  @Test func sentencesAndStrangersKeepApart() {
    #expect(names("We saw Ana. Ruiz was not there.") == [])
    #expect(names("Ana") == [])
    #expect(names("") == [])
    #expect(names("Ana and Ruiz, Nora and Torres") == [])
    #expect(names("anaruiz Ana-Ruiz") == ["2 full ana-ruiz", "3 full ana-ruiz"])
  }

  @Test func singleWordsAnswerWhenAsked() {
    func hash(_ word: String) -> UInt64 { WordHash.hash(Array(word.utf8).span) }
    #expect(Self.index.people(first: hash("pepe")) == [PersonID(index: 0)])
    #expect(Self.index.people(first: hash("ana")).count == 2)
    #expect(Self.index.people(first: hash("sean's")) == [PersonID(index: 4)])
    #expect(Self.index.people(last: hash("cruz")) == [PersonID(index: 0)])
    #expect(Self.index.people(last: hash("jones")) == [PersonID(index: 1)])
    #expect(Self.index.people(last: hash("de")) == [])
    #expect(Self.index.people(last: hash("torres")) == [PersonID(index: 5)])
    #expect(Self.index.people(first: hash("torres")) == [])
  }

  private func identifiers(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Self.index.identifiers(in: bytes.span).map { "\($0.person.index) \($0.kind)" }
  }

  @Test func numbersAndDatesAreTheirOwners() {
    for text in ["1000000012", "1000-000-012", "100 000 0012"] {
      #expect(identifiers(text) == ["0 state-id"], "\(text)")
    }
    for text in ["413-555-0102", "(413) 555-0102", "+1 413.555.0102", "14135550102"] {
      #expect(identifiers(text) == ["0 phone"], "\(text)")
    }
    #expect(identifiers("pk4107") == ["0 student-id"])
    for text in ["04/09/2011", "4/9/11", "2011-04-09", "April 9, 2011", "9 de abril de 2011"] {
      #expect(identifiers(text) == ["0 dob"], "\(text)")
    }
    // Too short to be anybody's, unknown, too long.
    for text in ["77", "", "1000000013", "4/10/2011", String(repeating: "1", count: 90)] {
      #expect(identifiers(text) == [], "\(text)")
    }
  }

  @Test func readsDatesAsPeopleWriteThem() {
    for text in [
      "2011-04-09", "4/9/2011", "04/09/11", "4-9-2011", "4.9.2011", "20110409", "April 9, 2011",
      "Apr. 9th 2011", "9 April 2011", "9-Apr-2011", "09APR2011", "9 de abril de 2011",
      "2011 April 9",
    ] {
      #expect(CalendarDay(written: Array(text.utf8).span)?.iso == "2011-04-09", "\(text)")
    }
    #expect(CalendarDay(written: Array("31/12/1999".utf8).span)?.iso == "1999-12-31")
    #expect(CalendarDay(written: Array("3 de março de 2012".utf8).span)?.iso == "2012-03-03")
    for text in [
      "2/30/2011", "13/13/2011", "4/9", "April 2011", "4/9/201", "4/9/20111", "1.2.3.4",
      "May Day 2011",
      "4:9:2011", "", "April April 9 2011", "99999999999999999999", "---------",
    ] {
      #expect(CalendarDay(written: Array(text.utf8).span) == nil, "\(text)")
    }
  }

  /// Every person at every word, compared letter by letter.
  private func naive(_ words: [String], _ people: [Person]) -> [String] {
    func spellings(_ person: Person) -> [[String]] {
      let first = person.first.split(separator: " ").map(String.init)
      let last = person.last.split(separator: " ").map(String.init)
      var found: [[String]] = []
      for given in [first, [first[0]]] {
        for family in [last] + (last.count > 1 ? last.map { [$0] } : []) {
          found += [given + family, family + given]
        }
      }
      return found
    }
    var found: [String] = []
    var index = 0
    while index < words.count {
      var longest = 0
      var matches: [String] = []
      for (id, person) in people.enumerated() {
        for spelling in spellings(person) where words[index...].starts(with: spelling) {
          if spelling.count > longest { matches = [] }
          longest = max(longest, spelling.count)
          let match = "\(id) \(index) \(spelling.count)"
          if spelling.count == longest, !matches.contains(match) { matches.append(match) }
        }
      }
      found += matches
      index += max(longest, 1)
    }
    return found
  }

  @Test func findsWhatTheNaiveTwinFinds() {
    var random = SeededGenerator(seed: 77)
    let words = ["ana", "bo", "cy", "dee", "eli", "fay", "gus", "hal", "and", "met", "saw"]
    for _ in 0..<500 {
      func name(_ most: Int) -> String {
        (0..<Int.random(in: 1...most, using: &random)).map { _ in
          words[Int.random(in: 0..<8, using: &random)]
        }.joined(separator: " ")
      }
      let people = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Person(role: .student, first: name(2), last: name(3))
      }
      let text = (0..<30).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }
      let bytes = Array(text.joined(separator: " ").utf8)
      var tokens: [Token] = []
      scanWords(bytes.span, into: &tokens)
      var found: [NameMatch] = []
      RosterIndex(Roster(people: people)).findNames(in: tokens.span, into: &found)
      let full = found.filter { $0.form == .full }
      #expect(
        full.map { "\($0.person.index) \($0.words.lowerBound) \($0.words.count)" }.sorted()
          == naive(text, people).sorted(), "\(people.map(\.fullName)) in \(text)")
    }
  }

  @Test func placeholdersCostNothing() {
    // The same name, address and birthday in every row.
    let people = (0..<20_000).map { index in
      Person(
        role: .staff, first: "Test", last: "Student",
        identifiers: [
          .init(kind: "dob", value: "2010-01-01"), .init(kind: "address", value: "1 Main St"),
          .init(kind: "student-id", value: "0000000"),
        ])
    }
    let index = RosterIndex(Roster(people: people))
    #expect(index.identifiers(in: Array("0000000".utf8).span).count == 64)
  }

  @Test func oddNamesAreHarmless() {
    let odd = [
      "", " ", "|", "||||", "\n", "\u{0}", "'", "-", "'s", String(repeating: "a ", count: 300),
      String(repeating: "x", count: 5_000), "\u{301}", "Ａ", "ß", "İ", "名前", "🎓",
    ]
    var people: [Person] = []
    for first in odd {
      for last in odd {
        people.append(
          Person(
            role: .staff, first: first, last: last, preferred: first,
            identifiers: [.init(kind: "address", value: last), .init(kind: "dob", value: first)]))
      }
    }
    people.append(Person(role: .student, first: "Kim", last: "Poe"))
    let index = RosterIndex(Roster(people: people))
    var tokens: [Token] = []
    scanWords(Array("so kim poe left".utf8).span, into: &tokens)
    var found: [NameMatch] = []
    index.findNames(in: tokens.span, into: &found)
    #expect(
      found == [NameMatch(person: PersonID(index: people.count - 1), form: .full, words: 1..<3)])
  }

  @Test func aLargeDistrictIsIndexed() {
    var random = SeededGenerator(seed: 3)
    func word() -> String {
      String(
        (0..<Int.random(in: 3...9, using: &random)).map { _ in
          Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &random)))
        })
    }
    let firsts = (0..<2_000).map { _ in word() }
    let lasts = (0..<6_000).map { _ in word() }
    let people = (0..<40_000).map { index in
      Person(
        role: index % 20 == 0 ? .staff : .student, first: firsts[index % 2_000],
        last: lasts[(index * 7) % 6_000],
        identifiers: [.init(kind: "state-id", value: "\(1_000_000_000 + index)")])
    }
    let roster = Roster(people: people)
    let start = ContinuousClock.now
    let index = RosterIndex(roster)
    print("index of 40,000 people: \(ContinuousClock.now - start)")
    var text = ""
    while text.utf8.count < 400_000 {
      text += lasts[Int.random(in: 0..<6_000, using: &random)] + " the "
      text += firsts[Int.random(in: 0..<2_000, using: &random)] + " of an and for "
    }
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    scanWords(bytes.span, into: &tokens)
    var found: [NameMatch] = []
    let begin = ContinuousClock.now
    for _ in 0..<5 { index.findNames(in: tokens.span, into: &found) }
    print("names in \(tokens.count * 5) words: \(ContinuousClock.now - begin)")
    #expect(found.isEmpty)
  }
}
