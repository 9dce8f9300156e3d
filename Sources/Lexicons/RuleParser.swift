import Native

/// Reads the lines of one block into a rule, and says everything that is wrong with them.
struct RuleParser: ~Copyable {
  let vocabulary: Vocabulary
  /// The kinds of mention that some rule yields or that exist without one.
  let mentions: Set<String>
  let policy: Policy?
  var phrases: PhraseReader
  var diagnostics: [Diagnostic] = []
  /// Patterns compiled so far, by their source.
  private(set) var patterns: [String: Pattern] = [:]

  /// What is gathered of the block at hand beside its rule.
  var block = BlockParts()

  struct BlockParts {
    var kind = BlockKind.rule
    var yields: [String] = []
    var applies: [Concern] = []
    var lifts: [Concern] = []
    var lowers: (concern: Concern, to: Level)?
    var points: Int?
    /// The lines of keys that may stand only once.
    var first: [String: SourceLine] = [:]
    /// The phrases so far, their lines and points.
    var phrases: [UInt64: [(phrase: Phrase, line: Int, points: Int)]] = [:]
    /// The entries of `words` lines so far, with their lines.
    var words: [WordEntry: Int] = [:]
    /// The diagnostics of phrases that stand there already and are worth no more.
    var repeated: [Int] = []
    /// Where examples stand, so that mistakes can be shown with their lines.
    var hits: [(line: SourceLine, range: Range<Int>)] = []
    /// Whether a line that could not be read makes missing things no mistake.
    var isUnclear = false
  }

  init(
    vocabulary: Vocabulary, mentions: Set<String>, lists: [String: Readings], policy: Policy?
  ) {
    self.vocabulary = vocabulary
    self.mentions = mentions
    self.policy = policy
    phrases = PhraseReader(lists: lists)
  }

  /// The rule of a block; nil when it has errors, which are then in `diagnostics`.
  mutating func rule(
    _ kind: BlockKind, block source: LexiconBlocks.Block, in lexicon: Lexicon
  ) -> Rule? {
    let before = diagnostics.count
    let head = source.head
    block = BlockParts()
    block.kind = kind
    block.isUnclear = source.isBad
    var rule = Rule(
      id: "\(lexicon.name)/\(head.text(source.value))",
      kind: kind == .rule ? .concern(lexicon.concern ?? .student) : .mention(yields: []),
      clause: lexicon.clause, about: "", language: lexicon.language,
      place: head.place(head.content.lowerBound))
    if source.value.isEmpty {
      report(
        head, "\(kind.withArticle) without a name", at: head.content,
        hint: "for example: \(kind.rawValue) some-name")
    } else if !head.isName(source.value) {
      report(
        head, "a name is one word", at: source.value,
        hint: "letters, digits and hyphens, for example: \(kind.rawValue) some-name")
    }
    for line in source.lines {
      if let damage = line.damage {
        block.isUnclear = true
        diagnostics.append(line.mistake(damage))
      } else {
        let count = diagnostics.count
        do throws(LineMistake) {
          try read(line, into: &rule)
        } catch {
          diagnostics.append(line.mistake(error))
        }
        if diagnostics[count...].contains(where: { $0.severity == .error }) {
          block.isUnclear = true
        }
      }
    }
    finish(&rule, head: head)
    return diagnostics[before...].contains { $0.severity == .error } ? nil : rule
  }

