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
      var any = message.recipients.isEmpty ? CircumstanceEvaluator.State.unknown : .notMet
      for index in message.recipients.indices {
        switch roles.state(of: message.recipients[index]) {
        case .met: return .met
        case .unknown: any = .unknown
        case .notMet: break
        }
      }
      return any
    case .everyRecipient(let roles):
      var every = message.recipients.isEmpty ? CircumstanceEvaluator.State.unknown : .met
      for index in message.recipients.indices {
        switch roles.state(of: message.recipients[index]) {
        case .notMet: return .notMet
        case .unknown: every = .unknown
        case .met: break
        }
      }
      return every
    }
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
