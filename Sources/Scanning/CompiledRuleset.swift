import Lexicons
public import Native

extension Ruleset {
  /// The sections of a compiled ruleset; phrases and starts have those from their own on.
  enum Section {
    static let text: UInt32 = 100
    static let uses: UInt32 = 101
    static let useStarts: UInt32 = 102
    static let rules: UInt32 = 110
    static let words: UInt32 = 120
    static let phrases: UInt32 = 200
    static let freeStarts: UInt32 = 300
    static let windowDigits: UInt32 = 310
    static let windowStarts: UInt32 = 320
    static let patterns: UInt32 = 330
    static let freeDigits: UInt32 = 340
    static let probes: UInt32 = 350
  }

  /// Puts the rules into a file, from which they are there again without any lexicon.
  ///
  /// What only `LexiconTester` reads, the examples, is left out.
  public func write(into file: inout CompiledFileWriter) {
    var text = FlatWriter()
    text.write(hash)
    text.list(bands) { $0.write($1) }
    text.list(combinations) { $0.write($1) }
    text.write(policy != nil)
    if let policy { text.write(policy) }
    text.list(diagnostics) { $0.write($1) }
    text.write(kinds)
    text.write(evidenceCount)
    text.write(gates)
    text.write(roles)
    text.list(patternOwners) { writer, owner in
      writer.write(Int(owner.rule))
      writer.write(Int(owner.term))
    }
    text.list(tiers) { writer, tier in writer.list(tier) { $0.write($1) } }
    text.write(cues)
    file.add(Section.text, text.bytes)
    file.add(Section.uses, uses)
    file.add(Section.useStarts, useStarts)
    rules.write(into: &file, firstSection: Section.rules)
    words.write(into: &file, firstSection: Section.words)
    phrases.write(into: &file, firstSection: Section.phrases)
    PatternSources.write(cues.sources, into: &file, firstSection: Section.patterns)
    cues.freeStarts.others.write(into: &file, firstSection: Section.freeStarts)
    cues.freeStarts.digits.write(into: &file, firstSection: Section.freeDigits)
    cues.probes.write(into: &file, firstSection: Section.probes)
    cues.windowStarts.digits.write(into: &file, firstSection: Section.windowDigits)
    cues.windowStarts.others.write(into: &file, firstSection: Section.windowStarts)
  }

  /// How many lists of phrases are evidence of some context.
  private var evidenceCount: Int {
    (uses.lazy.filter { $0.rule < 0 }.map { Int($0.number) }.max() ?? -1) + 1
  }

  /// Whether the phrases' uses lead to rules, their terms and lists of evidence.
  static func areSound(
    _ uses: [PhraseUse], _ starts: [Int32], rules: RuleTable, lists: Int, phrases: Int
  ) -> Bool {
    guard starts.first == 0, starts.count <= phrases + 1,
      Int(starts[starts.count - 1]) == uses.count
    else { return false }
    for index in starts.indices.dropFirst() where starts[index] < starts[index - 1] {
      return false
    }
    for use in uses {
      let count =
        use.rule < 0
        ? lists : Int(use.rule) < rules.count ? Int(rules.facts[Int(use.rule)].terms) : 0
      guard use.number >= 0, Int(use.number) < count else { return false }
    }
    return true
  }
}
