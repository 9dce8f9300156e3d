public import Lexicons
public import Mail
import Native
import People
import Text

/// Proves rules by their own examples: every `hit` must be found, and no `miss`.
///
/// Each example goes through the whole pipeline as a message of its own. What a line of text cannot
/// show is taken for granted: `when` circumstances hold, evidence that may stand anywhere in the
/// message is there, and a name that looks like one may be a student's or an employee's, since there
/// is no roster. An example may hold `\n` and `\t` for line breaks and tabs. It stands where its rule
/// reads: in the body, else in the first field that the rule names.
public struct LexiconTester: ~Copyable {
  private let ruleset: Ruleset
  private var mime: MIMEParser
  private var extractor: TextExtractor
  private var detector: Detector
  private let circumstances = CircumstanceEvaluator(district: .guessing)
  private var message = Message()
  private var passages = Passages()

  /// Creates a tester.
  public init(_ rules: Ruleset, limits: Limits = Limits()) {
    ruleset = rules
    mime = MIMEParser(limits: limits)
    extractor = TextExtractor(limits: limits)
    detector = Detector(rules, district: .guessing, limits: limits, isTesting: true)
  }

  /// Tests the examples of all rules in some disguises.
  public mutating func run(_ disguises: [ExampleDisguise] = [.plain]) -> LexiconTestReport {
    var report = LexiconTestReport()
    for rule in ruleset.rules.indices { report.append(test(rule, disguises).report) }
    return report
  }

  /// Tests the examples of one rule.
  mutating func test(_ index: Int, _ disguises: [ExampleDisguise]) -> RuleTest {
    let rule = ruleset.rules[index].rule
    var test = RuleTest(of: rule)
    if !rule.hits.isEmpty || !rule.misses.isEmpty { test.report.rules = 1 }
    for (example, isHit) in rule.hits.map({ ($0, true) }) + rule.misses.map({ ($0, false) }) {
      test.report.examples += 1
      for disguise in disguises {
        guard let sample = ExampleMessage(example, fields: rule.fields, disguise: disguise) else {
          continue
        }
        test.report.messages += 1
        scan(sample)
        let matches = matches(of: index, in: sample)
        let reason =
          isHit
          ? failure(ofHit: sample, index, matches, &test) : failure(ofMiss: sample, index, matches)
        guard let reason else { continue }
        test.report.add(
          LexiconTestFailure(
            rule: rule.id, example: example, isHit: isHit, reason: reason,
            wanted: sample.text(marking: sample.marked),
            found: sample.text(marking: Self.distinct(matches)), disguises: [disguise]))
      }
    }
    return test
  }

  /// A match in an example: its range in the example's text.
  private struct Match {
    var range: Range<Int>
    var term: Int
  }

  /// The ranges of matches without those that others overlap, in order.
  private static func distinct(_ matches: [Match]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for range in matches.map(\.range).sorted(by: { $0.lowerBound < $1.lowerBound })
    where ranges.last.map({ $0.upperBound <= range.lowerBound }) ?? true {
      ranges.append(range)
    }
    return ranges
  }

  private mutating func scan(_ sample: ExampleMessage) {
    mime.parse(sample.bytes.span, into: &message)
    extractor.extract(message, from: sample.bytes.span, into: &passages)
    detector.read(&passages)
    detector.findMentions(in: passages, circumstances)
    detector.judge(in: passages, circumstances, found: FoundFacts(), second: false)
    detector.judge(in: passages, circumstances, found: FoundFacts(), second: true)
  }

