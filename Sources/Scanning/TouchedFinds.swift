import Lexicons
import Native

/// What rules find for all, as far as it may be another in other lexicons: mentions, and phrases that are evidence.
struct TouchedFinds {
  /// The mention rules that may find something else, and the kinds of what they find.
  private var rules: Set<String> = []
  private var kinds: Set<String> = []
  private let hasOtherEvidence: Bool

  init(from old: LexiconSet, to new: LexiconSet) {
    let before = OwnFinds(of: old, notIn: new)
    let after = OwnFinds(of: new, notIn: old)
    hasOtherEvidence = before.evidence != after.evidence
    for id in Set(before.mentions.keys).union(after.mentions.keys)
    where before.mentions[id] != after.mentions[id] {
      rules.insert(id)
    }
    if !rules.isEmpty { spread(among: (old.lexicons + new.lexicons).flatMap(\.rules)) }
  }

  /// Adds the mention rules that ask for what others may find otherwise.
  private mutating func spread(among all: [Rule]) {
    var left: [(id: String, asks: Set<String>, yields: Set<String>)] = []
    let known = MentionKinds()
    for rule in all {
      guard case .mention(let yields) = rule.kind else { continue }
      left.append(
        (rule.id, Set(rule.contexts.flatMap(\.evidence.mentions)), known.names(of: yields)))
    }
    var count: Int
    repeat {
      count = left.count
      left.removeAll { rule in
        guard rules.contains(rule.id) || !kinds.isDisjoint(with: rule.asks) else { return false }
        rules.insert(rule.id)
        kinds.formUnion(rule.yields)
        return true
      }
    } while left.count < count
  }

  /// Whether the examples of a rule may come to something else.
  func touches(_ test: RuleTest) -> Bool {
    if test.leansOnEvidence, hasOtherEvidence || !rules.isEmpty { return true }
    return !kinds.isDisjoint(with: test.kinds) || !rules.isDisjoint(with: test.mentionRules)
  }
}

/// What the lexicons of a set find for all that another set does not have as they are.
private struct OwnFinds {
  /// What decides on the mentions of a rule, by its name.
  var mentions: [String: MentionMeaning] = [:]
  var evidence: Set<Phrase> = []

  init(of set: LexiconSet, notIn other: LexiconSet) {
    for lexicon in set.lexicons where !set.hasSame(lexicon.path, as: other) {
      for (number, rule) in lexicon.rules.enumerated() {
        if case .mention = rule.kind {
          mentions[rule.id] = MentionMeaning(rule, number, in: lexicon)
        }
        for context in rule.contexts { evidence.formUnion(context.evidence.phrases) }
      }
    }
  }
}

/// A mention rule without what is no meaning: sentences, examples, and where its lines stand.
private struct MentionMeaning: Equatable {
  /// Where it stands among other rules: mentions of one place are in their order.
  private var path: String
  private var number: Int
  private var kind: Rule.Kind
  private var phrases: [Phrase] = []
  private var patterns: [String] = []
  private var cues: [Cue]
  private var requirements: [String]
  private var fields: [String]
  private var contexts: [Context]

  init(_ rule: Rule, _ number: Int, in lexicon: Lexicon) {
    path = lexicon.path
    self.number = number
    kind = rule.kind
    for term in rule.terms {
      switch term.body {
      case .phrase(let phrase): phrases.append(phrase)
      case .pattern(let source): patterns.append(source)
      // Words belong to rules that add points.
      case .words, .always, .share: break
      }
    }
    cues = rule.cues
    requirements = rule.requirements
    fields = rule.fields
    contexts = rule.contexts.map { context in
      var context = context
      context.place = .nowhere
      return context
    }
  }
}
