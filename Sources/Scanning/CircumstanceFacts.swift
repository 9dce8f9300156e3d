import Lexicons
import Mail
import People
import Text

extension CircumstanceEvaluator {
  /// What an answer to a circumstance rests on, in a few words without names or addresses: `the sender is
  /// guardian`, `3 recipients`.
  func basis(of circumstance: Circumstance, found: FoundFacts) -> String {
    let parties = facts.parties
    switch circumstance.test {
    case .sender:
      return parties.sender.map { "the sender is \(Self.described($0))" } ?? "no sender is named"
    case .anyRecipient, .everyRecipient: return Self.described(parties.recipients)
    case .recipientsOver, .recipientsUnder:
      let list = parties.recipients.contains(where: \.isList) ? ", a list among them" : ""
      return Self.counted(parties.recipients.count, "recipient") + list
    case .channel: return "the channel is \(facts.channel.rawValue)"
    case .account(let whose, _):
      let sender = "the sender's account is \(parties.sender?.account.rawValue ?? "unknown")"
      let kinds = Self.distinct(parties.recipients.map(\.account.rawValue))
      let recipients =
        "the recipients' \(kinds.count == 1 ? "is" : "are") \(kinds.joined(separator: ", "))"
      switch whose {
      case .sender: return sender
      case .recipient: return recipients
      case .anyone: return "\(sender), \(recipients)"
      }
    case .hour, .schoolHours: return facts.date.map { "it is \(clock($0))" } ?? "it has no date"
    case .weekday:
      let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
      return facts.date.map { "it is \(names[district.time.local($0).weekday - 1])" }
        ?? "it has no date"
    case .list:
      let isList = facts.isList || parties.recipients.contains(where: \.isList)
      return isList ? "it goes to a list" : "it goes to no list"
    case .aboutSelf, .sameGuardian, .wrongGuardian: return Self.described(found.subjects)
    case .selfForward:
      return "from \(parties.sender?.account.rawValue ?? "unknown") to "
        + Self.distinct(parties.recipients.map(\.account.rawValue)).joined(separator: ", ")
    case .field:
      let fields = Self.distinct(found.passages.map(\.field.rawValue))
      return fields.isEmpty ? "nothing was found" : "found in \(fields.joined(separator: ", "))"
    case .language:
      return facts.language.map { "the language is \($0)" } ?? "the language is unclear"
    case .dominates(let kind):
      return "\(Self.counted(found.mentions(of: kind), "mention")), "
        + Self.counted(found.findings, "finding")
    case .mentions(let kind): return Self.counted(found.mentions(of: kind), "mention")
    case .concern(let concern):
      return "\(concern.rawValue) has \(found.points[concern.number]) points"
    case .assumption: return "no scanner can know"
    }
  }

  private func clock(_ date: MessageDate) -> String {
    let minutes = district.time.local(date).minutes
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }

  private static func described(_ party: Party) -> String {
    let duties = party.duties.sorted()
    return party.role.rawValue + (duties.isEmpty ? "" : " (\(duties.joined(separator: ", ")))")
  }

  private static func described(_ parties: [Party]) -> String {
    if parties.isEmpty { return "no recipient is named" }
    let kinds = parties.map(described)
    let parts = distinct(kinds).map { kind in
      let count = kinds.count { $0 == kind }
      return count == 1 ? kind : "\(count) \(kind)"
    }
    return "\(parties.count == 1 ? "the recipient is" : "the recipients are") "
      + parts.joined(separator: ", ")
  }

  private static func described(_ subjects: Subjects) -> String {
    var parts: [String] = []
    if !subjects.people.isEmpty {
      parts.append(counted(subjects.people.count, "person") + " of the roster")
    }
    if subjects.hasStranger { parts.append("somebody the roster does not know") }
    if subjects.hasOwn { parts.append("the sender") }
    return parts.isEmpty
      ? "nobody in particular is named" : "about " + parts.joined(separator: ", ")
  }

  /// The values, each once, in their order.
  private static func distinct(_ values: [String]) -> [String] {
    var seen: [String] = []
    for value in values where !seen.contains(value) { seen.append(value) }
    return seen
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    let plural = noun == "person" ? "people" : noun + "s"
    return "\(count) \(count == 1 ? noun : plural)"
  }
}
