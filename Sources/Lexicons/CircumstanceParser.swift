import Native

/// Reads `when …`, and in exceptions `needs`, `unless` and `assumes`: facts about the whole message.
struct CircumstanceParser {
  let vocabulary: Vocabulary
  /// The kinds of mention that may dominate.
  let mentions: Set<String>

  /// The circumstance that a line states; `isNegated` turns it round on top of its own `not`.
  func circumstance(
    value: Range<Int>, of line: SourceLine, isNegated: Bool = false
  ) throws(PhraseParser.Mistake) -> Circumstance {
    var words = line.words(in: value)
    var isNegated = isNegated
    if let first = words.first, line.text(first) == "not" {
      isNegated.toggle()
      words.removeFirst()
    }
    guard !words.isEmpty else {
      throw .init(
        message: "when what?", range: line.content, hint: "for example: when sender staff")
    }
    return Circumstance(
      test: try test(words, of: line), isNegated: isNegated, source: line.text(line.content),
      place: line.place(value.lowerBound))
  }

  private func test(
    _ words: [Range<Int>], of line: SourceLine
  ) throws(PhraseParser.Mistake) -> Circumstance.Test {
    let texts = words.map(line.text)
    let whole = words[0].lowerBound..<words[words.count - 1].upperBound
    switch (texts[0], texts.count) {
    case ("sender", 3) where texts[1] == "account":
      return .account(.sender, try names(words[2], of: line, among: vocabulary.accounts, "account"))
    case ("recipient", 3) where texts[1] == "account":
      return .account(
        .recipient, try names(words[2], of: line, among: vocabulary.accounts, "account"))
    case ("account", 2):
      return .account(.anyone, try names(words[1], of: line, among: vocabulary.accounts, "account"))
    case ("sender", 2): return .sender(try roles(words[1], of: line))
    case ("recipient", 2): return .anyRecipient(try roles(words[1], of: line))
    case ("every", 3) where texts[1] == "recipient":
      return .everyRecipient(try roles(words[2], of: line))
    case ("recipients", 3):
      guard let count = Int(texts[2]), count >= 0 else { break }
      if texts[1] == ">" { return .recipientsOver(count) }
      if texts[1] == "<" { return .recipientsUnder(count) }
    case ("channel", 2):
      return .channel(try names(words[1], of: line, among: vocabulary.channels, "channel"))
    case ("field", 2):
      return .field(try names(words[1], of: line, among: vocabulary.fields, "field"))
    case ("language", 2): return .language(alternatives(words[1], of: line).map(line.text))
    case ("hour", 2): return try hours(words[1], of: line)
    case ("school", 2) where texts[1] == "hours": return .schoolHours
    case ("weekday", 1): return .weekday
    case ("list", 1): return .list
    case ("self", 1): return .aboutSelf
    case ("same-guardian", 1): return .sameGuardian
    case ("self-forward", 1): return .selfForward
    case ("any", 2):
      if let concern = Concern(rawValue: texts[1]) { return .concern(concern) }
      throw .init(
        message: "unknown concern '\(texts[1])'", range: words[1],
        hint: Suggestion.hint(for: texts[1], among: Concern.allCases.map(\.rawValue)))
    case (_, 2) where texts[1] == "dominates":
      guard mentions.contains(texts[0]) else {
        throw .init(
          message: "no rule yields a mention '\(texts[0])'", range: words[0],
          hint: Suggestion.hint(for: texts[0], among: mentions.sorted()))
      }
      return .dominates(texts[0])
    default: break
    }
    throw .init(
      message: "'\(line.text(whole))' is no circumstance", range: whole,
      hint: Suggestion.hint(
        for: texts[0],
        among: [
          "sender", "recipient", "every", "recipients", "channel", "account", "hour", "school",
          "weekday", "list", "self", "same-guardian", "self-forward", "field", "language", "any",
        ]) ?? "see the list of circumstances in Lexicons/README.md")
  }

  private func alternatives(_ range: Range<Int>, of line: SourceLine) -> [Range<Int>] {
    line.pieces(of: range, at: "|").filter { !$0.isEmpty }
  }

  private func names(
    _ range: Range<Int>, of line: SourceLine, among known: [String], _ noun: String
  ) throws(PhraseParser.Mistake) -> [String] {
    var names: [String] = []
    for piece in alternatives(range, of: line) {
      let name = line.text(piece)
      guard known.contains(name) else {
        throw .init(
          message: "unknown \(noun) '\(name)'", range: piece,
          hint: Suggestion.hint(for: name, among: known)
            ?? "one of \(known.joined(separator: ", "))")
      }
      names.append(name)
    }
    return names
  }

  private func roles(
    _ range: Range<Int>, of line: SourceLine
  ) throws(PhraseParser.Mistake) -> [String] {
    try names(range, of: line, among: vocabulary.roles + vocabulary.duties, "role")
  }

  private func hours(
    _ range: Range<Int>, of line: SourceLine
  ) throws(PhraseParser.Mistake) -> Circumstance.Test {
    let ends = line.pieces(of: range, at: "-").map { minutes(line.text($0)) }
    guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else {
      throw .init(
        message: "'\(line.text(range))' is no span of hours", range: range,
        hint: "for example 21:00-05:30")
    }
    return .hour(from: from, to: to)
  }

  private func minutes(_ text: String) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
      (0...59).contains(minute), hour * 60 + minute <= 1_440
    else { return nil }
    return hour * 60 + minute
  }
}
