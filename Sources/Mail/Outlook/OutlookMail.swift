public import Native

/// Outlook's own message formats as mail (RFC 5322 with MIME), so that they are read like all other mail.
///
/// A message becomes its header, its bodies and its attachments, none of them encoded; text is UTF-8. What only Outlook
/// knows of a message (flags, categories, properties with names) is left out.
public enum OutlookMail {
  /// What a file turned out to be.
  public enum Content: Sendable {
    /// A message, as mail.
    case mail([UInt8], isDamaged: Bool)
    /// A document that can be opened with a password only.
    case encrypted
    /// A document of Office up to 2003, or of another program.
    case document(String)
    /// Its structure cannot be read.
    case damaged
  }

  /// Whether a file begins as a compound file does.
  public static func isCompoundFile(_ head: Span<UInt8>) -> Bool {
    let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    guard head.count >= mark.count else { return false }
    for index in mark.indices where head[index] != mark[index] { return false }
    return true
  }

  /// Reads a compound file: an Outlook message (.msg), or what else it is.
  public static func content(ofCompoundFile bytes: [UInt8]) -> Content {
    guard let file = CompoundFile(bytes) else { return .damaged }
    if let item = OutlookFile.item(in: file) {
      return .mail(mail(of: item, limit: 4 * bytes.count), isDamaged: item.isDamaged)
    }
    let names = Set(file.root.map(\.name))
    if names.contains("EncryptedPackage") { return .encrypted }
    if names.contains("WordDocument") { return .document("an old Word document") }
    if names.contains("Workbook") || names.contains("Book") {
      return .document("an old Excel workbook")
    }
    if names.contains("PowerPoint Document") { return .document("an old PowerPoint file") }
    return names.isEmpty ? .damaged : .document("a compound file")
  }

  /// Reads a winmail.dat; nil when it is none.
  public static func content(ofTNEF bytes: [UInt8]) -> Content {
    guard let item = TNEFFile.item(in: bytes) else { return .damaged }
    return .mail(mail(of: item, limit: 4 * bytes.count), isDamaged: item.isDamaged)
  }

  // MARK: Writing

  private struct Body {
    var header: String
    var content: [UInt8]
  }

  /// Rich text may be compressed; it expands to at most `limit` bytes.
  static func mail(of item: OutlookItem, limit: Int) -> [UInt8] {
    typealias Tag = OutlookItem.Tag
    var bodies: [Body] = []
    if let text = item.text(Tag.body), !text.isEmpty {
      bodies.append(
        Body(header: "Content-Type: text/plain; charset=utf-8", content: Array(text.utf8)))
    }
    if let html = item.bytes(Tag.html), !html.isEmpty {
      let isText = if case .text(_, true) = item.properties[Tag.html] { true } else { false }
      let page = isText ? 65_001 : item.number(Tag.internetCodePage) ?? 0
      bodies.append(
        Body(header: "Content-Type: text/html\(charset(ofPage: page))", content: html))
    }
    if bodies.isEmpty, let compressed = item.bytes(Tag.compressedRichText),
      let text = CompressedRichText.expand(compressed, limit: max(limit, 1 << 16))
    {
      bodies.append(Body(header: "Content-Type: text/rtf", content: text))
    }
    var parts: [Body] = []
    if bodies.count > 1 {
      let boundary = boundary(of: bodies)
      parts.append(
        Body(
          header: "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
          content: joined(bodies, boundary)))
    } else {
      parts = bodies
    }
    for attachment in item.attachments { parts.append(part(of: attachment, item, limit)) }
    let boundary = boundary(of: parts)
    var result = Array(header(of: item).utf8)
    result += Array(
      "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"\(boundary)\"\n\n".utf8)
    result += joined(parts, boundary)
    return result
  }

