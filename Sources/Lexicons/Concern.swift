/// What a message can disclose or show; a closed set, each with its own score.
public enum Concern: String, Sendable, CaseIterable {
  /// Protected information about a particular student.
  case student
  /// Health information about an identifiable person.
  case medical
  /// Non-public employment information about an employee or applicant.
  case personnel
  /// Warning signs between an adult and a student.
  case boundary
  /// School business through a private channel.
  case channel
}

/// How much a score matters.
public enum Level: String, Sendable, CaseIterable, Comparable {
  /// Nothing to do.
  case none
  /// Log it.
  case low
  /// Warn before sending, review.
  case medium
  /// Hold, look now.
  case high

  /// `none` is the lowest.
  public static func < (one: Level, two: Level) -> Bool { one.rank < two.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    }
  }
}

/// The bands of one concern: `concern` blocks of `concerns.lexicon`.
public struct ConcernBands: Sendable, Hashable {
  /// The concern.
  public var concern: Concern
  /// The sentence that reports print.
  public var about: String
  /// The clause that is cited where neither rule nor lexicon names one.
  public var clause: String?
  /// The lowest score of level low.
  public var low: Int
  /// The lowest score of level medium.
  public var medium: Int
  /// The lowest score of level high.
  public var high: Int
  /// The highest score that the concern can reach; at most 100.
  public var cap: Int

  /// Creates the bands of a concern; the defaults apply where `concerns.lexicon` is silent.
  public init(
    concern: Concern, about: String = "", clause: String? = nil, low: Int = 15, medium: Int = 40,
    high: Int = 75, cap: Int = 100
  ) {
    self.concern = concern
    self.about = about
    self.clause = clause
    self.low = low
    self.medium = medium
    self.high = high
    self.cap = cap
  }

  /// The level that `score` falls into.
  public func level(of score: Int) -> Level {
    score >= high ? .high : score >= medium ? .medium : score >= low ? .low : .none
  }
}

/// A `combination` block: concerns that together raise the message's risk.
public struct Combination: Sendable, Hashable {
  /// The combination's name.
  public var name: String
  /// The sentence that `explain` prints.
  public var about: String
  /// The concerns and the level that each must reach.
  public var needs: [Need]
  /// The risk that the message then has at least.
  public var raisesTo: Level

  /// One concern at one level.
  public struct Need: Sendable, Hashable {
    /// The concern.
    public var concern: Concern
    /// The level that it must reach.
    public var level: Level

    /// Creates a need.
    public init(concern: Concern, level: Level) {
      self.concern = concern
      self.level = level
    }
  }

  /// Creates a combination.
  public init(name: String, about: String, needs: [Need], raisesTo: Level) {
    self.name = name
    self.about = about
    self.needs = needs
    self.raisesTo = raisesTo
  }
}
