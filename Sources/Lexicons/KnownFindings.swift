import Native

/// What the linter found the last time.
///
/// Most of what it finds depends on one lexicon alone. What depends on several is looked for again when one of them
/// changed: repeated phrases in the lexicons of one concern, misspelt words in all files.
public struct KnownFindings: Sendable {
  private var files: [String: LintedFile] = [:]
  private var lexicons: [String: LintedLexicon] = [:]
  private var repetitions: [Concern: (lexicons: [LintedLexicon], findings: [Diagnostic])] = [:]
  private var spelling: (files: [LintedFile], findings: [Diagnostic])?

  /// Knows nothing yet.
  public init() {}

  /// The text of the lexicons of a set.
  mutating func files(of set: LexiconSet) -> [LintedFile] {
    let known = files
    let all = concurrently(set.files.filter { $0.path.hasSuffix(".lexicon") }) { file in
      if let linted = known[file.path], linted.source.bytes == file.bytes { return linted }
      return LintedFile(FileSource(file.bytes, at: file.path))
    }
    files = Dictionary(all.map { ($0.source.path, $0) }) { one, _ in one }
    return all
  }

  /// What is found in each lexicon of a set alone.
  mutating func lexicons(of set: LexiconSet, _ source: FolderSource) -> [LintedLexicon] {
    let known = lexicons
    let (readings, patterns) = (set.readings, set.patterns)
    let all = concurrently(set.lexicons) { lexicon in
      let reading = readings[lexicon.path]
      if let reading, let linted = known[lexicon.path], linted.isOf(reading) { return linted }
      return LintedLexicon(lexicon, reading, patterns: patterns, source: source)
    }
    lexicons = Dictionary(all.map { ($0.path, $0) }) { one, _ in one }
    return all
  }

  // MARK: What depends on several

  /// What was found in these files; nil when it was not in them.
  func spelling(of files: [LintedFile]) -> [Diagnostic]? {
    guard let spelling, spelling.files.elementsEqual(files, by: ===) else { return nil }
    return spelling.findings
  }

  mutating func keep(spelling findings: [Diagnostic], of files: [LintedFile]) {
    spelling = (files, findings)
  }

  /// What was found in these lexicons, of the concerns of which no lexicon changed.
  func repetitions(of lexicons: [LintedLexicon]) -> [Concern: [Diagnostic]] {
    var known: [Concern: [Diagnostic]] = [:]
    for (concern, last) in repetitions
    where last.lexicons.elementsEqual(lexicons.filter { $0.concerns.contains(concern) }, by: ===) {
      known[concern] = last.findings
    }
    return known
  }

  mutating func keep(repetitions findings: [[Diagnostic]], of lexicons: [LintedLexicon]) {
    for (concern, findings) in zip(Concern.allCases, findings) {
      repetitions[concern] = (lexicons.filter { $0.concerns.contains(concern) }, findings)
    }
  }
}

/// The text of a file with the words of its lines.
final class LintedFile: Sendable {
  let source: FileSource
  let places: [WordPlace]

  init(_ source: FileSource) {
    self.source = source
    places = source.phraseLines.map { WordPlace($0, in: source.path) }
  }
}

/// What the linter says of one lexicon's rules, whatever the others hold.
final class LintedLexicon: Sendable {
  /// The findings by their kind, in the order of the rules.
  struct Findings {
    var slowPatterns: [Diagnostic] = []
    var hiddenLines: [Diagnostic] = []
    var reach: [Diagnostic] = []
    var shortPhrases: [Diagnostic] = []
    var farPoints: [Diagnostic] = []
  }

  let path: String
  let rules: [Rule]
  let findings: Findings
  /// The concerns that its rules add points to.
  let concerns: Set<Concern>
  /// Of each rule the phrases that are compared with those of others.
  let phrases: [[SpelledPhrase]]
  private let reading: LexiconReading?

  init(
    _ lexicon: Lexicon, _ reading: LexiconReading?, patterns: [String: Pattern],
    source: FolderSource
  ) {
    path = lexicon.path
    rules = lexicon.rules
    self.reading = reading
    concerns = Set(
      lexicon.rules.compactMap { if case .concern(let concern) = $0.kind { concern } else { nil } })
    var linter = Linter(lexicon.rules, patterns: patterns, source: source)
    var findings = Findings()
    var phrases: [[SpelledPhrase]] = []
    var reader = FoldedReader()
    linter.checkPatterns()
    findings.slowPatterns = linter.taken()
    linter.checkFarPoints()
    findings.farPoints = linter.taken()
    for rule in lexicon.rules {
      // Spelled out once for all who want to know.
      let spelled = rule.terms.map { term in
        if case .phrase(let phrase) = term.body { phrase.spelledOut } else { [WordSequence]() }
      }
      for (term, sequences) in zip(rule.terms, spelled) {
        linter.checkLength(of: sequences, in: term, of: rule)
      }
      findings.shortPhrases += linter.taken()
      linter.checkReach(of: rule, spelled, &reader)
      findings.reach += linter.taken()
      phrases.append(SpelledPhrase.compared(in: rule, spelled))
      linter.checkHidden(phrases[phrases.count - 1], spelled, in: rule)
      findings.hiddenLines += linter.taken()
    }
    self.findings = findings
    self.phrases = phrases
  }

  /// Whether it is what a lexicon comes to that was made of this.
  func isOf(_ reading: LexiconReading) -> Bool { self.reading?.isSame(as: reading) ?? false }
}
