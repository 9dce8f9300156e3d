import Foundation
import Lexicons
import Native
import TestSupport
import Testing

/// The page that explains lexicons to analysts: every example in it can be used as it stands.
@Suite struct ReadmeTests {
  private func blocks() throws -> [MarkdownBlocks.Block] {
    let url = Repository.root.appending(path: "Lexicons/README.md")
    return MarkdownBlocks.blocks(of: try String(contentsOf: url, encoding: .utf8))
  }

  @Test func everyExampleReadsAloneWithoutAMistake() throws {
    let blocks = try blocks()
    #expect(blocks.count >= 5)
    let policy = Array((blocks.first { $0.language == "policy" }?.text ?? "").utf8)
    for block in blocks {
      #expect(["lexicon", "policy"].contains(block.language), "line \(block.line)")
      let set = LexiconSet(
        files: [("README.\(block.language)", Array(block.text.utf8))], vocabulary: .forTests)
      #expect(set.diagnostics.map(\.rendered) == [], "block at line \(block.line)")
      #expect(set.dropped.isEmpty)
    }
    #expect(
      LexiconSet(files: [("p.policy", policy)], vocabulary: .forTests).policy?.name == "SAMPLE")
  }

  @Test func theExamplesReadTogether() throws {
    let files = try blocks().enumerated().map { index, block in
      (path: "\(index).\(block.language)", bytes: Array(block.text.utf8))
    }
    let set = LexiconSet(files: files, vocabulary: .forTests)
    #expect(set.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
    #expect(set.lexicons.count == 3)
    #expect(set.combinations.count == 1)
    #expect(set.bands.first { $0.concern == .boundary }?.medium == 40)
  }

  /// Every block and every word that the parser knows is explained.
  @Test func everyWordIsExplained() throws {
    let url = Repository.root.appending(path: "Lexicons/README.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let words = [
      "rule", "mention", "exposure", "gravity", "guard", "credit", "exception", "list", "concern",
      "combination",
      "about", "clause", "cue", "needs", "near", "unless", "when", "require", "repeat", "sum", "in",
      "yields",
      "phrase", "pattern", "applies", "lifts", "lowers", "assumes", "hit", "miss", "language",
      "sentence", "paragraph", "passage", "message", "column", "school hours", "weekday",
      "same-guardian", "wrong-guardian", "self-forward", "dominates", "every recipient",
    ]
    for word in words { #expect(text.contains("\(word)"), "\(word) is not explained") }
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < 190)
  }
}
