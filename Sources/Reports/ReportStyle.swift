private import Mail
public import People
internal import Scanning

/// What a report shows of values and people; every report honours it.
public struct ReportStyle: Sendable {
  /// Whether matched values are shown as they are.
  public var showsMatches: Bool
  /// Replaces addresses and names; nil leaves them.
  public var pseudonyms: Pseudonyms?
  /// Who people are whose names are replaced, so that a name and an address of the same person agree.
  public var roster = Roster.empty
  /// Whether text is coloured with ANSI escapes.
  public var isColoured: Bool
  /// Whether verdicts come with pseudonyms in place of people already.
  public var hasPseudonymsAlready = false

  /// Creates a style; the default masks values and leaves addresses.
  public init(showsMatches: Bool = false, pseudonyms: Pseudonyms? = nil, isColoured: Bool = false) {
    self.showsMatches = showsMatches
    self.pseudonyms = pseudonyms
    self.isColoured = isColoured
  }

  /// Whether pseudonyms stand for people.
  var hidesPeople: Bool { pseudonyms != nil || hasPseudonymsAlready }

  /// A party's address (its name when it has none), as the report may show it.
  public func address(of party: Party) -> String {
    let address = party.mailbox.address.isEmpty ? party.mailbox.name : party.mailbox.address
    return pseudonyms?.pseudonym(of: address) ?? address
  }

  /// The pseudonym of somebody who is called by name in a text: that of their first address without its
  /// domain where the roster knows them, else that of the name as it is written.
  func pseudonym(of name: NamedPerson, called text: String) -> String {
    guard let pseudonyms else { return text }
    guard let id = name.person, let person = roster[id] else {
      return pseudonyms.pseudonym(ofName: text)
    }
    guard let address = person.addresses.first else {
      return pseudonyms.pseudonym(ofName: person.fullName)
    }
    return pseudonyms.pseudonym(ofName: address)
  }
}
