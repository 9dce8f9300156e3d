@testable import Mail
@testable import People

/// The naive twin of what is told of addresses and of messages without a profile: strings and sets,
/// nothing remembered.
enum PartyTwin {
  /// What a domain looks like.
  static func looks(_ domain: String) -> DistrictProfile.DomainKind? {
    guard domain.utf8.count < 255 else { return nil }
    let labels = domain.split(separator: ".").map(String.init)
    guard labels.count >= 2, let last = labels.last else { return nil }
    let isSchool =
      last == "edu" || (labels.contains("k12") && last == "us")
      || labels.dropLast().contains { label in
        ["school", "district", "k12", "academy"].contains { label.contains($0) }
          || label.split(separator: "-").contains {
            ["isd", "usd", "rsd", "ps", "cps", "sd"].contains($0)
          }
          || ["isd", "usd", "schools", "cisd", "rsd"].contains {
            label.hasSuffix($0) && label.utf8.count > $0.utf8.count + 2
          }
      }
    guard isSchool else { return nil }
    return labels.contains { students.contains($0) } ? .student : .staff
  }

  private static let students: Set<String> = [
    "student", "students", "stu", "s", "pupils", "scholars", "stud",
  ]

  /// An address read as a string.
  static func address(_ text: String) -> Address {
    guard text.utf8.count <= 1_000 else { return .none }
    let text = text.lowercased()
    if let at = text.lastIndex(of: "@"), at != text.startIndex,
      text.index(after: at) != text.endIndex
    {
      let bare = text[..<at].lastIndex(of: ":").map { text[text.index(after: $0)...] } ?? text[...]
      var domain = text[text.index(after: at)...]
      while domain.last == "." || domain.last == ">" { domain.removeLast() }
      return .mail(String(bare), domain: domain.utf8.count > 255 ? "" : String(domain))
    }
    if let colon = text.firstIndex(of: ":") {
      let service = String(text[..<colon])
      let name = String(text[text.index(after: colon)...])
      if !service.isEmpty, service.utf8.allSatisfy({ $0 > 0x20 }) {
        guard let digits = digits(name) else { return .handle(service: service, name: name) }
        let isPlain = ["tel", "sms", "mms", "imessage", "facetime"].contains(service)
        return .phone(digits, service: isPlain ? nil : service)
      }
    }
    return digits(text).map { .phone($0, service: nil) } ?? .none
  }

  private static func digits(_ text: String) -> String? {
    guard text.allSatisfy({ "0123456789 ()+-./".contains($0) }) else { return nil }
    let digits = text.filter { ("0"..."9").contains($0) }
    guard (5...15).contains(digits.count) else { return nil }
    return digits.count == 11 && digits.first == "1" ? String(digits.dropFirst()) : digits
  }

  /// Whether the local part or display name speaks of several people, and whose they are.
  static func list(_ address: String, _ name: String) -> (isList: Bool, role: Role?) {
    let local = address.prefix { $0 != "@" }.prefix(100)
    let words = (local.split { !$0.isLetter } + name.prefix(100).split { !$0.isLetter })
      .map { PlainLetters.plain(String($0)) }
    let families: Set<String> = [
      "families", "familias", "parents", "padres", "pais", "guardians", "fanmi", "family", "pto",
      "pta", "fam", "gfamilies", "phuhuynh", "moms", "dads", "boosters",
    ]
    let students: Set<String> = [
      "students", "class", "seniors", "juniors", "sophomores", "freshmen", "pupils",
    ]
    let staff: Set<String> = [
      "staff", "allstaff", "faculty", "teachers", "coaches", "drivers", "paras",
      "paraprofessionals",
      "aides", "subs", "substitutes", "custodians", "employees",
    ]
    let others: Set<String> = [
      "all", "everyone", "list", "team", "dept", "department", "announce", "committee",
      "volunteers", "members", "mentors", "board", "club", "council", "group", "crew",
    ]
    if words.contains(where: families.contains) { return (true, .guardian) }
    if words.contains(where: students.contains) { return (true, .student) }
    if words.contains(where: staff.contains) { return (true, .staff) }
    return (words.contains(where: others.contains), nil)
  }

  /// The view that a message without a profile gives of each of its domains.
  struct Scene {
    var domains: [String: DistrictProfile.DomainKind] = [:]

    mutating func note(_ mailbox: Mailbox) {
      guard domains.count < 200, case .mail(_, let domain) = address(mailbox.address),
        PublicDomains.kinds(of: domain.utf8.span).isEmpty
      else { return }
      switch District.role(hint: mailbox.roleHint) {
      case .staff?: domains[domain] = .staff
      case .student?: if domains[domain] == nil { domains[domain] = .student }
      default: if domains[domain] == nil, let kind = looks(domain) { domains[domain] = kind }
      }
    }

    func view(of mailbox: Mailbox) -> SceneView {
      guard case .mail(_, let domain) = address(mailbox.address) else { return SceneView() }
      var view = SceneView(hasDistrict: !domains.isEmpty)
      if let kind = domains[domain] ?? looks(domain) {
        view.kind = kind
      } else if let dot = domain.firstIndex(of: ".") {
        view.kind = domains[String(domain[domain.index(after: dot)...])]
        if view.kind != nil, students.contains(String(domain[..<dot])) { view.kind = .student }
      }
      return view
    }
  }

  /// Who a message comes from and goes to.
  static func parties(
    of message: borrowing Message, envelope: Envelope? = nil, in district: District
  ) -> Parties {
    var scene = Scene()
    let author = message.from.first ?? message.sender.first
    let recipients = message.to + message.cc + message.bcc
    if district.isGuessing {
      if let author { scene.note(author) }
      for mailbox in recipients { scene.note(mailbox) }
    }
    func party(_ mailbox: Mailbox) -> Party {
      var reading = MailboxReading(
        address: address(mailbox.address), hint: District.role(hint: mailbox.roleHint))
      if case .mail(_, let domain) = reading.address {
        reading.domain = .init(
          kinds: PublicDomains.kinds(of: domain.utf8.span), looks: looks(domain))
      }
      return district.party(for: mailbox, reading, in: scene.view(of: mailbox))
    }
    var parties = Parties()
    if let author {
      parties.sender = party(author)
    } else if let sender = envelope?.sender, !sender.isEmpty {
      parties.sender = party(Mailbox(address: sender))
    }
    var seen: Set<String> = []
    for mailbox in recipients + (envelope?.recipients ?? []).map({ Mailbox(address: $0) }) {
      let key = mailbox.address.isEmpty ? mailbox.name : mailbox.address.lowercased()
      if !key.isEmpty, seen.insert(key).inserted { parties.recipients.append(party(mailbox)) }
    }
    return parties
  }
}
