import Native

/// Whether an address of the district looks like a list, and whose: by its local part and display name.
struct ListLooks {
  /// Whether they speak of several people.
  private(set) var isList = false
  /// Who reads such a list; nil when it does not say.
  var role: Role? {
    if found & Self.families != 0 { return .guardian }
    if found & Self.students != 0 { return .student }
    return found & Self.staff != 0 ? .staff : nil
  }

  private var found: UInt8 = 0

  /// Looks at an address in lower case and a display name.
  init(_ address: String, name: String) {
    let bytes = address.utf8.span
    add(address, to: bytes.firstOffset(of: UInt8(ascii: "@")) ?? bytes.count)
    add(name, to: name.utf8.count)
    isList = found != 0
  }

  /// Adds the words of the first `end` bytes of a text, a hundred characters of them at most.
  private mutating func add(_ text: String, to end: Int) {
    let bytes = text.utf8.span.extracting(0..<end)
    guard bytes.firstNonASCII() == end, bytes.firstOffset(of: 0x0D) == nil else {
      for word in String(utf8: bytes).prefix(100).split(whereSeparator: { !$0.isLetter }) {
        found |= Self.table[PlainLetters.plain(String(word)).utf8.span]
      }
      return
    }
    var word: [UInt8] = []
    for index in 0..<min(end, 100) {
      let letter = bytes[index] | 0x20
      if letter &- UInt8(ascii: "a") < 26 {
        word.append(letter)
      } else if !word.isEmpty {
        found |= Self.table[word.span]
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { found |= Self.table[word.span] }
  }

  private static let families: UInt8 = 1
  private static let students: UInt8 = 2
  private static let staff: UInt8 = 4
  private static let others: UInt8 = 8

  // Offices that handle such matters (counselors, nurses, principals) are no audience, however many they are.
  private static let table = SpellingTable(
    (
      families,
      """
      families familias parents padres pais guardians fanmi family pto pta fam gfamilies phuhuynh moms dads boosters
      """
    ),
    (students, "students class seniors juniors sophomores freshmen pupils"),
    (
      staff,
      """
      allstaff staff faculty teachers coaches drivers paras paraprofessionals aides subs substitutes custodians \
      employees
      """
    ),
    (
      others,
      """
      all everyone list team dept department announce committee volunteers members mentors board club council group crew
      """
    ))
}
