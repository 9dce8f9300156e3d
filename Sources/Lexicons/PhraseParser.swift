import Native

/// Reads the language of phrases: words, choice `(a|b)`, optional `(s)`, any ending `*`, lists
/// `{name}`, gaps `..3`.
///
/// A phrase is read as parts that white space separates, each expanded to every text that it stands for
/// (`Readings`). In these texts `*` stays what it is, and a gap of three inside a choice is `|||`: neither
/// can stand in a phrase for itself.
struct PhraseParser {
  /// What stands between two blanks outside of all parentheses.
  struct Part {
    /// Every text that it stands for; an empty one when it may be left out.
    var readings: Readings
    /// How many words may stand before it.
    var gap = 0
  }

  /// The deepest nesting of parentheses.
  private static let mostDepth = 20
  /// The most words that a gap lets through.
  private static let mostGap = 20
  static let gapMark = UInt8(ascii: "|")

  /// The expanded lists that may be named.
  let lists: [String: Readings]

  private let line: SourceLine
  private let start: Int
  private var position: Int
  private let end: Int

  /// Every text that a range of a line stands for.
  static func readings(
    of range: Range<Int>, of line: SourceLine, lists: [String: Readings]
  ) throws(LineMistake) -> Readings {
    var parser = PhraseParser(lists: lists, line: line, range: range)
    let readings = try parser.sequence(depth: 0)
    if let stray = parser.peek {
      throw parser.mistake("'\(stray)' without its opening", hint: "remove it, or add '('")
    }
    return readings
  }

  /// The parts of a range of a line.
  static func parts(
    of range: Range<Int>, of line: SourceLine, lists: [String: Readings]
  ) throws(LineMistake) -> [Part] {
    var parser = PhraseParser(lists: lists, line: line, range: range)
    return try parser.parts()
  }

  private init(lists: [String: Readings], line: SourceLine, range: Range<Int>) {
    self.lists = lists
    self.line = line
    start = range.lowerBound
    position = range.lowerBound
    end = range.upperBound
  }

  private var peek: Unicode.Scalar? { position < end ? line.scalars[position] : nil }
  private var next: Unicode.Scalar? { position + 1 < end ? line.scalars[position + 1] : nil }
  private var previous: Unicode.Scalar? { position > 0 ? line.scalars[position - 1] : nil }

  /// A mistake at the scalar where the parser stands.
  private func mistake(_ message: String, hint: String? = nil) -> LineMistake {
    LineMistake(message: message, range: position..<(position + 1), hint: hint)
  }

  private mutating func parts() throws(LineMistake) -> [Part] {
    var parts: [Part] = []
    while position < end {
      if isBlank(line.scalars[position]) {
        position += 1
      } else if isGap {
        var marks: [UInt8] = []
        try gap(&marks)
        parts.append(Part(readings: Readings.empty, gap: marks.count))
      } else {
        let readings = try sequence(depth: 0, endsAtBlank: true)
        if let stray = peek, !isBlank(stray), !isGap {
          throw mistake("'\(stray)' without its opening", hint: "remove it, or add '('")
        }
        if let last = parts.last, last.gap > 0, last.readings.isEmptyText {
          parts[parts.count - 1].readings = readings
        } else {
          parts.append(Part(readings: readings))
        }
      }
    }
    return parts
  }

  /// Whether `..3` stands here.
  private var isGap: Bool {
    peek == "." && next == "." && !(previous.map(isWord) ?? false)
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\u{A0}"
  }

  /// Reads up to the end, or to a `|` or `)` that belongs to the group around it.
  private mutating func sequence(
    depth: Int, endsAtBlank: Bool = false
  ) throws(LineMistake) -> Readings {
    var readings = Readings.empty
    var text: [UInt8] = []
    while let scalar = peek {
      // Most of a phrase is nothing else.
      if scalar.isASCIILetterOrDigit {
        text.append(UInt8(truncatingIfNeeded: scalar.value))
        position += 1
        continue
      }
      if endsAtBlank, isBlank(scalar) || isGap { return try flush(&text, after: readings) }
      var piece: Readings?
      switch scalar {
      case "|" where depth > 0, ")":
        return try flush(&text, after: readings)
      case "|":
        throw mistake("'|' outside of parentheses", hint: "write (one|other), or two lines")
      case "}":
        throw mistake("'}' without its '{'", hint: "a list is named in braces: {name}")
      case "(": piece = try group(depth: depth + 1)
      case "{": piece = try list()
      case "*": try ending(&text)
      case "." where isGap: try gap(&text)
      default:
        _ = text.appendUTF8(scalar.value)
        position += 1
      }
      if let piece {
        readings = try product(of: try flush(&text, after: readings), and: piece)
      }
    }
    return try flush(&text, after: readings)
  }

