public import Lexicons
import Mail
public import Native
import Text

/// Why a rule was found in a message, or why not.
public struct Inquiry: Sendable {
  /// A place in the message.
  public struct Spot: Sendable {
    /// subject, body, attachment, attachment-name or link.
    public var field: String
    /// The line in the decoded part, from 1.
    public var line: Int
    /// The column in Unicode scalars, from 1.
    public var column: Int
    /// The text there and around it, unmasked.
    public var excerpt: Excerpt
  }

  /// A place where a line of the rule stands, and whether it counts.
  public struct Match: Sendable {
    /// The line as the lexicon has it, with its points; nil where only the rule is known.
    public var line: (source: String, points: Int, place: Place)?
    /// Where in the message.
    public var spot: Spot
    /// Whether it counts.
    public var counts: Bool
    /// What decided, without any value.
    public var decision: String
    /// What spoke against it.
    public var evidence: Spot?
  }

  /// A line that does not stand in the message, though some of its words do.
  public struct Near: Sendable {
    /// The line.
    public var source: String
    /// Where it stands in the lexicon.
    public var place: Place
    /// Those of its words that stand somewhere.
    public var present: [String]
    /// Those of which none stands anywhere: each a choice.
    public var missing: [String]
  }

  /// The rule.
  public var rule: Rule
  /// What came of it, in one sentence without a full stop.
  public var outcome: String
  /// Where its lines stand, in reading order.
  public var matches: [Match] = []
  /// What it asks of the message as a whole.
  public var conditions: [Reasons.Condition] = []
  /// The lines that come nearest, when none stands in the message.
  public var nearest: [Near] = []
}

extension Scanner {
  /// The most places and lines that are told of.
  private static var mostMatches: Int { 12 }
  private static var mostNear: Int { 3 }

  /// Asks about one rule after the last scan; the scanner must keep reasons.
  ///
  /// - Parameter id: the rule's whole name.
  /// - Returns: nil when there is no such rule.
  public mutating func inquire(_ id: String, after verdict: Verdict) -> Inquiry? {
    guard let index = ruleset.rules.firstIndex(where: { $0.rule.id == id }) else { return nil }
    let compiled = ruleset.rules.told(index)
    let circumstances = circumstances(of: verdict)
    let drafts = drafts()
    let found = facts(of: drafts.counting, about: compiled.concern.map { [$0] } ?? Concern.allCases)
    var inquiry = Inquiry(rule: compiled.rule, outcome: "")
    inquiry.conditions = circumstances.conditions(of: compiled.rule, found: found)
    inquiry.matches = matches(of: index, drafts.counting + drafts.idle)
    inquiry.outcome = outcome(of: inquiry, verdict)
    if inquiry.matches.isEmpty { inquiry.nearest = nearest(to: compiled.rule) }
    return inquiry
  }

  // MARK: Matches

  private mutating func matches(of index: Int, _ drafts: [Scorer.Draft]) -> [Inquiry.Match] {
    var matches: [(site: Site, match: Inquiry.Match)] = []
    let rule = ruleset.rules.told(index).rule
    func line(_ term: Int32) -> (source: String, points: Int, place: Place)? {
      guard term >= 0, Int(term) < rule.terms.count else { return nil }
      let term = rule.terms[Int(term)]
      return (term.source, term.points, term.place)
    }
    for refusal in detector.refusals where Int(refusal.rule) == index {
      guard matches.count < Self.mostMatches else { break }
      let (decision, evidence) = explained(refusal)
      let spot = spot(refusal.site, rule: refusal.rule)
      matches.append(
        (
          refusal.site,
          Inquiry.Match(
            line: line(refusal.term), spot: spot, counts: false, decision: decision,
            evidence: evidence)
        ))
    }
    let counting = Set(
      drafts.filter { Int($0.signal.rule) == index }.map { $0.signal.site })
    for signal in detector.signals(of: index) {
      guard matches.count < Self.mostMatches else { break }
      let counts = ruleset.rules[index].concern == nil || counting.contains(signal.site)
      matches.append(
        (
          signal.site,
          Inquiry.Match(
            line: line(signal.term), spot: spot(signal.site, rule: signal.rule), counts: counts,
            decision: counts
              ? "all of its conditions hold"
              : "its conditions hold, but a better line of the rule counts, or its points come to nothing",
            evidence: nil)
        ))
    }
    for mention in detector.mentions where Int(mention.rule) == index {
      guard matches.count < Self.mostMatches else { break }
      matches.append(
        (
          mention.site,
          Inquiry.Match(
            line: line(mention.term), spot: spot(mention.site, rule: mention.rule), counts: true,
            decision: "all of its conditions hold", evidence: nil)
        ))
    }
    matches.sort { $0.site < $1.site }
    return matches.map(\.match)
  }

