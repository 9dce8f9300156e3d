private import Mail
public import People

/// What a report shows of values and people; every report honours it.
public struct ReportStyle: Sendable {
  /// Whether matched values are shown as they are.
  public var showsMatches: Bool
  /// Replaces addresses and names; nil leaves them.
  public var pseudonyms: Pseudonyms?
  /// Whether text is coloured with ANSI escapes.
  public var isColoured: Bool

  /// Creates a style; the default masks values and leaves addresses.
  public init(showsMatches: Bool = false, pseudonyms: Pseudonyms? = nil, isColoured: Bool = false) {
    self.showsMatches = showsMatches
    self.pseudonyms = pseudonyms
    self.isColoured = isColoured
  }

  /// A party's address (its name when it has none), as the report may show it.
  public func address(of party: Party) -> String {
    let address = party.mailbox.address.isEmpty ? party.mailbox.name : party.mailbox.address
    return pseudonyms?.pseudonym(of: address) ?? address
  }
}
