import Foundation
import TestSupport
import Testing

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
    // In all disguises this takes a minute without optimization; ScanningTests test some of them.
    #expect(try Run("lexicon", "test", "--disguises", "none", shipped).code == 0)
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
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("macro F1 0.") && $0.contains(" (0.") })
    #expect(lines.contains("labelled none, found medium or high 0.000 (0.000-0.000)"))
    #expect(lines.contains("    labelled student, risk none"))
    #expect(!run.text.contains("picnic"))
    let shown = try Run(
      "evaluate", "--differences", "--show-matches", "-", input: Array(labelled.utf8))
    #expect(shown.text.contains("    | a picnic"))
  }

  @Test func evaluateFailsBelowAFloor() throws {
    let labelled = Array(
      #"{"id":"1","body":"SSN 219-08-4411","labels":{"student":1},"risk":"medium"}"#.utf8)
    func code(_ floors: String...) throws -> Int32 {
      try Run(["evaluate", "-"] + floors.flatMap { ["--floor", $0] }, input: labelled).code
    }
    #expect(try code("student=1", "medical=0.9", "high=1") == 0)
    let low = try Run(
      "evaluate", "--floor", "same=0.9", "--floor", "macro=1", "-",
      input: Array(
        #"{"id":"1","body":"a picnic","labels":{"student":1},"risk":"none"}"#.utf8))
    #expect(low.code == 1 && low.error.contains("macro is 0.800, below its floor of 1.0"))
    #expect(!low.error.contains("same is"))
    #expect(try code("student=2") == 64)
    let unknown = try Run("evaluate", "--floor", "studen=0.5", "-", input: labelled)
    #expect(unknown.code == 64 && unknown.error.contains("did you mean"))
  }

  /// Labelled messages in which foxes are worth less than they have, and hounds more.
  private func labelled() -> [UInt8] {
    var lines = ""
    for number in 0..<120 {
      let (body, label) =
        switch number % 4 {
        case 0: ("a quick fox", number % 24 == 0 ? 1 : 0)
        case 1: ("a slow hound", 1)
        case 2: ("the badger came by", number % 3 == 0 ? 0 : 1)
        default: ("a walk", 0)
        }
      lines +=
        #"{"id":"\#(number)","body":"\#(body)","labels":{"student":\#(label)},"risk":"low"}"# + "\n"
    }
    return Array(lines.utf8)
  }

  @Test func fitProposesPointsAndWritesThem() throws {
    let scratch = try ScratchFolder()
    let text =
      good.replacing("+50    quick fox", with: "+18    quick fox\n  +7     slow hound")
      .replacing("\n", with: "\r\n")
    try scratch.write(Array(text.utf8), to: "L/good.lexicon")
    let lexicon = scratch.url.appending(path: "L/good.lexicon")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: lexicon.path)
    let arguments = ["lexicon", "fit", "--lexicons", scratch.path("L"), "-"]
    let run = try Run(arguments, input: labelled())
    #expect(run.code == 0)
    #expect(run.text.hasPrefix("120 labelled messages, 5 parts, a false positive costs 1.500"))
    #expect(run.text.contains(" +18 ") && run.text.contains("good.lexicon:5  good/fox  quick fox"))
    #expect(try String(contentsOf: lexicon, encoding: .utf8) == text)
    let written = try Run(arguments + ["--write"], input: labelled())
    #expect(written.text == run.text)
    let after = try String(contentsOf: lexicon, encoding: .utf8)
    #expect(after != text && !after.contains("+18    quick fox"))
    let digits = { (text: String) in text.unicodeScalars.filter { !("0"..."9").contains($0) } }
    #expect(Array(digits(after)) == Array(digits(text)))
    let attributes = try FileManager.default.attributesOfItem(atPath: lexicon.path)
    #expect(attributes[.posixPermissions] as? Int == 0o644)
    #expect(try Run(["lexicon", "fit", "-"], input: mail("x")).code == 65)
    #expect(try Run(arguments + ["--false-positive-cost", "0"], input: labelled()).code == 64)
  }

  @Test func fitLearnsWordsAndRepeatsItself() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array(good.utf8), to: "L/good.lexicon")
    let arguments = [
      "lexicon", "fit", "--lexicons", scratch.path("L"), "--terms", scratch.path("L"), "-",
    ]
    let run = try Run(arguments, input: labelled())
    #expect(run.code == 0)
    #expect(run.text.contains("channel: no words that help; nothing is written"))
    let file = scratch.url.appending(path: "L/student.terms.lexicon")
    let first = try String(contentsOf: file, encoding: .utf8)
    #expect(first.contains("hound") || first.contains("slow"))
    #expect(first.contains("from 120 labelled messages"))
    #expect(try Run("lexicon", "lint", scratch.path("L")).text.contains("0 errors, 0 warnings"))
    #expect(try Run("lexicon", "test", scratch.path("L")).code == 0)
    let again = try Run(arguments, input: labelled())
    #expect(again.text == run.text)
    #expect(try String(contentsOf: file, encoding: .utf8) == first)
    let missing = try Run(
      ["lexicon", "fit", "--lexicons", scratch.path("L"), "--terms", scratch.path("none"), "-"],
      input: labelled())
    #expect(missing.code == 74)
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

  @Test func costRanksTheRulesOnGivenMail() throws {
    let mail = Repository.root.appending(path: "Examples/mail.mbox").path
    let lexicons = Repository.root.appending(path: "Lexicons").path
    let run = try Run("lexicon", "cost", "--top", "3", "--lexicons", lexicons, mail)
    #expect(run.code == 0)
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0].hasSuffix(" MB of text"))
    #expect(lines[1].hasPrefix("finding the words "))
    #expect(lines[2].hasPrefix("all rules together "))
    let rules = lines[5..<8]
    let costs = try rules.map { line in
      try #require(Double(line.split(separator: " ")[1]))
    }
    #expect(costs == costs.sorted(by: >))
    #expect(lines[8].hasSuffix(" more; --top 0 shows all"))
    let all = try Run("lexicon", "cost", "--top", "0", "--lexicons", lexicons, mail)
    #expect(all.text.split(separator: "\n").count > 80)
    #expect(all.text.contains("student.identifiers/ssn"))
  }

  @Test func costNeedsTextAndRules() throws {
    let none = try Run("lexicon", "cost", "-", input: Array("From: a@b.example\n\n".utf8))
    #expect(none.code == 66)
    #expect(none.error.contains("nothing to measure on"))
    let missing = try Run("lexicon", "cost", "no-such-file")
    #expect(missing.code == 66)
  }
}
