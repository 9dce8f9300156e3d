// Performance: a cold process decodes the few rules that its message leads to, of a thousand.
import Lexicons
import Native

/// What is known of a rule without reading it.
struct RuleFacts: FlatRecord, Sendable {
  /// The fields that it reads.
  var fields: FieldSet
  private var mention: UInt16
  /// How many lines it has.
  var terms: UInt32

  /// Whether it yields mentions.
  var isMention: Bool { mention != 0 }

  init(_ rule: CompiledRule) {
    fields = rule.fields
    mention = rule.isMention ? 1 : 0
    terms = UInt32(truncatingIfNeeded: rule.rule.terms.count)
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
  init?(_ file: CompiledFile, firstSection first: UInt32, kinds: MentionKinds, lists: Int) {
    guard let facts = FlatArray<RuleFacts>(file, section: first + Section.facts),
      let texts = FlatArray<UInt8>(file, section: first + Section.texts),
      let ends = FlatArray<UInt32>(file, section: first + Section.ends), ends.count == facts.count
    else { return nil }
    var last: UInt32 = 0
    for index in 0..<ends.count {
      guard ends[index] >= last, facts[index].terms <= 1 << 20 else { return nil }
      last = ends[index]
    }
    guard Int(last) == texts.count else { return nil }
    self.facts = facts
    rules = LazyTable(count: facts.count) { index in
      var bytes: [UInt8] = []
      bytes.append(texts.span, in: (index > 0 ? Int(ends[index - 1]) : 0)..<Int(ends[index]))
      var reader = FlatReader(bytes)
      let rule = reader.compiledRule(kinds, lists: lists)
      let isSound =
        !reader.isDamaged && reader.left == 0 && rule.isMention == facts[index].isMention
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
    // No message has so many, so that it never holds, whatever part it plays.
    rule.circumstances = [
      Circumstance(test: .recipientsOver(.max), isNegated: false, source: "", place: place)
    ]
    self.init(
      rule: rule, fields: FieldSet([]), validators: [], contexts: [], kinds: -1, isSecond: false,
      mostNear: 0)
  }
}
