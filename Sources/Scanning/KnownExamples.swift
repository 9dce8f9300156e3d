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
    let before = SharedFinds(of: self.set, notIn: set)
    let after = SharedFinds(of: set, notIn: self.set)
    let mentionsChanged = before.mentions != after.mentions
    let evidenceChanged = before.evidence != after.evidence
    var tests: [RuleTest?] = []
    for compiled in rules.rules {
      let place = compiled.rule.place
      var test = set.hasSame(place.path, as: self.set) ? self.tests[place] : nil
      if let known = test,
        mentionsChanged && known.leansOnMentions || evidenceChanged && known.leansOnEvidence
      {
        test = nil
      }
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

/// What rules find for all: mentions, and the phrases that are evidence.
private struct SharedFinds {
  /// What decides on the mentions, in the order of their rules.
  var mentions: [MentionMeaning] = []
  var evidence: Set<Phrase> = []

  /// What the lexicons of a set find that another does not have as they are.
  init(of set: LexiconSet, notIn other: LexiconSet) {
    for lexicon in set.lexicons where !set.hasSame(lexicon.path, as: other) {
      for rule in lexicon.rules {
        if case .mention = rule.kind { mentions.append(MentionMeaning(rule, in: lexicon)) }
        for context in rule.contexts { evidence.formUnion(context.evidence.phrases) }
      }
    }
  }
}

/// A mention rule without what is no meaning: sentences, examples, and where its lines stand.
private struct MentionMeaning: Equatable {
  private var path: String
  private var kind: Rule.Kind
  private var phrases: [Phrase] = []
  private var patterns: [String] = []
  private var cues: [Cue]
  private var requirements: [String]
  private var fields: [String]
  private var contexts: [Context]

  init(_ rule: Rule, in lexicon: Lexicon) {
    path = lexicon.path
    kind = rule.kind
    for term in rule.terms {
      switch term.body {
      case .phrase(let phrase): phrases.append(phrase)
      case .pattern(let source): patterns.append(source)
      case .always: break
      }
    }
    cues = rule.cues
    requirements = rule.requirements
    fields = rule.fields
    contexts = rule.contexts.map { context in
      var context = context
      context.place = Place(path: "", line: 0, column: 0)
      return context
    }
  }
}
