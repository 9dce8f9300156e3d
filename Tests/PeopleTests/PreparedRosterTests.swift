import Foundation
import Native
import TestSupport
import Testing

@testable import People

@Suite struct PreparedRosterTests {
  private static let people = [
    "sasid,lasid,first,last,preferred,dob,email,guardian,guardian_phone,address",
    "1029384756,40018,Marisol,Quintero,Mari,2011-04-09,mq@stu.hill.example,Ana Quintero,413-555-0142,25 Sikes Ave",
    "1029384757,40019,Tobias,Lindqvist,,2012-08-30,tl@stu.hill.example,Greta Lindqvist,413-555-0143,9 Elm St",
  ].joined(separator: "\n")

  private static func loader() -> RosterLoader {
    var loader = RosterLoader()
    let bytes = Array(people.utf8)
    loader.load(bytes.span, kind: .students, path: "students.csv")
    return loader
  }

  private static func key(_ folder: borrowing PrivateFolder, _ name: String) throws -> KeyFile {
    try KeyFile(creating: folder.path.appending(FilePath(name)))
  }

  private static func problem(
    _ bytes: [UInt8], _ key: KeyFile
  ) -> PreparedRoster.Problem? {
    do throws(PreparedRoster.Problem) {
      _ = try PreparedRoster.roster(of: bytes, key: key)
      return nil
    } catch {
      return error
    }
  }

  @Test func theIndexAnswersAsTheRosterDoes() throws {
    let folder = try PrivateFolder()
    let key = try Self.key(folder, "key")
    let bytes = PreparedRoster.bytes(of: Self.loader(), key: key)
    let roster = try PreparedRoster.roster(of: bytes, key: key)
    let plain = Self.loader().roster()
    #expect(roster.people == plain.people && roster.count == 4)
    #expect(
      RosterImageTests.answers(roster.store, about: plain.people)
        == RosterImageTests.answers(plain.store, about: plain.people))
  }

  @Test func theIndexTellsNothing() throws {
    let folder = try PrivateFolder()
    let key = try Self.key(folder, "key")
    let bytes = PreparedRoster.bytes(of: Self.loader(), key: key)
    // Names, numbers, addresses and dates, in whatever case and however numbers are written.
    let text = String(decoding: bytes, as: Unicode.ASCII.self).lowercased()
    let cells = Self.people.lowercased().split { ",\n @".contains($0) }.map(String.init)
    for cell in cells + ["4135550142", "5550142", "20110409"] where cell.utf8.count >= 3 {
      #expect(!text.contains(cell), "\(cell) can be read in the index")
    }
    // Nor the hashes that everybody can make of them.
    for word in ["marisol", "quintero", "tobias", "40018"] {
      for hash in [WordHash.hash(Array(word.utf8).span), KeyTable.key(word)] {
        let little = withUnsafeBytesOf(hash)
        #expect(!Self.contains(bytes, little) && !Self.contains(bytes, little.reversed()))
      }
    }
    // Two of the same people under the same key have no block in common.
    let other = PreparedRoster.bytes(of: Self.loader(), key: key)
    #expect(bytes.suffix(2_000) != other.suffix(2_000))
  }

  private func withUnsafeBytesOf(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    Data(bytes).range(of: Data(needle)) != nil
  }

  @Test func whatIsWrongIsToldApart() throws {
    let folder = try PrivateFolder()
    let key = try Self.key(folder, "key")
    let other = try Self.key(folder, "other")
    let bytes = PreparedRoster.bytes(of: Self.loader(), key: key)
    #expect(Self.problem(bytes, key) == nil)
    #expect(Self.problem(bytes, other) == .wrongKey)
    #expect(Self.problem(Array("sasid,first,last\n".utf8), key) == .foreign)
    #expect(Self.problem([], key) == .foreign)
    let older = String(decoding: bytes.prefix(25), as: UTF8.self)
      .replacingOccurrences(of: "3\n", with: "2\n")
    #expect(Self.problem(Array(older.utf8) + bytes.dropFirst(25), key) == .otherVersion)
    for length in [25, 90, 96, 200, bytes.count - 1] {
      let problem = Self.problem(Array(bytes.prefix(length)), key)
      #expect(problem == .damaged || problem == .wrongKey, "\(length) bytes")
    }
    // One changed byte anywhere is noticed at once.
    for place in stride(from: 0, to: bytes.count, by: 37) {
      var changed = bytes
      changed[place] ^= 0x10
      let isPadding = (25..<32).contains(place)
      #expect((Self.problem(changed, key) != nil) == !isPadding, "byte \(place)")
    }
  }

  @Test func keysArePrivate() throws {
    let folder = try PrivateFolder()
    let path = folder.path.appending("key")
    let key = try KeyFile(creating: path)
    #expect(try folder.mode(of: "key") == 0o600)
    #expect(try KeyFile(contentsOf: path).bytes == key.bytes)
    #expect(throws: FileError.self) { try KeyFile(creating: path) }
    for mode in [0o640, 0o604, 0o620, 0o666] {
      try folder.setMode(mode, of: "key")
      #expect(throws: KeyFile.Problem.open(mode: mode)) { try KeyFile(contentsOf: path) }
    }
    try folder.write("no key at all\n", as: "key")
    #expect(throws: KeyFile.Problem.malformed) { try KeyFile(contentsOf: path) }
    try folder.write(String(repeating: "0g", count: 32), as: "key")
    #expect(throws: KeyFile.Problem.malformed) { try KeyFile(contentsOf: path) }
    try folder.remove("key")
    #expect(throws: KeyFile.Problem.self) { try KeyFile(contentsOf: path) }
  }

  @Test func profilesNameAnIndexAndItsKey() throws {
    let folder = try PrivateFolder()
    let profile = folder.path.appending("district.profile").description
    try folder.write(
      "domain hill.example staff\nroster students students.csv\nroster index my people.index key my.key\n",
      as: "district.profile")
    let key = try Self.key(folder, "my.key")
    func load() throws -> (loaded: District.Loaded, read: [String]) {
      var read: [String] = []
      let loaded = try District.load(profile: profile) { path in
        read.append(FilePath(path).name.description)
        return try FileReader.contents(of: FilePath(path), limit: 1 << 24)
      }
      return (loaded, read)
    }
    let missing = try load().loaded
    #expect(missing.isBad && missing.diagnostics.count == 1)
    #expect(missing.diagnostics[0].hint == "make it with 'chaperone roster build'")
    try folder.write(
      PreparedRoster.bytes(of: Self.loader(), key: key), as: "my people.index")
    let (loaded, read) = try load()
    // The rosters' own files are not even looked for.
    #expect(!loaded.isBad && read == ["district.profile"])
    #expect(loaded.district.roster.count == 4)
    #expect(loaded.rosterPaths == [folder.path.appending("my people.index").description])
    try folder.setMode(0o644, of: "my.key")
    let open = try load().loaded
    #expect(open.isBad && open.district.roster.isEmpty)
    #expect(open.diagnostics[0].message.hasSuffix("others may read it (mode 644)"))
  }

  @Test(arguments: [
    "roster index", "roster index roster.index", "roster index key roster.key",
    "roster index roster.index key",
  ])
  func anIndexNeedsBothFiles(line: String) {
    let bytes = Array("domain hill.example staff\n\(line)\n".utf8)
    let parser = ProfileParser(bytes.span, path: "p")
    #expect(parser.diagnostics.count == 1 && parser.profile.rosterIndex == nil)
  }
}
