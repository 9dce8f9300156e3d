import Native

/// Reads the `concern` and `combination` blocks of `concerns.lexicon`.
struct ConcernParser {
  private(set) var diagnostics: [Diagnostic] = []

  /// The bands of a `concern` block; nil when it has errors.
  mutating func bands(_ block: LexiconParser.Block) -> ConcernBands? {
    let name = block.head.text(block.value)
    guard let concern = Concern(rawValue: name) else {
      report(
        block.head, "unknown concern '\(name)'", at: block.value,
        hint: Suggestion.hint(for: name, among: Concern.allCases.map(\.rawValue)))
      return nil
    }
    let before = diagnostics.count
    var bands = ConcernBands(concern: concern)
    for line in block.lines {
      let (key, value) = line.keyAndValue
      switch line.text(key) {
      case "about": bands.about = line.text(value)
      case "clause": bands.clause = line.text(value)
      case "low": bands.low = score(value, of: line) ?? bands.low
      case "medium": bands.medium = score(value, of: line) ?? bands.medium
      case "high": bands.high = score(value, of: line) ?? bands.high
      case "cap": bands.cap = score(value, of: line) ?? bands.cap
      default:
        report(
          line, "unknown word '\(line.text(key))'", at: key,
          hint: Suggestion.hint(
            for: line.text(key), among: ["about", "clause", "low", "medium", "high", "cap"]))
      }
    }
    if !(bands.low < bands.medium && bands.medium < bands.high && bands.high <= bands.cap) {
      report(
        block.head, "the bands of '\(name)' must rise: low, medium, high, cap", at: block.value)
    }
    return diagnostics.count == before ? bands : nil
  }

  /// A `combination` block; nil when it has errors.
  mutating func combination(_ block: LexiconParser.Block) -> Combination? {
    let before = diagnostics.count
    var combination = Combination(
      name: block.head.text(block.value), about: "", needs: [], raisesTo: .none)
    for line in block.lines {
      let (key, value) = line.keyAndValue
      let words = line.words(in: value).map(line.text)
      switch line.text(key) {
      case "about": combination.about = line.text(value)
      case "when":
        for need in words.split(separator: "and", omittingEmptySubsequences: false) {
          guard need.count == 2, let concern = need.first.flatMap({ Concern(rawValue: $0) }),
            let level = need.last.flatMap({ Level(rawValue: $0) }), level > .none
          else {
            report(
              line, "when takes concerns with their levels", at: value,
              hint: "for example: when boundary medium and channel medium")
            break
          }
          combination.needs.append(.init(concern: concern, level: level))
        }
      case "raises":
        guard words.count == 2, words[0] == "to", let level = Level(rawValue: words[1]),
          level > .none
        else {
          report(line, "raises takes a level", at: value, hint: "for example: raises to high")
          continue
        }
        combination.raisesTo = level
      default:
        report(
          line, "unknown word '\(line.text(key))'", at: key,
          hint: Suggestion.hint(for: line.text(key), among: ["about", "when", "raises"]))
      }
    }
    if diagnostics.count == before, combination.needs.isEmpty || combination.raisesTo == .none {
      report(block.head, "a combination needs 'when' and 'raises to'", at: block.head.content)
    }
    return diagnostics.count == before ? combination : nil
  }

  private mutating func score(_ range: Range<Int>, of line: SourceLine) -> Int? {
    if let score = Int(line.text(range)), (1...100).contains(score) { return score }
    report(line, "a score is a number from 1 to 100", at: range.isEmpty ? line.content : range)
    return nil
  }

  private mutating func report(
    _ line: SourceLine, _ message: String, at range: Range<Int>, hint: String? = nil
  ) {
    diagnostics.append(line.mistake(message, at: range, hint: hint))
  }
}