  /// Why a hit fails; nil when it is found as it should be.
  private mutating func failure(
    ofHit sample: ExampleMessage, _ rule: Int, _ matches: [Match], _ test: inout RuleTest
  ) -> String? {
    guard !matches.isEmpty else { return whyNot(rule, sample) }
    var isMarked = sample.marked.isEmpty
    for mark in sample.marked {
      if matches.contains(where: { $0.range.covers(mark) }) {
        isMarked = true
        continue
      }
      // Marks may stand for mentions and evidence as well, whichever rule they are of.
      if let mention = detector.mentions.first(where: { covers(mark, $0.site, in: sample) }) {
        // What looks like a name does so whatever the rules are.
        if mention.rule >= 0 { test.mentionRules.insert(ruleset.rules[Int(mention.rule)].rule.id) }
        continue
      }
      test.leansOnEvidence = true
      let evidence = detector.surroundings.phrases.sites
      if evidence.contains(where: { covers(mark, $0, in: sample) }) { continue }
      return "«\(sample.text(mark))» is not found; the rule finds \(quoted(matches, sample))"
    }
    return isMarked
      ? nil : "the rule finds \(quoted(matches, sample)), which is not marked"
  }

  /// Why a miss fails; nil when it is not found.
  private func failure(
    ofMiss sample: ExampleMessage, _ rule: Int, _ matches: [Match]
  ) -> String? {
    guard let first = matches.first else { return nil }
    let term = ruleset.rules[rule].rule.terms[first.term]
    return "found \(quoted(matches, sample)) by '\(term.source)'"
  }

  private func matches(of rule: Int, in sample: ExampleMessage) -> [Match] {
    var matches: [Match] = []
    if ruleset.rules[rule].isMention {
      for mention in detector.mentions where Int(mention.rule) == rule {
        if let range = range(of: mention.site, in: sample) {
          matches.append(Match(range: range, term: Int(mention.term)))
        }
      }
    } else {
      let lines = ruleset.rules[rule].rule
      // Of a sum the lines that damp are found beside others and are no finding.
      let findsPositive = lines.sum != nil && lines.terms.contains { $0.points > 0 }
      for signal in detector.signals(of: rule) {
        if findsPositive, lines.terms[Int(signal.term)].points <= 0 { continue }
        if let range = range(of: signal.site, in: sample) {
          matches.append(Match(range: range, term: Int(signal.term)))
        }
      }
    }
    return matches
  }

  /// Whether a mark stands in a site.
  private func covers(_ mark: Range<Int>, _ site: Site, in sample: ExampleMessage) -> Bool {
    range(of: site, in: sample)?.covers(mark) ?? false
  }

  /// Where a site stands in the example's text; nil when it is outside.
  private func range(of site: Site, in sample: ExampleMessage) -> Range<Int>? {
    let passage = passages.items[Int(site.passage)]
    guard passage.field == sample.field else { return nil }
    let place = passages.locate(site.range, in: passage)
    return sample.range(ofDecoded: place.start..<max(place.start, place.end))
  }

  private func quoted(_ matches: [Match], _ sample: ExampleMessage) -> String {
    var texts: [String] = []
    for match in matches {
      let text = "«\(sample.text(match.range))»"
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.prefix(3).joined(separator: ", ")
  }

  /// Which condition failed, when no line of the rule counted.
  private mutating func whyNot(_ rule: Int, _ sample: ExampleMessage) -> String {
    var reasons: [String] = []
    for refusal in detector.refusals where Int(refusal.rule) == rule {
      let match = range(of: refusal.site, in: sample).map { "«\(sample.text($0))»" } ?? "a match"
      let reason = "\(match) does not count: \(sentence(for: refusal))"
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    return reasons.isEmpty
      ? "no line of the rule matches" : reasons.prefix(3).joined(separator: "; ")
  }

  /// The condition that failed, with what it found.
  private mutating func sentence(for refusal: Refusal) -> String {
    switch refusal.cause {
    case .circumstances, .aboutMatch: return "a 'when' does not hold"
    case .other(let reason): return reason
    case .context(let number):
      let context = ruleset.rules[Int(refusal.rule)].contexts[number]
      guard context.effect == .unless else { return "\(context.source), and there is none" }
      guard let found = detector.evidence(of: context, around: refusal.site, in: passages) else {
        return context.source
      }
      let kind = found.kind.map { " (\($0))" } ?? ""
      return "\(context.source), and there is «\(found.text)»\(kind)"
    }
  }
}

extension Range<Int> {
  /// Whether another range stands inside.
  fileprivate func covers(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && upperBound >= other.upperBound
  }
}
