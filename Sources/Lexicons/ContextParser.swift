import Native

/// Reads `needs`, `near` and `unless`: evidence around a match.
///
/// `needs student|employee within sentence`, `near +10 within 5 words: days, {list}`,
/// `unless (drill|exercise) within 3 words`.
struct ContextParser {
  /// The kinds of mention that some rule yields or that exist without one.
  let mentions: Set<String>

  mutating func context(
    _ key: String, value: Range<Int>, of line: SourceLine, phrases: inout PhraseParser
  ) throws(PhraseParser.Mistake) -> Context {
    var rest = value
    var effect = Context.Effect.needs
    if key == "unless" { effect = .unless }
    if key == "near" {
      guard let first = line.words(in: rest).first, let points = Points(line.text(first)) else {
        throw .init(
          message: "near needs points", range: rest.isEmpty ? line.content : rest,
          hint: "for example: near +10 within 5 words: days, hearing")
      }
      effect = .near(points: points.value)
      rest = line.trimmed(first.upperBound..<rest.upperBound)
    }
    let words = line.words(in: rest)
    guard let within = words.last(where: { line.text($0) == "within" && isOutside($0, rest, line) })
    else {
      return Context(
        effect: effect, evidence: try evidence(in: rest, of: line, phrases: &phrases),
        window: .sentence, source: line.text(line.content), place: line.place(value.lowerBound))
    }
    let before = line.trimmed(rest.lowerBound..<within.lowerBound)
    var after = line.trimmed(within.upperBound..<rest.upperBound)
    var listed: Range<Int>?
    if let colon = after.first(where: { line.scalars[$0] == ":" }) {
      listed = line.trimmed((colon + 1)..<after.upperBound)
      after = line.trimmed(after.lowerBound..<colon)
    }
    let window = try window(in: after, of: line)
    var evidence = Evidence()
    if !before.isEmpty { evidence = try self.evidence(in: before, of: line, phrases: &phrases) }
    for piece in listed.map({ line.pieces(of: $0, at: ",") }) ?? [] where !piece.isEmpty {
      evidence.phrases.append(try phrases.phrase(in: piece, of: line))
    }
    guard !evidence.mentions.isEmpty || !evidence.phrases.isEmpty else {
      throw .init(
        message: "\(key) what?", range: value,
        hint: "name a mention before 'within', or words after ':'")
    }
    return Context(
      effect: effect, evidence: evidence, window: window, source: line.text(line.content),
      place: line.place(value.lowerBound))
  }

  /// A word of the line that stands outside parentheses and braces.
  private func isOutside(_ word: Range<Int>, _ range: Range<Int>, _ line: SourceLine) -> Bool {
    var depth = 0
    for index in range.lowerBound..<word.lowerBound {
      if line.scalars[index] == "(" || line.scalars[index] == "{" { depth += 1 }
      if line.scalars[index] == ")" || line.scalars[index] == "}" { depth -= 1 }
    }
    return depth == 0
  }

  private func evidence(
    in range: Range<Int>, of line: SourceLine, phrases: inout PhraseParser
  ) throws(PhraseParser.Mistake) -> Evidence {
    var evidence = Evidence()
    for alternative in line.pieces(of: range, at: "|") {
      for piece in line.pieces(of: alternative, at: ",") {
        let text = line.text(piece)
        if mentions.contains(text) {
          evidence.mentions.append(text)
        } else if piece.isEmpty {
          throw .init(message: "nothing between two separators", range: range, hint: nil)
        } else if isName(text) {
          throw .init(
            message: "no rule yields a mention '\(text)'", range: piece,
            hint: Suggestion.hint(for: text, among: mentions.sorted())
              ?? "to look for the word itself, write: within 5 words: \(text)")
        } else {
          evidence.phrases.append(try phrases.phrase(in: piece, of: line))
        }
      }
    }
    return evidence
  }

  /// Whether a text is one bare word, and so must name a mention.
  private func isName(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == "-" }
  }

  private func window(
    in range: Range<Int>, of line: SourceLine
  ) throws(PhraseParser.Mistake) -> Window {
    let words = line.words(in: range).map(line.text)
    switch words {
    case ["sentence"]: return .sentence
    case ["paragraph"]: return .paragraph
    case ["passage"]: return .passage
    case ["message"]: return .message
    case ["column"]: return .column
    default: break
    }
    if words.count == 2, words[1] == "words" || words[1] == "word", let count = Int(words[0]),
      (1...200).contains(count)
    {
      return .words(count)
    }
    throw .init(
      message: "'\(line.text(range))' is no window", range: range.isEmpty ? line.content : range,
      hint: words.count == 1
        ? Suggestion.hint(
          for: words[0], among: ["sentence", "paragraph", "passage", "message", "column"])
        : "write sentence, paragraph, passage, message, column or N words (N up to 200)")
  }
}

/// `+30` or `-10`: the points of a line.
struct Points {
  /// The most points that one line may add or take.
  static let most = 100
  /// The points.
  let value: Int

  /// Reads a sign and digits; nil for anything else.
  init?(_ text: String) {
    guard let sign = text.unicodeScalars.first, sign == "+" || sign == "-" || sign == "−",
      let value = Int(String(text.unicodeScalars.dropFirst())), value >= 0, value < 10_000
    else { return nil }
    self.value = sign == "+" ? value : -value
  }
}
