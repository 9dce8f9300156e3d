import Foundation
import TestSupport
import Testing

/// Scans in parts, and scans that are broken off.
@Suite struct LongScanTests {
  /// A mailbox, a folder of single messages, and a file that nobody can read.
  private func sources(_ scratch: borrowing ScratchFolder, messages: Int) throws -> [String] {
    var mbox: [UInt8] = []
    var random = SeededGenerator(seed: 3)
    for number in 0..<messages {
      mbox += Array("From a@b.example Wed Mar  4 10:00:00 2026\n".utf8)
      let body = Bool.random(using: &random) ? disclosure : "Nothing at all, number \(number)."
      mbox += mail(subject: "n\(number)", "\(body)\n\(body)") + Array("\n".utf8)
    }
    try scratch.write(mbox, to: "in/a.mbox")
    try scratch.write(mail(disclosure), to: "in/b.eml")
    try scratch.write([0, 1, 2, 0], to: "in/c.bin")
    try scratch.write(
      Array(#"{"id":"j","body":"The student starts an out of school suspension on Monday."}"#.utf8),
      to: "in/d.jsonl")
    return [scratch.path("in"), scratch.path("not-there")]
  }

  private static let profile = ["--profile", Run.profile]

  private func withoutSeconds(_ text: String) -> String {
    text.replacing(#/"seconds":[0-9.]+/#, with: "\"seconds\":0")
  }

  @Test(arguments: [1, 2, 7, 64])
  func mergedPartsAreTheWholeByteForByte(count: Int) throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch, messages: 90)
    let whole = try Run(["scan", "--format", "jsonl"] + Self.profile + paths)
    var parts: [String] = []
    for number in 1...count {
      let part = scratch.path("part-\(number).jsonl")
      let run = try Run(
        ["scan", "--format", "jsonl", "--shard", "\(number)/\(count)", "--out", part]
          + Self.profile + paths)
      #expect([0, 1, 3, 65, 66].contains(run.code), "\(run.error)")
      parts.append(part)
    }
    let merged = try Run(["merge"] + parts)
    #expect(merged.code == 0)
    #expect(withoutSeconds(merged.text) == withoutSeconds(whole.text))
    let coverage = try #require(try merged.lines().last?["coverage"] as? [String: Any])
    #expect(coverage["messages"] as? Int == 92)
    #expect((coverage["skipped"] as? [Any])?.count == 2)
  }

