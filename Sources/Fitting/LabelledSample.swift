public import Lexicons
public import Mail
public import Scanning

/// A labelled message with what its scores are made of.
public struct LabelledSample: Sendable {
  /// The message's id.
  public let id: String
  /// What its scores are made of.
  public let basis: ScoreBasis
  private let labels: Set<Concern>

  /// Creates a sample.
  public init(id: String, labels: MessageLabels, basis: ScoreBasis) {
    self.id = id
    self.basis = basis
    self.labels = Set(Concern.allCases.filter { labels.concerns[$0.rawValue] ?? false })
  }

  /// Whether a reviewer wants findings of a concern.
  public func isLabelled(_ concern: Concern) -> Bool { labels.contains(concern) }

  /// The part that the message belongs to when samples are cut into `count` parts.
  ///
  /// It follows from the id alone, so that more messages or another order leave it where it is.
  public func fold(of count: Int) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
    return Int((hash ^ hash >> 32) % UInt64(max(1, count)))
  }
}

/// How a fit is made.
public struct FitOptions: Sendable {
  /// Into how many parts messages are cut, each judged by a fit of the others.
  public var folds = 5
  /// How many misses a false positive costs.
  public var falsePositiveCost = 1.5
  /// How many points of score make a label e times as likely.
  public var scale = 8.0
  /// In how many messages a number must count to be fitted.
  public var leastMessages = 3
  /// In how many messages a word must stand to be learned.
  public var leastForTerms = 4
  /// How many words may be looked at.
  public var mostTerms = 20_000

  /// The shipped options.
  public init() {}
}
