public import Lexicons
private import Mail
private import Native
private import People
public import Scanning

/// Why a message has its scores: exactly the numbers that were added, and what took them away.
///
/// The text is the same for the same message and lexicons, to the byte, and masked like every report.
public struct Explanation: Sendable {
  let style: ReportStyle
  private let bands: [ConcernBands]
  private let policy: Policy?
  private let concerns: Set<Concern>
  let paint: Paint

  /// Creates an explanation that cites `policy` and the bands' borders.
  ///
  /// - Parameter concerns: those that are told, each in full; without any all of them, and those that come to
  ///   nothing in a line.
  public init(
    style: ReportStyle, bands: [ConcernBands], policy: Policy?, concerns: Set<Concern> = []
  ) {
    self.style = style
    self.bands = bands
    self.policy = policy
    self.concerns = concerns
    paint = Paint(isOn: style.isColoured)
  }

  /// The explanation of one verdict.
  ///
  /// - Parameter reasons: what else was considered, and how far other levels are.
  public func text(of verdict: Verdict, reasons: Reasons) -> String {
    var text = head(of: verdict)
    text += "risk \(paint.level(verdict.risk, word: true))"
    text +=
      verdict.combinations.isEmpty
      ? "\n" : ", raised by \(verdict.combinations.joined(separator: ", "))\n"
    for concern in verdict.concerns where isTold(concern.concern, in: verdict) {
      text += sum(of: concern, in: verdict)
      if let threshold = reasons.thresholds.first(where: { $0.concern == concern.concern }) {
        text += line(of: threshold)
      }
    }
    for concern in verdict.concerns where concerns.isEmpty && concern.level == .none {
      text += brief(concern, in: verdict)
    }
    let considered = reasons.considered.filter { $0.concerns.contains(where: isWanted) }
    for outcome in considered { text += block(of: outcome) }
    text += clauses(
      verdict.findings.filter { isTold($0.concern, in: verdict) }.map(\.clause)
        + considered.map(\.clause))
    if !verdict.defects.isEmpty {
      text += "\nnot as it should be\n"
      for defect in verdict.defects { text += "  \(Terminal.printable(defect.sentence))\n" }
    }
    return text + "\n"
  }

  /// Where the message stands, its subject and its parties.
  func head(of verdict: Verdict) -> String {
    var text =
      Terminal.printable(
        "\(verdict.location.source):\(verdict.location.offset)  <\(verdict.id)>") + "\n"
    let subject = style.subject(of: verdict)
    if !subject.isEmpty { text += "subject: \(Terminal.printable(subject))\n" }
    return text + parties(of: verdict)
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

  private func isWanted(_ concern: Concern) -> Bool {
    concerns.isEmpty || concerns.contains(concern)
  }

  /// Whether a concern's findings are told one by one.
  private func isTold(_ concern: Concern, in verdict: Verdict) -> Bool {
    isWanted(concern)
      && (!concerns.isEmpty
        || verdict.concerns.contains { $0.concern == concern && $0.level > .none })
  }

  /// `medical  none  -12 by 7 rules; --concern medical tells them`.
  private func brief(_ concern: Verdict.ConcernScore, in verdict: Verdict) -> String {
    let findings = verdict.findings.filter { $0.concern == concern.concern }
    guard !findings.isEmpty else { return "" }
    let total = findings.reduce(0) { $0 + $1.points }
    let name = concern.concern.rawValue
    return "\n\(paint.bold(name))  none  \(signed(total)) by \(counted(findings.count, "rule"))"
      + "; --concern \(name) tells them\n"
  }

  /// The sum of a concern, what somebody wrote before what was learned.
  private func sum(of concern: Verdict.ConcernScore, in verdict: Verdict) -> String {
    let own = verdict.findings.filter { $0.concern == concern.concern }
    guard !own.isEmpty else { return "" }
    let findings = own.filter { !$0.isLearned } + own.filter(\.isLearned)
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
    // A line that needs no words stands nowhere.
    if finding.contributions.contains(where: { !$0.needsNoWords }) {
      text += "        \(place(of: finding)): \(Terminal.printable(style.line(of: finding)))\n"
    }
    for contribution in finding.contributions {
      let reason = contribution.reason.shortened(to: 72)
      text += "        \(signed(contribution.points).leftPadded(to: 4))  \(reason)\n"
    }
    text += "        lexicon \(finding.place.path):\(finding.place.line)"
    text += finding.clause.isEmpty ? "\n" : ", clause \(finding.clause)\n"
    return text
  }

  // MARK: What else was considered

  /// `12 more points for high; without student.discipline/suspension it would be low (7)`.
  private func line(of threshold: Reasons.Threshold) -> String {
    var parts: [String] = []
    if let next = threshold.next {
      parts.append("\(counted(next.points, "more point")) for \(next.level.rawValue)")
    }
    if let without = threshold.without {
      parts.append(
        "without \(Self.listed(without.rules)) it would be \(without.level.rawValue) (\(without.score))"
      )
    }
    return parts.isEmpty ? "" : "  \(parts.joined(separator: "; "))\n"
  }

  private static func listed(_ names: [String]) -> String {
    names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  private func block(of considered: Reasons.Considered) -> String {
    var text = "\n\(considered.kind) \(paint.bold(considered.rule))  \(considered.about)\n"
    text += "  \(considered.decision)\n"
    if let words = considered.words {
      text +=
        "  \(Terminal.printable(style.line(of: words)))\n"
    }
    for condition in considered.conditions { text += line(of: condition) }
    text += "  lexicon \(considered.place.path):\(considered.place.line)"
    return text + (considered.clause.isEmpty ? "\n" : ", clause \(considered.clause)\n")
  }

  /// `not met  needs sender advisor: the sender is staff`.
  func line(of condition: Reasons.Condition) -> String {
    "  \(condition.state.rawValue.padded(to: 8))  \(condition.condition): \(condition.basis)\n"
  }

  /// The clauses that are cited, each once, with what they say.
  private func clauses(_ numbers: [String]) -> String {
    var text = ""
    var seen: Set<String> = [""]
    for number in numbers.sorted() where seen.insert(number).inserted {
      guard let clause = policy?[number] else { continue }
      text += "\nclause \(paint.bold(number))  \(Terminal.printable(clause.title))\n"
      for line in Terminal.printable(clause.text).wrapped(to: 100) { text += "  \(line)\n" }
    }
    return text
  }
}

extension String {
  /// The text, cut with an ellipsis where it is longer than `most` characters.
  func shortened(to most: Int) -> String {
    count <= most ? self : prefix(most - 1) + "…"
  }

  /// The text in lines of at most `width` characters, broken at spaces.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

extension Finding.Contribution {
  /// Whether it is of a line `always +5`.
  fileprivate var needsNoWords: Bool {
    let words = reason.split(separator: " ")
    return words.count == 2 && words[0] == "always" && Int(words[1]) != nil
  }
}
