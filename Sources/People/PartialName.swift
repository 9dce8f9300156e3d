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
