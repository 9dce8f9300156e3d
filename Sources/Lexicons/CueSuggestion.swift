/// Guesses a cue for a pattern that has none, for the hint of a diagnostic.
enum CueSuggestion {
  /// A shape of digits or a word that every match of a pattern seems to hold; nil when unclear.
  static func cue(for pattern: String) -> String? {
    var best = ""
    var run = ""
    func isShape(_ text: String) -> Bool { text.contains("dd") }
    func worth(_ text: String) -> Int {
      let letters = text.filter { $0 != "d" || !isShape(text) }
      return isShape(text) ? text.count * 2 : letters.count
    }
    func close() {
      while let last = run.last, !last.isLetter, !last.isNumber { run.removeLast() }
      if worth(run) > worth(best) { best = run }
      run = ""
    }
    let scalars = Array(pattern.lowercased().unicodeScalars)
    var index = 0
    var depth = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "(":
        depth += 1
        close()
      case ")":
        depth -= 1
        close()
      case "[":
        close()
        while index < scalars.count, scalars[index] != "]" {
          index += scalars[index] == "\\" ? 2 : 1
        }
        index += 1
      case "|":
        // One alternative of several is in no way certain.
        if depth == 0 { return nil }
        close()
      case "?", "*":
        if !run.isEmpty { run.removeLast() }
        close()
      case "\\" where index < scalars.count:
        let escaped = scalars[index]
        index += 1
        if escaped == "d", depth == 0 {
          let count = repetition(scalars, &index)
          run += count.map { String(repeating: "d", count: $0) } ?? ""
          if count == nil { close() }
        } else if escaped != "b" {
          close()
        }
      case "-" where depth == 0, " " where depth == 0: run.unicodeScalars.append(scalar)
      case _ where depth == 0 && scalar.isASCIILetterOrDigit: run.unicodeScalars.append(scalar)
      default: close()
      }
    }
    close()
    return worth(best) >= 3 ? best : nil
  }

  /// The count of `{3}` behind `\d`; 1 without one; nil for a span such as `{3,5}`.
  private static func repetition(_ scalars: [Unicode.Scalar], _ index: inout Int) -> Int? {
    guard index < scalars.count, scalars[index] == "{" else { return 1 }
    guard let end = scalars[index...].firstIndex(of: "}") else { return nil }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[(index + 1)..<end])
    index = end + 1
    return Int(text).flatMap { (1...12).contains($0) ? $0 : nil }
  }
}

extension Cue {
  /// Words of which nearly every English sentence has one.
  private static let everyday: Set<String> = [
    "a", "and", "for", "i", "in", "is", "it", "of", "on", "that", "the", "this", "to", "you",
  ]

  /// A word that is all of it, or all of one of its choices, and tells no sentence from another; nil for other cues.
  var everydayWord: String? {
    guard case .phrase(let phrase) = self else { return nil }
    for form in phrase.forms where form.count == 1 {
      for sequence in form[0].alternatives where sequence.words.count == 1 {
        let word = sequence.words[0]
        if !word.isPrefix, Self.everyday.contains(word.text) { return word.text }
      }
    }
    return nil
  }
}
