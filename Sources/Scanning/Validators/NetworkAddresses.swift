extension Validator {
  /// IPv4 addresses that are reachable from outside: none of the private, loopback, link-local,
  /// documentation and reserved ranges (RFC 6890).
  static let ipv4 = Validator(
    "ipv4", "A public IPv4 address.",
    accepts: ["73.18.244.9", "8.31.200.1"],
    rejects: [
      "10.0.0.1", "192.168.1.1", "172.16.0.1", "127.0.0.1", "169.254.1.1", "192.0.2.7",
      "198.51.100.3", "203.0.113.9", "0.1.2.3", "255.255.255.255", "224.0.0.1", "100.64.0.1",
      "73.18.244", "73.18.244.256", "73.018.244.9", "1.2.3.4.5", "",
    ]
  ) { text in
    var octets: InlineArray<4, Int> = [0, 0, 0, 0]
    var octet = 0
    var digits = 0
    for index in text.indices {
      let byte = text[index]
      if byte == 0x2E {
        guard digits > 0, octet < 3 else { return false }
        octet += 1
        digits = 0
        continue
      }
      guard (0x30...0x39) ~= byte, digits < 3, digits == 0 || octets[octet] > 0 else {
        return false
      }
      octets[octet] = octets[octet] * 10 + Int(byte - 0x30)
      digits += 1
      if octets[octet] > 255 { return false }
    }
    guard octet == 3, digits > 0 else { return false }
    switch (octets[0], octets[1], octets[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _), (169, 254, _), (192, 168, _),
      (172, 16...31, _), (100, 64...127, _), (198, 18...19, _), (192, 0, 0), (192, 0, 2),
      (198, 51, 100), (203, 0, 113):
      return false
    default: return true
    }
  }

  /// Hardware addresses (IEEE EUI-48) with the same separator between all pairs.
  static let mac = Validator(
    "mac", "A hardware address of six pairs, one separator throughout.",
    accepts: ["3c:22:fb:41:0a:9e", "3C-22-FB-41-0A-9E", "3c22.fb41.0a9e"],
    rejects: [
      "3c:22:fb:41:0a", "3c:22-fb:41:0a:9e", "3c22fb410a9e", "00:00:00:00:00:00",
      "ff:ff:ff:ff:ff:ff", "3g:22:fb:41:0a:9e", "3c2:2fb:410:a9e", "",
    ]
  ) { text in
    guard let address = CompactText(text, separators: ":-."), address.count == 12,
      !address.isRepeated, text.count == 17 || text.count == 14
    else { return false }
    for index in 0..<12 where address.isLetter(index) && address.bytes[index] > 0x66 {
      return false
    }
    let group = text.count == 17 ? 2 : 4
    let separator = text[group]
    guard group == 2 ? separator != 0x2E : separator == 0x2E else { return false }
    for index in text.indices {
      let isSeparator = text[index] == separator
      if isSeparator != (index % (group + 1) == group) { return false }
    }
    return true
  }

  /// Mail addresses as people write them: RFC 5321's without quotes and address literals, and no file
  /// names that only look like one (`logo@2x.png`).
  static let email = Validator(
    "email", "A mail address.",
    accepts: [
      "kim.poe@maplehollow.example", "K+school@mail.hilltop.example", "o'neil_s@x-y.example",
    ],
    rejects: [
      "kim.poe", "@maplehollow.example", "kim@", "kim@example", "kim..poe@a.example",
      ".kim@a.example", "kim@a..example", "kim@-a.example", "kim@a.e1", "logo@2x.png",
      "a b@c.example",
      "",
    ]
  ) { text in
    guard text.count <= 254 else { return false }
    var at = -1
    var label = 0
    var lastDot = -1
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case 0x40:
        guard at < 0, index > 0, index <= 64, label > 0 else { return false }
        at = index
        label = 0
        continue
      case 0x2E:
        guard label > 0 else { return false }
        if at >= 0, text[index - 1] == 0x2D { return false }
        lastDot = index
        label = 0
        continue
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: break
      case 0x2D: if at >= 0, label == 0 { return false }
      case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E:
        if at >= 0 { return false }
      default: return false
      }
      label += 1
    }
    guard at > 0, lastDot > at, label >= 2, label <= 63 else { return false }
    for index in lastDot + 1..<text.count {
      let byte = text[index]
      guard (0x61...0x7A) ~= byte | 0x20 || byte >= 0x80 else { return false }
    }
    let ending = text.extracting(lastDot + 1..<text.count)
    for suffix in fileEndings where ending.count == suffix.utf8.count {
      var isSame = true
      for (index, byte) in suffix.utf8.enumerated() where ending[index] | 0x20 != byte {
        isSame = false
      }
      if isSame { return false }
    }
    return true
  }

  private static let fileEndings = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"]
}
