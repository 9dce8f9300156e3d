extension Validator {
  /// Social security numbers: area, group and serial number as the SSA has assigned them (POMS RM
  /// 10201.035), so none with area 000, 666 or 900 and above, group 00 or serial 0000.
  static let ssn = Validator(
    "ssn", "A US social security number that could have been issued, separators the same or none.",
    accepts: [
      "219-02-4417", "219 02 4417", "219.02.4417", "219 - 02 - 4417", "219024417", "001-01-0001",
      "772-45-9083",
    ],
    rejects: [
      "000-12-3456", "666-12-3456", "912-70-1234", "219-00-4417", "219-02-0000", "219-02 4417",
      "21902-4417", "078-05-1120", "219-09-9999", "457-55-5462", "123-45-6789", "333-33-3333",
      "219-02-441", "219-02-44170", "219.02-4417", "219- 02-4417", "219  02  4417", "abc-de-fghi",
      "",
    ]
  ) { text in
    guard let number = nineDigits(text, groups: (3, 2)) else { return false }
    let area = number / 1_000_000
    guard area != 0, area != 666, area < 900, number / 10_000 % 100 != 0, number % 10_000 != 0
    else {
      return false
    }
    // Published in advertisements and examples, or typed to fill a field.
    let famous = [078_05_1120, 219_09_9999, 457_55_5462, 123_45_6789]
    return !famous.contains(number) && number % 111_111_111 != 0
  }

  /// Individual taxpayer identification numbers of the IRS.
  static let itin = Validator(
    "itin",
    "A US individual taxpayer identification number: 9, and the fourth and fifth digit as issued.",
    accepts: ["912-70-4417", "912704417", "900-50-0001", "999-99-9998", "955 65 1203"],
    rejects: [
      "812-70-4417", "912-49-4417", "912-66-4417", "912-69-4417", "912-89-4417", "912-93-4417",
      "912-70 4417", "91270441", "",
    ]
  ) { text in
    guard let number = nineDigits(text, groups: (3, 2)), number >= 900_000_000 else { return false }
    switch number / 10_000 % 100 {
    case 50...65, 70...88, 90...92, 94...99: return true
    default: return false
    }
  }

  /// Employer identification numbers, by the prefixes of the IRS's campuses.
  static let ein = Validator(
    "ein", "A US employer identification number whose prefix the IRS assigns.",
    accepts: ["04-3417765", "043417765", "95-0009112"],
    rejects: [
      "07-3417765", "17-3417765", "28-3417765", "49-3417765", "69-3417765", "78-3417765",
      "89-3417765", "96-3417765", "00-3417765", "043-417765", "04-341776", "04-34177655",
    ]
  ) { text in
    guard let number = nineDigits(text, groups: (2, nil)) else { return false }
    switch number / 10_000_000 {
    case 1...6, 10...16, 20...27, 30...48, 50...68, 71...77, 80...88, 90...95, 98, 99: return true
    default: return false
    }
  }

  /// Nine digits, bare or with the same separator after each of the groups; nil for anything else.
  ///
  /// A separator is a hyphen, a full stop or a space, or one of the first two between spaces.
  private static func nineDigits(
    _ text: borrowing Span<UInt8>, groups: (first: Int, second: Int?)
  ) -> Int? {
    let wanted = groups.second == nil ? 1 : 2
    var value = 0
    var digits = 0
    var separators = 0
    var separator: UInt8 = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte &- 0x30 < 10 {
        guard digits < 9 else { return nil }
        value = value * 10 + Int(byte - 0x30)
        digits += 1
        index += 1
        continue
      }
      let place = separators == 0 ? groups.first : groups.first + (groups.second ?? 0)
      guard digits == place, separators < wanted else { return nil }
      var end = index
      while end < text.count, text[end] &- 0x30 >= 10 { end += 1 }
      let sign: UInt8
      switch end - index {
      case 1: sign = byte
      case 3 where byte == 0x20 && text[end - 1] == 0x20 && text[index + 1] != 0x20:
        // Told from the same sign without spaces.
        sign = text[index + 1] | 0x80
      default: return nil
      }
      guard [0x20, 0x2D, 0x2E].contains(sign & 0x7F), separators == 0 || separator == sign else {
        return nil
      }
      separators += 1
      separator = sign
      index = end
    }
    return digits == 9 && (separators == 0 || separators == wanted) ? value : nil
  }
}
