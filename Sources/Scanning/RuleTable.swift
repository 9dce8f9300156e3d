// Performance: a cold process decodes the few rules that its message leads to, of a thousand.
import Lexicons
import Native

/// What is known of a rule without reading it.
struct RuleFacts: FlatRecord, Sendable {
  /// The fields that it reads.
  var fields: FieldSet
  private var part: UInt16
  /// How many lines it has.
  var terms: UInt32
  /// Which gate must be open for it to find anything.
  var gate: UInt16
  private var flags: UInt16

  /// Whether it yields mentions.
  var isMention: Bool { part == 1 }
  /// Whether it adds points to a concern.
  var addsPoints: Bool { part == 2 }
  /// Whether a circumstance asks what other rules found.
  var isSecond: Bool { flags & 1 != 0 }
  /// Whether the first hit of each line says all that the rule makes of it.
  var countsOnce: Bool { flags & 2 != 0 }
  /// Whether something can come of it where no other rule finds anything: what only takes points away cannot.
  var canRaise: Bool { flags & 4 != 0 }

  init(_ rule: CompiledRule) {
    fields = rule.fields
    part = rule.isMention ? 1 : rule.concern != nil ? 2 : 0
    terms = UInt32(truncatingIfNeeded: rule.rule.terms.count)
    gate = rule.gate
    flags = (rule.isSecond ? 1 : 0) | (rule.countsOnce ? 2 : 0) | (rule.canRaise ? 4 : 0)
  }
}

/// The rules of a ruleset, those of a compiled file decoded when they are first looked at.
struct RuleTable: Sendable, RandomAccessCollection {
  /// What is known of each rule without reading it.
  let facts: FlatArray<RuleFacts>
  private let rules: LazyTable<CompiledRule>

  var startIndex: Int { 0 }
  var endIndex: Int { rules.count }
  subscript(index: Int) -> CompiledRule { rules[index] }

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
    facts = FlatArray(rules.map { RuleFacts($0) })
    self.rules = LazyTable(count: rules.count) { rules[$0] }
  }
}

extension RuleTable {
  private enum Section {
    static let facts: UInt32 = 0
    static let texts: UInt32 = 1
    static let ends: UInt32 = 2
  }

  /// Puts the rules into a file, in three sections.
  func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    var texts: [UInt8] = []
    var ends: [UInt32] = []
    for compiled in self {
      var writer = FlatWriter()
      writer.write(compiled)
      texts += writer.bytes
      ends.append(UInt32(truncatingIfNeeded: texts.count))
    }
    file.add(first + Section.facts, facts)
    file.add(first + Section.texts, texts)
    file.add(first + Section.ends, ends)
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
      let texts = FlatArray<UInt8>(file, section: first + Section.texts),
      let ends = FlatArray<UInt32>(file, section: first + Section.ends), ends.count == facts.count
    else { return nil }
    var last: UInt32 = 0
    for index in 0..<ends.count {
      guard ends[index] >= last, facts[index].terms <= 1 << 20, facts[index].gate < gates
      else { return nil }
      last = ends[index]
    }
    guard Int(last) == texts.count else { return nil }
    self.facts = facts
    rules = LazyTable(count: facts.count) { index in
      var bytes: [UInt8] = []
      bytes.append(texts.span, in: (index > 0 ? Int(ends[index - 1]) : 0)..<Int(ends[index]))
      var reader = FlatReader(bytes)
      let rule = reader.compiledRule(kinds, lists: lists, gate: facts[index].gate)
      let isSound =
        !reader.isDamaged && reader.left == 0 && rule.isMention == facts[index].isMention
        && (rule.concern != nil) == facts[index].addsPoints
        && rule.isSecond == facts[index].isSecond
        && rule.rule.terms.count == Int(facts[index].terms)
      return isSound ? rule : CompiledRule(damagedWithTerms: Int(facts[index].terms))
    }
  }
}

extension CompiledRule {
  /// A rule that stands in place of one that cannot be read; its lines add nothing.
  fileprivate convenience init(damagedWithTerms count: Int) {
    let place = Place(path: "", line: 0, column: 0)
    var rule = Rule(
      id: "damaged", kind: .guard(lifts: []), clause: nil, about: "", language: "any", place: place)
    rule.terms = Array(
      repeating: Term(points: 0, body: .always, source: "", place: place), count: count)
    // No message has such a mention, so that it never holds, whatever part it plays.
    rule.circumstances = [
      Circumstance(test: .mentions(""), isNegated: false, source: "", place: place)
    ]
    self.init(
      rule: rule, fields: FieldSet([]), validators: [], contexts: [], kinds: -1, isSecond: false,
      mostNear: 0, gate: RuleGates.open)
  }
}
