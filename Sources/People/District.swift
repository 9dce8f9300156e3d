public import Mail

/// What the envelope of a message says (SMTP `MAIL FROM` and `RCPT TO`).
public struct Envelope: Sendable, Hashable {
  /// The envelope's sender; nil when unknown or empty.
  public var sender: String?
  /// The envelope's recipients; those that no header names are hidden ones (Bcc).
  public var recipients: [String]

  /// Creates an envelope.
  public init(sender: String? = nil, recipients: [String] = []) {
    self.sender = sender
    self.recipients = recipients
  }
}

/// A school district as its profile and rosters describe it: tells who the parties of a message are.
public final class District: Sendable {
  /// What the district says of itself.
  public let profile: DistrictProfile
  /// Everybody it knows.
  public let roster: Roster
  /// Finds its people in texts.
  public let index: RosterIndex
  /// Its clock and calendar.
  public let time: SchoolTime
  /// Whether there is no profile, so that roles are guessed from the addresses' looks.
  public let isGuessing: Bool

  /// List addresses without `*`.
  private let exactLists: [String: Role]
  /// List addresses with `*`, in order.
  private let listPatterns: [DistrictProfile.List]

  /// A district that nothing is known of.
  public static let guessing = District(
    profile: DistrictProfile(), roster: .empty, isGuessing: true)

  /// Creates a district from its profile and the people of its rosters.
  public convenience init(profile: DistrictProfile, roster: Roster) {
    self.init(profile: profile, roster: roster, isGuessing: false)
  }

  private init(profile: DistrictProfile, roster: Roster, isGuessing: Bool) {
    self.profile = profile
    self.roster = roster
    self.isGuessing = isGuessing
    index = RosterIndex(roster)
    time = SchoolTime(profile)
    exactLists = Dictionary(
      profile.lists.filter { !$0.pattern.contains("*") }.map { ($0.pattern, $0.role) },
      uniquingKeysWith: { first, _ in first })
    listPatterns = profile.lists.filter { $0.pattern.contains("*") }
  }

  /// Who a message comes from and goes to; see `PartyResolver`, which remembers addresses.
  public func parties(of message: borrowing Message, envelope: Envelope? = nil) -> Parties {
    var resolver = PartyResolver(self)
    return resolver.parties(of: message, envelope: envelope)
  }

  /// Who one mailbox belongs to, looked at alone.
  public func party(for mailbox: Mailbox) -> Party {
    var message = Message()
    message.from = [mailbox]
    var resolver = PartyResolver(self)
    return resolver.parties(of: message).sender ?? Party(mailbox: mailbox)
  }

  /// Who a mailbox belongs to, from what was read of it and what the message tells about its domain.
  func party(for mailbox: Mailbox, _ reading: MailboxReading, in scene: SceneView) -> Party {
    var party = Party(mailbox: mailbox)
    switch reading.address {
    case .mail(let address, let domain):
      if reading.domain.kinds.contains(.textGateway),
        let digits = Address.phoneDigits(String(address.prefix { $0 != "@" }))
      {
        party.account = .personal
        resolvePhone(&party, digits)
        break
      }
      resolveMail(&party, address, domain, reading, scene)
    case .phone(let digits, let service):
      party.account = service == nil ? .personal : .social
      resolvePhone(&party, digits)
    case .handle(let service, let name):
      resolveHandle(&party, service, name)
    case .none:
      resolveName(&party)
      if let hint = reading.hint { party.role = hint }
    }
    if !profile.handles.isEmpty, let owner = profile.handles[reading.address.key] {
      name(&party, owner)
    }
    if let id = party.person, let person = roster[id] { party.duties.formUnion(person.duties) }
    return party
  }

  /// Says who is behind a handle, as the profile knows; through which account it came stays as it is.
  private func name(_ party: inout Party, _ owner: DistrictProfile.HandleOwner) {
    party.isList = false
    party.isKnown = true
    switch owner {
    case .role(let role): party.role = role
    case .address(let address):
      if let duties = profile.duties[address] { party.duties.formUnion(duties) }
      if let id = roster.person(withAddress: address), let person = roster[id] {
        party.person = id
        party.role = person.role
        return
      }
      switch domainKind(String(address.drop { $0 != "@" }.dropFirst())) {
      case .student?: party.role = .student
      case .guardian?: party.role = .guardian
      case .staff?, .district?: party.role = .staff
      default: party.isKnown = party.role != .unknown
      }
    }
  }

  // MARK: Mail

