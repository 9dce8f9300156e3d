import Native

/// Reads the lines of one block into a rule, and says everything that is wrong with them.
struct RuleParser: ~Copyable {
  /// The words that open a block which becomes a rule.
  static let blocks = ["rule", "mention", "exposure", "guard", "credit", "exception"]
  private static let keys = [
    "about", "clause", "language", "cue", "needs", "near", "unless", "when", "require", "repeat",
    "in", "yields", "phrase", "pattern", "applies", "lifts", "lowers", "assumes", "hit", "miss",
  ]

  let vocabulary: Vocabulary
  let mentions: Set<String>
  var phrases: PhraseParser
  private(set) var diagnostics: [Diagnostic] = []

  private var yields: [String] = []
  private var applies: [Concern] = []
  private var lifts: [Concern] = []
  private var lowers: (concern: Concern, to: Level)?
  private var exposurePoints: Int?
  private var bare: [(points: Int, line: SourceLine)] = []

  init(vocabulary: Vocabulary, mentions: Set<String>, lists: [String: [String]]) {
    self.vocabulary = vocabulary
    self.mentions = mentions
    phrases = PhraseParser(lists: lists)
  }

  /// The rule of a block; nil when it has errors, which are then in `diagnostics`.
  mutating func rule(
    _ block: String, name: Range<Int>, head: SourceLine, lines: [SourceLine], in lexicon: Lexicon
  ) -> Rule? {
    let before = diagnostics.count
    (yields, applies, lifts, lowers, exposurePoints) = ([], [], [], nil, nil)
    var rule = Rule(
      id: "\(lexicon.name)/\(head.text(name))",
      kind: block == "rule" ? .concern(lexicon.concern ?? .student) : .mention(yields: []),
      clause: lexicon.clause, about: "", language: lexicon.language,
      place: head.place(head.content.lowerBound))
    if block == "rule", lexicon.concern == nil {
      report(
        head, "this lexicon names no concern for its rules", at: head.content,
        hint: "add a line 'concern student' (or medical, personnel, boundary, channel) at its top")
    }
    if name.isEmpty {
      report(
        head, "\(block) without a name", at: head.content, hint: "for example: \(block) some-name")
    }
    for line in lines { read(line, of: block, into: &rule) }
    finish(&rule, block: block, head: head)
    let isBad = diagnostics[before...].contains { $0.severity == .error }
    return isBad ? nil : rule
  }

  private mutating func read(_ line: SourceLine, of block: String, into rule: inout Rule) {
    let (key, value) = line.keyAndValue
    let word = line.text(key)
    if let points = Points(word) {
      addTerm(points.value, value: value, of: line, key: key, block: block, to: &rule)
      return
    }
    if value.isEmpty, word != "repeat", Self.keys.contains(word) {
      report(line, "\(word) without anything after it", at: key)
      return
    }
    do throws(PhraseParser.Mistake) {
      switch word {
      case "about": rule.about = line.text(value)
      case "clause": rule.clause = line.text(value)
      case "language": rule.language = line.text(value)
      case "cue": rule.cues += try cues(in: value, of: line)
      case "near": rule.contexts.append(try context(word, value, line))
      case "needs" where block == "exception", "unless" where block == "exception":
        rule.circumstances.append(try circumstance(value, line, isNegated: word == "unless"))
      case "needs", "unless": rule.contexts.append(try context(word, value, line))
      case "when": rule.circumstances.append(try circumstance(value, line, isNegated: false))
      case "assumes":
        rule.circumstances.append(
          Circumstance(
            test: .assumption(line.text(value)), source: line.text(line.content),
            place: line.place(value.lowerBound)))
      case "require": try addRequirements(value, of: line, to: &rule)
      case "repeat": setRepeats(value, of: line, in: &rule)
      case "in": rule.fields += try fields(value, of: line)
      case "yields": yields += line.words(in: value).map(line.text)
      case "phrase": try addPhrase(0, value, of: line, to: &rule)
      case "pattern": addPattern(0, value, of: line, to: &rule)
      case "applies": applies += concerns(value, of: line)
      case "lifts": lifts += concerns(value, of: line)
      case "lowers": setLowers(value, of: line)
      case "hit": if let example = example(value, of: line) { rule.hits.append(example) }
      case "miss": if let example = example(value, of: line) { rule.misses.append(example) }
      default:
        report(
          line, "unknown word '\(word)'", at: key,
          hint: Suggestion.hint(for: word, among: Self.keys)
            ?? "a line of a block begins with a word such as needs, or with points such as +30")
      }
    } catch {
      diagnostics.append(line.mistake(error.message, at: error.range, hint: error.hint))
    }
  }

