/// The elements that change what is read; all others are `inline`.
enum HTMLElement: UInt8 {
  case inline, block, paragraph, blockquote, lineBreak, rule, wordBreak
  case list, ordered, item, pre
  case table, row, cell, header, rowGroup, caption
  case anchor, area, image, input, button, select, option, textarea
  /// Nobody sees their content; `raw` ends only at its own end tag.
  case raw, unseen
  /// They have no content and no end tag.
  case void

  /// Whether it begins and ends a line.
  @inline(__always)
  var isBlock: Bool { HTMLElementSet.blocks.contains(self) }

  /// Whether it may hold other elements.
  @inline(__always)
  var isContainer: Bool { !HTMLElementSet.empty.contains(self) }

  /// Whether it says itself how its content is seen.
  @inline(__always)
  var changesContent: Bool { HTMLElementSet.changers.contains(self) }

  private static let names: [(HTMLElement, String)] = [
    (.paragraph, "p h1 h2 h3 h4 h5 h6"),
    (.block, "div html body main nav form center header footer section article aside address"),
    (.block, "figure figcaption fieldset legend details summary dialog dl dt dd marquee"),
    (.blockquote, "blockquote"), (.lineBreak, "br"), (.rule, "hr"), (.wordBreak, "wbr"),
    (.list, "ul menu dir"), (.ordered, "ol"), (.item, "li"), (.pre, "pre xmp listing"),
    (.table, "table"), (.row, "tr"), (.cell, "td"), (.header, "th"), (.caption, "caption"),
    (.rowGroup, "tbody thead tfoot"), (.anchor, "a"), (.area, "area"), (.image, "img"),
    (.input, "input"), (.button, "button"), (.select, "select"), (.option, "option optgroup"),
    (.textarea, "textarea"), (.raw, "script style title iframe noembed noframes"),
    (.unseen, "template datalist"), (.void, "meta link base col embed param source track"),
  ]

  /// The elements by name.
  static let byName = HTMLNameTable(names, other: .inline)
}

/// Some of the elements, one bit for each.
struct HTMLElementSet {
  private let bits: UInt32

  @inline(__always)
  private init(bits: UInt32) { self.bits = bits }

  @inline(__always)
  init() { bits = 0 }
  @inline(__always)
  init(_ one: HTMLElement) { bits = 1 << UInt32(one.rawValue) }
  @inline(__always)
  init(_ one: HTMLElement, _ two: HTMLElement) {
    bits = 1 << UInt32(one.rawValue) | 1 << UInt32(two.rawValue)
  }

  @inline(__always)
  func contains(_ element: HTMLElement) -> Bool { bits >> UInt32(element.rawValue) & 1 != 0 }
  @inline(__always)
  func union(_ other: HTMLElementSet) -> HTMLElementSet { HTMLElementSet(bits: bits | other.bits) }

  /// Those that begin and end a line.
  @inline(__always)
  static var blocks: HTMLElementSet {
    HTMLElementSet(.block, .paragraph).union(HTMLElementSet(.blockquote, .list))
      .union(HTMLElementSet(.ordered, .item)).union(HTMLElementSet(.pre, .option)).union(cells)
      .union(HTMLElementSet(.row, .rowGroup))
  }
  /// Those of which an end tag inside closes nothing outside.
  @inline(__always)
  static var fences: HTMLElementSet { cells }
  /// A table and what holds its text.
  @inline(__always)
  private static var cells: HTMLElementSet {
    HTMLElementSet(.table, .caption).union(HTMLElementSet(.cell, .header))
  }
  /// Those that say how their content is seen.
  @inline(__always)
  static var changers: HTMLElementSet {
    HTMLElementSet(.unseen, .pre).union(HTMLElementSet(.blockquote))
  }
  /// Those that hold no other elements.
  @inline(__always)
  static var empty: HTMLElementSet {
    HTMLElementSet(.lineBreak, .rule).union(HTMLElementSet(.wordBreak, .area))
      .union(HTMLElementSet(.image, .input)).union(HTMLElementSet(.raw, .textarea))
      .union(HTMLElementSet(.void))
  }
}
