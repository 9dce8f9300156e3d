extension Validator {
  /// National provider identifiers of the CMS: Luhn's formula over `80840` and the number.
  static let npi = Validator(
    "npi", "A US national provider identifier whose check digit holds.",
    accepts: ["1470051453", "2493742466", "1470-051-453"],
    rejects: ["1470051454", "3470051453", "0470051453", "147005145", "14700514533", ""]
  ) { text in
    guard let number = CompactText(digits: text, count: 10...10), (1...2).contains(number.digit(0))
    else { return false }
    var sum = 24
    for index in 0..<10 {
      var value = number.digit(9 - index)
      if index % 2 == 1 {
        value *= 2
        if value > 9 { value -= 9 }
      }
      sum += value
    }
    return sum % 10 == 0
  }

  /// Registration numbers of the Drug Enforcement Administration.
  static let dea = Validator(
    "dea", "A US DEA registration number: registrant's letter, name's letter and check digit.",
    accepts: ["AK2908791", "bt3501841", "M96373372"],
    rejects: ["AK2908792", "QK2908791", "A12908791", "AK290879", "AK29087911", "", "22908791a"]
  ) { text in
    guard let number = CompactText(text), number.count == 9, number.isLetter(0),
      number.isLetter(1) || number.digit(1) == 9
    else { return false }
    for index in 2..<9 where !number.isDigit(index) { return false }
    // The kinds of registrant that the DEA has given letters to.
    switch number.bytes[0] {
    case 0x61...0x68, 0x6A...0x6D, 0x70, 0x72...0x75, 0x78: break  // a-h j-m p r-u x
    default: return false
    }
    let odd = number.digit(2) + number.digit(4) + number.digit(6)
    let even = number.digit(3) + number.digit(5) + number.digit(7)
    return (odd + 2 * even) % 10 == number.digit(8)
  }

  /// Medicare beneficiary identifiers: eleven places, some letters, some digits, none of S L O I B Z.
  static let mbi = Validator(
    "mbi", "A US Medicare beneficiary identifier of the right structure.",
    accepts: ["7CK4-WT9-GH62", "7ck4wt9gh62", "3AA0DD1EE22"],
    rejects: [
      "1EG4-TE5-MK73", "0CK4-WT9-GH62", "7SK4-WT9-GH62", "7CK4-WT9-GH6", "7CKKWT9GH62",
      "77K4WT9GH62", "",
    ]
  ) { text in
    guard let number = CompactText(text), number.count == 11, number.digit(0) > 0 else {
      return false
    }
    // The number on the sample card that the CMS publishes, and its neighbours in the guides.
    if number.equals("1eg4te5mk72") || number.equals("1eg4te5mk73") { return false }
    // C A AN N A AN N A A N N, the first digit not 0.
    for index in 1..<11 {
      if number.isLetter(index) {
        let byte = number.bytes[index]
        let isExcluded =
          byte == 0x73 || byte == 0x6C || byte == 0x6F || byte == 0x69 || byte == 0x62
          || byte == 0x7A
        guard !isExcluded, [1, 2, 4, 5, 7, 8].contains(index) else { return false }
      } else if index == 1 || index == 4 || index == 7 || index == 8 {
        return false
      }
    }
    return true
  }

  /// Member numbers of MassHealth, which have no check digit.
  static let massHealth = Validator(
    "masshealth", "Twelve digits, as MassHealth numbers its members.",
    accepts: ["100447810235", "1004 4781 0235"],
    rejects: ["10044781023", "1004478102355", "111111111111", "10044781023a", ""]
  ) { text in
    guard let number = CompactText(digits: text, count: 12...12) else { return false }
    return !number.isRepeated
  }

  /// Codes of ICD-10-CM whose category exists and has codes of that length.
  static let icd10 = Validator(
    "icd-10", "An ICD-10-CM code of a category that exists; rooms and courses can look the same.",
    accepts: ["F90.2", "g40.909", "E10", "S72.001A", "C4A.9", "f902"],
    rejects: [
      "F9", "90.2", "F90.", "F90.22222", "FF0.2", "F9A.B.2", "F90 2", ".F90", "B12", "U33.1",
      "R51.91",
      "",
    ]
  ) { text in
    guard let code = CompactText(text, separators: "."), (3...7).contains(code.count) else {
      return false
    }
    var dot = -1
    for index in text.indices where text[index] == 0x2E {
      guard dot < 0 else { return false }
      dot = index
    }
    guard dot < 0 || (dot == 3 && text.count > 4) else { return false }
    return DiagnosisCategories.hold(
      letter: code.bytes[0], second: code.bytes[1], third: code.bytes[2], count: code.count)
  }

  /// National drug codes: labeller, product and package.
  static let ndc = Validator(
    "ndc", "A US national drug code with its hyphens: 4-4-2, 5-3-2, 5-4-1 or 5-4-2.",
    accepts: ["0417-3310-02", "50417-331-02", "50417-3310-2", "50417-3310-02"],
    rejects: ["417-3310-02", "0417-331-02", "50417-33100-2", "504173310-02", "5041733102", ""]
  ) { text in
    var groups = (0, 0, 0)
    var group = 0
    for index in text.indices {
      switch text[index] {
      case 0x30...0x39:
        switch group {
        case 0: groups.0 += 1
        case 1: groups.1 += 1
        default: groups.2 += 1
        }
      case 0x2D:
        group += 1
        if group > 2 { return false }
      default: return false
      }
    }
    return groups == (4, 4, 2) || groups == (5, 3, 2) || groups == (5, 4, 1) || groups == (5, 4, 2)
  }
}
