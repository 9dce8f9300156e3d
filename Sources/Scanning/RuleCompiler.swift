import Lexicons
import Native

/// Turns the names in rules into numbers, and drops the rules that cannot work.
struct RuleCompiler {
  private(set) var rules: [CompiledRule] = []
  private(set) var kinds = MentionKinds()
  private var gateBuilder = RuleGateBuilder()
  let builtIn: BuiltInKinds
  private(set) var phrases: [Phrase] = []
  private(set) var patterns: [PatternEntry] = []
  private(set) var patternOwners: [(rule: Int32, term: Int32)] = []
  /// The `words` lines with their words.
  private(set) var words: [(line: WordLine, entries: [WordEntry])] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// What the rules ask of a message before its text is read.
  var gates: RuleGates { gateBuilder.gates }

  private var phraseNumbers: [UInt64: [Int]] = [:]
  private(set) var usesOfPhrase: [[PhraseUse]] = []
  private var isOnce: [Bool] = []
  private var evidenceNumbers: [[Int]: Int] = [:]
  /// The rules that ask for each list of evidence.
  private var evidenceUsers: [[Int]] = []

  /// The most contexts of one rule: a signal keeps one bit for each.
  private static let mostContexts = 64

  /// The patterns that the lexicons' parser has compiled already, by their source.
  private let known: [String: Pattern]

  init(known: [String: Pattern]) {
    self.known = known
    builtIn = BuiltInKinds(&kinds)
  }

  /// Compiles one rule, or says why that cannot be done.
  mutating func add(_ rule: Rule) {
    guard let compiledPatterns = patterns(of: rule) else { return }
    var rule = rule
    var validators: [Validator] = []
    for name in rule.requirements {
      guard let validator = Validator.named(name) else {
        drop(
          rule, "unknown validator '\(name)'",
          hint: Suggestion.hint(for: name, among: Validator.all.map(\.name)))
        return
      }
      validators.append(validator)
    }
    if rule.contexts.count > Self.mostContexts {
      drop(rule, "more than \(Self.mostContexts) needs, near and unless lines")
      return
    }
    let index = Int32(truncatingIfNeeded: rules.count)
    var contexts: [CompiledContext] = []
    var mostNear = 0
    for context in rule.contexts {
      contexts.append(compile(context))
      if case .near(let points) = context.effect { mostNear += max(0, points) }
    }
    var kindSet = -1
    if case .mention(let yields) = rule.kind {
      kindSet = kinds.internSet(yields.map { kinds.intern($0) })
    }
    let countsOnce = rule.countsOnce
    for (number, term) in rule.terms.enumerated() {
      let number = Int32(truncatingIfNeeded: number)
      switch term.body {
      case .phrase(let phrase):
        usesOfPhrase[intern(phrase, once: countsOnce && phrase.isFoundInOrder)].append(
          PhraseUse(rule: index, number: number))
      case .pattern:
        guard let pattern = compiledPatterns[Int(number)] else { continue }
        patterns.append(PatternEntry(pattern: pattern, cues: rule.cues))
        patternOwners.append((rule: index, term: number))
      case .words(let entries):
        let line = WordLine(
          rule: index, term: number, points: Int32(truncatingIfNeeded: term.points))
        words.append((line, entries))
      case .always, .share: break
      }
    }
    let isSecond = rule.circumstances.contains {
      switch $0.test {
      case .concern, .dominates, .mentions: true
      default: false
      }
    }
    if case .guard(let lifts) = rule.kind {
      // Clause 3.7 keeps its limit whatever a lexicon says.
      rule.kind = .guard(lifts: lifts.filter { $0 == .boundary || $0 == .channel })
    }
    rules.append(
      CompiledRule(
        rule: rule, fields: FieldSet(rule.fields), validators: validators, contexts: contexts,
        kinds: kindSet, isSecond: isSecond, mostNear: mostNear,
        gate: gateBuilder.gate(of: rule.circumstances)))
  }

  /// When each phrase is looked for.
  mutating func phraseTraits() -> [PhraseTraits] {
    var traits: [PhraseTraits] = []
    var known: [Set<UInt16>: UInt16] = [:]
    var once = 0
    for (phrase, uses) in usesOfPhrase.enumerated() {
      var trait = PhraseTraits()
      if isOnce[phrase] {
        once += 1
        trait.once = once
      }
      if let leads = gatesBehind(uses) {
        if let gate = known[leads] {
          trait.gate = gate
        } else {
          trait.gate = gateBuilder.gate(ofAny: leads)
          known[leads] = trait.gate
        }
      }
      traits.append(trait)
    }
    return traits
  }

  /// The gates of the rules that a phrase leads to; nil when it says something even if they are shut.
  ///
  /// The words of guards, exposures and exceptions are told of where their circumstances do not hold.
  private func gatesBehind(_ uses: [PhraseUse]) -> Set<UInt16>? {
    var gates: Set<UInt16> = []
    for use in uses {
      let users = use.rule < 0 ? evidenceUsers[Int(use.number)] : [Int(use.rule)]
      for user in users {
        guard rules[user].concern != nil || rules[user].isMention else { return nil }
        gates.insert(rules[user].gate)
      }
    }
    return gates
  }

