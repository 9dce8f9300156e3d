import Native

extension Linter {
  /// Lines that can never count, whatever the message: phrases and patterns that no folded text holds,
  /// circumstances that exclude each other, evidence that cannot be there.
  ///
  /// - Parameter spelled: the readings of the rule's terms.
  mutating func checkReach(
    of rule: Rule, _ spelled: [[WordSequence]], _ reader: inout FoldedReader
  ) {
    for (term, sequences) in zip(rule.terms, spelled) {
      if case .pattern(let source) = term.body {
        checkFolding(of: source, in: term, &reader)
      } else if let sequence = sequences.first(where: { !reader.canFind($0) }) {
        let words = sequence.words.map(\.text).joined(separator: " ")
        warn(
          "never-matches", "no message can hold '\(words)' as folding leaves it", about: term,
          hint: "write it as it would be read aloud, without the signs")
      }
    }
    for context in rule.contexts { checkEvidence(of: context) }
    checkCircumstances(of: rule)
  }

  // MARK: Patterns

  private mutating func checkFolding(
    of source: String, in term: Term, _ reader: inout FoldedReader
  ) {
    guard let (text, index) = PatternLiterals.firstFolded(in: source, &reader) else { return }
    let change: String
    switch text {
    case "  ": change = "white space is one space there"
    case "\\t", "\\r": change = "it is a space there"
    default:
      let folded = reader.folded(text)
      change = folded.isEmpty ? "it is taken out there" : "it is '\(folded)' there"
    }
    // The slash before the pattern is a column of its own.
    let place = Place(
      path: term.place.path, line: term.place.line, column: term.place.column + 1 + index)
    warn(
      "never-matches", "'\(text)' is never found in folded text: \(change)", at: place,
      length: text.unicodeScalars.count, hint: "write what stands there, or a class that has both")
  }

  // MARK: Evidence

  private mutating func checkEvidence(of context: Context) {
    guard context.window == .words(0), !context.evidence.phrases.isEmpty,
      context.evidence.mentions.isEmpty,
      context.evidence.phrases.allSatisfy({
        !$0.spelledOut.isEmpty && $0.spelledOut.allSatisfy { $0.words.count == 1 }
      })
    else { return }
    warn(
      "never-matches", "single words within the match are no evidence beside it",
      at: context.place, length: lengthToEnd(of: context.place),
      hint: "within 1 words looks beside the match; within match asks for mentions")
  }

  // MARK: Circumstances

  private mutating func checkCircumstances(of rule: Rule) {
    let circumstances = rule.circumstances
    for (index, second) in circumstances.enumerated() {
      for first in circumstances[..<index] where Self.exclude(first, second) {
        warn(
          "never-holds", "this never holds together with line \(first.place.line)",
          at: second.place, length: lengthToEnd(of: second.place),
          hint: "all 'when' lines must hold: name both in one, or make two rules")
        return
      }
    }
  }

  /// How many scalars stand from a place to the end of its line.
  private func lengthToEnd(of place: Place) -> Int {
    var line = source.line(at: place).unicodeScalars[...]
    while line.last == " " || line.last == "\t" { line.removeLast() }
    return max(1, line.count - place.column + 1)
  }

  /// Whether two circumstances can never hold together.
  private static func exclude(_ one: Circumstance, _ two: Circumstance) -> Bool {
    if one.test == two.test { return one.isNegated != two.isNegated }
    guard !one.isNegated, !two.isNegated else { return false }
    switch (one.test, two.test) {
    case (.sender(let left), .sender(let right)),
      (.everyRecipient(let left), .everyRecipient(let right)),
      (.everyRecipient(let left), .anyRecipient(let right)),
      (.anyRecipient(let left), .everyRecipient(let right)):
      let exclusive: Set = ["staff", "student", "guardian", "outside"]
      return exclusive.isSuperset(of: left) && exclusive.isSuperset(of: right)
        && Set(left).isDisjoint(with: right)
    case (.channel(let left), .channel(let right)), (.language(let left), .language(let right)):
      return Set(left).isDisjoint(with: right)
    case (.recipientsOver(let over), .recipientsUnder(let under)),
      (.recipientsUnder(let under), .recipientsOver(let over)):
      return under <= over + 1
    default: return false
    }
  }
}

/// Reads texts as messages are read: folded, then cut into words.
struct FoldedReader: ~Copyable {
  private var folder = Folder()
  private var tokens: [Token] = []

  /// The folded form of a text.
  mutating func folded(_ text: String) -> String { folder.foldedString(text) }

  /// Whether a text made of a sequence's words is cut into these words again.
  mutating func canFind(_ sequence: WordSequence) -> Bool {
    var text = ""
    for (index, word) in sequence.words.enumerated() {
      if index > 0 { text += word.joint.map { " \($0) " } ?? " " }
      text += word.text
    }
    // Most sequences are plain letters, which stay what they are.
    if text.utf8.allSatisfy({
      $0 == 0x20 || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
    }) {
      return true
    }
    let bytes = folder.foldedBytes(Array(text.utf8).span)
    tokens.removeAll(keepingCapacity: true)
    scanWords(bytes.span, into: &tokens)
    let words = tokens.map { String(utf8: bytes.span.extracting($0.range)) }
    return words == sequence.words.map(\.text)
  }
}

/// What stands in a pattern for itself.
enum PatternLiterals {
  /// The first literal outside of classes that folded text never holds, and its place in the pattern.
  static func firstFolded(
    in source: String, _ reader: inout FoldedReader
  ) -> (text: String, index: Int)? {
    // Quoted and free-spacing patterns are left alone.
    if source.contains("\\Q") || source.contains("(?x") { return nil }
    let scalars = Array(source.unicodeScalars)
    var index = 0
    var isInClass = false
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : "\0"
      let after = index + 2 < scalars.count ? scalars[index + 2] : "\0"
      if scalar == "\\" {
        if !isInClass, next == "t" || next == "r", !isOptional(after) {
          return ("\\\(next)", index)
        }
        index += 2
        continue
      }
      if scalar == "[" { isInClass = true }
      if scalar == "]" { isInClass = false }
      if !isInClass {
        if scalar == " ", next == " ", !isOptional(after) { return ("  ", index) }
        if !scalar.isASCII, !isOptional(next) {
          let text = String(scalar)
          if reader.folded(text) != text.lowercased() { return (text, index) }
        }
      }
      index += 1
    }
    return nil
  }

  private static func isOptional(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "?" || scalar == "*" || scalar == "{"
  }
}
