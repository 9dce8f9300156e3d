import Native

extension CalendarDay {
  /// Reads a date as people write it; nil for anything else, and for days that do not exist.
  ///
  /// `2011-04-09`, `4/9/2011`, `4-9-11`, `4.9.2011`, `20110409`, `April 9, 2011`, `Apr. 9th 2011`,
  /// `9 April 2011`, `9-Apr-2011`, `9 de abril de 2011`. Numbers alone are read month first, as in the
  /// United States; day first when the month would be none. Of two digits for the year, up to 30 are
  /// of this century.
  public init?(written text: Span<UInt8>) {
    guard text.count >= 6, text.count <= 40 else { return nil }
    var numbers: (Int, Int, Int) = (0, 0, 0)
    var digits: (Int, Int, Int) = (0, 0, 0)
    var count = 0
    var month: Int?
    var monthPlace = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if (0x30...0x39) ~= byte {
        var value = 0
        let start = index
        while index < text.count, (0x30...0x39) ~= text[index], index - start < 9 {
          value = value * 10 + Int(text[index] - 0x30)
          index += 1
        }
        switch count {
        case 0: (numbers.0, digits.0) = (value, index - start)
        case 1: (numbers.1, digits.1) = (value, index - start)
        case 2: (numbers.2, digits.2) = (value, index - start)
        default: return nil
        }
        count += 1
        continue
      }
      if Self.isLetter(byte) {
        let start = index
        while index < text.count, Self.isLetter(text[index]) { index += 1 }
        switch Self.word(text.extracting(start..<index)) {
        case .month(let number):
          guard month == nil else { return nil }
          month = number
          monthPlace = count
        case .filler: break
        case .other: return nil
        }
        continue
      }
      // What may stand between: space , - / . and a line break's worth of nothing else.
      guard [0x20, 0x2C, 0x2D, 0x2E, 0x2F].contains(byte) else { return nil }
      index += 1
    }
    if let month {
      // `April 9, 2011`, `9 April 2011` and `2011 April 9`.
      guard count == 2, monthPlace <= 1 else { return nil }
      let isYearFirst = digits.0 == 4
      let day = isYearFirst ? numbers.1 : numbers.0
      let year = isYearFirst ? numbers.0 : numbers.1
      let width = isYearFirst ? digits.0 : digits.1
      guard let full = Self.year(year, width: width) else { return nil }
      self.init(year: full, month: month, day: day)
    } else if count == 1, digits.0 == 8 {
      self.init(
        year: numbers.0 / 10_000, month: numbers.0 / 100 % 100, day: numbers.0 % 100)
    } else if count == 3, digits.0 == 4 {
      guard digits.1 <= 2, digits.2 <= 2 else { return nil }
      self.init(year: numbers.0, month: numbers.1, day: numbers.2)
    } else if count == 3, digits.0 <= 2, digits.1 <= 2,
      let full = Self.year(numbers.2, width: digits.2)
    {
      if numbers.0 > 12 {
        self.init(year: full, month: numbers.1, day: numbers.0)
      } else {
        self.init(year: full, month: numbers.0, day: numbers.1)
      }
    } else {
      return nil
    }
  }

  private enum Word { case month(Int), filler, other }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A) ~= byte | 0x20 || byte >= 0x80
  }

  private static func year(_ number: Int, width: Int) -> Int? {
    switch width {
    case 4: number
    case 2: number <= 30 ? 2_000 + number : 1_900 + number
    default: nil
    }
  }

  private static func word(_ letters: Span<UInt8>) -> Word {
    let text = String(utf8: letters).lowercased()
    if ["st", "nd", "rd", "th", "of", "de", "del", "the"].contains(text) { return .filler }
    if let month = months[text] { return .month(month) }
    return .other
  }

  private static let months: [String: Int] = {
    var months: [String: Int] = [:]
    let english = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    let spanish = [
      "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
      "octubre", "noviembre", "diciembre",
    ]
    let portuguese = [
      "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
      "outubro", "novembro", "dezembro",
    ]
    for names in [english, spanish, portuguese] {
      for (index, name) in names.enumerated() {
        months[name] = index + 1
        if names == english { months[String(name.prefix(3))] = index + 1 }
      }
    }
    months["sept"] = 9
    return months
  }()
}
