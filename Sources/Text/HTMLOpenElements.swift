// Performance: an element is sixteen bytes, and one that was closed leaves its place to the next, so that opening
// and closing is a store and a load.

/// What an element's content inherits from it.
struct HTMLState: Equatable {
  /// What holds for the content.
  struct Traits: OptionSet {
    let rawValue: UInt8

    static var hidden: Traits { Traits(rawValue: 1) }
    static var invisible: Traits { Traits(rawValue: 2) }
    static var sizeless: Traits { Traits(rawValue: 4) }
    static var preformatted: Traits { Traits(rawValue: 8) }
    static var signature: Traits { Traits(rawValue: 16) }
    static var gmailQuote: Traits { Traits(rawValue: 32) }
  }

  var traits: Traits = []
  /// How deep it is quoted.
  var depth: UInt8 = 0

  @inline(__always)
  var isSeen: Bool { traits.rawValue & 0b111 == 0 }
  /// Whether text is seen, and white space in it is one space.
  @inline(__always)
  var isPlain: Bool { traits.rawValue & 0b1111 == 0 }
  @inline(__always)
  var isHidden: Bool { traits.contains(.hidden) }

  /// Says whether `trait` holds.
  mutating func set(_ trait: Traits, _ holds: Bool) {
    if holds { traits.insert(trait) } else { traits.remove(trait) }
  }
}

/// The elements that are open, from the outermost to the innermost.
struct HTMLOpenElements {
  struct Element {
    var name = HTMLName()
    var element = HTMLElement.inline
    /// The state before it.
    var saved = HTMLState()
  }

  /// Elements beyond this depth stand beside each other, as in browsers.
  static let deepest = 512

  /// Those that are open, and behind them places of some that were.
  private var elements: [Element] = []
  private(set) var count = 0
  /// How many were opened beyond the deepest.
  var overflow = 0

  @inline(__always)
  var isEmpty: Bool { count == 0 }
  @inline(__always)
  var isFull: Bool { count >= Self.deepest }

  /// The innermost element, which there must be.
  @inline(__always)
  var last: Element { elements[count - 1] }

  /// Whether the end tag of the innermost element, and nothing more, has its name at `start`.
  @inline(__always)
  func closesLast(_ html: Span<UInt8>, at start: Int) -> Bool {
    guard overflow == 0, count > 0 else { return false }
    return elements[count - 1].name.isWhole(html, at: start)
  }

  @inline(__always)
  mutating func push(_ element: Element) {
    if count < elements.count { elements[count] = element } else { elements.append(element) }
    count &+= 1
  }

  /// Takes the innermost element, which there must be.
  @inline(__always)
  mutating func pop() -> Element {
    count -= 1
    return elements[count]
  }

  mutating func reset() {
    count = 0
    overflow = 0
  }

  // MARK: What tags close

  /// The innermost open element that an end tag of `element` closes, which has its name.
  func index(closedBy element: HTMLElement, _ name: HTMLName) -> Int? {
    var fences: HTMLElementSet
    switch element {
    case .table: fences = HTMLElementSet()
    case .row, .rowGroup, .cell, .header, .caption: fences = HTMLElementSet(.table)
    default: fences = .fences
    }
    if !element.isBlock { fences = fences.union(.blocks) }
    var index = count - 1
    while index >= 0 {
      let candidate = elements[index]
      if candidate.name == name { return index }
      if fences.contains(candidate.element) { return nil }
      index -= 1
    }
    return nil
  }

  /// The open paragraph, item, cell or row that a block's start tag closes.
  func index(impliedBy element: HTMLElement, paragraph: HTMLName) -> Int? {
    let closed: HTMLElementSet
    let fences: HTMLElementSet
    switch element {
    case .item:
      closed = HTMLElementSet(.item)
      fences = .fences.union(HTMLElementSet(.list, .ordered))
    case .cell, .header:
      closed = HTMLElementSet(.cell, .header)
      fences = HTMLElementSet(.row, .table)
    case .row:
      closed = HTMLElementSet(.row)
      fences = HTMLElementSet(.table)
    case .rowGroup:
      closed = HTMLElementSet(.rowGroup)
      fences = HTMLElementSet(.table)
    case .option:
      closed = HTMLElementSet(.option)
      fences = .blocks
    default:
      closed = HTMLElementSet(.paragraph)
      fences = .blocks
    }
    var index = count - 1
    while index >= 0 {
      let candidate = elements[index]
      if closed.contains(candidate.element) {
        // Headings are closed by nothing but their end.
        if candidate.element == .paragraph, candidate.name != paragraph { return nil }
        return index
      }
      if fences.contains(candidate.element) { return nil }
      index -= 1
    }
    return nil
  }
}
