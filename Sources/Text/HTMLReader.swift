// Performance: HTML is mostly tags. Text is copied in runs, each one identity run of the map; a run ends
// at a tag, a reference or white space that changes. Names are compared as one integer. Everything is
// one pass, and what looks back (open elements) looks back a bounded way, so that hostile HTML costs
// no more than its length. The naive twin in the tests strips tags a character at a time.
import Native

/// Reads the markup of an HTML part in one pass: which elements are open, and what they make of the text.
struct HTMLReader {
  var layout = HTMLLayout()
  var open = HTMLOpenElements()
  /// What holds inside of the innermost open element.
  var state = HTMLState()
  /// The tag that was read last.
  var tag = HTMLTag()
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
  let elements = HTMLElement.byName
  private let attributes = HTMLAttribute.byName
  let markers = HTMLMarker.byName
  let entities = HTMLEntities.shared
  let paragraphName = HTMLName("p")
  private let titleName = HTMLName("title")

  init() {}

  mutating func reset() {
    layout.reset()
    open.reset()
    state = HTMLState()
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
    while offset < html.count {
      let byte = html[offset]
      guard byte == UInt8(ascii: "<") else {
        offset =
          state.isPlain
          ? readPlain(html, byte, at: offset) : readUnusual(html, from: offset)
        continue
      }
      if let end = readMarkup(html, at: offset, into: &blocks) {
        offset = end
      } else {
        if state.isSeen { layout.copy(html, offset..<(offset + 1)) }
        offset += 1
      }
    }
    while !open.isEmpty { closeLast(html) }
    layout.finish()
  }

  // MARK: Markup

  /// Reads what begins with the `<` at `offset`; nil when it is only a `<`.
  @inline(__always)
  private mutating func readMarkup(
    _ html: Span<UInt8>, at offset: Int, into blocks: inout Blocks
  ) -> Int? {
    guard offset + 1 < html.count else { return nil }
    let next = html[offset + 1]
    if next == UInt8(ascii: "/") {
      if open.closesLast(html, at: offset + 2) {
        let end = offset + 3 + Int(open.last.name.length)
        closeLast(html)
        return end
      }
      guard offset + 2 < html.count else { return nil }
      if !Self.isLetter(html[offset + 2]) { return Self.endOfBogusComment(html, at: offset + 2) }
    } else if next | 0x20 == UInt8(ascii: "b"), Self.isLineBreak(html, at: offset) {
      // What `startElement` would do after a longer look at it.
      if !state.isHidden { layout.breakLine() }
      return offset + 4
    } else if !Self.isLetter(next) {
      if next == UInt8(ascii: "!") { return Self.endOfDeclaration(html, at: offset) }
      if next == UInt8(ascii: "?") { return Self.endOfBogusComment(html, at: offset + 2) }
      return nil
    }
    guard let end = tag.read(html, at: offset, elements: elements, attributes: attributes) else {
      return html.count
    }
    if tag.isEnd {
      endElement(html)
      return end
    }
    if tag.element == .raw || tag.element == .textarea { return readRaw(html, from: end) }
    startElement(html, into: &blocks)
    return end
  }

  /// Reads the content of an element that holds no markup; answers where its end tag ends.
  private mutating func readRaw(_ html: Span<UInt8>, from start: Int) -> Int {
    let content = endOfRaw(html, tag.name, from: start)
    if tag.element == .textarea, state.isSeen, !tag.attributes.contains(.hidden) {
      write(html, value: start..<content.start)
    }
    return content.end
  }

  /// Whether a `<br>` without anything in it stands at `offset`.
  @inline(__always)
  private static func isLineBreak(_ html: Span<UInt8>, at offset: Int) -> Bool {
    guard let word = html.word(at: offset) else { return false }
    // The first byte is the lowest; letters in lower case.
    return word.firstBytes(4) | 0x0020_2000 == 0x3E72_623C
  }

  @inline(__always)
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
