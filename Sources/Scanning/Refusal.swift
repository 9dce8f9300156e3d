import Lexicons
import Native
import Text

/// A match of a rule that is no signal, and which condition said so.
struct Refusal: Sendable {
  /// The condition that failed.
  enum Cause: Sendable, Hashable {
    /// A `needs` or `unless`, by its number among the rule's contexts.
    case context(Int)
    /// A `when` about the whole message.
    case circumstances
    /// A `when` about whom or what the match concerns.
    case aboutMatch
    /// A validator, or a field that the rule does not read.
    case other(String)
  }

  /// The rule's index in the ruleset.
  var rule: Int32
  /// Which of the rule's terms matched; -1 when that is not known.
  var term: Int32
  /// Where it matched.
  var site: Site
  /// What failed.
  var cause: Cause
}

/// What a context found around a match.
struct FoundEvidence {
  /// The kind of mention; nil for a phrase.
  var kind: String?
  /// The folded text.
  var text: String
  /// Where it stands.
  var site: Site
  /// How far away: `, 2 words away`, ` within sentence`; empty when both share a word.
  var distance: String
  /// Whether masking hides it.
  var isSensitive: Bool
}

extension Detector {
  /// The evidence that a context found around a match.
  mutating func evidence(
    of context: CompiledContext, around site: Site, in passages: borrowing Passages
  ) -> FoundEvidence? {
    let found: Site
    var kind: String?
    var isSensitive = false
    switch surroundings.evidence(of: context, around: site, in: passages) {
    case .phrase(let evidence): found = evidence
    case .mention(let number, let evidence):
      kind = ruleset.kinds.names[number]
      found = evidence
      isSensitive = mentions.contains { $0.site == evidence && $0.isSensitive }
    case nil: return nil
    }
    let distance =
      switch context.window {
      case .words(0): ""
      case .words:
        ", \(site.words(to: found)) \(site.words(to: found) == 1 ? "word" : "words") away"
      case .sentence: " within sentence"
      case .paragraph: " within paragraph"
      case .passage: " within passage"
      case .message: " within message"
      case .column: " within column"
      }
    return FoundEvidence(
      kind: kind, text: folded(found, in: passages), site: found, distance: distance,
      isSensitive: isSensitive)
  }

  /// The folded text of a site.
  func folded(_ site: Site, in passages: borrowing Passages) -> String {
    let start = passages.items[Int(site.passage)].folded.lowerBound
    return String(
      utf8: passages.folded.span.extracting(
        start + site.range.lowerBound..<start + site.range.upperBound))
  }
}
