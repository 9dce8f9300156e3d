public import Native

/// What changed in meaning from one set of lexicons to another, rule by rule.
///
/// Files, order, comments, sentences and examples are no meaning: a rule that moves to another file is the same.
public struct LexiconChanges: Sendable {
  /// One change of a rule: what is there no more and what is there instead.
  public struct Detail: Sendable, Hashable {
    /// What the old one says; nil for what is new.
    public var old: String?
    /// What the new one says; nil for what is gone.
    public var new: String?
  }

  /// What happened to a rule.
  public enum Kind: String, Sendable { case added, removed, changed, renamed }

  /// A rule that is not what it was.
  public struct RuleChange: Sendable {
    /// What happened.
    public var kind: Kind
    /// `lexicon/rule`, as it is named now, or was when it is gone.
    public var id: String
    /// The name before, of a renamed rule.
    public var oldID: String?
    /// Its sentence.
    public var about: String
    /// Where it begins: in the new lexicons, or in the old ones when it is gone.
    public var place: Place
    /// What changed in it.
    public var details: [Detail]
  }

  /// The rules, in order of their names.
  public private(set) var rules: [RuleChange] = []
  /// Bands, combinations and the policy.
  public private(set) var others: [Detail] = []

  /// Whether nothing changed in meaning.
  public var isEmpty: Bool { rules.isEmpty && others.isEmpty }

  /// Compares two sets.
  public init(from old: LexiconSet, to new: LexiconSet) {
    let before = Self.byID(old)
    let after = Self.byID(new)
    var removed = before.values.filter { after[$0.id] == nil }.sorted { $0.id < $1.id }
    for (id, rule) in after {
      if let earlier = before[id] {
        // Nothing that was read as before means something else.
        if earlier.place.path == rule.place.path, new.hasSame(rule.place.path, as: old) { continue }
        let details = RuleComparison.details(from: earlier, to: rule)
        if !details.isEmpty { add(.changed, rule, details) }
      } else if let index = removed.firstIndex(where: { Self.isSame($0, rule) }) {
        let earlier = removed.remove(at: index)
        add(.renamed, rule, RuleComparison.details(from: earlier, to: rule), oldID: earlier.id)
      } else {
        add(.added, rule, RuleComparison.details(from: nil, to: rule))
      }
    }
    for rule in removed { add(.removed, rule, []) }
    rules.sort { $0.id < $1.id }
    others = Self.others(from: old, to: new)
  }

  private static func byID(_ set: LexiconSet) -> [String: Rule] {
    var rules: [String: Rule] = [:]
    for lexicon in set.lexicons { for rule in lexicon.rules { rules[rule.id] = rule } }
    return rules
  }

  /// Whether two rules of different names look for the same.
  private static func isSame(_ one: Rule, _ two: Rule) -> Bool {
    !one.terms.isEmpty && one.kind == two.kind && one.terms.map(\.source) == two.terms.map(\.source)
  }

  private mutating func add(
    _ kind: Kind, _ rule: Rule, _ details: [Detail], oldID: String? = nil
  ) {
    rules.append(
      RuleChange(
        kind: kind, id: rule.id, oldID: oldID, about: rule.about, place: rule.place,
        details: details))
  }

