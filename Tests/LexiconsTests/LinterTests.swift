import Foundation
import Lexicons
import Native
import TestSupport
import Testing

@Suite struct LinterTests {
  private func findings(_ text: String) -> [Diagnostic] {
    let set = LexiconText.set(text)
    #expect(set.diagnostics.isEmpty, "\(set.diagnostics.map(\.rendered))")
    return Linter.findings(in: set, vocabulary: .forTests)
  }

  @Test func aQuietFolderStaysQuiet() {
    #expect(findings(LexiconText.rule("+30 expelled", "+40 expelled from school")).isEmpty)
  }

  @Test func aLineThatNeverCounts() {
    let found = findings(LexiconText.rule("+30 expelled", "+20 (was|been) expelled today"))
    #expect(found.map(\.message) == ["this line never counts: 'expelled' finds it with 30 points"])
    #expect(found.first?.rendered.contains("  +20 (was|been) expelled today\n") == true)
    #expect(findings(LexiconText.rule("repeat", "+30 expelled", "+20 was expelled")).isEmpty)
  }

  @Test func aPhraseOfTwoRules() {
    let second = "\nrule s\n  about Another.\n  +10 expelled\n  hit «x»\n  miss y\n"
    let found = findings(LexiconText.rule("+30 (expelled|kept home)") + second)
    #expect(found.map(\.message) == ["this phrase adds points in t/r too"])
    #expect(found.first?.place.line == 13)
  }

  @Test func linesOfSumsCountBesideOthers() {
    let second =
      "\nrule s\n  about Another.\n  sum 60\n  +3 expelled\n  +2 expelled today\n  hit «x»\n  miss y\n"
    #expect(findings(LexiconText.rule("+30 expelled") + second).isEmpty)
  }

  @Test func wordsThatAreEverywhere() {
    #expect(findings(LexiconText.rule("+30 (x|kept)")).map(\.severity) == [.warning])
    #expect(findings(LexiconText.rule("+30 pre*")).count == 1)
    #expect(findings(LexiconText.rule("+30 susp*")).isEmpty)
  }

  @Test func pointsThatDecideAlone() {
    #expect(
      findings(LexiconText.rule("+90 kept", "+0 held")).map(\.message) == [
        "90 points make a message high without any other sign", "a line of 0 points adds nothing",
      ])
  }

  @Test func listsThatNobodyUses() {
    let found = findings(LexiconText.rule("+30 {a}", lists: "list a: kept\nlist b: held\n"))
    #expect(
      found.map(\.rendered) == [
        """
        t.lexicon:5:6: warning: no phrase uses the list 'b'
        5 | list b: held
          |      ^ write {b} in a phrase, or remove it

        """
      ])
  }

  @Test func mentionsThatNobodyNeeds() {
    let mention =
      "lexicon m\nmention d\n  about A.\n  yields dosage\n  phrase two pills\n  hit «two pills»\n  miss x\n"
    #expect(findings(mention).map(\.message) == ["no rule needs the mention 'dosage'"])
    #expect(findings(mention.replacing("dosage", with: "student")).isEmpty)
  }

  /// What the linter says of the shipped lexicons is looked at by people; it must come, and quickly.
  @Test func theShippedLexiconsCanBeLinted() throws {
    let set = try LexiconFolder.load(
      Repository.root.appending(path: "Lexicons").path, vocabulary: .forTests)
    for finding in Linter.findings(in: set, vocabulary: .forTests) {
      #expect(finding.severity == .warning)
      #expect(!finding.line.isEmpty)
    }
  }
}
