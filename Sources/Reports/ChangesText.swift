public import Lexicons
private import Native
public import Scanning

/// What other lexicons mean, and what they make of the same mail, for people.
public struct ChangesText: Sendable {
  private let style: ReportStyle
  private let paint: Paint

  /// Creates a report in a style.
  public init(style: ReportStyle) {
    self.style = style
    paint = Paint(isOn: style.isColoured)
  }

  // MARK: Meaning

  /// What changed in meaning, rule by rule.
  public func text(of changes: LexiconChanges, from old: String, to new: String) -> String {
    var text = "\(Terminal.printable(old)) -> \(Terminal.printable(new))\n"
    let kinds: [LexiconChanges.Kind] = [.added, .removed, .changed, .renamed]
    let counts = kinds.map { kind in
      "\(grouped(changes.rules.count { $0.kind == kind })) \(kind.rawValue)"
    }
    text += "rules: \(counts.joined(separator: ", "))\n"
    for detail in changes.others { text += "\n" + lines(of: detail, indent: "") }
    for rule in changes.rules { text += "\n" + block(of: rule) }
    return text
  }

  /// What changed in meaning, without a head; of many rules the first.
  public func details(of changes: LexiconChanges, top: Int) -> String {
    var text = ""
    for detail in changes.others { text += lines(of: detail, indent: "") }
    for rule in changes.rules.prefix(top) { text += block(of: rule) }
    return changes.rules.count > top
      ? text + "and \(grouped(changes.rules.count - top)) more rules\n" : text
  }

  private func block(of rule: LexiconChanges.RuleChange) -> String {
    var text = "\(sign(of: rule.kind)) \(paint.bold(rule.id))"
    if let old = rule.oldID { text += ", before \(old)" }
    text += "  \(rule.place.path):\(rule.place.line)\n"
    for detail in rule.details { text += lines(of: detail, indent: "    ") }
    return text
  }

  private func sign(of kind: LexiconChanges.Kind) -> String {
    switch kind {
    case .added: "+"
    case .removed: "-"
    case .changed: "~"
    case .renamed: ">"
    }
  }

  private func lines(of detail: LexiconChanges.Detail, indent: String) -> String {
    var text = ""
    if let old = detail.old { text += "\(indent)\(paint.error("-")) \(old.shortened(to: 120))\n" }
    if let new = detail.new { text += "\(indent)\(paint.good("+")) \(new.shortened(to: 120))\n" }
    return text
  }

  // MARK: Mail

  /// What changed on the mail.
  ///
  /// - Parameters:
  ///   - topRules: how many rules are shown.
  public func text(of mail: MailChanges, topRules: Int) -> String {
    let (risen, fallen) = mail.counts
    var text =
      "\n\(counted(mail.messages, "message")): \(grouped(risen)) rose, \(grouped(fallen)) fell\n"
    text += table(of: mail)
    text += messages(of: mail)
    text += turnover(of: mail, top: topRules)
    return text
  }

  /// The messages that rose, and those that fell.
  public func messages(of mail: MailChanges) -> String {
    let (risen, fallen) = mail.counts
    return messages(mail.risen, of: risen, "rose") + messages(mail.fallen, of: fallen, "fell")
  }

  /// The time that scanning took with both.
  public func text(ofSeconds seconds: (before: Double, after: Double)) -> String {
    guard seconds.before > 0 else { return "" }
    let change = Int(((seconds.after / seconds.before - 1) * 100).rounded())
    return
      "\ntime: \(thousandths(seconds.before)) s before, \(thousandths(seconds.after)) s after (\(change < 0 ? "" : "+")\(change)%)\n"
  }

