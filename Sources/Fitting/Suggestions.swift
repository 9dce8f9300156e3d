public import Lexicons
public import Scanning

/// The words that would find what the rules of a concern miss, and those that would quiet their false alarms.
public struct Suggestions: Sendable {
  /// The concern.
  public let concern: Concern
  /// How many labelled messages the rules miss.
  public let missed: Int
  /// How many messages have no label and no finding.
  public let quiet: Int
  /// How many messages are found that have no label.
  public let falseAlarms: Int
  /// How many labelled messages are found.
  public let found: Int
  /// What missed messages have more often than quiet ones.
  public let phrases: [TermContrast]
  /// What false alarms have more often than messages that are rightly found.
  public let exclusions: [TermContrast]

  private let scale: Double

  /// Compares the groups of a concern.
  ///
  /// - Parameters:
  ///   - most: how many terms are suggested of each kind.
  ///   - least: in how many messages a term must stand that no better term stands in.
  public init(
    _ concern: Concern, _ samples: [LabelledSample], _ columns: TermColumns, in table: PointTable,
    most: Int, least: Int, options: FitOptions = FitOptions()
  ) {
    self.concern = concern
    scale = options.scale
    let isFound = samples.map { $0.basis.isFound(concern, with: table) }
    let isLabelled = samples.map { $0.isLabelled(concern) }
    func rows(found: Bool, labelled: Bool) -> [Bool] {
      samples.indices.map { isFound[$0] == found && isLabelled[$0] == labelled }
    }
    let missedRows = rows(found: false, labelled: true)
    let quietRows = rows(found: false, labelled: false)
    let falseRows = rows(found: true, labelled: false)
    let foundRows = rows(found: true, labelled: true)
    missed = missedRows.count { $0 }
    quiet = quietRows.count { $0 }
    falseAlarms = falseRows.count { $0 }
    found = foundRows.count { $0 }
    phrases = TermContrast.best(
      of: columns, inside: missedRows, outside: quietRows, most: most, least: least)
    exclusions = TermContrast.best(
      of: columns, inside: falseRows, outside: foundRows, most: most, least: least)
  }

  /// The points to begin with for a phrase: its log odds on the scale of the lexicons' points.
  public func points(of phrase: TermContrast) -> Int {
    min(max(Int((phrase.logOdds * scale).rounded()), TermFit.leastPoints), TermFit.mostPoints)
  }
}
