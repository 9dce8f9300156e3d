import Native

/// The attributes that change what is read.
enum HTMLAttribute: UInt8 {
  case hidden, style, identity, classes, link, alternative, title, value, placeholder, type
  case columnSpan, rowSpan, start

  /// The attributes by name.
  static let byName = MarkupNames([
    named(.hidden, "hidden"), named(.style, "style"), named(.identity, "id"),
    named(.classes, "class"), named(.link, "href"), named(.alternative, "alt"),
    named(.title, "title"), named(.value, "value"), named(.placeholder, "placeholder"),
    named(.type, "type"), named(.columnSpan, "colspan"), named(.rowSpan, "rowspan"),
    named(.start, "start"),
  ])

  private static func named(_ attribute: HTMLAttribute, _ name: String) -> (UInt8, String) {
    (attribute.rawValue, name)
  }
}

/// Some of the attributes.
struct HTMLAttributeSet: OptionSet {
  let rawValue: UInt64

  /// Those that say whether and how all that is inside of an element is seen.
  @inline(__always)
  static var ofContent: HTMLAttributeSet { HTMLAttributeSet(rawValue: 0b1111) }

  @inline(__always)
  func contains(_ attribute: HTMLAttribute) -> Bool { rawValue >> attribute.rawValue & 1 != 0 }
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
