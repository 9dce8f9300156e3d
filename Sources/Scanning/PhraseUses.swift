// Performance: in a compiled file nothing is looked at but the uses of phrases that stand in a text.
import Native

/// What a hit of a phrase is good for.
struct PhraseUse: FlatRecord, Sendable {
  /// The rule whose term it is; -1 when it is evidence.
  var rule: Int32
  /// The rule's term, or the number of the list of evidence.
  var number: Int32
}

/// What the hits of all phrases are good for.
struct PhraseUses: Sendable {
  private let uses: FlatLists<PhraseUse>
  /// How many lists of phrases are evidence of some context.
  let lists: Int

  /// How many phrases have uses: those before cues that are nothing else.
  var phraseCount: Int { uses.count }

  /// The uses of each phrase.
  init(_ usesOfPhrase: [[PhraseUse]]) {
    uses = FlatLists(usesOfPhrase)
    let evidence = usesOfPhrase.joined().lazy.filter { $0.rule < 0 }
    lists = (evidence.map { Int($0.number) }.max() ?? -1) + 1
  }

  /// The uses that `write` put into a file, which stays mapped; nil when there are none.
  ///
  /// - Parameter lists: how many lists of evidence there are.
  init?(_ file: CompiledFile, firstSection first: UInt32, lists: Int) {
    guard let uses = FlatLists<PhraseUse>(file, firstSection: first) else { return nil }
    self.uses = uses
    self.lists = lists
  }

  /// Puts the uses into a file, in two sections.
  func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    uses.write(into: &file, firstSection: first)
  }

  /// The uses of a phrase, as indices.
  @inline(__always)
  func indices(of phrase: Int) -> Range<Int> { uses.indices(of: phrase) }

  /// One use; nil when it leads to no rule, to none of its terms or to no list: the file is damaged then.
  @inline(__always)
  func use(at index: Int, in rules: RuleTable) -> PhraseUse? {
    let use = uses[index]
    let rule = Int(use.rule)
    let count = rule < 0 ? lists : rule < rules.count ? Int(rules.facts[rule].terms) : 0
    return use.number >= 0 && Int(use.number) < count ? use : nil
  }
}