  private static func others(from old: LexiconSet, to new: LexiconSet) -> [Detail] {
    var details: [Detail] = []
    func compare(_ name: String, _ one: String, _ two: String) {
      if one != two { details.append(Detail(old: "\(name) \(one)", new: "\(name) \(two)")) }
    }
    for concern in Concern.allCases {
      guard let one = old.bands.last(where: { $0.concern == concern }),
        let two = new.bands.last(where: { $0.concern == concern })
      else { continue }
      compare("\(concern.rawValue): low from", "\(one.low)", "\(two.low)")
      compare("\(concern.rawValue): medium from", "\(one.medium)", "\(two.medium)")
      compare("\(concern.rawValue): high from", "\(one.high)", "\(two.high)")
      compare("\(concern.rawValue): at most", "\(one.cap)", "\(two.cap)")
      compare("\(concern.rawValue): clause", one.clause ?? "none", two.clause ?? "none")
    }
    func text(_ combination: Combination) -> String {
      let needs = combination.needs.map { "\($0.concern.rawValue) \($0.level.rawValue)" }
      return "combination \(combination.name): \(needs.joined(separator: " and ")) "
        + "raises to \(combination.raisesTo.rawValue)"
    }
    let before = old.combinations.map(text)
    let after = new.combinations.map(text)
    details += before.filter { !after.contains($0) }.map { Detail(old: $0, new: nil) }
    details += after.filter { !before.contains($0) }.map { Detail(old: nil, new: $0) }
    compare("policy", old.policy?.name ?? "none", new.policy?.name ?? "none")
    return details
  }
}

/// What differs between two states of one rule.
private enum RuleComparison {
  typealias Detail = LexiconChanges.Detail

  /// The most readings of a phrase that are named.
  private static let mostNamed = 6

  /// The differences; those of a new rule are all of it.
  static func details(from old: Rule?, to new: Rule) -> [Detail] {
    var details: [Detail] = []
    let nothing = Rule(
      id: new.id, kind: new.kind, clause: new.clause, about: "", language: new.language,
      place: new.place)
    let one = old ?? nothing
    compare(kind(one), kind(new), into: &details)
    compare(one.clause.map { "clause \($0)" }, new.clause.map { "clause \($0)" }, into: &details)
    compare("language \(one.language)", "language \(new.language)", into: &details)
    compare(repeats(one), repeats(new), into: &details)
    compare(one.sum?.description, new.sum?.description, into: &details)
    compare(line("in", one.fields), line("in", new.fields), into: &details)
    compare(line("require", one.requirements), line("require", new.requirements), into: &details)
    compare(line("cue", one.cues.map(text)), line("cue", new.cues.map(text)), into: &details)
    compareTerms(one, new, into: &details)
    compareContexts(one, new, into: &details)
    let before = one.circumstances.map { oneSpaced($0.source) }
    let after = new.circumstances.map { oneSpaced($0.source) }
    details += before.filter { !after.contains($0) }.map { Detail(old: $0, new: nil) }
    details += after.filter { !before.contains($0) }.map { Detail(old: nil, new: $0) }
    return details
  }

  private static func compare(_ old: String?, _ new: String?, into details: inout [Detail]) {
    if old != new { details.append(Detail(old: old, new: new)) }
  }

  private static func compareTerms(_ one: Rule, _ new: Rule, into details: inout [Detail]) {
    compareWords(one, new, into: &details)
    var left = one.terms.filter { !$0.isWords }
    for term in new.terms where !term.isWords {
      guard let index = left.firstIndex(where: { $0.source == term.source }) else {
        details.append(Detail(old: nil, new: text(term)))
        continue
      }
      let earlier = left.remove(at: index)
      if earlier.points != term.points {
        details.append(Detail(old: text(earlier), new: text(term)))
      }
      if case .phrase(let before) = earlier.body, case .phrase(let after) = term.body {
        details += readings(from: [before], to: [after], of: term.source)
      }
    }
    details += left.map { Detail(old: text($0), new: nil) }
  }

  /// The words of `words` lines, wherever they stand.
  private static func compareWords(_ one: Rule, _ new: Rule, into details: inout [Detail]) {
    let before = one.wordPoints
    let after = new.wordPoints
    func texts(_ words: [String: Int], where isShown: (String, Int) -> Bool) -> [String] {
      words.filter { isShown($0.key, $0.value) }.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
        .map { "\($0.value > 0 ? "+" : "")\($0.value) \($0.key)" }
    }
    let gone = texts(before) { word, points in after[word] != points }
    let come = texts(after) { word, points in before[word] != points }
    if gone.isEmpty, come.isEmpty { return }
    details.append(
      Detail(
        old: gone.isEmpty ? nil : "words \(named(gone))",
        new: come.isEmpty ? nil : "words \(named(come))"))
  }

