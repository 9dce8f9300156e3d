import Native

/// Judging single lines that may be rows of a table.
enum TableLines {
  /// What a line must hold to begin a table.
  static let cues: LineMarks = [.tab, .pipe, .commas, .semicolons, .gap]

  /// What kind of table a line may begin; nil when it is an ordinary line.
  static func style(of text: Span<UInt8>, _ line: TextLines.Line) -> TextTable.Style? {
    let range = line.text
    if line.marks.contains(.tab), holds(text, range, 0x09) {
      return hasTwoCells(text, range, .tabs) ? .tabs : nil
    }
    if line.marks.contains(.pipe), holds(text, range, UInt8(ascii: "|")) {
      return hasTwoCells(text, range, .pipes) ? .pipes : nil
    }
    // Three fields or more, of a word or three.
    if line.marks.contains(.commas), isSeparated(text, range, UInt8(ascii: ",")) {
      return .separated(UInt8(ascii: ","))
    }
    if line.marks.contains(.semicolons), isSeparated(text, range, UInt8(ascii: ";")) {
      return .separated(UInt8(ascii: ";"))
    }
    return line.marks.contains(.gap) && hasTwoCells(text, range, .aligned) ? .aligned : nil
  }

  /// Whether a line that begins with a byte can be one that only draws.
  @inline(__always)
  static func mayBeRule(_ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "="), 0x20, 0x09, UInt8(ascii: "|"), UInt8(ascii: ":"),
      UInt8(ascii: "+"):
      true
    default: false
    }
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
    if case .tabs = style {
      var count = 1
      for block in stride(from: line.lowerBound, to: line.upperBound, by: 64) {
        count += text.mask(of: 0x09, from: block, to: line.upperBound).nonzeroBitCount
      }
      return count
    }
    var cells = CellScanner(text, line, style)
    return cells.count(text)
  }

  private static func holds(_ text: Span<UInt8>, _ line: Range<Int>, _ byte: UInt8) -> Bool {
    text.firstOffset(of: byte, from: line.lowerBound, to: line.upperBound) != nil
  }

  private static func isSeparated(
    _ text: Span<UInt8>, _ line: Range<Int>, _ separator: UInt8
  ) -> Bool {
    let cells = count(text, line, .separated(separator))
    return cells >= 3 && line.count <= cells * 24
  }

  /// Whether two cells of a line are not empty.
  private static func hasTwoCells(
    _ text: Span<UInt8>, _ line: Range<Int>, _ style: TextTable.Style
  ) -> Bool {
    var filled = 0
    var cells = CellScanner(text, line, style)
    while filled < 2, let cell = cells.next(text) {
      if !cell.isEmpty { filled += 1 }
    }
    return filled == 2
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

  /// Finds where the cells of a line with two spaces or more between them begin, from the line's start.
  static func readStarts(_ text: Span<UInt8>, _ line: Range<Int>, into starts: inout [Int]) {
    starts.removeAll(keepingCapacity: true)
    var cells = CellScanner(text, line, .aligned)
    while let cell = cells.next(text) { starts.append(cell.lowerBound - line.lowerBound) }
  }

  /// The column in which a cell begins.
  static func column(of cell: Range<Int>, _ starts: [Int], in line: Range<Int>) -> Int? {
    let offset = cell.lowerBound - line.lowerBound
    return starts.lastIndex { $0 <= offset + 1 }
  }

  /// Whether a line's cells stand in the columns that begin at `starts`, at least two of them exactly.
  static func fits(_ text: Span<UInt8>, _ line: Range<Int>, _ starts: [Int]) -> Bool {
    var exact = 0
    var count = 0
    var next = 0
    var isOrdered = true
    var cells = CellScanner(text, line, .aligned)
    while let range = cells.next(text) {
      count += 1
      let offset = range.lowerBound - line.lowerBound
      while next < starts.count, starts[next] < offset - 1 { next += 1 }
      if next < starts.count, abs(starts[next] - offset) <= 1 {
        exact += 1
        next += 1
      } else {
        isOrdered = isOrdered && count <= starts.count
      }
    }
    return isOrdered && exact >= 2 && exact * 3 >= count * 2 && count <= starts.count
  }
}
