private import Lexicons
public import Mail
public import People
public import Scanning

/// Labels of messages, as reviewers' answers on their findings say.
public struct ReviewedMessages: ~Copyable {
  private let reviews: Reviews
  private var scanner: Scanner

  /// Creates what reads messages with the rules that their findings were judged of.
  public init(
    _ reviews: Reviews, _ rules: Ruleset, _ district: District, ignoresRoles: Bool = false
  ) {
    self.reviews = reviews
    var options = ScanOptions()
    options.ignoresRoleHints = ignoresRoles
    scanner = Scanner(rules, district: district, options: options)
  }

  /// Begins with a batch, as `Scanner.begin` does.
  public mutating func begin(_ batch: borrowing MessageBatch) { scanner.begin(batch) }

  /// The labels of a message; nil when its findings leave some concern open.
  public mutating func labels(
    of bytes: Span<UInt8>, syntax: MailFormat.Syntax, at location: MessageLocation
  ) -> MessageLabels? {
    let verdict = scanner.scan(bytes, syntax: syntax, at: location)
    return Self.labels(of: verdict) { reviews.isRight($0, in: $1) }
  }

  /// A concern is labelled when a finding of it is right, and not when all of them are wrong or there are none;
  /// a message counts when that settles all concerns and somebody judged some of its findings.
  static func labels(
    of verdict: Verdict, isRight: (Finding, Verdict) -> Bool?
  ) -> MessageLabels? {
    var labels: [String: Bool] = [:]
    var isJudged = false
    for concern in Concern.allCases {
      let answers = verdict.findings.filter { $0.concern == concern && $0.points > 0 }
        .map { isRight($0, verdict) }
      if answers.contains(where: { $0 != nil }) { isJudged = true }
      if answers.contains(true) {
        labels[concern.rawValue] = true
      } else if answers.contains(where: { $0 == nil }) {
        return nil
      } else {
        labels[concern.rawValue] = false
      }
    }
    return isJudged ? MessageLabels(concerns: labels, risk: nil) : nil
  }
}
