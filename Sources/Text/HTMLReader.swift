// Performance: HTML is mostly tags. Text is copied in runs, each one identity run of the map; a run ends
// at a tag, a reference or white space that changes. Names are compared as one integer. Everything is
// one pass, and what looks back (open elements) looks back a bounded way, so that hostile HTML costs
// no more than its length. The naive twin in the tests strips tags a character at a time.
import Native

/// Reads the markup of an HTML part in one pass: which elements are open, and what they make of the text.
struct HTMLReader {
  /// What an element's content inherits from it.
  struct State {
    var isHidden = false
    var isInvisible = false
    var hasNoSize = false
    var isPreformatted = false
    var isSignature = false
    var isGmailQuote = false
    var depth: UInt8 = 0

    var isSeen: Bool { !isHidden && !isInvisible && !hasNoSize }
  }

  struct OpenElement {
    var name: HTMLName
    var element: HTMLElement
    /// The state before it.
    var saved: State
  }

  /// Elements beyond this depth stand beside each other, as in browsers.
  static let deepest = 512

  var layout = HTMLLayout()
  var state = State()
  var open: [OpenElement] = []
  var overflow = 0
  /// The running numbers of the open lists; nil for one with bullets.
  var lists: [Int?] = []
  /// Everything from here on is an older message.
  var isQuotedRest = false
  /// Whether markup says that somebody else is quoted, and does not only set text off.
  var citesOthers = false
  /// The title of the open link, and where its text begins.
  var linkTitle = 0..<0
  var linkText = 0
  /// Where the text of Gmail's container begins.
  var gmailText = 0
  /// Whether an unclosed `title` was met: there is no end of one after it.
  private var titleNeverEnds = false
  private let elements = HTMLElement.byName
  private let attributes = HTMLAttribute.byName
  let markers = HTMLMarker.byName
  let entities = HTMLEntities.shared
  let paragraphName = HTMLName("p")
  private let titleName = HTMLName("title")

  init() {}

  mutating func reset() {
    layout.reset()
    state = State()
    open.removeAll(keepingCapacity: true)
    overflow = 0
    lists.removeAll(keepingCapacity: true)
    isQuotedRest = false
    citesOthers = false
    linkTitle = 0..<0
    linkText = 0
    gmailText = 0
    titleNeverEnds = false
  }

  mutating func read(_ html: Span<UInt8>, into blocks: inout Blocks) {
    var offset = 0
    var tag = HTMLTag()
    while offset < html.count {
      offset = readText(html, from: offset)
      guard offset < html.count else { break }
      if let end = readMarkup(html, at: offset, &tag, into: &blocks) {
        offset = end
      } else {
        if state.isSeen { layout.copy(html, offset..<(offset + 1)) }
        offset += 1
      }
    }
    while !open.isEmpty { close(html, down: open.count - 1) }
    layout.finish()
  }

  // MARK: Text

  /// Reads text up to the next `<`.
  private mutating func readText(_ html: Span<UInt8>, from start: Int) -> Int {
    guard state.isSeen else {
      return html.firstOffset(of: UInt8(ascii: "<"), from: start) ?? html.count
    }
    var offset = start
    while offset < html.count {
      let byte = html[offset]
      if byte == UInt8(ascii: "<") { break }
      if HTMLTag.isSpace(byte) {
        offset = readSpace(html, at: offset)
      } else if byte == UInt8(ascii: "&") {
        if let reference = entities.reference(in: html, at: offset) {
          write(reference, at: offset)
          offset = reference.end
        } else {
          layout.copy(html, offset..<(offset + 1))
          offset += 1
        }
      } else if state.isPreformatted {
        var end = offset + 1
        while end < html.count, html[end] > 0x20, html[end] != UInt8(ascii: "<"),
          html[end] != UInt8(ascii: "&")
        {
          end += 1
        }
        layout.copy(html, offset..<end)
        offset = end
      } else {
        offset += layout.copyText(html, from: offset)
      }
    }
    return offset
  }

  private mutating func readSpace(_ html: Span<UInt8>, at start: Int) -> Int {
    var offset = start
    if state.isPreformatted {
      if html[start] == 0x0A || html[start] == 0x0D {
        if html[start] == 0x0A { layout.writeBreak(at: start) }
        return start + 1
      }
      while offset < html.count, html[offset] == 0x20 || html[offset] == 0x09 { offset += 1 }
      // Spaces stay as they are before text, and count for nothing at the end of a line.
      if offset < html.count, html[offset] > 0x20, html[offset] != UInt8(ascii: "<") {
        layout.copy(html, start..<offset)
      } else {
        layout.space(at: start, length: offset - start)
      }
      return max(offset, start + 1)
    }
    while offset < html.count, HTMLTag.isSpace(html[offset]) { offset += 1 }
    layout.space(at: start, length: offset - start)
    return offset
  }

