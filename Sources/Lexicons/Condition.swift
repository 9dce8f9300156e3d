public import Native

/// How far evidence may stand from a match.
public enum Window: Sendable, Hashable {
  case sentence, paragraph, passage, message
  /// The header of the match's table column, and its row.
  case column
  /// At most this many words before or after; 0 when both must share a word (`within match`).
  case words(Int)
}

/// What a context looks for around a match.
public struct Evidence: Sendable, Hashable {
  /// Kinds of mention, any of which will do.
  public var mentions: [String]
  /// Phrases, any of which will do.
  public var phrases: [Phrase]

  /// Creates evidence.
  public init(mentions: [String] = [], phrases: [Phrase] = []) {
    self.mentions = mentions
    self.phrases = phrases
  }
}

/// Evidence around a match: `needs`, `near`, `unless`.
public struct Context: Sendable, Hashable {
  /// What the evidence does.
  public enum Effect: Sendable, Hashable {
    /// Without it the match is none.
    case needs
    /// With it the match is none.
    case unless
    /// With it the match gets more (or fewer) points; once, however much evidence there is.
    case near(points: Int)
  }

  /// What the evidence does.
  public var effect: Effect
  /// What is looked for.
  public var evidence: Evidence
  /// How far away it may stand.
  public var window: Window
  /// The line as written.
  public var source: String
  /// Where it stands.
  public var place: Place

  /// Creates a context.
  public init(effect: Effect, evidence: Evidence, window: Window, source: String, place: Place) {
    self.effect = effect
    self.evidence = evidence
    self.window = window
    self.source = source
    self.place = place
  }
}

/// A fact about the message as a whole that is met, not met or unknown: `when sender staff`.
public struct Circumstance: Sendable, Hashable {
  /// Whose account an `account` test asks about.
  public enum Whose: Sendable, Hashable { case sender, recipient, anyone }

  /// What is asked.
  public enum Test: Sendable, Hashable {
    /// The sender has one of these roles or duties.
    case sender([String])
    /// Some recipient has one of these roles or duties.
    case anyRecipient([String])
    /// Every recipient has one of these roles or duties.
    case everyRecipient([String])
    /// There are more (or fewer) recipients than this.
    case recipientsOver(Int)
    case recipientsUnder(Int)
    /// The message's channel is one of these.
    case channel([String])
    /// An account in use is of one of these kinds: `district`, `personal`, `social`.
    case account(Whose, [String])
    /// Local time of day in minutes from midnight, the end exclusive; may wrap around midnight.
    case hour(from: Int, to: Int)
    /// Within the profile's school hours of a school day.
    case schoolHours
    /// Monday to Friday, local time.
    case weekday
    /// List mail, or a recipient that is a list of the district.
    case list
    /// The sender is the person that the findings are about.
    case aboutSelf
    /// Every recipient outside staff is a guardian of the student that is mentioned, or the sender is.
    case sameGuardian
    /// Some recipient is a student or guardian that the roster knows, and some student that is mentioned
    /// is not theirs.
    case wrongGuardian
    /// From an employee's private account to the same employee's district account.
    case selfForward
    /// The match stands in one of these fields.
    case field([String])
    /// The message's language is one of these.
    case language([String])
    /// Mentions of this kind are at least as many as everything that scored.
    case dominates(String)
    /// The message has a mention of this kind.
    case mentions(String)
    /// The concern has points.
    case concern(Concern)
    /// Nothing a scanner could know: always unknown, and printed so.
    case assumption(String)
  }

  /// What is asked.
  public var test: Test
  /// Whether the answer is turned round (`not`, and `unless` in exceptions).
  public var isNegated: Bool
  /// The line as written, for `explain`.
  public var source: String
  /// Where it stands.
  public var place: Place

  /// Creates a circumstance.
  public init(test: Test, isNegated: Bool = false, source: String, place: Place) {
    self.test = test
    self.isNegated = isNegated
    self.source = source
    self.place = place
  }
}

extension Circumstance.Test {
  /// Whether the answer depends on a match and whom it is about.
  public var isAboutMatch: Bool {
    switch self {
    case .aboutSelf, .sameGuardian, .wrongGuardian, .field: true
    default: false
    }
  }
}
