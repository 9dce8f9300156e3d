import Lexicons
import Native

/// One rule with its names resolved.
struct CompiledRule: Sendable {
  /// The rule as the analyst wrote it.
  var rule: Rule
  /// The fields that it reads.
  var fields: FieldSet
  /// What a pattern's match must pass.
  var validators: [Validator]
  /// The evidence around a match, in the order of the lexicon.
  var contexts: [CompiledContext]
  /// What a mention is: an index of `MentionKinds.sets`; -1 in other rules.
  var kinds = -1
  /// Whether a circumstance asks what other rules found (`concern`, `dominates`).
  var isSecond: Bool
  /// The most points that its `near` contexts can add.
  var mostNear: Int

  /// The concern that it adds points to.
  var concern: Concern? {
    if case .concern(let concern) = rule.kind { concern } else { nil }
  }

  /// Whether it yields mentions.
  var isMention: Bool { if case .mention = rule.kind { true } else { false } }
}

/// What decides whether a hit of a rule is a candidate, apart from the rest for speed.
struct RuleReading: Sendable {
  /// The fields that the rule reads.
  var fields: FieldSet
  /// Whether it yields mentions.
  var isMention: Bool
}

/// `needs`, `near` or `unless` with its phrases and kinds as numbers.
struct CompiledContext: Sendable {
  /// What the evidence does.
  var effect: Context.Effect
  /// The number of its list of phrases; -1 without any.
  var phrases: Int
  /// The kinds of mention, any of which will do.
  var kinds: [Int]
  /// How far away the evidence may stand.
  var window: Window
  /// The line as written.
  var source: String
}

/// What a hit of a phrase is good for.
struct PhraseUse: FlatRecord, Sendable {
  /// The rule whose term it is; -1 when it is evidence.
  var rule: Int32
  /// The rule's term, or the number of the list of evidence.
  var number: Int32
}
