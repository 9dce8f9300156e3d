import Native

/// One start or end tag: its element and the attributes that matter, as ranges of the HTML.
struct HTMLTag {
  /// The element; of an end tag, only when it was asked for.
  private(set) var element = HTMLElement.inline
  private(set) var isEnd = false
  private(set) var name = HTMLName()
  private var markup = MarkupTag()

  /// The attributes that it has.
  @inline(__always)
  var attributes: HTMLAttributeSet { HTMLAttributeSet(rawValue: markup.present) }

  /// The value of an attribute; empty without it.
  @inline(__always)
  subscript(_ attribute: HTMLAttribute) -> Range<Int> { markup[Int(attribute.rawValue)] }

  /// Reads the tag that begins with `<` or `</` and a letter at `open`; answers the offset after its
  /// `>`, or nil when it never ends (then browsers show nothing of it).
  ///
  /// Attributes of end tags do not count.
  @inline(__always)
  mutating func read(
    _ html: Span<UInt8>, at open: Int, elements: HTMLNameTable<HTMLElement>,
    attributes: MarkupNames
  ) -> Int? {
    isEnd = html[open + 1] == UInt8(ascii: "/")
    let start = isEnd ? open + 2 : open + 1
    guard let end = markup.read(html, at: start, attributes, keepsValues: !isEnd) else {
      return nil
    }
    name = HTMLName(html, at: start, word: markup.word, length: markup.nameLength)
    if !isEnd { find(elements) }
    return end
  }

  /// Looks up the element.
  @inline(__always)
  mutating func find(_ elements: HTMLNameTable<HTMLElement>) { element = elements[name] }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B)
  }
}
