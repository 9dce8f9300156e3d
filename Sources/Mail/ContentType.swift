import Native

/// Reads the MIME fields that say what a part is.
enum ContentType {
  /// A media type and where its file name stands.
  struct Reading {
    var type: MediaType
    /// The range of the raw `name` parameter in the value.
    var nameRange: Range<Int>?
    /// Whether the value was no `type/subtype`.
    var isMalformed = false
  }

  /// Reads a `Content-Type` value; what is no media type is text/plain (RFC 2045 section 5.2).
  static func read(_ value: Span<UInt8>, with charsets: inout CharsetDecoder) -> Reading {
    var offset = 0
    skipBlanks(value, &offset)
    let type = token(value, &offset)
    skipBlanks(value, &offset)
    var subtype = ""
    if offset < value.count, value[offset] == UInt8(ascii: "/") {
      offset += 1
      skipBlanks(value, &offset)
      subtype = token(value, &offset)
    }
    // `text` alone is common; a type without a known family is not one.
    let isMalformed = type.isEmpty || subtype.isEmpty
    let parameters = HeaderParameters(value, from: offset, with: &charsets)
    var media = MediaType(type: type, subtype: subtype, parameters: parameters.items)
    if isMalformed {
      let isKnown = type == "multipart" || type == "text"
      media.type = isKnown ? type : "text"
      media.subtype = type == "multipart" ? "mixed" : "plain"
    }
    return Reading(
      type: media, nameRange: parameters.index(of: "name").map { parameters.ranges[$0] },
      isMalformed: isMalformed)
  }

  /// What a `Content-Disposition` value says.
  struct DispositionReading {
    var disposition: Part.Disposition
    var fileName: String?
    var fileNameRange: Range<Int>?
  }

  /// Reads a `Content-Disposition` value; a kind that no standard knows counts as an attachment
  /// (RFC 2183 section 2.8).
  static func readDisposition(
    _ value: Span<UInt8>, with charsets: inout CharsetDecoder
  ) -> DispositionReading {
    var offset = 0
    skipBlanks(value, &offset)
    let start = offset
    let kind = token(value, &offset)
    // `filename=x` alone: the kind was forgotten.
    let isForgotten = offset < value.count && value[offset] == UInt8(ascii: "=")
    let parameters = HeaderParameters(value, from: isForgotten ? start : offset, with: &charsets)
    let index = parameters.index(of: "filename") ?? parameters.index(of: "name")
    return DispositionReading(
      disposition: kind == "inline" ? .inline : .attachment,
      fileName: index.map { parameters.items[$0].value },
      fileNameRange: index.map { parameters.ranges[$0] })
  }

  /// Reads a `Content-Transfer-Encoding` value; the name is what a defect names.
  static func readEncoding(_ value: Span<UInt8>) -> (Part.TransferEncoding, name: String) {
    var offset = 0
    skipBlanks(value, &offset)
    let name = token(value, &offset)
    let encoding: Part.TransferEncoding =
      switch name {
      case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none": .identity
      case "quoted-printable", "quotedprintable", "quoted_printable": .quotedPrintable
      case "base64", "base-64": .base64
      case "x-uuencode", "uuencode", "x-uue", "uue": .uuencode
      default: .unknown
      }
    return (encoding, name)
  }

  /// A token in lower case; quotes around it, which are illegal, are taken off.
  private static func token(_ value: Span<UInt8>, _ offset: inout Int) -> String {
    while offset < value.count, value[offset] == UInt8(ascii: "\"") { offset += 1 }
    let start = offset
    loop: while offset < value.count {
      switch value[offset] {
      case 0...0x20, UInt8(ascii: ";"), UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "("),
        UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: ":"):
        break loop
      default: offset += 1
      }
    }
    let text = String(lowercasing: value.extracting(start..<offset))
    if offset < value.count, value[offset] == UInt8(ascii: "\"") { offset += 1 }
    return text
  }

  /// Passes over white space and comments.
  private static func skipBlanks(_ value: Span<UInt8>, _ offset: inout Int) {
    while offset < value.count {
      if HeaderText.isSpace(value[offset]) {
        offset += 1
      } else if value[offset] == UInt8(ascii: "("),
        let end = HeaderComment.end(at: offset, in: value)
      {
        offset = end
      } else {
        return
      }
    }
  }
}
