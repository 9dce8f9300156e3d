import Native

/// Reads a `.policy` file: what findings cite.
///
/// ```
/// policy  IJNDD
/// title   Social Networking Policy
/// source  Where it comes from, with its dates.
/// clause 3.3
///   title  Confidentiality
///   text   The clause's text, which may
///          go on over further lines.
/// ```
struct PolicyParser {
  private(set) var diagnostics: [Diagnostic] = []

  /// The policy of a file; nil when it has no clause.
  mutating func policy(_ bytes: [UInt8], path: String) -> Policy? {
    var policy = Policy(name: "", title: "", source: "", clauses: [])
    var isText = false
    for line in SourceLine.lines(of: bytes, path: path) {
      let (key, value) = line.keyAndValue
      let text = line.text(value)
      let last = policy.clauses.count - 1
      switch (line.text(key), line.isIndented) {
      case ("policy", false): policy.name = text
      case ("title", false): policy.title = text
      case ("source", false): policy.source = text
      case ("clause", false):
        if policy[text] != nil {
          diagnostics.append(line.mistake("a second clause '\(text)'", at: value))
        }
        policy.clauses.append(.init(number: text, title: "", text: ""))
      case ("title", true) where last >= 0 && !isText: policy.clauses[last].title = text
      case ("text", true) where last >= 0 && !isText:
        policy.clauses[last].text = text
        isText = true
        continue
      case (_, true) where last >= 0 && isText:
        policy.clauses[last].text += " " + line.text(line.content)
        continue
      default:
        diagnostics.append(
          line.mistake(
            "unknown word '\(line.text(key))'", at: key,
            hint: Suggestion.hint(
              for: line.text(key), among: ["policy", "title", "source", "clause", "text"])))
      }
      isText = false
    }
    return policy.clauses.isEmpty ? nil : policy
  }
}