  private static func part(
    of attachment: OutlookItem.Attachment, _ item: OutlookItem, _ limit: Int
  ) -> Body {
    typealias Tag = OutlookItem.Tag
    let properties = attachment.properties
    if let message = attachment.message.first {
      return Body(header: "Content-Type: message/rfc822", content: mail(of: message, limit: limit))
    }
    let name =
      item.text(Tag.attachedName, of: properties) ?? item.text(
        Tag.attachedShortName, of: properties)
      ?? item.text(Tag.name, of: properties) ?? ""
    let quoted = oneLine(name).replacing("\\", with: "_").replacing("\"", with: "'")
    let type = item.text(Tag.attachedType, of: properties).map(oneLine) ?? ""
    let isType =
      type.utf8.count < 100
      && type.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") }
    var header = "Content-Type: "
    // A part that was a multipart of its own is none any more.
    header +=
      isType && type.contains("/") && !type.lowercased().hasPrefix("multipart/")
      ? type : "application/octet-stream"
    header += "\nContent-Transfer-Encoding: binary\nContent-Disposition: attachment"
    if !quoted.isEmpty { header += "; filename=\"\(quoted)\"" }
    return Body(header: header, content: item.bytes(Tag.attachedData, of: properties) ?? [])
  }

  private static func header(of item: OutlookItem) -> String {
    typealias Tag = OutlookItem.Tag
    var lines = ""
    func add(_ name: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      lines += "\(name): \(oneLine(value))\n"
    }
    add("Subject", item.text(Tag.subject))
    add(
      "From",
      mailbox(
        item.text(Tag.senderName), item.text(Tag.senderMailAddress) ?? item.text(Tag.senderAddress))
    )
    let roles: [(OutlookItem.Recipient.Role, String, Int)] = [
      (.to, "To", Tag.shownTo), (.cc, "Cc", Tag.shownCc), (.bcc, "Bcc", Tag.shownBcc),
    ]
    for (role, name, shown) in roles {
      let list = item.recipients.filter { $0.role == role }.compactMap { recipient in
        mailbox(
          item.text(Tag.name, of: recipient.properties),
          item.text(Tag.mailAddress, of: recipient.properties)
            ?? item.text(Tag.address, of: recipient.properties))
      }
      add(name, list.isEmpty ? item.text(shown) : list.joined(separator: ", "))
    }
    if let sent = item.number(Tag.sent) { add("Date", date(sent)) }
    add("Message-ID", item.text(Tag.messageID))
    return lines
  }

  private static func mailbox(_ name: String?, _ address: String?) -> String? {
    let name = oneLine(name ?? "").replacing("\\", with: "").replacing("\"", with: "'")
    let address = oneLine(address ?? "").filter { $0 != "<" && $0 != ">" && $0 != " " }
    if address.isEmpty { return name.isEmpty ? nil : "\"\(name)\"" }
    return name.isEmpty || name == address ? "<\(address)>" : "\"\(name)\" <\(address)>"
  }

  /// A value that cannot begin another header field.
  private static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  private static func charset(ofPage page: Int) -> String {
    switch page {
    case 65_001: "; charset=utf-8"
    case 20_127: "; charset=us-ascii"
    case 28_591...28_605: "; charset=iso-8859-\(page - 28_590)"
    case 932: "; charset=shift_jis"
    case 50_220...50_222: "; charset=iso-2022-jp"
    case 20_866: "; charset=koi8-r"
    case 1...1_300: "; charset=windows-\(page)"
    default: ""
    }
  }

  /// A line that stands in none of the contents.
  ///
  /// It is made of them, so that none can hold many such lines on purpose.
  private static func boundary(of bodies: [Body]) -> String {
    var number: UInt64 = 0
    for body in bodies {
      number = number &* 31 &+ Checksum.of(body.content.span)
    }
    while true {
      let boundary = "=_outlook_" + String(number, radix: 36)
      let line = Array(boundary.utf8)
      let isFree = bodies.allSatisfy { $0.content.span.firstOffset(of: line.span) == nil }
      if isFree { return boundary }
      number = number &* 6_364_136_223_846_793_005 &+ 1
    }
  }

  private static func joined(_ bodies: [Body], _ boundary: String) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bodies.reduce(100) { $0 + $1.content.count + 200 })
    for body in bodies {
      result += Array("--\(boundary)\n\(body.header)\n\n".utf8)
      result += body.content
      result.append(0x0A)
    }
    result += Array("--\(boundary)--\n".utf8)
    return result
  }

  /// A time in Windows' hundreds of nanoseconds since 1601, as a header's date.
  private static func date(_ time: Int) -> String? {
    let seconds = time / 10_000_000 - 11_644_473_600
    guard seconds > 0, seconds < 1 << 34 else { return nil }
    let day = MessageDate.day(since1970: seconds / 86_400)
    let time = seconds % 86_400
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day.day) \(months[day.month - 1]) \(day.year) "
      + "\(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60)) +0000"
  }
}
