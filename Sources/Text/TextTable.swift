import Native

/// A table in plain text: tab-separated, pipes, separated values, or columns aligned by spaces.
public struct TextTable: Sendable {
  /// What stands between two cells.
  enum Style: Sendable, Equatable {
    case tabs, pipes, aligned
    case separated(UInt8)
  }

  var style: Style
  var hasHeader: Bool
  /// Where the columns of an aligned table begin, from the line's start.
  var starts: [Int] = []

  private static let mostColumns = 1_000
  private static let mostCells = 1_000_000

  /// Appends the cells of one line as row `row`; a line of dashes between rows is none.
  func addCells(
    _ text: Span<UInt8>, _ line: Range<Int>, row: inout Int, shiftedBy shift: Int,
    to cells: inout [TableCell]
  ) {
    if line.isEmpty || TableLines.isRule(text, line) { return }
    var column = 0
    var scanner = CellScanner(text, line, style)
    while let range = scanner.next(text) {
      if !range.isEmpty, cells.count < Self.mostCells, column < Self.mostColumns {
        let place =
          style == .aligned ? TableLines.column(of: range, starts, in: line) ?? column : column
        cells.append(
          TableCell(
            row: row, column: place, isHeader: hasHeader && row == 0,
            range: (range.lowerBound + shift)..<(range.upperBound + shift)))
      }
      column += 1
    }
    row += 1
  }

  // MARK: Finding tables

  /// Marks runs of lines that are tables.
  static func mark(_ lines: inout TextLines, _ draft: Draft, _ text: Span<UInt8>) {
    let base = draft.tables.isEmpty ? 0 : Int(lines.lines.map(\.table).max() ?? -1) + 1
    var index = 0
    while index < lines.lines.count {
      guard mayHoldTable(lines.lines, at: index, text) else {
        index += 1
        continue
      }
      let found = find(lines.lines, at: index, text, &lines.columns)
      if let table = found.table {
        for line in index..<found.end {
          lines.lines[line].lineKind = .table
          lines.lines[line].table = Int32(truncatingIfNeeded: base + lines.tables.count)
        }
        lines.tables.append(table)
      }
      index = found.end
    }
  }

  /// Whether a table can begin with the line at `index`.
  ///
  /// What separates its cells separates those of the next line too, unless that only draws.
  @inline(__always)
  private static func mayHoldTable(
    _ lines: [TextLines.Line], at index: Int, _ text: Span<UInt8>
  ) -> Bool {
    let marks = lines[index].marks.intersection(TableLines.cues)
    guard !marks.isEmpty, index + 1 < lines.count else { return false }
    let next = lines[index + 1]
    guard !next.isBlank else { return false }
    return !next.marks.isDisjoint(with: marks) || TableLines.mayBeRule(text[next.start])
  }

  /// The table that begins with the line at `index`, and where to look for the next one: behind all
  /// lines that were tried, so that no line is tried often.
  private static func find(
    _ lines: [TextLines.Line], at index: Int, _ text: Span<UInt8>, _ starts: inout [Int]
  ) -> (table: TextTable?, end: Int) {
    guard isCandidate(lines, index), index + 1 < lines.count, isCandidate(lines, index + 1) else {
      return (nil, index + 1)
    }
    guard let style = TableLines.style(of: text, lines[index]),
      mayBegin(lines, at: index, style, text)
    else { return (nil, index + 1) }
    let isAligned = style == .aligned
    let count = isAligned ? 0 : TableLines.count(text, lines[index].text, style)
    if isAligned { TableLines.readStarts(text, lines[index].text, into: &starts) }
    var filled = TableLines.isRule(text, lines[index].text) ? 0 : 1
    var end = index + 1
    while end < lines.count, lines[end].depth == lines[index].depth, isCandidate(lines, end) {
      let line = lines[end].text
      if !TableLines.isRule(text, line) {
        let fits =
          isAligned
          ? lines[end].marks.contains(.gap) && TableLines.fits(text, line, starts)
          : TableLines.count(text, line, style) == count
        if !fits { break }
        filled += 1
      }
      end += 1
    }
    guard filled >= (isAligned ? 3 : 2) else { return (nil, end) }
    var header = TableHeader()
    var labels = 0
    for row in index..<min(end, index + 50) where !TableLines.isRule(text, lines[row].text) {
      var isFirst = true
      var cells = CellScanner(text, lines[row].text, style)
      while let cell = cells.next(text) {
        if isFirst, let last = cell.last, text[last] == UInt8(ascii: ":") { labels += 1 }
        isFirst = false
        if row > index, header.isDecided { break }
        header.add(text, cell, isFirstRow: row == index)
      }
      // No row that is left can make it labels, or change what the header is.
      let left = min(end, index + 50) - row - 1
      if header.isDecided, (labels + left) * 2 <= filled { break }
    }
    // `From: …` over `To: …` are labels, not columns.
    if labels * 2 > filled { return (nil, end) }
    if case .separated = style, !header.isLikely { return (nil, end) }
    return (
      TextTable(style: style, hasHeader: header.isLikely, starts: isAligned ? starts : []), end
    )
  }

  /// What one line must show before more are read: a known column where commas separate, a frame or a
  /// rule below where pipes do.
  private static func mayBegin(
    _ lines: [TextLines.Line], at index: Int, _ style: Style, _ text: Span<UInt8>
  ) -> Bool {
    switch style {
    case .tabs, .aligned: return true
    case .pipes:
      return text[lines[index].start] == UInt8(ascii: "|")
        || TableLines.isRule(text, lines[index + 1].text)
    case .separated:
      var cells = CellScanner(text, lines[index].text, style)
      while let cell = cells.next(text) {
        if TableHeader.isKnown(text, cell) { return true }
      }
      return false
    }
  }

  private static func isCandidate(_ lines: [TextLines.Line], _ index: Int) -> Bool {
    let line = lines[index]
    return line.table < 0 && !line.isBlank && line.lineKind != .signature
      && line.text.count <= 2_000
  }

  // MARK: Files

  /// Appends a CSV, TSV or semicolon-separated file, valid UTF-8, as table blocks.
  ///
  /// RFC 4180: fields in double quotes may hold the separator and line breaks; a doubled quote stays so.
  ///
  /// Without a separator, it is the one that the first lines have most of.
  public static func extractCSV(
    _ text: Span<UInt8>, separator: UInt8? = nil, into blocks: inout Blocks
  ) {
    SeparatedFile.extract(text, separator: separator, into: &blocks)
  }
}
