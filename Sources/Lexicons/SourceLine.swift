import Native

/// One line of a lexicon, a policy or a list, with everything needed to point at a piece of it.
struct SourceLine {
  /// The path of its file.
  let path: String
  /// The line's number, from 1.
  let number: Int
  /// The line as written, without its break.
  let source: String
  /// Its scalars, no-break spaces made plain; the same count and columns as `source`.
  let scalars: [Unicode.Scalar]
  /// Where its text begins and ends: blanks at both ends left out.
  let content: Range<Int>

  /// The lines of a file that hold something, whatever their line breaks; comments are left out.
  static func lines(of bytes: [UInt8], path: String) -> [SourceLine] {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var lines: [SourceLine] = []
    var number = 0
    var current: [UInt8] = []
    var previous: UInt8 = 0
    func finish() {
      number += 1
      if let line = SourceLine(String(decoding: current, as: UTF8.self), number: number, path: path)
      {
        lines.append(line)
      }
      current.removeAll(keepingCapacity: true)
    }
    for byte in bytes {
      if byte == 0x0A || byte == 0x0D {
        if !(byte == 0x0A && previous == 0x0D) { finish() }
      } else {
        current.append(byte)
      }
      previous = byte
    }
    if !current.isEmpty { finish() }
    return lines
  }

  private init?(_ source: String, number: Int, path: String) {
    var scalars: [Unicode.Scalar] = []
    for scalar in source.unicodeScalars {
      scalars.append(scalar == "\u{A0}" || scalar == "\u{FEFF}" || scalar == "\t" ? " " : scalar)
    }
    guard let first = scalars.firstIndex(where: { $0 != " " }), scalars[first] != "#",
      let last = scalars.lastIndex(where: { $0 != " " })
    else { return nil }
    self.path = path
    self.number = number
    self.source = source
    self.scalars = scalars
    content = first..<(last + 1)
  }

  /// Whether the line belongs to the block above it.
  var isIndented: Bool { content.lowerBound > 0 }

  /// The first word and the rest, each without blanks at its ends.
  var keyAndValue: (key: Range<Int>, value: Range<Int>) {
    let end = scalars[content].firstIndex(of: " ") ?? content.upperBound
    return (content.lowerBound..<end, trimmed(end..<content.upperBound))
  }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    return text
  }

  /// The range without blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, scalars[first] == " " { range = (first + 1)..<range.upperBound }
    while let last = range.last, scalars[last] == " " { range = range.lowerBound..<last }
    return range
  }

  /// The words of a range, split at blanks.
  func words(in range: Range<Int>) -> [Range<Int>] {
    pieces(of: range, at: " ").filter { !$0.isEmpty }
  }

  /// The pieces of a range between separators that stand outside parentheses and braces, trimmed.
  func pieces(of range: Range<Int>, at separator: Unicode.Scalar) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var depth = 0
    var start = range.lowerBound
    for index in range {
      switch scalars[index] {
      case "(", "{": depth += 1
      case ")", "}": depth -= 1
      case separator where depth <= 0:
        pieces.append(trimmed(start..<index))
        start = index + 1
      default: break
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
    severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    Diagnostic(
      severity, message, at: place(range.lowerBound), length: max(1, range.count), line: source,
      hint: hint)
  }
}