  private func resolveMail(
    _ party: inout Party, _ address: String, _ domain: String, _ reading: MailboxReading,
    _ scene: SceneView
  ) {
    let kind = domainKind(domain)
    party.account = account(domain, kind: kind, reading.domain.kinds, scene)
    if let duties = profile.duties[address] { party.duties = duties }
    if profile.unions.contains(where: { AddressPattern.matches($0, address) }) {
      party.duties.insert("union")
    }
    if let id = roster.person(withAddress: address), let person = roster[id] {
      party.person = id
      party.role = person.role
      party.isKnown = true
      if person.privateAddresses.contains(address) && kind == nil { party.account = .personal }
      return
    }
    if let role = listRole(address) {
      party.role = role
      party.isKnown = true
      party.isList = true
      return
    }
    let hint = reading.hint
    switch kind {
    case .staff?:
      // A family list that the profile forgot: the message says who reads it, the roster knows nobody.
      let isForOthers = hint == .guardian || hint == .student
      let looks = ListLooks(address, name: party.mailbox.name)
      party.isList = looks.isList || (isForOthers && party.duties.isEmpty)
      let listRole = hint ?? looks.role
      if party.isList, let listRole {
        party.role = listRole
      } else {
        // A list that does not say who reads it is a guess: `volunteers@`.
        party.role = .staff
        party.isKnown = !party.isList
      }
      return
    case .student?:
      party.isList = ListLooks(address, name: party.mailbox.name).isList
      if hint == .guardian && party.isList {
        party.role = .guardian
      } else {
        party.role = .student
        party.isKnown = true
      }
      return
    case .guardian?:
      party.role = .guardian
      party.isKnown = true
      return
    case .outside?:
      party.role = .outside
      party.isKnown = true
      return
    case .district?, nil: break
    }
    if !party.duties.isEmpty, kind == nil, hint == nil {
      // Named by a `role` or `duty` line: staff, whatever the domain. A union's office is not.
      party.role = party.duties == ["union"] ? .outside : .staff
      party.isKnown = true
      return
    }
    if let hint {
      party.role = hint
      if let id = namesake(party.mailbox.name, role: hint) { party.person = id }
      if party.account == .district {
        party.isList =
          hint == .guardian || ListLooks(address, name: party.mailbox.name).isList
      }
      return
    }
    guess(&party, address, kind, scene)
  }

  /// Nothing knows the address and the message does not say: what it looks like.
  private func guess(
    _ party: inout Party, _ address: String, _ kind: DistrictProfile.DomainKind?,
    _ scene: SceneView
  ) {
    if party.account == .personal || kind == .district || party.account == .social {
      if let id = namesake(party.mailbox.name, role: nil), let person = roster[id] {
        party.person = id
        party.role = person.role
      } else {
        let name = party.mailbox.name
        party.role = NameLooks.role(ofName: name, titles: false) ?? .unknown
      }
      return
    }
    guard isGuessing else {
      party.role = .outside
      return
    }
    switch scene.kind {
    case .student?: party.role = .student
    case .staff?, .district?:
      let looks = ListLooks(address, name: party.mailbox.name)
      party.isList = looks.isList
      party.role = looks.role ?? .staff
    case .guardian?, .outside?, nil:
      // Without a school in sight nothing tells who is inside and who outside.
      party.role = scene.hasDistrict ? .outside : .unknown
    }
  }

  private func account(
    _ domain: String, kind: DistrictProfile.DomainKind?, _ kinds: PublicDomains.Kinds,
    _ scene: SceneView
  ) -> Account {
    switch kind {
    case .staff?, .student?, .district?: return .district
    case .guardian?: return .personal
    case .outside?: return .other
    case nil: break
    }
    if !kinds.isDisjoint(with: [.personal, .textGateway]) { return .personal }
    if profile.personalMail.contains(domain) { return .personal }
    if kinds.contains(.social) || profile.social.contains(domain) { return .social }
    if isGuessing, scene.kind != nil { return .district }
    return .other
  }

  /// The profile's kind of a domain (lower-cased) or of the nearest of its parents; nil for others.
  public func domainKind(_ domain: String) -> DistrictProfile.DomainKind? {
    if profile.domains.isEmpty { return nil }
    var rest = domain[...]
    while true {
      if let kind = profile.domains[String(rest)] { return kind }
      guard let dot = rest.firstIndex(of: ".") else { return nil }
      rest = rest[rest.index(after: dot)...]
    }
  }

  private func listRole(_ address: String) -> Role? {
    if let role = exactLists[address] { return role }
    return listPatterns.first { AddressPattern.matches($0.pattern, address) }?.role
  }

  /// The role that a message claims for somebody; nil for words that name none.
  static func role(hint: String?) -> Role? {
    guard let hint, hint.utf8.count < 40 else { return nil }
    switch hint.lowercased() {
    case "staff", "employee", "teacher", "faculty": return .staff
    case "student", "pupil": return .student
    case "guardian", "parent", "family": return .guardian
    case "outside", "external", "other", "public", "vendor": return .outside
    default: return nil
    }
  }
}
