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

  @Test func mailServersGetTheirCodes() throws {
    #expect(try Run("check", "--mta", "postfix", input: mail(disclosure)).code == 69)
    #expect(try Run("check", "--mta", "exim", input: mail(disclosure)).code == 1)
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

@Suite struct LexiconCommandTests {
  private let good = """
    lexicon good
    concern student
    rule fox
      about  Foxes.
      +50    quick fox
      hit    the «quick fox» runs
      miss   the slow fox runs

    """

  @Test func aBadRuleIsDroppedAndCoverageIsIncomplete() throws {
    let scratch = try ScratchFolder()
    let bad =
      good
      + "rule broken\n  about  Broken.\n  neds   student\n  +10    brown dog\n  hit    «brown dog»\n  miss   cat\n"
    try scratch.write(Array(bad.utf8), to: "L/good.lexicon")
    let lint = try Run("lexicon", "lint", scratch.path("L"))
    #expect(lint.code == 1)
    #expect(lint.text.contains("good.lexicon:10:3: error: unknown word 'neds'"))
    #expect(lint.text.contains("did you mean 'needs'?"))
    let scan = try Run("scan", "--lexicons", scratch.path("L"), "-", input: mail("x"))
    #expect(scan.code == 3 && scan.error.contains("unknown word 'neds'"))
    let found = try Run("scan", "--lexicons", scratch.path("L"), "-", input: mail("a quick fox"))
    #expect(found.code == 1)
  }

  @Test func aFolderWithoutAUsableRuleIsRefused() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array("lexicon x\nrule y\n  +5 z\n".utf8), to: "L/x.lexicon")
    let scan = try Run("scan", "--lexicons", scratch.path("L"), "-", input: mail("x"))
    #expect(scan.code == 78 && scan.error.contains("no rule of this folder can be used"))
  }

  @Test func aFileOfAnotherKindIsAMistake() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array(good.utf8), to: "L/good.lexicon")
    try scratch.write(Array(good.utf8), to: "L/more.lexcon")
    try scratch.write(Array("notes".utf8), to: "L/README.md")
    try scratch.write(Array(good.utf8), to: "L/good.lexicon~")
    let lint = try Run("lexicon", "lint", scratch.path("L"))
    #expect(lint.code == 1 && lint.text.contains("more.lexcon") && lint.text.contains("1 error"))
  }

  @Test func examplesThatFailAreNamed() throws {
    let scratch = try ScratchFolder()
    try scratch.write(
      Array(good.replacing("the slow fox runs", with: "a quick fox runs").utf8),
      to: "L/good.lexicon")
    let test = try Run("lexicon", "test", scratch.path("L"))
    #expect(
      test.code == 1 && test.text.contains("good.lexicon:7:10: error: miss is found by good/fox"))
    #expect(try Run("lexicon", "test", Run.lexicons).code == 0)
    let list = try Run("lexicon", "list", Run.lexicons)
    #expect(list.text.contains("fixed/ssn") && list.text.contains("A social security number."))
  }

  @Test func theShippedLexiconsPass() throws {
    let shipped = Repository.root.appending(path: "Lexicons").path
    #expect(try Run("lexicon", "lint", shipped).code == 0)
    #expect(try Run("lexicon", "test", shipped).code == 0)
  }

  @Test func evaluateComparesWithLabels() throws {
    let labelled = """
      {"id":"1","body":"SSN 219-08-4411","labels":{"student":1,"medical":0},"risk":"medium"}
      {"id":"2","body":"a picnic","labels":{"student":1},"risk":"none"}
      """
    let run = try Run("evaluate", "--differences", "-", input: Array(labelled.utf8))
    #expect(run.code == 0)
    #expect(run.text.contains("student             2      1      1      1.000   0.500  0.667"))
    #expect(run.text.contains("2  missed student"))
    #expect(try Run("evaluate", "-", input: mail("x")).code == 65)
  }

  @Test func explainPrintsExactlyTheSum() throws {
    let one = try Run(
      "explain", "--profile", Run.profile, "-", input: mail(to: "x@elsewhere.example", disclosure))
    #expect(one.code == 0)
    #expect(one.text.contains("student  95  high"))
    #expect(one.text.contains("+35  fixed/suspension") && one.text.contains("+60  fixed/ssn"))
    #expect(!one.text.contains("219-08-4411"))
    #expect(
      one.output
        == (try Run(
          "explain", "--profile", Run.profile, "-",
          input: mail(to: "x@elsewhere.example", disclosure))).output)
  }

  @Test func textShowsWhatIsRead() throws {
    let run = try Run(
      "text", "--format", "jsonl", "-", input: mail(subject: "=?utf-8?q?caf=C3=A9?=", "body > here")
    )
    let object = try run.lines()[0]
    #expect(object["subject"] as? String == "café")
    let passages = try #require(object["passages"] as? [[String: Any]])
    #expect(passages.map { $0["field"] as? String } == ["subject", "body"])
    #expect(
      passages[1]["text"] as? String == "body > here\n"
        || passages[1]["text"] as? String == "body > here")
  }
}