  // MARK: Parts of a rule

  /// The rule's patterns by the number of their term; nil, with a diagnostic, when one is wrong.
  private mutating func patterns(of rule: Rule) -> [Int: Pattern]? {
    var compiled: [Int: Pattern] = [:]
    for (number, term) in rule.terms.enumerated() {
      guard case .pattern(let source) = term.body else { continue }
      do throws(PatternError) {
        compiled[number] = if let pattern = known[source] { pattern } else { try Pattern(source) }
      } catch {
        diagnostics.append(
          Diagnostic(
            .error, "\(rule.id) is not used: \(error.message)", at: term.place, line: term.source))
        return nil
      }
    }
    return compiled
  }

  private mutating func compile(_ context: Context) -> CompiledContext {
    var list: [Int] = []
    for phrase in context.evidence.phrases { list.append(intern(phrase, once: false)) }
    list = Set(list).sorted()
    var number = -1
    if !list.isEmpty {
      if let known = evidenceNumbers[list] {
        number = known
      } else {
        number = evidenceNumbers.count
        evidenceNumbers[list] = number
        evidenceUsers.append([])
        for phrase in list {
          usesOfPhrase[phrase].append(
            PhraseUse(rule: -1, number: Int32(truncatingIfNeeded: number)))
        }
      }
      evidenceUsers[number].append(rules.count)
    }
    return CompiledContext(
      effect: context.effect, phrases: number,
      kinds: context.evidence.mentions.map { kinds.intern($0) }, window: context.window,
      source: context.source)
  }

  /// The number of a phrase; that of its use in rules of which the first hit says all is another.
  private mutating func intern(_ phrase: Phrase, once: Bool) -> Int {
    let key = phrase.key
    let known = phraseNumbers[key]?.first { phrases[$0] == phrase && isOnce[$0] == once }
    if let known { return known }
    let number = phrases.count
    phrases.append(phrase)
    isOnce.append(once)
    phraseNumbers[key, default: []].append(number)
    usesOfPhrase.append([])
    return number
  }

  private mutating func drop(_ rule: Rule, _ reason: String, hint: String? = nil) {
    diagnostics.append(
      Diagnostic(.error, "\(rule.id) is not used: \(reason)", at: rule.place, line: "", hint: hint))
  }

  // MARK: Order of mentions

  /// The mention rules in tiers, each needing only kinds that earlier tiers yield.
  ///
  /// Rules that need one another in a circle cannot be ordered: one of them loses what it needs from
  /// the circle, with a diagnostic.
  mutating func orderMentions() -> [[Int]] {
    var left = rules.indices.filter { rules[$0].isMention }
    var providers: [[Int]] = Array(repeating: [], count: kinds.count)
    for index in left {
      for kind in kinds.sets[rules[index].kinds] { providers[kind].append(index) }
    }
    var isLeft = Array(repeating: false, count: rules.count)
    for index in left { isLeft[index] = true }
    var tiers: [[Int]] = []
    while !left.isEmpty {
      let ready = left.filter { index in
        !needed(by: index, providers).contains { isLeft[$0] }
      }
      if ready.isEmpty {
        let culprit = circleMember(from: left[0], providers, isLeft)
        drop(
          rules[culprit].rule, "it needs a kind of mention that, in a circle, needs this one",
          hint: "remove one of the 'needs' lines of the circle")
        isLeft[culprit] = false
        left.removeAll { $0 == culprit }
        dropped.insert(culprit)
        continue
      }
      tiers.append(ready)
      for index in ready { isLeft[index] = false }
      left.removeAll { !isLeft[$0] }
    }
    return tiers
  }

  /// Mention rules that stand in no tier.
  private(set) var dropped: Set<Int> = []

  /// The rules whose mentions a mention rule looks for.
  private func needed(by index: Int, _ providers: [[Int]]) -> [Int] {
    var found: [Int] = []
    for context in rules[index].contexts {
      for kind in context.kinds {
        for provider in providers[kind] where provider != index {
          // A rule that yields students and needs a person would wait for all others that yield
          // students: it waits only for those that yield a plain person.
          if kind == MentionKinds.person, isSomebody(index),
            yieldsPlainPerson(index) || !yieldsPlainPerson(provider)
          {
            continue
          }
          found.append(provider)
        }
      }
    }
    return found
  }

  /// Whether a rule yields a kind of person.
  private func isSomebody(_ index: Int) -> Bool {
    kinds.sets[rules[index].kinds].contains(MentionKinds.person)
  }

  /// Whether a rule says `yields person` in so many words.
  private func yieldsPlainPerson(_ index: Int) -> Bool {
    if case .mention(let yields) = rules[index].rule.kind {
      yields.contains("person")
    } else {
      false
    }
  }

  /// A rule on a circle, found by following needs from a rule that cannot be ordered.
  private func circleMember(from start: Int, _ providers: [[Int]], _ isLeft: [Bool]) -> Int {
    var seen: Set<Int> = []
    var current = start
    while seen.insert(current).inserted {
      guard let next = needed(by: current, providers).first(where: { isLeft[$0] }) else { break }
      current = next
    }
    return current
  }
}
