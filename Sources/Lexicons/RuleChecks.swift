import Native

extension RuleParser {
  /// Completes a rule with what its lines said of its kind, and checks the block as a whole.
  mutating func finish(_ rule: inout Rule, head: SourceLine) {
    setKind(of: &rule, head: head)
    let kind = block.kind
    // In a sum each line counts, the same phrase twice too.
    if rule.sum == nil { for index in block.repeated { diagnostics[index].fix = .removeLine } }
    // What is missing may be what a line with a mistake meant to say.
    if block.isUnclear { return }
    if rule.about.isEmpty {
      report(
        head, "\(kind.withArticle) without 'about'", at: head.content,
        hint: "explain prints this sentence: about  What a match means.")
    }
    if kind.needsTerms, rule.terms.isEmpty {
      report(
        head, "this \(kind.rawValue) looks for nothing", at: head.content,
        hint: "add a line: \(kind.exampleLine)")
      return
    }
    if rule.sum != nil, let line = block.first["repeat"] {
      report(
        line, "'repeat' in a rule with 'sum'", at: line.content,
        hint: "a sum counts each line once: remove one of the two")
    }
    checkWords(of: rule, head: head)
    checkShares(of: rule, head: head)
    checkAlways(of: rule, head: head)
    checkCues(of: rule, head: head)
    checkExamples(of: rule, head: head)
  }

  private mutating func setKind(of rule: inout Rule, head: SourceLine) {
    let kind = block.kind
    switch kind {
    case .rule: break
    case .mention:
      rule.kind = .mention(yields: block.yields)
      require(!block.yields.isEmpty, head, "a mention yields nothing", "add a line: yields student")
    case .exposure:
      rule.kind = .exposure(applies: block.applies, points: block.points ?? 0)
      require(
        !block.applies.isEmpty, head, "an exposure applies to no concern",
        "add a line: applies student medical")
      require(block.points != nil, head, "an exposure without points", "add a line: +20")
      require(
        !rule.circumstances.isEmpty, head, "an exposure without a circumstance",
        "add a line: when recipient outside")
    case .gravity:
      rule.kind = .gravity(applies: block.applies)
      require(
        !block.applies.isEmpty, head, "a gravity applies to no concern",
        "add a line: applies student medical")
    case .guard, .credit:
      rule.kind = kind == .guard ? .guard(lifts: block.lifts) : .credit(lifts: block.lifts)
      require(
        !block.lifts.isEmpty, head, "a \(kind.rawValue) lifts nothing", "add a line: lifts channel")
      require(
        !rule.terms.isEmpty || !rule.circumstances.isEmpty, head,
        "this \(kind.rawValue) would hold for every message",
        "add a phrase, or a line: when sender staff")
      let wrong = kind == .guard ? block.lifts.filter { $0 != .boundary && $0 != .channel } : []
      require(
        wrong.isEmpty, head, "a guard cannot lift \(wrong.map(\.rawValue).joined(separator: ", "))",
        "clause 3.7 protects speech, never the disclosure of protected information")
    case .exception:
      if let lowers = block.lowers {
        rule.kind = .exception(lowers: lowers.concern, to: lowers.to)
      } else {
        require(false, head, "an exception lowers nothing", "add a line: lowers channel to low")
      }
      require(
        !rule.circumstances.isEmpty, head, "an exception without a condition",
        "add a line: needs sender advisor")
    }
  }

  private mutating func require(
    _ holds: Bool, _ head: SourceLine, _ message: String, _ hint: String
  ) {
    if !holds, !block.isUnclear { report(head, message, at: head.content, hint: hint) }
  }

  private mutating func checkCues(of rule: Rule, head: SourceLine) {
    for term in rule.terms {
      guard case .pattern(let source) = term.body, rule.cues.isEmpty,
        PatternStarts(of: source)?.areSelective != true
      else { continue }
      let cue = CueSuggestion.cue(for: source)
      report(
        head, "a pattern that can begin anywhere would run on every message", at: head.content,
        hint:
          "begin it with \\b and fixed letters or digits, or say what must stand nearby: cue \(cue ?? "ddd-dd-dddd, ssn")"
      )
      return
    }
    if !rule.cues.isEmpty, !rule.terms.contains(where: \.isPattern) {
      report(
        head, "a cue without a pattern", at: head.content,
        hint: "cues are for patterns; phrases need none", severity: .warning)
    } else if let word = rule.cues.lazy.compactMap(\.everydayWord).first {
      report(
        head, "the cue '\(word)' stands in nearly every sentence", at: head.content,
        hint:
          "a cue that matches have and other text seldom has costs less: a rarer word, a sign, digits such as dd",
        severity: .warning)
    }
    if !rule.requirements.isEmpty, !rule.terms.contains(where: \.isPattern) {
      report(
        head, "'require' without a pattern", at: head.content,
        hint: "a validator checks what a pattern found")
    }
  }