  // MARK: Terms

  private mutating func addTerm(
    _ points: Int, value: Range<Int>, of line: SourceLine, key: Range<Int>, block: String,
    to rule: inout Rule
  ) {
    guard abs(points) <= Points.most else {
      report(line, "more than \(Points.most) points", at: key)
      return
    }
    switch block {
    case "exposure" where value.isEmpty: exposurePoints = points
    case "rule" where value.isEmpty:
      report(line, "points without a phrase or a pattern", at: key)
    case "rule":
      if line.scalars[value.lowerBound] == "/" {
        addPattern(points, value, of: line, to: &rule)
      } else {
        do throws(PhraseParser.Mistake) {
          try addPhrase(points, value, of: line, to: &rule)
        } catch {
          diagnostics.append(line.mistake(error.message, at: error.range, hint: error.hint))
        }
      }
    default:
      report(
        line, "points in \(block == "exposure" ? "an" : "a") \(block)", at: key,
        hint: block == "exposure" ? "an exposure has its points alone on a line" : "write: phrase …"
      )
    }
  }

  private mutating func addPhrase(
    _ points: Int, _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) throws(PhraseParser.Mistake) {
    let phrase = try phrases.phrase(in: value, of: line)
    let known = rule.terms.contains { term in
      if case .phrase(let other) = term.body { other == phrase } else { false }
    }
    if known {
      report(line, "this phrase stands in the rule already", at: value, severity: .warning)
    }
    rule.terms.append(
      Term(
        points: points, body: .phrase(phrase), source: line.text(value),
        place: line.place(value.lowerBound)))
  }

  private mutating func addPattern(
    _ points: Int, _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) {
    guard value.count > 2, line.scalars[value.lowerBound] == "/",
      line.scalars[value.upperBound - 1] == "/"
    else {
      report(line, "a pattern stands between two slashes", at: value, hint: "for example /\\d{5}/")
      return
    }
    let source = line.text((value.lowerBound + 1)..<(value.upperBound - 1))
    do throws(PatternError) {
      let pattern = try Pattern(source)
      if pattern.matchesEmpty {
        report(
          line, "this pattern matches nothing at all, everywhere", at: value,
          hint: "something in it must be more than optional")
      }
    } catch {
      let prefix = String(decoding: Array(source.utf8).prefix(error.offset), as: UTF8.self)
      let at = min(value.lowerBound + 1 + prefix.unicodeScalars.count, value.upperBound - 1)
      report(line, "this pattern cannot be read: \(error.message)", at: at..<(at + 1))
    }
    rule.terms.append(
      Term(
        points: points, body: .pattern(source), source: line.text(value),
        place: line.place(value.lowerBound)))
  }

  private mutating func cues(
    in value: Range<Int>, of line: SourceLine
  ) throws(PhraseParser.Mistake) -> [Cue] {
    var cues: [Cue] = []
    for piece in line.pieces(of: value, at: ",") where !piece.isEmpty {
      let text = line.text(piece)
      if text.utf8.count == 1, let byte = text.utf8.first,
        text.unicodeScalars.first?.properties.isAlphabetic == false
      {
        cues.append(.character(byte))
      } else if isShape(text) {
        cues.append(.shape(text))
      } else {
        cues.append(.phrase(try phrases.phrase(in: piece, of: line)))
      }
    }
    return cues
  }

