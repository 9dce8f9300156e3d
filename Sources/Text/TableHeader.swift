import Native

/// Whether a table's first row names its columns.
struct TableHeader {
  private var firstCells = 0
  private var firstDigits = 0
  private var knownWords = 0
  private var laterCells = 0
  private var laterKnownWords = 0
  private var laterDigits = 0
  private var longest = 0

  /// Looks at one cell.
  mutating func add(_ text: Span<UInt8>, _ range: Range<Int>, isFirstRow: Bool) {
    var hasDigit = false
    for offset in range.prefix(200) where text[offset] >= 0x30 && text[offset] <= 0x39 {
      hasDigit = true
      break
    }
    guard isFirstRow else {
      laterCells += 1
      if Self.isKnown(text, range) { laterKnownWords += 1 }
      if hasDigit { laterDigits += 1 }
      return
    }
    firstCells += 1
    longest = max(longest, range.count)
    if hasDigit { firstDigits += 1 }
    if Self.isKnown(text, range) { knownWords += 1 }
  }

  /// Whether known words of columns are among the first row's cells.
  var hasKnownWord: Bool { knownWords > 0 }

  /// Whether the first row names the columns: it has no numbers and later rows have, or known words.
  var isLikely: Bool {
    guard firstCells >= 2, longest <= 60 else { return false }
    // Two columns may be labels with their values: `Name`, `Date of birth`, `Grade` below each other.
    if firstCells == 2, knownWords == 0 || (knownWords == 1 && laterKnownWords > 0) { return false }
    if knownWords * 2 >= firstCells || (knownWords > 0 && firstDigits == 0) { return true }
    return firstDigits == 0 && laterDigits * 4 >= laterCells && laterDigits > 0
  }

  private static let words: Set<[UInt8]> = Set(
    [
      "name", "first", "last", "first name", "last name", "full name", "student", "student name",
      "student id", "students", "id", "id number", "dob", "d.o.b.", "date of birth", "birthdate",
      "birth date", "ssn", "social security", "sasid", "lasid", "state id", "local id", "grade",
      "gr", "grade level", "date", "phone", "cell", "home phone", "email", "e-mail", "address",
      "score", "scores", "mcas", "iep", "504", "lep", "el", "ell", "frl", "low income", "sped",
      "disability", "ethnicity", "race", "gender", "sex", "teacher", "homeroom", "hr", "advisor",
      "counselor", "guardian", "parent", "parent name", "parent/guardian", "contact", "school",
      "absences", "tardies", "attendance", "status", "reason", "notes", "comments", "salary",
      "position", "title", "employee", "employee id", "department", "dept", "diagnosis",
      "medication",
      "allergy", "allergies", "service", "services", "time", "course", "class", "period", "room",
      "amount", "total", "account", "bus", "team", "no.", "#",
    ].map { Array($0.utf8) })

  private static func isKnown(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 24 else { return false }
    var word: [UInt8] = []
    for offset in range {
      let byte = text[offset]
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "\"") {
        continue
      }
      word.append(byte &- 0x41 < 26 ? byte | 0x20 : byte == UInt8(ascii: "_") ? 0x20 : byte)
    }
    while word.last == 0x20 { word.removeLast() }
    return words.contains(word)
  }
}
