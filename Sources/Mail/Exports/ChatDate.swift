import Native

/// Reads the dates of exports, which are written for people: in many orders, with months by name, with a
/// clock of twelve or of 24 hours, and mostly without a zone.
struct ChatDate {
  private var order: DayOrder
  private var numbers: [Int] = []
  private var month: Int?
  private var seconds: Int?
  private var isAfternoon: Bool?
  private var zone: Int?
  /// Whether the year stands in front, with four digits.
  private var hasYearFirst = false
  /// A word that may be the first half of `a. m.`.
  private var half: Character?

  /// The date of a text; nil when it has none or no time.
  static func read(_ text: String, order: DayOrder = .dayFirst) -> MessageDate? {
    var date = ChatDate(order: order)
    guard text.utf8.count <= 120 else { return nil }
    for word in text.split(whereSeparator: Self.separates) {
      guard date.take(String(word)) else { return nil }
    }
    return date.result
  }

  private init(order: DayOrder) { self.order = order }

  private static func separates(_ character: Character) -> Bool {
    character.isWhitespace || character == "," || character == "،" || character == "["
      || character == "]" || character == "\u{200E}" || character == "\u{200F}"
      || character == "(" || character == ")"
  }

  /// Takes a word; false when it has no place in a date.
  private mutating func take(_ word: String) -> Bool {
    let lower = word.lowercased()
    let first = lower.utf8.first ?? 0
    if 0x30...0x39 ~= first { return takeNumbers(lower) }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-"), numbers.count > 0 {
      return takeZone(lower)
    }
    let letters = lower.filter { $0 != "." }
    switch letters {
    case "am", "上午", "오전", "午前", "πμ", "vorm", "fm", "ص": isAfternoon = false
    case "pm", "下午", "오후", "午後", "μμ", "nachm", "em", "م": isAfternoon = true
    case "a", "p": half = letters.first
    case "m":
      guard let half else { return letters == "m" }
      isAfternoon = half == "p"
    case "z", "utc", "gmt": zone = 0
    case "at", "klo", "kl", "um", "à", "a las", "às", "de", "del", "o'clock", "uhr", "h", "the":
      break
    default:
      if lower.hasPrefix("utc") || lower.hasPrefix("gmt") {
        return takeZone(String(lower.dropFirst(3)))
      }
      if let number = Self.month(letters) {
        month = number
      } else if !Self.isWeekday(letters) {
        return false
      }
    }
    return true
  }

  /// Takes `3/1/24`, `2024`, `1st`, `10:02:02`, `10:02am` or `10.02`.
  private mutating func takeNumbers(_ word: String) -> Bool {
    var groups: [Int] = []
    var digits: [Int] = []
    var marks: [Character] = []
    var value: Int?
    var length = 0
    var rest = ""
    for character in word {
      if let digit = character.wholeNumberValue, character.isASCII, rest.isEmpty {
        guard length < 9 else { return false }
        value = (value ?? 0) * 10 + digit
        length += 1
      } else if rest.isEmpty, ":./-年月日년월일".contains(character), let known = value {
        groups.append(known)
        digits.append(length)
        marks.append(character)
        value = nil
        length = 0
      } else {
        rest.append(character)
      }
    }
    if let value {
      groups.append(value)
      digits.append(length)
    }
    // ISO 8601 in one word: what follows the T is the time.
    if rest.hasPrefix("t"), groups.count == 3, rest.utf8.count > 4 {
      guard takeNumbers(word.components(before: "t")) else { return false }
      return takeNumbers(String(rest.dropFirst()))
    }
    switch marks.first {
    case ":": return takeTime(groups, marks, rest)
    case "."
    where groups.count >= 2 && seconds == nil
      && (numbers.count >= 3 || month != nil && numbers.count >= 2)
      && groups.allSatisfy({ $0 < 60 }):
      return takeTime(groups, marks, rest)
    default: break
    }
    guard rest.isEmpty || ["st", "nd", "rd", "th", "."].contains(rest) else { return false }
    if numbers.isEmpty, digits.first == 4 { hasYearFirst = true }
    numbers += groups
    return numbers.count <= 3
  }

  private mutating func takeTime(_ groups: [Int], _ marks: [Character], _ rest: String) -> Bool {
    var groups = groups
    // A fraction of a second has no place in a date.
    if groups.count == 4 { groups.removeLast() }
    guard seconds == nil, groups.count == 2 || groups.count == 3, groups[0] <= 24, groups[1] < 60,
      groups.count < 3 || groups[2] <= 60
    else { return false }
    seconds = groups[0] * 3600 + groups[1] * 60 + (groups.count == 3 ? min(groups[2], 59) : 0)
    switch rest.filter({ $0 != "." }) {
    case "": break
    case "am", "a": isAfternoon = false
    case "pm", "p": isAfternoon = true
    case "z": zone = 0
    default:
      guard let sign = rest.firstIndex(where: { $0 == "+" || $0 == "-" }) else { return false }
      return takeZone(String(rest[sign...]))
    }
    return true
  }

  /// Takes `+01:00`, `-0500` or `+1`.
  private mutating func takeZone(_ text: String) -> Bool {
    zone = zone ?? 0
    guard let sign = text.first else { return true }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard sign == "+" || sign == "-", let number = Int(digits), number <= 1_400 else {
      return false
    }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    zone = sign == "-" ? -minutes : minutes
    return true
  }

  private var result: MessageDate? {
    guard var time = seconds else { return nil }
    if let isAfternoon {
      let hour = time / 3600
      guard hour <= 12 || !isAfternoon || hour < 24 else { return nil }
      if isAfternoon, hour < 12 { time += 12 * 3600 }
      if !isAfternoon, hour == 12 { time -= 12 * 3600 }
    }
    guard let (year, month, day) = civil, 1...12 ~= month, day >= 1,
      day <= MessageDate.days(inMonth: month, of: year)
    else { return nil }
    let offset = zone ?? 0
    let days = MessageDate.daysSince1970(year: year, month: month, day: day)
    return MessageDate(
      seconds: Int64(days * 86_400 + time - offset * 60), offsetMinutes: offset,
      isLocal: zone == nil)
  }

  private var civil: (year: Int, month: Int, day: Int)? {
    if let month {
      guard numbers.count == 2 else { return nil }
      return hasYearFirst
        ? (numbers[0], month, numbers[1]) : (Self.fullYear(numbers[1]), month, numbers[0])
    }
    guard numbers.count == 3 else { return nil }
    if hasYearFirst { return (numbers[0], numbers[1], numbers[2]) }
    let year = Self.fullYear(numbers[2])
    let isDayFirst = numbers[1] > 12 ? false : numbers[0] > 12 ? true : order == .dayFirst
    return isDayFirst ? (year, numbers[1], numbers[0]) : (year, numbers[0], numbers[1])
  }

  private static func fullYear(_ year: Int) -> Int { year < 100 ? 2000 + year : year }

  /// The month of a name or of its first letters: English, Spanish, French, German, Italian, Portuguese, Dutch.
  private static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    if word.hasPrefix("juin") { return 6 }
    if word.hasPrefix("juil") { return 7 }
    switch String(word.prefix(3)) {
    case "jan", "ene", "gen", "jän": return 1
    case "feb", "fev", "fév": return 2
    case "mar", "mär", "maa", "mrt":
      return ["maandag", "martes", "mardi", "martedì"].contains(word) ? nil : 3
    case "apr", "abr", "avr": return 4
    case "may", "mai", "mag", "mei": return 5
    case "jun", "giu": return 6
    case "jul", "lug": return 7
    case "aug", "ago", "aoû": return 8
    case "sep", "set": return 9
    case "oct", "okt", "out", "ott": return 10
    case "nov": return 11
    case "dec", "dic", "dez", "déc": return 12
    default: return nil
    }
  }

  private static func isWeekday(_ word: String) -> Bool {
    guard word.count >= 3 else { return false }
    return [
      "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mie", "mié", "jue", "vie", "sáb",
      "sab", "dom", "mer", "jeu", "ven", "sam", "dim", "die", "mit", "don", "fre", "son", "maandag",
    ].contains(String(word.prefix(3))) || word.hasPrefix("maandag") || word.hasPrefix("martes")
      || word.hasPrefix("mardi")
  }
}

extension String {
  /// What stands before the first `mark`.
  fileprivate func components(before mark: Character) -> String {
    String(prefix { $0 != mark })
  }
}

extension MessageDate {
  /// A moment in seconds since 1970, as services keep it.
  init(unix seconds: Int64, zone: ZoneRules? = nil) {
    // 10^11 seconds are the year 5138; what is larger counts in thousandths or millionths.
    var seconds = seconds
    while abs(seconds) > 100_000_000_000 { seconds /= 1_000 }
    self.init(seconds: seconds, offsetMinutes: zone?.offsetMinutes(at: seconds) ?? 0)
  }
}