  /// Whether a cue is a shape of digits: `ddd-dd-dddd`, `aaddd`; at least three digits in a row, or
  /// two before something that is no letter, so that words such as "add" stay words.
  private func isShape(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard scalars.allSatisfy({ $0 == "d" || $0 == "a" || !$0.properties.isAlphabetic }) else {
      return false
    }
    return text.contains("ddd")
      || scalars.indices.contains { index in
        index + 2 < scalars.count && scalars[index] == "d" && scalars[index + 1] == "d"
          && !scalars[index + 2].properties.isAlphabetic
      }
  }

  // MARK: Conditions

  private mutating func context(
    _ key: String, _ value: Range<Int>, _ line: SourceLine
  ) throws(PhraseParser.Mistake) -> Context {
    var parser = ContextParser(mentions: mentions)
    return try parser.context(key, value: value, of: line, phrases: &phrases)
  }

  private func circumstance(
    _ value: Range<Int>, _ line: SourceLine, isNegated: Bool
  ) throws(PhraseParser.Mistake) -> Circumstance {
    try CircumstanceParser(vocabulary: vocabulary, mentions: mentions)
      .circumstance(value: value, of: line, isNegated: isNegated)
  }

  private func addRequirements(
    _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) throws(PhraseParser.Mistake) {
    for word in line.words(in: value) {
      let name = line.text(word)
      guard vocabulary.validators.contains(name) else {
        throw .init(
          message: "unknown validator '\(name)'", range: word,
          hint: Suggestion.hint(for: name, among: vocabulary.validators))
      }
      rule.requirements.append(name)
    }
  }

  private func fields(
    _ value: Range<Int>, of line: SourceLine
  ) throws(PhraseParser.Mistake) -> [String] {
    var fields: [String] = []
    for word in line.words(in: value) {
      let name = line.text(word)
      guard vocabulary.fields.contains(name) else {
        throw .init(
          message: "unknown field '\(name)'", range: word,
          hint: Suggestion.hint(for: name, among: vocabulary.fields)
            ?? "one of \(vocabulary.fields.joined(separator: ", "))")
      }
      fields.append(name)
    }
    return fields
  }

  private mutating func setRepeats(
    _ value: Range<Int>, of line: SourceLine, in rule: inout Rule
  ) {
    guard !value.isEmpty else {
      rule.repeats = 100
      return
    }
    guard let count = Int(line.text(value)), (2...100).contains(count) else {
      report(line, "repeat takes a number from 2 to 100", at: value)
      return
    }
    rule.repeats = count
  }

  private mutating func concerns(_ value: Range<Int>, of line: SourceLine) -> [Concern] {
    line.words(in: value).compactMap { word in
      let name = line.text(word)
      if let concern = Concern(rawValue: name) { return concern }
      report(
        line, "unknown concern '\(name)'", at: word,
        hint: Suggestion.hint(for: name, among: Concern.allCases.map(\.rawValue)))
      return nil
    }
  }

  private mutating func setLowers(_ value: Range<Int>, of line: SourceLine) {
    let words = line.words(in: value).map(line.text)
    guard words.count == 3, words[1] == "to", let concern = Concern(rawValue: words[0]),
      let level = Level(rawValue: words[2])
    else {
      report(
        line, "lowers takes a concern and a level", at: value,
        hint: "for example: lowers channel to low")
      return
    }
    lowers = (concern, level)
  }

  // MARK: Examples

