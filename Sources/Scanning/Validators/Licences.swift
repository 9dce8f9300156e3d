extension Validator {
  /// US passports: nine digits, or a letter and eight, without a check digit.
  static let passport = Validator(
    "passport", "The shape of a US passport number: nine digits, or a letter and eight digits.",
    accepts: ["340117265", "A03411726"],
    rejects: ["34011726", "AB0341172", "A034117265", "111111111", ""]
  ) { text in
    guard let number = CompactText(text), number.count == 9 else { return false }
    for index in 1..<9 where !number.isDigit(index) { return false }
    return !number.isRepeated
  }

  /// Massachusetts driver's licences: S and eight digits, SA and seven digits, or nine digits.
  static let maDriverLicence = Validator(
    "ma-driver-licence", "The shape of a Massachusetts driver's licence number.",
    accepts: ["S40117265", "sa4011726", "340117265"],
    rejects: ["T40117265", "SB4011726", "S4011726", "S401172655", "000000000", ""]
  ) { text in
    guard let number = CompactText(text), number.count == 9, !number.isRepeated else {
      return false
    }
    for index in 2..<9 where !number.isDigit(index) { return false }
    let isPair = number.bytes[1] == 0x61 || number.isDigit(1)
    return number.isDigits || (number.bytes[0] == 0x73 && isPair)
  }

  /// Vehicle identification numbers: ISO 3779 with the check digit that North America requires (49 CFR
  /// 565.15).
  static let vin = Validator(
    "vin", "A vehicle identification number of North America whose check digit holds.",
    accepts: ["38CR35S458NCCTTSP", "r3tkxdxh0c81f4ply", "292XV53A2M6021BK9"],
    rejects: [
      "38CR35S468NCCTTSP", "38CR35S458NCCTTS", "38CR35S458NCCTTSI", "11111111111111111",
      "3OCR35S458NCCTTSP", "",
    ]
  ) { text in
    guard let number = CompactText(text), number.count == 17, !number.isRepeated else {
      return false
    }
    let weights: InlineArray<17, Int> = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    // a to z; I, O and Q stand in no number.
    let values: InlineArray<26, Int> = [
      1, 2, 3, 4, 5, 6, 7, 8, -1, 1, 2, 3, 4, 5, -1, 7, -1, 9, 2, 3, 4, 5, 6, 7, 8, 9,
    ]
    var sum = 0
    for index in 0..<17 {
      let value =
        number.isDigit(index) ? number.digit(index) : values[Int(number.bytes[index] - 0x61)]
      guard value >= 0 else { return false }
      sum += value * weights[index]
    }
    let check = sum % 11
    return check == 10 ? number.bytes[8] == 0x78 : number.isDigit(8) && number.digit(8) == check
  }
}
