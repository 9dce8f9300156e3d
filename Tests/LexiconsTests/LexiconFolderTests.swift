import Foundation
import Lexicons
import Native
import TestSupport
import Testing

@Suite struct LexiconFolderTests {
  private let good = Array(LexiconText.rule("+30 kept {outs}", lists: "").utf8)

  @Test func filesOfOtherKindsAreToldOrPassedOver() throws {
    let folder = try ScratchFolder()
    try folder.write(Array(LexiconText.rule("+30 kept").utf8), to: "en/student.lexicon")
    let policy = "policy P\nclause 1\n  title  One\n  text   A text.\n"
    try folder.write(Array(policy.utf8), to: "policies/p.policy")
    for name in [
      "README.md", ".hidden", "student.lexicon~", ".student.lexicon.swp", "student.lexicon.bak",
      "#student.lexicon#",
    ] {
      try folder.write([0x78], to: name)
    }
    try folder.write([0x78], to: "en/terms.lexcon")
    try folder.write([0x78], to: "notes.txt")
    let set = try LexiconFolder.load(folder.url.path, vocabulary: .forTests)
    #expect(
      set.diagnostics.map(\.message) == [
        "'.lexcon' is no ending of a lexicon", "'.txt' is no ending of a lexicon",
      ])
    #expect(set.diagnostics.first?.hint == "did you mean '.lexicon'?")
    #expect(set.diagnostics.first?.place.path.hasSuffix("/en/terms.lexcon") == true)
    #expect(set.files.map(\.path) == ["en/student.lexicon", "policies/p.policy"])
    #expect(set.policy?.name == "P")
  }

  @Test func unreadableThingsAreToldAndTheRestIsRead() throws {
    let folder = try ScratchFolder()
    try folder.write(Array(LexiconText.rule("+30 kept").utf8), to: "a.lexicon")
    try folder.link("b.lexicon", to: "nowhere")
    let set = try LexiconFolder.load(folder.url.path, vocabulary: .forTests)
    #expect(set.lexicons.count == 1)
    #expect(set.diagnostics.map(\.message) == ["No such file or directory"])
    #expect(throws: FileError.self) {
      _ = try LexiconFolder.load(folder.path("absent"), vocabulary: .forTests)
    }
  }

  @Test func sharedListsAreKnownInTheirFolderAndBelow() {
    func set(_ files: [(String, String)]) -> LexiconSet {
      LexiconSet(
        files: files.map { (path: $0.0, bytes: Array($0.1.utf8)) }, vocabulary: .forTests)
    }
    let uses = LexiconText.rule("+30 {outs}")
    let outer = ("lists.lexicon", "list outs: outer\n")
    let inner = ("en/lists.lexicon", "list outs: inner, {more}\nlist more: again\n")
    let own = LexiconText.rule("+30 {outs}", lists: "list outs: own\n")
    func readings(_ set: LexiconSet) -> [String] {
      set.lexicons.first?.rules.first?.readings() ?? []
    }
    #expect(readings(set([outer, ("en/t.lexicon", uses)])) == ["outer"])
    #expect(readings(set([outer, inner, ("en/t.lexicon", uses)])) == ["inner", "again"])
    #expect(readings(set([outer, inner, ("t.lexicon", uses)])) == ["outer"])
    #expect(readings(set([outer, inner, ("en/t.lexicon", own)])) == ["own"])
    let other = set([inner, ("es/t.lexicon", uses)])
    #expect(other.diagnostics.map(\.message) == ["no list is named 'outs'"])
  }

  @Test func aNameIsUniqueInTheWholeFolder() {
    let text = Array(LexiconText.rule("+30 kept").utf8)
    let set = LexiconSet(
      files: [("b.lexicon", text), ("a.lexicon", text)], in: "folder", vocabulary: .forTests)
    #expect(set.lexicons.flatMap(\.rules).map(\.place.path) == ["folder/a.lexicon"])
    #expect(set.diagnostics.map(\.message) == ["a second block named 't/r'"])
    #expect(set.diagnostics.first?.hint == "the first one stands in folder/a.lexicon, line 5")
    #expect(set.dropped.map(\.place.path) == ["folder/b.lexicon"])
  }

  @Test func clausesAreThoseOfThePolicy() {
    let policy = "policy P\nclause 3.3\n  title  One\n  text   A text.\n"
    let text = LexiconText.rule("+30 kept", "clause 3.4")
    let set = LexiconSet(
      files: [("p.policy", Array(policy.utf8)), ("t.lexicon", Array(text.utf8))],
      vocabulary: .forTests)
    #expect(set.diagnostics.map(\.message) == ["the policy P has no clause '3.4'"])
    #expect(set.diagnostics.map(\.severity) == [.warning])
    #expect(set.lexicons.flatMap(\.rules).count == 1)
    let second = LexiconSet(
      files: [("a.policy", Array(policy.utf8)), ("b.policy", Array(policy.utf8))],
      vocabulary: .forTests)
    #expect(second.diagnostics.map(\.message) == ["a second policy"])
  }

  @Test func mentionsOfOtherFilesAreKnown() {
    let uses = LexiconText.rule("+30 kept", "needs dosage within sentence")
    let yields =
      "lexicon m\nmention d\n  about A dose.\n  yields dosage\n  phrase two pills\n  hit «two pills»\n  miss x\n"
    let set = LexiconSet(
      files: [("a.lexicon", Array(uses.utf8)), ("b.lexicon", Array(yields.utf8))],
      vocabulary: .forTests)
    #expect(set.diagnostics.isEmpty)
  }
}
