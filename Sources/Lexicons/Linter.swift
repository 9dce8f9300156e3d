public import Native

/// Finds what is no mistake in any one line but seems wrong in a folder as a whole.
///
/// The kinds of finding are files of their own: `RepeatedPhrases`, `UnreachableLines`, `HostileText`,
/// `SpellingSlips`, `FarPoints`.
public struct Linter: Sendable {
  let loaded: LexiconSet
  let source: FolderSource
  /// What stands before the files' paths in places: a folder with its slash.
  private(set) var folder = ""
  var findings: [Diagnostic] = []

  /// Warnings about phrases that repeat each other or find too much, lines that can never count, lists and
  /// mentions that nobody uses, patterns that hostile text makes slow, words that look misspelt, and points
  /// that decide alone or lie far from their neighbours'; in order of path and line.
  ///
  /// - Parameter vocabulary: what the set was read with; its mentions are needed without any rule.
  public static func findings(in set: LexiconSet, vocabulary: Vocabulary) -> [Diagnostic] {
    let linter = Linter(set)
    let known = Set(vocabulary.mentions)
    // The slow ones first: threads that are done with one take the next.
    let kinds: [@Sendable (inout Linter) -> Void] = [
      { $0.checkPatterns() }, { $0.checkRepetitions() }, { $0.checkReach() },
      { $0.checkSpelling() },
      {
        $0.checkTerms()
        $0.checkFarPoints()
        $0.checkLists()
        $0.checkMentions(known: known)
      },
    ]
    let findings = concurrently(kinds) { check in
      var own = linter
      check(&own)
      return own.findings
    }
    return findings.flatMap { $0 }.inOrder
  }

  private init(_ set: LexiconSet) {
    loaded = set
    source = FolderSource(set.files)
    for lexicon in set.lexicons {
      // The shortest path ends with no other's.
      let file = set.files.map(\.path).filter { lexicon.path.hasSuffix($0) }.max {
        $0.utf8.count < $1.utf8.count
      }
      if let file {
        folder = String(lexicon.path.dropLast(file.count))
        break
      }
    }
  }

  /// What to say of a rule that some mail never has.
  ///
  /// - Parameters:
  ///   - standing: in how many messages one of its lines stands.
  ///   - messages: how many messages there were.
  public static func neverFound(
    _ rule: Rule, standing: Int, messages: Int, in set: LexiconSet
  ) -> Diagnostic {
    let line = FolderSource(set.files).line(at: rule.place)
    let hint =
      standing == 0
      ? "none of its lines stands in any of them"
      : "its lines stand in \(standing), but its conditions hold in none: see explain --why-not"
    return Diagnostic(
      .warning, "\(rule.id) is found in none of \(messages) messages", at: rule.place,
      length: max(1, line.unicodeScalars.count), line: line, hint: hint, code: "never-found")
  }

  var rules: [Rule] { loaded.lexicons.flatMap(\.rules) }

  mutating func warn(
    _ code: String, _ message: String, at place: Place, length: Int, hint: String,
    fix: Diagnostic.Fix? = nil
  ) {
    findings.append(
      Diagnostic(
        .warning, message, at: place, length: length, line: source.line(at: place), hint: hint,
        code: code, fix: fix))
  }

  mutating func warn(
    _ code: String, _ message: String, about term: Term, hint: String,
    fix: Diagnostic.Fix? = nil
  ) {
    warn(
      code, message, at: term.place, length: term.source.unicodeScalars.count, hint: hint, fix: fix)
  }

  // MARK: Single terms

  private mutating func checkTerms() {
    for rule in rules {
      for term in rule.terms {
        // What is a mention may well be everywhere, and what only damps may be too.
        if case .phrase(let phrase) = term.body, rule.kind.looksAlone, term.points >= 0 {
          checkLength(of: phrase, in: term)
        }
        if case .concern(let concern) = rule.kind { checkPoints(of: term, in: rule, for: concern) }
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
      "short-phrase",
      "'\(word.text)\(word.isPrefix ? "*" : "")' alone is found in nearly every message",
      about: term,
      hint: word.isPrefix ? "spell more of the word out" : "add the words that stand around it")
  }

  private mutating func checkPoints(of term: Term, in rule: Rule, for concern: Concern) {
    guard let bands = loaded.bands.first(where: { $0.concern == concern }) else { return }
    if term.points == 0 {
      let hasNear = rule.contexts.contains { if case .near = $0.effect { true } else { false } }
      // With a near line it may count after all.
      if hasNear { return }
      warn(
        "no-points", "a line of 0 points adds nothing", about: term,
        hint: "remove it, or give it points", fix: rule.terms.count > 1 ? .removeLine : nil)
    } else if term.points >= bands.high {
      warn(
        "decides-alone", "\(term.points) points make a message high without any other sign",
        about: term, hint: "\(concern.rawValue) is high from \(bands.high) on")
    }
  }

  // MARK: What nobody uses

  private mutating func checkLists() {
    for list in source.lists where !source.isUsed(list) {
      findings.append(
        Diagnostic(
          .warning, "no phrase uses the list '\(list.name)'",
          at: Place(
            path: folder + list.path, line: list.line.number, column: list.range.lowerBound + 1),
          length: list.range.count, line: list.line.source,
          hint: "write {\(list.name)} in a phrase, or remove it", code: "unused-list",
          fix: list.isOneLine ? .removeLine : nil))
    }
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
        "unused-mention", "no rule needs the mention '\(yields.joined(separator: ", "))'",
        at: rule.place, length: line.unicodeScalars.count,
        hint: "for example: needs \(yields.first ?? "") within sentence")
    }
  }
}

extension Rule.Kind {
  /// Whether a match does something by itself.
  fileprivate var looksAlone: Bool { if case .mention = self { false } else { true } }
}

extension Phrase {
  /// Its readings, as far as there are few enough to compare them with those of other phrases.
  var spelledOut: [WordSequence] { readingCount <= 500 ? sequences : [] }
}
