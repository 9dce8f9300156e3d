import Lexicons
import Native

/// Which rules play which part in a verdict.
struct RuleRoles: Sendable {
  /// Guards and credits.
  var guards: [Int] = []
  var exposures: [Int] = []
  var exceptions: [Int] = []
  /// The lines that need no words.
  var always: [(rule: Int, term: Int)] = []
  /// Rules that add shares of other concerns' points.
  var shares: [Int] = []
  /// Whether some rule asks what others found.
  var hasSecond = false
  /// Whether some rule asks for the language.
  var asksLanguage = false
  /// The kinds of mention that rules count, by name.
  var askedKinds: [(name: String, number: Int)] = []

  fileprivate init() {}

  init(_ rules: [CompiledRule], _ kinds: MentionKinds) {
    for (index, compiled) in rules.enumerated() {
      switch compiled.rule.kind {
      case .guard, .credit: guards.append(index)
      case .exposure: exposures.append(index)
      case .exception: exceptions.append(index)
      case .concern, .gravity:
        let isShares = compiled.rule.terms.contains(where: \.isShare)
        if isShares { shares.append(index) }
        if isShares || compiled.isSecond { hasSecond = true }
      case .mention: break
      }
      for (term, line) in compiled.rule.terms.enumerated() {
        if case .always = line.body { always.append((index, term)) }
      }
      for circumstance in compiled.rule.circumstances {
        switch circumstance.test {
        case .language: asksLanguage = true
        case .dominates(let name), .mentions(let name):
          if let number = kinds.names.firstIndex(of: name),
            !askedKinds.contains(where: { $0.number == number })
          {
            askedKinds.append((name, number))
          }
        default: break
        }
      }
    }
  }
}

extension FlatWriter {
  /// Adds the parts that rules play.
  mutating func write(_ roles: RuleRoles) {
    for rules in [roles.guards, roles.exposures, roles.exceptions, roles.shares] {
      list(rules) { $0.write($1) }
    }
    list(roles.always) { writer, line in
      writer.write(line.rule)
      writer.write(line.term)
    }
    write(roles.hasSecond)
    write(roles.asksLanguage)
    list(roles.askedKinds) { writer, kind in writer.write(kind.number) }
  }
}

extension FlatReader {
  /// Reads the parts that the rules of a table play.
  mutating func ruleRoles(of rules: RuleTable, _ kinds: MentionKinds) -> RuleRoles {
    var roles = RuleRoles()
    roles.guards = ruleNumbers(of: rules)
    roles.exposures = ruleNumbers(of: rules)
    roles.exceptions = ruleNumbers(of: rules)
    roles.shares = ruleNumbers(of: rules)
    roles.always = list { reader in
      let rule = reader.number(in: 0..<max(rules.count, 1))
      let terms = rule < rules.count ? Int(rules.facts[rule].terms) : 0
      return (rule: rule, term: reader.number(in: 0..<max(terms, 1)))
    }
    roles.hasSecond = truth()
    roles.asksLanguage = truth()
    roles.askedKinds = list { reader in
      let number = reader.number(in: 0..<max(kinds.count, 1))
      return (name: number < kinds.count ? kinds.names[number] : "", number: number)
    }
    return roles
  }

  private mutating func ruleNumbers(of rules: RuleTable) -> [Int] {
    list { $0.number(in: 0..<max(rules.count, 1)) }
  }
}
