import Native

/// What is wrong with a line, at some of its scalars.
struct LineMistake: Error {
  var message: String
  var range: Range<Int>
  var hint: String?
}

/// One line of a lexicon or a policy, with everything needed to point at a piece of it.
struct SourceLine {
  /// The path of its file.
  let path: String
  /// The line's number, from 1.
  let number: Int
  /// The line as written, without its break.
  let source: String
  /// Its scalars, all kinds of blanks made plain; the same count and columns as `source`.
  let scalars: [Unicode.Scalar]
  /// Where its text begins and ends: blanks at both ends left out.
  let content: Range<Int>
  /// Why the line cannot be read at all.
  let damage: LineMistake?

  /// The most scalars of a line that is read.
  private static let longest = 20_000

  /// Reads a line without its break; nil when it holds nothing, or a comment.
  init?(_ bytes: Span<UInt8>, number: Int, path: String) {
    // Most lines that are left out can be told by their first byte.
    guard bytes.count > 0, bytes[0] != UInt8(ascii: "#") else { return nil }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var offset = 0
    var firstBad: Int?
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        scalars.append(byte < 0x20 || byte == 0x7F ? " " : Unicode.Scalar(byte))
        offset += 1
        continue
      }
      let step = bytes.utf8Step(at: offset)
      offset += max(1, step.length)
      if !step.isValid, firstBad == nil { firstBad = scalars.count }
      let scalar = step.isValid ? Unicode.Scalar(step.scalar) ?? "\u{FFFD}" : "\u{FFFD}"
      scalars.append(Self.isBlank(scalar) ? " " : scalar)
    }
    guard let first = scalars.firstIndex(where: { $0 != " " }), scalars[first] != "#",
      let last = scalars.lastIndex(where: { $0 != " " })
    else { return nil }
    self.path = path
    self.number = number
    self.scalars = scalars
    content = first..<(last + 1)
    if let firstBad {
      // The columns of a line that is no UTF-8 are those of its repaired text.
      var repaired = ""
      repaired.unicodeScalars.append(contentsOf: scalars)
      source = repaired
      damage = LineMistake(
        message: "this line is not UTF-8", range: firstBad..<(firstBad + 1),
        hint: "save the file as UTF-8 and check its accented letters, dashes and quotes")
    } else {
      source = String(utf8: bytes)
      damage =
        scalars.count <= Self.longest
        ? nil
        : LineMistake(
          message: "this line is longer than \(Self.longest) characters", range: content,
          hint: "a list may go on over several indented lines")
    }
  }

  /// Whether a scalar outside ASCII only makes room.
  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  /// Whether the line belongs to the block above it.
  var isIndented: Bool { content.lowerBound > 0 }

  /// The first word and the rest, each without blanks at its ends.
  var keyAndValue: (key: Range<Int>, value: Range<Int>) {
    let end = scalars[content].firstIndex(of: " ") ?? content.upperBound
    return (content.lowerBound..<end, trimmed(end..<content.upperBound))
  }

  /// The first word.
  var key: String { text(keyAndValue.key) }

  /// The text of a range, its blanks plain.
  func text(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { _ = bytes.appendUTF8(scalars[index].value) }
    return String(utf8: bytes.span)
  }

  /// The text of a range as it was written.
  func written(_ range: Range<Int>) -> String {
    let all = source.unicodeScalars
    var text = ""
    text.unicodeScalars.append(contentsOf: all.dropFirst(range.lowerBound).prefix(range.count))
    return text
  }

  /// The range without blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (first, last) = (range.lowerBound, range.upperBound)
    while first < last, scalars[first] == " " { first += 1 }
    while first < last, scalars[last - 1] == " " { last -= 1 }
    return first..<last
  }

  /// The words of a range, split at blanks.
  func words(in range: Range<Int>) -> [Range<Int>] {
    pieces(of: range) { $0 == " " }.filter { !$0.isEmpty }
  }

  /// The names of a range, split at blanks, commas and bars.
  func names(in range: Range<Int>) -> [Range<Int>] {
    pieces(of: range) { $0 == " " || $0 == "," || $0 == "|" }.filter { !$0.isEmpty }
  }

  /// The pieces of a range between separators that stand outside parentheses and braces, trimmed.
  func pieces(
    of range: Range<Int>, at isSeparator: (Unicode.Scalar) -> Bool
  ) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var depth = 0
    var start = range.lowerBound
    for index in range {
      let scalar = scalars[index]
      if scalar == "(" || scalar == "{" {
        depth += 1
      } else if scalar == ")" || scalar == "}" {
        depth -= 1
      } else if depth <= 0, isSeparator(scalar) {
        pieces.append(trimmed(start..<index))
        start = index + 1
      }
    }
    pieces.append(trimmed(start..<range.upperBound))
    return pieces
  }

  /// The place of a position in the line.
  func place(_ index: Int) -> Place { Place(path: path, line: number, column: index + 1) }

  /// A mistake at a range of the line.
  func mistake(
    _ message: String, at range: Range<Int>, hint: String? = nil,
    severity: Diagnostic.Severity = .error, code: String = "syntax", fix: Diagnostic.Fix? = nil
  ) -> Diagnostic {
    var fix = fix
    // A block with an error is not used: mending a slip changes nothing that was.
    if fix == nil, severity == .error, let hint {
      fix = Suggestion.slip(text(range), hint: hint).map { .replace($0) }
    }
    return Diagnostic(
      severity, message, at: place(range.lowerBound), length: max(1, range.count), line: source,
      hint: hint, code: code, fix: fix)
  }

  /// A mistake that a parser threw.
  func mistake(_ mistake: LineMistake) -> Diagnostic {
    self.mistake(mistake.message, at: mistake.range, hint: mistake.hint)
  }
}
