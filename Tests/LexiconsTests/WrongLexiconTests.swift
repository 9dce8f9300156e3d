import Foundation
import Lexicons
import Native
import TestSupport
import Testing

/// A folder of wrong lexicons, one mistake each, beside what is said of it.
///
/// `RECORD=1` writes the expectations anew, and fails.
@Suite struct WrongLexiconTests {
  private static let folder = Repository.fixture("lexicons/wrong")
  private static let names: [String] = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { $0.hasSuffix(".lexicon") || $0.hasSuffix(".policy") }.sorted()
  }()
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  private func diagnostics(of bytes: [UInt8], named name: String) -> [Diagnostic] {
    LexiconSet(files: [(name, bytes)], vocabulary: .forTests).diagnostics
  }

  @Test func thereAreWrongLexicons() { #expect(Self.names.count > 100) }

  @Test(arguments: names) func theMistakeIsToldAtItsPlace(_ name: String) throws {
    let bytes = try Repository.bytes("lexicons/wrong/\(name)")
    let found = diagnostics(of: bytes, named: name)
    let text = found.map(\.rendered).joined(separator: "\n")
    let expected = Self.folder.appending(path: name + ".expected")
    if Self.isRecording {
      try text.write(to: expected, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    #expect(text == (try? String(contentsOf: expected, encoding: .utf8)))
    #expect(!found.isEmpty)
    // Every error says what to do, and points into its line.
    for diagnostic in found {
      #expect(diagnostic.hint?.isEmpty == false, "\(diagnostic.rendered)")
      let width = diagnostic.line.unicodeScalars.count
      #expect((1...max(1, width)).contains(diagnostic.place.column))
      #expect((1...max(1, width)).contains(diagnostic.length))
    }
  }

  @Test(arguments: names) func lineBreaksAndMarksChangeNothing(_ name: String) throws {
    let bytes = try Repository.bytes("lexicons/wrong/\(name)").withLF
    let plain = diagnostics(of: bytes, named: name)
    #expect(diagnostics(of: bytes.withCRLF, named: name) == plain)
    #expect(diagnostics(of: [0xEF, 0xBB, 0xBF] + bytes, named: name) == plain)
    #expect(diagnostics(of: bytes.map { $0 == 0x0A ? 0x0D : $0 }, named: name) == plain)
  }

  /// The other rule of the file is kept, unless what is wrong holds for the whole file.
  @Test(arguments: names) func oneBadBlockTakesNoOtherDown(_ name: String) throws {
    let bytes = try Repository.bytes("lexicons/wrong/\(name)")
    guard String(decoding: bytes, as: UTF8.self).contains("rule good") else { return }
    let set = LexiconSet(files: [(name, bytes)], vocabulary: .forTests)
    let isWhole = [
      "no-concern.lexicon", "unknown-concern.lexicon", "duplicate-rule.lexicon",
      "header-after-rule.lexicon",
    ]
    let rules = set.lexicons.flatMap(\.rules)
    if !isWhole.contains(name) { #expect(rules.contains { $0.id.hasSuffix("/good") }) }
    // What has an error is not used, and is on record.
    let hasError = set.diagnostics.contains { $0.severity == .error }
    let bad = rules.contains { $0.id.hasSuffix("/bad") }
    #expect(!(hasError && bad))
    if bytes.contains(subsequence: "rule bad"), hasError {
      #expect(set.dropped.contains { $0.id.hasSuffix("/bad") })
    }
  }
}

extension [UInt8] {
  fileprivate func contains(subsequence text: String) -> Bool {
    String(decoding: self, as: UTF8.self).contains(text)
  }
}
