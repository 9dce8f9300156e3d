import Lexicons
public import Native

extension Ruleset {
  /// The sections of a compiled ruleset; phrases and starts have those from their own on.
  enum Section {
    static let text: UInt32 = 100
    static let uses: UInt32 = 101
    static let rules: UInt32 = 110
    static let words: UInt32 = 120
    static let names: UInt32 = 130
    static let gates: UInt32 = 140
    static let policy: UInt32 = 150
    static let phrases: UInt32 = 200
    static let starts: UInt32 = 300
    static let patterns: UInt32 = 330
    static let probes: UInt32 = 350
    static let cuePhrases: UInt32 = 360
  }

  /// Puts the rules into a file, from which they are there again without any lexicon.
  ///
  /// What only `LexiconTester` reads, the examples, is left out.
  public func write(into file: inout CompiledFileWriter) {
    var text = FlatWriter()
    text.write(hash)
    text.list(bands) { $0.write($1) }
    text.list(combinations) { $0.write($1) }
    text.list(diagnostics) { $0.write($1) }
    text.write(kinds)
    text.write(uses.lists)
    text.list(gates.circumstances) { $0.write(questionOf: $1) }
    text.write(roles)
    text.list(patternOwners) { writer, owner in
      writer.write(Int(owner.rule))
      writer.write(Int(owner.term))
    }
    text.list(tiers) { writer, tier in writer.list(tier) { $0.write($1) } }
    text.write(cues)
    file.add(Section.text, text.bytes)
    file.add(Section.policy, KeptPolicy.bytes(of: policy))
    uses.write(into: &file, firstSection: Section.uses)
    rules.write(into: &file, firstSection: Section.rules)
    words.write(into: &file, firstSection: Section.words)
    names.write(into: &file, section: Section.names)
    gates.write(into: &file, firstSection: Section.gates)
    phrases.write(into: &file, firstSection: Section.phrases)
    PatternSources.write(cues.sources, into: &file, firstSection: Section.patterns)
    cues.phrases.write(into: &file, firstSection: Section.cuePhrases)
    cues.starts.automaton.write(into: &file, firstSection: Section.starts)
    cues.starts.probes.write(into: &file, firstSection: Section.probes)
  }
}

/// A ruleset's policy: what a report cites, and most messages need nothing of.
enum KeptPolicy: Sendable {
  case read(Policy?)
  /// In a compiled file; without bytes there is none.
  case flat(FlatArray<UInt8>)

  /// The policy, read each time when it is in a file; nil when there is none, or it is damaged.
  var policy: Policy? {
    switch self {
    case .read(let policy): return policy
    case .flat(let flat):
      guard flat.count > 0 else { return nil }
      var bytes: [UInt8] = []
      bytes.append(flat.span, in: 0..<flat.count)
      var reader = FlatReader(bytes)
      let policy = reader.policy()
      return reader.isDamaged || reader.left > 0 ? nil : policy
    }
  }

  /// A policy as `flat` has it.
  static func bytes(of policy: Policy?) -> [UInt8] {
    guard let policy else { return [] }
    var writer = FlatWriter()
    writer.write(policy)
    return writer.bytes
  }
}
