import Lexicons
import Native

// Compiled rules as flat numbers and texts. What a file says is checked as it is read: an index that
// leads nowhere makes the reader fail, and then the lexicons are read instead.

extension FlatWriter {
  /// Adds a compiled rule.
  mutating func write(_ compiled: CompiledRule) {
    write(compiled.rule)
    list(compiled.validators) { $0.write($1.name) }
    list(compiled.contexts) { writer, context in
      switch context.effect {
      case .needs: writer.write(0)
      case .unless: writer.write(1)
      case .near(let points):
        writer.write(2)
        writer.write(points)
      }
      writer.write(context.phrases)
      writer.list(context.kinds) { $0.write($1) }
      writer.write(context.window)
    }
    write(compiled.kinds)
    write(compiled.isSecond)
    write(compiled.mostNear)
    write(toldOf: compiled.rule)
    for context in compiled.contexts { write(context.source) }
  }

  /// Adds the kinds of mention.
  mutating func write(_ kinds: MentionKinds) {
    write(kinds.names)
    list(kinds.sets) { writer, set in writer.list(set) { $0.write($1) } }
  }
}

extension FlatReader {
  /// The most points that a rule's lines can come to, far above what lexicons may say.
  private static let points = -1_000_000..<1_000_001

  /// Reads a compiled rule.
  ///
  /// - Parameters:
  ///   - kinds: the kinds of mention, all of them.
  ///   - lists: how many lists of evidence there are.
  ///   - gate: the rule's gate.
  ///   - isTold: whether what is told of the rule is read too.
  mutating func compiledRule(
    _ kinds: MentionKinds, lists: Int, gate: UInt16, isTold: Bool
  ) -> CompiledRule {
    var rule = rule()
    for term in rule.terms where !Self.points.contains(term.points) { fail() }
    var validators: [Validator] = []
    for name in texts() {
      if let validator = Validator.named(name) { validators.append(validator) } else { fail() }
    }
    var contexts = list { reader in
      let effect: Context.Effect =
        switch reader.number(in: 0..<3) {
        case 0: .needs
        case 1: .unless
        default: .near(points: reader.number(in: Self.points))
        }
      return CompiledContext(
        effect: effect, phrases: reader.number(in: -1..<lists),
        kinds: reader.list { $0.number(in: 0..<max(kinds.count, 1)) }, window: reader.window(),
        source: "")
    }
    if contexts.count > 64 { fail() }
    let set = number(in: -1..<kinds.sets.count)
    let isSecond = truth()
    let mostNear = number(in: Self.points)
    if isTold {
      tell(&rule)
      for index in contexts.indices { contexts[index].source = text() }
    }
    let compiled = CompiledRule(
      rule: rule, fields: FieldSet(rule.fields), validators: validators, contexts: contexts,
      kinds: set, isSecond: isSecond, mostNear: mostNear, gate: gate)
    if compiled.isMention, set < 0 { fail() }
    return compiled
  }

  /// Reads the kinds of mention.
  mutating func mentionKinds() -> MentionKinds {
    let names = texts()
    let sets = list { reader in reader.list { $0.number(in: 0..<max(names.count, 1)) } }
    return MentionKinds(names: names, sets: sets)
  }
}
