import Foundation
import Lexicons
import Native
import TestSupport
import Testing

/// Lexicons that can be used and seem wrong, one doubt each, beside what lint says of them.
///
/// `RECORD=1` writes the expectations anew, and fails.
@Suite struct DoubtfulLexiconTests {
  private static let folder = Repository.fixture("lexicons/doubtful")
  private static let names: [String] = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { $0.hasSuffix(".lexicon") }.sorted()
  }()
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
  private static let policy = Array("policy P\nclause 3.3\n  title  One\n  text   A text.\n".utf8)

  private func set(_ bytes: [UInt8], named name: String) -> LexiconSet {
    LexiconSet(files: [(name, bytes), ("p.policy", Self.policy)], vocabulary: .forTests)
  }

  private func findings(_ set: LexiconSet) -> [Diagnostic] {
    (set.diagnostics + Linter.findings(in: set, vocabulary: .forTests)).inOrder
  }

  @Test func thereAreDoubtfulLexicons() { #expect(Self.names.count > 20) }

  @Test(arguments: names) func theDoubtIsToldAtItsPlace(_ name: String) throws {
    let found = findings(set(try Repository.bytes("lexicons/doubtful/\(name)"), named: name))
    let text = found.map { "\($0.rendered)[\($0.code)\($0.fix.map { ", \($0)" } ?? "")]\n" }
      .joined(separator: "\n")
    let expected = Self.folder.appending(path: name + ".expected")
    if Self.isRecording {
      try text.write(to: expected, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    #expect(text == (try? String(contentsOf: expected, encoding: .utf8)))
    #expect(!found.isEmpty)
    for diagnostic in found {
      #expect(diagnostic.severity == .warning)
      #expect(diagnostic.hint?.isEmpty == false)
      let width = diagnostic.line.unicodeScalars.count
      #expect((1...max(1, width)).contains(diagnostic.place.column), "\(diagnostic.rendered)")
      #expect(diagnostic.length <= max(1, width - diagnostic.place.column + 1))
    }
  }

  /// Nothing is doubtful in the rule that stands in every file.
  @Test(arguments: names) func theOtherRuleIsLeftAlone(_ name: String) throws {
    let bytes = try Repository.bytes("lexicons/doubtful/\(name)")
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "rule good")) + 1
    for finding in findings(set(bytes, named: name)) { #expect(finding.place.line < start) }
  }

  /// What is mended is mended for good, and nothing else changes.
  @Test(arguments: names) func mendingEndsTheDoubt(_ name: String) throws {
    let bytes = try Repository.bytes("lexicons/doubtful/\(name)").withCRLF
    let before = findings(set(bytes, named: name))
    guard let (mended, applied) = LexiconFixes.apply(before, to: bytes) else {
      #expect(before.allSatisfy { $0.fix == nil })
      return
    }
    let after = findings(set(mended, named: name))
    #expect(after.count == before.count - applied.count)
    #expect(after.allSatisfy { $0.fix == nil })
    let removed = Set(applied.map(\.place.line))
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let kept = lines.enumerated().filter { !removed.contains($0.offset + 1) }.map(\.element)
    #expect(mended.split(separator: 0x0A, omittingEmptySubsequences: false) == kept)
  }
}
