internal import Lexicons
private import Mail
internal import Scanning

/// The words of a card for the sender, by concern.
struct CardWords {
  /// Whether signs between an adult and a student are told of to others, not written to the student.
  let isReport: Bool

  /// The first sentence: what seems to be in the message.
  func contents(of concerns: [Concern]) -> String {
    var held: [String] = []
    if concerns.contains(.student) { held.append("protected information about a student") }
    if concerns.contains(.medical) { held.append("information about somebody's health") }
    if concerns.contains(.personnel) {
      held.append("information about an employee that is not public")
    }
    if concerns.contains(.boundary) {
      held.append(
        isReport
          ? "something between an adult and a student that somebody should look at"
          : "words between an adult and a student that could be misunderstood")
    }
    let carries = concerns.contains(.channel)
    let carried = "to take school business to a private account"
    guard !held.isEmpty else { return "This message seems \(carried)." }
    return "This message seems to contain \(Self.joined(held))\(carries ? ", and \(carried)" : "")."
  }

  /// Why that matters with the people it goes to.
  func reasons(about concerns: [Concern], _ audience: CardAudience) -> [String] {
    var reasons: [String] = []
    if concerns.contains(where: { [.student, .medical, .personnel].contains($0) }) {
      reasons.append(audience.confidentiality)
    }
    if concerns.contains(.boundary) {
      reasons.append(
        isReport
          ? "reports of that kind are for those who can act on them"
          : "what adults and students write to each other should be clear to everybody")
    }
    if concerns.contains(.channel) {
      reasons.append("the district can keep its records on school accounts only")
    }
    return reasons
  }

  /// What the sender can do about it.
  func change(for concern: Concern) -> String {
    switch concern {
    case .student:
      "Take out the name, the numbers or the details, or send it only to those who need it for their work or to the student's own family."
    case .medical:
      "Take out what is said of somebody's health, or send it only to those who need it, such as the nurse or the person's own family."
    case .personnel:
      "Take out what is said of the employee, or speak with the personnel office or your principal instead."
    case .boundary where isReport:
      "If you report something, take nothing out: send it to your principal, a counselor or the district office alone. Where somebody is in danger, call 911."
    case .boundary:
      "Keep to school matters, write from your school account, and let a colleague or the family read along."
    case .channel:
      "Use the accounts and addresses of the school, and ask the others to use them too."
    }
  }

  /// The last words.
  static let end =
    "A program wrote this and may be mistaken: if the message is right as it is, ask your mail administrator."

  /// Where a finding stands, as somebody says it who has the message open.
  static func place(of finding: Finding) -> String {
    switch finding.field {
    case "subject": "In the subject"
    case "attachment-name": "In the name of an attachment"
    case "link": "In a link"
    case "attachment": "In an attachment, line \(finding.line)"
    default: finding.isQuoted ? "In what you quote, line \(finding.line)" : "Line \(finding.line)"
    }
  }

  /// `a`, `a and b`, `a, b and c`.
  static func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return "\(parts.dropLast().joined(separator: ", ")) and \(last)"
  }
}
