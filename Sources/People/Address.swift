// Performance: every new address is read once, on bytes.
import Native

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
    self = text.utf8.count <= 1_000 ? Self(lowercased: text.lowercased()) : .none
  }

  /// Reads an address that is in lower case already.
  init(lowercased text: String) {
    let bytes = text.utf8.span
    if let at = bytes.lastOffset(of: UInt8(ascii: "@")), at > 0, at + 1 < bytes.count {
      // A service may stand in front of an address: `teams:archive@district.example`, `mailto:`.
      let local = bytes.extracting(0..<at)
      let start = local.lastOffset(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0
      var end = bytes.count
      while end > at + 1, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: ">")
      {
        end -= 1
      }
      let domain = bytes.extracting(at + 1..<end)
      self = .mail(
        start == 0 ? text : String(utf8: bytes.extracting(start..<bytes.count)),
        domain: domain.count > 255 ? "" : String(utf8: domain))
      return
    }
    if let colon = bytes.firstOffset(of: UInt8(ascii: ":")), colon > 0 {
      let service = bytes.extracting(0..<colon)
      if Self.isWord(service) {
        let name = bytes.extracting(colon + 1..<bytes.count)
        if let digits = Self.phoneDigits(name) {
          self = .phone(
            digits, service: Self.phoneServices.contains(service) ? nil : String(utf8: service))
        } else {
          self = .handle(service: String(utf8: service), name: String(utf8: name))
        }
        return
      }
    }
    if let digits = Self.phoneDigits(bytes) {
      self = .phone(digits, service: nil)
    } else {
      self = .none
    }
  }

  /// What a handle is looked up by: its service and name in lower case, or its digits.
  var key: String {
    switch self {
    case .mail(let address, _): address
    case .phone(let digits, let service): "\(service ?? "tel"):\(digits)"
    case .handle(let service, let name): "\(service):\(name)"
    case .none: ""
    }
  }

  /// Whether bytes are free of white space and controls.
  private static func isWord(_ bytes: Span<UInt8>) -> Bool {
    for index in 0..<bytes.count where bytes[index] <= 0x20 { return false }
    return true
  }

  /// Services that are the telephone's own.
  private static let phoneServices = WordList("tel sms mms imessage facetime")

  /// The digits of a telephone number or short code, without a leading 1 of eleven; nil for anything
  /// else.
  static func phoneDigits(_ text: String) -> String? { phoneDigits(text.utf8.span) }

  /// The digits of a telephone number, given as bytes.
  static func phoneDigits(_ text: Span<UInt8>) -> String? {
    var digits = InlineArray<16, UInt8>(repeating: 0)
    var count = 0
    for index in 0..<text.count {
      let byte = text[index]
      switch byte {
      case 0x30...0x39:
        guard count < 15 else { return nil }
        digits[count] = byte
        count += 1
      case 0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F: continue
      default: return nil
      }
    }
    guard count >= 5 else { return nil }
    let isLong = count == 11 && digits[0] == 0x31
    return String(utf8: digits.span.extracting((isLong ? 1 : 0)..<count))
  }
}

extension Span where Element == UInt8 {
  /// The offset of the last `byte`; nil when there is none.
  fileprivate func lastOffset(of byte: UInt8) -> Int? {
    var offset = count
    while offset > 0 {
      offset -= 1
      if self[offset] == byte { return offset }
    }
    return nil
  }
}