  private mutating func explained(
    _ refusal: Refusal
  ) -> (decision: String, evidence: Inquiry.Spot?) {
    switch refusal.cause {
    case .circumstances: return ("a 'when' about the message does not hold", nil)
    case .aboutMatch: return ("a 'when' about whom it concerns does not hold", nil)
    case .other(let reason): return (reason, nil)
    case .context(let number):
      let context = ruleset.rules.told(Int(refusal.rule)).contexts[number]
      let source = context.source.oneSpaced
      guard context.effect == .unless else { return ("'\(source)' found none", nil) }
      guard let found = evidence(of: context, around: refusal.site) else {
        return ("'\(source)' speaks against it", nil)
      }
      let kind = found.kind.map { "the mention \($0)" } ?? "one of its words"
      return (
        "'\(source)' speaks against it: \(kind) stands there",
        spot(found.site, rule: refusal.rule)
      )
    }
  }

  // MARK: Outcome

  private func outcome(of inquiry: Inquiry, _ verdict: Verdict) -> String {
    let rule = inquiry.rule
    let points = verdict.findings.filter { $0.rule == rule.id }.reduce(0) { $0 + $1.points }
    if verdict.findings.contains(where: { $0.rule == rule.id }) {
      return "it is found: \(points) points"
    }
    if let outcome = verdict.guards.first(where: { $0.findings.contains(rule.id) }) {
      return "it was found, and \(outcome.rule) took it away"
    }
    let unmet = inquiry.conditions.first {
      $0.state != .met && !$0.condition.hasPrefix("assumes")
    }
    switch rule.kind {
    case .exposure, .gravity, .guard, .credit, .exception:
      if let unmet { return "it does nothing: '\(unmet.condition)' is \(unmet.state.rawValue)" }
      if !rule.terms.isEmpty, !inquiry.matches.contains(where: \.counts) {
        return "it does nothing: none of its lines counts"
      }
      return "it holds, where there are points for it to change"
    case .mention:
      return inquiry.matches.contains(where: \.counts) ? "it is found" : "it is not found"
    case .concern:
      if inquiry.matches.isEmpty {
        return "it is not found: none of its lines stands in the message"
      }
      if let unmet { return "it is not found: '\(unmet.condition)' is \(unmet.state.rawValue)" }
      return inquiry.matches.contains(where: \.counts)
        ? "it is found, and its points come to nothing: it only damps what others find"
        : "it is not found: its lines stand in the message, and none of them counts"
    }
  }

  // MARK: Lines that come near

  private func nearest(to rule: Rule) -> [Inquiry.Near] {
    let words = words()
    var near: [(share: Double, near: Inquiry.Near)] = []
    for term in rule.terms {
      guard case .phrase(let phrase) = term.body else { continue }
      var best: (share: Double, near: Inquiry.Near)?
      for form in phrase.forms {
        var present: [String] = []
        var missing: [String] = []
        for group in form where !group.isOptional {
          let standing = group.alternatives.first { $0.words.allSatisfy { Self.stands($0, words) } }
          if let standing {
            present.append(standing.words.map(\.text).joined(separator: " "))
          } else {
            missing.append(Self.shown(group))
          }
        }
        let share = Double(present.count) / Double(max(1, present.count + missing.count))
        if best.map({ $0.share < share }) ?? !present.isEmpty {
          best = (
            share,
            Inquiry.Near(
              source: term.source, place: term.place, present: present, missing: missing)
          )
        }
      }
      if let best { near.append(best) }
    }
    // The first of equally near lines first.
    return near.enumerated().sorted {
      ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
    }
    .prefix(Self.mostNear).map(\.element.near)
  }

  private static func stands(_ word: WordSequence.Word, _ words: Set<String>) -> Bool {
    word.isPrefix ? words.contains { $0.hasPrefix(word.text) } : words.contains(word.text)
  }

  private static func shown(_ group: Phrase.Group) -> String {
    let texts = group.alternatives.prefix(4).map { sequence in
      sequence.words.map { $0.text + ($0.isPrefix ? "*" : "") }.joined(separator: " ")
    }
    let more = group.alternatives.count > texts.count ? "|…" : ""
    return texts.count == 1 && more.isEmpty ? texts[0] : "(\(texts.joined(separator: "|"))\(more))"
  }
}
