import Native

/// The readings of a phrase as numbers, so that thousands of them can be compared.
private struct SpelledPhrase {
  let rule: Int
  let term: Int
  /// Of every reading, each word as one that begins a sequence and as one that goes on with it.
  let readings: [[(first: UInt64, next: UInt64)]]
  /// Of every reading, the words' texts.
  let sequences: [WordSequence]

  init(_ phrase: Phrase, rule: Int, term: Int) {
    self.rule = rule
    self.term = term
    sequences = phrase.spelledOut
    readings = sequences.map { sequence in
      sequence.words.map { word in
        let text = Self.number(of: word.text, word.isPrefix ? 1 : 0)
        return (text, Self.mixed(text, Self.number(of: word.joint ?? "", UInt64(word.gap) + 2)))
      }
    }
  }

  /// The number of a whole reading.
  func key(_ reading: Int) -> UInt64 {
    key(of: readings[reading], 0, readings[reading].count)
  }

  /// The numbers of all shorter sequences that stand in a reading.
  func parts(_ reading: Int) -> [UInt64] {
    let words = readings[reading]
    // Longer phrases than this are rare, and no others grow so many parts.
    guard words.count <= 16 else { return [] }
    var parts: [UInt64] = []
    for start in words.indices {
      for end in start + 1...words.count where end - start < words.count {
        parts.append(key(of: words, start, end))
      }
      // What a single `suspen*` finds.
      let word = sequences[reading].words[start]
      Self.addBeginnings(
        of: word.text, withWhole: !(word.isPrefix && words.count == 1), to: &parts)
    }
    return parts
  }

  private func key(of words: [(first: UInt64, next: UInt64)], _ start: Int, _ end: Int) -> UInt64 {
    var key = words[start].first
    for word in words[(start + 1)..<end] { key = Self.mixed(key, word.next) }
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

extension Linter {
  /// A term that has a reading.
  private struct Owner {
    var rule: Int
    var term: Int
  }

  mutating func checkRepetitions() {
    let rules = rules
    for concern in Concern.allCases {
      // The lines of a sum are small weights that count beside whatever else is found.
      let own = rules.indices.filter {
        rules[$0].kind == .concern(concern) && rules[$0].sum == nil
      }
      var phrases: [SpelledPhrase] = []
      var firsts: [UInt64: Owner] = [:]
      for index in own {
        let start = phrases.count
        for (number, term) in rules[index].terms.enumerated() {
          guard case .phrase(let phrase) = term.body else { continue }
          phrases.append(SpelledPhrase(phrase, rule: index, term: number))
        }
        checkHidden(phrases[start...], in: rules[index])
        for phrase in phrases[start...] {
          checkDouble(phrase, among: firsts, rules)
          for reading in phrase.readings.indices {
            let key = phrase.key(reading)
            if firsts[key] == nil { firsts[key] = Owner(rule: phrase.rule, term: phrase.term) }
          }
        }
      }
      for phrase in phrases { checkContained(phrase, among: firsts, rules) }
    }
  }

  /// Whether all readings of a phrase stand in one phrase of another rule.
  private mutating func checkDouble(
    _ phrase: SpelledPhrase, among firsts: [UInt64: Owner], _ rules: [Rule]
  ) {
    guard !phrase.readings.isEmpty, let first = firsts[phrase.key(0)], first.rule != phrase.rule,
      areRead(rules[first.rule], where: rules[phrase.rule]),
      phrase.readings.indices.allSatisfy({
        let owner = firsts[phrase.key($0)]
        return owner?.rule == first.rule && owner?.term == first.term
      })
    else { return }
    let other = rules[first.rule]
    let place = other.terms[first.term].place
    warn(
      "repeated-phrase", "this phrase adds points in \(other.id) too",
      about: rules[phrase.rule].terms[phrase.term], hint: "see \(place.path), line \(place.line)")
  }

  /// Whether every reading of a phrase holds a shorter phrase of one other rule that asks for nothing else:
  /// both are then counted wherever this one is.
  private mutating func checkContained(
    _ phrase: SpelledPhrase, among firsts: [UInt64: Owner], _ rules: [Rule]
  ) {
    let own = rules[phrase.rule]
    guard own.terms[phrase.term].points > 0, !phrase.readings.isEmpty else { return }
    var candidates: [Int]?
    var example: Owner?
    for reading in phrase.readings.indices {
      var found: [Int] = []
      for key in phrase.parts(reading) {
        guard let owner = firsts[key], owner.rule != phrase.rule,
          candidates?.contains(owner.rule) ?? true, !found.contains(owner.rule)
        else { continue }
        let other = rules[owner.rule]
        guard other.terms[owner.term].points > 0, areRead(other, where: own),
          asksNoMore(other, than: own)
        else { continue }
        found.append(owner.rule)
        if example == nil || example?.rule == owner.rule { example = owner }
      }
      candidates = found
      guard !found.isEmpty else { return }
    }
    guard let rule = candidates?.min(), let example else { return }
    let other = rules[rule]
    let term = other.terms[example.rule == rule ? example.term : 0]
    warn(
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

  /// Whether a line can never count, since a shorter phrase of the same rule is worth as much.
  private mutating func checkHidden(_ phrases: ArraySlice<SpelledPhrase>, in rule: Rule) {
    guard rule.repeats == 1 else { return }
    var best: [UInt64: Int] = [:]
    for phrase in phrases where rule.terms[phrase.term].points > 0 {
      for reading in phrase.readings.indices {
        let key = phrase.key(reading)
        if best[key].map({ rule.terms[$0].points < rule.terms[phrase.term].points }) ?? true {
          best[key] = phrase.term
        }
      }
    }
    for phrase in phrases where rule.terms[phrase.term].points > 0 {
      let term = rule.terms[phrase.term]
      var shorter: Term?
      let isHidden =
        !phrase.readings.isEmpty
        && phrase.readings.indices.allSatisfy { reading in
          for key in phrase.parts(reading) {
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
