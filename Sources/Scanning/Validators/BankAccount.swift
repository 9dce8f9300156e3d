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

  /// International bank account numbers: ISO 13616, the length of the country, and modulo 97 is 1.
  static let iban = Validator(
    "iban", "An international bank account number with its country's length and check digits.",
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
    let country = UInt16(account.bytes[0]) << 8 | UInt16(account.bytes[1])
    guard ibanLengths[country] == account.count else { return false }
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

  /// How long the numbers of each country are, from the registry of ISO 13616.
  private static let ibanLengths: [UInt16: Int] = {
    let list = """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 \
      DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 \
      IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 \
      MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 \
      SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
      """
    var lengths: [UInt16: Int] = [:]
    for entry in list.lowercased().split(separator: " ") {
      let bytes = Array(entry.utf8)
      lengths[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] = Int(entry.dropFirst(2))
    }
    return lengths
  }()
}