  private mutating func example(_ value: Range<Int>, of line: SourceLine) -> Example? {
    var text = ""
    var marked: [Range<Int>] = []
    var opening: Int?
    // Marks are taken from the line as written: an example keeps its no-break spaces.
    for (index, scalar) in line.source.unicodeScalars.enumerated() where value.contains(index) {
      switch scalar {
      case "«":
        guard opening == nil else {
          report(line, "'«' inside of another", at: index..<(index + 1))
          return nil
        }
        opening = text.utf8.count
      case "»":
        guard let start = opening else {
          report(line, "'»' without its '«'", at: index..<(index + 1))
          return nil
        }
        marked.append(start..<text.utf8.count)
        opening = nil
      default: text.unicodeScalars.append(scalar)
      }
    }
    if opening != nil {
      report(line, "'«' is never closed", at: value, hint: "add '»' where the match ends")
      return nil
    }
    return Example(text: text, marked: marked, place: line.place(value.lowerBound))
  }

  // MARK: The whole block

  private mutating func finish(_ rule: inout Rule, block: String, head: SourceLine) {
    switch block {
    case "mention":
      rule.kind = .mention(yields: yields)
      if yields.isEmpty {
        report(head, "a mention yields nothing", at: head.content, hint: "add: yields student")
      }
    case "exposure":
      rule.kind = .exposure(applies: applies, points: exposurePoints ?? 0)
      if applies.isEmpty {
        report(
          head, "an exposure applies to no concern", at: head.content,
          hint: "add: applies student medical")
      }
      if exposurePoints == nil {
        report(head, "an exposure without points", at: head.content, hint: "add a line such as +20")
      }
    case "guard":
      rule.kind = .guard(lifts: lifts)
      let confidential = lifts.filter { $0 != .boundary && $0 != .channel }
      if !confidential.isEmpty {
        report(
          head, "a guard cannot lift \(confidential.map(\.rawValue).joined(separator: ", "))",
          at: head.content,
          hint: "clause 3.7 protects speech, never the disclosure of protected information")
      }
    case "credit": rule.kind = .credit(lifts: lifts)
    case "exception":
      if let lowers {
        rule.kind = .exception(lowers: lowers.concern, to: lowers.to)
      } else {
        report(
          head, "an exception lowers nothing", at: head.content, hint: "add: lowers channel to low")
      }
    default: break
    }
    if block == "guard" || block == "credit", lifts.isEmpty {
      report(
        head, "a \(block) lifts nothing", at: head.content, hint: "add: lifts boundary channel")
    }
    require(rule, block: block, head: head)
  }

  /// What every block must have: a sentence, something to look for, and the examples that prove it.
  private mutating func require(_ rule: Rule, block: String, head: SourceLine) {
    if rule.about.isEmpty {
      report(
        head, "\(block) without 'about'", at: head.content,
        hint: "explain prints this sentence: about  What a match means.")
    }
    let needsTerms = block == "rule" || block == "mention"
    if needsTerms, rule.terms.isEmpty {
      report(
        head, "\(block) looks for nothing", at: head.content,
        hint: block == "rule"
          ? "add a line such as: +20  some words" : "add a line such as: phrase some words")
    }
    let hasPattern = rule.terms.contains { if case .pattern = $0.body { true } else { false } }
    if hasPattern, rule.cues.isEmpty {
      report(
        head, "patterns without a cue would run on every message", at: head.content,
        hint: "add what must be near, for example: cue ddd-dd-dddd, ssn")
    }
    guard block != "exposure", block != "exception", !rule.terms.isEmpty else { return }
    if rule.hits.isEmpty {
      report(
        head, "\(block) without a hit", at: head.content,
        hint: "add: hit  a text with «what it must find»")
    }
    if rule.misses.isEmpty {
      report(
        head, "\(block) without a miss", at: head.content,
        hint: "add: miss  a text that looks alike and must not be found")
    }
    for hit in rule.hits where hit.marked.isEmpty {
      diagnostics.append(
        Diagnostic(
          .error, "a hit without «marks»", at: hit.place,
          length: max(1, hit.text.unicodeScalars.count),
          line: hit.text, hint: "put « and » around what must be found"))
    }
  }

  private mutating func report(
    _ line: SourceLine, _ message: String, at range: Range<Int>, hint: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    diagnostics.append(line.mistake(message, at: range, hint: hint, severity: severity))
  }
}
