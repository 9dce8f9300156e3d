internal import Lexicons
internal import People

/// Who a message goes to, in the words of a card, and why that matters.
struct CardAudience {
  private var outside: [Party] = []
  private var lists: [Party] = []
  private var guardians = 0
  private var students = 0
  private var privateAccounts = 0
  private var colleagues = 0
  private var unknown: [Party] = []
  /// Whether somebody who is neither a student nor of a family writes to a student.
  let isFromAdultToStudent: Bool
  private let style: ReportStyle

  init(_ parties: Parties, style: ReportStyle) {
    self.style = style
    let sender = parties.sender?.role ?? .unknown
    isFromAdultToStudent =
      sender != .student && sender != .guardian
      && parties.recipients.contains { $0.role == .student }
    for recipient in parties.recipients {
      if recipient.isList {
        lists.append(recipient)
      } else {
        switch recipient.role {
        case .outside: outside.append(recipient)
        case .guardian: guardians += 1
        case .student: students += 1
        case .unknown: unknown.append(recipient)
        case .staff where recipient.account == .personal || recipient.account == .social:
          privateAccounts += 1
        case .staff: colleagues += 1
        }
      }
    }
  }

  /// The second sentence: where it goes, and why that matters.
  func sentence(reasons: [String]) -> String {
    let why =
      reasons.count > 1
      ? "\(reasons.dropLast().joined(separator: ", ")), and \(reasons[reasons.count - 1])"
      : reasons.first ?? ""
    let people = CardWords.joined(named)
    guard !people.isEmpty else { return "\(why.prefix(1).uppercased())\(why.dropFirst())." }
    return "It goes to \(people): \(why)."
  }

  /// Whoever may know least comes first.
  private var named: [String] {
    var people: [String] = []
    add(outside, "outside the district", to: &people)
    add(unknown, "which the district does not know", to: &people)
    if !lists.isEmpty { people.append(listNames) }
    add(privateAccounts, "a private account", "private accounts", to: &people)
    add(guardians, "a parent or guardian", "parents or guardians", to: &people)
    add(students, "a student", "students", to: &people)
    add(colleagues, "a colleague", "colleagues", to: &people)
    return people
  }

  private func add(_ parties: [Party], _ what: String, to people: inout [String]) {
    if parties.count == 1 {
      people.append("\(Terminal.printable(style.address(of: parties[0]))) (\(what))")
    } else if parties.count > 1 {
      people.append("\(parties.count) addresses (\(what))")
    }
  }

  private func add(_ count: Int, _ one: String, _ many: String, to people: inout [String]) {
    if count > 0 { people.append(count == 1 ? one : "\(count) \(many)") }
  }

  private var listNames: String {
    guard lists.count == 1 else { return "\(lists.count) lists" }
    switch lists[0].role {
    case .guardian: return "a list of families"
    case .student: return "a list of students"
    case .staff: return "a list of staff"
    case .outside, .unknown: return "a list"
    }
  }

  /// Why what is confidential matters with these people.
  var confidentiality: String {
    if !outside.isEmpty || !unknown.isEmpty {
      return "once it has left the district, nobody can keep it confidential"
    }
    if !lists.isEmpty || guardians + students > 1 {
      return "what is confidential about one person is not for everybody who reads it there"
    }
    if guardians + students == 1 {
      return "they may only know what is confidential about themselves or their own child"
    }
    if privateAccounts > 0 { return "what is confidential has to stay on the district's accounts" }
    return "what is confidential is only for those who need it for their work"
  }
}
