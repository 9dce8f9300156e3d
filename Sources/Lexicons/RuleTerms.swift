import Native

/// `+30` or `-10`: the points of a line.
struct Points {
  /// The most points that one line may add or take.
  static let most = 100
  /// The points.
  let value: Int

  /// Reads a sign and digits; nil for anything else.
  ///
  /// A dash that an editor made of a minus will do.
  init?(_ text: String) {
    let scalars = text.unicodeScalars
    guard let sign = scalars.first, ["+", "-", "−", "–"].contains(sign), scalars.count > 1,
      scalars.count < 8, scalars.dropFirst().allSatisfy({ ("0"..."9").contains($0) }),
      let value = Int(String(scalars.dropFirst()))
    else { return nil }
    self.value = sign == "+" ? value : -value
  }
}

extension RuleParser {
  /// Reads a line that begins with points: `+30 some words`, `+30 /pattern/`, in exposures `+30`.
  mutating func addPoints(
    _ points: Points, value: Range<Int>, of line: SourceLine, key: Range<Int>, to rule: inout Rule
  ) throws(LineMistake) {
    guard abs(points.value) <= Points.most else {
      throw LineMistake(
        message: "more than \(Points.most) points", range: key,
        hint: "a line adds at most +\(Points.most) and takes at most -\(Points.most)")
    }
    switch block.kind {
    case .exposure:
      guard value.isEmpty else {
        throw LineMistake(
          message: "words in an exposure", range: value,
          hint: "an exposure has its points alone on a line, and conditions after 'when'")
      }
      guard block.points == nil else {
        throw LineMistake(
          message: "points a second time", range: key, hint: "keep one line of them")
      }
      block.points = points.value
    case .rule:
      guard !value.isEmpty else {
        throw LineMistake(
          message: "points without a phrase or a pattern", range: key,
          hint: "write: \(line.text(key)) some words")
      }
      let inner = line.unquoted(value)
      if let first = inner.first, line.scalars[first] == "/" {
        try addPattern(points.value, value, of: line, to: &rule)
      } else {
        try addPhrase(points.value, value, of: line, to: &rule)
      }
    default:
      throw LineMistake(
        message: "points in \(block.kind.withArticle)", range: key, hint: "write: phrase some words"
      )
    }
  }

  mutating func addPhrase(
    _ points: Int, _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) throws(LineMistake) {
    let phrase = try phrases.phrase(in: value, of: line)
    let key = phrase.key
    if let first = block.phrases[key]?.first(where: { $0.phrase == phrase }) {
      if points >= 0, first.points >= points { block.repeated.append(diagnostics.count) }
      diagnostics.append(
        line.mistake(
          "this phrase stands in the \(block.kind.rawValue) already", at: value,
          hint: "see line \(first.line)", severity: .warning, code: "same-phrase"))
    } else {
      block.phrases[key, default: []].append((phrase, line.number, points))
    }
    rule.terms.append(
      Term(
        points: points, body: .phrase(phrase), source: line.text(value),
        place: line.place(value.lowerBound)))
  }

  mutating func addPattern(
    _ points: Int, _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) throws(LineMistake) {
    let range = line.unquoted(value)
    guard range.count > 2, line.scalars[range.lowerBound] == "/",
      line.scalars[range.upperBound - 1] == "/"
    else {
      throw LineMistake(
        message: "a pattern stands between two slashes", range: value,
        hint: "for example /\\b\\d{5}\\b/")
    }
    let inner = (range.lowerBound + 1)..<(range.upperBound - 1)
    let source = line.written(inner)
    var matchesEmpty = false
    do throws(PatternError) {
      matchesEmpty = try compiled(source).matchesEmpty
    } catch {
      let prefix = String(decoding: source.utf8.prefix(error.offset), as: UTF8.self)
      let at = min(inner.lowerBound + prefix.unicodeScalars.count, range.upperBound - 1)
      throw LineMistake(
        message: "this pattern cannot be read: \(error.message)", range: at..<(at + 1),
        hint: "patterns are those of PCRE2; write \\( for a parenthesis of the text")
    }
    if matchesEmpty {
      throw LineMistake(
        message: "this pattern matches nothing at all, everywhere", range: range,
        hint: "something in it must be more than optional")
    }
    rule.terms.append(
      Term(
        points: points, body: .pattern(source), source: line.written(range),
        place: line.place(range.lowerBound)))
  }

  /// Reads `always +40`: points that need no words.
  mutating func addAlways(
    _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) throws(LineMistake) {
    guard let points = Points(line.text(value)), abs(points.value) <= Points.most else {
      throw LineMistake(
        message: "always takes points", range: value,
        hint: "for example: always +30, beside 'when' lines that say in which messages")
    }
    rule.terms.append(
      Term(
        points: points.value, body: .always, source: line.text(line.content),
        place: line.place(value.lowerBound)))
  }

  // MARK: Cues

  mutating func addCues(
    _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) throws(LineMistake) {
    for piece in line.pieces(of: value, at: { $0 == "," }) where !piece.isEmpty {
      let scalars = line.scalars[piece]
      if scalars.count == 1, let scalar = scalars.first, scalar.isASCII,
        !scalar.isASCIILetterOrDigit
      {
        rule.cues.append(.character(UInt8(truncatingIfNeeded: scalar.value)))
      } else if isShape(line, piece) {
        rule.cues.append(.shape(line.text(piece).lowercased()))
      } else {
        rule.cues.append(.phrase(try phrases.phrase(in: piece, of: line)))
      }
    }
  }

  /// Whether a cue is a shape such as `ddd-dd-dddd` or `aaddd`, with `d` a digit and `a` a letter.
  ///
  /// It has no other letters, and two digits in a row or one beside a sign. `a`, `ad`, `add` and `dad`
  /// are words.
  private func isShape(_ line: SourceLine, _ range: Range<Int>) -> Bool {
    let text = line.text(range).lowercased()
    if text.split(separator: " ").contains(where: { ["a", "ad", "add", "dad"].contains($0) }) {
      return false
    }
    var hasDigits = false
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      guard scalar.isASCII else { return false }
      let isLetter = scalar.isASCIILetterOrDigit && !("0"..."9").contains(scalar)
      if isLetter, scalar != "d", scalar != "a" { return false }
      if scalar == "d" { hasDigits = hasDigits || previous == "d" || isSign(previous) }
      if previous == "d" { hasDigits = hasDigits || isSign(scalar) }
      previous = scalar
    }
    return hasDigits
  }

  private func isSign(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCIILetterOrDigit && scalar != " "
  }
}

extension SourceLine {
  /// A range without the curly quotes that editors put around things.
  fileprivate func unquoted(_ range: Range<Int>) -> Range<Int> {
    let quotes: Set<Unicode.Scalar> = ["“", "”", "„", "‘", "’"]
    var range = range
    while let first = range.first, quotes.contains(scalars[first]) {
      range = trimmed((first + 1)..<range.upperBound)
    }
    while let last = range.last, quotes.contains(scalars[last]) {
      range = trimmed(range.lowerBound..<last)
    }
    return range
  }
}
