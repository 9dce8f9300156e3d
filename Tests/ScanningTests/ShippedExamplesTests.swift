import Foundation
import Lexicons
import Native
import Scanning
import TestSupport
import Testing

@Suite("Shipped lexicons")
struct ShippedExamplesTests {
  static func ruleset() throws -> Ruleset {
    let path = Repository.root.appending(path: "Lexicons").path
    return Ruleset(try LexiconFolder.load(path, vocabulary: .standard))
  }

  @Test func everyExampleBehaves() throws {
    let ruleset = try Self.ruleset()
    #expect(ruleset.diagnostics.map(\.rendered) == [])
    var tester = LexiconTester(ruleset)
    let report = tester.run()
    #expect(report.examples > 150)
    let failures = report.failures.map { failure in
      "\(failure.example.place.path):\(failure.example.place.line): \(failure.rule): \(failure.reason)"
    }
    #expect(failures == [], "\(failures.joined(separator: "\n"))")
  }
}
