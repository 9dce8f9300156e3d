import Native
import TestSupport
import Testing

@testable import People

@Suite struct RosterImageTests {
  /// Everything that can be asked of a roster and its index, asked about all of some people.
  static func answers(_ store: RosterStore, about people: [Person]) -> [String] {
    let roster = Roster(store)
    let index = RosterIndex(roster)
    var answers = ["\(roster.count)"]
    for place in -1...people.count {
      let id = PersonID(index: place)
      answers.append("\(String(describing: roster.role(of: id)))")
      guard people.indices.contains(place) else {
        answers.append("\(roster[id] == nil)")
        continue
      }
      // Sets have no order of their own.
      answers.append(roster[id] == people[place] ? "itself" : "another")
      let person = people[place]
      for address in person.addresses {
        answers.append("\(String(describing: roster.person(withAddress: address)))")
      }
      answers.append("\(roster.people(named: person.fullName).map(\.index))")
      for identifier in person.identifiers {
        answers.append("\(roster.people(withPhone: identifier.value).map(\.index))")
        let found = index.identifiers(in: identifier.value.utf8.span)
        answers.append("\(found.map { "\($0.kind) \($0.person.index)" })")
      }
      let text = "I saw \(person.fullName)'s dog, \(person.last), \(person.first) at 12 Elm St"
      answers.append("\(names(in: text, index))")
    }
    return answers
  }

  private static func names(in text: String, _ index: RosterIndex) -> [String] {
    var folder = Folder()
    let folded = folder.foldedBytes(Array(text.utf8).span)
    var tokens: [Token] = []
    scanWords(folded.span, into: &tokens)
    var found: [NameMatch] = []
    index.findNames(in: tokens.span, into: &found)
    let firsts = tokens.flatMap { index.people(first: $0.hash) + index.people(last: $0.hash) }
    return found.map { "\($0.person.index) \($0.form) \($0.words)" } + firsts.map { "\($0.index)" }
  }

  @Test func tablesHoldWhatWasAddedInItsOrder() throws {
    var random = SeededGenerator(seed: 3)
    for size in [0, 1, 2, 3, 17, 400, 3_000] {
      var builder = KeyTable.Builder()
      var twin: [UInt64: [Int]] = [:]
      for _ in 0..<size {
        let key =
          [0, 1, .max, UInt64.random(in: 0...40, using: &random), random.next()]
          .randomElement(using: &random) ?? 0
        let value = Int.random(in: 0...200, using: &random)
        builder.add(key, value)
        if twin[key, default: []].count < KeyTable.mostValues, twin[key]?.contains(value) != true {
          twin[key, default: []].append(value)
        }
      }
      let table = builder.table()
      for (key, values) in twin {
        let bucket = KeyTable.bucket(key, bits: table.bits)
        let range = Int(table.starts[bucket])..<Int(table.starts[bucket + 1])
        #expect(range.filter { table.keys[$0] == key }.map { Int(table.values[$0]) } == values)
      }
      #expect(table.keys.count == twin.values.map(\.count).reduce(0, +))
    }
  }

