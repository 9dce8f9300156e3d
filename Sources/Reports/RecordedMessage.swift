private import Lexicons
private import Mail
private import People
public import Scanning

/// What a scan recorded of a message beside what may be shown of it, since masked text no longer tells it.
public struct RecordedMessage: Sendable {
  /// The fingerprints of its findings, in their order.
  public var fingerprints: [String]
  /// The number of the message that this one is a copy of, or its own.
  public var original: Int

  /// Creates a record.
  public init(fingerprints: [String], original: Int) {
    self.fingerprints = fingerprints
    self.original = original
  }
}

/// Numbers the messages of a scan for its record.
public struct MessageRecorder: Sendable {
  private let style: ReportStyle
  private var copies = MessageCopies<Int>()
  /// The number of the last message; 0 before the first.
  public private(set) var number = 0

  /// Creates a recorder that has met no message.
  public init(style: ReportStyle) { self.style = style }

  /// Counts the next message.
  public mutating func record(_ verdict: Verdict) -> RecordedMessage {
    number += 1
    // Reports pass over messages without a risk: those have no copies worth a memory.
    let original = verdict.risk > .none ? copies.original(of: verdict, noting: number) : nil
    return RecordedMessage(
      fingerprints: style.fingerprints(of: verdict), original: original ?? number)
  }
}

extension ReportStyle {
  /// A verdict as a report of this style may show it: nothing is left in it that masking or pseudonyms hide, and
  /// nothing that no report prints.
  public func shown(_ verdict: Verdict) -> Verdict {
    var shown = verdict
    shown.subject = subject(of: verdict)
    shown.subjectSensitive = []
    shown.subjectPeople = []
    shown.parties.sender = verdict.parties.sender.map(self.shown)
    shown.parties.recipients = verdict.parties.recipients.map(self.shown)
    for index in shown.findings.indices {
      let pieces = pieces(of: verdict.findings[index].excerpt)
      let start = pieces.before.utf8.count
      shown.findings[index].excerpt = Excerpt(
        text: pieces.before + pieces.match + pieces.after,
        match: start..<(start + pieces.match.utf8.count), sensitive: [])
      shown.findings[index].contributions = []
    }
    return shown
  }

  private func shown(_ party: Party) -> Party {
    var shown = party
    shown.mailbox = Mailbox(address: address(of: party))
    shown.person = nil
    return shown
  }

  /// The fingerprints of a message's findings, in their order.
  func fingerprints(of verdict: Verdict) -> [String] {
    var prints = Fingerprints(of: verdict, key: pseudonyms)
    return verdict.findings.map { prints.next($0) }
  }
}
