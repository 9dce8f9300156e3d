import Native

/// The header fields that mean something to the parser.
enum FieldName {
  case contentType, contentTransferEncoding, contentDisposition
  case from, sender, replyTo, to, cc, bcc, subject, date, messageID
  case listID, listPost, precedence
  /// Gmail's, in exports of Takeout and Vault.
  case gmailThread, gmailLabels

  /// Tells a field by its name; nil for one that the parser passes over.
  init?(_ name: Span<UInt8>) {
    switch name.count {
    case 2:
      if name.hasPrefix(ignoringCase: "to") { self = .to; return }
      if name.hasPrefix(ignoringCase: "cc") { self = .cc; return }
    case 3: if name.hasPrefix(ignoringCase: "bcc") { self = .bcc; return }
    case 4:
      if name.hasPrefix(ignoringCase: "from") { self = .from; return }
      if name.hasPrefix(ignoringCase: "date") { self = .date; return }
    case 6: if name.hasPrefix(ignoringCase: "sender") { self = .sender; return }
    case 7:
      if name.hasPrefix(ignoringCase: "subject") { self = .subject; return }
      if name.hasPrefix(ignoringCase: "list-id") { self = .listID; return }
    case 8: if name.hasPrefix(ignoringCase: "reply-to") { self = .replyTo; return }
    case 9: if name.hasPrefix(ignoringCase: "list-post") { self = .listPost; return }
    case 10:
      if name.hasPrefix(ignoringCase: "x-gm-thrid") { self = .gmailThread; return }
      if name.hasPrefix(ignoringCase: "message-id") { self = .messageID; return }
      if name.hasPrefix(ignoringCase: "precedence") { self = .precedence; return }
    case 12: if name.hasPrefix(ignoringCase: "content-type") { self = .contentType; return }
    case 14: if name.hasPrefix(ignoringCase: "x-gmail-labels") { self = .gmailLabels; return }
    case 19:
      if name.hasPrefix(ignoringCase: "content-disposition") {
        self = .contentDisposition
        return
      }
    case 25:
      if name.hasPrefix(ignoringCase: "content-transfer-encoding") {
        self = .contentTransferEncoding
        return
      }
    default: break
    }
    return nil
  }

  /// The longest name that is believed; no known one has half of this.
  private static let longest = 128

  /// The end of the field name at `start`; nil when no name followed by a colon stands there.
  ///
  /// White space before the colon is obsolete syntax (RFC 5322 section 4.5) and is read.
  static func end(at start: Int, in bytes: Span<UInt8>) -> (name: Int, colon: Int)? {
    var offset = start
    let limit = min(bytes.count, start + longest)
    while offset < limit, bytes[offset] > 0x20, bytes[offset] < 0x7F, bytes[offset] != colon {
      offset += 1
    }
    guard offset > start, offset < limit else { return nil }
    let name = offset
    while offset < limit, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    guard offset < limit, bytes[offset] == colon else { return nil }
    return (name, offset)
  }

  private static let colon = UInt8(ascii: ":")

  /// Whether a field that mail is known to have starts here: what tells a header that goes on behind
  /// a damaged line from a body that has a colon in it.
  static func isWellKnown(at start: Int, in bytes: Span<UInt8>) -> Bool {
    guard let end = end(at: start, in: bytes) else { return false }
    let name = bytes.extracting(start..<end.name)
    if FieldName(name) != nil { return true }
    switch name[0] | 0x20 {
    case UInt8(ascii: "a"):
      return name.hasPrefix(ignoringCase: "arc-")
        || name.hasPrefix(ignoringCase: "authentication-results")
    case UInt8(ascii: "c"): return name.hasPrefix(ignoringCase: "content-")
    case UInt8(ascii: "d"):
      return name.hasPrefix(ignoringCase: "dkim-")
        || name.hasPrefix(ignoringCase: "delivered-to")
    case UInt8(ascii: "e"): return name.hasPrefix(ignoringCase: "errors-to")
    case UInt8(ascii: "i"):
      return name.hasPrefix(ignoringCase: "in-reply-to")
        || name.hasPrefix(ignoringCase: "importance")
    case UInt8(ascii: "l"): return name.hasPrefix(ignoringCase: "list-")
    case UInt8(ascii: "m"): return name.hasPrefix(ignoringCase: "mime-version")
    case UInt8(ascii: "o"): return name.hasPrefix(ignoringCase: "organization")
    case UInt8(ascii: "r"):
      return name.hasPrefix(ignoringCase: "received")
        || name.hasPrefix(ignoringCase: "return-path") || name.hasPrefix(ignoringCase: "references")
        || name.hasPrefix(ignoringCase: "resent-")
    case UInt8(ascii: "s"): return name.hasPrefix(ignoringCase: "status")
    case UInt8(ascii: "t"): return name.hasPrefix(ignoringCase: "thread-")
    case UInt8(ascii: "u"): return name.hasPrefix(ignoringCase: "user-agent")
    case UInt8(ascii: "x"): return name.hasPrefix(ignoringCase: "x-")
    default: return false
    }
  }
}
