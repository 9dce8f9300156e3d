extension Validator {
  /// Luhn's formula alone (ISO/IEC 7812-1 annex B); one number in ten passes by chance.
  static let luhn = Validator(
    "luhn", "Digits whose last one is their check digit by Luhn's formula.",
    accepts: ["18", "4716 3416 7211 0686", "60-11049483669462"],
    rejects: ["19", "0", "4716 3416 7211 0687", "4716x3416", ""]
  ) { text in
    guard let number = CompactText(digits: text, count: 2...40) else { return false }
    return number.hasLuhnDigit
  }

  /// Payment cards by the prefixes and lengths of their networks, with Luhn's check digit, and none of
  /// the numbers that processors publish for tests.
  static let paymentCard = Validator(
    "payment-card", "A payment card number of a known network whose check digit holds.",
    accepts: [
      "4716 3416 7211 0686", "5287-4038-8542-1437", "2345044324451952", "3714 683237 41843",
      "6011049483669462", "6445723440107487", "3602 875231 6371", "3540425695835108",
      "4539349931520",
    ],
    rejects: [
      "4716 3416 7211 0687", "4111 1111 1111 1111", "4242424242424242", "5555 5555 5555 4444",
      "378282246310005", "6011111111111117", "9716341672110686", "47163416721106860",
      "2721 0000 0000 0004", "0000000000000000", "4716 3416", "",
    ]
  ) { text in
    guard let number = CompactText(digits: text, count: 13...19), number.hasLuhnDigit,
      isIssued(number)
    else { return false }
    for test in testCards where number.equals(test) { return false }
    return true
  }

  /// Whether the first digits and the length are of a network.
  private static func isIssued(_ card: CompactText) -> Bool {
    let two = card.number(0..<2)
    let three = card.number(0..<3)
    let four = card.number(0..<4)
    switch card.count {
    case 13: return card.digit(0) == 4
    case 14:
      return (300...305).contains(three) || three == 309 || two == 36 || two == 38 || two == 39
    case 15: return two == 34 || two == 37
    case 16...19:
      let isVisa = card.digit(0) == 4 && card.count != 17 && card.count != 18
      let isMastercard =
        card.count == 16 && ((51...55).contains(two) || (2_221...2_720).contains(four))
      let isDiscover = four == 6_011 || (644...649).contains(three) || two == 65
      return isVisa || isMastercard || isDiscover || (3_528...3_589).contains(four) || two == 62
    default: return false
    }
  }

  /// Numbers that processors publish for tests; no account is behind them.
  private static let testCards = [
    "4111111111111111", "4242424242424242", "4012888888881881", "4222222222222", "4000056655665556",
    "4000000000000002", "4000000000009995", "4917610000000000", "4444333322221111",
    "5555555555554444", "5105105105105100", "5200828282828210", "5425233430109903",
    "5454545454545454", "2223003122003222", "2223000048400011", "378282246310005",
    "371449635398431", "378734493671000", "341111111111111", "6011111111111117",
    "6011000990139424", "6011000000000004", "30569309025904", "38520000023237", "36227206271667",
    "3530111333300000", "3566002020360505", "6200000000000005",
  ]
}
