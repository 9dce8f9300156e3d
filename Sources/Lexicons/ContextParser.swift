import Native

/// Reads `needs`, `near` and `unless`: evidence around a match.
///
/// `needs student|employee within sentence`, `near +10 within 5 words: days, {list}`,
/// `unless (drill|exercise) within 3 words`.
struct ContextParser {
  /// The kinds of mention that some rule yields or that exist without one.
  let mentions: Set<String>
  let line: SourceLine

  private static let windows: [String: Window] = [
    "sentence": .sentence, "paragraph": .paragraph, "passage": .passage, "message": .message,
    "column": .column, "match": .words(0),
  ]
  private static let mostWords = 200

  /// The context of a line that begins with `key`.
  func context(
    _ key: String, _ value: Range<Int>, phrases: inout PhraseReader
  ) throws(LineMistake) -> Context {
    var rest = value
    var effect = Context.Effect.needs
    if key == "unless" { effect = .unless }
    if key == "near" {
      guard let first = line.words(in: rest).first, let points = Points(line.text(first)) else {
        throw LineMistake(
          message: "near needs points", range: rest,
          hint: "for example: near +10 within 5 words: days, hearing")
      }
      guard abs(points.value) <= Points.most else {
        throw LineMistake(
          message: "more than \(Points.most) points", range: first,
          hint: "a line adds at most +\(Points.most) and takes at most -\(Points.most)")
      }
      effect = .near(points: points.value)
      rest = line.trimmed(first.upperBound..<rest.upperBound)
    }
    var window = Window.sentence
    var evidence = Evidence()
    if let within = within(rest) {
      var after = line.trimmed(within.upperBound..<rest.upperBound)
      rest = line.trimmed(rest.lowerBound..<within.lowerBound)
      if let colon = after.first(where: { line.scalars[$0] == ":" }) {
        for piece in pieces(of: (colon + 1)..<after.upperBound, at: ",") where !piece.isEmpty {
          evidence.phrases.append(try phrases.phrase(in: piece, of: line))
        }
        after = line.trimmed(after.lowerBound..<colon)
      }
      window = try self.window(after.isEmpty ? within : after)
    }
    if !rest.isEmpty { try addEvidence(in: rest, to: &evidence, phrases: &phrases) }
    guard !evidence.mentions.isEmpty || !evidence.phrases.isEmpty else {
      throw LineMistake(
        message: "\(key) what?", range: value,
        hint: "name a mention before 'within', or words after ':'")
    }
    return Context(
      effect: effect, evidence: evidence, window: window, source: line.text(line.content),
      place: line.place(value.lowerBound))
  }

  /// The word `within` that the window follows: the last one before a colon, outside parentheses.
  private func within(_ range: Range<Int>) -> Range<Int>? {
    var depth = 0
    var found: Range<Int>?
    for word in words(in: range) {
      if depth == 0, line.text(word) == "within" { found = word }
      for index in word {
        switch line.scalars[index] {
        case "(", "{": depth += 1
        case ")", "}": depth -= 1
        case ":" where depth == 0 && found != nil: return found
        default: break
        }
      }
    }
    return found
  }

  /// The words of a range, whatever parentheses they stand in.
  private func words(in range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for index in range {
      if line.scalars[index] != " " {
        if start == nil { start = index }
      } else if let first = start {
        words.append(first..<index)
        start = nil
      }
    }
    if let first = start { words.append(first..<range.upperBound) }
    return words
  }

  private func pieces(of range: Range<Int>, at separators: String) -> [Range<Int>] {
    line.pieces(of: range) { separators.unicodeScalars.contains($0) }
  }

  private func addEvidence(
    in range: Range<Int>, to evidence: inout Evidence, phrases: inout PhraseReader
  ) throws(LineMistake) {
    for piece in pieces(of: range, at: "|,") {
      let text = line.text(piece)
      if mentions.contains(text) {
        evidence.mentions.append(text)
      } else if piece.isEmpty {
        throw LineMistake(
          message: "nothing between two separators", range: range, hint: "remove one of them")
      } else if line.isName(piece) {
        throw LineMistake(
          message: "no rule yields a mention '\(text)'", range: piece,
          hint: Suggestion.hint(for: text, among: mentions.sorted())
            ?? "to look for the word itself, write: within 5 words: \(text)")
      } else {
        evidence.phrases.append(try phrases.phrase(in: unwrapped(piece), of: line))
      }
    }
  }

  /// What stands in parentheses that hold the whole piece and no choice: here they only group.
  private func unwrapped(_ piece: Range<Int>) -> Range<Int> {
    let inner = (piece.lowerBound + 1)..<max(piece.lowerBound + 1, piece.upperBound - 1)
    guard line.scalars[piece.lowerBound] == "(", line.scalars[piece.upperBound - 1] == ")",
      !inner.contains(where: { "()|".unicodeScalars.contains(line.scalars[$0]) })
    else { return piece }
    return line.trimmed(inner)
  }

  private func window(_ range: Range<Int>) throws(LineMistake) -> Window {
    let words = words(in: range).map(line.text)
    if words.count == 1, let window = Self.windows[words[0]] { return window }
    if words.count == 2, words[1] == "words" || words[1] == "word", let count = Int(words[0]),
      (1...Self.mostWords).contains(count)
    {
      return .words(count)
    }
    let hint =
      words.count == 1 ? Suggestion.hint(for: words[0], among: Self.windows.keys.sorted()) : nil
    throw LineMistake(
      message: "'\(line.text(range))' is no window", range: range,
      hint: hint
        ?? "write match, sentence, paragraph, passage, message, column or N words (1 to \(Self.mostWords))"
    )
  }
}