  private mutating func write(_ reference: HTMLEntities.Reference, at offset: Int) {
    if reference.scalar <= 0x20, HTMLTag.isSpace(UInt8(truncatingIfNeeded: reference.scalar)) {
      layout.space(at: offset, length: reference.end - offset)
    } else {
      layout.write(reference.scalar, from: offset, length: reference.end - offset)
    }
  }

  /// Writes the text of an attribute or a form field, set off by spaces.
  mutating func write(_ html: Span<UInt8>, value range: Range<Int>) {
    layout.space(at: range.lowerBound, length: 0)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = html[offset]
      if HTMLTag.isSpace(byte) {
        layout.space(at: offset, length: 1)
        offset += 1
        continue
      }
      if byte == UInt8(ascii: "&"),
        let reference = entities.reference(in: html, at: offset, inAttribute: true),
        reference.end <= range.upperBound
      {
        write(reference, at: offset)
        offset = reference.end
        continue
      }
      var end = offset + 1
      while end < range.upperBound, html[end] != UInt8(ascii: "&"), !HTMLTag.isSpace(html[end]) {
        end += 1
      }
      layout.copy(html, offset..<end)
      offset = end
    }
    layout.space(at: range.upperBound, length: 0)
  }

  // MARK: Markup

  /// Reads what begins with the `<` at `offset`; nil when it is only a `<`.
  private mutating func readMarkup(
    _ html: Span<UInt8>, at offset: Int, _ tag: inout HTMLTag, into blocks: inout Blocks
  ) -> Int? {
    guard offset + 1 < html.count else { return nil }
    let next = html[offset + 1]
    switch next {
    case UInt8(ascii: "!"): return Self.endOfDeclaration(html, at: offset)
    case UInt8(ascii: "?"): return Self.endOfBogusComment(html, at: offset + 2)
    case UInt8(ascii: "/"):
      guard offset + 2 < html.count else { return nil }
      if !Self.isLetter(html[offset + 2]) { return Self.endOfBogusComment(html, at: offset + 2) }
    default:
      if !Self.isLetter(next) { return nil }
    }
    guard
      let end = HTMLTag.read(
        html, at: offset, elements: elements, attributes: attributes, into: &tag)
    else { return html.count }
    if tag.isEnd {
      endElement(html, tag)
      return end
    }
    switch tag.element {
    case .raw: return endOfRaw(html, tag.name, from: end).end
    case .textarea:
      let content = endOfRaw(html, tag.name, from: end)
      if state.isSeen, !tag.isHidden { write(html, value: end..<content.start) }
      return content.end
    default:
      startElement(html, tag, at: offset, into: &blocks)
      return end
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// The end of a comment or declaration whose `<!` stands at `offset`.
  private static func endOfDeclaration(_ html: Span<UInt8>, at offset: Int) -> Int {
    guard offset + 3 < html.count, html[offset + 2] == UInt8(ascii: "-"),
      html[offset + 3] == UInt8(ascii: "-")
    else { return endOfBogusComment(html, at: offset + 2) }
    // `<!-->` and `<!--->` are whole comments; else `-->` or `--!>` ends one.
    var next = offset + 4
    while let end = html.firstOffset(of: UInt8(ascii: ">"), from: min(next, html.count)) {
      if html[end - 1] == UInt8(ascii: "-"), html[end - 2] == UInt8(ascii: "-") { return end + 1 }
      if end >= offset + 7, html[end - 1] == UInt8(ascii: "!"),
        html[end - 2] == UInt8(ascii: "-"), html[end - 3] == UInt8(ascii: "-")
      {
        return end + 1
      }
      next = end + 1
    }
    return html.count
  }

  private static func endOfBogusComment(_ html: Span<UInt8>, at offset: Int) -> Int {
    (html.firstOffset(of: UInt8(ascii: ">"), from: min(offset, html.count)) ?? html.count - 1) + 1
  }

  /// Where raw content that begins at `start` ends, and where its end tag does.
  private mutating func endOfRaw(
    _ html: Span<UInt8>, _ name: HTMLName, from start: Int
  ) -> (start: Int, end: Int) {
    let isTitle = name == titleName
    if isTitle, titleNeverEnds { return (start, start) }
    var offset = start
    while let open = html.firstOffset(of: UInt8(ascii: "<"), from: offset) {
      offset = open + 1
      guard offset < html.count, html[offset] == UInt8(ascii: "/") else { continue }
      offset += 1
      var found = HTMLName()
      let limit = min(html.count, offset + 10)
      while offset < limit, Self.isLetter(html[offset]) {
        found.append(html[offset])
        offset += 1
      }
      if found == name { return (open, Self.endOfBogusComment(html, at: offset)) }
    }
    // An empty `<title/>` is common, and mail programs go on behind it.
    if isTitle {
      titleNeverEnds = true
      return (start, start)
    }
    return (html.count, html.count)
  }
}
