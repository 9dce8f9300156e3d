public import Native

/// One line of a profile, or of a file written like one: its key and the words after it, each with
/// its column.
public struct ProfileLine {
  /// A word and where it stands.
  public struct Word {
    /// The word as written.
    public var text: String
    /// The column in Unicode scalars, from 1.
    public var column: Int

    var length: Int { text.unicodeScalars.count }
  }

  /// The path of the profile.
  public var path: String
  /// The line's number, from 1.
  public var number: Int
  /// The line as written, without its break.
  public var source: String
  /// The key; empty when the line has none.
  public var key: Word
  /// The words after the key, split at white space and commas.
  public var words: [Word]
  /// Everything after the key, with the white space at its ends cut off.
  public var value: Word

  /// Reads a line; nil when it is blank or a comment.
  public init?(_ source: String, number: Int, path: String) {
    self.path = path
    self.number = number
    self.source = source
    var all: [Word] = []
    var current = ""
    var start = 0
    var rest = Word(text: "", column: 0)
    for (index, scalar) in source.unicodeScalars.enumerated() {
      let isSpace = scalar == " " || scalar == "\t" || scalar == "\u{A0}" || scalar == "\u{FEFF}"
      if !all.isEmpty {
        if rest.text.isEmpty && !isSpace { rest.column = index + 1 }
        if rest.column > 0 { rest.text.unicodeScalars.append(scalar) }
      }
      if isSpace || (scalar == "," && !all.isEmpty) {
        if !current.isEmpty { all.append(Word(text: current, column: start)) }
        current = ""
      } else {
        if current.isEmpty { start = index + 1 }
        current.unicodeScalars.append(scalar)
      }
    }
    if !current.isEmpty { all.append(Word(text: current, column: start)) }
    guard let first = all.first, !first.text.hasPrefix("#") else { return nil }
    key = first
    words = Array(all.dropFirst())
    while let last = rest.text.last, last == " " || last == "\t" || last == "\u{A0}" {
      rest.text.removeLast()
    }
    value = rest
  }

  /// A mistake at a word of the line.
  public func mistake(_ message: String, at word: Word, hint: String? = nil) -> Diagnostic {
    Diagnostic(
      .error, message, at: Place(path: path, line: number, column: word.column),
      length: word.length, line: source, hint: hint)
  }

  /// A mistake behind the end of the line, where something is missing.
  public func missing(_ message: String, hint: String? = nil) -> Diagnostic {
    let end = words.last ?? key
    return Diagnostic(
      .error, message,
      at: Place(path: path, line: number, column: end.column + end.length + 1), line: source,
      hint: hint)
  }

  /// The text from one word on, up to another or the line's end, without white space at its end.
  public func text(from word: Word, to end: Word?) -> String {
    var text = ""
    var column = 0
    // One by one: to append a slice a process must first look up what kind of sequence that is.
    for scalar in source.unicodeScalars {
      column += 1
      if let end, column >= end.column { break }
      if column >= word.column { text.unicodeScalars.append(scalar) }
    }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
