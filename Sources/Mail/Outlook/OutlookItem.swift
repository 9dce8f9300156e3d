import Native

/// A message as Outlook keeps it: numbered properties, with its recipients and attachments
/// ([MS-OXCMSG], [MS-OXPROPS]).
struct OutlookItem {
  /// A property's value, by its type.
  enum Value {
    case number(Int)
    /// UTF-16, or a code page's bytes.
    case text([UInt8], isWide: Bool)
    case bytes([UInt8])
  }

  /// A recipient.
  struct Recipient {
    enum Role: Int { case to = 1, cc, bcc }
    var role = Role.to
    var properties = Properties()
  }

  /// An attachment: a file or another message.
  struct Attachment {
    var properties = Properties()
    var message: [OutlookItem] = []
  }

  /// Properties by their number.
  typealias Properties = [Int: Value]

  var properties = Properties()
  var recipients: [Recipient] = []
  var attachments: [Attachment] = []
  /// The code page of the texts that are not Unicode.
  var codePage = 1_252
  /// What could not be read.
  var isDamaged = false

  /// The numbers of the properties that are read.
  enum Tag {
    static let subject = 0x0037
    static let sent = 0x0039
    static let recipientRole = 0x0C15
    static let senderName = 0x0C1A
    static let senderAddress = 0x0C1F
    static let senderMailAddress = 0x5D01
    static let shownBcc = 0x0E02
    static let shownCc = 0x0E03
    static let shownTo = 0x0E04
    static let body = 0x1000
    static let compressedRichText = 0x1009
    static let html = 0x1013
    static let messageID = 0x1035
    static let name = 0x3001
    static let address = 0x3003
    static let attachedData = 0x3701
    static let attachedShortName = 0x3704
    static let attachedName = 0x3707
    static let attachedType = 0x370E
    static let mailAddress = 0x39FE
    static let internetCodePage = 0x3FDE
    static let messageCodePage = 0x3FFD
  }

  /// A text property as UTF-8.
  func text(_ tag: Int, of properties: Properties? = nil) -> String? {
    guard case .text(let bytes, let isWide) = (properties ?? self.properties)[tag] else {
      return nil
    }
    var text: [UInt8] = []
    var map = OffsetMap()
    var charsets = CharsetDecoder()
    let label = isWide ? "utf-16le" : codePage == 65_001 ? "utf-8" : "windows-\(codePage)"
    if isWide {
      text = Array(String(decoding: Self.units(bytes), as: UTF16.self).utf8)
    } else {
      _ = charsets.decode(bytes.span, label: label, into: &text, map: &map)
    }
    while text.last == 0 { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// A binary property.
  func bytes(_ tag: Int, of properties: Properties? = nil) -> [UInt8]? {
    switch (properties ?? self.properties)[tag] {
    case .bytes(let bytes): bytes
    // Some programs keep HTML as text.
    case .text(let bytes, false): bytes
    case .text(_, true): text(tag, of: properties).map { Array($0.utf8) }
    default: nil
    }
  }

  /// A number.
  func number(_ tag: Int, of properties: Properties? = nil) -> Int? {
    guard case .number(let number) = (properties ?? self.properties)[tag] else { return nil }
    return number
  }

  /// The units of UTF-16 with the low byte first.
  static func units(_ bytes: [UInt8]) -> [UInt16] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for offset in stride(from: 0, to: bytes.count - 1, by: 2) {
      units.append(UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8)
    }
    return units
  }
}
