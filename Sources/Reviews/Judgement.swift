public import Scanning

/// What somebody says of a finding.
public struct Judgement: Sendable, Hashable {
  /// Whether the finding is what its rule says.
  public enum Answer: String, Sendable, CaseIterable {
    case right, wrong
    /// Looked at and left for later.
    case skipped
  }

  /// The print of the finding.
  public var print: String
  /// `lexicon/rule`.
  public var rule: String
  /// The concern that the finding adds to.
  public var concern: String
  /// The answer.
  public var answer: Answer
  /// A remark; empty for none.
  public var note: String
  /// Who says so.
  public var who: String
  /// The day, as ISO 8601 writes it.
  public var day: String

  /// Creates a judgement.
  public init(
    print: String, rule: String, concern: String, answer: Answer, note: String = "", who: String,
    day: String
  ) {
    self.print = print
    self.rule = rule
    self.concern = concern
    self.answer = answer
    self.note = note
    self.who = who
    self.day = day
  }
}

/// What is judged right or wrong, for programs that learn from it.
public struct Reviews: Sendable {
  /// Of each print the last judgement.
  public let judgements: [String: Judgement]
  private let prints: FindingPrints

  /// Creates reviews of judgements, in the order that they were made in.
  public init(_ judgements: [Judgement], prints: FindingPrints) {
    var last: [String: Judgement] = [:]
    for judgement in judgements { last[judgement.print] = judgement }
    self.judgements = last
    self.prints = prints
  }

  /// What somebody says of a finding of a message, as a scan found it, unmasked; nil when nobody says anything.
  public func judgement(on finding: Finding, in verdict: Verdict) -> Judgement? {
    judgements.isEmpty ? nil : judgements[print(of: finding, in: verdict)]
  }

  /// The print of a finding of a message.
  func print(of finding: Finding, in verdict: Verdict) -> String {
    prints.print(of: finding, in: verdict)
  }

  /// Whether a finding is right; nil when nobody says so or otherwise.
  public func isRight(_ finding: Finding, in verdict: Verdict) -> Bool? {
    switch judgement(on: finding, in: verdict)?.answer {
    case .right: true
    case .wrong: false
    case .skipped, nil: nil
    }
  }
}