  @Test func aPartThatWasBrokenOffIsNotMerged() throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch, messages: 5)
    let whole = try Run(["scan", "--format", "jsonl"] + Self.profile + paths)
    let lines = whole.text.split(separator: "\n")
    try scratch.write(Array(lines.dropLast().map { $0 + "\n" }.joined().utf8), to: "cut.jsonl")
    try scratch.write(whole.output, to: "whole.jsonl")
    let run = try Run(
      "merge", scratch.path("whole.jsonl"), scratch.path("cut.jsonl"), "--out",
      scratch.path("all.jsonl"))
    #expect(run.code == 65)
    #expect(run.error.contains("cut.jsonl: ends without its coverage record"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("all.jsonl")))
    #expect(try Run("merge", scratch.path("nowhere.jsonl")).code == 74)
    #expect(try Run("merge").code == 64)
  }

  @Test func partsThatDoNotFitTogetherAreTold() throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch, messages: 40)
    func part(_ number: Int, of count: Int = 3) throws -> String {
      let path = scratch.path("\(number)-of-\(count).jsonl")
      _ = try Run(
        ["scan", "--format", "jsonl", "--shard", "\(number)/\(count)", "--out", path]
          + Self.profile + paths)
      return path
    }
    let parts = try (1...3).map { try part($0) }
    #expect(try Run(["merge"] + parts).code == 0)
    // In another order, twice, of another scan: nothing is merged.
    #expect(try Run("merge", parts[1], parts[0], parts[2]).code == 64)
    #expect(try Run("merge", parts[0], parts[0], parts[1], parts[2]).code == 64)
    #expect(try Run("merge", parts[0], try part(2, of: 2)).code == 65)
    // One is missing.
    for (given, missing) in [
      ([0, 2], "part 2/3 is missing"), ([0], "parts 2 to 3 of 3 are missing"),
      ([1, 2], "part 1/3 is missing"),
    ] {
      let run = try Run(["merge"] + given.map { parts[$0] })
      #expect(run.code == 3 && run.error.contains(missing), "\(run.error)")
      #expect(run.text.contains(missing))
    }
    // A file went, or grew, between two parts.
    for change in ["gone", "longer"] {
      if change == "gone" {
        try FileManager.default.removeItem(atPath: scratch.path("in/b.eml"))
      } else {
        try scratch.write(mail(disclosure + " And more."), to: "in/b.eml")
      }
      let last = try part(3)
      let out = scratch.path("all.jsonl")
      let run = try Run("merge", parts[0], parts[1], last, "--out", out)
      #expect(run.code == 3)
      #expect(run.error.contains("3-of-3.jsonl: this part saw other files"), "\(run.error)")
      #expect(
        try String(contentsOfFile: out, encoding: .utf8).contains("this part saw other files"))
    }
  }

  @Test func partsAreNamedAsTheyAre() throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch, messages: 1)
    for wrong in ["0/3", "4/3", "1/0", "1", "a/b", "1/2/3"] {
      #expect(try Run(["scan", "--shard", wrong] + paths).code == 64, "\(wrong)")
    }
    let run = try Run("scan", "--shard", "1/2", "-", input: mail(disclosure))
    #expect(run.code == 64 && run.error.contains("standard input cannot be read in parts"))
  }

  /// Kills a scan again and again; what comes out in the end is what an undisturbed one writes.
  @Test func aScanThatIsKilledGoesOn() throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch, messages: 8_000)
    let whole = try Run(["scan", "--format", "jsonl"] + Self.profile + paths)
    let out = scratch.path("all.jsonl")
    let arguments =
      ["scan", "--jobs", "1", "--format", "jsonl", "--resume", "--out", out] + Self.profile + paths
    func noted() -> Int {
      let attributes = try? FileManager.default.attributesOfItem(atPath: out + ".journal")
      return attributes?[.size] as? Int ?? 0
    }
    var random = SeededGenerator(seed: UInt64(ProcessInfo.processInfo.processIdentifier))
    var kills = 0
    while kills < 4 {
      let process = Process()
      process.executableURL = Run.binary
      process.arguments = arguments
      process.environment = ["CHAPERONE_LEXICONS": Run.lexicons]
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Once it has noted how far it came, at any moment.
      let before = max(noted(), 200)
      while process.isRunning, noted() <= before { Thread.sleep(forTimeInterval: 0.01) }
      Thread.sleep(forTimeInterval: Double.random(in: 0...0.4, using: &random))
      guard process.isRunning else { break }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      kills += 1
    }
    if kills == 4 { #expect(try Run(arguments).code == 1) }
    #expect(kills > 0)
    let text = try String(contentsOfFile: out, encoding: .utf8)
    #expect(withoutSeconds(text) == withoutSeconds(whole.text))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
        == ["all.jsonl", "in"])
  }

  /// A folder that is lost while it is read stops a scan that can be gone on with; it is no loss of coverage.
  @Test func aFolderThatIsLostIsWaitedFor() throws {
    let scratch = try ScratchFolder()
    _ = try sources(scratch, messages: 8_000)
    for number in 0..<3 {
      try scratch.write(mail(disclosure), to: "in/z\(number).eml")
    }
    let whole = try Run(["scan", "--format", "jsonl"] + Self.profile + [scratch.path("in")])
    let out = scratch.path("all.jsonl")
    let arguments =
      ["scan", "--jobs", "1", "--format", "jsonl", "--resume", "--out", out] + Self.profile
      + [scratch.path("in")]
    let process = Process()
    process.executableURL = Run.binary
    process.arguments = arguments
    process.environment = ["CHAPERONE_LEXICONS": Run.lexicons]
    process.standardError = FileHandle.nullDevice
    try process.run()
    func noted() -> Int {
      let attributes = try? FileManager.default.attributesOfItem(atPath: out + ".journal")
      return attributes?[.size] as? Int ?? 0
    }
    while process.isRunning, noted() <= 200 { Thread.sleep(forTimeInterval: 0.01) }
    // What is left of a share that is not connected any more: its empty place.
    try FileManager.default.moveItem(atPath: scratch.path("in"), toPath: scratch.path("away"))
    try FileManager.default.createDirectory(
      atPath: scratch.path("in"), withIntermediateDirectories: true)
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
    #expect(!FileManager.default.fileExists(atPath: out))
    // Not connected yet: nothing is thrown away.
    let early = try Run(arguments)
    #expect(early.code == 65 && early.error.contains("see that all files are there as they were"))
    try FileManager.default.removeItem(atPath: scratch.path("in"))
    try FileManager.default.moveItem(atPath: scratch.path("away"), toPath: scratch.path("in"))
    #expect(try Run(arguments).code == 1)
    let text = try String(contentsOfFile: out, encoding: .utf8)
    #expect(withoutSeconds(text) == withoutSeconds(whole.text))
  }

  @Test func onlyTheSameScanIsGoneOnWith() throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch, messages: 3)
    let out = scratch.path("all.jsonl")
    let base = ["scan", "--format", "jsonl", "--resume", "--out", out]
    // A journal of other options.
    try scratch.write(Array("{\"journal\":\"other\"}\n".utf8), to: "all.jsonl.journal")
    try scratch.write([], to: "all.jsonl.part")
    let other = try Run(base + paths)
    #expect(other.code == 65 && other.error.contains("to begin anew"))
    try scratch.write(Array("no journal\n".utf8), to: "all.jsonl.journal")
    #expect(try Run(base + paths).code == 65)
    // What was torn before its first line was whole is begun anew.
    try scratch.write(Array("{\"jour".utf8), to: "all.jsonl.journal")
    #expect(try Run(base + paths).code == 1)
    for wrong in [
      ["scan", "--resume"] + paths, ["scan", "--resume", "--format", "jsonl"] + paths,
      ["scan", "--resume", "--format", "html", "--out", out] + paths,
    ] {
      #expect(try Run(wrong).code == 64)
    }
  }
}
