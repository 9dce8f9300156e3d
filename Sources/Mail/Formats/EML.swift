import Native

extension MailFormat {
  /// One message a file.
  public static let eml = MailFormat(
    name: "eml", summary: "one message a file", syntax: .mime,
    recognizes: { head, path in EML.recognizes(head, path) },
    split: { bytes, isFinal, state in
      let end = state.base + bytes.count
      if state.open == nil, end > state.position { state.open = state.position }
      state.position = end
      if isFinal { state.close(at: end) }
    })
}

/// What a file with one message looks like.
enum EML {
  /// Fields of which one stands in any message's header; a text file rarely begins with one.
  private static let fields: [StaticString] = [
    "from:", "to:", "cc:", "bcc:", "subject:", "date:", "received:", "return-path:", "message-id:",
    "mime-version:", "content-type:", "content-transfer-encoding:", "delivered-to:", "sender:",
    "reply-to:", "in-reply-to:", "references:", "x-", "dkim-signature:", "arc-", "list-",
    "authentication-results:", "envelope-to:", "x400-",
  ]

  /// Whether the lines up to the first empty one are header fields, and one of them is known.
  ///
  /// A file named `.eml` needs only its first line to be a field.
  static func recognizes(_ head: Span<UInt8>, _ path: FilePath) -> Bool {
    var offset = head.count >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF ? 3 : 0
    while offset < head.count, head[offset] == 0x0A || head[offset] == 0x0D { offset += 1 }
    guard offset < head.count else { return false }
    if head.hasPrefix(ignoringCase: "from ", at: offset) || head[offset] == UInt8(ascii: ">") {
      // A separator that some mail agents leave in front of a single message.
      guard let newline = head.firstOffset(of: 0x0A, from: offset) else { return false }
      offset = newline + 1
    }
    guard let name = fieldName(in: head, at: offset) else { return false }
    if isNamed(path, ".eml") || isNamed(path, ".mht") || isNamed(path, ".mhtml") { return true }
    var isKnown = false
    var next: Int? = name.lowerBound
    while let start = next, start < head.count {
      let end = head.firstOffset(of: 0x0A, from: start)
      switch head[start] {
      case 0x0A, 0x0D: return isKnown
      case 0x20, 0x09: break
      default:
        // The head may end inside of a field.
        guard fieldName(in: head, at: start) != nil || end == nil else { return false }
        if !isKnown { isKnown = fields.contains { head.hasPrefix(ignoringCase: $0, at: start) } }
      }
      next = end.map { $0 + 1 }
    }
    return isKnown
  }

  /// The name of the header field that begins at `offset` (RFC 5322 section 3.6.8), without the colon;
  /// nil when none does.
  static func fieldName(in bytes: Span<UInt8>, at offset: Int) -> Range<Int>? {
    var end = offset
    // RFC 5322 allows 998; no field in use has a name of more than 76.
    while end < bytes.count, end - offset <= 76 {
      switch bytes[end] {
      case UInt8(ascii: ":"): return end > offset ? offset..<end : nil
      case 33...126: end += 1
      case 0x20, 0x09:
        // The obsolete syntax has white space before the colon.
        guard end > offset else { return nil }
        var colon = end
        while colon < bytes.count, bytes[colon] == 0x20 || bytes[colon] == 0x09, colon - end < 8 {
          colon += 1
        }
        return colon < bytes.count && bytes[colon] == UInt8(ascii: ":") ? offset..<end : nil
      default: return nil
      }
    }
    return nil
  }

  /// Whether a path ends in `suffix`, letters compared without case.
  static func isNamed(_ path: FilePath, _ suffix: StaticString) -> Bool {
    path.bytes.span.hasPrefix(
      ignoringCase: suffix, at: path.bytes.count - suffix.utf8CodeUnitCount)
  }
}