  private mutating func read(_ line: SourceLine, into rule: inout Rule) throws(LineMistake) {
    let (key, value) = line.keyAndValue
    let word = line.text(key)
    if let points = Points(word) {
      try addPoints(points, value: value, of: line, key: key, to: &rule)
      return
    }
    guard block.kind.keys.contains(word) else { throw unknown(word, at: key) }
    if value.isEmpty, word != "repeat" {
      throw LineMistake(
        message: "'\(word)' without anything after it", range: key, hint: Self.samples[word])
    }
    try checkOnce(word, key, of: line)
    switch word {
    case "about": rule.about = line.text(value)
    case "clause":
      rule.clause = line.text(value)
      if let warning = policy?.warning(aboutClause: value, of: line) { diagnostics.append(warning) }
    case "language":
      rule.language = try line.language(value)
    case "cue": try addCues(value, of: line, to: &rule)
    case "needs" where block.kind == .exception, "unless" where block.kind == .exception:
      rule.circumstances.append(try circumstance(value, line, isNegated: word == "unless"))
    case "near", "needs", "unless":
      rule.contexts.append(
        try ContextParser(mentions: mentions, line: line).context(word, value, phrases: &phrases))
    case "when": rule.circumstances.append(try circumstance(value, line, isNegated: false))
    case "assumes":
      rule.circumstances.append(
        Circumstance(
          test: .assumption(line.text(value)), source: line.text(line.content),
          place: line.place(value.lowerBound)))
    case "require":
      rule.requirements += try names(value, of: line, among: vocabulary.validators, "validator")
    case "always": try addAlways(value, of: line, to: &rule)
    case "words": try addWords(value, of: line, to: &rule)
    case "share": try addShare(value, of: line, to: &rule)
    case "repeat": rule.repeats = try repeats(value, of: line)
    case "sum": rule.sum = try sum(value, of: line)
    case "in": rule.fields += try names(value, of: line, among: vocabulary.fields, "field")
    case "yields":
      for name in line.names(in: value) {
        guard line.isName(name) else {
          throw LineMistake(
            message: "'\(line.text(name))' is no name of a mention", range: name,
            hint: "letters, digits and hyphens")
        }
        block.yields.append(line.text(name))
      }
    case "phrase": try addPhrase(0, value, of: line, to: &rule)
    case "pattern": try addPattern(0, value, of: line, to: &rule)
    case "applies": block.applies += try concerns(value, of: line)
    case "lifts": block.lifts += try concerns(value, of: line)
    case "lowers": block.lowers = try lowering(value, of: line)
    case "hit":
      rule.hits.append(try Example(value, of: line))
      block.hits.append((line, value))
    case "miss":
      let example = try Example(value, of: line)
      if !example.marked.isEmpty {
        throw LineMistake(
          message: "a miss with «marks»", range: value,
          hint: "nothing is found in a miss: take the marks out, or make it a hit")
      }
      rule.misses.append(example)
    default: throw unknown(word, at: key)
    }
  }

  /// One line of each of the words that set a single thing.
  private mutating func checkOnce(
    _ word: String, _ key: Range<Int>, of line: SourceLine
  ) throws(LineMistake) {
    let single = ["about", "clause", "language", "repeat", "sum", "always", "lowers"]
    guard single.contains(word) else { return }
    if let first = block.first[word] {
      throw LineMistake(
        message: "a second '\(word)'", range: key,
        hint: "the first one stands in line \(first.number)")
    }
    block.first[word] = line
  }

  private func unknown(_ word: String, at key: Range<Int>) -> LineMistake {
    let kind = block.kind
    if BlockKind.allKeys.contains(word) {
      let known = kind.keys.sorted().joined(separator: ", ")
      return LineMistake(
        message: "'\(word)' does not belong in \(kind.withArticle)", range: key,
        hint: word == "phrase" || word == "pattern"
          ? "give it points: +20 some words" : "it knows \(known)")
    }
    let hint = Suggestion.hint(for: word, among: BlockKind.allKeys.filter(kind.keys.contains))
    return LineMistake(
      message: "unknown word '\(word)'", range: key,
      hint: hint
        ?? (kind == .rule
          ? "a phrase needs points before it: +20 some words"
          : "a line begins with one of \(kind.keys.sorted().joined(separator: ", "))"))
  }

  private func circumstance(
    _ value: Range<Int>, _ line: SourceLine, isNegated: Bool
  ) throws(LineMistake) -> Circumstance {
    try CircumstanceParser(vocabulary: vocabulary, mentions: mentions, line: line)
      .circumstance(value, isNegated: isNegated)
  }