  private mutating func checkAlways(of rule: Rule, head: SourceLine) {
    guard rule.terms.contains(where: \.isAlways), rule.circumstances.isEmpty else { return }
    report(
      head, "this rule would hold for every message", at: head.content,
      hint: "say for which: when sender account personal")
  }

  /// Words are counted once in the whole message, whatever stands around them.
  private mutating func checkWords(of rule: Rule, head: SourceLine) {
    if rule.sum?.isWithinSentence ?? false, !rule.terms.allSatisfy(\.isWords) {
      report(
        head, "'sum … within sentence' beside other lines than 'words'", at: head.content,
        hint:
          "only words are added sentence by sentence: put the other lines into a block of their own"
      )
    }
    guard rule.terms.contains(where: \.isWords) else { return }
    if rule.sum == nil {
      report(
        head, "'words' in a rule without 'sum'", at: head.content,
        hint: "say how far they may go together: sum 60")
    }
    if let context = rule.contexts.first {
      report(
        head, "'words' in a rule with '\(context.source.split(separator: " ").first ?? "")'",
        at: head.content,
        hint: "words count wherever they stand: write 'when', or phrases with points of their own")
    }
    if let asksAboutMatch = rule.circumstances.first(where: \.test.isAboutMatch) {
      report(
        head, "'\(asksAboutMatch.source)' in a rule with 'words'", at: head.content,
        hint:
          "it asks about one match, and words are of the whole message: 'in' says where they count")
    }
  }

  /// Shares are added when everything else is: a rule with them has no place in a text.
  private mutating func checkShares(of rule: Rule, head: SourceLine) {
    guard rule.terms.contains(where: \.isShare), !rule.terms.allSatisfy(\.isShare) else { return }
    report(
      head, "'share' beside other lines", at: head.content,
      hint: "shares stand in a rule of their own, with 'when' where they do not always count")
  }

  private mutating func checkExamples(of rule: Rule, head: SourceLine) {
    guard !rule.terms.allSatisfy({ $0.isAlways || $0.isShare }) else {
      for (line, range) in block.hits {
        report(
          line, "a hit where nothing is looked for", at: range,
          hint: "examples belong to phrases and patterns")
      }
      return
    }
    let kind = block.kind.rawValue
    if rule.hits.isEmpty {
      report(
        head, "this \(kind) has no hit", at: head.content,
        hint: "add a line: hit  a text with «what it must find»")
    }
    if rule.misses.isEmpty {
      report(
        head, "this \(kind) has no miss", at: head.content,
        hint: "add a line: miss  a text that looks alike and must not be found")
    }
    if !rule.hits.isEmpty, rule.hits.allSatisfy(\.marked.isEmpty),
      let (line, range) = block.hits.first
    {
      report(
        line, "a hit without «marks»", at: range, hint: "put « and » around what must be found")
    }
  }
}

extension Term {
  /// Whether it is a pattern.
  public var isPattern: Bool { if case .pattern = body { true } else { false } }

  /// Whether it is words that count by themselves.
  public var isWords: Bool { if case .words = body { true } else { false } }

  /// Whether it needs no words.
  var isAlways: Bool { if case .always = body { true } else { false } }

  /// Whether it is a share of another concern's points.
  public var isShare: Bool { if case .share = body { true } else { false } }
}

extension Policy {
  /// What to say of a clause that the policy does not have; nil when it has it.
  ///
  /// A warning: a rule is worth more than its citation, and another district's policy may number its
  /// clauses otherwise.
  func warning(aboutClause range: Range<Int>, of line: SourceLine) -> Diagnostic? {
    let number = line.text(range)
    if self[number] != nil { return nil }
    return line.mistake(
      "the policy \(name) has no clause '\(number)'", at: range,
      hint: Suggestion.hint(for: number, among: clauses.map(\.number))
        ?? "it has \(clauses.map(\.number).joined(separator: ", "))", severity: .warning)
  }
}
