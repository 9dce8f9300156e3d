import Native

/// What somebody seems to be to a school by the display name alone: `Coach Ellis`, `Ximena's mom`, `Parents 6C`.
///
/// Of private telephones and accounts that no roster lists an export says no more than this: the names
/// that people give their contacts and groups.
enum NameLooks {
  /// The role that a display name speaks of; nil when it is but a name.
  ///
  /// - Parameter titles: whether `Mr.` and `Ms.` speak of staff: they do where pupils and families gave
  ///   the name, as in lists of contacts, and not where the bearers call themselves so.
  static func role(ofName name: String, titles: Bool) -> Role? {
    var found: UInt8 = 0
    var isFirst = true
    for word in name.prefix(100).split(whereSeparator: { !isPartOfWord($0) }) {
      if word.hasSuffix("'s") || word.hasSuffix("’s") {
        // `Coach's wife`, `Ms. Diaz's class`: what follows says who it is.
        found &= ~(staff | title)
      } else {
        let kinds = kinds(of: word)
        found |= isFirst && titles ? kinds : kinds & ~title
      }
      isFirst = false
    }
    if found & families != 0 { return .guardian }
    if found & students != 0 { return .student }
    return found != 0 ? .staff : nil
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character == "'" || character == "’"
  }

  private static func kinds(of word: Substring) -> UInt8 {
    // Chinese writes a title behind the name and no space between.
    for (ending, kinds) in endings where word.hasSuffix(ending) { return kinds }
    return table[PlainLetters.plain(String(word)).utf8.span]
  }

  private static let families: UInt8 = 1
  private static let students: UInt8 = 2
  private static let staff: UInt8 = 4
  /// What speaks of staff where a name begins with it.
  private static let title: UInt8 = 8

  private static let endings = [
    ("老师", staff), ("妈妈", families), ("爸爸", families), ("家长", families),
  ]

  private static let table = SpellingTable(
    (
      families,
      """
      mom moms mum dad dads mother father parent parents grandma grandpa guardian guardians family families pto pta \
      mama mamas papa papas madre padre padres abuela abuelo acudiente mae maes pai pais avo responsavel familia familias \
      мама мами мамы папа тато батьки бабушка бабуся родители أم ام ابو أبو आमा बुबा manman fanmi
      """
    ),
    (
      students,
      "students student girls boys kids class seniors juniors sophomores freshmen alumnos alunos"
    ),
    (
      staff,
      """
      coach coaches teacher teachers tchr nurse office aide para paras sub asst advisor adviser principal dispatch \
      athletics attendance maestra maestro profesor profesora professor professora entrenador entrenadora treinador \
      treinadora prof profe тренер учитель вчитель учителька استاذ أستاذ مدرب معلمة
      """
    ),
    (title, "mr mrs ms miss mx"))
}
