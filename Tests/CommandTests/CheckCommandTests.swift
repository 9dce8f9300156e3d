import Foundation
import TestSupport
import Testing

@Suite struct CheckCommandTests {
  @Test func theExitCodeTellsTheResult() throws {
    let found = try Run("check", input: mail(disclosure))
    #expect(found.code == 1)
    #expect(found.text == "high: student 85; policy clause 3.3\n")
    let nothing = try Run("check", input: mail("See you at the picnic."))
    #expect(nothing.code == 0 && nothing.output.isEmpty)
    #expect(try Run("check", "--at", "high", input: mail("SSN 219-08-4411")).code == 0)
  }

  @Test(arguments: [
    ("", 65), ("--on-error open", 0), ("--on-error closed", 77), ("--on-error defer", 75),
    ("--mta sieve", 75), ("--mta postfix --on-error open", 0),
  ])
  func failuresAnswerAsChosen(options: String, code: Int32) throws {
    let arguments = ["check"] + options.split(separator: " ").map(String.init)
    #expect(try Run(arguments, input: []).code == code)
  }

  @Test func eachFailureHasItsCode() throws {
    let scratch = try ScratchFolder()
    #expect(try Run("check", scratch.path("missing")).code == 66)
    #expect(try Run("check", "--lexicons", scratch.path("none"), input: mail("x")).code == 78)
    try scratch.write(Array("nonsense here\n".utf8), to: "bad.profile")
    let bad = try Run("check", "--profile", scratch.path("bad.profile"), input: mail("x"))
    #expect(bad.code == 78 && bad.error.contains("bad.profile:1:1: error:"))
    #expect(try Run("check", "--mta", "exchange", input: mail("x")).code == 64)
  }

  @Test func theEnvelopeDecidesWhereItGoes() throws {
    func points(_ arguments: String...) throws -> Int? {
      let run = try Run(
        ["check", "--format", "jsonl", "--profile", Run.profile] + arguments,
        input: mail("SSN 219-08-4411"))
      return try run.lines()[0]["score"] as? Int
    }
    #expect(try points() == 50)
    #expect(try points("--recipient", "someone@elsewhere.example") == 60)
    #expect(
      try points("--sender", "t.okafor@maplehollow.example", "--", "-", "x@elsewhere.example") == 60
    )
  }

  @Test(arguments: ["From :", "From  :", "From \t:"])
  func aSpacedFromFieldIsNoSeparator(field: String) throws {
    let message = Array("\(field) t.okafor@maplehollow.example\nSubject: s\n\nhello\n".utf8)
    let run = try Run("check", "--format", "jsonl", input: message)
    #expect(try run.lines()[0]["from"] as? String == "t.okafor@maplehollow.example")
    #expect(try run.lines()[0]["offset"] as? Int == 0)
  }

  @Test(arguments: [false, true])
  func headersComeInFrontAndNothingElseChanges(crlf: Bool) throws {
    var message = Array("X-Chaperone-Level: none\n".utf8) + mail(disclosure) + [0xFF, 0x00, 0x0A]
    if crlf { message = message.withCRLF }
    let run = try Run("check", "--headers", input: message)
    #expect(run.code == 1)
    let end = crlf ? "\r\n" : "\n"
    let added =
      "X-Chaperone-Level: high\(end)X-Chaperone-Score: 85\(end)X-Chaperone-Rules: fixed/suspension, fixed/ssn\(end)X-Chaperone-Clauses: 3.3\(end)X-Chaperone-Version: 0.1.0\(end)"
    let forged = "X-Chaperone-Level: none\(end)".utf8.count
    #expect(run.output == Array(added.utf8) + message[forged...])
  }
}
