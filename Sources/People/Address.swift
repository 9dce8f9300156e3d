/// What kind of address a mailbox has, whatever the channel.
enum Address: Hashable {
  /// An e-mail address, lower-cased, and its domain.
  case mail(String, domain: String)
  /// A telephone number: digits, without the country's 1; and the chat service in front of it, if any.
  case phone(String, service: String?)
  /// A name or number within a service: `discord:kyra`, `gchat:space/science`.
  case handle(service: String, name: String)
  /// A bare name or nothing.
  case none

  /// Reads an address as headers and exports write it.
  init(_ text: String) {
    // RFC 5321 section 4.5.3.1 allows 64 bytes of local part and 255 of domain; much more is no address.
    guard text.utf8.count <= 1_000 else {
      self = .none
      return
    }
    let text = text.lowercased()
    if let at = text.lastIndex(of: "@"), at != text.startIndex,
      text.index(after: at) != text.endIndex
    {
      // A service may stand in front of an address: `teams:archive@district.example`, `mailto:`.
      let local = text[..<at]
      let bare = local.lastIndex(of: ":").map { text[text.index(after: $0)...] } ?? text[...]
      var domain = text[text.index(after: at)...]
      while domain.last == "." || domain.last == ">" { domain.removeLast() }
      if domain.utf8.count > 255 { domain = "" }
      self = .mail(String(bare), domain: String(domain))
      return
    }
    if let colon = text.firstIndex(of: ":") {
      let service = String(text[..<colon])
      let name = text[text.index(after: colon)...]
      if !service.isEmpty, service.utf8.allSatisfy({ $0 > 0x20 }) {
        if let digits = Self.phoneDigits(name) {
          let isPlain = Self.phoneServices.contains(service)
          self = .phone(digits, service: isPlain ? nil : service)
        } else {
          self = .handle(service: service, name: String(name))
        }
        return
      }
    }
    if let digits = Self.phoneDigits(text[...]) {
      self = .phone(digits, service: nil)
    } else {
      self = .none
    }
  }

  /// Services that are the telephone's own.
  private static let phoneServices: Set<String> = ["tel", "sms", "mms", "imessage", "facetime"]

  /// The digits of a telephone number or short code, without a leading 1 of eleven; nil for anything
  /// else.
  static func phoneDigits(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: bytes.append(byte)
      case 0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F: continue
      default: return nil
      }
      if bytes.count > 15 { return nil }
    }
    guard bytes.count >= 5 else { return nil }
    let isLong = bytes.count == 11 && bytes[0] == 0x31
    return String(decoding: isLong ? bytes[1...] : bytes[...], as: UTF8.self)
  }
}
