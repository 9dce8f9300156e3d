import Foundation
import TestSupport
import Testing

/// `scan --seen`: what was scanned before is counted, and not scanned again.
@Suite struct SeenMessagesTests {
  private static let profile = ["--profile", Run.profile]

  private func message(_ number: Int, _ body: String = disclosure) -> [UInt8] {
    Array(
      """
      From: t.okafor@maplehollow.example
      To: office@maplehollow.example
      Subject: note \(number)
      Date: Wed, 4 Mar 2026 10:00:00 -0500
      Message-ID: <\(number)@maplehollow.example>

      \(body)

      """.utf8)
  }

  private func mbox(_ messages: [[UInt8]]) -> [UInt8] {
    messages.flatMap {
      Array("From a@b.example Wed Mar  4 10:00:00 2026\n".utf8) + $0 + Array("\n".utf8)
    }
  }

  /// The ids of the messages that were scanned, and the coverage.
  private func scan(
    _ scratch: borrowing ScratchFolder, _ options: String..., paths: [String],
    environment: [String: String] = [:]
  ) throws -> (ids: [String], coverage: [String: Any], run: Run) {
    var arguments = ["scan", "--format", "jsonl", "--seen", scratch.path("seen.sqlite")]
    arguments += Self.profile + options
    for path in paths { arguments.append(scratch.path(path)) }
    let run = try Run(arguments, environment: environment)
    let lines = try run.lines()
    let coverage = try #require(lines.last?["coverage"] as? [String: Any], "\(run.error)")
    return (lines.dropLast().compactMap { $0["id"] as? String }, coverage, run)
  }

