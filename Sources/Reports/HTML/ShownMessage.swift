internal import Lexicons
internal import Mail
internal import People
internal import Scanning

/// One message as the page shows it, cut to a size that does not depend on the message.
struct ShownMessage {
  struct Finding {
    var rule: String
    var about: String
    var concern: Concern
    var clause: String
    var points: Int
    var place: String
    var before: String
    var match: String
    var after: String
  }

  /// The most findings, recipients, notes and characters that are shown of one message.
  static let mostFindings = 12
  static let mostRecipients = 4
  static let mostNotes = 6
  static let longestText = 240

  let verdict: Verdict
  let subject: String
  let from: String
  let to: [(address: String, role: Role)]
  let moreRecipients: Int
  let findings: [Finding]
  let moreFindings: Int
  let notes: [String]
  let defects: [String]

  init(_ verdict: Verdict, _ style: ReportStyle) {
    self.verdict = verdict
    subject = style.subject(of: verdict).shortened(to: Self.longestText)
    from =
      verdict.parties.sender.map { style.address(of: $0).shortened(to: Self.longestText) } ?? ""
    let recipients = verdict.parties.recipients
    to = recipients.prefix(Self.mostRecipients).map {
      (style.address(of: $0).shortened(to: Self.longestText), $0.role)
    }
    moreRecipients = recipients.count - to.count
    // The weightiest first, learned ones after all others; those of equal points stay in the message's order.
    let order = verdict.findings.indices.sorted { one, two in
      let (first, second) = (verdict.findings[one], verdict.findings[two])
      if first.isLearned != second.isLearned { return second.isLearned }
      return first.points != second.points ? first.points > second.points : one < two
    }
    findings = order.prefix(Self.mostFindings).map { Self.shown(verdict.findings[$0], style) }
    moreFindings = verdict.findings.count - findings.count
    notes = Self.notes(on: verdict)
    defects = verdict.defects.filter { $0.losesCoverage }.prefix(Self.mostNotes)
      .map { $0.sentence.shortened(to: Self.longestText) }
  }

  /// The recipients' roles as bits, in the order of `Role.allCases`.
  var recipientRoles: Int {
    var bits = 0
    for (index, role) in Role.allCases.enumerated()
    where verdict.parties.recipients.contains(where: { $0.role == role }) {
      bits |= 1 << index
    }
    return bits
  }

  /// The concerns that the message shows, the highest first.
  var concerns: [Verdict.ConcernScore] {
    verdict.concerns.filter { $0.level > .none || $0.score > 0 }
      .sorted { ($1.level, $1.score) < ($0.level, $0.score) }
  }

  private static func shown(_ finding: Scanning.Finding, _ style: ReportStyle) -> Finding {
    let pieces = style.pieces(of: finding.excerpt)
    return Finding(
      rule: finding.rule, about: finding.about, concern: finding.concern, clause: finding.clause,
      points: finding.points, place: place(of: finding),
      before: pieces.before.lastCharacters(longestText),
      match: pieces.match.shortened(to: longestText),
      after: pieces.after.shortened(to: longestText))
  }

  private static func place(of finding: Scanning.Finding) -> String {
    let line = "line \(grouped(finding.line))"
    switch finding.field {
    case "subject": return "Subject"
    case "body": return finding.isQuoted ? "Quoted text, \(line)" : "Message text, \(line)"
    case "attachment":
      let entry = finding.entry.isEmpty ? "" : ", \(finding.entry)"
      return "Attachment (part \(finding.part)\(entry)), \(line)"
    case "attachment-name": return "Name of an attachment"
    case "link": return "Link, \(line)"
    default: return "\(finding.field), \(line)"
    }
  }

  private static func notes(on verdict: Verdict) -> [String] {
    var notes: [String] = []
    for outcome in verdict.guards where !outcome.findings.isEmpty {
      notes.append(
        "Set aside under clause \(outcome.clause): \(outcome.about) "
          + "(\(counted(outcome.findings.count, "finding")) removed)")
    }
    for outcome in verdict.exceptions where outcome.applied {
      notes.append(
        "Lowered under clause \(outcome.clause): \(outcome.about) "
          + "(\(outcome.lowers.plainName.lowercased()) is now \(outcome.to.rawValue))")
    }
    for name in verdict.combinations {
      notes.append("Risk raised because several concerns came together (\(name))")
    }
    return notes.prefix(mostNotes).map { $0.shortened(to: longestText) }
  }
}

extension ShownMessage {
  /// The message as one JSON array without its end; the page's script knows the order.
  func record() -> [UInt8] {
    var json = JSONWriter()
    json.array { json in
      json.number(verdict.risk.number)
      json.number(verdict.score)
      if let date = verdict.date, Timeline.day(of: date) != nil {
        json.number(Int(date.seconds))
        json.string(date.readable)
        json.string(date.day)
      } else {
        json.null()
        json.string("")
        json.string("")
      }
      json.number(Message.Channel.allCases.firstIndex(of: verdict.channel) ?? 0)
      json.text(from)
      json.number(Role.allCases.firstIndex(of: verdict.parties.sender?.role ?? .unknown) ?? 0)
      json.array { json in
        for recipient in to {
          json.text(recipient.address)
          json.number(Role.allCases.firstIndex(of: recipient.role) ?? 0)
        }
      }
      json.number(moreRecipients)
      json.number(recipientRoles)
      json.text(subject)
      json.text(verdict.id.shortened(to: Self.longestText))
      json.array { json in
        for concern in concerns {
          json.number(Concern.allCases.firstIndex(of: concern.concern) ?? 0)
          json.number(concern.score)
          json.number(concern.level.number)
        }
      }
      json.array { json in
        for finding in findings {
          json.text(finding.rule)
          json.number(Concern.allCases.firstIndex(of: finding.concern) ?? 0)
          json.number(finding.points)
          json.text(finding.place)
          json.text(finding.before)
          json.text(finding.match)
          json.text(finding.after)
        }
      }
      json.number(moreFindings)
      json.texts(notes)
      json.texts(defects)
      json.text(verdict.location.source.shortened(to: Self.longestText))
      json.number(verdict.location.offset)
      json.number(verdict.location.length)
    }
    return json.bytes
  }
}

extension JSONWriter {
  /// A text as the page may show it.
  fileprivate mutating func text(_ value: String) { string(HTMLWriter.readable(value)) }

  fileprivate mutating func texts(_ values: [String]) {
    array { json in for value in values { json.text(value) } }
  }
}

extension String {
  /// The end of the text, cut with an ellipsis where it is longer than `most` characters.
  fileprivate func lastCharacters(_ most: Int) -> String {
    count <= most ? self : "…" + suffix(most - 1)
  }
}
