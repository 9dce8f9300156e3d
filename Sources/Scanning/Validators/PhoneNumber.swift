extension Validator {
  /// Telephone numbers of the North American Numbering Plan: area and exchange begin with 2 to 9 and
  /// are no service codes (N11).
  static let usPhone = Validator(
    "us-phone", "A US telephone number, with or without the country's 1.",
    accepts: [
      "413-555-0142", "(413) 555-0142", "413.555.0142", "+1 413 555 0142", "1-413-555-0142",
      "4135550142", "14135550142", "413/555-0142",
    ],
    rejects: [
      "113-555-0142", "013-555-0142", "413-155-0142", "411-555-0142", "413-911-0142", "555-0142",
      "413-555-01422", "24135550142", "413-555-014a", "0413555014", "",
    ]
  ) { text in
    guard let number = CompactText(digits: text, count: 10...11, separators: " -.()/+"),
      number.count == 10 || number.digit(0) == 1
    else { return false }
    let start = number.count - 10
    let area = number.number(start..<start + 3)
    let exchange = number.number(start + 3..<start + 6)
    return area >= 200 && exchange >= 200 && area % 100 != 11 && exchange % 100 != 11
  }
}
