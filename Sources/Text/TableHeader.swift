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

  /// Looks at one cell; those of the first row come first.
  mutating func add(_ text: Span<UInt8>, _ range: Range<Int>, isFirstRow: Bool) {
    guard isFirstRow else {
      laterCells += 1
      // Only what `isLikely` can depend on by then is looked for.
      if firstCells == 2, knownWords == 1 {
        if Self.isKnown(text, range) { laterKnownWords += 1 }
      } else if knownWords == 0, firstDigits == 0, firstCells > 2 {
        if Self.hasDigit(text, range) { laterDigits += 1 }
      }
      return
    }
    firstCells += 1
    longest = max(longest, range.count)
    if Self.hasDigit(text, range) { firstDigits += 1 }
    if Self.isKnown(text, range) { knownWords += 1 }
  }

  /// Whether no cell of a later row changes the answer any more.
  var isDecided: Bool {
    if firstCells < 2 || longest > 60 { return true }
    return firstCells == 2 ? knownWords != 1 : knownWords > 0 || firstDigits > 0
  }

  private static func hasDigit(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for offset in range.lowerBound..<min(range.upperBound, range.lowerBound + 200)
    where text[offset] &- 0x30 < 10 {
      return true
    }
    return false
  }

  /// Whether the first row names the columns: it has no numbers and later rows have, or known words.
  var isLikely: Bool {
    guard firstCells >= 2, longest <= 60 else { return false }
    // Two columns may be labels with their values: `Name`, `Date of birth`, `Grade` below each other.
    if firstCells == 2, knownWords == 0 || (knownWords == 1 && laterKnownWords > 0) { return false }
    if knownWords * 2 >= firstCells || (knownWords > 0 && firstDigits == 0) { return true }
    return firstDigits == 0 && laterDigits * 4 >= laterCells && laterDigits > 0
  }

  private static let words = HeaderWords(
    """
    name|first|last|first name|last name|full name|student|student name|student id|students|id|\
    id number|dob|d.o.b.|date of birth|birthdate|birth date|ssn|social security|sasid|lasid|state id|\
    local id|grade|gr|grade level|date|phone|cell|home phone|email|e-mail|address|score|scores|mcas|iep|\
    504|lep|el|ell|frl|low income|sped|disability|ethnicity|race|gender|sex|teacher|homeroom|hr|advisor|\
    counselor|guardian|parent|parent name|parent/guardian|contact|school|absences|tardies|attendance|\
    status|reason|notes|comments|salary|position|title|employee|employee id|department|dept|diagnosis|\
    medication|allergy|allergies|service|services|time|course|class|period|room|amount|total|account|\
    bus|team|no.|#
    """)

  /// Whether a cell is a known word of columns; stars, colons and quotes in it do not count.
  static func isKnown(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 24 else { return false }
    var key = HeaderWords.Key()
    for offset in range {
      let byte = text[offset]
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: ":"), UInt8(ascii: "\""): continue
      case 0x41...0x5A: key.append(byte | 0x20)
      case UInt8(ascii: "_"), 0x20: key.spaces += 1
      // Letters, digits and the marks that known words hold.
      case 0x61...0x7A, 0x2D...0x39, UInt8(ascii: "#"): key.append(byte)
      default: return false
      }
      if key.count > 16 { return false }
    }
    return words.contains(key)
  }
}

/// The words that name columns, of up to 16 bytes, each compared as two integers.
private struct HeaderWords: Sendable {
  /// A word; spaces at its end do not count.
  struct Key: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// How long it is, without spaces at its end.
    private(set) var count = 0
    /// Spaces that count as soon as something follows.
    var spaces = 0

    mutating func append(_ byte: UInt8) {
      while spaces > 0 {
        spaces -= 1
        put(0x20)
      }
      put(byte)
    }

    private mutating func put(_ byte: UInt8) {
      if count < 8 {
        low |= UInt64(byte) << UInt64(count &* 8)
      } else if count < 16 {
        high |= UInt64(byte) << UInt64((count &- 8) &* 8)
      }
      count += 1
    }

    var slot: Int {
      let mixed = low &* 0x9E37_79B9_7F4A_7C15 ^ high &* 0xC2B2_AE3D_27D4_EB4F
      return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 32) & 511
    }
  }

  private var keys = [Key](repeating: Key(), count: 512)

  /// The words of a list, with a bar between them.
  init(_ list: String) {
    let bytes = Array(list.utf8)
    var key = Key()
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "|"):
        add(key)
        key = Key()
      case 0x20: key.spaces += 1
      default: key.append(byte)
      }
    }
    add(key)
  }

  private mutating func add(_ key: Key) {
    var slot = key.slot
    while keys[slot].count > 0 { slot = (slot + 1) & 511 }
    keys[slot] = key
  }

  func contains(_ key: Key) -> Bool {
    var slot = key.slot
    while keys[slot].count > 0 {
      if keys[slot].low == key.low, keys[slot].high == key.high, keys[slot].count == key.count {
        return true
      }
      slot = (slot + 1) & 511
    }
    return false
  }
}
