/// Where something stands in a lexicon, a policy or a district profile.
public struct Place: Sendable, Hashable {
  /// The file's path.
  public var path: String
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// The place of what stands in no file.
  public static var nowhere: Place { Place(path: "", line: 0, column: 0) }

  /// Creates a place.
  public init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }
}

/// A mistake in a lexicon, a policy or a district profile, at its place.
public struct Diagnostic: Sendable, Hashable, Error {
  /// How bad it is.
  public enum Severity: String, Sendable { case error, warning }

  /// How bad it is: an error drops the block that it stands in.
  public var severity: Severity
  /// Where it is.
  public var place: Place
  /// How many scalars the caret underlines; at least 1.
  public var length: Int
  /// What is wrong.
  public var message: String
  /// What to do: printed after the caret (`did you mean 'luhn'?`).
  public var hint: String?
  /// The line it stands on, as written; empty when there is none to show.
  public var line: String
  /// Which kind of mistake it is, for tools: `repeated-phrase`; `syntax` for what a parser found.
  public var code: String
  /// What can be done about it without changing what the rest means; nil when a person must decide.
  public var fix: Fix?

  /// A change of the line that a diagnostic stands on.
  public enum Fix: Sendable, Hashable {
    /// What is underlined becomes this.
    case replace(String)
    /// The line is taken out.
    case removeLine
  }

  /// Creates a diagnostic.
  public init(
    _ severity: Severity, _ message: String, at place: Place, length: Int = 1, line: String,
    hint: String? = nil, code: String = "syntax", fix: Fix? = nil
  ) {
    self.severity = severity
    self.message = message
    self.place = place
    self.length = length
    self.line = line
    self.code = code
    self.fix = fix
    self.hint = hint
  }

  /// The diagnostic as compilers print it, so that editors can jump to the place.
  ///
  ///     en/payment.lexicon:22:12: error: unknown validator 'lunh'
  ///     22 |   require  lunh
  ///        |            ^^^^ did you mean 'luhn'?
  public var rendered: String {
    var text = "\(place.path):\(place.line):\(place.column): \(severity.rawValue): \(message)\n"
    guard !line.isEmpty else {
      if let hint { text += "  \(hint)\n" }
      return text
    }
    let number = String(place.line)
    let shown = Self.window(of: line, around: place.column, length: length)
    text += "\(number) | \(shown.text)\n"
    text += String(repeating: " ", count: number.unicodeScalars.count) + " | " + shown.indent
    text += String(repeating: "^", count: shown.length)
    if let hint { text += " \(hint)" }
    return text + "\n"
  }

  /// The diagnostic as `rendered` has it, with the colours that compilers use on terminals.
  public func rendered(color: Bool) -> String {
    guard color else { return rendered }
    let tint = severity == .error ? "31" : "35"
    let plain = rendered
    var lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let head = "\(place.path):\(place.line):\(place.column): "
    let label = "\(severity.rawValue): "
    lines[0] = "\u{1B}[1m\(head)\u{1B}[\(tint)m\(label)\u{1B}[0;1m\(message)\u{1B}[0m"
    if !line.isEmpty, lines.count > 2, let bar = lines[2].firstIndex(of: "|") {
      let after = lines[2].index(after: bar)
      lines[2] = lines[2][..<after] + "\u{1B}[\(tint)m" + lines[2][after...] + "\u{1B}[0m"
    }
    return lines.joined(separator: "\n")
  }

  /// The most scalars of a line that are shown.
  private static let widest = 160

  /// The part of a line to show, what to put before the caret, and the caret's length.
  ///
  /// Tabs stay tabs in both lines, so that the caret stands right whatever a tab's width is; other
  /// control characters, which could steer a terminal, become U+FFFD.
  private static func window(
    of line: String, around column: Int, length: Int
  ) -> (text: String, indent: String, length: Int) {
    let scalars = Array(line.unicodeScalars)
    let at = min(max(column - 1, 0), scalars.count)
    let first = scalars.count <= widest ? 0 : max(0, min(at - 40, scalars.count - widest))
    let last = min(scalars.count, first + widest)
    var text = first > 0 ? "…" : ""
    var indent = first > 0 ? " " : ""
    for index in first..<last {
      let scalar = scalars[index]
      let isControl = (scalar.value < 0x20 && scalar != "\t") || (0x7F..<0xA0) ~= scalar.value
      text.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      if index < at { indent.unicodeScalars.append(scalar == "\t" ? "\t" : " ") }
    }
    if last < scalars.count { text += "…" }
    return (text, indent, min(max(length, 1), max(last - at, 1)))
  }
}

/// The nearest of some known words to a misspelt one.
public enum Suggestion {
  /// `did you mean 'luhn'?` for the candidate that is nearest to `word`; nil when none is near.
  ///
  /// Near means at most one edit in three letters (insertions, deletions, substitutions and swaps of
  /// neighbours), without case. The first of equally near candidates wins.
  public static func hint(for word: String, among candidates: [String]) -> String? {
    nearest(to: word, among: candidates).map { "did you mean '\($0)'?" }
  }

  /// The word that `hint` proposes for a misspelt one, if it is a slip of a single letter.
  ///
  /// Numbers are no words: `3.4` may well mean what it says.
  public static func slip(_ word: String, hint: String) -> String? {
    let (before, after) = ("did you mean '", "'?")
    guard hint.hasPrefix(before), hint.hasSuffix(after) else { return nil }
    let proposed = String(hint.dropFirst(before.count).dropLast(after.count))
    let (one, two) = (Array(word.unicodeScalars), Array(proposed.unicodeScalars))
    guard word.count >= 3, one.allSatisfy({ $0.properties.isAlphabetic || $0 == "-" }),
      edits(one, two) == 1
    else { return nil }
    return proposed
  }

  /// The candidate that is nearest to `word`; nil when none is near.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
    var best: String?
    var least = max(1, wanted.count / 3) + 1
    for candidate in candidates {
      let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
      guard abs(other.count - wanted.count) < least else { continue }
      let distance = edits(wanted, other)
      if distance < least {
        least = distance
        best = candidate
      }
    }
    return best
  }

  /// The optimal string alignment distance.
  private static func edits(_ one: [Unicode.Scalar], _ two: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var above = Array(0...two.count)
    for row in 0..<one.count {
      var current = [row + 1]
      for column in 0..<two.count {
        var least = min(above[column + 1], current[column]) + 1
        least = min(least, above[column] + (one[row] == two[column] ? 0 : 1))
        if row > 0, column > 0, one[row] == two[column - 1], one[row - 1] == two[column] {
          least = min(least, before[column - 1] + 1)
        }
        current.append(least)
      }
      before = above
      above = current
    }
    return above[two.count]
  }
}
