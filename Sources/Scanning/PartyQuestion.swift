import Lexicons
import People

/// What a circumstance asks of the roles and duties of those a message comes from and goes to.
enum PartyQuestion: Sendable {
  case sender(RoleSet)
  case anyRecipient(RoleSet)
  case everyRecipient(RoleSet)

  /// The question of a circumstance; nil when it asks something else.
  init?(_ test: Circumstance.Test) {
    switch test {
    case .sender(let names): self = .sender(RoleSet(names))
    case .anyRecipient(let names): self = .anyRecipient(RoleSet(names))
    case .everyRecipient(let names): self = .everyRecipient(RoleSet(names))
    default: return nil
    }
  }

  /// The answer for a message.
  func state(of message: MessageTraits) -> CircumstanceEvaluator.State {
    switch self {
    case .sender(let roles):
      if let sender = message.sender { return roles.state(of: sender) }
      return roles.holdsUnknown ? .met : .unknown
    case .anyRecipient(let roles):
      return Self.search(message, for: .met, of: roles, else: .notMet)
    case .everyRecipient(let roles):
      return Self.search(message, for: .notMet, of: roles, else: .met)
    }
  }

  /// The state that is looked for if a recipient has it; else unknown if that of one is, or there is none.
  private static func search(
    _ message: MessageTraits, for wanted: CircumstanceEvaluator.State, of roles: RoleSet,
    else other: CircumstanceEvaluator.State
  ) -> CircumstanceEvaluator.State {
    var result = message.recipients.isEmpty ? .unknown : other
    for index in message.recipients.indices {
      let state = roles.state(of: message.recipients[index])
      if state == wanted { return wanted }
      if state == .unknown { result = .unknown }
    }
    return result
  }
}

/// The roles and duties of everybody a message comes from or goes to.
struct MessageTraits: Sendable {
  let sender: PartyTraits?
  let recipients: [PartyTraits]

  init(_ parties: Parties) {
    sender = parties.sender.map { PartyTraits($0) }
    recipients = parties.recipients.map { PartyTraits($0) }
  }
}

/// The role and duties of a party, without all the rest of it.
struct PartyTraits: Sendable {
  let role: Role
  let duties: Set<String>
  /// Whether it may have duties that nobody names: staff whom the roster does not list.
  let hasOtherDuties: Bool

  init(_ party: Party) {
    role = party.role
    duties = party.duties
    hasOtherDuties = Self.hasOtherDuties(party)
  }

  /// Whether a party may have duties that nobody names.
  static func hasOtherDuties(_ party: Party) -> Bool {
    party.role == .unknown || (party.role == .staff && party.person == nil)
  }
}

/// Of which kinds those are that a message comes from and goes to, where nobody has a duty: all that a
/// `PartyQuestion` asks of them.
struct PartyKinds: Equatable {
  /// One bit for each kind; no bit for a message without a sender.
  private var sender: UInt16 = 0
  private var recipients: UInt16 = 0

  /// The kinds; nil when somebody has a duty.
  init?(_ parties: Parties) {
    if let party = parties.sender {
      guard party.duties.isEmpty else { return nil }
      sender = Self.bit(of: party)
    }
    for index in parties.recipients.indices {
      guard parties.recipients[index].duties.isEmpty else { return nil }
      recipients |= Self.bit(of: parties.recipients[index])
    }
  }

  private static func bit(of party: Party) -> UInt16 {
    let role = UInt16(RoleSet.bit(of: party.role))
    return PartyTraits.hasOtherDuties(party) ? role << 8 : role
  }
}

/// Roles and duties of which a party may have one: `staff`, `guardian`, `advisor`.
///
/// A guessed role counts as one that is known. A duty that nobody names is unknown for staff whom the roster does
/// not list, and not met for everybody else. `unknown` asks whether nothing tells the role, which is met or not:
/// `not outside` says nothing of somebody whose role nobody knows.
struct RoleSet: Sendable {
  private var isAnyone = false
  /// A bit for each role.
  private var roles: UInt8 = 0
  private var duties: [String] = []

  init(_ names: [String]) {
    for name in names {
      if name == "anyone" {
        isAnyone = true
      } else if let role = Role(rawValue: name) {
        roles |= Self.bit(of: role)
      } else {
        duties.append(name)
      }
    }
  }

  /// Whether it names those whose role nothing tells.
  var holdsUnknown: Bool { roles & Self.bit(of: .unknown) != 0 }

  /// Whether a party has one of them.
  func state(of party: PartyTraits) -> CircumstanceEvaluator.State {
    if isAnyone || roles & Self.bit(of: party.role) != 0 { return .met }
    var isUnknown = party.role == .unknown && roles != 0
    for duty in duties {
      if party.duties.contains(duty) { return .met }
      if party.hasOtherDuties { isUnknown = true }
    }
    return isUnknown ? .unknown : .notMet
  }

  /// The bit of a role.
  static func bit(of role: Role) -> UInt8 {
    switch role {
    case .staff: 1
    case .student: 2
    case .guardian: 4
    case .outside: 8
    case .unknown: 16
    }
  }
}
