public import Native

/// Finds what is no mistake in any one line but seems wrong in a folder as a whole.
///
/// The kinds of finding are files of their own: `RepeatedPhrases`, `UnreachableLines`, `HostileText`,
/// `SpellingSlips`, `FarPoints`.
public struct Linter: Sendable {
  /// The rules that are looked at.
  let rules: [Rule]
  let patterns: [String: Pattern]
  let source: FolderSource
  var findings: [Diagnostic] = []

  init(_ rules: [Rule], patterns: [String: Pattern], source: FolderSource) {
    self.rules = rules
    self.patterns = patterns
    self.source = source
  }

  /// Warnings about phrases that repeat each other or find too much, lines that can never count, lists and
  /// mentions that nobody uses, patterns that hostile text makes slow, words that look misspelt, and points
  /// that decide alone or lie far from their neighbours'; in order of path and line.
  ///
  /// - Parameter vocabulary: what the set was read with; its mentions are needed without any rule.
  public static func findings(in set: LexiconSet, vocabulary: Vocabulary) -> [Diagnostic] {
    var known = KnownFindings()
    return findings(in: set, vocabulary: vocabulary, known: &known)
  }

  /// The same of a folder that is linted again and again: what is known of lexicons that did not change is kept.
  public static func findings(
    in set: LexiconSet, vocabulary: Vocabulary, known: inout KnownFindings
  ) -> [Diagnostic] {
    let files = known.files(of: set)
    let source = FolderSource(files.map(\.source))
    let lexicons = known.lexicons(of: set, source)
    let linter = Linter(
      set.lexicons.flatMap(\.rules), patterns: set.patterns, source: source)
    let kinds = Set(vocabulary.mentions)
    let folder = Self.folder(of: set)
    let bands = set.bands
    let oldSpelling = known.spelling(of: files)
    let oldRepetitions = known.repetitions(of: lexicons)
    // The slow one first: threads that are done with one take the next.
    var checks: [@Sendable () -> [Diagnostic]] = [
      { oldSpelling ?? SpellingSlips.findings(in: files, folder) }
    ]
    for concern in Concern.allCases {
      checks.append {
        oldRepetitions[concern] ?? RepeatedPhrases.findings(of: concern, in: lexicons, source)
      }
    }
    checks.append {
      var linter = linter
      for rule in linter.rules { linter.checkPoints(of: rule, bands) }
      let points = linter.taken()
      let far = lexicons.flatMap(\.findings.farPoints)
      linter.checkLists(in: folder)
      linter.checkMentions(known: kinds)
      return points + far + linter.findings
    }
    let found = concurrently(checks) { $0() }
    known.keep(spelling: found[0], of: files)
    known.keep(repetitions: Array(found[1..<found.count - 1]), of: lexicons)
    var all = lexicons.flatMap(\.findings.slowPatterns)
    all += lexicons.flatMap(\.findings.hiddenLines) + found[1..<found.count - 1].flatMap { $0 }
    all += lexicons.flatMap(\.findings.reach) + found[0]
    all += lexicons.flatMap(\.findings.shortPhrases) + found[found.count - 1]
    return all.inOrder
  }

  /// What stands before the files' paths in places: a folder with its slash.
  private static func folder(of set: LexiconSet) -> String {
    for lexicon in set.lexicons {
      // The shortest path ends with no other's.
      let file = set.files.map(\.path).filter { lexicon.path.hasSuffix($0) }.max {
        $0.utf8.count < $1.utf8.count
      }
      if let file { return String(lexicon.path.dropLast(file.count)) }
    }
    return ""
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

  /// What was found since the last time that it was taken.
  mutating func taken() -> [Diagnostic] {
    defer { findings = [] }
    return findings
  }

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

  /// Whether a phrase is found in nearly every message.
  ///
  /// What is a mention may well be everywhere, and what only damps may be too.
  mutating func checkLength(of sequences: [WordSequence], in term: Term, of rule: Rule) {
    guard rule.kind.looksAlone, term.points >= 0 else { return }
    guard
      let short = sequences.first(where: { sequence in
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

  fileprivate mutating func checkPoints(of rule: Rule, _ bands: [ConcernBands]) {
    guard case .concern(let concern) = rule.kind,
      let bands = bands.first(where: { $0.concern == concern })
    else { return }
    for term in rule.terms { checkPoints(of: term, in: rule, bands) }
  }

  private mutating func checkPoints(of term: Term, in rule: Rule, _ bands: ConcernBands) {
    if term.points == 0 {
      let hasNear = rule.contexts.contains { if case .near = $0.effect { true } else { false } }
      // With a near line it may count after all.
      if hasNear { return }
      warn(
        "no-points", "a line of 0 points adds nothing", about: term,
        hint: "remove it, or give it points", fix: rule.terms.count > 1 ? .removeLine : nil)
    } else if !term.isShare, term.points >= bands.high {
      warn(
        "decides-alone", "\(term.points) points make a message high without any other sign",
        about: term, hint: "\(bands.concern.rawValue) is high from \(bands.high) on")
    }
  }

  // MARK: What nobody uses

  fileprivate mutating func checkLists(in folder: String) {
    for list in source.files.flatMap(\.lists) where !source.isUsed(list) {
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

  fileprivate mutating func checkMentions(known: Set<String>) {
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