  /// The names of a line, all of which must be known.
  private func names(
    _ value: Range<Int>, of line: SourceLine, among known: [String], _ noun: String
  ) throws(LineMistake) -> [String] {
    var names: [String] = []
    for range in line.names(in: value) {
      let name = line.text(range)
      guard known.contains(name) else {
        throw LineMistake(
          message: "unknown \(noun) '\(name)'", range: range,
          hint: Suggestion.hint(for: name, among: known)
            ?? "one of \(known.joined(separator: ", "))")
      }
      names.append(name)
    }
    return names
  }

  private func repeats(_ value: Range<Int>, of line: SourceLine) throws(LineMistake) -> Int {
    if value.isEmpty { return Points.most }
    guard let count = Int(line.text(value)), (2...Points.most).contains(count) else {
      throw LineMistake(
        message: "repeat takes a number from 2 to \(Points.most)", range: value,
        hint: "without a number every match counts")
    }
    return count
  }

  private func sum(_ value: Range<Int>, of line: SourceLine) throws(LineMistake) -> Rule.Sum {
    let words = line.words(in: value).map(line.text)
    guard let most = words.first.flatMap({ Int($0) }), (1...Points.most).contains(most),
      words.count == 1 || words.dropFirst() == ["within", "sentence"]
    else {
      throw LineMistake(
        message: "sum takes a number from 1 to \(Points.most)", range: value,
        hint:
          "the lines' points together stay within it, either way: sum 60, or sum 60 within sentence"
      )
    }
    return Rule.Sum(limit: most, isWithinSentence: words.count > 1)
  }

  private func concerns(
    _ value: Range<Int>, of line: SourceLine
  ) throws(LineMistake) -> [Concern] {
    let known = Concern.allCases.map(\.rawValue)
    return try names(value, of: line, among: known, "concern").compactMap(Concern.init(rawValue:))
  }

  private func lowering(
    _ value: Range<Int>, of line: SourceLine
  ) throws(LineMistake) -> (concern: Concern, to: Level) {
    let words = line.words(in: value).map(line.text)
    guard words.count == 3, words[1] == "to", let concern = Concern(rawValue: words[0]),
      let level = Level(rawValue: words[2])
    else {
      throw LineMistake(
        message: "lowers takes a concern and a level", range: value,
        hint: "for example: lowers channel to low")
    }
    return (concern, level)
  }

  /// Compiles a pattern once, however many rules use it.
  mutating func compiled(_ source: String) throws(PatternError) -> Pattern {
    if let known = patterns[source] { return known }
    let pattern = try Pattern(source)
    patterns[source] = pattern
    return pattern
  }

  mutating func report(
    _ line: SourceLine, _ message: String, at range: Range<Int>, hint: String? = nil,
    severity: Diagnostic.Severity = .error, code: String = "syntax"
  ) {
    diagnostics.append(
      line.mistake(message, at: range, hint: hint, severity: severity, code: code))
  }

  /// An example of each line, for hints.
  private static let samples = [
    "about": "about   What a match means, in one sentence.",
    "sum": "sum     60", "needs": "needs   student within sentence",
    "near": "near    +10 within 5 words: days, hearing",
    "unless": "unless  within 3 words: bridge", "when": "when    sender staff",
    "cue": "cue     ddd-dd-dddd, ssn", "hit": "hit     a text with «what it must find»",
    "miss": "miss    a text that looks alike and must not be found",
    "yields": "yields  student", "lifts": "lifts   boundary channel",
    "applies": "applies student medical", "lowers": "lowers  channel to low",
    "in": "in      subject body", "pattern": "pattern /\\b\\d{5}\\b/",
    "always": "always  +20", "phrase": "phrase  some words",
    "words": "words   +7: dad, in school, suspen*",
    "share": "share   -30% of medical from 0 to 60",
  ]
}
