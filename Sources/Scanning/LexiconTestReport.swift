public import Lexicons
import Native

/// An example that does not behave.
public struct LexiconTestFailure: Sendable, Hashable {
  /// `lexicon/rule`.
  public var rule: String
  /// The example.
  public var example: Example
  /// Whether it is a hit that was not found; otherwise it is a miss that was.
  public var isHit: Bool
  /// What happened, as a sentence without a full stop.
  public var reason: String
  /// The example on one line, with « and » around what must be found.
  public var wanted: String
  /// The same around what is found.
  public var found: String
  /// The disguises in which it happens.
  public var disguises: [ExampleDisguise]

  /// Whether another differs in its disguises alone.
  fileprivate func isSame(as other: LexiconTestFailure) -> Bool {
    rule == other.rule && example == other.example && isHit == other.isHit
      && reason == other.reason
  }
}

/// What a test of lexicons came to.
public struct LexiconTestReport: Sendable {
  /// How many rules have examples.
  public var rules = 0
  /// How many examples there are.
  public var examples = 0
  /// How many messages were made of them: one for each disguise that fits.
  public var messages = 0
  /// The examples that do not behave, in the order of the lexicons.
  public var failures: [LexiconTestFailure] = []

  /// Creates a report of nothing.
  public init() {}

  /// Adds a failure, or the disguises of one that happens in several.
  mutating func add(_ failure: LexiconTestFailure) {
    if let index = failures.lastIndex(where: { $0.isSame(as: failure) }) {
      failures[index].disguises += failure.disguises
    } else {
      failures.append(failure)
    }
  }

  /// Adds what the next rules came to.
  mutating func append(_ other: LexiconTestReport) {
    rules += other.rules
    examples += other.examples
    messages += other.messages
    failures += other.failures
  }

  /// Tests the examples of rules in some disguises, with several workers.
  ///
  /// - Parameter isWanted: which rules are tested.
  public init(
    of rules: Ruleset, in disguises: [ExampleDisguise] = ExampleDisguise.allCases, workers: Int,
    where isWanted: (Rule) -> Bool = { _ in true }
  ) {
    let wanted = rules.rules.indices.filter { isWanted(rules.rules[$0].rule) }
    for test in RuleTest.tests(of: wanted, in: rules, disguises, workers: workers) {
      append(test.report)
    }
  }
}

/// What the examples of one rule came to.
struct RuleTest: Sendable {
  var report = LexiconTestReport()
  /// The kinds of mention that its contexts ask for.
  let kinds: Set<String>
  /// The mention rules that found what some mark stands for.
  var mentionRules: Set<String> = []
  /// Whether some mark stands for evidence of other rules, or for nothing that was found.
  var leansOnEvidence = false

  /// A test without any example yet.
  init(of rule: Rule) {
    kinds = Set(rule.contexts.flatMap(\.evidence.mentions))
  }

  /// Tests rules of a ruleset, with several workers.
  static func tests(
    of wanted: [Int], in rules: Ruleset, _ disguises: [ExampleDisguise], workers: Int
  ) -> [RuleTest] {
    var next = 0
    // As many rules as make a batch worth handing to another thread.
    let step = 8
    var all: [RuleTest] = []
    mapInOrder(
      workers: min(workers, (wanted.count + step - 1) / step),
      next: { () -> [Int]? in
        guard next < wanted.count else { return nil }
        defer { next += step }
        return Array(wanted[next..<min(next + step, wanted.count)])
      },
      body: { (queue: WorkQueue<[Int], [RuleTest]>) in
        var tester = LexiconTester(rules)
        while let (ticket, batch) = queue.take() {
          var tests: [RuleTest] = []
          for rule in batch { tests.append(tester.test(rule, disguises)) }
          queue.give(tests, for: ticket)
        }
      },
      emit: { (tests: [RuleTest]) in
        all += tests
        return true
      })
    return all
  }
}
