import Native

/// Collects the spellings under which people are found.
struct RosterIndexBuilder {
  /// The kinds of identifier, by the three bits that the number table stores.
  static let kinds = ["student-id", "state-id", "staff-id", "phone", "dob", "", "", ""]

  private var sequences: [(key: UInt64, value: Int)] = []
  private var prefixes: [UInt64] = []
  /// The first two words of every sequence.
  private var words: Set<UInt64> = []
  private var firsts = KeyTable.Builder()
  private var lasts = KeyTable.Builder()
  private var numbers = KeyTable.Builder()

  /// All names as one folded text, so that folding and word scanning cost one call each.
  private var folded: [UInt8] = []
  private var tokens: [Token] = []

  /// The gate of the names' first words, that of the names, and the tables in the order of `RosterImage.Table`.
  consuming func tables() -> (words: [UInt64], gate: [UInt64], tables: [KeyTable]) {
    var names = KeyTable.Builder()
    names.reserve(sequences.count)
    for sequence in sequences { names.add(sequence.key, sequence.value) }
    return (
      KeyGate.gate(of: words), KeyGate.gate(of: sequences.map(\.key) + prefixes),
      [names.table(), firsts.table(), lasts.table(), numbers.table()]
    )
  }

  mutating func add(_ people: [Person]) {
    // A record is four fields, each closed by a bar. Who may be spelt otherwise gets a second one:
    // without accents and apostrophes, or with the accents that the register left out.
    var text: [UInt8] = []
    var owners: [Int] = []
    for (index, person) in people.enumerated() {
      Self.append(
        [person.first, person.last, person.preferred, Self.address(of: person)], to: &text)
      owners.append(index)
      if Self.isMarked(person.first) || Self.isMarked(person.last)
        || Self.isMarked(person.preferred)
      {
        let names = [person.first, person.last, person.preferred].map(PersonalName.plain)
        Self.append(names + [""], to: &text)
        owners.append(index)
      } else {
        let names = [person.first, person.last, person.preferred]
        let accented = names.map(AccentedNames.accented)
        if accented.contains(where: { $0 != nil }) {
          Self.append(zip(accented, names).map { $0 ?? $1 } + [""], to: &text)
          owners.append(index)
        }
      }
      addNumbers(of: person, index)
    }
    var folder = Folder()
    let names = folder.foldedBytes(text.span)
    var words: [Token] = []
    scanWords(names.span, into: &words)
    folded = names
    tokens = words
    sequences.reserveCapacity(owners.count * 6)
    var field = 0
    var place = 0
    var starts = [0, 0, 0, 0, 0]
    var record = 0
    var token = 0
    while place < folded.count, record < owners.count {
      if folded[place] == 0x7C {
        field += 1
        starts[field] = token
        if field == 4 {
          addRecord(starts, owners[record], isStaff: people[owners[record]].role == .staff)
          record += 1
          field = 0
          starts[0] = token
        }
      }
      // Words are passed over whole; a bar is never inside one.
      if token < tokens.count, place >= Int(tokens[token].start) {
        place = max(place + 1, Int(tokens[token].end))
        token += 1
      } else {
        place += 1
      }
    }
    folded = []
    tokens = []
  }

  private static func append(_ fields: [String], to text: inout [UInt8]) {
    for field in fields {
      for byte in field.utf8 {
        text.append(byte == 0x7C || byte < 0x20 ? 0x20 : byte)
      }
      text.append(0x7C)
    }
    text.append(0x0A)
  }

  private static func address(of person: Person) -> String {
    person.identifiers.first { $0.kind == "address" }?.value ?? ""
  }

  /// Whether a name has accents, other scripts or apostrophes.
  private static func isMarked(_ name: String) -> Bool {
    name.utf8.contains { $0 >= 0x80 || $0 == 0x27 }
  }

  // MARK: Names

  private mutating func addRecord(_ starts: [Int], _ person: Int, isStaff: Bool) {
    let first = starts[0]..<starts[1]
    let last = starts[1]..<starts[2]
    let preferred = starts[2]..<starts[3]
    let address = starts[3]..<starts[4]
    var isWhole = true
    for range in lastNames(last) {
      guard let final = range.last else { continue }
      let family = NameWords(tokens, range)
      // `Ana Ruiz's` is one word more than `Ana Ruiz` to nobody but the tokens.
      let owning = family.endingWith(possessive(tokens[final]))
      for given in [first, preferred] where !given.isEmpty {
        let short = NameWords(tokens, given.lowerBound..<given.lowerBound + 1)
        addFull(short, family, owning, person)
        if given.count > 1 { addFull(NameWords(tokens, given), family, owning, person) }
        if isWhole {
          add(NameWords(initial(given.lowerBound)), family, .initial, person)
          add(short, NameWords(initial(range.lowerBound)), .lastInitial, person)
        }
      }
      if range.count == 1 {
        lasts.add(family[0], person)
        lasts.add(owning[0], person)
      }
      if isStaff {
        for title in Self.titles {
          add(NameWords(title), family, .title, person)
          add(NameWords(title), owning, .title, person)
        }
      }
      isWhole = false
    }
    for given in [first, preferred] where !given.isEmpty {
      firsts.add(tokens[given.lowerBound].hash, person)
      firsts.add(possessive(tokens[given.lowerBound]), person)
    }
    if address.count >= 2, folded[Int(tokens[address.lowerBound].start)] <= 0x39 {
      // The number and the street's name; after a compass point or initial one word more.
      let isShort = tokens[address.lowerBound + 1].range.count <= 2 && address.count > 2
      let street = address.lowerBound + 1..<address.lowerBound + (isShort ? 3 : 2)
      add(
        NameWords(tokens[address.lowerBound].hash), NameWords(tokens, street), .address, person)
    }
  }

