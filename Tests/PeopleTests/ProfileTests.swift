import Foundation
import Native
import People
import TestSupport
import Testing

@Suite struct ProfileTests {
  private func parse(_ bytes: [UInt8]) -> ProfileParser {
    ProfileParser(bytes.span, path: "district.profile")
  }

  @Test func readsEveryKey() throws {
    for bytes in [
      try Repository.bytes("profiles/good.profile").withLF,
      try Repository.bytes("profiles/good.profile").withCRLF,
    ] {
      let parser = parse(bytes)
      #expect(parser.diagnostics.map(\.rendered) == [])
      let profile = parser.profile
      #expect(profile.name == "Maple Hollow Public Schools")
      #expect(profile.policy == "ijndd")
      #expect(profile.timeZone?.name == "America/New_York")
      #expect(
        profile.schoolHours == [
          SchoolHours(minutes: 450..<855, weekdays: [1, 2, 3, 4]),
          SchoolHours(minutes: 450..<720, weekdays: [5]),
        ])
      #expect(
        profile.holidays.map { "\($0.lowerBound.iso) \($0.upperBound.iso)" } == [
          "2026-11-26 2026-11-26", "2026-12-24 2027-01-01",
        ])
      #expect(
        profile.domains == [
          "maplehollow.example": .staff, "students.maplehollow.example": .student,
          "portal.example": .district,
        ])
      #expect(profile.services == ["parentsquare": .district])
      #expect(profile.personalMail == ["valleycable.example", "hilltop.example"])
      #expect(profile.social == ["hallway.example"])
      #expect(
        profile.lists.map { "\($0.pattern) \($0.role)" } == [
          "allstaff@maplehollow.example staff", "*-families@maplehollow.example guardian",
          "*-familias@maplehollow.example guardian", "everyone@maplehollow.example unknown",
        ])
      #expect(profile.duties["d.osei@maplehollow.example"] == ["counselor"])
      #expect(profile.duties["l.brandt@maplehollow.example"] == ["counselor"])
      #expect(profile.duties["r.vance@maplehollow.example"] == ["advisor", "robotics-club"])
      #expect(profile.duties["t.okafor@maplehollow.example"] == ["coach", "advisor"])
      #expect(profile.unions == ["*@localteachers.example"])
      #expect(profile.rosters.map(\.path) == ["lists/students 2026, final.csv"])
    }
  }

  /// Every wrong profile against its diagnostics; `RECORD=1` writes them anew and fails.
  @Test func tellsEveryMistakeAtItsPlace() throws {
    let folder = Repository.fixture("profiles/wrong")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".profile") }.sorted()
    #expect(names.count >= 6)
    for name in names {
      let loaded = try District.load(profile: name) { path in
        [UInt8](try NamedData.read(folder.appending(path: path)))
      }
      let rendered = loaded.diagnostics.map(\.rendered).joined()
      let expected = folder.appending(path: name.replacing(".profile", with: ".expected"))
      if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try rendered.write(to: expected, atomically: true, encoding: .utf8)
        Issue.record("recorded \(name)")
        continue
      }
      #expect(rendered == (try? String(contentsOf: expected, encoding: .utf8)) ?? "", "\(name)")
      #expect(loaded.isBad)
    }
  }

  @Test func theExampleOfEveryKeyIsRight() {
    for key in [
      "policy", "time-zone", "school-hours", "holidays", "domain", "list", "role", "duty",
      "union", "roster", "personal-mail", "social",
    ] {
      let bare = parse(Array("domain a.example staff\n\(key)\n".utf8))
      let hint = bare.diagnostics.first?.hint ?? ""
      #expect(hint.hasPrefix("for example: \(key) "), "\(key): \(hint)")
      let line = hint.replacing("for example: ", with: "")
      let again = parse(Array("domain a.example staff\n\(line)\n".utf8))
      #expect(again.diagnostics.map(\.rendered) == [])
    }
  }

  @Test func anyBytesAreRead() {
    var random = SeededGenerator(seed: 11)
    let words = [
      "domain", "list", "role", "duty", ":", "@", "*", ",", " ", "\t", "\n", "\r\n", "..", "-", "é",
      "\u{FEFF}", "school-hours", "07:30-15:00", "holidays", "2026-01-01", "roster", "students",
      "\u{0}", "time-zone", "union", "#",
    ]
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<30, using: &random) {
        text += words[Int.random(in: 0..<words.count, using: &random)]
      }
      var bytes = Array(text.utf8)
      if !bytes.isEmpty, Bool.random(using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      for diagnostic in parse(bytes).diagnostics { #expect(!diagnostic.rendered.isEmpty) }
    }
  }

  @Test func rostersAreFoundBesideTheProfile() throws {
    var asked: [String] = []
    let loaded = try District.load(profile: "conf/district.profile") { path in
      asked.append(path)
      switch path {
      case "conf/district.profile":
        return Array(
          "domain a.example staff\nroster guardians g.csv\nroster students /srv/s.csv\n".utf8)
      case "/srv/s.csv": return Array("last,first,lasid\nPoe,Kim,41\n".utf8)
      default: return Array("name,email,student id\nAnn Poe,ann@home.example,41\n".utf8)
      }
    }
    #expect(asked == ["conf/district.profile", "/srv/s.csv", "conf/g.csv"])
    #expect(loaded.diagnostics == [] && !loaded.isBad)
    #expect(loaded.district.roster.people.map(\.fullName) == ["Kim Poe", "Ann Poe"])
    #expect(loaded.district.roster.people[1].related == [PersonID(index: 0)])
    #expect(!loaded.district.isGuessing)
  }
}

/// A file's bytes, or an error that reads the same on every system.
private enum NamedData {
  struct Missing: Error, CustomStringConvertible { let description = "No such file or directory" }

  static func read(_ url: URL) throws -> Data {
    guard let data = try? Data(contentsOf: url) else { throw Missing() }
    return data
  }
}
