import Native

/// The readings of a phrase as numbers, so that thousands of them can be compared.
struct SpelledPhrase: Sendable {
  /// The number of its term in its rule.
  let term: Int
  /// The numbers of its readings.
  let keys: [UInt64]

  /// The phrases of a rule that are compared with those of others.
  ///
  /// - Parameter spelled: the readings of the rule's terms.
  static func compared(in rule: Rule, _ spelled: [[WordSequence]]) -> [SpelledPhrase] {
    // The lines of a sum are small weights that count beside whatever else is found.
    guard case .concern = rule.kind, rule.sum == nil else { return [] }
    return rule.terms.indices.compactMap { term in
      guard case .phrase = rule.terms[term].body else { return nil }
      return SpelledPhrase(term: term, keys: spelled[term].map(key))
    }
  }

  /// The number of a whole reading.
  private static func key(of sequence: WordSequence) -> UInt64 {
    let words = numbers(of: sequence)
    return key(of: words, 0, words.count)
  }

  /// The numbers of all shorter sequences that stand in a reading.
  static func parts(of sequence: WordSequence) -> [UInt64] {
    let words = numbers(of: sequence)
    // Longer phrases than this are rare, and no others grow so many parts.
    guard words.count <= 16 else { return [] }
    var parts: [UInt64] = []
    for start in words.indices {
      for end in start + 1...words.count where end - start < words.count {
        parts.append(key(of: words, start, end))
      }
      // What a single `suspen*` finds.
      let word = sequence.words[start]
      addBeginnings(of: word.text, withWhole: !(word.isPrefix && words.count == 1), to: &parts)
    }
    return parts
  }

  /// Each word as one that begins a sequence and as one that goes on with it.
  private static func numbers(of sequence: WordSequence) -> [(first: UInt64, next: UInt64)] {
    sequence.words.map { word in
      let text = number(of: word.text, word.isPrefix ? 1 : 0)
      return (text, mixed(text, number(of: word.joint ?? "", UInt64(word.gap) + 2)))
    }
  }

  private static func key(
    of words: [(first: UInt64, next: UInt64)], _ start: Int, _ end: Int
  ) -> UInt64 {
    var key = words[start].first
    for word in words[(start + 1)..<end] { key = mixed(key, word.next) }
    return key
  }

  /// Adds the numbers that the beginnings of a word have as phrases of their own.
  private static func addBeginnings(
    of text: String, withWhole: Bool, to parts: inout [UInt64]
  ) {
    var number = seed(1)
    var length = 0
    for byte in text.utf8 {
      // Before a scalar begins another has ended.
      if length >= 3, byte & 0xC0 != 0x80 { parts.append(number) }
      number = step(number, byte)
      length += 1
    }
    if length >= 3, withWhole { parts.append(number) }
  }

  private static func seed(_ kind: UInt64) -> UInt64 {
    0xCBF2_9CE4_8422_2325 ^ kind &* 0x9E37_79B9_7F4A_7C15
  }

