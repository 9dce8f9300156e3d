import Mail

/// Who is behind telephone numbers, names in chat services, and names alone.
extension District {
  func resolvePhone(_ party: inout Party, _ digits: String) {
    let hint = Self.role(hint: party.mailbox.roleHint)
    let owners = roster.people(withPhone: digits)
    // Families and offices share numbers: the name decides, and a lone owner does without one.
    let named = owners.filter { id in
      roster[id].map { PartialName.fits(party.mailbox.name, $0) } ?? false
    }
    let isAnonymous =
      party.mailbox.name.isEmpty || Address.phoneDigits(party.mailbox.name) != nil
    if let id = named.count == 1
      ? named.first : (isAnonymous && owners.count == 1 ? owners[0] : nil),
      let person = roster[id]
    {
      party.person = id
      party.role = person.role
      party.isKnown = true
      return
    }
    if let hint {
      party.role = hint
      party.person = namesake(party.mailbox.name, role: hint)
    } else {
      resolveName(&party)
    }
  }

  func resolveHandle(_ party: inout Party, _ service: String, _ name: String) {
    let isSpace = name.hasPrefix("space/") || name.hasPrefix("group") || name.hasPrefix("channel")
    if profile.services[service] != nil || PublicDomains.isSchoolService(service) {
      party.account = .district
    } else {
      party.account = .social
    }
    party.isList = isSpace && party.account == .district
    if name == "public" {
      party.role = .outside
      return
    }
    switch profile.services[service] {
    case .staff?: (party.role, party.isKnown) = (.staff, true)
    case .student?: (party.role, party.isKnown) = (.student, true)
    case .guardian?: (party.role, party.isKnown) = (.guardian, true)
    default:
      if let hint = Self.role(hint: party.mailbox.roleHint) {
        party.role = hint
        party.person = namesake(party.mailbox.name, role: hint)
      } else {
        resolveName(&party)
      }
    }
  }

  /// Matches the display name, or the address when it is a name, with the roster's full names.
  func resolveName(_ party: inout Party) {
    let name = party.mailbox.name.isEmpty ? party.mailbox.address : party.mailbox.name
    let hint = Self.role(hint: party.mailbox.roleHint)
    guard let id = namesake(name, role: hint), let person = roster[id] else {
      if hint == nil { party.role = NameLooks.role(ofName: name, titles: true) ?? .unknown }
      return
    }
    party.person = id
    party.role = person.role
    party.isKnown = hint == nil || hint == person.role
  }

  /// The one person of the roster with this full name and role; nil when there are several.
  func namesake(_ name: String, role: Role?) -> PersonID? {
    guard !roster.isEmpty, !name.isEmpty, name.utf8.count < 200 else { return nil }
    let found = roster.people(named: name).filter { role == nil || roster.role(of: $0) == role }
    return found.count == 1 ? found[0] : nil
  }
}