  @Test(arguments: ["1", "3"])
  func whatWasScannedIsCountedAndPassedOver(jobs: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(mbox((1...40).map { message($0) }), to: "march.mbox")
    let first = try scan(scratch, "--jobs", jobs, paths: ["march.mbox"])
    #expect(first.ids.count == 40 && first.run.code == 1)
    #expect(first.coverage["seen_before"] as? Int == 0)
    // The same mail exported otherwise, with one more message and one that was changed.
    try scratch.write(mbox((1...30).map { message($0) }), to: "april/a.mbox")
    for number in 31...39 {
      try scratch.write(message(number).withCRLF, to: "april/\(number).eml")
    }
    try scratch.write(message(40, disclosure + " Call me."), to: "april/40.eml")
    try scratch.write(message(41), to: "april/41.eml")
    let second = try scan(scratch, "--jobs", jobs, paths: ["april", "march.mbox"])
    #expect(second.ids == ["40@maplehollow.example", "41@maplehollow.example"])
    #expect(second.coverage["messages"] as? Int == 81)
    #expect(second.coverage["scanned"] as? Int == 2)
    #expect(second.coverage["seen_before"] as? Int == 79)
    let third = try scan(scratch, "--jobs", jobs, paths: ["april"])
    #expect(third.ids.isEmpty && third.run.code == 0)
    #expect(third.coverage["bytes"] as? Int ?? 0 > 1_000)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
        == ["april", "march.mbox", "seen.sqlite"])
  }

  @Test func otherRulesPeopleOrReportsHideNothing() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mbox([message(1), message(2)]), to: "a.mbox")
    #expect(try scan(scratch, paths: ["a.mbox"]).ids.count == 2)
    #expect(try scan(scratch, paths: ["a.mbox"]).ids.isEmpty)
    // Another set of lexicons.
    let lexicon = try String(contentsOfFile: Run.lexicons + "/fixed.lexicon", encoding: .utf8)
    try scratch.write(Array(lexicon.replacing("+35", with: "+36").utf8), to: "L/fixed.lexicon")
    let other = ["CHAPERONE_LEXICONS": scratch.path("L")]
    let again = try scan(scratch, paths: ["a.mbox"], environment: other)
    #expect(again.ids.count == 2)
    #expect(again.run.error.contains("2 messages seen before by other lexicons, people or options"))
    #expect(try scan(scratch, paths: ["a.mbox"], environment: other).ids.isEmpty)
    // The first lexicons again, another profile, stricter coverage.
    #expect(try scan(scratch, paths: ["a.mbox"]).ids.count == 2)
    let profile = try String(contentsOfFile: Run.profile, encoding: .utf8)
    let folder = URL(filePath: Run.profile).deletingLastPathComponent().path
    let moved = profile.replacing(#/(?m)^(roster.*?) (\S+\.csv)/#) { "\($0.1) \(folder)/\($0.2)" }
    try scratch.write(Array((moved + "\n# changed\n").utf8), to: "other.profile")
    let people = try scan(
      scratch, "--profile", scratch.path("other.profile"), paths: ["a.mbox"])
    #expect(people.ids.count == 2, "\(people.run.error)")
    #expect(try scan(scratch, paths: ["a.mbox"]).ids.count == 2)
    #expect(try scan(scratch, "--strict-coverage", paths: ["a.mbox"]).ids.count == 2)
    // What a short text report did not show is no secret from a full one.
    let seen = ["--seen", scratch.path("seen.sqlite")]
    _ = try Run(["scan", "--show", "high"] + seen + Self.profile + [scratch.path("a.mbox")])
    #expect(try scan(scratch, paths: ["a.mbox"]).ids.count == 2)
  }

  @Test func whatWasNotReadWholeIsToldAgain() throws {
    let scratch = try ScratchFolder()
    let sealed = """
      From: t.okafor@maplehollow.example
      Message-ID: <sealed@maplehollow.example>
      MIME-Version: 1.0
      Content-Type: multipart/encrypted; boundary=b; protocol="application/pgp-encrypted"

      --b
      Content-Type: application/pgp-encrypted

      Version: 1
      --b
      Content-Type: application/octet-stream

      -----BEGIN PGP MESSAGE-----

      hQ==
      -----END PGP MESSAGE-----
      --b--

      """
    try scratch.write(mbox([message(1), Array(sealed.utf8)]), to: "a.mbox")
    for _ in 0..<2 { _ = try scan(scratch, paths: ["a.mbox"]) }
    let last = try scan(scratch, paths: ["a.mbox"])
    #expect(last.ids == ["sealed@maplehollow.example"] && last.run.code == 3)
    #expect((last.coverage["skipped"] as? [Any])?.count == 1)
  }

  @Test func aScanThatIsKilledHidesNothing() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mbox((1...50).map { message($0) }), to: "a.mbox")
    // A scan that waits for the rest of its input when it is killed.
    let process = Process()
    process.executableURL = Run.binary
    process.arguments =
      [
        "scan", "--lexicons", Run.lexicons, "--input-format", "mbox", "--jobs", "1", "--format",
        "jsonl", "--out", scratch.path("out.jsonl"), "--seen", scratch.path("seen.sqlite"), "-",
      ] + Self.profile
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    let waiting = scratch.path("seen.sqlite.part")
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: waiting) { usleep(20_000) }
    pipe.fileHandleForWriting.write(
      Data(try Data(contentsOf: scratch.url.appending(path: "a.mbox"))))
    // Another scan with the same file is told to wait meanwhile.
    let other = try Run(
      "scan", "--seen", scratch.path("seen.sqlite"), scratch.path("a.mbox"))
    #expect(other.code == 74 && other.error.contains("another scan is adding to it"))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(try scan(scratch, paths: ["a.mbox"]).ids.count == 50)
    #expect(try scan(scratch, paths: ["a.mbox"]).ids.isEmpty)
  }

  /// Killed and gone on with, a scan writes what an undisturbed one does, and the next one has seen it all.
  @Test func aScanThatIsGoneOnWithRemembersAll() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mbox((1...1_000).map { message($0) }), to: "old.mbox")
    try scratch.write(mbox((500...9_000).map { message($0) }), to: "all.mbox")
    #expect(try scan(scratch, paths: ["old.mbox"]).ids.count == 1_000)
    try FileManager.default.copyItem(
      atPath: scratch.path("seen.sqlite"), toPath: scratch.path("whole.sqlite"))
    func arguments(_ name: String) -> [String] {
      [
        "scan", "--jobs", "1", "--format", "jsonl", "--resume", "--out",
        scratch.path("\(name).jsonl"),
        "--seen", scratch.path("\(name).sqlite"),
      ] + Self.profile + [scratch.path("all.mbox")]
    }
    #expect(try Run(arguments("whole")).code == 1)
    let journal = scratch.path("seen.jsonl.journal")
    func noted() -> Int {
      let attributes = try? FileManager.default.attributesOfItem(atPath: journal)
      return attributes?[.size] as? Int ?? 0
    }
    var kills = 0
    while kills < 2 {
      let process = Process()
      process.executableURL = Run.binary
      process.arguments = arguments("seen")
      process.environment = ["CHAPERONE_LEXICONS": Run.lexicons]
      process.standardError = FileHandle.nullDevice
      try process.run()
      let before = max(noted(), 200)
      while process.isRunning, noted() <= before { Thread.sleep(forTimeInterval: 0.01) }
      guard process.isRunning else { break }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      kills += 1
    }
    #expect(kills > 0)
    if kills == 2 { #expect(try Run(arguments("seen")).code == 1) }
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: scratch.path("\(name).jsonl"), encoding: .utf8)
        .replacing(#/"seconds":[0-9.]+/#, with: "")
    }
    #expect(try text("seen") == text("whole"))
    #expect(try text("seen").contains("\"seen_before\":501"))
    let after = try scan(scratch, paths: ["old.mbox", "all.mbox"])
    #expect(after.ids.isEmpty)
    #expect(after.coverage["messages"] as? Int == 9_501)
  }

  @Test func eachPartOfAScanHasAFileOfItsOwn() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mbox((1...60).map { message($0) }), to: "a.mbox")
    func part(_ number: Int, _ seen: String) throws -> Run {
      try Run(
        [
          "scan", "--format", "jsonl", "--shard", "\(number)/2", "--out",
          scratch.path("\(number).jsonl"), "--seen", scratch.path(seen), scratch.path("a.mbox"),
        ] + Self.profile)
    }
    #expect(try part(1, "1.sqlite").code == 1)
    let wrong = try part(2, "1.sqlite")
    #expect(wrong.code == 64 && wrong.error.contains("has what part 1/2 scanned"))
    #expect(try part(2, "2.sqlite").code == 1)
    let whole = try Run("scan", "--seen", scratch.path("1.sqlite"), scratch.path("a.mbox"))
    #expect(whole.code == 64, "\(whole.error)")
    #expect(try part(1, "1.sqlite").code == 0 && part(2, "2.sqlite").code == 0)
    let merged = try Run("merge", scratch.path("1.jsonl"), scratch.path("2.jsonl"))
    let coverage = try #require(try merged.lines().last?["coverage"] as? [String: Any])
    #expect(coverage["messages"] as? Int == 60 && coverage["seen_before"] as? Int == 60)
  }

  @Test(arguments: ["text", "html", "csv", "sarif", "jsonl"])
  func everyReportTellsHowManyWereSeen(format: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(mbox([message(1), message(2)]), to: "a.mbox")
    try scratch.write(message(3), to: "b.eml")
    let show = ["--show", "low"] + Self.profile
    for name in ["1", "2"] {
      let seen = ["--seen", scratch.path("\(name).sqlite")]
      _ = try Run(
        ["scan", "--format", name == "1" ? format : "jsonl", "--quiet"] + seen + show
          + [scratch.path("a.mbox")])
    }
    let paths = [scratch.path("a.mbox"), scratch.path("b.eml")]
    let direct = try Run(
      ["scan", "--format", format, "--seen", scratch.path("1.sqlite")] + show + paths)
    #expect(
      direct.text.contains(
        format == "sarif" || format == "jsonl" ? "\"seen_before\"" : "2 messages seen before"))
    #expect(direct.text.contains("note 3") || direct.text.contains("3@maplehollow.example"))
    // The store of jsonl's rules: both tell everything.
    let store = scratch.path("f.sqlite")
    _ = try Run(
      ["scan", "--out", store, "--seen", scratch.path("2.sqlite")] + Self.profile + paths)
    let made = try Run("report", store, "--format", format, "--show", "low")
    func plain(_ run: Run) -> String { run.text.replacing(#/"seconds":[0-9.]+/#, with: "") }
    #expect(plain(made) == plain(direct))
  }

  @Test func anotherFileIsToldSo() throws {
    let scratch = try ScratchFolder()
    try scratch.write(message(1), to: "a.eml")
    try scratch.write(Array("no database at all".utf8), to: "x.sqlite")
    let run = try Run("scan", "--seen", scratch.path("x.sqlite"), scratch.path("a.eml"))
    #expect(run.code == 65 && run.error.contains("x.sqlite"), "\(run.error)")
    _ = try Run("scan", "--out", scratch.path("f.sqlite"), scratch.path("a.eml"))
    let store = try Run("scan", "--seen", scratch.path("f.sqlite"), scratch.path("a.eml"))
    #expect(store.code == 65 && store.error.contains("no file of messages that were seen"))
    let same = try Run("scan", "--seen", scratch.path("a.eml"), scratch.path("a.eml"))
    #expect(same.code == 64 && same.error.contains("would be replaced"))
  }
}
