extension Validator {
  /// Routing numbers of the American Bankers Association: the Federal Reserve's prefixes, and weights
  /// 3, 7 and 1 that make a multiple of ten.
  static let abaRouting = Validator(
    "aba-routing", "A US bank routing number whose prefix and check digit hold.",
    accepts: ["019259059", "210725544", "3291-7363-4", "611000295"],
    rejects: [
      "019259058", "139259057", "339259059", "000000000", "01925905", "0192590599", "abc", "",
    ]
  ) { text in
    guard let number = CompactText(digits: text, count: 9...9), !number.isRepeated else {
      return false
    }
    switch number.number(0..<2) {
    case 0...12, 21...32, 61...72, 80: break
    default: return false
    }
    var sum = 0
    for index in 0..<9 {
      sum += number.digit(index) * (index % 3 == 0 ? 3 : index % 3 == 1 ? 7 : 1)
    }
    return sum % 10 == 0
  }

  /// International bank account numbers: ISO 13616, the places of the country, and modulo 97 is 1.
  static let iban = Validator(
    "iban", "An international bank account number with its country's places and check digits.",
    accepts: [
      "DE81 7954 2205 8791 5890 62", "gb20kxqd76223012891614", "FR0633614364507Q33060672036",
      "NO7419019335012", "MT28ZQKW808194TK2783616319AB3CD",
    ],
    rejects: [
      "DE81795422058791589063", "ZZ89 3704 0044 0532 0130", "DE89 3704", "1234567890123456", "",
    ]
  ) { text in
    guard let account = CompactText(text, separators: " -."), account.count > 14,
      account.isLetter(0),
      account.isLetter(1), account.isDigit(2), account.isDigit(3)
    else { return false }
    guard hasPlaces(account) else { return false }
    var remainder = 0
    for index in 0..<account.count {
      let place = (index + 4) % account.count
      if account.isDigit(place) {
        remainder = (remainder * 10 + account.digit(place)) % 97
      } else {
        remainder = (remainder * 100 + Int(account.bytes[place] - 0x61) + 10) % 97
      }
    }
    return remainder == 1
  }

  /// What stands behind the check digits in each country, from the registry of ISO 13616: so many digits
  /// (n), letters (a) or either (c).
  private static let ibanParts: [UInt16: [IBANPart]] = {
    let list = """
      AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c \
      BY4c4n16c CH5n12c CR18n CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n \
      FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n \
      IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c \
      LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c \
      MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c \
      RS18n RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n \
      TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c
      """
    var countries: [UInt16: [IBANPart]] = [:]
    for entry in list.lowercased().split(separator: " ") {
      let bytes = Array(entry.utf8)
      var parts: [IBANPart] = []
      var count = 0
      for byte in bytes[2...] {
        if byte &- 0x30 < 10 {
          count = count * 10 + Int(byte - 0x30)
        } else {
          parts.append(IBANPart(count: count, kind: byte))
          count = 0
        }
      }
      countries[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] = parts
    }
    return countries
  }()

  /// Whether the places behind the check digits are as many and of the kinds that the country has.
  private static func hasPlaces(_ account: CompactText) -> Bool {
    let country = UInt16(account.bytes[0]) << 8 | UInt16(account.bytes[1])
    guard let parts = ibanParts[country] else { return false }
    var place = 4
    for part in parts {
      guard place + part.count <= account.count else { return false }
      for index in place..<place + part.count {
        if part.kind == UInt8(ascii: "n"), !account.isDigit(index) { return false }
        if part.kind == UInt8(ascii: "a"), !account.isLetter(index) { return false }
      }
      place += part.count
    }
    return place == account.count
  }
}

/// A stretch of a bank account number whose places are of one kind.
private struct IBANPart {
  var count: Int
  /// `n` for digits, `a` for letters, `c` for either.
  var kind: UInt8
}
