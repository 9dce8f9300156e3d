import Native

extension MessageDate {
  /// Reads a `Date` header as RFC 5322 section 3.3 and its obsolete forms have it, and what else is
  /// met in mail.
  ///
  /// Read are: comments, missing seconds, two-digit years (0 to 49 are 2000 to 2049), zones by name,
  /// a wrong or missing weekday, the order of `ctime` (`Tue Mar  3 21:47:00 2026`), month and day as
  /// US numbers (`3/4/2026 9:47 PM`), `3-Mar-2026`, and ISO 8601. Without a zone, or with an unknown
  /// one, the time counts as UTC. Nil when no day of the calendar and no time comes out.
  public init?(mail value: Span<UInt8>) {
    if let date = MessageDate(iso8601: value) {
      self = date
      return
    }
    var reader = MailDateReader()
    reader.read(value)
    guard let date = reader.date else { return nil }
    self = date
  }

  /// Reads a `Date` header's text.
  public init?(mail text: String) {
    let bytes = Array(text.utf8)
    self.init(mail: bytes.span)
  }
}

/// The fields of a written date, whatever their order.
private struct MailDateReader {
  private var day: Int?
  private var month: Int?
  private var year: Int?
  private var seconds: Int?
  private var offset: Int?
  private var isAfternoon: Bool?
  private var isDamaged = false

  /// No date is longer; what stands behind is not looked at.
  private static let longest = 256

  mutating func read(_ value: Span<UInt8>) {
    let value = value.extracting(0..<min(value.count, Self.longest))
    var at = 0
    while at < value.count {
      switch value[at] {
      case UInt8(ascii: "("): at = HeaderComment.end(at: at, in: value) ?? value.count
      case 0x30...0x39: readNumber(value, &at)
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        // A sign behind the time opens the zone; elsewhere it parts day, month and year.
        if seconds != nil, offset == nil || offset == 0 {
          readZone(value, &at)
        } else {
          at += 1
        }
      case 0x41...0x5A, 0x61...0x7A: readWord(value, &at)
      default: at += 1
      }
    }
  }

  var date: MessageDate? {
    guard !isDamaged, let day, let month, let year, let seconds, day >= 1,
      day <= MessageDate.days(inMonth: month, of: year)
    else { return nil }
    var time = seconds
    if let isAfternoon {
      let hour = time / 3600
      guard 1...12 ~= hour else { return nil }
      time += ((isAfternoon ? 12 : 0) - (hour == 12 ? 12 : 0)) * 3600
    }
    let offset = offset ?? 0
    let days = MessageDate.daysSince1970(year: year, month: month, day: day)
    return MessageDate(seconds: Int64(days * 86_400 + time - offset * 60), offsetMinutes: offset)
  }

  private mutating func readNumber(_ value: Span<UInt8>, _ at: inout Int) {
    let start = at
    let number = digits(value, &at)
    let count = at - start
    guard at < value.count else { return place(number, count) }
    switch value[at] {
    case UInt8(ascii: ":") where seconds == nil && count <= 2: readTime(number, value, &at)
    case UInt8(ascii: "/") where day == nil && month == nil: readSlashes(number, count, value, &at)
    default: place(number, count)
    }
  }

  /// A number by itself: the day first, then the year.
  private mutating func place(_ number: Int, _ count: Int) {
    if day == nil, count <= 2 {
      day = number
    } else if year == nil, count <= 4 {
      year = Self.fullYear(number, count)
    }
  }

  private mutating func readTime(_ hour: Int, _ value: Span<UInt8>, _ at: inout Int) {
    at += 1
    let minute = digits(value, &at)
    var second = 0
    if at < value.count, value[at] == UInt8(ascii: ":") {
      at += 1
      second = digits(value, &at)
    }
    if at < value.count, value[at] == UInt8(ascii: ".") {
      at += 1
      _ = digits(value, &at)
    }
    guard hour < 24, minute < 60, second <= 60 else {
      isDamaged = true
      return
    }
    seconds = hour * 3600 + minute * 60 + min(second, 59)
  }

