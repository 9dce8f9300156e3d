import Native

/// Words that decide whether capitals make a name.
enum NameWords {
  /// What a word tells.
  struct Kinds: OptionSet {
    let rawValue: UInt8

    /// It stands before a last name.
    static let title = Kinds(rawValue: 1)
    /// Capitalized, it is a word of school mail and no name of a person.
    static let noName = Kinds(rawValue: 2)
  }

  /// What is known of a word, given by its hash.
  static func kinds(of hash: UInt64) -> Kinds { table[hash] }

  private static let table: Table = {
    var table = Table()
    table.add(titles, .title)
    table.add(notNames, .noName)
    return table
  }()

  private static let titles = """
    mr mrs ms miss mx dr prof professor coach nurse principal officer mister madam sr sra srta señor
    señora profe monsieur madame
    """

  private static let notNames = """
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
    """

  /// The words by their hashes, in open addressing.
  private struct Table {
    private var hashes = [UInt64](repeating: 0, count: 1_024)
    private var kinds = [Kinds](repeating: [], count: 1_024)

    mutating func add(_ list: String, _ kind: Kinds) {
      let bytes = list.utf8.span
      var start = 0
      for offset in 0...bytes.count where offset == bytes.count || bytes[offset] <= 0x20 {
        if offset > start { add(WordHash.hash(bytes.extracting(start..<offset)), kind) }
        start = offset + 1
      }
    }

    private mutating func add(_ hash: UInt64, _ kind: Kinds) {
      let slot = slot(of: hash)
      hashes[slot] = hash
      kinds[slot].insert(kind)
    }

    /// Where a hash stands, or the free place where it would; there are always free places.
    private func slot(of hash: UInt64) -> Int {
      var slot = Int(truncatingIfNeeded: hash >> 32) & 1_023
      while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & 1_023 }
      return slot
    }

    subscript(hash: UInt64) -> Kinds { kinds[slot(of: hash)] }
  }
}
