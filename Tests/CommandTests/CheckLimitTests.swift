import Foundation
import TestSupport
import Testing

/// Limits of time and size lead to a stated result.
@Suite struct CheckLimitTests {
  /// A message that takes long to check: every line holds the beginnings of patterns and phrases.
  private static let long = mail(
    String(repeating: "The student and 219-08-44 in school, out of school.\n", count: 200_000))
  private static let short = ["--time-limit", "0.001"]

  @Test(arguments: [
    ("", 75), ("--on-error report", 75), ("--on-error closed", 77), ("--on-error open", 0),
    ("--mta postfix", 75), ("--mta exim", 75),
  ])
  func overTheTimeIsAFailureToCheck(options: String, code: Int32) throws {
    let options = options.split(separator: " ").map(String.init)
    let run = try Run(["check", "--format", "text"] + Self.short + options, input: Self.long)
    #expect(run.code == code && run.output.isEmpty)
    #expect(run.error == "chaperone: -: not checked: over the time limit of 0.001 seconds\n")
  }

  @Test func openHandsTheMessageOn() throws {
    let forged = Array("X-Chaperone-Level: none\n".utf8)
    let run = try Run(
      ["check", "--headers", "--on-error", "open"] + Self.short, input: forged + Self.long)
    #expect(run.code == 0 && run.output == Self.long)
    let others = try Run(["check", "--headers"] + Self.short, input: Self.long)
    #expect(others.code == 75 && others.output.isEmpty)
  }

  @Test func theCoverageRecordSaysWhy() throws {
    let run = try Run(["check", "--format", "jsonl"] + Self.short, input: Self.long)
    #expect(run.code == 75)
    let coverage = try #require(run.lines().first?["coverage"] as? [String: Any])
    #expect(coverage["messages"] as? Int == 1 && coverage["scanned"] as? Int == 0)
    let skipped = try #require(coverage["skipped"] as? [[String: Any]])
    #expect(skipped.map { $0["why"] as? String } == ["over the time limit of 0.001 seconds"])
  }

  @Test func withinTheTimeNothingChanges() throws {
    let run = try Run("check", "--time-limit", "600", input: mail(disclosure))
    #expect(run.code == 1 && run.text == "high: student 85; policy clause 3.3\n")
  }

  @Test func overTheSizeCoverageIsIncomplete() throws {
    let message = mail(
      "See you at the picnic. " + String(repeating: "x ", count: 1000) + disclosure)
    let run = try Run("check", "--size-limit", "1K", "--format", "jsonl", input: message)
    #expect(run.code == 3)
    #expect(
      (try run.lines()[0]["defects"] as? [String] ?? []).contains {
        $0.hasPrefix("over the size limit")
      })
    let marked = try Run("check", "--size-limit", "1K", "--headers", input: message)
    #expect(marked.text.contains("\nX-Chaperone-Coverage: incomplete: over the size limit\n"))
    #expect(marked.output.suffix(message.count) == message[...])
    #expect(try Run("check", "--size-limit", "1M", input: message).code == 1)
    // What stands within the limit is found all the same.
    let early = mail("\(disclosure) " + String(repeating: "x ", count: 1000))
    #expect(try Run("check", "--size-limit", "1K", input: early).code == 1)
  }

  @Test(arguments: [
    "--time-limit 0", "--time-limit -1", "--time-limit soon", "--time-limit nan",
    "--time-limit inf", "--size-limit 0", "--size-limit 1G", "--size-limit K", "--size-limit 1.5M",
  ])
  func limitsThatMakeNoSenseAreRefused(options: String) throws {
    let arguments = options.split(separator: " ").map(String.init)
    #expect(try Run(["check"] + arguments, input: mail("x")).code == 64)
  }
}
