import Native

/// Reads `when …`, and in exceptions `needs` and `unless`: facts about the message as a whole.
struct CircumstanceParser {
  let vocabulary: Vocabulary
  /// The kinds of mention that may dominate.
  let mentions: Set<String>
  let line: SourceLine

  /// The circumstances that are one word or two, with what they ask.
  private static let simple: [String: Circumstance.Test] = [
    "school hours": .schoolHours, "weekday": .weekday, "list": .list, "self": .aboutSelf,
    "same-guardian": .sameGuardian, "wrong-guardian": .wrongGuardian,
    "self-forward": .selfForward,
  ]
  /// What circumstances begin with, for suggestions.
  private static let openings = [
    "sender", "recipient", "every recipient", "recipients", "channel", "account", "hour",
    "school hours", "weekday", "list", "self", "same-guardian", "wrong-guardian",
    "self-forward", "field", "language", "any", "mentions",
  ]

  /// The circumstance that a range states; `isNegated` turns it round on top of its own `not`.
  func circumstance(_ value: Range<Int>, isNegated: Bool) throws(LineMistake) -> Circumstance {
    var rest = value
    var isNegated = isNegated
    if let after = rest.after("not", in: line) {
      isNegated.toggle()
      rest = after
    }
    return Circumstance(
      test: try test(rest, whole: value), isNegated: isNegated, source: line.text(line.content),
      place: line.place(value.lowerBound))
  }

  private func test(
    _ range: Range<Int>, whole: Range<Int>
  ) throws(LineMistake) -> Circumstance.Test {
    let text = line.text(range)
    if let test = Self.simple[text] { return test }
    if let rest = range.after("sender", in: line) {
      if let kinds = rest.after("account", in: line) {
        return .account(.sender, try accounts(kinds))
      }
      return .sender(try roles(rest))
    }
    if let rest = range.after("recipient", in: line) {
      if let kinds = rest.after("account", in: line) {
        return .account(.recipient, try accounts(kinds))
      }
      return .anyRecipient(try roles(rest))
    }
    if let rest = range.after("every", in: line)?.after("recipient", in: line) {
      return .everyRecipient(try roles(rest))
    }
    if let rest = range.after("recipients", in: line) { return try recipients(rest) }
    if let rest = range.after("account", in: line) { return .account(.anyone, try accounts(rest)) }
    if let rest = range.after("channel", in: line) {
      return .channel(try names(rest, among: vocabulary.channels, "channel"))
    }
    if let rest = range.after("field", in: line) {
      return .field(try names(rest, among: vocabulary.fields, "field"))
    }
    if let rest = range.after("language", in: line) {
      var codes: [String] = []
      for name in line.names(in: rest) { codes.append(try line.language(name)) }
      if !codes.isEmpty { return .language(codes) }
    }
    if let rest = range.after("hour", in: line) { return try hours(rest) }
    if let rest = range.after("any", in: line) {
      let name = line.text(rest)
      if let concern = Concern(rawValue: name) { return .concern(concern) }
      let known = Concern.allCases.map(\.rawValue)
      throw unknown("concern", name, at: rest, among: known)
    }
    let words = line.words(in: range)
    if words.count == 2, line.text(words[1]) == "dominates" {
      return .dominates(try mention(words[0]))
    }
    if words.count == 2, line.text(words[0]) == "mentions" {
      return .mentions(try mention(words[1]))
    }
    let first = words.first.map(line.text) ?? ""
    throw LineMistake(
      message: range.isEmpty ? "'not' what?" : "'\(text)' is no circumstance",
      range: range.isEmpty ? whole : range,
      hint: Suggestion.hint(for: first, among: Self.openings)
        ?? "it begins with \(Self.openings.joined(separator: ", ")), or is: KIND dominates")
  }

