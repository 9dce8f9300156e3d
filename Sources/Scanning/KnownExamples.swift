public import Lexicons
import Native

/// What the examples of lexicons came to the last time.
///
/// Those of a rule are tested again when its lexicon was read anew, and when that changed which they lean on of
/// other rules: mentions, or evidence that stands where a mark does.
public struct KnownExamples: Sendable {
  private var set = LexiconSet()
  /// The tests by where their rules stand.
  private var tests: [Place: RuleTest] = [:]

  /// Knows nothing yet.
  public init() {}

  /// Tests the examples of rules in every disguise, as far as it is not known what they come to.
  ///
  /// - Parameter set: what the rules were compiled from.
  public mutating func report(
    of rules: Ruleset, from set: LexiconSet, workers: Int
  ) -> LexiconTestReport {
    let touched = TouchedFinds(from: self.set, to: set)
    var tests: [RuleTest?] = []
    for compiled in rules.rules {
      let place = compiled.rule.place
      var test = set.hasSame(place.path, as: self.set) ? self.tests[place] : nil
      if let known = test, touched.touches(known) { test = nil }
      tests.append(test)
    }
    let wanted = tests.indices.filter { tests[$0] == nil }
    let new = RuleTest.tests(of: wanted, in: rules, ExampleDisguise.allCases, workers: workers)
    for (index, test) in zip(wanted, new) { tests[index] = test }
    self.set = set
    self.tests = [:]
    var report = LexiconTestReport()
    for (index, test) in tests.enumerated() {
      guard let test else { continue }
      report.append(test.report)
      self.tests[rules.rules[index].rule.place] = test
    }
    return report
  }
}
