import Native

/// One start or end tag: its element and the attributes that matter, as ranges of the HTML.
struct HTMLTag {
  var element = HTMLElement.inline
  var isEnd = false
  var name = HTMLName()
  /// The values; empty without the attribute.
  var style = 0..<0
  var identity = 0..<0
  var classes = 0..<0
  var link = 0..<0
  var alternative = 0..<0
  var title = 0..<0
  var value = 0..<0
  var placeholder = 0..<0
  var type = 0..<0
  var columnSpan = 0..<0
  var rowSpan = 0..<0
  var start = 0..<0
  var isHidden = false
  /// Whether any of the values was set.
  private var hasValues = false

  /// Reads the tag that begins with `<` or `</` and a letter at `open`; answers the offset after its
  /// `>`, or nil when it never ends (then browsers show nothing of it).
  static func read(
    _ html: Span<UInt8>, at open: Int, elements: HTMLNameTable<HTMLElement>,
    attributes: HTMLNameTable<HTMLAttribute>,
    into tag: inout HTMLTag
  ) -> Int? {
    if tag.hasValues { tag = HTMLTag() }
    var offset = open + 1
    tag.isEnd = html[offset] == UInt8(ascii: "/")
    if tag.isEnd { offset += 1 }
    tag.name = readName(html, &offset, to: nameEnds)
    tag.element = elements[tag.name]
    while offset < html.count {
      let byte = html[offset]
      if byte == UInt8(ascii: ">") { return offset + 1 }
      if isSpace(byte) || byte == UInt8(ascii: "/") {
        offset += 1
        continue
      }
      // A name may begin with `=`; no name that matters does.
      if byte == UInt8(ascii: "=") { offset += 1 }
      let name = readName(html, &offset, to: nameEnds | equals)
      let value = readValue(html, &offset)
      guard offset <= html.count else { return nil }
      if !tag.isEnd, byte != UInt8(ascii: "=") {
        let attribute = attributes[name]
        if attribute != .other {
          tag.set(attribute, value)
          tag.hasValues = true
        }
      }
    }
    return nil
  }

  /// Reads a name up to one of `ends`; most take one step.
  @inline(__always)
  private static func readName(
    _ html: Span<UInt8>, _ offset: inout Int, to ends: UInt64
  ) -> HTMLName {
    if let word = html.word(at: offset) {
      // What ends a name is less than `?`, and letters are not.
      let length = word.bytesBeforeFirst(below: 0x3F)
      let next = UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: length &* 8))
      if length < 8, ends &>> UInt64(next) & 1 != 0 {
        offset += length
        return HTMLName(word: word.firstBytes(length).loweredASCII, length: length)
      }
    }
    let start = offset
    while offset < html.count, html[offset] >= 64 || ends &>> UInt64(html[offset]) & 1 == 0 {
      offset += 1
    }
    return HTMLName(html, start..<offset)
  }

  /// The end of a quoted value that begins at `start`; most are short.
  @inline(__always)
  private static func endOfValue(
    _ html: Span<UInt8>, _ start: Int, _ quote: UInt8
  ) -> Int? {
    var offset = start
    for _ in 0..<4 {
      guard let word = html.word(at: offset) else { break }
      let length = word.bytesBeforeFirst(quote)
      offset += length
      if length < 8 { return offset }
    }
    return html.firstOffset(of: quote, from: offset)
  }

  /// Reads `= value` if it follows; leaves `offset` past the end when a quote never closes.
  private static func readValue(_ html: Span<UInt8>, _ offset: inout Int) -> Range<Int> {
    var next = offset
    while next < html.count, isSpace(html[next]) { next += 1 }
    guard next < html.count, html[next] == UInt8(ascii: "=") else {
      offset = next
      return next..<next
    }
    next += 1
    while next < html.count, isSpace(html[next]) { next += 1 }
    guard next < html.count else {
      offset = next
      return next..<next
    }
    let quote = html[next]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let end = endOfValue(html, next + 1, quote) else {
        offset = html.count + 1
        return next..<next
      }
      offset = end + 1
      return (next + 1)..<end
    }
    let start = next
    while next < html.count, !isSpace(html[next]), html[next] != UInt8(ascii: ">") { next += 1 }
    offset = next
    return start..<next
  }

  private mutating func set(_ attribute: HTMLAttribute, _ range: Range<Int>) {
    switch attribute {
    case .other: break
    case .hidden: isHidden = true
    case .style: style = range
    case .identity: identity = range
    case .classes: classes = range
    case .link: link = range
    case .alternative: alternative = range
    case .title: title = range
    case .value: value = range
    case .placeholder: placeholder = range
    case .type: type = range
    case .columnSpan: columnSpan = range
    case .rowSpan: rowSpan = range
    case .start: start = range
    }
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B)
  }

  /// White space, `>` and `/`: one bit for each byte below 64.
  @inline(__always)
  private static var nameEnds: UInt64 { 1 << 0x20 | 0b11_0110 << 8 | 1 << 0x3E | 1 << 0x2F }
  @inline(__always)
  private static var equals: UInt64 { 1 << 0x3D }
}

/// The attributes that change what is read.
enum HTMLAttribute: UInt8 {
  case other, hidden, style, identity, classes, link, alternative, title, value, placeholder, type
  case columnSpan, rowSpan, start

  /// The attributes by name.
  static let byName = HTMLNameTable(
    [
      (.hidden, "hidden"), (.style, "style"), (.identity, "id"), (.classes, "class"),
      (.link, "href"), (.alternative, "alt"), (.title, "title"), (.value, "value"),
      (.placeholder, "placeholder"), (.type, "type"), (.columnSpan, "colspan"),
      (.rowSpan, "rowspan"), (.start, "start"),
    ], other: HTMLAttribute.other)
}

/// What mail programs call the containers of quotations and signatures: class names and ids.
enum HTMLMarker: UInt8 {
  case none, quote, gmailQuote, quotedRest, signature, outlookParagraph

  /// The markers by class name or id.
  static let byName = HTMLNameTable(
    [
      (.gmailQuote, "gmail_quote"),
      (.quote, "yahoo_quoted moz-cite-prefix moz-forward-container protonmail_quote zmail_extra"),
      (.quotedRest, "divrplyfwdmsg outlookmessageheader"),
      (.signature, "gmail_signature moz-signature protonmail_signature_block signature"),
      (.signature, "applemailsignature ms-outlook-mobile-signature applelinkssignature"),
      (.outlookParagraph, "msonormal msolistparagraph msoplaintext"),
    ], other: HTMLMarker.none)

  /// The first marker among the words of an attribute's value.
  static func first(
    _ html: Span<UInt8>, _ range: Range<Int>, in table: HTMLNameTable<HTMLMarker>
  ) -> HTMLMarker {
    var offset = range.lowerBound
    while offset < range.upperBound {
      var name = HTMLName()
      while offset < range.upperBound, !HTMLTag.isSpace(html[offset]) {
        name.append(html[offset])
        offset += 1
      }
      let marker = table[name]
      if marker != .none { return marker }
      offset += 1
    }
    return .none
  }
}
