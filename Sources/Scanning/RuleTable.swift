// Performance: a cold process decodes the few rules that its message leads to, of a thousand.
import Lexicons
import Native

/// The rules of a ruleset, those of a compiled file decoded when they are first looked at.
struct RuleTable: Sendable, RandomAccessCollection {
  /// What is known of each rule without reading it.
  let facts: FlatArray<RuleFacts>
  private let rules: LazyTable<CompiledRule>
  /// The same rules with what is told of them.
  private let toldRules: LazyTable<CompiledRule>
  private let conditions: LazyTable<RuleConditions>

  var startIndex: Int { 0 }
  var endIndex: Int { rules.count }
  subscript(index: Int) -> CompiledRule { rules[index] }

  /// A rule with its sentence, and how and where its lines are written.
  ///
  /// Without being told a rule of a compiled file has its name and its clause, and what it asks.
  func told(_ index: Int) -> CompiledRule { toldRules[index] }

  /// What a rule asks of the whole message that is not known before its text is read; nil when it asks nothing.
  func conditions(of rule: Int) -> RuleConditions? {
    let number = Int(facts[rule].conditions)
    return number == RuleConditions.none ? nil : conditions[number]
  }

  /// The fields that rules whose lines count once read, each set of them once.
  var onceFields: [FieldSet] {
    var sets: [FieldSet] = []
    for index in 0..<facts.count where facts[index].countsOnce {
      if !sets.contains(facts[index].fields) { sets.append(facts[index].fields) }
    }
    return sets
  }

  /// The table of rules that are there.
  init(_ rules: [CompiledRule]) {
    var lists = ConditionLists()
    let numbers = rules.map { lists.number(of: $0.general) }
    facts = FlatArray(zip(rules, numbers).map { RuleFacts($0, conditions: $1) })
    self.rules = LazyTable(count: rules.count) { rules[$0] }
    toldRules = self.rules
    let made = lists.lists.map { RuleConditions($0) }
    conditions = LazyTable(count: made.count) { made[$0] }
  }
}

extension RuleTable {
  private enum Section {
    static let facts: UInt32 = 0
    static let rules: UInt32 = 1
    static let conditions: UInt32 = 3
  }

  /// Puts the rules into a file, in five sections.
  func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    file.add(first + Section.facts, facts)
    FlatRows.write(
      indices.map { index in
        var writer = FlatWriter()
        writer.write(told(index))
        return writer.bytes
      }, into: &file, firstSection: first + Section.rules)
    FlatRows.write(
      (0..<conditions.count).map { index in
        var writer = FlatWriter()
        writer.list(conditions[index].circumstances) { $0.write(questionOf: $1) }
        return writer.bytes
      }, into: &file, firstSection: first + Section.conditions)
  }

  /// The rules that `write` put into a file, which stays mapped; nil when they stand nowhere in it.
  ///
  /// A rule that turns out to be damaged finds nothing: a file whose checksums are right was hardly
  /// damaged, and nothing that is written into one may stop a scan.
  ///
  /// - Parameters:
  ///   - kinds: the kinds of mention, all of them.
  ///   - lists: how many lists of evidence there are.
  ///   - gates: how many gates there are.
  init?(
    _ file: CompiledFile, firstSection first: UInt32, kinds: MentionKinds, lists: Int, gates: Int
  ) {
    guard let facts = FlatArray<RuleFacts>(file, section: first + Section.facts),
      let rows = FlatRows(file, firstSection: first + Section.rules), rows.count == facts.count,
      let conditionRows = FlatRows(file, firstSection: first + Section.conditions)
    else { return nil }
    for index in 0..<facts.count {
      let rule = facts[index]
      guard rule.terms <= 1 << 20, rule.gate < gates, rule.isSound(conditions: conditionRows.count)
      else { return nil }
    }
    self.facts = facts
    let read: @Sendable (Int, Bool) -> CompiledRule = { index, isTold in
      let facts = facts[index]
      var reader = FlatReader(rows[index])
      let rule = reader.compiledRule(kinds, lists: lists, gate: facts.gate, isTold: isTold)
      let isRead = !isTold || reader.left == 0
      let isSound = !reader.isDamaged && isRead && facts.agrees(with: rule)
      return isSound ? rule : CompiledRule(damagedWithTerms: Int(facts.terms))
    }
    rules = LazyTable(count: facts.count) { read($0, false) }
    toldRules = LazyTable(count: facts.count) { read($0, true) }
    conditions = LazyTable(count: conditionRows.count) { index in
      var reader = FlatReader(conditionRows[index])
      let circumstances = reader.list { $0.question() }
      return RuleConditions(
        reader.isDamaged || reader.left > 0 ? [.neverMet] : circumstances)
    }
  }
}

extension Circumstance {
  /// No message has such a mention.
  fileprivate static var neverMet: Circumstance {
    Circumstance(
      test: .mentions(""), isNegated: false, source: "", place: .nowhere)
  }
}

extension CompiledRule {
  /// A rule that stands in place of one that cannot be read; its lines add nothing.
  fileprivate convenience init(damagedWithTerms count: Int) {
    var rule = Rule(
      id: "damaged", kind: .guard(lifts: []), clause: nil, about: "", language: "any",
      place: .nowhere)
    rule.terms = Array(
      repeating: Term(points: 0, body: .always, source: "", place: .nowhere), count: count)
    // It never holds, whatever part it plays.
    rule.circumstances = [.neverMet]
    self.init(
      rule: rule, fields: FieldSet([]), validators: [], contexts: [], kinds: -1, isSecond: false,
      mostNear: 0, gate: RuleGates.open)
  }
}
