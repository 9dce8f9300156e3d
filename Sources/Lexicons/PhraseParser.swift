import Native

/// Reads phrases: words, choice `(a|b)`, optional `(s)`, any ending `*`, lists `{name}`, gaps `..3`.
///
/// A phrase is expanded to every text that it stands for, and each text is folded and split into
/// words just as messages are, so that both sides agree on what a word is. Inside an expanded text
/// two marks of a private-use plane stand for what is no text: a gap and an open ending.
struct PhraseParser: ~Copyable {
  /// The most texts that one phrase may stand for.
  static let mostExpansions = 4_000
  /// The deepest nesting of parentheses.
  private static let mostDepth = 20
  private static let gapBase: UInt32 = 0xF0000
  private static let mostGap = 20
  private static let openEnding = Unicode.Scalar(0xF1000).map { $0 } ?? "*"

  /// Why a phrase cannot be read, at scalars of its line.
  struct Mistake: Error {
    var message: String
    var range: Range<Int>
    var hint: String?
  }

  /// The expanded items of the lists that may be named.
  let lists: [String: [String]]
  private var folder = Folder()
  private var tokens: [Token] = []

  init(lists: [String: [String]]) { self.lists = lists }

  /// The phrase that a range of a line holds.
  mutating func phrase(in range: Range<Int>, of line: SourceLine) throws(Mistake) -> Phrase {
    let texts = try expansions(of: range, of: line)
    var sequences: [WordSequence] = []
    var seen: Set<WordSequence> = []
    for text in texts {
      guard let sequence = sequence(of: text) else {
        throw Mistake(
          message: texts.count == 1
            ? "a phrase without a word" : "one way of reading this phrase has no word",
          range: range,
          hint: "at least one word must stand outside of what is optional")
      }
      if seen.insert(sequence).inserted { sequences.append(sequence) }
    }
    return Phrase(sequences: sequences)
  }

  /// Every text that a range of a line stands for.
  func expansions(of range: Range<Int>, of line: SourceLine) throws(Mistake) -> [String] {
    var cursor = Cursor(line: line, range: range)
    let texts = try sequence(&cursor, depth: 0)
    if let stray = cursor.peek {
      throw Mistake(
        message: "'\(stray)' without its opening", range: cursor.position..<(cursor.position + 1),
        hint: nil)
    }
    return texts
  }

  private struct Cursor {
    let line: SourceLine
    var position: Int
    let end: Int

    init(line: SourceLine, range: Range<Int>) {
      self.line = line
      position = range.lowerBound
      end = range.upperBound
    }

    var peek: Unicode.Scalar? { position < end ? line.scalars[position] : nil }
    func ahead(_ count: Int) -> Unicode.Scalar? {
      position + count < end ? line.scalars[position + count] : nil
    }
  }

  /// Reads up to the end, a `|` or a `)`.
  private func sequence(_ cursor: inout Cursor, depth: Int) throws(Mistake) -> [String] {
    var texts = [""]
    while let scalar = cursor.peek {
      switch scalar {
      case "|" where depth > 0, ")": return texts
      case "|":
        throw Mistake(
          message: "'|' outside of parentheses", range: cursor.position..<(cursor.position + 1),
          hint: "write (one|other), or two lines")
      case "(":
        try append(try group(&cursor, depth: depth + 1), to: &texts, at: cursor)
      case "{":
        try append(try list(&cursor), to: &texts, at: cursor)
      case "}":
        throw Mistake(
          message: "'}' without its '{'", range: cursor.position..<(cursor.position + 1), hint: nil)
      case "*":
        guard cursor.position > 0, isEnding(cursor.line.scalars[cursor.position - 1]) else {
          throw Mistake(
            message: "'*' must stand at the end of a word",
            range: cursor.position..<(cursor.position + 1), hint: "for example suspen*")
        }
        for index in texts.indices { texts[index].unicodeScalars.append(Self.openEnding) }
        cursor.position += 1
      case "." where cursor.ahead(1) == "." && startsWord(cursor):
        try append([gap(&cursor)], to: &texts, at: cursor)
      default:
        for index in texts.indices { texts[index].unicodeScalars.append(scalar) }
        cursor.position += 1
      }
    }
    return texts
  }

