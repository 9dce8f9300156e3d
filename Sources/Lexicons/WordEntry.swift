import Native

/// One entry of a `words` line: a word, two that follow one another, the beginning of a word, or digits.
///
/// Entries are weighed one by one and in great numbers, so they know nothing that phrases know beside: no choice,
/// no gap, no list. Two words may have any signs between them.
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

  /// One word or two; a beginning stands alone.
  public let parts: [Part]

  /// From how many digits on numbers are not told apart.
  public static let mostDigits = 5

  /// Creates an entry.
  public init(_ parts: [Part]) { self.parts = parts }

  /// The entry as an analyst writes it, folded.
  public var text: String {
    parts.map { part in
      switch part {
      case .word(let text): text
      case .beginning(let text): text + "*"
      case .digits(let count): String(repeating: "#", count: count)
      }
    }.joined(separator: " ")
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

  /// A part that folding leaves as it is: digits, or ASCII letters; nil for what must be folded.
  private func plainPart(_ range: Range<Int>, of line: SourceLine) -> WordEntry.Part? {
    var text: [UInt8] = []
    var hashes = 0
    for index in range {
      let value = line.scalars[index].value
      switch value {
      case 0x61...0x7A: text.append(UInt8(truncatingIfNeeded: value))
      case 0x23: hashes += 1
      case 0x2A where index == range.upperBound - 1 && !text.isEmpty && hashes == 0:
        return .beginning(String(utf8: text.span))
      default: return nil
      }
    }
    if text.isEmpty { return .digits(min(hashes, WordEntry.mostDigits)) }
    return hashes == 0 ? .word(String(utf8: text.span)) : nil
  }

  private mutating func wordEntry(
    _ range: Range<Int>, of line: SourceLine
  ) throws(LineMistake) -> WordEntry {
    var parts: [WordEntry.Part] = []
    for word in line.words(in: range) {
      if let part = plainPart(word, of: line) {
        parts.append(part)
        continue
      }
      let phrase = try phrases.phrase(in: word, of: line)
      guard phrase.forms.count == 1, phrase.forms[0].count == 1,
        phrase.forms[0][0].alternatives.count == 1, !phrase.forms[0][0].isOptional,
        let read = phrase.forms[0][0].alternatives.first, read.words.count == 1
      else {
        throw LineMistake(
          message: "'\(line.text(word))' is more than a word", range: word,
          hint:
            "a words line has plain words: choices, lists and signs stand in a line of their own")
      }
      parts.append(
        read.words[0].isPrefix ? .beginning(read.words[0].text) : .word(read.words[0].text))
    }
    let hasBeginning = parts.contains { if case .beginning = $0 { true } else { false } }
    guard parts.count <= 2, parts.count == 1 || !hasBeginning else {
      throw LineMistake(
        message: hasBeginning ? "a beginning beside another word" : "more than two words",
        range: range, hint: "an entry is a word, two words, or one beginning such as suspen*")
    }
    return WordEntry(parts)
  }
}
