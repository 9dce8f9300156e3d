import Native

/// Words that decide whether capitals make a name.
enum NameWords {
  /// What stands before a last name.
  static let titles: Set<UInt64> = hashes(
    """
    mr mrs ms miss mx dr prof professor coach nurse principal officer mister madam sr sra srta señor
    señora profe monsieur madame
    """)

  /// Capitalized words of school mail that are no names of people.
  static let notNames: Set<UInt64> = hashes(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    the a an and or but if when where why how what who this that these those there here it its we you
    your our my his her their they he she i in on at for from to of with without as by about after
    before during please thanks thank dear hello hi hey good morning afternoon evening night happy
    best kind warm regards sincerely yes no not all any each every some both new old first second
    third last next
    school schools high middle elementary preschool kindergarten academy college university district
    department dept office center centre room hall gym gymnasium cafeteria library field stadium
    building campus street st avenue ave road rd drive lane court boulevard blvd park place plaza
    board committee council association union club team league society company corp inc llc bank
    hospital clinic church county city town state states america american united national federal
    north south east west northern southern eastern western central
    english math mathematics algebra geometry calculus science biology chemistry physics history
    social studies spanish french latin chinese german music art arts band chorus orchestra health
    physical education reading writing literacy technology computer honors advanced placement grade
    grades class classes course semester quarter term period day days week month year spring summer
    fall winter autumn holiday break vacation thanksgiving christmas easter halloween
    student students teacher teachers parent parents guardian guardians family families staff faculty
    principal superintendent director manager coordinator specialist counselor counselors nurse
    secretary assistant coach advisor chair president vice secretary treasurer
    meeting agenda minutes report update notice newsletter calendar schedule form forms policy
    handbook plan plans program project test tests exam exams quiz homework assignment
    google zoom microsoft apple facebook instagram snapchat whatsapp twitter discord youtube teams
    classroom drive docs gmail outlook word excel powerpoint adobe amazon android iphone ipad
    chromebook windows internet wifi
    special individualized section title plan act law code public private open house
    re fw fwd subject date sent cc bcc attached attachment original message forwarded
    """)

  private static func hashes(_ list: String) -> Set<UInt64> {
    var set: Set<UInt64> = []
    for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let bytes = Array(word.utf8)
      set.insert(WordHash.hash(bytes.span))
    }
    return set
  }
}
