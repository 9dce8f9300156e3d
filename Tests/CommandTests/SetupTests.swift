import Foundation
import TestSupport
import Testing

/// Where the rules and the people come from, and what a scan says of bad ones.
@Suite struct SetupTests {
  private func lexicon(_ points: Int) -> [UInt8] {
    Array(
      "lexicon own\nconcern student\nrule fox\n  about  Foxes.\n  +\(points)  quick fox\n  hit    «quick fox»\n  miss   slow fox\n"
        .utf8)
  }

  private func score(_ run: Run) throws -> Int? { try run.lines().first?["score"] as? Int }

  @Test func theOptionGoesBeforeTheEnvironmentBeforeTheExecutablesFolder() throws {
    let scratch = try ScratchFolder()
    try scratch.write(lexicon(21), to: "bin/Lexicons/own.lexicon")
    try scratch.write(lexicon(22), to: "environment/own.lexicon")
    try scratch.write(lexicon(23), to: "option/own.lexicon")
    try FileManager.default.copyItem(
      at: Run.binary, to: scratch.url.appending(path: "bin/chaperone"))
    func run(_ environment: String, _ arguments: String) throws -> Int? {
      try scratch.write(mail("a quick fox"), to: "a.eml")
      try scratch.run(
        "sh", "-c",
        "\(environment) bin/chaperone check --format jsonl \(arguments) a.eml > out.jsonl")
      let text = try String(contentsOf: scratch.url.appending(path: "out.jsonl"), encoding: .utf8)
      let line = try #require(text.split(separator: "\n").first)
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["score"] as? Int
    }
    #expect(try run("env -u CHAPERONE_LEXICONS", "") == 21)
    #expect(try run("env CHAPERONE_LEXICONS=environment", "") == 22)
    #expect(try run("env CHAPERONE_LEXICONS=environment", "--lexicons option") == 23)
  }

  @Test func withoutLexiconsNothingIsScanned() throws {
    let scratch = try ScratchFolder()
    let run = try Run(
      "scan", "-", input: mail(disclosure), environment: ["CHAPERONE_LEXICONS": scratch.url.path])
    #expect(run.code == 78 && run.error.contains("no rule of this folder can be used"))
  }

  @Test func aBadProfileStopsScanAndCheck() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array("nonsense here\n".utf8), to: "bad.profile")
    for command in ["scan", "check", "explain", "evaluate"] {
      let run = try Run(command, "--profile", "bad.profile", "-", input: mail("x"), in: scratch.url)
      #expect(run.code == 78 && run.output.isEmpty, "\(command)")
      #expect(run.error.contains("bad.profile:1:1: error:"))
      #expect(run.error.hasSuffix("the profile has mistakes; nothing was scanned\n"))
    }
    let missing = try Run("scan", "--profile", "none", "-", input: mail("x"), in: scratch.url)
    #expect(missing.code == 78 && missing.error == "chaperone: none: No such file or directory\n")
  }

  @Test func aDroppedRuleIsNamedInTheCoverage() throws {
    let scratch = try ScratchFolder()
    try scratch.write(lexicon(50), to: "L/a.lexicon")
    try scratch.write(
      Array("lexicon bad\nconcern student\nrule bad\n  about  Bad.\n  +10  /(/\n".utf8),
      to: "L/b.lexicon")
    try scratch.write(lexicon(50), to: "L/c.lexcon")
    let run = try Run(
      "scan", "--format", "jsonl", "--lexicons", "L", "-", input: mail("nothing"), in: scratch.url)
    #expect(run.code == 3)
    let coverage = try #require(try run.lines().last?["coverage"] as? [String: Any])
    let skipped = try #require(coverage["skipped"] as? [[String: Any]])
    let sources = skipped.compactMap { $0["source"] as? String }
    #expect(sources.contains("L/b.lexicon") && sources.contains("L/c.lexcon"), "\(sources)")
    let found = try Run(
      "scan", "--format", "jsonl", "--lexicons", "L", "-", input: mail("a quick fox"),
      in: scratch.url)
    #expect(try found.code == 1 && score(found) == 50)
  }

  @Test func theShippedLexiconsHoldAndAgreeWithTheExamples() throws {
    let lint = try Run("lexicon", "lint", "Lexicons")
    #expect(lint.code == 0 && lint.text.contains(", 0 errors, "))
    let list = try Run("lexicon", "list", "Lexicons")
    #expect(list.code == 0 && list.text.split(separator: "\n").count > 50)
    let evaluation = try Run(
      "evaluate", "--lexicons", "Lexicons", "--profile", Run.profile, "Examples/messages.jsonl")
    #expect(evaluation.code == 0)
    #expect(evaluation.text.hasPrefix("41 labelled messages\n"))
    for row in ["student", "medical", "personnel", "boundary", "channel", "all", "macro F1"] {
      #expect(evaluation.text.contains("\n\(row) "), "\(row)")
    }
  }
}
