import Native

// Performance: patches, logs and lists are full of tabs, so their lines are cut into cells often. The
// places of a separator or of spaces come 64 bytes at a time as bits; quoted fields, which are rarer, are read
// byte by byte. The naive twin in the tests splits arrays.

/// Cuts one line into cells, one after the other, without white space and quotes around them.
struct CellScanner {
  private let style: TextTable.Style
  /// Where the next cell may begin; past `end` when there is none.
  private var offset: Int
  private let end: Int
  private let separator: UInt8
  private var hasQuotes = false
  /// The separators of the 64 bytes from `block` on that were not yet met.
  private var places: UInt64 = 0
  private var block: Int

  /// The cells of `line`, which is not empty.
  init(_ text: Span<UInt8>, _ line: Range<Int>, _ style: TextTable.Style) {
    self.style = style
    var start = line.lowerBound
    var end = line.upperBound
    switch style {
    case .tabs: separator = 0x09
    case .aligned: separator = 0x20
    case .pipes:
      separator = UInt8(ascii: "|")
      if start < end, text[start] == separator { start += 1 }
      if start < end, text[end - 1] == separator { end -= 1 }
    case .separated(let byte):
      separator = byte
      hasQuotes = text.firstOffset(of: UInt8(ascii: "\""), from: start, to: end) != nil
    }
    offset = start
    self.end = end
    block = start
    if style != .aligned, !hasQuotes { places = text.mask(of: separator, from: start, to: end) }
  }

  /// The next cell; nil when there are no more.
  mutating func next(_ text: Span<UInt8>) -> Range<Int>? {
    if style == .aligned { return nextAligned(text) }
    guard offset <= end else { return nil }
    let start = offset
    var stop = start
    if hasQuotes {
      var isQuoted = false
      while stop < end, isQuoted || text[stop] != separator {
        if text[stop] == UInt8(ascii: "\"") { isQuoted.toggle() }
        stop += 1
      }
    } else {
      stop = nextSeparator(text)
    }
    offset = stop + 1
    if case .separated = style { return TableLines.trim(text, start..<stop, quotes: true) }
    return TableLines.trim(text, start..<stop, quotes: false)
  }

  /// How many cells there are from here on.
  mutating func count(_ text: Span<UInt8>) -> Int {
    var count = 0
    if style == .aligned || hasQuotes {
      while next(text) != nil { count += 1 }
      return count
    }
    guard offset <= end else { return 0 }
    while true {
      count += places.nonzeroBitCount
      block += 64
      guard block < end else { return count + 1 }
      places = text.mask(of: separator, from: block, to: end)
    }
  }

  private mutating func nextSeparator(_ text: Span<UInt8>) -> Int {
    while places == 0 {
      block += 64
      guard block < end else { return end }
      places = text.mask(of: separator, from: block, to: end)
    }
    let place = block + places.trailingZeroBitCount
    places &= places &- 1
    return place
  }

  /// The next cell of a line in which two spaces or more separate.
  private mutating func nextAligned(_ text: Span<UInt8>) -> Range<Int>? {
    while offset < end, text[offset] == 0x20 { offset += 1 }
    guard offset < end else { return nil }
    let start = offset
    while true {
      var spaces = text.mask(of: 0x20, from: offset, to: end)
      // Behind the line there are only spaces, as it were.
      if end - offset < 64 { spaces |= ~0 &<< UInt64(end - offset) }
      // Of the last byte it is not known what follows it.
      let pairs = spaces & spaces &>> 1
      if pairs != 0 {
        offset += pairs.trailingZeroBitCount
        return start..<offset
      }
      offset += 63
    }
  }
}
