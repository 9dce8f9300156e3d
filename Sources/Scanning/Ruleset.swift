public import Lexicons
public import Native

/// The lexicons of a folder, compiled once and shared by all workers.
///
/// All phrases share one table and all patterns another, so that a message is read once however many
/// rules there are.
public final class Ruleset: Sendable {
  /// What identifies the lexicons in verdicts: `sha256:…`.
  public let hash: String
  /// The bands of every concern, in the order of `Concern.allCases`.
  public let bands: [ConcernBands]
  /// The combinations that raise a message's risk.
  public let combinations: [Combination]
  /// The policy that findings cite; nil when the folder holds none.
  public let policy: Policy?
  /// Rules that were dropped here and why, in order of path and line; the lexicons' own mistakes are
  /// in `LexiconSet.diagnostics`.
  public let diagnostics: [Diagnostic]

  /// The rules in the order of the lexicons.
  let rules: [CompiledRule]
  /// Of every rule, what decides whether a hit is a candidate.
  let reads: [RuleReading]
  /// The kinds of mention.
  let kinds: MentionKinds
  let builtIn: BuiltInKinds
  /// Every phrase of every rule, then those that are only cues of patterns.
  public let phrases: PhraseTable
  /// What the hits of phrase *n* are good for: `uses[useStarts[n]..<useStarts[n + 1]]`.
  let uses: [PhraseUse]
  let useStarts: [Int32]
  /// Every pattern of every rule, with its cues.
  public let cues: CueTable
  /// The rule and term of pattern *n*.
  let patternOwners: [(rule: Int32, term: Int32)]
  /// The mention rules, each tier needing only kinds of the tiers before it.
  let tiers: [[Int]]
  /// Guards and credits, exposures, and exceptions.
  let guards: [Int]
  let exposures: [Int]
  let exceptions: [Int]
  /// Whether some rule asks what others found.
  let hasSecond: Bool
  /// Whether some rule asks for the language.
  let asksLanguage: Bool

  /// The number of rules that are in force.
  public var ruleCount: Int { rules.count }

  /// Compiles the rules of a folder; a rule that cannot be compiled is dropped with a diagnostic.
  public init(_ set: LexiconSet, hash: String = "") {
    var compiler = RuleCompiler(known: set.patterns)
    for lexicon in set.lexicons {
      for rule in lexicon.rules { compiler.add(rule) }
    }
    let tiers = compiler.orderMentions()
    self.hash = hash
    bands = Concern.allCases.map { concern in
      set.bands.last { $0.concern == concern } ?? ConcernBands(concern: concern)
    }
    combinations = set.combinations
    policy = set.policy
    let uses = compiler.phraseUses()
    self.uses = uses.uses
    useStarts = uses.starts
    let cues = CueTable(compiler.patterns, firstCuePhrase: compiler.phrases.count)
    phrases = PhraseTable(compiler.phrases + CueTable.cuePhrases(of: compiler.patterns))
    self.cues = cues
    patternOwners = compiler.patternOwners
    rules = compiler.rules
    reads = compiler.rules.map { RuleReading(fields: $0.fields, isMention: $0.isMention) }
    kinds = compiler.kinds
    builtIn = compiler.builtIn
    self.tiers = tiers
    var guards: [Int] = []
    var exposures: [Int] = []
    var exceptions: [Int] = []
    for (index, compiled) in compiler.rules.enumerated() {
      switch compiled.rule.kind {
      case .guard, .credit: guards.append(index)
      case .exposure: exposures.append(index)
      case .exception: exceptions.append(index)
      case .concern, .mention: break
      }
    }
    self.guards = guards
    self.exposures = exposures
    self.exceptions = exceptions
    hasSecond = compiler.rules.contains { $0.isSecond && $0.concern != nil }
    asksLanguage = compiler.rules.contains { compiled in
      compiled.rule.circumstances.contains { if case .language = $0.test { true } else { false } }
    }
    diagnostics = compiler.diagnostics.sorted {
      ($0.place.path, $0.place.line, $0.place.column)
        < ($1.place.path, $1.place.line, $1.place.column)
    }
  }

  /// The clause that findings of a rule cite: the rule's own, else its concern's; empty without any.
  func clause(of rule: Int) -> String {
    let compiled = rules[rule]
    if let clause = compiled.rule.clause { return clause }
    guard let concern = compiled.concern else { return "" }
    return bands.first { $0.concern == concern }?.clause ?? ""
  }
}
