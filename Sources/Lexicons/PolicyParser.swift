import Native

/// Reads the `.policy` file: what findings cite.
///
///     policy  IJNDD
///     title   Social Networking Policy
///     source  Where it comes from, with its dates.
///
///     clause 3.3
///       title  Confidentiality
///       text   The clause's text, which may
///              go on over further lines.
struct PolicyParser {
  /// The policy; nil until a file holds a clause.
  private(set) var policy: Policy?
  private(set) var diagnostics: [Diagnostic] = []
  private var firstPath = ""
  private var current = Policy(name: "", title: "", source: "", clauses: [])
  private var hasText = false

  /// Reads a file; a second policy is a mistake, since findings cite one.
  mutating func read(_ bytes: [UInt8], path: String) {
    let lines = SourceLines.all(of: bytes, path: path)
    guard let first = lines.first else { return }
    if policy != nil {
      report(
        first, "a second policy", at: first.content,
        hint: "findings cite one policy; the first one is \(firstPath)")
      return
    }
    current = Policy(name: "", title: "", source: "", clauses: [])
    hasText = false
    for line in lines { read(line) }
    checkLast(first)
    if current.name.isEmpty {
      report(first, "a policy without a name", at: first.content, hint: "add a line: policy IJNDD")
    }
    if current.clauses.isEmpty {
      report(first, "a policy without clauses", at: first.content, hint: "add a block: clause 3.3")
      return
    }
    policy = current
    firstPath = path
  }

  private mutating func read(_ line: SourceLine) {
    if let damage = line.damage { diagnostics.append(line.mistake(damage)) }
    let (key, value) = line.keyAndValue
    let text = line.text(value)
    let last = current.clauses.count - 1
    switch (line.text(key), line.isIndented) {
    case ("policy", false): current.name = text
    case ("title", false): current.title = text
    case ("source", false): current.source = text
    case ("clause", false):
      checkLast(line)
      if text.isEmpty {
        report(line, "a clause without a number", at: key, hint: "for example: clause 3.3")
      } else if current[text] != nil {
        report(line, "a second clause '\(text)'", at: value, hint: "numbers are unique")
      }
      current.clauses.append(.init(number: text, title: "", text: ""))
      hasText = false
    // Once the text began, indented lines go on with it, whatever word they begin with.
    case (_, true) where last >= 0 && hasText:
      current.clauses[last].text += " " + line.text(line.content)
    case ("title", true) where last >= 0: current.clauses[last].title = text
    case ("text", true) where last >= 0:
      current.clauses[last].text = text
      hasText = true
    default:
      let known = ["policy", "title", "source", "clause", "text"]
      report(
        line, "unknown word '\(line.text(key))'", at: key,
        hint: Suggestion.hint(for: line.text(key), among: known)
          ?? "a line begins with one of \(known.joined(separator: ", "))")
    }
  }

  /// Whether the clause that ends before `line` has what reports print.
  private mutating func checkLast(_ line: SourceLine) {
    guard let clause = current.clauses.last, clause.title.isEmpty || clause.text.isEmpty else {
      return
    }
    let missing = clause.title.isEmpty ? "title" : "text"
    report(
      line, "the clause \(clause.number) before this line has no \(missing)", at: line.content,
      hint: "add an indented line: \(missing) …")
  }

  private mutating func report(
    _ line: SourceLine, _ message: String, at range: Range<Int>, hint: String? = nil
  ) {
    diagnostics.append(line.mistake(message, at: range, hint: hint))
  }
}
