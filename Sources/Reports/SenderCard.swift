public import Lexicons
private import Mail
public import Scanning

/// What the person who wrote a message reads before it is sent, or when it comes back.
///
/// Two plain sentences (what seems to be in the message, and why that matters with the people it goes
/// to), where to look, what to change, and the clause. A card speaks of the message and never of its
/// writer: a program may be mistaken. Values are masked.
///
/// Of signs between an adult and a student a card says that there are some, not which: these are for a
/// reviewer, and whoever meant them would only learn to write around them. Nobody who reports something
/// is told to take it out.
public struct SenderCard: Sendable {
  private let style: ReportStyle
  private let policy: Policy?

  /// Creates cards that cite `policy`.
  public init(style: ReportStyle, policy: Policy?) {
    self.style = style
    self.policy = policy
  }

  /// The card of a verdict; empty when nothing reaches `level` and everything was read.
  ///
  /// - Parameter unread: what was not read and why, a few words each.
  public func text(of verdict: Verdict, at level: Level, unread: [String]) -> String {
    let isFound = verdict.risk >= level && verdict.risk > .none
    let concerns = isFound ? Self.concerns(of: verdict, at: level) : []
    guard !concerns.isEmpty else { return unread.isEmpty ? "" : notRead(unread) }
    let audience = CardAudience(verdict.parties, style: style)
    let words = CardWords(isReport: !audience.isFromAdultToStudent)
    var text = words.contents(of: concerns)
    text += " \(audience.sentence(reasons: words.reasons(about: concerns, audience)))\n"
    let findings = Self.strongest(of: verdict, about: concerns)
    if !findings.isEmpty {
      text += "\nWhere to look:\n"
      for finding in findings { text += "- \(line(of: finding))\n" }
    }
    text += "\nWhat to change:\n"
    for concern in concerns { text += "- \(words.change(for: concern))\n" }
    if !unread.isEmpty { text += "\nA part could not be checked: \(Self.listed(unread)).\n" }
    let clauses = clauses(of: verdict, about: concerns)
    if !clauses.isEmpty { text += "\n" + clauses.joined(separator: "\n") + "\n" }
    return text + "\n\(CardWords.end)\n"
  }

  /// The concerns that the card speaks of: those at the level; where a combination alone raised the
  /// risk to it, all that have one.
  private static func concerns(of verdict: Verdict, at level: Level) -> [Concern] {
    let reaching = verdict.concerns.filter { $0.level >= level && $0.level > .none }
    let shown = reaching.isEmpty ? verdict.concerns.filter { $0.level > .none } : reaching
    return shown.map(\.concern)
  }

  /// The three findings with most points, each sentence once.
  private static func strongest(of verdict: Verdict, about concerns: [Concern]) -> [Finding] {
    var sentences: Set<String> = []
    let telling = verdict.findings.filter {
      $0.points > 0 && $0.concern != .boundary && concerns.contains($0.concern) && $0.showsSomething
    }
    // Equal points keep the order of the text.
    let ordered = telling.enumerated().sorted {
      ($1.element.points, $0.offset) < ($0.element.points, $1.offset)
    }
    var chosen: [Finding] = []
    for (_, finding) in ordered where chosen.count < 3 {
      if sentences.insert(finding.about).inserted { chosen.append(finding) }
    }
    return chosen
  }

  /// The place, the masked match and the rule's sentence.
  private func line(of finding: Finding) -> String {
    guard finding.hasPlace else { return finding.about }
    let shown = Terminal.printable(style.match(of: finding).shortened(to: 60))
    return "\(CardWords.place(of: finding))\(shown.isEmpty ? "" : ", «\(shown)»"): \(finding.about)"
  }

  private func clauses(of verdict: Verdict, about concerns: [Concern]) -> [String] {
    var numbers: [String] = []
    let findings = verdict.findings.filter { concerns.contains($0.concern) && $0.points > 0 }
    for finding in findings.sorted(by: { $0.points > $1.points }) {
      if !finding.clause.isEmpty, !numbers.contains(finding.clause) {
        numbers.append(finding.clause)
      }
    }
    return numbers.prefix(3).map { number in
      let name = policy.map { "Policy \($0.name), clause" } ?? "Policy clause"
      let title = policy?[number]?.title ?? ""
      return "\(name) \(number)\(title.isEmpty ? "" : ": \(title)")."
    }
  }

  private func notRead(_ unread: [String]) -> String {
    """
    A part of this message could not be checked: \(Self.listed(unread)). \
    If it speaks of a student, of somebody's health or of an employee, make sure that everybody it goes \
    to may know it.

    """
  }

  private static func listed(_ unread: [String]) -> String {
    let shown = unread.prefix(3).map { Terminal.printable($0) }.joined(separator: "; ")
    return unread.count > 3 ? "\(shown); and \(unread.count - 3) more" : shown
  }
}

extension Finding {
  /// Whether it stands somewhere: a rule that only asks who writes to whom has its finding at the
  /// message's first word.
  fileprivate var hasPlace: Bool {
    start > 0 || field != "body" || excerpt.sensitive.contains { $0.overlaps(excerpt.match) }
  }

  /// Whether a reader learns something of it: not of what was learned from labelled mail (all words taken
  /// together, how often such mail is meant), nor of a rule without a place, unless that is about the account
  /// itself.
  fileprivate var showsSomething: Bool {
    !isLearned && !rule.hasSuffix("/learned") && (hasPlace || concern == .channel)
  }
}
