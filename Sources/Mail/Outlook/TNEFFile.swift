import Native

/// Reads Outlook's winmail.dat ([MS-OXTNEF]): attributes one after the other, some of which hold
/// properties.
enum TNEFFile {
  static let mark: [UInt8] = [0x78, 0x9F, 0x3E, 0x22]
  private static let mostDeep = 16

  /// The message in a file, as far as it is not damaged; nil when it is none.
  static func item(in bytes: [UInt8], depth: Int = 0) -> OutlookItem? {
    guard bytes.starts(with: mark) else { return nil }
    var item = OutlookItem()
    var offset = 6
    while offset < bytes.count {
      guard let attribute = bytes.long(at: offset + 1), let length = bytes.long(at: offset + 5),
        length <= bytes.count - offset - 9
      else {
        item.isDamaged = true
        break
      }
      let data = Array(bytes[offset + 9..<offset + 9 + length])
      read(attribute & 0xFFFF, data, into: &item, depth: depth)
      // A checksum of two bytes follows.
      offset += 11 + length
    }
    return item
  }

  private static func read(
    _ attribute: Int, _ data: [UInt8], into item: inout OutlookItem, depth: Int
  ) {
    let last = item.attachments.count - 1
    switch attribute {
    case 0x9007: if let page = data.long(at: 0), page > 0 { item.codePage = page }
    case 0x8004: item.properties[OutlookItem.Tag.subject] = .text(data, isWide: false)
    case 0x800C: item.properties[OutlookItem.Tag.body] = .text(data, isWide: false)
    case 0x9003:
      var cursor = PropertyCursor(data)
      item.properties.merge(cursor.properties(), uniquingKeysWith: { $1 })
      item.isDamaged = item.isDamaged || cursor.isDamaged
    case 0x9004: readRecipients(data, into: &item)
    case 0x9002: item.attachments.append(OutlookItem.Attachment())
    case 0x8010 where last >= 0:
      item.attachments[last].properties[OutlookItem.Tag.attachedShortName] = .text(
        data, isWide: false)
    case 0x800F where last >= 0:
      item.attachments[last].properties[OutlookItem.Tag.attachedData] = .bytes(data)
    case 0x9005 where last >= 0:
      var cursor = PropertyCursor(data)
      item.attachments[last].properties.merge(cursor.properties(), uniquingKeysWith: { $1 })
      item.isDamaged = item.isDamaged || cursor.isDamaged
      // An attached message stands behind the sixteen bytes of what it is.
      guard let object = cursor.object, object.count > 20 else { return }
      let inner = Array(object[16...])
      guard inner.starts(with: mark) else { return }
      if depth < mostDeep, let message = Self.item(in: inner, depth: depth + 1) {
        item.attachments[last].message = [message]
      } else {
        item.isDamaged = true
      }
    default: break
    }
  }

  private static func readRecipients(_ data: [UInt8], into item: inout OutlookItem) {
    var cursor = PropertyCursor(data)
    guard let count = cursor.long() else { return }
    for _ in 0..<min(count, 10_000) where !cursor.isDamaged && !cursor.isAtEnd {
      var recipient = OutlookItem.Recipient()
      recipient.properties = cursor.properties()
      let role = item.number(OutlookItem.Tag.recipientRole, of: recipient.properties) ?? 1
      recipient.role = OutlookItem.Recipient.Role(rawValue: role) ?? .to
      item.recipients.append(recipient)
    }
  }
}

/// Reads a list of properties as winmail.dat has them ([MS-OXTNEF] section 2.1.3.4).
private struct PropertyCursor {
  private let bytes: [UInt8]
  private var offset = 0
  private(set) var isDamaged = false
  /// The object among the properties, an attached message.
  private(set) var object: [UInt8]?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset >= bytes.count }

  mutating func long() -> Int? {
    guard let number = bytes.long(at: offset) else {
      isDamaged = true
      return nil
    }
    offset += 4
    return number
  }

  mutating func properties() -> OutlookItem.Properties {
    var result = OutlookItem.Properties()
    guard let count = long() else { return result }
    for _ in 0..<min(count, 100_000) where !isDamaged {
      guard let head = long() else { break }
      let type = head & 0xFFFF
      let tag = head >> 16
      if tag >= 0x8000 { skipName() }
      let isMany = type & 0x1000 != 0
      for value in values(type & 0x0FFF, isMany: isMany) where result[tag] == nil {
        result[tag] = value
      }
    }
    return result
  }

  /// Passes over the name of a property that has no number of its own.
  private mutating func skipName() {
    offset += 16
    guard let kind = long(), let length = long() else { return }
    if kind == 1 { skip(length) }
  }

  private mutating func skip(_ length: Int) {
    guard length >= 0, length <= bytes.count - offset else {
      isDamaged = true
      return
    }
    offset += (length + 3) / 4 * 4
  }

  private mutating func values(_ type: Int, isMany: Bool) -> [OutlookItem.Value] {
    var count = 1
    let isLong = [0x0D, 0x1E, 0x1F, 0x102].contains(type)
    if isMany || isLong { count = long() ?? 0 }
    var result: [OutlookItem.Value] = []
    for _ in 0..<min(count, 100_000) where !isDamaged {
      guard isLong else {
        guard let low = long() else { break }
        if [0x05, 0x06, 0x07, 0x14, 0x40].contains(type) {
          guard let high = long() else { break }
          if high < 1 << 31 { result.append(.number(low | high << 32)) }
        } else if type == 0x48 {
          skip(12)
        } else {
          result.append(.number(low))
        }
        continue
      }
      guard let length = long(), length <= bytes.count - offset else {
        isDamaged = true
        break
      }
      let data = Array(bytes[offset..<offset + length])
      skip(length)
      switch type {
      case 0x1E: result.append(.text(data, isWide: false))
      case 0x1F: result.append(.text(data, isWide: true))
      case 0x0D: object = data
      default: result.append(.bytes(data))
      }
    }
    return result
  }
}
