import Lexicons
import Mail
import People
import Text

/// What is known of a message beside its text.
struct MessageFacts: Sendable {
  /// Who wrote it and who gets it.
  var parties = Parties()
  /// When it was written.
  var date: MessageDate?
  /// The medium.
  var channel: Message.Channel = .email
  /// Whether its headers mark it as list mail.
  var isList = false
  /// The language of its text; nil when unclear, or when no rule asks.
  var language: String?
}

/// Whom findings are about.
struct Subjects: Sendable, Hashable {
  /// People of the roster, in order of appearance, each once.
  var people: [PersonID] = []
  /// Whether the sender speaks of themselves (`my surgery`).
  var hasOwn = false
  /// Whether somebody is mentioned whom the roster does not know.
  var hasStranger = false
}

/// What was found so far, for conditions that ask about it.
struct FoundFacts: Sendable {
  /// The points of each concern, in the order of `Concern.allCases`.
  var points = [Int](repeating: 0, count: Concern.allCases.count)
  /// How many findings there are.
  var findings = 0
  /// How many mentions there are of each kind that has some and that rules ask for.
  var mentions: [KindCount] = []
  /// Whom the findings are about.
  var subjects = Subjects()
  /// The passages that the findings stand in.
  var passages: [Passage] = []

  /// Nothing was found.
  static let nothing = FoundFacts()

  /// How many mentions there are of a kind.
  struct KindCount: Sendable {
    let kind: String
    let count: Int
  }

  /// How many mentions there are of a kind, by its name.
  func mentions(of kind: String) -> Int { mentions.first { $0.kind == kind }?.count ?? 0 }
}

/// Answers facts about a message as a whole with met, not met or unknown.
struct CircumstanceEvaluator: Sendable {
  /// The answer to one circumstance.
  typealias State = ExceptionOutcome.State

  /// The district whose roles, clock and roster count.
  let district: District
  /// What is known of the message.
  var facts = MessageFacts()

  init(district: District) { self.district = district }

  /// Whether a circumstance holds, with `not` turned round; unknown stays unknown.
  func state(of circumstance: Circumstance, found: FoundFacts) -> State {
    let state = answer(circumstance.test, found)
    guard circumstance.isNegated else { return state }
    switch state {
    case .met: return .notMet
    case .notMet: return .met
    case .unknown: return .unknown
    }
  }

  /// Whether all of some circumstances hold: not met when one is not, unknown when one is.
  func state(of circumstances: [Circumstance], found: FoundFacts) -> State {
    var all = State.met
    for circumstance in circumstances {
      switch state(of: circumstance, found: found) {
      case .notMet: return .notMet
      case .unknown: all = .unknown
      case .met: break
      }
    }
    return all
  }

  private func answer(_ test: Circumstance.Test, _ found: FoundFacts) -> State {
    let parties = facts.parties
    switch test {
    case .sender, .anyRecipient, .everyRecipient:
      return PartyQuestion(test)?.state(of: MessageTraits(parties)) ?? .unknown
    case .recipientsOver(let count):
      return Self.state(parties.recipients.count > count)
    case .recipientsUnder(let count):
      // A list has more readers than its one address.
      if parties.recipients.contains(where: \.isList) { return .notMet }
      return Self.state(parties.recipients.count < count)
    case .channel(let names):
      return Self.state(names.contains(facts.channel.rawValue))
    case .account(let whose, let kinds):
      return account(of: whose, kinds)
    case .hour(let from, let to):
      guard let date = facts.date else { return .unknown }
      let minutes = district.time.local(date).minutes
      return Self.state(
        from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to)
    case .schoolHours:
      guard let date = facts.date, district.time.knowsHours else { return .unknown }
      return Self.state(district.time.isSchoolHours(date))
    case .weekday:
      guard let date = facts.date else { return .unknown }
      return Self.state(district.time.local(date).isWeekday)
    case .list:
      return Self.state(facts.isList || parties.recipients.contains(where: \.isList))
    case .aboutSelf: return aboutSelf(found.subjects)
    case .sameGuardian: return sameGuardian(found.subjects)
    case .wrongGuardian: return wrongGuardian(found.subjects)
    case .selfForward: return selfForward()
    case .field(let names):
      let fields = FieldSet(names)
      return Self.state(found.passages.contains { fields.contains(FieldSet.Traits($0)) })
    case .language(let codes):
      return facts.language.map { Self.state(codes.contains($0)) } ?? .unknown
    case .dominates(let kind):
      let count = found.mentions(of: kind)
      return Self.state(count > 0 && count >= found.findings)
    case .mentions(let kind): return Self.state(found.mentions(of: kind) > 0)
    case .concern(let concern):
      let index = Concern.allCases.firstIndex(of: concern)
      return Self.state(index.map { found.points[$0] > 0 } ?? false)
    case .assumption: return .unknown
    }
  }

