import Foundation
import TestSupport
import Testing

@Suite struct ScanCommandTests {
  private func verdicts(_ arguments: [String], input: [UInt8]? = nil) throws -> [[String: Any]] {
    try Run(["scan", "--format", "jsonl"] + arguments, input: input).lines()
  }

  @Test func aVerdictHasTheContractsKeysInOrder() throws {
    let run = try Run(
      "scan", "--format", "jsonl", "--profile", Run.profile, "-", input: mail(disclosure))
    #expect(run.code == 1)
    let line = try #require(run.text.split(separator: "\n").first)
    var position = line.startIndex
    for key in [
      "id", "source", "offset", "length", "channel", "date", "from", "to", "risk", "score",
      "concerns", "student", "medical", "personnel", "boundary", "channel", "findings", "rule",
      "concern", "clause", "points", "field", "part", "start", "end", "line", "column",
      "file_start", "match", "quoted", "guards", "exceptions", "defects", "lexicon",
    ] {
      let found = try #require(
        line.range(of: "\"\(key)\":", range: position..<line.endIndex), "\(key)")
      position = found.upperBound
    }
    let lines = try run.lines()
    #expect(lines[0]["id"] as? String == "one@maplehollow.example")
    #expect(lines[0]["source"] as? String == "-")
    #expect(lines[0]["date"] as? String == "2026-03-04T10:00:00-05:00")
    #expect((lines[0]["lexicon"] as? String)?.hasPrefix("sha256:") == true)
    let coverage = try #require(lines[1]["coverage"] as? [String: Any])
    #expect(coverage["messages"] as? Int == 1)
    #expect(coverage["scanned"] as? Int == 1)
    #expect(coverage["bytes"] as? Int == mail(disclosure).count)
    #expect(Set(coverage.keys) == ["messages", "scanned", "parts", "skipped", "bytes", "seconds"])
  }

  @Test func memoryDoesNotGrowWithTheDump() throws {
    let scratch = try ScratchFolder()
    // Messages with many passages of very different sizes: buffers must not all grow to the largest.
    var random = SeededGenerator(seed: 9)
    var dump: [UInt8] = []
    for number in 0..<400 {
      dump += Array(
        "From a@b.example Wed Mar  4 10:00:00 2026\nFrom: a@b.example\nSubject: n\(number)\n\n".utf8
      )
      for _ in 0..<Int.random(in: 1..<30, using: &random) {
        let quote = Bool.random(using: &random) ? "> " : ""
        let words = String(
          repeating: "her grades and the bus ", count: Int.random(in: 1..<400, using: &random))
        dump += Array("\(quote)The student's suspension: \(words)\n".utf8)
      }
      dump.append(UInt8(ascii: "\n"))
    }
    try scratch.write(dump, to: "one.mbox")
    try scratch.write(dump + dump + dump + dump + dump, to: "five.mbox")
    let one = try Run("scan", "--jobs", "1", "--format", "jsonl", scratch.path("one.mbox"))
    let five = try Run("scan", "--jobs", "1", "--format", "jsonl", scratch.path("five.mbox"))
    #expect(try five.lines().count == 2001)
    #expect(
      Sanitizers.areOn || five.peakMemory < one.peakMemory + 12 << 20,
      "\(one.peakMemory >> 20) MB, then \(five.peakMemory >> 20) MB")
  }

  @Test func findingsPointAtTheBytes() throws {
    let message = mail(disclosure)
    let verdict = try verdicts(["-"], input: message)[0]
    let findings = try #require(verdict["findings"] as? [[String: Any]])
    #expect(findings.map { $0["rule"] as? String } == ["fixed/suspension", "fixed/ssn"])
    for (finding, text) in zip(findings, ["out of school suspension", "219-08-4411"]) {
      let start = try #require(finding["file_start"] as? Int)
      #expect(String(decoding: message[start..<(start + text.utf8.count)], as: UTF8.self) == text)
    }
    #expect(findings[0]["match"] as? String == "out of school suspension")
    #expect(findings[1]["match"] as? String == "•••-••-••••")
    #expect(findings[1]["column"] as? Int == 63)
  }

  @Test func valuesAreShownAndPeopleHiddenOnlyWhenAsked() throws {
    let shown = try Run("scan", "--show-matches", "--format", "jsonl", "-", input: mail(disclosure))
    #expect(shown.text.contains("219-08-4411"))
    let masked = try Run("scan", "-", input: mail(disclosure))
    #expect(!masked.text.contains("219-08-4411") && masked.text.contains("«•••-••-••••»"))
    let scratch = try ScratchFolder()
    try scratch.write(Array("0123456789abcdef0123456789abcdef".utf8), to: "key")
    let hidden = try Run(
      "scan", "--pseudonyms", scratch.path("key"), "--format", "jsonl", "-", input: mail(disclosure)
    )
    #expect(!hidden.text.contains("t.okafor@") && hidden.text.contains("@maplehollow.example"))
    try scratch.write([1, 2], to: "short")
    let short = try Run("scan", "--pseudonyms", scratch.path("short"), "-", input: mail(disclosure))
    #expect(short.code == 64 && short.error.contains("at least 16 bytes"))
  }

  @Test func theLevelDecidesTheExitCode() throws {
    let low = mail("The student has an out of school suspension.")
    #expect(try Run("scan", "-", input: low).code == 0)
    #expect(try Run("scan", "--at", "low", "-", input: low).code == 1)
    #expect(try Run("scan", "--at", "high", "-", input: mail(disclosure)).code == 1)
    #expect(try Run("scan", "-", input: mail("See you at the picnic.")).code == 0)
    #expect(try Run("scan").code == 64)
    #expect(try Run("scan", "--at", "severe", "-").code == 64)
  }

  @Test func workersDoNotChangeTheOutput() throws {
    let examples = Repository.root.appending(path: "Examples").path
    func output(_ jobs: String) throws -> String {
      let run = try Run(
        "scan", "--jobs", jobs, "--format", "jsonl", "--profile", Run.profile,
        "\(examples)/mail.mbox", "\(examples)/messages.jsonl")
      return run.text.replacing(#/"seconds":[0-9.]+/#, with: "")
    }
    let one = try output("1")
    #expect(one.split(separator: "\n").count > 60)
    #expect(try output("2") == one)
    #expect(try output("5") == one)
  }

  @Test func matchesAreWrittenByteForByte() throws {
    let scratch = try ScratchFolder()
    var dump: [UInt8] = []
    let hit = mail(disclosure + "\n>From here it goes on.\n\u{e9}").withCRLF
    for body in [mail("nothing"), hit, mail("nothing")] {
      dump += Array("From a@maplehollow.example Wed Mar  4 10:00:00 2026\n".utf8) + body + [0x0A]
    }
    try scratch.write(dump, to: "dump.mbox")
    try scratch.write(Array(#"{"id":"j","body":"SSN 219-08-4411"}"#.utf8), to: "lines.jsonl")
    let run = try Run(
      "scan", "--matches", scratch.path("found.mbox"), scratch.path("dump.mbox"),
      scratch.path("lines.jsonl"))
    #expect(run.code == 1)
    let found = [UInt8](try Data(contentsOf: scratch.url.appending(path: "found.mbox")))
    #expect(
      found == Array("From a@maplehollow.example Wed Mar  4 10:00:00 2026\n".utf8) + hit + [0x0A])
    let lines = try String(
      contentsOf: scratch.url.appending(path: "found.mbox.jsonl"), encoding: .utf8)
    #expect(lines == #"{"id":"j","body":"SSN 219-08-4411"}"# + "\n")
  }

  @Test func aManifestTellsWhatWasRunOnWhat() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail(disclosure), to: "a.eml")
    _ = try Run(
      "scan", "--profile", Run.profile, "--manifest", scratch.path("run.json"),
      scratch.path("a.eml"))
    let data = try Data(contentsOf: scratch.url.appending(path: "run.json"))
    let manifest = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let sources = try #require(manifest["sources"] as? [[String: Any]])
    #expect(sources.count == 1 && sources[0]["bytes"] as? Int == mail(disclosure).count)
    #expect((sources[0]["digest"] as? String)?.count == 7 + 64)
    #expect((manifest["rosters"] as? [Any])?.count == 3)
    #expect((manifest["profile"] as? [String: Any])?["path"] as? String == Run.profile)
    #expect((manifest["coverage"] as? [String: Any])?["messages"] as? Int == 1)
  }

  @Test func datesChooseMessages() throws {
    func messages(_ arguments: String...) throws -> Int {
      try verdicts(arguments + ["-"], input: mail(disclosure)).count - 1
    }
    #expect(try messages("--since", "2026-03-04T10:00:00-05:00") == 1)
    #expect(try messages("--since", "2026-03-05") == 0)
    #expect(try messages("--until", "2026-03-04T10:00:00-05:00") == 0)
    #expect(try messages("--until", "2026-03-05") == 1)
    #expect(try Run("scan", "--since", "yesterday", "-", input: mail("x")).code == 64)
  }

  @Test func copiesAreReportedOnceAndPointedAt() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail(disclosure), to: "a/1.eml")
    try scratch.write(mail(disclosure), to: "b/1.eml")
    let run = try Run("scan", ".", in: scratch.url)
    #expect(run.text.ranges(of: "fixed/suspension").count == 1)
    #expect(
      run.text.contains("same message as ./a/1.eml:0")
        || run.text.contains("same message as a/1.eml:0"))
  }

  @Test func theFormatCanBeForced() throws {
    let looksLikeMbox = Array("From a Wed Mar  4 10:00:00 2026\n".utf8) + mail("x") + mail("y")
    #expect(try verdicts(["--input-format", "eml", "-"], input: looksLikeMbox).count == 2)
    let wrong = try Run("scan", "--input-format", "mbx", "-", input: looksLikeMbox)
    #expect(wrong.code == 64 && wrong.error.contains("did you mean 'mbox'?"))
  }
}