  /// From each risk to each.
  private func table(of mail: MailChanges) -> String {
    let levels = Level.allCases
    guard mail.counts != (0, 0) else { return "" }
    var text = "risk before \\ after"
    for level in levels { text += level.rawValue.leftPadded(to: 9) }
    text += "\n"
    for (before, row) in mail.risks.enumerated() {
      text += "  " + levels[before].rawValue.padded(to: 17)
      for (after, count) in row.enumerated() {
        let figure = count == 0 ? "-" : grouped(count)
        text += before == after ? paint.dim(figure.leftPadded(to: 9)) : figure.leftPadded(to: 9)
      }
      text += "\n"
    }
    return text
  }

  private func messages(_ messages: [MailChanges.Moved], of all: Int, _ verb: String) -> String {
    var text = ""
    for message in messages {
      text += "\n\(verb)  \(paint.level(message.before, word: true)) -> "
      text += "\(paint.level(message.after, word: true))  \(place(message.location))"
      text += "  <\(Terminal.printable(message.id))>\n"
      let subject = style.subject(of: message)
      if !subject.isEmpty { text += "  subject: \(Terminal.printable(subject))\n" }
      let scores = message.scores.map { "\($0.concern.rawValue) \($0.before) -> \($0.after)" }
      if !scores.isEmpty { text += "  \(scores.joined(separator: ", "))\n" }
      for rule in message.rules {
        text += "    \(signed(rule.after - rule.before).leftPadded(to: 4))  \(rule.rule)\n"
      }
    }
    return all > messages.count
      ? text + "\nand \(grouped(all - messages.count)) more that \(verb)\n" : text
  }

  private func turnover(of mail: MailChanges, top: Int) -> String {
    guard !mail.rules.isEmpty else { return "\nno finding came, went or changed\n" }
    func size(_ turnover: MailChanges.RuleTurnover) -> Int {
      turnover.new + turnover.lost + turnover.moved + turnover.weighed
    }
    let ranked = mail.rules.sorted { one, two in
      (size(two.value), one.key) < (size(one.value), two.key)
    }
    let width = max(8, ranked.prefix(top).map(\.key.count).max() ?? 0)
    var text = "\n" + "findings".padded(to: width) + "      new     lost    moved  points\n"
    for (rule, turnover) in ranked.prefix(top) {
      text += rule.padded(to: width)
      for count in [turnover.new, turnover.lost, turnover.moved] {
        text += (count == 0 ? "-" : grouped(count)).leftPadded(to: 9)
      }
      text += (turnover.weighed == 0 ? "-" : grouped(turnover.weighed)).leftPadded(to: 8) + "\n"
      text += judged(turnover.newJudged, "new", turnover.lostJudged, "lost")
      for sample in turnover.newSamples { text += line(of: sample, paint.good("+")) }
      for sample in turnover.lostSamples { text += line(of: sample, paint.error("-")) }
    }
    if ranked.count > top { text += "and \(grouped(ranked.count - top)) more rules\n" }
    guard mail.hasReviews else { return text }
    let all = mail.judged
    let line = judged(all.new, "new findings", all.lost, "lost findings")
    return text + (line.isEmpty ? "  no reviewer judged any of them\n" : line)
  }

  /// What reviewers say of what came and went; empty when they say nothing.
  private func judged(
    _ new: MailChanges.Judged, _ newName: String, _ lost: MailChanges.Judged, _ lostName: String
  ) -> String {
    let parts = [(new, newName), (lost, lostName)].filter { $0.0.right + $0.0.wrong > 0 }.map {
      "\($0.1): \(grouped($0.0.right)) right, \(grouped($0.0.wrong)) wrong"
    }
    return parts.isEmpty ? "" : "  reviewed  \(parts.joined(separator: "; "))\n"
  }

  private func line(of sample: MailChanges.Sample, _ sign: String) -> String {
    let excerpt = style.line(of: sample.finding.excerpt)
    return
      "  \(sign) \(place(sample.location)) \(signed(sample.finding.points)): \(Terminal.printable(excerpt))\n"
  }

  private func place(_ location: MessageLocation) -> String {
    Terminal.printable("\(location.source):\(location.offset)")
  }
}