  /// `3/4/2026`, or `2026/3/4`.
  private mutating func readSlashes(
    _ first: Int, _ count: Int, _ value: Span<UInt8>, _ at: inout Int
  ) {
    at += 1
    let second = digits(value, &at)
    guard at < value.count, value[at] == UInt8(ascii: "/") else { return }
    at += 1
    let start = at
    let third = digits(value, &at)
    if count == 4 {
      (year, month, day) = (first, second, third)
    } else {
      year = Self.fullYear(third, at - start)
      (month, day) = first > 12 ? (second, first) : (first, second)
    }
  }

  private mutating func readZone(_ value: Span<UInt8>, _ at: inout Int) {
    let isEast = value[at] == UInt8(ascii: "+")
    at += 1
    let start = at
    let number = digits(value, &at)
    var minutes: Int
    if at < value.count, value[at] == UInt8(ascii: ":"), at - start <= 2 {
      at += 1
      minutes = number * 60 + digits(value, &at)
    } else if at - start <= 2 {
      minutes = number * 60
    } else {
      minutes = number / 100 * 60 + number % 100
    }
    // No place on Earth is further from UTC than 14 hours; a day is what a zone may be wrong by.
    if minutes >= 24 * 60 { minutes = 0 }
    if at > start { offset = isEast ? minutes : -minutes }
  }

  private mutating func readWord(_ value: Span<UInt8>, _ at: inout Int) {
    let start = at
    while at < value.count, 0x41...0x5A ~= value[at] & 0xDF { at += 1 }
    let word = value.extracting(start..<at)
    if seconds != nil, word.count == 2, word.hasPrefix(ignoringCase: "am") {
      isAfternoon = false
    } else if seconds != nil, word.count == 2, word.hasPrefix(ignoringCase: "pm") {
      isAfternoon = true
    } else if month == nil, word.count >= 3, let found = Self.month(word) {
      month = found
    } else if seconds != nil, offset == nil {
      offset = Self.zone(word)
    }
  }

  /// The month that a word of three letters or more begins like.
  private static func month(_ word: Span<UInt8>) -> Int? {
    let letters = UInt32(word[0]) << 16 | UInt32(word[1]) << 8 | UInt32(word[2])
    switch letters | 0x202020 {
    case 0x6A616E: return 1  // jan
    case 0x666562: return 2  // feb
    case 0x6D6172: return 3  // mar
    case 0x617072: return 4  // apr
    case 0x6D6179: return 5  // may
    case 0x6A756E: return 6  // jun
    case 0x6A756C: return 7  // jul
    case 0x617567: return 8  // aug
    case 0x736570: return 9  // sep
    case 0x6F6374: return 10  // oct
    case 0x6E6F76: return 11  // nov
    case 0x646563: return 12  // dec
    default: return nil
    }
  }

  /// The zones of RFC 5322 section 4.3 and those that mailers of other regions write; a military
  /// letter and anything else says nothing.
  private static func zone(_ word: Span<UInt8>) -> Int? {
    let zones: [(name: StaticString, hours: Int)] = [
      ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8),
      ("PDT", -7), ("AST", -4), ("ADT", -3), ("HST", -10), ("WEST", 1), ("WET", 0), ("BST", 1),
      ("CEST", 2), ("CET", 1), ("MEST", 2), ("MET", 1), ("EEST", 3), ("EET", 2), ("MSK", 3),
      ("JST", 9), ("AEST", 10), ("AEDT", 11), ("NZST", 12), ("NZDT", 13), ("AKST", -9),
      ("AKDT", -8), ("GMT", 0), ("UTC", 0), ("UT", 0), ("Z", 0),
    ]
    for zone in zones
    where zone.name.utf8CodeUnitCount == word.count && word.hasPrefix(ignoringCase: zone.name) {
      return zone.hours * 60
    }
    return nil
  }

  private static func fullYear(_ number: Int, _ count: Int) -> Int {
    if count <= 2 { return number < 50 ? 2000 + number : 1900 + number }
    return count == 3 ? 1900 + number : number
  }

  /// A number of at most six digits; longer ones are cut, and fit nowhere.
  private func digits(_ value: Span<UInt8>, _ at: inout Int) -> Int {
    var number = 0
    while at < value.count, 0x30...0x39 ~= value[at] {
      if number < 100_000 { number = number * 10 + Int(value[at] - 0x30) }
      at += 1
    }
    return number
  }
}
