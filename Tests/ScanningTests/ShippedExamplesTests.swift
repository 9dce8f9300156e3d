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
    var report = LexiconTestReport(of: ruleset, in: [.plain], workers: Host.processors)
    #expect(report.examples > 150)
    // Each rule in one of the disguises: all in all would take minutes without optimization.
    let disguises = ExampleDisguise.allCases.dropFirst()
    for (number, disguise) in disguises.enumerated() {
      let more = LexiconTestReport(of: ruleset, in: [disguise], workers: Host.processors) { rule in
        rule.id.utf8.reduce(0) { $0 + Int($1) } % disguises.count == number
      }
      #expect(more.examples > 20)
      report.failures += more.failures
    }
    let failures = report.failures.map { failure in
      "\(failure.example.place.path):\(failure.example.place.line): \(failure.rule): \(failure.reason)"
    }
    #expect(failures == [], "\(failures.joined(separator: "\n"))")
  }
}
