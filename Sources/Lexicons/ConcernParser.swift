import Native

/// Reads the `concern` and `combination` blocks of `concerns.lexicon`.
struct ConcernParser {
  private let policy: Policy?
  private(set) var bands: [Concern: ConcernBands] = [:]
  private(set) var combinations: [Combination] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(policy: Policy?) { self.policy = policy }

  /// Reads the bands of a concern.
  mutating func readBands(_ block: LexiconBlocks.Block) {
    let before = diagnostics.count
    let head = block.head
    let name = head.text(block.value)
    let known = Concern.allCases.map(\.rawValue)
    guard let concern = Concern(rawValue: name) else {
      report(
        head, "unknown concern '\(name)'", at: block.value.isEmpty ? head.content : block.value,
        hint: Suggestion.hint(for: name, among: known) ?? "one of \(known.joined(separator: ", "))")
      return
    }
    if bands[concern] != nil {
      report(head, "a second block for the concern '\(name)'", at: block.value, hint: "keep one")
    }
    var bands = ConcernBands(concern: concern)
    for line in block.lines {
      do throws(LineMistake) {
        try read(line, into: &bands)
      } catch {
        diagnostics.append(line.mistake(error))
      }
    }
    if isClean(since: before) {
      if bands.about.isEmpty {
        report(
          head, "a concern without 'about'", at: head.content, hint: "reports print this sentence")
      }
      if !(bands.low < bands.medium && bands.medium < bands.high && bands.high <= bands.cap) {
        report(
          head, "the bands of '\(name)' do not rise", at: block.value,
          hint:
            "low < medium < high, and high at most the cap; here \(bands.low), \(bands.medium), "
            + "\(bands.high), \(bands.cap)")
      }
    }
    if isClean(since: before), !block.isBad { self.bands[concern] = bands }
  }

  private mutating func read(
    _ line: SourceLine, into bands: inout ConcernBands
  ) throws(LineMistake) {
    if let damage = line.damage { throw damage }
    let (key, value) = line.keyAndValue
    switch line.text(key) {
    case "about": bands.about = line.text(value)
    case "clause":
      bands.clause = line.text(value)
      if let warning = policy?.warning(aboutClause: value, of: line) { diagnostics.append(warning) }
    case "low": bands.low = try score(value, of: line)
    case "medium": bands.medium = try score(value, of: line)
    case "high": bands.high = try score(value, of: line)
    case "cap": bands.cap = try score(value, of: line)
    default: throw unknown(line, key, among: ["about", "clause", "low", "medium", "high", "cap"])
    }
  }

  /// Reads a combination.
  mutating func readCombination(_ block: LexiconBlocks.Block) {
    let before = diagnostics.count
    let head = block.head
    let name = head.text(block.value)
    if !head.isName(block.value) {
      report(
        head, "a combination's name is one word",
        at: block.value.isEmpty ? head.content : block.value,
        hint: "for example: combination moved-away")
    } else if combinations.contains(where: { $0.name == name }) {
      report(head, "a second combination '\(name)'", at: block.value, hint: "names are unique")
    }
    var combination = Combination(name: name, about: "", needs: [], raisesTo: .none)
    for line in block.lines {
      do throws(LineMistake) {
        try read(line, into: &combination)
      } catch {
        diagnostics.append(line.mistake(error))
      }
    }
    if isClean(since: before) {
      if combination.about.isEmpty {
        report(
          head, "a combination without 'about'", at: head.content,
          hint: "explain prints this sentence")
      }
      if combination.needs.isEmpty || combination.raisesTo == .none {
        report(
          head, "a combination without 'when' or 'raises'", at: head.content,
          hint: "for example: when boundary medium and channel medium; raises to high")
      }
    }
    if isClean(since: before), !block.isBad { combinations.append(combination) }
  }

  private func read(
    _ line: SourceLine, into combination: inout Combination
  ) throws(LineMistake) {
    if let damage = line.damage { throw damage }
    let (key, value) = line.keyAndValue
    let words = line.words(in: value).map(line.text)
    switch line.text(key) {
    case "about": combination.about = line.text(value)
    case "when":
      for need in words.split(separator: "and", omittingEmptySubsequences: false) {
        guard need.count == 2, let concern = need.first.flatMap({ Concern(rawValue: $0) }),
          let level = need.last.flatMap({ Level(rawValue: $0) }), level > .none
        else {
          throw LineMistake(
            message: "when takes concerns with their levels",
            range: value.isEmpty ? key : value,
            hint: "for example: when boundary medium and channel medium")
        }
        combination.needs.append(.init(concern: concern, level: level))
      }
    case "raises":
      guard words.count == 2, words[0] == "to", let level = Level(rawValue: words[1]), level > .none
      else {
        throw LineMistake(
          message: "raises takes a level", range: value.isEmpty ? key : value,
          hint: "for example: raises to high")
      }
      combination.raisesTo = level
    default: throw unknown(line, key, among: ["about", "when", "raises"])
    }
  }

  private func unknown(
    _ line: SourceLine, _ key: Range<Int>, among known: [String]
  ) -> LineMistake {
    let word = line.text(key)
    return LineMistake(
      message: "unknown word '\(word)'", range: key,
      hint: Suggestion.hint(for: word, among: known)
        ?? "a line begins with one of \(known.joined(separator: ", "))")
  }

  private func score(_ range: Range<Int>, of line: SourceLine) throws(LineMistake) -> Int {
    if let score = Int(line.text(range)), (1...100).contains(score) { return score }
    throw LineMistake(
      message: "a score is a number from 1 to 100", range: range.isEmpty ? line.content : range,
      hint: "for example: medium 40")
  }

  private func isClean(since count: Int) -> Bool {
    !diagnostics[count...].contains { $0.severity == .error }
  }

  private mutating func report(
    _ line: SourceLine, _ message: String, at range: Range<Int>, hint: String? = nil
  ) {
    diagnostics.append(line.mistake(message, at: range, hint: hint))
  }
}
