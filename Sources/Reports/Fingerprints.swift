private import Native
internal import Scanning

/// Names for the findings of a message that stay the same from run to run.
///
/// A fingerprint is of the message's id, the rule, the field and part, and which one it is of its kind there. So it
/// outlives another score, moved lines and another export of the same mail, and tells nothing of what was matched:
/// a hash of a number as short as a social security number could be undone by trying them all. With a key it is
/// made with that (HMAC-SHA-256) and is of the matched text too, so that a changed value is another finding.
struct Fingerprints {
  private let id: String
  private let key: Pseudonyms?
  private var counts: [String: Int] = [:]

  init(of verdict: Verdict, key: Pseudonyms?) {
    id = verdict.id
    self.key = key
  }

  /// The fingerprint of the next finding: 32 hex digits.
  mutating func next(_ finding: Finding) -> String {
    var kind = "\(id)\u{0}\(finding.rule)\u{0}\(finding.field)\u{0}\(finding.part)\u{0}"
    if key != nil {
      let match = ReportStyle(showsMatches: true).match(of: finding)
      kind += "\(match.lowercased())\u{0}"
    }
    let number = counts[kind, default: 0]
    counts[kind] = number + 1
    let bytes = Array("\(kind)\(number)".utf8)
    return key?.code(of: bytes) ?? SHA256.hash(bytes).prefix(16).hexadecimal
  }
}
