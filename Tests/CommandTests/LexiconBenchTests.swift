import Foundation
import TestSupport
import Testing

/// `lexicon lint`, `test` and `diff` as an analyst runs them.
@Suite struct LexiconBenchTests {
  private let good = """
    lexicon good
    concern student
    # Animals that run.
    rule fox
      about  Foxes.
      +50    quick fox
      hit    the «quick fox» runs
      miss   the slow fox runs

    """

  // MARK: Lint

  @Test func lintMendsWhatIsSafeAndKeepsTheRest() throws {
    let scratch = try ScratchFolder()
    let wrong =
      good.replacing("  +50    quick fox\n", with: "  +50    quick fox\n  +20    quick fox runs\n")
      .replacing("  about ", with: "  abuot ").replacing("\n", with: "\r\n")
    try scratch.write(Array(wrong.utf8), to: "L/good.lexicon")
    let file = scratch.url.appending(path: "L/good.lexicon")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    #expect(try Run("lexicon", "lint", scratch.path("L")).code == 1)
    #expect(try String(contentsOf: file, encoding: .utf8) == wrong)
    let fix = try Run("lexicon", "lint", "--fix", scratch.path("L"))
    #expect(fix.code == 0)
    #expect(fix.text.contains("good.lexicon:5:3: mended: unknown word 'abuot': made 'about'\n"))
    #expect(fix.text.contains("good.lexicon:7:10: mended: this line never counts"))
    #expect(fix.text.hasSuffix("1 rule in 1 lexicon, 0 errors, 0 warnings\n"))
    #expect(
      try String(contentsOf: file, encoding: .utf8) == good.replacing("\n", with: "\r\n"))
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path("L")) == ["good.lexicon"])
  }

  @Test func sarifIsWhatReviewToolsRead() throws {
    let scratch = try ScratchFolder()
    let wrong = good.replacing("  miss ", with: "  mis ")
    try scratch.write(Array(wrong.utf8), to: "L/a good.lexicon")
    let run = try Run("lexicon", "lint", "--format", "sarif", scratch.path("L"))
    #expect(run.code == 1)
    let document = try #require(run.lines().first)
    #expect(document["version"] as? String == "2.1.0")
    let runs = try #require(document["runs"] as? [[String: Any]])
    let result = try #require((runs.first?["results"] as? [[String: Any]])?.first)
    #expect(result["level"] as? String == "error" && result["ruleId"] as? String == "syntax")
    let location = try #require((result["locations"] as? [[String: Any]])?.first)
    let physical = try #require(location["physicalLocation"] as? [String: Any])
    let artifact = try #require(physical["artifactLocation"] as? [String: Any])
    #expect((artifact["uri"] as? String)?.hasSuffix("/L/a%20good.lexicon") == true)
    let region = try #require(physical["region"] as? [String: Int])
    #expect(region == ["startLine": 8, "startColumn": 3, "endColumn": 6])
    let fixes = try #require(result["fixes"] as? [[String: Any]])
    #expect("\(fixes)".contains("miss"))
  }

  @Test func lintNamesRulesThatMailNeverHas() throws {
    let scratch = try ScratchFolder()
    let second =
      "\nrule hound\n  about  Hounds.\n  needs  student within sentence\n  +20    old hound\n"
      + "  hit    the student's «old hound»\n  miss   a hound\n"
      + "\nrule hare\n  about  Hares.\n  +20    young hare\n  hit    the «young hare»\n  miss   a hare\n"
    try scratch.write(Array((good + second).utf8), to: "L/good.lexicon")
    try scratch.write(mail("a quick fox and an old hound"), to: "m.eml")
    let run = try Run("lexicon", "lint", "--on", scratch.path("m.eml"), scratch.path("L"))
    #expect(run.code == 0 && run.text.contains("0 errors, 2 warnings"))
    #expect(run.text.contains("good/hound is found in none of 1 messages"))
    #expect(run.text.contains("its lines stand in 1, but its conditions hold in none"))
    #expect(run.text.contains("good/hare is found in none of 1 messages"))
    #expect(!run.text.contains("good/fox is found"))
    let missing = try Run("lexicon", "lint", "--on", scratch.path("none"), scratch.path("L"))
    #expect(missing.code == 66)
  }

  // MARK: Test

  @Test func failuresAreShownAsADifference() throws {
    let scratch = try ScratchFolder()
    try scratch.write(
      Array(good.replacing("  hit    the «quick fox»", with: "  hit    the «quick» fox").utf8),
      to: "L/good.lexicon")
    try scratch.write(
      Array(good.replacing("lexicon good", with: "lexicon other").utf8), to: "L/other.lexicon")
    let run = try Run("lexicon", "test", scratch.path("L"))
    #expect(run.code == 0, "a mark inside of what is found is found")
    try scratch.write(
      Array(good.replacing("«quick fox» runs", with: "quick «fox runs»").utf8),
      to: "L/good.lexicon")
    let failed = try Run("lexicon", "test", scratch.path("L"))
    #expect(failed.code == 1)
    #expect(
      failed.text.contains(
        """
        good.lexicon:7:10: error: hit is not found by good/fox
          - the quick «fox runs»
          + the «quick fox» runs
          «fox runs» is not found; the rule finds «quick fox»

        """))
    #expect(failed.text.hasSuffix(": 4 examples of 2 rules in 32 messages, 1 failed\n"))
    let one = try Run("lexicon", "test", "--rule", "other/", scratch.path("L"))
    #expect(one.code == 0 && one.text.contains("2 examples of 1 rule in 16 messages"))
    #expect(try Run("lexicon", "test", "--rule", "nobody", scratch.path("L")).code == 64)
    let plain = try Run("lexicon", "test", "--disguises", "none", scratch.path("L"))
    #expect(plain.text.contains("4 examples of 2 rules in 4 messages"))
  }

  // MARK: Diff

  private func git(_ scratch: borrowing ScratchFolder, _ arguments: String...) throws {
    let setting = ["-c", "user.name=n", "-c", "user.email=n@district.example"]
    let process = try scratch.start("git", setting + arguments)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(arguments)")
  }

  @Test func diffTellsWhatAChangeMeansAndDoes() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array(good.utf8), to: "sub/L/en/good.lexicon")
    try git(scratch, "init", "-q", ".")
    try git(scratch, "add", "sub")
    try git(scratch, "commit", "-q", "-m", "one")
    let changed =
      good.replacing("+50    quick fox", with: "+80    quick fox\n  unless within 3 words: red")
      + "\nrule hound\n  about  Hounds.\n  +20    old hound\n  hit    the «old hound»\n  miss   a hound\n"
    try scratch.write(Array(changed.utf8), to: "sub/L/en/good.lexicon")
    var mbox = ""
    for body in ["a quick fox", "a red quick fox of 219-08-4411", "an old hound", "nothing"] {
      mbox +=
        "From x Wed Mar  4 10:00:00 2026\n" + String(decoding: mail(body), as: UTF8.self) + "\n"
    }
    try scratch.write(Array(mbox.utf8), to: "m.mbox")
    let folder = scratch.path("sub/L")
    let arguments = [folder, "--on", scratch.path("m.mbox"), "--without-time"]
    let run = try Run(["lexicon", "diff", "HEAD"] + arguments, in: scratch.url)
    #expect(run.code == 1 && run.error.isEmpty, "\(run.error)")
    #expect(run.text.contains("rules: 1 added, 0 removed, 1 changed, 0 renamed"))
    #expect(run.text.contains("    - +50  quick fox\n    + +80  quick fox\n"))
    #expect(run.text.contains("    + unless within 3 words: red\n"))
    #expect(run.text.contains("4 messages: 2 rose, 1 fell"))
    #expect(run.text.contains("rose  medium -> high"))
    #expect(run.text.contains("fell  medium -> none"))
    #expect(run.text.contains("good/fox          -        1        -       1"))
    #expect(!run.text.contains("time:"))
    let timed = try Run("lexicon", "diff", "HEAD", folder, "--on", scratch.path("m.mbox"))
    #expect(timed.text.contains("\ntime: "))
    // The same tree by its path in the repository.
    let named = try Run(["lexicon", "diff", "HEAD:sub/L"] + arguments, in: scratch.url)
    #expect(named.code == 1)
    #expect(
      named.text.split(separator: "\n").dropFirst() == run.text.split(separator: "\n").dropFirst())
    let json = try Run(
      ["lexicon", "diff", "HEAD", "--format", "json"] + arguments, in: scratch.url)
    let object = try #require(json.lines().first)
    let mail = try #require(object["mail"] as? [String: Any])
    #expect(mail["rose"] as? Int == 2 && mail["fell"] as? Int == 1)
    let html = try Run(
      ["lexicon", "diff", "HEAD", "--format", "html"] + arguments, in: scratch.url)
    #expect(html.text.hasPrefix("<!doctype html>") && html.text.contains("good/hound"))
    #expect(!html.text.contains("src=") && !html.text.contains("href="))
    try git(scratch, "commit", "-q", "-a", "-m", "two")
    #expect(try Run(["lexicon", "diff", "HEAD"] + arguments, in: scratch.url).code == 0)
    #expect(
      try Run(["lexicon", "diff", "HEAD~1", "HEAD:sub/L"], in: URL(filePath: folder)).code == 1)
  }

  @Test func diffRefusesWhatIsNeither() throws {
    for name in ["no-such-thing", "--output=x", "HEAD:../..", ""] {
      let run = try Run(["lexicon", "diff", "--", name, Run.lexicons])
      #expect(run.code == 64 && run.error.contains("neither a folder nor a revision"), "\(name)")
    }
  }

  @Test func diffOfLabelledMailComparesTheAgreement() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array(good.utf8), to: "A/good.lexicon")
    try scratch.write(
      Array(good.replacing("quick fox", with: "slow hound").utf8), to: "B/good.lexicon")
    let labelled = #"{"id":"1","body":"a quick fox","labels":{"student":1},"risk":"medium"}"# + "\n"
    try scratch.write(Array(labelled.utf8), to: "m.jsonl")
    let run = try Run(
      "lexicon", "diff", scratch.path("A"), scratch.path("B"), "--on", scratch.path("m.jsonl"))
    #expect(run.text.contains("F1 on 1 labelled message"))
    #expect(run.text.contains("  student     1.000   0.000  -1.000\n"))
  }

  // MARK: Explain

  @Test func explainSaysWhyNot() throws {
    let message = mail("The suspension bridge of the student is out.")
    let run = try Run("explain", "--why-not", "suspension", "-", input: message)
    #expect(run.code == 0)
    #expect(run.text.contains("fixed/suspension"))
    #expect(run.text.contains("it is not found"))
    #expect(
      run.output
        == (try Run("explain", "--why-not", "fixed/suspension", "-", input: message)).output)
    let wrong = try Run("explain", "--why-not", "fixed/suspention", "-", input: message)
    #expect(wrong.code == 64 && wrong.error.contains("did you mean 'fixed/suspension'?"))
  }

  @Test func explainTellsTheWayToOtherLevels() throws {
    let run = try Run("explain", "--profile", Run.profile, "-", input: mail(disclosure))
    #expect(run.text.contains("without "))
    #expect(run.text.contains(" it would be "))
    #expect(!run.text.contains("219-08-4411"))
  }
}
