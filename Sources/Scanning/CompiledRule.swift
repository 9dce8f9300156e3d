import Lexicons
import Native

/// One rule with its names resolved.
///
/// An object, so that looking at a rule costs one reference and not one for each of its lists: workers
/// share the rules, and would wait for one another's counts.
final class CompiledRule: Sendable {
  /// The rule as the analyst wrote it.
  let rule: Rule
  /// The fields that it reads.
  let fields: FieldSet
  /// What a pattern's match must pass.
  let validators: [Validator]
  /// The evidence around a match, in the order of the lexicon.
  let contexts: [CompiledContext]
  /// What a mention is: an index of `MentionKinds.sets`; -1 in other rules.
  let kinds: Int
  /// Whether a circumstance asks what other rules found (`concern`, `dominates`, `mentions`).
  let isSecond: Bool
  /// The most points that its `near` contexts can add.
  let mostNear: Int
  /// The circumstances that concern one match; its gate knows those that are known before a text is read.
  let aboutMatch: [Circumstance]
  /// Which gate of `Ruleset.gates` must be open.
  let gate: UInt16

  init(
    rule: Rule, fields: FieldSet, validators: [Validator], contexts: [CompiledContext], kinds: Int,
    isSecond: Bool, mostNear: Int, gate: UInt16
  ) {
    aboutMatch = rule.circumstances.filter(\.test.isAboutMatch)
    self.rule = rule
    self.fields = fields
    self.validators = validators
    self.contexts = contexts
    self.kinds = kinds
    self.isSecond = isSecond
    self.mostNear = mostNear
    self.gate = gate
  }

  /// The circumstances that concern the whole message and are not known before its text is read.
  var general: [Circumstance] {
    rule.circumstances.filter { !$0.test.isAboutMatch && !$0.test.isKnownBefore }
  }

  /// Whether the first hit of each line says all; `contexts` of rules in a file are compiled ones only.
  var countsOnce: Bool { contexts.isEmpty && rule.countsOnce }

  /// Whether it does more than take points away.
  var canRaise: Bool {
    guard concern != nil else { return !isMention && !isGravity }
    return mostNear > 0 || rule.terms.contains { $0.points > 0 }
  }

  /// Whether a circumstance asks how much other rules found.
  var asksPoints: Bool {
    rule.circumstances.contains {
      switch $0.test {
      case .concern, .dominates: true
      default: false
      }
    }
  }

  /// The concern that it adds points to.
  var concern: Concern? {
    if case .concern(let concern) = rule.kind { concern } else { nil }
  }

  /// Whether it tells how grave a message is.
  var isGravity: Bool { if case .gravity = rule.kind { true } else { false } }

  /// Whether it yields mentions.
  var isMention: Bool { if case .mention = rule.kind { true } else { false } }
}

extension Rule {
  /// Whether the first hit of each line, in text that weighs most, says all that the rule makes of it.
  ///
  /// Every line of a `sum` counts once, where it counts most, if nothing around it can forbid that.
  var countsOnce: Bool {
    guard sum != nil, contexts.isEmpty, case .concern = kind,
      !terms.allSatisfy(\.isWords)
    else { return false }
    return !circumstances.contains { $0.test.isAboutMatch }
  }
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