  @Test func peopleComeBackAsTheyWere() {
    var strange = Person(role: .unknown, first: "", last: "")
    strange.title = String(repeating: "é", count: 300)
    strange.related = [PersonID(index: 1_000_000)]
    for person in RosterMaker.people(200, seed: 9) + [strange] {
      var bytes: [UInt8] = []
      PersonRecord.write(person, into: &bytes)
      #expect(PersonRecord.person(in: bytes.span) == person)
      #expect(PersonRecord.role(in: bytes.span) == person.role)
      for end in 0..<bytes.count {
        #expect(PersonRecord.person(in: bytes.span.extracting(0..<end)) == nil)
      }
      #expect(PersonRecord.person(in: (bytes + [0]).span) == nil)
    }
    #expect(
      PersonRecord.person(in: [0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF].span) == nil)
  }

  @Test func nobodyIsInAnEmptyRoster() {
    #expect(Roster.empty.isEmpty && Roster.empty.people.isEmpty && !Roster.empty.isLost)
    #expect(Self.answers(RosterStore([]), about: []).count == 5)
  }

  /// The image of a sealed file.
  private static func opened(_ file: CompiledFile, _ key: [UInt8]) -> RosterImage? {
    file.array(of: RosterImage.Section.salt, as: UInt8.self).flatMap {
      RosterImage(file, seal: RosterSeal(key: key, salt: $0))
    }
  }

  @Test func aFileAloneTellsNothing() {
    let people = RosterMaker.people(80, seed: 4)
    let key = [UInt8].random(count: RosterSeal.keyLength)
    let writer = RosterImageWriter(people)
    let file = writer.file(identity: [], notes: Array("row".utf8), key: key)
    let bytes = file.bytes()
    for person in people {
      for text in [person.first, person.last] + person.addresses where text.utf8.count > 3 {
        let needle = Array(text.utf8)
        #expect(bytes.span.firstOffset(of: needle.span) == nil, "\(text)")
      }
    }
    // No key but the right one opens it, and no two files of the same people are alike.
    let sealed = CompiledFile(file)
    #expect(Self.opened(sealed, key) != nil)
    var wrong = key
    wrong[31] ^= 1
    #expect(Self.opened(sealed, wrong) == nil)
    let again = writer.file(identity: [], notes: Array("row".utf8), key: key).bytes()
    #expect(bytes.count == again.count && bytes.suffix(4096) != again.suffix(4096))
  }

  @Test func aPieceIsOpenedUnderItsOwnNumberOnly() {
    let seal = RosterSeal(key: [UInt8].random(count: RosterSeal.keyLength), salt: [1])
    for length in [0, 1, 4095, 4096] {
      let bytes = [UInt8](repeating: 7, count: length)
      let sealed = seal.seal(bytes, number: 3)
      #expect(sealed.count == length + RosterSeal.overhead)
      #expect(seal.open(sealed, number: 3) == bytes)
      #expect(seal.open(sealed, number: 4) == nil)
      #expect(seal.open(Array(sealed.dropLast()), number: 3) == nil)
    }
    #expect(seal.open([], number: 0) == nil)
  }

  @Test func damagedFilesNeverChangeAnAnswer() throws {
    let people = RosterMaker.people(120, seed: 4)
    let expected = Self.answers(RosterStore(people), about: people)
    let key = [UInt8].random(count: RosterSeal.keyLength)
    let file = RosterImageWriter(people).file(identity: [], notes: [], key: key)
    let bytes = file.bytes()
    let scratch = try PrivateFolder()
    let path = scratch.path.appending("roster")
    var random = SeededGenerator(seed: 8)
    var opened = 0
    var remade = 0
    func check(_ bytes: [UInt8]) throws {
      try scratch.write(bytes, as: "roster")
      guard
        let file = CompiledFile(
          path, kind: RosterImage.kind, isPrivate: true, unchecked: RosterImage.Section.data),
        let found = Self.opened(file, key)
      else { return }
      opened += 1
      let store = RosterStore(found) {
        RosterImageWriter(people).image()
      }
      #expect(Self.answers(store, about: people) == expected)
      #expect(!store.isLost)
      if !found.isWhole { remade += 1 }
    }
    try check(bytes)
    #expect(opened == 1 && remade == 0)
    for _ in 0..<60 {
      var damaged = bytes
      let place = Int.random(in: 0..<damaged.count, using: &random)
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try check(damaged)
    }
    #expect(opened > 20 && remade > 20)
    for length in [0, 1, 39, 40, 200, bytes.count / 2, bytes.count - 1] {
      try check(Array(bytes.prefix(length)))
    }
    var zeroed = bytes
    for place in bytes.count / 2..<bytes.count { zeroed[place] = 0 }
    try check(zeroed)
    try check(bytes + [0])
    #expect(opened <= 62)
  }

  @Test func whatCannotBeMadeAnewIsSaidToBeLost() throws {
    let people = RosterMaker.people(50, seed: 4)
    let key = [UInt8].random(count: RosterSeal.keyLength)
    var bytes = RosterImageWriter(people).file(identity: [], notes: [], key: key)
      .bytes()
    bytes[bytes.count - 20] ^= 0x10
    let scratch = try PrivateFolder()
    try scratch.write(bytes, as: "roster")
    let file = try #require(
      CompiledFile(
        scratch.path.appending("roster"), kind: RosterImage.kind,
        unchecked: RosterImage.Section.data))
    let store = RosterStore(try #require(Self.opened(file, key))) { nil }
    #expect(!store.isLost)
    store.checkAll()
    #expect(store.isLost)
    #expect(Roster(store)[PersonID(index: 0)] == nil)
    // Another roster than the one that ids were given out of is no help.
    let other = RosterStore(try #require(Self.opened(file, key))) {
      RosterImageWriter(Array(people.dropLast())).image()
    }
    other.checkAll()
    #expect(other.isLost)
  }

  @Test func layoutsThatNobodyWroteAreNotOpened() {
    let people = RosterMaker.people(10, seed: 2)
    var random = SeededGenerator(seed: 21)
    for round in 0..<300 {
      // The same pieces, sealed by the owner, with numbers of the layout that point anywhere.
      let key = [UInt8].random(count: RosterSeal.keyLength)
      let whole = CompiledFile(
        RosterImageWriter(people).file(identity: [], notes: [], key: key))
      var layout = whole.array(of: RosterImage.Section.layout, as: UInt64.self) ?? []
      let place = round % layout.count
      layout[place] =
        [0, 1, 7, 8, 1 << 20, 1 << 40, .max, UInt64.random(in: 0...5_000, using: &random)]
        .randomElement(using: &random) ?? 0
      var writer = CompiledFileWriter(kind: RosterImage.kind)
      writer.add(RosterImage.Section.layout, layout)
      for section in [
        RosterImage.Section.salt, RosterImage.Section.words, RosterImage.Section.data,
      ] {
        writer.add(section, whole.array(of: section, as: UInt8.self) ?? [])
      }
      guard let image = Self.opened(CompiledFile(writer), key) else { continue }
      // What opens may answer anything, but must not trap.
      _ = Self.answers(RosterStore(image) { nil }, about: people)
    }
  }
}
