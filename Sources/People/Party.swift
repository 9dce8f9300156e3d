public import Mail

/// What somebody is to the district.
public enum Role: String, Sendable, CaseIterable {
  case staff, student, guardian, outside, unknown
}

/// Whose resource an address is.
public enum Account: String, Sendable, CaseIterable {
  /// The district's own, or its portal's.
  case district
  /// A free-mail account or a private phone.
  case personal
  /// A social network or chat service.
  case social
  /// Anything else: another organization.
  case other
}

/// Somebody a message comes from or goes to, as the district knows them.
public struct Party: Sendable, Hashable {
  /// The address as the message gives it.
  public var mailbox: Mailbox
  /// What they are to the district.
  public var role: Role
  /// Whether the roster or profile says so; false for a guess or the message's own hint.
  public var isKnown: Bool
  /// Further duties that the profile or roster names, such as `advisor`, `nurse`, `hr` or `union`.
  public var duties: Set<String>
  /// Whose resource the address is.
  public var account: Account
  /// The person in the roster; nil when not found.
  public var person: PersonID?
  /// Whether the address is a list of the district.
  public var isList: Bool

  /// Creates a party.
  public init(
    mailbox: Mailbox, role: Role = .unknown, isKnown: Bool = false, duties: Set<String> = [],
    account: Account = .other, person: PersonID? = nil, isList: Bool = false
  ) {
    self.mailbox = mailbox
    self.role = role
    self.isKnown = isKnown
    self.duties = duties
    self.account = account
    self.person = person
    self.isList = isList
  }
}

/// Everybody a message comes from or goes to.
public struct Parties: Sendable, Hashable {
  /// The author; nil when the message names none.
  public var sender: Party?
  /// Everybody it goes to: To, Cc, Bcc and the envelope's further recipients, each once.
  public var recipients: [Party]

  /// Creates parties.
  public init(sender: Party? = nil, recipients: [Party] = []) {
    self.sender = sender
    self.recipients = recipients
  }
}

/// A person's place in the roster.
public struct PersonID: Sendable, Hashable {
  /// The index in `Roster.people`.
  public var index: Int

  /// Creates an id.
  public init(index: Int) { self.index = index }
}
