import Foundation
import Native
import TestSupport
import Testing

@testable import People

@Suite struct RosterCacheTests {
  private static let profile = "domain hill.example staff\nroster students students.csv\n"

  /// Loads the district of a folder; the names of the files that were read, and what is known.
  private static func load(
    _ folder: borrowing PrivateFolder, _ cache: RosterCache?
  ) throws -> (read: [String], loaded: District.Loaded) {
    var read: [String] = []
    let profile = folder.path.appending("district.profile").description
    let loaded = try District.load(profile: profile, cache: cache) { path in
      read.append(FilePath(path).name.description)
      return try FileReader.contents(of: FilePath(path), limit: 1 << 24)
    }
    return (read, loaded)
  }

  /// Waits until the state of a file that was just written is sure to tell of later changes.
  private static func settle() async throws { try await Task.sleep(for: .milliseconds(1_050)) }

  private static let all = ["district.profile", "students.csv"]
  private static let profileAlone = ["district.profile"]

  @Test func rostersAreReadOnceAndAgainAfterEveryChange() async throws {
    let files = try PrivateFolder()
    let kept = try PrivateFolder()
    let cache = RosterCache(folder: kept.path)
    let rows = RosterMaker.table(60) + "nobody,,,13/45/2011,,,\n,,,,,,\n"
    try files.write(rows, as: "students.csv")
    try files.write(Self.profile, as: "district.profile")
    // What changed a moment ago may change again and look the same.
    #expect(try Self.load(files, cache).read == Self.all)
    #expect(try kept.names.isEmpty)
    try await Self.settle()
    let first = try Self.load(files, cache)
    #expect(first.read == Self.all)
    let name = try #require(try kept.names.first { $0 != "roster.key" })
    #expect(try Set(kept.names) == [name, "roster.key"])
    #expect(try kept.mode(of: name) == 0o600 && kept.mode(of: "roster.key") == 0o600)
    let second = try Self.load(files, cache)
    #expect(second.read == Self.profileAlone)
    // The same people, the same answers, and the same words about rows with mistakes.
    let people = first.loaded.district.roster.people
    #expect(second.loaded.district.roster.people == people && people.count > 60)
    #expect(
      RosterImageTests.answers(second.loaded.district.roster.store, about: people)
        == RosterImageTests.answers(first.loaded.district.roster.store, about: people))
    #expect(second.loaded.diagnostics == first.loaded.diagnostics)
    #expect(!second.loaded.diagnostics.isEmpty && !second.loaded.isBad)
    #expect(second.loaded.rosterPaths == first.loaded.rosterPaths)
    #expect(second.loaded.rosterPaths.count == 1)
    #expect(try Self.load(files, nil).read == Self.all)

    // A byte of the same length, written in place.
    try files.write(rows.replacing("Ruiz", with: "Rios"), as: "students.csv")
    let changed = try Self.load(files, cache)
    #expect(changed.read == Self.all)
    #expect(changed.loaded.district.roster.people.contains { $0.last == "Rios" })
    try await Self.settle()
    #expect(try Self.load(files, cache).read == Self.all)
    #expect(try Self.load(files, cache).read == Self.profileAlone)
    // The same bytes under the old times, as a copy has them, are another file.
    let path = files.path.appending("students.csv").description
    let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    try files.remove("students.csv")
    try files.write(rows, as: "students.csv")
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(date)], ofItemAtPath: path)
    let copied = try Self.load(files, cache)
    #expect(copied.read == Self.all && copied.loaded.district.roster.people == people)
    // Whom it lists counts too.
    try await Self.settle()
    #expect(try Self.load(files, cache).read == Self.all)
    try files.write(
      Self.profile.replacing("roster students", with: "roster staff   "), as: "district.profile")
    let staff = try Self.load(files, cache)
    #expect(staff.read == Self.all && staff.loaded.district.roster.people[0].role == .staff)
    // A file that is gone is an error, not a memory.
    try files.remove("students.csv")
    #expect(try Self.load(files, cache).loaded.isBad)
  }

  @Test func whatOthersMaySeeOrTouchIsNotUsed() async throws {
    let files = try PrivateFolder()
    let kept = try PrivateFolder()
    let cache = RosterCache(folder: kept.path)
    try files.write(RosterMaker.table(40), as: "students.csv")
    try files.write(Self.profile, as: "district.profile")
    try await Self.settle()
    try kept.setMode(0o755)
    #expect(try Self.load(files, cache).read == Self.all)
    #expect(try kept.names.isEmpty)
    try kept.setMode(0o700)
    #expect(try Self.load(files, cache).read == Self.all)
    #expect(try Self.load(files, cache).read == Self.profileAlone)
    let name = try #require(try kept.names.first { $0 != "roster.key" })
    try kept.setMode(0o640, of: name)
    #expect(try Self.load(files, cache).read == Self.all)
    #expect(try kept.mode(of: name) == 0o600)
    try kept.setMode(0o750)
    #expect(try Self.load(files, cache).read == Self.all)
    try kept.setMode(0o700)

    // Damaged files: made anew, at once or when the damage is met; the answers stay.
    let whole = try kept.bytes(of: name)
    let people = try Self.load(files, cache).loaded.district.roster.people
    var random = SeededGenerator(seed: 6)
    for round in 0..<40 {
      var bytes = whole
      if round % 4 == 0 {
        bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
      } else {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 0x40
      }
      try kept.write(bytes, as: name)
      let roster = try Self.load(files, cache).loaded.district.roster
      #expect(roster.people == people && !roster.isLost)
    }
    // Without its key, or with another, the file is worth nothing and is made anew.
    #expect(try Self.load(files, cache).read == Self.profileAlone)
    try kept.remove("roster.key")
    #expect(try Self.load(files, cache).read == Self.all)
    #expect(try Self.load(files, cache).read == Self.profileAlone)
    var key = try kept.bytes(of: "roster.key")
    key[key.count - 1] ^= 1
    try kept.write(key, as: "roster.key")
    #expect(try Self.load(files, cache).read == Self.all)
    #expect(try Self.load(files, cache).loaded.district.roster.people == people)
    // A row that is an error is told every time: nothing is kept of such a roster.
    try files.write("", as: "students.csv")
    try await Self.settle()
    #expect(try Self.load(files, cache).loaded.isBad)
    #expect(try Self.load(files, cache).read == Self.all)
  }

  @Test func notesComeBackAsTheyWere() {
    let notes = [
      Diagnostic(
        .warning, "é", at: Place(path: "a.csv", line: 7, column: 1), line: "", hint: "say\nso"),
      Diagnostic(.error, "", at: Place(path: "", line: 0, column: 0), line: ""),
    ]
    let bytes = RosterNotes.bytes(of: notes)
    #expect(RosterNotes.diagnostics(in: bytes.span) == notes)
    for end in 0..<bytes.count {
      #expect(RosterNotes.diagnostics(in: bytes.span.extracting(0..<end)) == nil)
    }
  }
}