  /// The kind of mention that a word names, which some rule must yield.
  private func mention(_ range: Range<Int>) throws(LineMistake) -> String {
    let kind = line.text(range)
    guard mentions.contains(kind) else {
      throw LineMistake(
        message: "no rule yields a mention '\(kind)'", range: range,
        hint: Suggestion.hint(for: kind, among: mentions.sorted())
          ?? "a mention block with 'yields \(kind)' would make one")
    }
    return kind
  }

  private func names(
    _ range: Range<Int>, among known: [String], _ noun: String
  ) throws(LineMistake) -> [String] {
    let names = line.names(in: range)
    if names.isEmpty {
      throw LineMistake(
        message: "which \(noun)?", range: line.content,
        hint: "one or several of \(known.joined(separator: ", "))")
    }
    for range in names {
      let name = line.text(range)
      guard known.contains(name) else { throw unknown(noun, name, at: range, among: known) }
    }
    return names.map(line.text)
  }

  private func unknown(
    _ noun: String, _ name: String, at range: Range<Int>, among known: [String]
  ) -> LineMistake {
    LineMistake(
      message: name.isEmpty ? "which \(noun)?" : "unknown \(noun) '\(name)'",
      range: range.isEmpty ? line.content : range,
      hint: Suggestion.hint(for: name, among: known) ?? "one of \(known.joined(separator: ", "))")
  }

  private func roles(_ range: Range<Int>) throws(LineMistake) -> [String] {
    try names(range, among: vocabulary.roles + vocabulary.duties, "role")
  }

  private func accounts(_ range: Range<Int>) throws(LineMistake) -> [String] {
    try names(range, among: vocabulary.accounts, "account")
  }

  private func recipients(_ range: Range<Int>) throws(LineMistake) -> Circumstance.Test {
    let text = line.text(range)
    if let sign = text.unicodeScalars.first, sign == ">" || sign == "<" {
      let digits = text.unicodeScalars.dropFirst().drop { $0 == " " }
      if let count = Int(String(String.UnicodeScalarView(digits))), (0...100_000).contains(count) {
        return sign == ">" ? .recipientsOver(count) : .recipientsUnder(count)
      }
    }
    throw LineMistake(
      message: "recipients takes '>' or '<' and a number",
      range: range.isEmpty ? line.content : range, hint: "for example: recipients > 10")
  }

  private func hours(_ range: Range<Int>) throws(LineMistake) -> Circumstance.Test {
    let ends = line.pieces(of: range) { $0 == "-" || $0 == "–" }.map { minutes(line.text($0)) }
    // The end is exclusive and may be midnight, the start is a time of day.
    guard ends.count == 2, let from = ends[0], let to = ends[1], from != to, from < 1_440 else {
      throw LineMistake(
        message: "'\(line.text(range))' is no span of hours",
        range: range.isEmpty ? line.content : range, hint: "for example: hour 21:00-05:30")
    }
    return .hour(from: from, to: to)
  }

  private func minutes(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), (0...24).contains(hour),
      (0...59).contains(minute), hour * 60 + minute <= 1_440
    else { return nil }
    return hour * 60 + minute
  }
}

extension Range<Int> {
  /// What follows a word at the beginning of the range; nil when it begins with another.
  fileprivate func after(_ word: String, in line: SourceLine) -> Range<Int>? {
    let count = word.unicodeScalars.count
    guard self.count >= count, line.text(lowerBound..<(lowerBound + count)) == word,
      self.count == count || line.scalars[lowerBound + count] == " "
    else { return nil }
    return line.trimmed((lowerBound + count)..<upperBound)
  }
}

extension SourceLine {
  /// The code of a language that a range names.
  func language(_ range: Range<Int>) throws(LineMistake) -> String {
    let code = text(range)
    let isCode =
      (2...3).contains(code.utf8.count) && code.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    guard isCode else {
      throw LineMistake(
        message: "'\(code)' is no code of a language", range: range,
        hint: "two letters such as en, es or pt, or any")
    }
    return code
  }
}