  private static func compareContexts(_ one: Rule, _ new: Rule, into details: inout [Detail]) {
    var left = one.contexts
    for context in new.contexts {
      let source = text(context)
      guard let index = left.firstIndex(where: { text($0) == source }) else {
        details.append(Detail(old: nil, new: source))
        continue
      }
      let earlier = left.remove(at: index)
      details += readings(
        from: earlier.evidence.phrases, to: context.evidence.phrases, of: source)
    }
    details += left.map { Detail(old: text($0), new: nil) }
  }

  /// What the same words stand for now and did not, or no more: a list changed.
  private static func readings(
    from old: [Phrase], to new: [Phrase], of source: String
  ) -> [Detail] {
    guard old != new else { return [] }
    let before = old.flatMap(\.spelledOut).map(text)
    let after = new.flatMap(\.spelledOut).map(text)
    guard !before.isEmpty, !after.isEmpty else {
      return [Detail(old: "\(source), with other lists", new: source)]
    }
    let (known, wanted) = (Set(before), Set(after))
    let gone = before.filter { !wanted.contains($0) }
    let come = after.filter { !known.contains($0) }
    return (gone.isEmpty ? [] : [Detail(old: "\(source): \(named(gone))", new: nil)])
      + (come.isEmpty ? [] : [Detail(old: nil, new: "\(source): \(named(come))")])
  }

  private static func named(_ texts: [String]) -> String {
    let shown = texts.prefix(mostNamed).joined(separator: ", ")
    return texts.count > mostNamed ? "\(shown) and \(texts.count - mostNamed) more" : shown
  }

  // MARK: Texts

  private static func text(_ sequence: WordSequence) -> String {
    var text = ""
    for (index, word) in sequence.words.enumerated() {
      if index > 0 { text += word.joint ?? (word.gap > 0 ? " ..\(word.gap) " : " ") }
      text += word.text + (word.isPrefix ? "*" : "")
    }
    return text
  }

  private static func text(_ term: Term) -> String {
    let source = oneSpaced(term.source)
    switch term.body {
    case .always, .share: return source
    default: break
    }
    if term.points == 0 { return source }
    return "\(term.points > 0 ? "+" : "")\(term.points)  \(source)"
  }

  private static func text(_ context: Context) -> String { oneSpaced(context.source) }

  private static func text(_ cue: Cue) -> String {
    switch cue {
    case .shape(let shape): shape
    case .character(let byte): String(UnicodeScalar(byte))
    case .phrase(let phrase): phrase.spelledOut.map(text).joined(separator: "|")
    }
  }

  private static func line(_ key: String, _ values: [String]) -> String? {
    values.isEmpty ? nil : "\(key) \(values.joined(separator: ", "))"
  }

  private static func repeats(_ rule: Rule) -> String? {
    rule.repeats == 1 ? nil : "repeat \(rule.repeats)"
  }

  private static func kind(_ rule: Rule) -> String {
    switch rule.kind {
    case .concern(let concern): "concern \(concern.rawValue)"
    case .mention(let yields): "yields \(yields.joined(separator: ", "))"
    case .exposure(let applies, let points):
      "applies \(applies.map(\.rawValue).joined(separator: ", ")) \(points > 0 ? "+" : "")\(points)"
    case .gravity(let applies): "applies \(applies.map(\.rawValue).joined(separator: ", "))"
    case .guard(let lifts), .credit(let lifts):
      "lifts \(lifts.map(\.rawValue).joined(separator: ", "))"
    case .exception(let lowers, let level): "lowers \(lowers.rawValue) to \(level.rawValue)"
    }
  }

  private static func oneSpaced(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }.joined(separator: " ")
  }
}

extension Rule {
  /// The points of each word of its `words` lines.
  fileprivate var wordPoints: [String: Int] {
    var points: [String: Int] = [:]
    for term in terms {
      guard case .words(let entries) = term.body else { continue }
      for entry in entries { points[entry.text] = term.points }
    }
    return points
  }
}