  /// Both orders, and the possessive: `Ana Ruiz`, `Ruiz, Ana`, `Ana Ruiz's`.
  private mutating func addFull(
    _ given: NameWords, _ family: NameWords, _ owning: NameWords, _ person: Int
  ) {
    add(given, family, .full, person)
    add(given, owning, .full, person)
    add(family, given, .full, person)
  }

  /// Adds one spelling: the words of two parts, one after the other.
  private mutating func add(
    _ one: NameWords, _ two: NameWords, _ form: NameMatch.Form, _ person: Int
  ) {
    let count = one.count + two.count
    guard one.count > 0, two.count > 0, count <= 9 else { return }
    func word(_ index: Int) -> UInt64 { index < one.count ? one[index] : two[index - one.count] }
    words.insert(word(0))
    words.insert(word(1))
    var key = WordHash.pair(word(0), word(1))
    for index in 2..<max(count, 2) {
      prefixes.append(key)
      key = RosterIndex.extend(key, word(index))
    }
    sequences.append((key, person << NameMatch.formBits | form.rawValue))
  }

  /// The last name whole, and its parts that people go by: `Smith` of `Smith-Jones`, `Cruz` of `de la
  /// Cruz`.
  private func lastNames(_ last: Range<Int>) -> [Range<Int>] {
    guard last.count > 1 else { return last.isEmpty ? [] : [last] }
    var parts = [last]
    for index in last where !Self.particles.contains(tokens[index].hash) {
      if tokens[index].range.count > 1 { parts.append(index..<index + 1) }
    }
    return parts
  }

  private func possessive(_ token: Token) -> UInt64 {
    let word = Array(folded[token.range]) + [0x27, 0x73]
    return WordHash.hash(word.span)
  }

  /// The hash of a word's first letter.
  private func initial(_ token: Int) -> UInt64 {
    let range = tokens[token].range
    let length = min(folded.span.utf8Step(at: range.lowerBound).length, range.count)
    return WordHash.hash(folded.span.extracting(range.lowerBound..<range.lowerBound + length))
  }

  private static func hash(_ word: String) -> UInt64 {
    let bytes = Array(word.utf8)
    return WordHash.hash(bytes.span)
  }

  private static let titles: [UInt64] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "coach", "nurse", "principal", "officer", "sr", "sra",
    "srta", "señor", "señora", "senor", "senora", "profe", "prof", "dona", "don", "dean", "mister",
  ].map(hash)

  private static let particles: Set<UInt64> = Set(
    [
      "de", "la", "las", "los", "el", "del", "da", "do", "das", "dos", "di", "du", "des", "le",
      "van",
      "von", "der", "den", "ter", "ten", "y", "e", "al", "el", "bin", "ibn", "abu", "st", "saint",
      "san", "santa", "mac", "mc", "o", "jr", "sr", "ii", "iii", "iv",
    ].map(hash))

  // MARK: Numbers

  private mutating func addNumbers(of person: Person, _ index: Int) {
    for identifier in person.identifiers {
      guard let kind = Self.kinds.firstIndex(of: identifier.kind) else { continue }
      if identifier.kind == "dob" {
        if let day = CalendarDay(iso: identifier.value) {
          numbers.add(Self.birthKey(day), index << 3 | kind)
        }
        continue
      }
      let bytes = Array(identifier.value.utf8)
      var letters = 0
      for byte in bytes where Self.counts(byte) { letters += 1 }
      if letters >= 4 { numbers.add(Self.numberKey(bytes.span), index << 3 | kind) }
    }
  }

  /// The key of a number: letters and digits, without the country's 1 of a phone number.
  static func numberKey(_ text: Span<UInt8>) -> UInt64 {
    var count = 0
    var isDigits = true
    for index in text.indices where counts(text[index]) {
      count += 1
      if text[index] > 0x39 { isDigits = false }
    }
    var hash = KeyHash()
    var isFirst = true
    for index in text.indices where counts(text[index]) {
      let byte = text[index]
      if isFirst && count == 11 && isDigits && byte == 0x31 {
        isFirst = false
        continue
      }
      isFirst = false
      hash.add((0x41...0x5A) ~= byte ? byte | 0x20 : byte)
    }
    return hash.value
  }

  static func birthKey(_ day: CalendarDay) -> UInt64 {
    var hash = KeyHash()
    hash.add(0x2F)
    hash.add(number: UInt64(day.year * 10_000 + day.month * 100 + day.day))
    return hash.value
  }

  private static func counts(_ byte: UInt8) -> Bool {
    (0x30...0x39) ~= byte || (0x41...0x5A) ~= byte || (0x61...0x7A) ~= byte || byte >= 0x80
  }
}

/// The hashes of the words of a part of a name, at most eight.
private struct NameWords {
  private var hashes = InlineArray<8, UInt64>(repeating: 0)
  /// How many words; 0 when there were more than eight.
  private(set) var count: Int

  init(_ hash: UInt64) {
    hashes[0] = hash
    count = 1
  }

  init(_ tokens: [Token], _ range: Range<Int>) {
    count = range.count <= 8 ? range.count : 0
    for index in 0..<count { hashes[index] = tokens[range.lowerBound + index].hash }
  }

  subscript(index: Int) -> UInt64 { hashes[index] }

  /// The same words with another at the end.
  func endingWith(_ hash: UInt64) -> NameWords {
    var words = self
    if count > 0 { words.hashes[count - 1] = hash }
    return words
  }
}
