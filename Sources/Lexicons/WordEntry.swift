import Native

/// One entry of a `words` line: a word, two that follow one another, the beginning of a word, or digits.
///
/// Entries are weighed one by one and in great numbers, so they know nothing that phrases know beside: no choice,
/// no gap, no list. Two words may have any signs between them. An entry is its text alone, in which what it is made
/// of shows: no word has a blank, a `#` or a `*`.
public struct WordEntry: Sendable, Hashable {
  /// One word of an entry.
  public enum Part: Sendable, Hashable {
    /// A folded word.
    case word(String)
    /// The folded beginning of a longer word: `suspen*`.
    case beginning(String)
    /// A number of that many digits; the last of `WordEntry.mostDigits` stands for longer ones too.
    case digits(Int)
  }

  /// The entry as an analyst writes it, folded.
  public let text: String

  /// From how many digits on numbers are not told apart.
  public static let mostDigits = 5

  /// Creates an entry of one word or two; a beginning stands alone.
  public init(_ parts: [Part]) {
    text = parts.map { part in
      switch part {
      case .word(let text): text
      case .beginning(let text): text + "*"
      case .digits(let count): String(repeating: "#", count: min(count, Self.mostDigits))
      }
    }.joined(separator: " ")
  }

  /// Creates the entry of a text that is one.
  fileprivate init(text: [UInt8]) { self.text = String(utf8: text.span) }

  /// One word or two.
  public var parts: [Part] {
    text.utf8.split(separator: UInt8(ascii: " ")).map { part in
      switch part.last {
      case UInt8(ascii: "#"): .digits(part.count)
      case UInt8(ascii: "*"): .beginning(String(Substring(part.dropLast())))
      default: .word(String(Substring(part)))
      }
    }
  }
}

extension RuleParser {
  /// Reads `words +7: dad, in school, suspen*, ## days`: entries that count by themselves, all with the same
  /// points.
  mutating func addWords(
    _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) throws(LineMistake) {
    let scalars = line.scalars
    guard let colon = value.first(where: { scalars[$0] == ":" }),
      let points = Points(line.text(line.trimmed(value.lowerBound..<colon))),
      abs(points.value) <= Points.most
    else {
      throw LineMistake(
        message: "words need their points and a colon", range: value,
        hint: "for example: words +7: dad, in school, suspen*")
    }
    var entries: [WordEntry] = []
    for piece in line.pieces(of: (colon + 1)..<value.upperBound, at: { $0 == "," })
    where !piece.isEmpty {
      let entry = try wordEntry(piece, of: line)
      if let first = block.words.updateValue(line.number, forKey: entry) {
        report(
          line, "'\(entry.text)' stands in the \(block.kind.rawValue) already", at: piece,
          hint: "see line \(first): each word has its points once", severity: .warning,
          code: "same-phrase")
      } else {
        entries.append(entry)
      }
    }
    rule.terms.append(
      Term(
        points: points.value, body: .words(entries), source: line.text(value),
        place: line.place(value.lowerBound)))
  }

  /// Adds a word that folding leaves as it is, digits or ASCII letters; false for what must be folded.
  private func appendPlain(_ range: Range<Int>, of line: SourceLine, to text: inout [UInt8]) -> Bool
  {
    let first = line.scalars[range.lowerBound]
    for index in range {
      let scalar = line.scalars[index]
      switch scalar {
      case "#" where first == "#":
        // Longer numbers are not told apart.
        if index - range.lowerBound >= WordEntry.mostDigits { continue }
      case "a"..."z" where first != "#": break
      case "*" where first != "#" && index > range.lowerBound && index == range.upperBound - 1:
        break
      default: return false
      }
      text.append(UInt8(truncatingIfNeeded: scalar.value))
    }
    return true
  }

  private mutating func wordEntry(
    _ range: Range<Int>, of line: SourceLine
  ) throws(LineMistake) -> WordEntry {
    var text: [UInt8] = []
    var count = 0
    var hasBeginning = false
    for word in line.words(in: range) {
      if count > 0 { text.append(UInt8(ascii: " ")) }
      count += 1
      let start = text.count
      if !appendPlain(word, of: line, to: &text) {
        text.removeLast(text.count - start)
        text.append(contentsOf: try folded(word, of: line).utf8)
      }
      if text.last == UInt8(ascii: "*") { hasBeginning = true }
    }
    guard count <= 2, count == 1 || !hasBeginning else {
      throw LineMistake(
        message: hasBeginning ? "a beginning beside another word" : "more than two words",
        range: range, hint: "an entry is a word, two words, or one beginning such as suspen*")
    }
    return WordEntry(text: text)
  }

  /// A word as phrases fold it, with `*` behind a beginning.
  private mutating func folded(
    _ word: Range<Int>, of line: SourceLine
  ) throws(LineMistake) -> String {
    let phrase = try phrases.phrase(in: word, of: line)
    guard phrase.forms.count == 1, phrase.forms[0].count == 1,
      phrase.forms[0][0].alternatives.count == 1, !phrase.forms[0][0].isOptional,
      let read = phrase.forms[0][0].alternatives.first, read.words.count == 1
    else {
      throw LineMistake(
        message: "'\(line.text(word))' is more than a word", range: word,
        hint: "a words line has plain words: choices, lists and signs stand in a line of their own")
    }
    return read.words[0].isPrefix ? read.words[0].text + "*" : read.words[0].text
  }
}
