import Lexicons
import People

extension Subjects {
  /// Whether nobody is mentioned.
  var isEmpty: Bool { people.isEmpty && !hasStranger }

  /// The most people that are told apart in one place.
  private static let mostPeople = 16

  /// Adds the people of some mentions.
  mutating func add(_ mentions: [Mention], _ members: some Sequence<Int>) {
    for index in members {
      let person = Int(mentions[index].person)
      if person < 0 {
        hasStranger = true
      } else if people.count < Self.mostPeople, !people.contains(PersonID(index: person)) {
        people.append(PersonID(index: person))
      }
    }
  }
}

extension Circumstance.Test {
  /// Whether the parties, the date and the medium of a message decide it.
  var isKnownBefore: Bool {
    switch self {
    case .sender, .anyRecipient, .everyRecipient, .recipientsOver, .recipientsUnder, .channel,
      .account, .hour, .schoolHours, .weekday, .list, .selfForward:
      true
    default: false
    }
  }
}
