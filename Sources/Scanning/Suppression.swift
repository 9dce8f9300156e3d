/// Which findings are left out, since somebody decided so.
public struct Suppression: Sendable {
  /// The rules that have suppressions; findings of others are not looked at.
  public let rules: Set<String>
  /// The name of the suppression that a finding falls under; nil when it falls under none.
  ///
  /// The finding has no points yet, and the verdict only says what the message is: its parties, its date, its subject.
  public let name: @Sendable (Finding, Verdict) -> String?

  /// Creates a suppression.
  public init(rules: Set<String>, name: @escaping @Sendable (Finding, Verdict) -> String?) {
    self.rules = rules
    self.name = name
  }
}
