public import Lexicons
private import Mail
private import People
public import Scanning

/// Verdicts for people at a terminal: one block a message at or above a level, then a summary.
public struct TextReport: Sendable {
  private let style: ReportStyle
  private let shown: Level
  private let paint: Paint
  private var known = MessageCopies<String>()
  private var copies = 0
  private var perLevel: [Level: Int] = [:]
  private var perConcern: [Concern: Int] = [:]

  /// Creates a report that shows messages whose risk is at least `shown`.
  public init(style: ReportStyle, shown: Level) {
    self.style = style
    self.shown = shown
    paint = Paint(isOn: style.isColoured)
  }

  /// The block of one message; empty when its risk is below what is shown.
  ///
  /// A message whose Message-ID was reported before with the same subject, findings and text around
  /// them takes one line that points at the first: exports of several mailboxes hold the same mail
  /// many times.
  ///
  /// - Parameter recorded: what an earlier scan recorded of the message, when the verdict is as that showed it.
  public mutating func block(of verdict: Verdict, recorded: RecordedMessage? = nil) -> String {
    perLevel[verdict.risk, default: 0] += 1
    for concern in verdict.concerns where concern.level > .none {
      perConcern[concern.concern, default: 0] += 1
    }
    guard verdict.risk >= shown, verdict.risk > .none else { return "" }
    let location = Terminal.printable("\(verdict.location.source):\(verdict.location.offset)")
    let head = "\(paint.level(verdict.risk)) \(pad(verdict.score))  "
    if let first = known.original(of: verdict, noting: location, recorded: recorded) {
      copies += 1
      return head + paint.dim("\(location)  same message as \(first)") + "\n\n"
    }
    var text = head + paint.bold(subject(of: verdict)) + "\n"
    text += paint.dim("           \(route(of: verdict))\n           \(location)") + "\n"
    for concern in verdict.concerns where concern.score > 0 || concern.level > .none {
      text += lines(of: concern, in: verdict)
    }
    for name in verdict.combinations {
      text += "  risk raised by \(name)\n"
    }
    text += outcomes(of: verdict)
    if !verdict.suppressed.isEmpty {
      text += "  \(counted(verdict.suppressed.count, "finding")) suppressed\n"
    }
    for defect in verdict.defects {
      text +=
        "  \(defect.losesCoverage ? paint.warning("not read") : "note"): \(Terminal.printable(defect.sentence))\n"
    }
    return text + "\n"
  }

  /// The summary that ends a report.
  public func summary(of coverage: Coverage) -> String {
    var text = paint.bold(
      "\(counted(coverage.messages, "message")), \(counted(coverage.parts, "part")), "
        + size(coverage.bytes))
    text += "\n"
    let levels = Level.allCases.reversed().map { level in
      "\(perLevel[level, default: 0]) \(level.rawValue)"
    }
    text += "  risk: \(levels.joined(separator: ", "))\n"
    let concerns = Concern.allCases.filter { perConcern[$0, default: 0] > 0 }
      .map { "\($0.rawValue) \(perConcern[$0, default: 0])" }
    if !concerns.isEmpty { text += "  messages by concern: \(concerns.joined(separator: ", "))\n" }
    if copies > 0 {
      text +=
        "  \(grouped(copies)) \(copies == 1 ? "repeats" : "repeat") a message reported before\n"
    }
    return text + leftOut(coverage) + unread(coverage)
  }

  private func leftOut(_ coverage: Coverage) -> String {
    let sentences = [coverage.seenSentence, coverage.suppressed?.sentence].compactMap(\.self)
    return sentences.map { "  \($0)\n" }.joined()
  }

  private func unread(_ coverage: Coverage) -> String {
    let lost = coverage.skipped.filter(\.isLoss)
    let listed = coverage.skipped.count - lost.count
    var text = ""
    if lost.isEmpty {
      text += "  everything of a type that Chaperone reads was read\n"
    } else {
      text += paint.warning("  coverage incomplete: \(lost.count) not read") + "\n"
      for entry in lost.prefix(20) {
        let part = entry.part.map { $0.isEmpty ? "" : " part \($0)" } ?? ""
        let id = entry.id.map { " <\($0)>" } ?? ""
        text += "    \(Terminal.printable("\(entry.source)\(id)\(part): \(entry.why)"))\n"
      }
      if lost.count > 20 { text += "    and \(lost.count - 20) more (--format jsonl lists all)\n" }
    }
    if listed > 0 {
      text += "  \(counted(listed, "part")) of types that Chaperone does not read (images, say)\n"
    }
    return text
  }

  private func lines(of concern: Verdict.ConcernScore, in verdict: Verdict) -> String {
    var text =
      "  \(concern.concern.rawValue) \(concern.score) \(paint.level(concern.level, word: true))\n"
    for finding in verdict.findings where finding.concern == concern.concern {
      let clause = finding.clause.isEmpty ? "" : paint.dim("  clause \(finding.clause)")
      text += "    \(signed(finding.points))  \(finding.rule)\(clause)\n"
      text +=
        "         \(place(of: finding)): \(Terminal.printable(style.line(of: finding)))\n"
    }
    return text
  }

  private func outcomes(of verdict: Verdict) -> String {
    var text = ""
    for outcome in verdict.guards where !outcome.findings.isEmpty {
      text +=
        "  \(outcome.rule) (clause \(outcome.clause)) removed \(outcome.findings.joined(separator: ", "))\n"
    }
    for outcome in verdict.exceptions where outcome.applied {
      text +=
        "  \(outcome.rule) (clause \(outcome.clause)) lowered \(outcome.lowers.rawValue) to \(outcome.to.rawValue)\n"
    }
    return text
  }

  private func subject(of verdict: Verdict) -> String {
    let subject = style.subject(of: verdict)
    return subject.isEmpty ? "(no subject)" : Terminal.printable(subject)
  }

  private func route(of verdict: Verdict) -> String {
    let sender = verdict.parties.sender.map(described) ?? "nobody"
    let shown = verdict.parties.recipients.prefix(3).map(described)
    let more = verdict.parties.recipients.count - shown.count
    let recipients = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    let date = verdict.date.map { "\($0.readable)  " } ?? ""
    let channel = verdict.channel == .email ? "" : "\(verdict.channel.rawValue)  "
    let receivers = recipients.isEmpty ? "nobody" : recipients
    return Terminal.printable("\(date)\(channel)\(sender) → \(receivers)")
  }

  private func described(_ party: Party) -> String {
    let role = party.role == .unknown ? "" : " (\(party.role.rawValue))"
    return style.address(of: party) + role
  }

  private func pad(_ score: Int) -> String {
    let digits = "\(score)"
    return String(repeating: " ", count: max(0, 3 - digits.count)) + digits
  }
}

/// `body 7:3`, `attachment 2 1:1`: where a finding stands, as reports print it.
public func place(of finding: Finding) -> String {
  var part = finding.field == "attachment" ? " \(finding.part)" : ""
  if !finding.entry.isEmpty { part += " (\(Terminal.printable(finding.entry)))" }
  return
    "\(finding.field)\(part) \(finding.line):\(finding.column)\(finding.isQuoted ? " (quoted)" : "")"
}
