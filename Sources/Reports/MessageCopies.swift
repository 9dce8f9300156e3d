internal import Lexicons
internal import Mail
private import Native
internal import Scanning

/// Tells messages from copies of those before: exports of several mailboxes hold the same mail many times.
///
/// Copies have the same Message-ID, subject, findings and text around them. The id alone says nothing, anybody can
/// write one. Of each message a hash is kept, 16 bytes, and what the report wants to know of the first.
struct MessageCopies<First: Sendable>: Sendable {
  private struct Print: Hashable, Sendable {
    let high: UInt64
    let low: UInt64
  }

  private var seen: [Print: First] = [:]

  /// What was noted of the message that this is a copy of; nil for a new one, of which `first` is noted.
  ///
  /// - Parameter recorded: what an earlier scan recorded of the message: masked text tells too little.
  mutating func original(
    of verdict: Verdict, noting first: First, recorded: RecordedMessage? = nil
  ) -> First? {
    if let recorded {
      let print = Print(high: 0, low: UInt64(truncatingIfNeeded: recorded.original))
      if let original = seen[print] { return original }
      seen[print] = first
      return nil
    }
    var content = "\(verdict.id)\n\(verdict.risk.rawValue) \(verdict.score) \(verdict.subject)\n"
    for finding in verdict.findings {
      content += "\(finding.rule) \(finding.field) \(finding.part) \(finding.start) \(finding.end)"
      content += " \(finding.points) \(finding.excerpt.text)\n"
    }
    content += verdict.defects.map(\.sentence).joined(separator: "\n")
    var high: UInt64 = 0
    var low: UInt64 = 0
    for (index, byte) in SHA256.hash(Array(content.utf8)).prefix(16).enumerated() {
      if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
    }
    let print = Print(high: high, low: low)
    if let original = seen[print] { return original }
    seen[print] = first
    return nil
  }
}