  private static func step(_ number: UInt64, _ byte: UInt8) -> UInt64 {
    (number ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  private static func mixed(_ one: UInt64, _ two: UInt64) -> UInt64 {
    ((one << 7 | one >> 57) ^ two) &* 0x9E37_79B9_7F4A_7C15
  }

  private static func number(of text: String, _ kind: UInt64) -> UInt64 {
    var number = seed(kind)
    for byte in text.utf8 { number = step(number, byte) }
    return number
  }
}

/// Finds phrases that add points in several rules of one concern.
struct RepeatedPhrases {
  /// A rule with the phrases that are compared.
  private struct Compared {
    var rule: Rule
    var phrases: [SpelledPhrase]
  }

  /// A term that has a reading.
  private struct Owner {
    var rule: Int
    var term: Int
  }

  private let rules: [Compared]
  private var firsts: [UInt64: Owner] = [:]
  private var linter: Linter

  /// What is found among the rules of a concern.
  static func findings(
    of concern: Concern, in lexicons: [LintedLexicon], _ source: FolderSource
  ) -> [Diagnostic] {
    var rules: [Compared] = []
    for lexicon in lexicons where lexicon.concerns.contains(concern) {
      for (rule, phrases) in zip(lexicon.rules, lexicon.phrases)
      where rule.kind == .concern(concern) && !phrases.isEmpty {
        rules.append(Compared(rule: rule, phrases: phrases))
      }
    }
    var repeated = RepeatedPhrases(rules, Linter([], patterns: [:], source: source))
    repeated.check()
    return repeated.linter.findings
  }

  private init(_ rules: [Compared], _ linter: Linter) {
    self.rules = rules
    self.linter = linter
  }

  private mutating func check() {
    for (index, compared) in rules.enumerated() {
      for phrase in compared.phrases {
        checkDouble(phrase, of: index)
        for key in phrase.keys {
          if firsts[key] == nil { firsts[key] = Owner(rule: index, term: phrase.term) }
        }
      }
    }
    for (index, compared) in rules.enumerated() {
      for phrase in compared.phrases { checkContained(phrase, of: index) }
    }
  }

  /// Whether all readings of a phrase stand in one phrase of another rule.
  private mutating func checkDouble(_ phrase: SpelledPhrase, of rule: Int) {
    guard let key = phrase.keys.first, let first = firsts[key], first.rule != rule,
      areRead(rules[first.rule].rule, where: rules[rule].rule),
      phrase.keys.allSatisfy({
        let owner = firsts[$0]
        return owner?.rule == first.rule && owner?.term == first.term
      })
    else { return }
    let other = rules[first.rule].rule
    let place = other.terms[first.term].place
    linter.warn(
      "repeated-phrase", "this phrase adds points in \(other.id) too",
      about: rules[rule].rule.terms[phrase.term], hint: "see \(place.path), line \(place.line)")
  }

  /// Whether every reading of a phrase holds a shorter phrase of one other rule that asks for nothing else:
  /// both are then counted wherever this one is.
  private mutating func checkContained(_ phrase: SpelledPhrase, of rule: Int) {
    let own = rules[rule].rule
    guard own.terms[phrase.term].points > 0, !phrase.keys.isEmpty,
      case .phrase(let spelled) = own.terms[phrase.term].body
    else { return }
    var candidates: [Int]?
    var example: Owner?
    for sequence in spelled.spelledOut {
      var found: [Int] = []
      for key in SpelledPhrase.parts(of: sequence) {
        guard let owner = firsts[key], owner.rule != rule,
          candidates?.contains(owner.rule) ?? true, !found.contains(owner.rule)
        else { continue }
        let other = rules[owner.rule].rule
        guard other.terms[owner.term].points > 0, areRead(other, where: own),
          asksNoMore(other, than: own)
        else { continue }
        found.append(owner.rule)
        if example == nil || example?.rule == owner.rule { example = owner }
      }
      candidates = found
      guard !found.isEmpty else { return }
    }
    guard let first = candidates?.min(), let example else { return }
    let other = rules[first].rule
    let term = other.terms[example.rule == first ? example.term : 0]
    linter.warn(
      "contained-phrase",
      "wherever this phrase counts, '\(term.source)' of \(other.id) counts too",
      about: own.terms[phrase.term], hint: "see \(term.place.path), line \(term.place.line)")
  }

  private func areRead(_ one: Rule, where other: Rule) -> Bool {
    one.language == other.language || one.language == "any"
  }

  /// Whether all conditions of a rule are conditions of another too.
  private func asksNoMore(_ one: Rule, than other: Rule) -> Bool {
    let binding = one.contexts.filter { if case .near = $0.effect { false } else { true } }
    return binding.allSatisfy { context in
      other.contexts.contains {
        $0.effect == context.effect && $0.evidence == context.evidence
          && $0.window == context.window
      }
    }
      && one.circumstances.allSatisfy { circumstance in
        other.circumstances.contains {
          $0.test == circumstance.test && $0.isNegated == circumstance.isNegated
        }
      } && (one.fields.isEmpty || one.fields == other.fields)
  }
}

extension Linter {
  /// Whether a line can never count, since a shorter phrase of the same rule is worth as much.
  ///
  /// - Parameter spelled: the readings of the rule's terms.
  mutating func checkHidden(
    _ phrases: [SpelledPhrase], _ spelled: [[WordSequence]], in rule: Rule
  ) {
    guard rule.repeats == 1 else { return }
    var best: [UInt64: Int] = [:]
    for phrase in phrases where rule.terms[phrase.term].points > 0 {
      for key in phrase.keys {
        if best[key].map({ rule.terms[$0].points < rule.terms[phrase.term].points }) ?? true {
          best[key] = phrase.term
        }
      }
    }
    for phrase in phrases where rule.terms[phrase.term].points > 0 {
      let term = rule.terms[phrase.term]
      var shorter: Term?
      let isHidden =
        !phrase.keys.isEmpty
        && spelled[phrase.term].allSatisfy { sequence in
          for key in SpelledPhrase.parts(of: sequence) {
            guard let number = best[key], number != phrase.term,
              rule.terms[number].points >= term.points
            else { continue }
            shorter = rule.terms[number]
            return true
          }
          return false
        }
      guard isHidden, let shorter else { continue }
      warn(
        "hidden-line",
        "this line never counts: '\(shorter.source)' finds it with \(shorter.points) points",
        about: term,
        hint: "remove it, or give it more points than line \(shorter.place.line) has",
        fix: .removeLine)
    }
  }
}
