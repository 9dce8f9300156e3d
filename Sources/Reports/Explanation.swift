public import Lexicons
private import Mail
private import Native
private import People
public import Scanning

/// Why a message has its scores: exactly the numbers that were added, and what took them away.
///
/// The text is the same for the same message and lexicons, to the byte, and masked like every report.
public struct Explanation: Sendable {
  private let style: ReportStyle
  private let bands: [ConcernBands]
  private let policy: Policy?
  private let paint: Paint

  /// Creates an explanation that cites `policy` and the bands' borders.
  public init(style: ReportStyle, bands: [ConcernBands], policy: Policy?) {
    self.style = style
    self.bands = bands
    self.policy = policy
    paint = Paint(isOn: style.isColoured)
  }

  /// The explanation of one verdict.
  public func text(of verdict: Verdict) -> String {
    var text =
      Terminal.printable(
        "\(verdict.location.source):\(verdict.location.offset)  <\(verdict.id)>") + "\n"
    let subject = style.subject(of: verdict)
    if !subject.isEmpty { text += "subject: \(Terminal.printable(subject))\n" }
    text += parties(of: verdict)
    text += "risk \(paint.level(verdict.risk, word: true))"
    text +=
      verdict.combinations.isEmpty
      ? "\n" : ", raised by \(verdict.combinations.joined(separator: ", "))\n"
    for concern in verdict.concerns {
      text += sum(of: concern, in: verdict)
    }
    text += outcomes(of: verdict)
    if !verdict.defects.isEmpty {
      text += "\nnot as it should be\n"
      for defect in verdict.defects { text += "  \(Terminal.printable(defect.sentence))\n" }
    }
    return text + "\n"
  }

  private func parties(of verdict: Verdict) -> String {
    var text = ""
    if let sender = verdict.parties.sender {
      text += "from: \(described(sender))\n"
    }
    for recipient in verdict.parties.recipients.prefix(10) {
      text += "to:   \(described(recipient))\n"
    }
    let more = verdict.parties.recipients.count - 10
    return more > 0 ? text + "      and \(more) more\n" : text
  }

  /// The address and the role, and whether that was guessed; nobody guesses `unknown`.
  private func described(_ party: Party) -> String {
    let address = Terminal.printable(style.address(of: party))
    let isGuess = !party.isKnown && party.role != .unknown
    return "\(address)  \(party.role.rawValue)\(isGuess ? " (a guess)" : "")"
  }

  private func sum(of concern: Verdict.ConcernScore, in verdict: Verdict) -> String {
    let findings = verdict.findings.filter { $0.concern == concern.concern }
    guard !findings.isEmpty else { return "" }
    var text = "\n\(paint.bold(concern.concern.rawValue))  \(concern.score)  "
    text += paint.level(concern.level, word: true)
    if let bands = bands.first(where: { $0.concern == concern.concern }) {
      text += paint.dim(
        "  (low from \(bands.low), medium from \(bands.medium), high from \(bands.high))")
    }
    text += "\n"
    for finding in findings { text += lines(of: finding) }
    let total = findings.reduce(0) { $0 + $1.points }
    if total != concern.score {
      text +=
        "  \(signed(total).leftPadded(to: 4)) in all, kept between 0 and the cap: \(concern.score)\n"
    }
    return text
  }

  private func lines(of finding: Finding) -> String {
    var text = "  \(signed(finding.points).leftPadded(to: 4))  \(finding.rule)  \(finding.about)\n"
    text +=
      "        \(place(of: finding)): \(Terminal.printable(style.line(of: finding)))\n"
    for contribution in finding.contributions {
      let reason = contribution.reason.shortened(to: 72)
      text += "        \(signed(contribution.points).leftPadded(to: 4))  \(reason)\n"
    }
    text += "        lexicon \(finding.place.path):\(finding.place.line)\n"
    if !finding.clause.isEmpty {
      let title = policy?[finding.clause]?.title ?? ""
      text += "        clause \(finding.clause)\(title.isEmpty ? "" : ", \(title)")\n"
    }
    return text
  }

  private func outcomes(of verdict: Verdict) -> String {
    var text = ""
    for outcome in verdict.guards {
      text += "\n\(paint.bold(outcome.rule))  clause \(outcome.clause)  \(outcome.about)\n"
      let removed =
        outcome.findings.isEmpty
        ? "nothing to remove" : "removed \(outcome.findings.joined(separator: ", "))"
      text += "  applies to \(outcome.lifted.map(\.rawValue).joined(separator: ", ")): \(removed)\n"
    }
    for outcome in verdict.exceptions {
      text += "\n\(paint.bold(outcome.rule))  clause \(outcome.clause)  \(outcome.about)\n"
      let result =
        outcome.applied
        ? "lowered \(outcome.lowers.rawValue) to \(outcome.to.rawValue)" : "does not apply"
      text += "  \(result)\n"
      for condition in outcome.conditions {
        text += "  \(condition.state.rawValue.padded(to: 8))  \(condition.condition)\n"
      }
    }
    return text
  }
}

extension String {
  /// The text, cut with an ellipsis where it is longer than `most` characters.
  func shortened(to most: Int) -> String {
    count <= most ? self : prefix(most - 1) + "…"
  }
}
