import Foundation
import TestSupport
import Testing

/// Whole outputs over the example mail beside what is expected; `RECORD=1` writes that anew, and fails.
@Suite struct SnapshotTests {
  private static let rules = [
    "--lexicons", "Tests/Fixtures/commands/Lexicons", "--profile", "Examples/district.profile",
  ]
  private static let mail = ["Examples/mail.mbox", "Examples/messages.jsonl"]

  private func expect(_ run: Run, is name: String, code: Int32) throws {
    let text = run.text.replacing(#/"seconds":[0-9.]+/#, with: "\"seconds\":0")
    #expect(run.code == code && run.error.isEmpty, "\(run.error)")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: Repository.fixture("reports/\(name)"))
      Issue.record("recorded reports/\(name)")
      return
    }
    let expected = String(decoding: try Repository.bytes("reports/\(name)"), as: UTF8.self)
    #expect(text == expected)
  }

  @Test func theTextReport() throws {
    try expect(
      Run(["scan", "--show", "low"] + Self.rules + Self.mail), is: "examples.txt", code: 1)
  }

  @Test func theTextReportInColour() throws {
    try expect(
      Run(["scan", "--color", "always"] + Self.rules + Self.mail), is: "examples.ansi", code: 1)
  }

  @Test func verdictsAsJSONLines() throws {
    try expect(
      Run(
        ["scan", "--format", "jsonl", "--since", "2026-11-09", "--until", "2026-11-13"]
          + Self.rules + ["Examples/mail.mbox"]), is: "examples.jsonl", code: 0)
  }

  private static let part = ["--since", "2026-11-09", "--until", "2026-11-13"]

  @Test func aPageForABrowser() throws {
    let run = try Run(
      ["scan", "--format", "html"] + Self.part + Self.rules + ["Examples/mail.mbox"])
    try expect(run, is: "examples.html", code: 0)
  }

  @Test func aTableForExcel() throws {
    let run = try Run(["scan", "--format", "csv"] + Self.rules + Self.mail)
    try expect(run, is: "examples.csv", code: 1)
  }

  @Test func resultsForOtherTools() throws {
    let run = try Run(
      ["scan", "--format", "sarif"] + Self.part + Self.rules + ["Examples/mail.mbox"])
    try expect(run, is: "examples.sarif", code: 0)
  }

  @Test func explanations() throws {
    try expect(Run(["explain"] + Self.rules + Self.mail), is: "explain.txt", code: 0)
  }

  @Test func whatIsRead() throws {
    let message = Repository.fixture("reports/parts.eml").path
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: message)))
    let lf = try Run("text", "--format", "jsonl", "-", input: bytes.withLF)
    try expect(lf, is: "text.jsonl", code: 0)
    let crlf = try Run("text", "--format", "jsonl", "-", input: bytes.withCRLF)
    // Only lengths and the breaks inside an attachment tell the line breaks apart.
    func withoutLengths(_ run: Run) -> String { run.text.replacing(#/"bytes":\d+|\\r/#, with: "") }
    #expect(withoutLengths(crlf) == withoutLengths(lf))
  }

  @Test func rulesInAList() throws {
    try expect(
      Run("lexicon", "list", "Tests/Fixtures/commands/Lexicons"), is: "list.txt", code: 0)
  }
}
