import Native

/// Cutting single lines into cells.
enum TableLines {
  /// What kind of table a line may begin; nil when it is an ordinary line.
  static func style(of text: Span<UInt8>, _ line: Range<Int>) -> TextTable.Style? {
    if text.firstOffset(of: 0x09, from: line.lowerBound, to: line.upperBound) != nil {
      return filled(text, line, .tabs) >= 2 ? .tabs : nil
    }
    if text.firstOffset(of: UInt8(ascii: "|"), from: line.lowerBound, to: line.upperBound) != nil {
      return filled(text, line, .pipes) >= 2 ? .pipes : nil
    }
    for separator in [UInt8(ascii: ","), UInt8(ascii: ";")]
    where text.firstOffset(of: separator, from: line.lowerBound, to: line.upperBound) != nil {
      let cells = count(text, line, .separated(separator))
      // Three fields or more, of a word or three.
      if cells >= 3, line.count <= cells * 24 { return .separated(separator) }
    }
    return starts(text, line).count >= 2 ? .aligned : nil
  }

  /// Whether a line only draws: `|---|:---:|`, `-----  ----`, `+----+`.
  static func isRule(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var dashes = 0
    for offset in line {
      switch text[offset] {
      case UInt8(ascii: "-"), UInt8(ascii: "="): dashes += 1
      case 0x20, 0x09, UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "+"): break
      default: return false
      }
    }
    return dashes >= 2
  }

  static func count(_ text: Span<UInt8>, _ line: Range<Int>, _ style: TextTable.Style) -> Int {
    var count = 0
    cells(of: text, line, style) { _ in count += 1 }
    return count
  }

  private static func filled(
    _ text: Span<UInt8>, _ line: Range<Int>, _ style: TextTable.Style
  ) -> Int {
    var count = 0
    cells(of: text, line, style) { if !$0.isEmpty { count += 1 } }
    return count
  }

  /// Calls `body` with each cell of a line, without white space and quotes around it.
  static func cells(
    of text: Span<UInt8>, _ line: Range<Int>, _ style: TextTable.Style,
    _ body: (Range<Int>) -> Void
  ) {
    switch style {
    case .tabs: split(text, line, at: 0x09, hasQuotes: false, body)
    case .separated(let separator): split(text, line, at: separator, hasQuotes: true, body)
    case .pipes:
      var inner = line
      if text[inner.lowerBound] == UInt8(ascii: "|") {
        inner = (inner.lowerBound + 1)..<inner.upperBound
      }
      if !inner.isEmpty, text[inner.upperBound - 1] == UInt8(ascii: "|") {
        inner = inner.lowerBound..<(inner.upperBound - 1)
      }
      split(text, inner, at: UInt8(ascii: "|"), hasQuotes: false, body)
    case .aligned:
      var offset = line.lowerBound
      while offset < line.upperBound {
        while offset < line.upperBound, text[offset] == 0x20 { offset += 1 }
        let start = offset
        while offset < line.upperBound,
          text[offset] != 0x20 || (offset + 1 < line.upperBound && text[offset + 1] != 0x20)
        {
          offset += 1
        }
        if offset > start { body(start..<offset) }
      }
    }
  }

  private static func split(
    _ text: Span<UInt8>, _ line: Range<Int>, at separator: UInt8, hasQuotes: Bool,
    _ body: (Range<Int>) -> Void
  ) {
    var start = line.lowerBound
    var isQuoted = false
    for offset in line {
      let byte = text[offset]
      if hasQuotes, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == separator, !isQuoted {
        body(trim(text, start..<offset, quotes: hasQuotes))
        start = offset + 1
      }
    }
    body(trim(text, start..<line.upperBound, quotes: hasQuotes))
  }

  /// A cell without white space, and without the quotes around it.
  static func trim(_ text: Span<UInt8>, _ range: Range<Int>, quotes: Bool) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, TextLines.isSpace(text[start]) { start += 1 }
    while end > start, TextLines.isSpace(text[end - 1]) { end -= 1 }
    if quotes, end - start >= 2, text[start] == UInt8(ascii: "\""),
      text[end - 1] == UInt8(ascii: "\"")
    {
      return (start + 1)..<(end - 1)
    }
    return start..<end
  }

  // MARK: Aligned columns

  /// Where the cells of a line with two spaces or more between them begin, from the line's start.
  static func starts(_ text: Span<UInt8>, _ line: Range<Int>) -> [Int] {
    var starts: [Int] = []
    cells(of: text, line, .aligned) { starts.append($0.lowerBound - line.lowerBound) }
    return starts
  }

  /// The column in which a cell begins.
  static func column(of cell: Range<Int>, _ starts: [Int], in line: Range<Int>) -> Int? {
    let offset = cell.lowerBound - line.lowerBound
    return starts.lastIndex { $0 <= offset + 1 }
  }

  /// Whether a line's cells stand in the columns that begin at `starts`, at least two of them exactly.
  static func fits(_ text: Span<UInt8>, _ line: Range<Int>, _ starts: [Int]) -> Bool {
    var exact = 0
    var cells = 0
    var next = 0
    var isOrdered = true
    Self.cells(of: text, line, .aligned) { range in
      cells += 1
      let offset = range.lowerBound - line.lowerBound
      while next < starts.count, starts[next] < offset - 1 { next += 1 }
      if next < starts.count, abs(starts[next] - offset) <= 1 {
        exact += 1
        next += 1
      } else {
        isOrdered = isOrdered && cells <= starts.count
      }
    }
    return isOrdered && exact >= 2 && exact * 3 >= cells * 2 && cells <= starts.count
  }
}
