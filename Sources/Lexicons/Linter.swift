public import Native

/// Finds what is no mistake in any one line but seems wrong in a folder as a whole.
public struct Linter {
  private let loaded: LexiconSet
  private let source: FolderSource
  private var findings: [Diagnostic] = []

  /// Warnings about phrases that repeat each other or find too much, lists and mentions that nobody
  /// uses, and points that decide alone; in order of path and line.
  ///
  /// - Parameter vocabulary: what the set was read with; its mentions are needed without any rule.
  public static func findings(in set: LexiconSet, vocabulary: Vocabulary) -> [Diagnostic] {
    var linter = Linter(set)
    linter.checkTerms()
    linter.checkRepetitions()
    linter.checkLists()
    linter.checkMentions(known: Set(vocabulary.mentions))
    return linter.findings.inOrder
  }

  private init(_ set: LexiconSet) {
    loaded = set
    source = FolderSource(set.files)
  }

  private var rules: [Rule] { loaded.lexicons.flatMap(\.rules) }

  private mutating func warn(
    _ message: String, at place: Place, length: Int, hint: String
  ) {
    findings.append(
      Diagnostic(
        .warning, message, at: place, length: length, line: source.line(at: place), hint: hint))
  }

  private mutating func warn(_ message: String, about term: Term, hint: String) {
    warn(message, at: term.place, length: term.source.unicodeScalars.count, hint: hint)
  }

  // MARK: Single terms

  private mutating func checkTerms() {
    for rule in rules {
      for term in rule.terms {
        if case .phrase(let phrase) = term.body { checkLength(of: phrase, in: term) }
        if case .concern(let concern) = rule.kind { checkPoints(of: term, for: concern) }
      }
    }
  }

  private mutating func checkLength(of phrase: Phrase, in term: Term) {
    guard
      let short = phrase.spelledOut.first(where: { sequence in
        guard sequence.words.count == 1, let word = sequence.words.first else { return false }
        let length = word.text.unicodeScalars.count
        return length == 1 || (word.isPrefix && length < 4)
      }), let word = short.words.first
    else { return }
    warn(
      "'\(word.text)\(word.isPrefix ? "*" : "")' alone is found in nearly every message",
      about: term,
      hint: word.isPrefix ? "spell more of the word out" : "add the words that stand around it")
  }

  private mutating func checkPoints(of term: Term, for concern: Concern) {
    guard let bands = loaded.bands.first(where: { $0.concern == concern }) else { return }
    if term.points == 0 {
      warn("a line of 0 points adds nothing", about: term, hint: "remove it, or give it points")
    } else if term.points >= bands.high {
      warn(
        "\(term.points) points make a message high without any other sign", about: term,
        hint: "\(concern.rawValue) is high from \(bands.high) on")
    }
  }

  // MARK: Repetitions

  /// A reading and the term that has it.
  private struct Owner {
    var rule: Rule
    var term: Term
  }

  private mutating func checkRepetitions() {
    for concern in Concern.allCases {
      var owners: [WordSequence: Owner] = [:]
      // The lines of a sum are small weights that count beside whatever else is found.
      for rule in rules where rule.kind == .concern(concern) && rule.sum == nil {
        checkHidden(in: rule)
        for term in rule.terms {
          guard case .phrase(let phrase) = term.body else { continue }
          checkDoubles(of: phrase, of: Owner(rule: rule, term: term), among: owners)
          for sequence in phrase.spelledOut where owners[sequence] == nil {
            owners[sequence] = Owner(rule: rule, term: term)
          }
        }
      }
    }
  }

  /// Whether all readings of a phrase stand in one phrase of another rule.
  private mutating func checkDoubles(
    of phrase: Phrase, of owner: Owner, among owners: [WordSequence: Owner]
  ) {
    guard let first = phrase.spelledOut.first.flatMap({ owners[$0] }),
      first.rule.id != owner.rule.id,
      first.rule.language == owner.rule.language || first.rule.language == "any",
      phrase.spelledOut.allSatisfy({ owners[$0]?.term.place == first.term.place })
    else { return }
    warn(
      "this phrase adds points in \(first.rule.id) too", about: owner.term,
      hint: "see \(first.term.place.path), line \(first.term.place.line)")
  }

  /// Whether a line can never count, since a shorter phrase of the same rule is worth as much.
  private mutating func checkHidden(in rule: Rule) {
    guard rule.repeats == 1 else { return }
    var points: [WordSequence: (term: Term, points: Int)] = [:]
    for term in rule.terms where term.points > 0 {
      guard case .phrase(let phrase) = term.body else { continue }
      for sequence in phrase.spelledOut
      where points[sequence].map({ $0.points < term.points }) ?? true {
        points[sequence] = (term, term.points)
      }
    }
    for term in rule.terms where term.points > 0 {
      guard case .phrase(let phrase) = term.body else { continue }
      var shorter: Term?
      let readings = phrase.spelledOut
      let isHidden =
        !readings.isEmpty
        && readings.allSatisfy { sequence in
          guard
            let found = Self.parts(of: sequence).lazy.compactMap({ points[$0] }).first(where: {
              $0.points >= term.points && $0.term.place != term.place
            })
          else { return false }
          shorter = found.term
          return true
        }
      if isHidden, let shorter {
        warn(
          "this line never counts: '\(shorter.source)' finds it with \(shorter.points) points",
          about: term, hint: "remove it, or give it more points than line \(shorter.place.line) has"
        )
      }
    }
  }

  /// The shorter sequences that stand in a sequence.
  private static func parts(of sequence: WordSequence) -> [WordSequence] {
    let words = sequence.words
    // Longer phrases than this are rare, and no others grow so many parts.
    guard words.count <= 16 else { return [] }
    var parts: [WordSequence] = []
    for first in words.indices {
      for last in first..<words.count where last - first + 1 < words.count {
        var part = Array(words[first...last])
        part[0].gap = 0
        part[0].joint = nil
        parts.append(WordSequence(words: part))
      }
    }
    return parts
  }

  // MARK: What nobody uses

  private mutating func checkLists() {
    for list in source.lists where !source.isUsed(list) {
      guard let file = loaded.lexicons.first(where: { $0.path.hasSuffix(list.path) })?.path else {
        addUnused(list, path: list.path)
        continue
      }
      addUnused(list, path: file)
    }
  }

  private mutating func addUnused(_ list: FolderSource.List, path: String) {
    findings.append(
      Diagnostic(
        .warning, "no phrase uses the list '\(list.name)'",
        at: Place(path: path, line: list.line.number, column: list.range.lowerBound + 1),
        length: list.range.count, line: list.line.source,
        hint: "write {\(list.name)} in a phrase, or remove it"))
  }

  private mutating func checkMentions(known: Set<String>) {
    var needed = known
    for rule in rules {
      for context in rule.contexts { needed.formUnion(context.evidence.mentions) }
      for circumstance in rule.circumstances {
        switch circumstance.test {
        case .dominates(let kind), .mentions(let kind): needed.insert(kind)
        default: break
        }
      }
    }
    for rule in rules {
      guard case .mention(let yields) = rule.kind, needed.isDisjoint(with: yields) else { continue }
      let line = source.line(at: rule.place)
      warn(
        "no rule needs the mention '\(yields.joined(separator: ", "))'", at: rule.place,
        length: line.unicodeScalars.count,
        hint: "for example: needs \(yields.first ?? "") within sentence")
    }
  }
}

extension Phrase {
  /// Its readings, as far as there are few enough to compare them with those of other phrases.
  fileprivate var spelledOut: [WordSequence] { readingCount <= 500 ? sequences : [] }
}
