extension Validator {
  /// State student ids of ten digits (Massachusetts, Texas).
  ///
  /// They have no check digit, and one in ten
  /// passes for a provider identifier: what tells them is the word beside them, or the roster.
  static let stateStudentID = Validator(
    "state-student-id", "Ten digits that are no telephone number.",
    accepts: ["1045520917", "1470051453", "0045520917", "1045-520-917"],
    rejects: [
      "4135550142", "413-555-0142", "104552091", "10455209177", "1111111111", "104552091a", "",
    ]
  ) { text in
    guard let number = CompactText(digits: text, count: 10...10), !number.isRepeated else {
      return false
    }
    return !Validator.usPhone.holds(text)
  }

  /// US postal codes; 00501 is the lowest in use and 99950 the highest.
  static let zip = Validator(
    "us-zip", "A US ZIP code of five or nine digits.",
    accepts: ["01089", "01089-2417", "99950"],
    rejects: ["00000", "00500", "99999", "0108", "01089-241", "01089 2417", "010892417", ""]
  ) { text in
    guard text.count == 5 || text.count == 10, let code = CompactText(text, separators: "-"),
      code.isDigits, code.count == (text.count == 5 ? 5 : 9)
    else { return false }
    if text.count == 10, text[5] != 0x2D { return false }
    return (501...99_950).contains(code.number(0..<5))
  }
}