  private func group(_ cursor: inout Cursor, depth: Int) throws(Mistake) -> [String] {
    let opening = cursor.position
    guard depth <= Self.mostDepth else {
      throw Mistake(
        message: "parentheses nested too deeply", range: opening..<(opening + 1), hint: nil)
    }
    cursor.position += 1
    var texts: [String] = []
    var alternatives = 0
    while true {
      texts += try sequence(&cursor, depth: depth)
      alternatives += 1
      guard let scalar = cursor.peek else {
        throw Mistake(
          message: "'(' is never closed", range: opening..<(opening + 1),
          hint: "add ')' where the choice ends")
      }
      cursor.position += 1
      if scalar == ")" { break }
    }
    if cursor.peek == "?" {
      throw Mistake(
        message: "'?' after a group", range: cursor.position..<(cursor.position + 1),
        hint: "a group without '|' is optional as it is; of several, add an empty one: (a|b|)")
    }
    // A choice of one is optional: suspension(s).
    if alternatives == 1 { texts.append("") }
    return texts
  }

  private func list(_ cursor: inout Cursor) throws(Mistake) -> [String] {
    let opening = cursor.position
    var end = opening + 1
    while end < cursor.end, cursor.line.scalars[end] != "}" { end += 1 }
    guard end < cursor.end else {
      throw Mistake(
        message: "'{' is never closed", range: opening..<(opening + 1),
        hint: "add '}' after the list's name")
    }
    let range = cursor.line.trimmed((opening + 1)..<end)
    let name = cursor.line.text(range)
    guard let items = lists[name] else {
      throw Mistake(
        message: "no list is named '\(name)'", range: range.isEmpty ? opening..<end : range,
        hint: Suggestion.hint(for: name, among: lists.keys.sorted()))
    }
    cursor.position = end + 1
    return items
  }

  private func gap(_ cursor: inout Cursor) throws(Mistake) -> String {
    let start = cursor.position
    cursor.position += 2
    var count = 0
    var digits = 0
    while let scalar = cursor.peek,
      let digit = scalar.properties.numericType == .decimal
        ? Int(scalar.value) - 48 : nil, (0...9).contains(digit), digits < 4
    {
      count = count * 10 + digit
      digits += 1
      cursor.position += 1
    }
    guard digits > 0, (1...Self.mostGap).contains(count),
      let mark = Unicode.Scalar(Self.gapBase + UInt32(count))
    else {
      throw Mistake(
        message: "a gap is written ..1 to ..\(Self.mostGap)", range: start..<cursor.position,
        hint: "..3 lets up to three words stand between")
    }
    return String(Character(mark))
  }

  private func append(
    _ pieces: [String], to texts: inout [String], at cursor: Cursor
  ) throws(Mistake) {
    guard texts.count * pieces.count <= Self.mostExpansions else {
      throw Mistake(
        message: "this phrase stands for more than \(Self.mostExpansions) texts",
        range: cursor.line.content, hint: "split it into several lines, or shorten a list")
    }
    texts = texts.flatMap { text in pieces.map { text + $0 } }
  }

  private func startsWord(_ cursor: Cursor) -> Bool {
    cursor.position == 0 || !isWord(cursor.line.scalars[cursor.position - 1])
  }

  private func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private func isEnding(_ scalar: Unicode.Scalar) -> Bool {
    isWord(scalar) || scalar == ")" || scalar == "}"
  }

  /// The words of one expanded text; nil when it has none.
  private mutating func sequence(of text: String) -> WordSequence? {
    let folded = folder.foldedBytes(Array(text.utf8).span)
    tokens.removeAll(keepingCapacity: true)
    scanWords(folded.span, into: &tokens)
    var words: [WordSequence.Word] = []
    var end = 0
    for token in tokens {
      let range = token.range
      var word = WordSequence.Word(text: String(decoding: folded[range], as: UTF8.self))
      var joint = ""
      for scalar in String(decoding: folded[end..<range.lowerBound], as: UTF8.self).unicodeScalars {
        switch scalar {
        case " ", "\n", "-", "'", "\"", "/", "_", "*", "(", ")", Self.openEnding: break
        case _
        where scalar.value > Self.gapBase && scalar.value <= Self.gapBase + UInt32(Self.mostGap):
          word.gap = max(word.gap, Int(scalar.value - Self.gapBase))
        default: joint.unicodeScalars.append(scalar)
        }
      }
      if words.isEmpty {
        word.gap = 0
      } else if word.gap == 0, !joint.isEmpty {
        word.joint = joint
      }
      end = range.upperBound
      word.isPrefix =
        String(decoding: folded[end..<min(end + 4, folded.count)], as: UTF8.self)
        .unicodeScalars.first == Self.openEnding
      words.append(word)
    }
    return words.isEmpty ? nil : WordSequence(words: words)
  }
}
