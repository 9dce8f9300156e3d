public import Lexicons
private import Mail
private import People
public import Reports
public import Scanning

/// A finding as a reviewer sees it: masked, with what it needs to be judged.
public struct ReviewItem: Sendable {
  /// The print that its judgement is kept by.
  public let print: String
  /// `lexicon/rule`.
  public let rule: String
  /// What the rule says of itself.
  public let about: String
  /// The concern that it adds to.
  public let concern: Concern
  /// The clause that it cites; empty for none.
  public let clause: String
  /// Its points.
  public let points: Int
  /// The message's risk.
  public let risk: Level
  /// The message's score.
  public let score: Int
  /// What stands before the match, the match, and what stands after it.
  public let text: (before: String, match: String, after: String)
  /// `body 7:3`.
  public let place: String
  /// The subject; empty for none.
  public let subject: String
  /// Who wrote to whom.
  public let route: String
  /// When it was written, and where it stands.
  public let source: String
  /// Messages with the same finding in the same text: copies in other mailboxes.
  public var copies = 1

  /// The item of a finding; its text is shown as the style has it.
  public init(_ finding: Finding, print: String, in verdict: Verdict, style: ReportStyle) {
    self.print = print
    rule = finding.rule
    about = Terminal.printable(finding.about)
    concern = finding.concern
    clause = finding.clause
    points = finding.points
    risk = verdict.risk
    score = verdict.score
    let texts = style.texts(of: finding)
    text = (
      Terminal.printable(texts.before), Terminal.printable(texts.match),
      Terminal.printable(texts.after)
    )
    place = Reports.place(of: finding)
    subject = Terminal.printable(style.subject(of: verdict))
    func described(_ party: Party) -> String {
      let role = party.role == .unknown ? "" : " (\(party.role.rawValue))"
      return style.address(of: party) + role
    }
    let recipients = verdict.parties.recipients
    let more = recipients.count - 2
    route = Terminal.printable(
      "\(verdict.parties.sender.map(described) ?? "nobody") → "
        + (recipients.isEmpty
          ? "nobody" : recipients.prefix(2).map(described).joined(separator: ", "))
        + (more > 0 ? " and \(more) more" : ""))
    source = Terminal.printable(
      (verdict.date.map { "\($0.readable)  " } ?? "")
        + "\(verdict.location.source):\(verdict.location.offset)")
  }
}

/// Gathers what is to be reviewed: each print once, the weightiest messages first.
public struct ReviewList: Sendable {
  /// The items in the order they are shown in.
  public private(set) var items: [ReviewItem] = []
  private var places: [String: Int] = [:]
  private let style: ReportStyle
  private let shown: Level

  /// Creates an empty list of findings in messages whose risk is at least `shown`.
  public init(style: ReportStyle, shown: Level) {
    self.style = style
    self.shown = shown
  }

  /// Adds the findings of a message.
  public mutating func add(_ verdict: Verdict, prints: [String]) {
    guard verdict.risk >= shown else { return }
    // What takes points away is nothing to look at.
    for (finding, print) in zip(verdict.findings, prints) where finding.points > 0 {
      if let place = places[print] {
        items[place].copies += 1
        continue
      }
      places[print] = items.count
      items.append(ReviewItem(finding, print: print, in: verdict, style: style))
    }
  }

  /// The items, those of the highest risk first; equal ones stay in the order of the mail.
  public func sorted() -> [ReviewItem] {
    let order = items.indices.sorted { one, two in
      let (first, second) = (items[one], items[two])
      if first.risk != second.risk { return first.risk > second.risk }
      return first.score != second.score ? first.score > second.score : one < two
    }
    return order.map { items[$0] }
  }
}
