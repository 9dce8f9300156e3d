import Foundation
import Lexicons
import Native
import Scanning
import TestSupport
import Testing

/// The examples of `Lexicons/README.md` find and miss what they say, through the whole pipeline.
@Suite struct ReadmeExampleTests {
  @Test func theHitsAndMissesHold() throws {
    let url = Repository.root.appending(path: "Lexicons/README.md")
    let blocks = MarkdownBlocks.blocks(of: try String(contentsOf: url, encoding: .utf8))
    let files = blocks.enumerated().map { index, block in
      (path: "\(index).\(block.language)", bytes: Array(block.text.utf8))
    }
    let set = LexiconSet(files: files, vocabulary: .standard)
    let rules = Ruleset(set)
    #expect((set.diagnostics + rules.diagnostics).filter { $0.severity == .error }.isEmpty)
    var tester = LexiconTester(rules)
    let report = tester.run()
    #expect(report.examples >= 11)
    for failure in report.failures {
      Issue.record("\(failure.rule): \(failure.example.text): \(failure.reason)")
    }
  }
}
