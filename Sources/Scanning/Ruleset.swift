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
  public var policy: Policy? { kept.policy }
  private let kept: KeptPolicy
  /// Rules that were dropped here and why, in order of path and line; the lexicons' own mistakes are
  /// in `LexiconSet.diagnostics`.
  public let diagnostics: [Diagnostic]

  /// The rules in the order of the lexicons.
  let rules: RuleTable
  /// The kinds of mention.
  let kinds: MentionKinds
  let builtIn: BuiltInKinds
  /// What the lists of names say of words.
  let names: NameTable
  /// Every phrase of every rule, then those that are only cues of patterns.
  public let phrases: PhraseTable
  /// What the hits of phrases are good for.
  let uses: PhraseUses
  /// Every word of every `words` line.
  let words: WordTable
  /// Every pattern of every rule, with its cues.
  public let cues: CueTable
  /// The rule and term of pattern *n*.
  let patternOwners: [(rule: Int32, term: Int32)]
  /// The mention rules, each tier needing only kinds of the tiers before it.
  let tiers: [[Int]]
  let roles: RuleRoles
  /// What rules ask of a message before its text is read.
  let gates: RuleGates
  /// Guards and credits.
  var guards: [Int] { roles.guards }
  var exposures: [Int] { roles.exposures }
  var exceptions: [Int] { roles.exceptions }
  /// The lines that need no words.
  var always: [(rule: Int, term: Int)] { roles.always }
  /// Rules that add shares of other concerns' points.
  var shares: [Int] { roles.shares }
  /// Whether some rule asks what others found.
  var hasSecond: Bool { roles.hasSecond }
  /// Whether some rule asks for the language.
  var asksLanguage: Bool { roles.asksLanguage }

  /// The fields that rules whose lines count once read, each set of them once.
  let onceFields: [FieldSet]

  /// The number of rules that are in force.
  public var ruleCount: Int { rules.count }

  /// The names of the rules that are in force, in the order of the lexicons.
  public var ruleIDs: [String] { rules.map(\.rule.id) }

  /// The names of rules whose lines are added up: of these a finding is of the whole message.
  public var summedRules: Set<String> {
    Set(rules.lazy.map(\.rule).filter { $0.sum != nil }.map(\.id))
  }

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
    kept = .read(set.policy)
    uses = PhraseUses(compiler.usesOfPhrase)
    let patterns = compiler.patterns
    let ruled = compiler.phrases
    let traits = compiler.phraseTraits()
    (cues, phrases) = concurrently(
      { CueTable(patterns, firstCuePhrase: ruled.count) },
      { PhraseTable(ruled + CueTable.cuePhrases(of: patterns), traits: traits) })
    words = WordTable(compiler.words)
    names = .made
    patternOwners = compiler.patternOwners
    rules = RuleTable(compiler.rules)
    onceFields = rules.onceFields
    kinds = compiler.kinds
    builtIn = compiler.builtIn
    self.tiers = tiers
    roles = RuleRoles(compiler.rules, compiler.kinds)
    gates = compiler.gates
    diagnostics = compiler.diagnostics.sorted {
      ($0.place.path, $0.place.line, $0.place.column)
        < ($1.place.path, $1.place.line, $1.place.column)
    }
  }

  /// The rules that `write` put into a file; nil when they are not what a `Ruleset` wrote.
  public init?(_ file: CompiledFile) {
    guard let text = file.array(of: Section.text, as: UInt8.self),
      let phrases = PhraseTable(file, firstSection: Section.phrases)
    else { return nil }
    var reader = FlatReader(text)
    hash = reader.text()
    bands = reader.list { $0.bands() }
    combinations = reader.list { $0.combination() }
    guard let policy = FlatArray<UInt8>(file, section: Section.policy) else { return nil }
    kept = .flat(policy)
    diagnostics = reader.list { $0.diagnostic() }
    let interned = reader.mentionKinds()
    var kinds = interned
    builtIn = BuiltInKinds(&kinds)
    self.kinds = kinds
    let lists = reader.number(in: 0..<1 << 31)
    let questions = reader.list { $0.question() }
    guard
      let gates = RuleGates(questions, file, firstSection: Section.gates),
      let rules = RuleTable(
        file, firstSection: Section.rules, kinds: interned, lists: lists,
        gates: gates.count),
      let uses = PhraseUses(file, firstSection: Section.uses, lists: lists),
      let words = WordTable(file, firstSection: Section.words, rules: rules),
      let names = NameTable(file, section: Section.names)
    else { return nil }
    self.gates = gates
    self.words = words
    self.names = names
    self.rules = rules
    onceFields = rules.onceFields
    roles = reader.ruleRoles(of: rules, kinds)
    patternOwners = reader.list { reader in
      let rule = reader.number(in: 0..<max(rules.count, 1))
      let terms = rule < rules.count ? Int(rules.facts[rule].terms) : 0
      return (rule: Int32(rule), term: Int32(reader.number(in: 0..<max(terms, 1))))
    }
    tiers = reader.list { reader in reader.list { $0.number(in: 0..<max(rules.count, 1)) } }
    cues = reader.cueTable(file, phrases: phrases.count)
    self.uses = uses
    self.phrases = phrases
    guard !reader.isDamaged, reader.left == 0, kinds.count == interned.count,
      kinds.sets.count == interned.sets.count, bands.count == Concern.allCases.count,
      patternOwners.count == cues.count, uses.phraseCount == cues.firstCuePhrase
    else { return nil }
  }

  /// The clause that findings of a rule cite: the rule's own, else its concern's; empty without any.
  func clause(of rule: Int) -> String {
    let compiled = rules[rule]
    if let clause = compiled.rule.clause { return clause }
    guard let concern = compiled.concern else { return "" }
    return bands.first { $0.concern == concern }?.clause ?? ""
  }
}