  // MARK: People

  private func account(of whose: Circumstance.Whose, _ kinds: [String]) -> State {
    func holds(_ party: Party) -> State { Self.state(kinds.contains(party.account.rawValue)) }
    let sender = facts.parties.sender.map(holds) ?? .unknown
    let recipients = Self.any(facts.parties.recipients, holds)
    switch whose {
    case .sender: return sender
    case .recipient: return recipients
    case .anyone:
      return sender == .met || recipients == .met
        ? .met : sender == .unknown || recipients == .unknown ? .unknown : .notMet
    }
  }

  /// Whether the findings are about the sender and nobody else.
  private func aboutSelf(_ subjects: Subjects) -> State {
    let sender = facts.parties.sender?.person
    if subjects.people.contains(where: { $0 != sender }) { return .notMet }
    if subjects.hasStranger { return .notMet }
    if subjects.hasOwn || !subjects.people.isEmpty { return .met }
    return .unknown
  }

  /// Whether everybody outside staff who sends or gets the message is the student that it is about or
  /// a guardian of them.
  private func sameGuardian(_ subjects: Subjects) -> State {
    var outsiders = facts.parties.recipients.filter { $0.role != .staff }
    if let sender = facts.parties.sender, sender.role != .staff { outsiders.append(sender) }
    guard !outsiders.isEmpty else { return .notMet }
    if outsiders.contains(where: { $0.role == .outside || $0.isList }) { return .notMet }
    let students = subjects.people.filter { district.roster[$0]?.role == .student }
    var all = State.met
    for outsider in outsiders {
      guard let id = outsider.person, let person = district.roster[id], !students.isEmpty else {
        all = .unknown
        continue
      }
      if !students.allSatisfy({ isTheirs($0, id, person) }) { return .notMet }
    }
    return all
  }

  /// Whether a student is the person or a child of theirs.
  private func isTheirs(_ student: PersonID, _ id: PersonID, _ person: Person) -> Bool {
    student == id || person.related.contains(student)
      || district.roster[student]?.related.contains(id) == true
  }

  /// Whether a student or guardian gets what is said of somebody else's child, be it beside their own.
  ///
  /// Unknown when the roster knows none of those who are not staff, or no student that is mentioned.
  private func wrongGuardian(_ subjects: Subjects) -> State {
    let students = subjects.people.filter { district.roster[$0]?.role == .student }
    let families = facts.parties.recipients.filter { $0.role == .student || $0.role == .guardian }
    if families.isEmpty { return .notMet }
    guard !students.isEmpty else { return .unknown }
    var state = State.unknown
    for recipient in families where !recipient.isList {
      guard let id = recipient.person, let person = district.roster[id] else { continue }
      if !students.allSatisfy({ isTheirs($0, id, person) }) { return .met }
      state = .notMet
    }
    return state
  }

  /// Whether somebody sends a copy from their private account to their own district account alone.
  private func selfForward() -> State {
    guard let sender = facts.parties.sender, !facts.parties.recipients.isEmpty else {
      return .unknown
    }
    guard sender.account == .personal || sender.account == .social else { return .notMet }
    var all = State.met
    for recipient in facts.parties.recipients {
      guard recipient.account == .district, !recipient.isList else { return .notMet }
      if let one = sender.person, let other = recipient.person {
        if one != other { return .notMet }
      } else {
        let one = sender.mailbox.name.lowercased()
        let other = recipient.mailbox.name.lowercased()
        if one.isEmpty || other.isEmpty {
          all = .unknown
        } else if one != other {
          return .notMet
        }
      }
    }
    return all
  }

  // MARK: Three values

  private static func state(_ holds: Bool) -> State { holds ? .met : .notMet }

  private static func any(_ parties: [Party], _ state: (Party) -> State) -> State {
    var any: State = parties.isEmpty ? .unknown : .notMet
    for index in parties.indices {
      switch state(parties[index]) {
      case .met: return .met
      case .unknown: any = .unknown
      case .notMet: break
      }
    }
    return any
  }
}
