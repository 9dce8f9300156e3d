import Foundation
import TestSupport
import Testing

/// `scan --format html|csv|sarif` and `--out`, through the built binary.
@Suite struct ReportTests {
  private static let examples = Repository.root.appending(path: "Examples").path
  private static let all = [
    "--profile", Run.profile, "\(examples)/mail.mbox", "\(examples)/messages.jsonl",
  ]

  @Test(arguments: ["html", "csv", "sarif"])
  func workersDoNotChangeTheReport(format: String) throws {
    func report(_ jobs: String) throws -> [UInt8] {
      try Run(["scan", "--jobs", jobs, "--format", format] + Self.all).output
    }
    let one = try report("1")
    #expect(one.count > 1_000)
    #expect(try report("4") == one)
  }

  // MARK: --out

  @Test func theReportGoesIntoAPrivateFile() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail(disclosure), to: "a.eml")
    let run = try Run(
      "scan", "--format", "csv", "--out", scratch.path("report.csv"), scratch.path("a.eml"))
    #expect(run.code == 1 && run.output.isEmpty && run.error.isEmpty)
    let printed = try Run("scan", "--format", "csv", scratch.path("a.eml"))
    let file = scratch.url.appending(path: "report.csv")
    #expect([UInt8](try Data(contentsOf: file)) == printed.output)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func theEvidenceIsNeverReplaced() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail(disclosure), to: "mail/a.eml")
    try scratch.link("alias.eml", to: scratch.path("mail/a.eml"))
    for out in ["mail/a.eml", "mail/../mail/a.eml", "alias.eml"] {
      let run = try Run(
        "scan", "--format", "html", "--out", scratch.path(out), scratch.path("mail"))
      #expect(run.code == 64 && run.error.contains("would be replaced"), "\(out): \(run.error)")
    }
    let same = try Run(
      "scan", "--out", scratch.path("x"), "--manifest", scratch.path("x"), scratch.path("mail"))
    #expect(same.code == 64 && same.error.contains("give each its own"))
    let file = try Data(contentsOf: scratch.url.appending(path: "mail/a.eml"))
    #expect([UInt8](file) == mail(disclosure))
    let missing = try Run("scan", "--out", scratch.path("no/such/x"), scratch.path("mail"))
    #expect(missing.code == 74 && missing.error.contains("No such file"))
  }

  @Test func aFailedScanLeavesTheOldReport() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array("old".utf8), to: "report.html")
    let run = try Run(
      "scan", "--format", "html", "--out", scratch.path("report.html"), "--lexicons",
      scratch.path("none"), scratch.path("none.mbox"))
    #expect(run.code == 78)
    #expect(try Data(contentsOf: scratch.url.appending(path: "report.html")) == Data("old".utf8))
  }

  // MARK: CSV

  /// Rows as Python's `csv` reads them: another program's idea of the format.
  private func rows(_ csv: [UInt8]) throws -> [[String: String]]? {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else {
      print("no python3 here: its csv module is not asked")
      return nil
    }
    let scratch = try ScratchFolder()
    try scratch.write(csv, to: "report.csv")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      """
      import csv, json, sys
      rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""), strict=True))
      json.dump(rows, open(sys.argv[2], "w"))
      """, scratch.path("report.csv"), scratch.path("rows.json"),
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let data = try Data(contentsOf: scratch.url.appending(path: "rows.json"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [[String: String]])
  }

  @Test func excelReadsWhatTheProgramsRead() throws {
    let scratch = try ScratchFolder()
    var lines = ""
    for (number, subject) in [
      "plain", #"say \"hi\", or; not"#, #"two\r\nlines"#, "Ärger 😀", "=1+1", "", "a,b\\tc",
    ].enumerated() {
      lines += #"{"id":"odd-\#(number)","subject":"\#(subject)","body":"\#(disclosure)"}"# + "\n"
    }
    try scratch.write(Array(lines.utf8), to: "odd.jsonl")
    let all = Self.all + [scratch.path("odd.jsonl")]
    let csv = try Run(["scan", "--format", "csv"] + all).output
    #expect(csv.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(
      !String(decoding: csv, as: UTF8.self).contains(#/[^\r]\n/#.matchingSemantics(.unicodeScalar)))
    guard let rows = try rows(csv) else { return }
    let verdicts = try Run(["scan", "--format", "jsonl"] + all).lines()
    var expected: [[String]] = []
    for verdict in verdicts where verdict["risk"] as? String ?? "none" != "none" {
      for finding in verdict["findings"] as? [[String: Any]] ?? [] {
        expected.append([
          verdict["id"] as? String ?? "", finding["rule"] as? String ?? "",
          "\(finding["points"] as? Int ?? 0)", finding["match"] as? String ?? "",
        ])
      }
    }
    #expect(expected.count > 14)
    let found = rows.filter { $0["row"] == "finding" }
    #expect(
      found.map { row in ["message id", "rule", "points", "match"].map { row[$0] ?? "" } }
        == expected)
    #expect(Set(found.compactMap { $0["fingerprint"] }).count == found.count)
    #expect(rows.last?["row"] == "total")
  }

  @Test func hostileCellsAreTextAndWhatWasNotReadIsListed() throws {
    let scratch = try ScratchFolder()
    try scratch.write(
      mail(from: "=cmd@evil.example", subject: "=HYPERLINK(\"http://evil.example\")", disclosure),
      to: "a.eml")
    try scratch.write(Array("{\"id\":\"x\",\n".utf8), to: "bad.jsonl")
    let run = try Run("scan", "--format", "csv", scratch.path("a.eml"), scratch.path("bad.jsonl"))
    guard let rows = try rows(run.output) else { return }
    for row in rows {
      for cell in row.values {
        #expect(!(cell.first.map { "=+@".contains($0) } ?? false), "\(cell)")
      }
    }
    #expect(rows[0]["from"] == "'=cmd@evil.example")
    #expect(rows[0]["subject"]?.hasPrefix("'=HYPERLINK") == true)
    #expect(rows[0]["date"] == "2026-03-04 10:00" && rows[0]["time zone"] == "UTC-05:00")
    let lost = rows.filter { $0["row"] == "not read" }
    #expect(lost.count == 1 && lost[0]["source"] == scratch.path("bad.jsonl"))
    #expect(lost[0]["note"]?.contains("not a JSON message") == true)
  }

  // MARK: SARIF

  @Test func sarifHasTheRequiredStructure() throws {
    let run = try Run(["scan", "--format", "sarif"] + Self.all)
    let log = try #require(JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let runs = try #require(log["runs"] as? [[String: Any]])
    #expect(runs.count == 1)
    let tool = try #require(runs[0]["tool"] as? [String: Any])
    let driver = try #require(tool["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "chaperone")
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    #expect(Set(rules).count == rules.count && !rules.isEmpty)
    let results = try #require(runs[0]["results"] as? [[String: Any]])
    #expect(results.count > 1)
    var prints: Set<String> = []
    for result in results {
      let level = try #require(result["level"] as? String)
      #expect(["error", "warning", "note", "none"].contains(level))
      #expect((result["kind"] as? String == "fail") == (level != "none"))
      #expect(rules.contains(result["ruleId"] as? String ?? ""))
      let message = try #require(result["message"] as? [String: Any])
      #expect(message["text"] is String)
      for (_, value) in try #require(result["partialFingerprints"] as? [String: String]) {
        #expect(prints.insert(value).inserted)
      }
      let locations = try #require(result["locations"] as? [[String: Any]])
      let place = try #require(locations.first?["physicalLocation"] as? [String: Any])
      let artifact = try #require(place["artifactLocation"] as? [String: Any])
      let uri = try #require(artifact["uri"] as? String)
      let path = try #require(URL(string: uri)?.path)
      let bytes = try Data(contentsOf: URL(filePath: path))
      let region = try #require(place["region"] as? [String: Any])
      let start = try #require(region["byteOffset"] as? Int)
      let length = try #require(region["byteLength"] as? Int)
      #expect(start >= 0 && length > 0 && start + length <= bytes.count)
      // The region of an unencoded match holds the match.
      let snippet = try #require((region["snippet"] as? [String: Any])?["text"] as? String)
      if snippet == "out of school suspension" {
        let found = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
        #expect(found.split(whereSeparator: \.isWhitespace).joined(separator: " ") == snippet)
      }
    }
    let invocation = try #require((runs[0]["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] is Bool)
  }

  @Test func fingerprintsOutliveANewExport() throws {
    let scratch = try ScratchFolder()
    let envelope = Array("From a@maplehollow.example Wed Mar  4 10:00:00 2026\n".utf8)
    try scratch.write(envelope + mail(disclosure) + [0x0A], to: "one.mbox")
    let moved = Array(
      "From a@maplehollow.example Wed Mar  4 09:00:00 2026\nSubject: x\n\nhello\n\n".utf8)
    try scratch.write(moved + envelope + mail(disclosure) + [0x0A], to: "two.mbox")
    func prints(_ arguments: String...) throws -> [String] {
      let run = try Run(["scan", "--format", "csv"] + arguments)
      return run.text.matches(of: #/"([0-9a-f]{32})"/#).map { String($0.1) }
    }
    let first = try prints(scratch.path("one.mbox"))
    #expect(first.count == 2 && Set(first).count == 2)
    #expect(try prints(scratch.path("two.mbox")) == first)
    // Under a key they are of the matched text too, and cannot be made without it.
    try scratch.write(Array("0123456789abcdef0123456789abcdef".utf8), to: "key")
    let keyed = try prints("--pseudonyms", scratch.path("key"), scratch.path("one.mbox"))
    #expect(keyed.count == 2 && Set(keyed).isDisjoint(with: first))
    try scratch.write(
      envelope
        + Array(
          String(decoding: mail(disclosure), as: UTF8.self)
            .replacing("219-08-4411", with: "219-08-4412").utf8) + [0x0A], to: "three.mbox")
    let other = try prints("--pseudonyms", scratch.path("key"), scratch.path("three.mbox"))
    #expect(other[0] == keyed[0] && other[1] != keyed[1])
  }

  // MARK: People

  @Test(arguments: ["text", "html", "csv", "jsonl", "sarif"])
  func pseudonymsHideNamesEverywhere(format: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array("0123456789abcdef0123456789abcdef".utf8), to: "key")
    let message = mail(
      to: "zdunham28@students.maplehollow.example", subject: "Zeke Dunham",
      "Zeke Dunham, the student, starts an out of school suspension on Monday. SSN 219-08-4411.")
    let arguments = ["scan", "--format", format, "--show", "low", "--profile", Run.profile, "-"]
    let open = try Run(arguments + ["--show-matches"], input: message)
    let hidden = try Run(
      arguments + ["--show-matches", "--pseudonyms", scratch.path("key")], input: message)
    #expect(open.text.contains("out of school suspension"))
    #expect(open.text.contains("okafor"))
    for name in ["Zeke", "Dunham", "dunham", "okafor"] {
      #expect(!hidden.text.contains(name), "\(name)")
    }
    #expect(hidden.text.contains("219-08-4411"))
    if format != "jsonl" { #expect(open.text.contains("Zeke")) }
  }
}
