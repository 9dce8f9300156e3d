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
  var isBlock: Bool {
    switch self {
    case .block, .paragraph, .blockquote, .list, .ordered, .item, .pre, .table, .row, .cell,
      .header, .rowGroup, .caption, .option:
      true
    default: false
    }
  }

  /// Whether it may hold other elements.
  var isContainer: Bool {
    switch self {
    case .lineBreak, .rule, .wordBreak, .area, .image, .input, .raw, .textarea, .void: false
    default: true
    }
  }

  /// Whether an end tag inside closes nothing outside of it.
  var isFence: Bool { self == .table || self == .cell || self == .header || self == .caption }

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
