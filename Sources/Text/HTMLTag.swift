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

  /// Reads the tag that begins with `<` or `</` and a letter at `open`; answers the offset after its
  /// `>`, or nil when it never ends (then browsers show nothing of it).
  static func read(
    _ html: Span<UInt8>, at open: Int, elements: HTMLNameTable<HTMLElement>,
    attributes: HTMLNameTable<HTMLAttribute>,
    into tag: inout HTMLTag
  ) -> Int? {
    tag = HTMLTag()
    var offset = open + 1
    if html[offset] == UInt8(ascii: "/") {
      tag.isEnd = true
      offset += 1
    }
    while offset < html.count, !isNameEnd(html[offset]) {
      tag.name.append(html[offset])
      offset += 1
    }
    tag.element = elements[tag.name]
    while offset < html.count {
      let byte = html[offset]
      if byte == UInt8(ascii: ">") { return offset + 1 }
      if isSpace(byte) || byte == UInt8(ascii: "/") {
        offset += 1
        continue
      }
      var name = HTMLName()
      // A name may begin with `=`; then it takes at least that byte.
      repeat {
        name.append(html[offset])
        offset += 1
      } while offset < html.count && !isNameEnd(html[offset]) && html[offset] != 0x3D
      let value = readValue(html, &offset)
      guard offset <= html.count else { return nil }
      if !tag.isEnd { tag.set(attributes[name], value) }
    }
    return nil
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
      guard let end = html.firstOffset(of: quote, from: next + 1) else {
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

  @inline(__always)
  private static func isNameEnd(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }
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
