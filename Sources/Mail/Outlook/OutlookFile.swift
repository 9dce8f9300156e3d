import Native

/// Reads an Outlook message file (.msg, [MS-OXMSG]): a compound file whose streams are properties.
enum OutlookFile {
  /// Messages in messages deeper than this are not read.
  private static let mostDeep = 16

  /// The message in a compound file; nil when it holds none.
  static func item(in file: CompoundFile) -> OutlookItem? {
    let root = file.root
    guard root.contains(where: { $0.name.hasPrefix("__properties_version1.0") }) else { return nil }
    var item = item(of: root, in: file, headerBytes: 32, depth: 0)
    if file.isOver { item.isDamaged = true }
    return item
  }

  private static func item(
    of entries: [CompoundFile.Entry], in file: CompoundFile, headerBytes: Int, depth: Int
  ) -> OutlookItem {
    var item = OutlookItem()
    item.properties = properties(of: entries, in: file, headerBytes: headerBytes)
    if let page = item.number(OutlookItem.Tag.messageCodePage), page > 0 { item.codePage = page }
    for entry in entries.sorted(by: { $0.name < $1.name }) where entry.isStorage {
      if entry.name.hasPrefix("__recip_version1.0_") {
        var recipient = OutlookItem.Recipient()
        recipient.properties = properties(of: file.children(of: entry), in: file, headerBytes: 8)
        let role = item.number(OutlookItem.Tag.recipientRole, of: recipient.properties) ?? 1
        recipient.role = OutlookItem.Recipient.Role(rawValue: role) ?? .to
        item.recipients.append(recipient)
      } else if entry.name.hasPrefix("__attach_version1.0_") {
        let inner = file.children(of: entry)
        var attachment = OutlookItem.Attachment()
        attachment.properties = properties(of: inner, in: file, headerBytes: 8)
        if let message = inner.first(where: { $0.isStorage && $0.name == "__substg1.0_3701000D" }) {
          let entries = file.children(of: message)
          if depth >= mostDeep {
            item.isDamaged = true
          } else if entries.contains(where: { $0.name.hasPrefix("__properties_version1.0") }) {
            attachment.message = [
              Self.item(of: entries, in: file, headerBytes: 24, depth: depth + 1)
            ]
          }
        }
        item.attachments.append(attachment)
      }
    }
    return item
  }

  /// The properties of a storage: the longer ones are streams of their own, named by number and type.
  private static func properties(
    of entries: [CompoundFile.Entry], in file: CompoundFile, headerBytes: Int
  ) -> OutlookItem.Properties {
    var properties = OutlookItem.Properties()
    for entry in entries where !entry.isStorage {
      if entry.name.hasPrefix("__properties_version1.0") {
        let bytes = file.contents(of: entry)
        for offset in stride(from: headerBytes, to: bytes.count - 15, by: 16) {
          guard let tag = bytes.long(at: offset), let low = bytes.long(at: offset + 8),
            let high = bytes.long(at: offset + 12)
          else { break }
          switch tag & 0xFFFF {
          case 0x0002, 0x0003, 0x000B: properties[tag >> 16] = .number(low)
          case 0x0040, 0x0014:
            if high < 1 << 31 { properties[tag >> 16] = .number(low | high << 32) }
          default: break
          }
        }
        continue
      }
      guard entry.name.hasPrefix("__substg1.0_"), entry.name.utf8.count == 20,
        let tag = Int(entry.name.dropFirst(12), radix: 16)
      else { continue }
      switch tag & 0xFFFF {
      case 0x001F: properties[tag >> 16] = .text(file.contents(of: entry), isWide: true)
      case 0x001E: properties[tag >> 16] = .text(file.contents(of: entry), isWide: false)
      case 0x0102: properties[tag >> 16] = .bytes(file.contents(of: entry))
      default: break
      }
    }
    return properties
  }
}
