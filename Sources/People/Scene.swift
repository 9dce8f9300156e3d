import Mail

/// What the addresses of one message tell about where its district is, when there is no profile.
struct Scene {
  /// Domains that hints and looks mark as the district's, with their kind.
  private var domains: [String: DistrictProfile.DomainKind] = [:]

  /// Whether some address is of a school.
  var hasDistrict: Bool { !domains.isEmpty }

  /// Takes note of a mailbox, its hint and its domain.
  mutating func note(_ mailbox: Mailbox) {
    guard domains.count < 200, case .mail(_, let domain) = Address(mailbox.address),
      !PublicDomains.isPersonal(domain), !PublicDomains.isTextGateway(domain),
      !PublicDomains.isSocial(domain)
    else { return }
    switch District.role(hint: mailbox.roleHint) {
    case .staff?: domains[domain] = .staff
    case .student?: if domains[domain] == nil { domains[domain] = .student }
    default: if domains[domain] == nil, let kind = Self.looks(domain) { domains[domain] = kind }
    }
  }

  /// The kind of a domain that was noted, or of the parent that it stands below.
  func kind(of domain: String) -> DistrictProfile.DomainKind? {
    if let kind = domains[domain] { return kind }
    if let kind = Self.looks(domain) { return kind }
    guard let dot = domain.firstIndex(of: ".") else { return nil }
    let parent = String(domain[domain.index(after: dot)...])
    guard domains[parent] != nil else { return nil }
    return Self.studentLabels.contains(String(domain[..<dot])) ? .student : domains[parent]
  }

  /// What a domain looks like: `*.k12.*.us`, `*.edu`, words for schools and districts.
  static func looks(_ domain: String) -> DistrictProfile.DomainKind? {
    guard domain.utf8.count < 255 else { return nil }
    let labels = domain.split(separator: ".").map(String.init)
    guard labels.count >= 2 else { return nil }
    let isSchool =
      labels.last == "edu" || (labels.contains("k12") && labels.last == "us")
      || labels.dropLast().contains { label in
        schoolWords.contains { label.contains($0) }
          || label.split(separator: "-").contains { schoolEndings.contains(String($0)) }
          || schoolSuffixes.contains { label.hasSuffix($0) && label.utf8.count > $0.utf8.count + 2 }
      }
    guard isSchool else { return nil }
    return labels.contains { studentLabels.contains($0) } ? .student : .staff
  }

  private static let studentLabels: Set<String> = [
    "student", "students", "stu", "s", "pupils", "scholars", "stud",
  ]
  private static let schoolWords = ["school", "district", "k12", "academy"]
  private static let schoolEndings: Set<String> = ["isd", "usd", "rsd", "ps", "cps", "sd"]
  private static let schoolSuffixes = ["isd", "usd", "schools", "cisd", "rsd"]
}

/// Whether an address of the district looks like a list, and whose.
enum ListLooks {
  /// Whether the local part or the display name speaks of several people.
  static func isList(_ address: String, name: String) -> Bool {
    words(address, name).contains { families.contains($0) || groups.contains($0) }
  }

  /// Who reads such a list; nil when it does not say.
  static func role(_ address: String, name: String) -> Role? {
    let words = words(address, name)
    if words.contains(where: { families.contains($0) }) { return .guardian }
    if words.contains(where: { $0 == "students" || $0 == "class" }) { return .student }
    if words.contains(where: { ["staff", "allstaff", "faculty", "teachers"].contains($0) }) {
      return .staff
    }
    return nil
  }

  private static func words(_ address: String, _ name: String) -> [String] {
    let local = address.prefix { $0 != "@" }.prefix(100)
    let parts = local.split { !$0.isLetter } + name.prefix(100).split { !$0.isLetter }
    return parts.map { PlainLetters.plain(String($0)) }
  }

  private static let families: Set<String> = [
    "families", "familias", "famílias", "parents", "padres", "pais", "guardians", "fanmi", "family",
    "pto", "pta", "fam", "gfamilies", "phuhuynh",
  ]
  private static let groups: Set<String> = [
    "all", "allstaff", "staff", "faculty", "everyone", "list", "team", "dept", "department",
    "students", "class", "teachers", "announce", "committee", "volunteers",
  ]
}

/// Whether a display name could be somebody's: `Ms. Ruiz`, `Ana R.`, `Ana (mom)`.
enum PartialName {
  /// Whether the name's words fit a person's first, preferred or last name.
  static func fits(_ display: String, _ person: Person) -> Bool {
    guard let name = PersonalName(display: display) else { return false }
    let firsts = [person.first, person.preferred].filter { !$0.isEmpty }.map(PersonalName.plain)
    let last = PersonalName.plain(person.last)
    let first = PersonalName.plain(name.first)
    let family = PersonalName.plain(name.last)
    if first.isEmpty { return !family.isEmpty && family == last }
    guard firsts.contains(first) else { return false }
    // An initial or nothing at all may stand for the last name.
    return family.isEmpty || family == last || (family.count == 1 && last.hasPrefix(family))
  }
}
