public import Reports

/// What was run to make a store: what its reports say of it, and what was hidden.
public struct FindingsRun: Sendable {
  /// The version, lexicons, policy, bands, district and dates.
  public var facts: HTMLReport.Facts
  /// Whether values stand there as they are in the messages.
  public var showsMatches: Bool
  /// Whether pseudonyms stand for people.
  public var hasPseudonyms: Bool
  /// What tells the key of the review prints from others; nil when there are no review prints.
  public var reviewKey: String?

  /// Creates a run whose results are shown in that style.
  public init(facts: HTMLReport.Facts, style: ReportStyle, reviewKey: String? = nil) {
    self.facts = facts
    showsMatches = style.showsMatches
    hasPseudonyms = style.pseudonyms != nil
    self.reviewKey = reviewKey
  }

  /// The style for reports of what stands in a store: it is shown as it is.
  public func style(isColoured: Bool) -> ReportStyle {
    var style = ReportStyle(showsMatches: showsMatches, isColoured: isColoured)
    style.hasPseudonymsAlready = hasPseudonyms
    return style
  }
}
