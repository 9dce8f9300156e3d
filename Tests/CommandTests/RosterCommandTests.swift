import Foundation
import TestSupport
import Testing

@Suite struct RosterCommandTests {
  private static let students = """
    lasid,first,last,dob,email,guardian,guardian phone,shoe size
    40018,Marisol,Quintero,2011-04-09,mq@stu.hill.example,Ana Quintero,413-555-0142,38
    40019,Tobias,Lindqvist,2012-08-30,tl@stu.hill.example,Greta Lindqvist,413-555-0143,39

    """
  private static let mail = """
    From: a.lee@hill.example
    To: x@vendor.example
    Subject: 40018

    Marisol Quintero was suspended. Out of school suspension.

    """

  /// A district that scans with its files, and one that has the index alone.
  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let domains = "domain hill.example staff\ndomain stu.hill.example student\n"
    try folder.write(Array(Self.students.utf8), to: "office/students.csv")
    try folder.write(
      Array("\(domains)roster students students.csv\n".utf8), to: "office/district.profile")
    try folder.write(
      Array("\(domains)roster index roster.index key roster.key\n".utf8),
      to: "gate/district.profile")
    try folder.write(Array(Self.mail.utf8), to: "mail.eml")
    return folder
  }

  private func build(_ folder: borrowing ScratchFolder, _ more: String...) throws -> Run {
    try Run(
      ["roster", "build", "--profile", folder.path("office/district.profile")]
        + ["--out", folder.path("gate/roster.index"), "--key", folder.path("gate/roster.key")]
        + more, environment: ["CHAPERONE_CACHE": "off"])
  }

  private func run(
    _ folder: borrowing ScratchFolder, _ command: [String], _ place: String = "gate",
    input: [UInt8]? = nil
  ) throws -> Run {
    try Run(
      command + ["--profile", folder.path("\(place)/district.profile")], input: input,
      environment: ["CHAPERONE_CACHE": "off"])
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func theIndexStandsForTheFiles() throws {
    let folder = try folder()
    let built = try build(folder)
    #expect(built.code == 0)
    #expect(built.text.contains("2 students, 0 staff, 2 guardians"))
    #expect(built.text.contains("a new key"))
    #expect(built.error.contains("unknown column 'shoe size'"))
    #expect(try mode(folder.path("gate/roster.index")) == 0o600)
    #expect(try mode(folder.path("gate/roster.key")) == 0o600)
    // The same key again; it is not made anew.
    let again = try build(folder)
    #expect(again.code == 0 && !again.text.contains("a new key"))
    let mail = folder.path("mail.eml")
    for command in [
      ["scan", "--format", "jsonl", mail], ["explain", mail],
      ["scan", "--show-matches", mail],
    ] {
      let files = try run(folder, command, "office")
      let index = try run(folder, command)
      #expect(files.code == index.code && files.code <= 1)
      #expect(
        files.text.replacing(/"seconds":[0-9.e-]+/, with: "")
          == index.text.replacing(/"seconds":[0-9.e-]+/, with: ""))
    }
    // The student is known by name there.
    let hidden = try run(folder, ["scan", mail])
    #expect(!hidden.text.contains("Quintero"))
    let checked = try run(folder, ["check"], input: Array(Self.mail.utf8))
    #expect(try checked.code == run(folder, ["check"], "office", input: Array(Self.mail.utf8)).code)
  }

  @Test func whatIsWrongWithIndexOrKeyIsSaid() throws {
    let folder = try folder()
    let mail = folder.path("mail.eml")
    let index = URL(filePath: folder.path("gate/roster.index"))
    let key = URL(filePath: folder.path("gate/roster.key"))
    func expect(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      for command in [["scan", mail], ["explain", mail]] {
        let result = try run(folder, command)
        #expect(result.code == 78, sourceLocation: sourceLocation)
        #expect(result.error.contains(words), "\(result.error)", sourceLocation: sourceLocation)
        #expect(result.text.isEmpty, sourceLocation: sourceLocation)
      }
      let checked = try run(folder, ["check"], input: Array(Self.mail.utf8))
      #expect(checked.code == 78, sourceLocation: sourceLocation)
    }
    try expect("copy the key that 'chaperone roster build' made")
    #expect(try build(folder).code == 0)
    let goodKey = try Data(contentsOf: key)
    let goodIndex = try Data(contentsOf: index)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.path)
    try expect("make it private: chmod 600")
    #expect(try build(folder).code == 78)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
    try Data(Array(String(repeating: "ab", count: 32).utf8)).write(to: key)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
    try expect("it was made with another key")
    try goodKey.write(to: key)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
    var damaged = goodIndex
    damaged[damaged.count / 2] ^= 1
    try damaged.write(to: index)
    try expect("it is damaged")
    try (Data("chaperone roster index 0\n".utf8) + goodIndex.dropFirst(25)).write(to: index)
    try expect("another version of chaperone made it")
    try Data("first,last\n".utf8).write(to: index)
    try expect("it is no roster index")
    try FileManager.default.removeItem(at: index)
    try expect("make it with 'chaperone roster build'")
  }

  @Test func mistakesOfTheRostersAreToldAndNothingIsWritten() throws {
    let folder = try folder()
    try folder.write(Array("shoe size\n38\n".utf8), to: "office/students.csv")
    let result = try build(folder)
    #expect(result.code == 78)
    #expect(result.error.contains("no column with names"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("gate/roster.index")))
    try folder.write(Array("domain hill.example staff\n".utf8), to: "office/district.profile")
    #expect(try build(folder).error.contains("the profile names no roster"))
  }
}