  /// The readings with a plain text behind each; the text is used up.
  private func flush(
    _ text: inout [UInt8], after readings: Readings
  ) throws(LineMistake) -> Readings {
    if text.isEmpty { return readings }
    let plain = Readings(text)
    text.removeAll(keepingCapacity: true)
    return try product(of: readings, and: plain)
  }

  private func product(
    of readings: Readings, and others: Readings
  ) throws(LineMistake) -> Readings {
    guard let product = readings.followed(by: others) else { throw tooMany }
    return product
  }

  private var tooMany: LineMistake {
    LineMistake(
      message: "this stands for more than \(Readings.most) texts", range: line.content,
      hint: "split it into several lines, or shorten a list")
  }

  private mutating func group(depth: Int) throws(LineMistake) -> Readings {
    let opening = position
    guard depth <= Self.mostDepth else {
      throw mistake("parentheses nested too deeply", hint: "write several lines instead")
    }
    position += 1
    var readings = Readings()
    var alternatives = 0
    while true {
      readings.append(try sequence(depth: depth))
      alternatives += 1
      if readings.isTooMany { throw tooMany }
      guard let scalar = peek else {
        throw LineMistake(
          message: "'(' is never closed", range: opening..<(opening + 1),
          hint: "add ')' where the choice ends")
      }
      position += 1
      if scalar == ")" { break }
    }
    if position == opening + 2 {
      throw LineMistake(
        message: "nothing between parentheses", range: opening..<position,
        hint: "write a choice (one|other), or an optional ending such as (s)")
    }
    if peek == "?" {
      throw mistake(
        "'?' after a group",
        hint: "a group without '|' is optional as it is; of several, add an empty one: (a|b|)")
    }
    // A choice of one is optional: suspension(s).
    if alternatives == 1 { readings.append(.empty) }
    return readings
  }

  private mutating func list() throws(LineMistake) -> Readings {
    let opening = position
    var close = opening + 1
    while close < end, line.scalars[close] != "}" { close += 1 }
    guard close < end else {
      throw LineMistake(
        message: "'{' is never closed", range: opening..<(opening + 1),
        hint: "add '}' after the list's name")
    }
    let range = line.trimmed((opening + 1)..<close)
    let name = line.text(range)
    guard let items = lists[name] else {
      throw LineMistake(
        message: "no list is named '\(name)'", range: range.isEmpty ? opening..<(close + 1) : range,
        hint: Suggestion.hint(for: name, among: lists.keys.sorted())
          ?? "a list is written: list \(name.isEmpty ? "name" : name): one, other")
    }
    position = close + 1
    return items
  }

  private mutating func ending(_ text: inout [UInt8]) throws(LineMistake) {
    guard let previous, isWord(previous) || previous == ")" || previous == "}" else {
      throw mistake("'*' must stand at the end of a word", hint: "for example suspen*")
    }
    if let next, isWord(next) || next == "(" || next == "{" || next == "*" {
      throw mistake("'*' must stand at the end of a word", hint: "it stands for any ending")
    }
    text.append(UInt8(ascii: "*"))
    position += 1
  }

  private mutating func gap(_ text: inout [UInt8]) throws(LineMistake) {
    let opening = position
    position += 2
    var count = 0
    while let scalar = peek, scalar.isASCII, let digit = Int(String(scalar)), count < 1_000 {
      count = count * 10 + digit
      position += 1
    }
    guard (1...Self.mostGap).contains(count) else {
      throw LineMistake(
        message: "a gap is written ..1 to ..\(Self.mostGap)", range: opening..<position,
        hint: "..3 lets up to three words stand between")
    }
    if line.trimmed(start..<opening).isEmpty || position >= end {
      throw LineMistake(
        message: "a gap at the end of a phrase", range: opening..<position,
        hint: "a gap stands between two words")
    }
    text.append(contentsOf: repeatElement(Self.gapMark, count: count))
  }

  private func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.isASCIILetterOrDigit }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}

extension Unicode.Scalar {
  /// Whether this is `a` to `z`, `A` to `Z` or `0` to `9`.
  var isASCIILetterOrDigit: Bool {
    let letter = (value | 0x20) &- 0x61
    return letter < 26 || value &- 0x30 < 10
  }
}
