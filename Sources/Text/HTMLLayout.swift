import Native

/// The lines that HTML makes on a page: white space collapsed, elements on lines of their own, cells
/// of a table beside each other.
///
/// Breaks and spaces are held back until text follows, so that none stands where nothing is seen.
struct HTMLLayout {
  private(set) var draft = Draft()
  /// How deep the next text is quoted.
  var depth: UInt8 = 0
  /// Whether the next text belongs to a signature.
  var isSignature = false

  /// The line breaks to write before the next text.
  private var breaks = 0
  /// The space to write before the next text: where it stands; `spaceLength` 0 when it is made up.
  private var spaceAt = -1
  private var spaceLength = 0
  /// What a list item begins with: nil nothing, 0 a dash, else its number.
  private var item: Int?
  private var marked = Draft.Mark(offset: 0, depth: 0, isSignature: false)

  /// The table that is being read, while it may still be one of data; its text is kept apart.
  private var grid = HTMLGrid()
  private var isInTable = false
  private var tableState = Draft.Mark(offset: 0, depth: 0, isSignature: false)
  private var outer = Draft()
  private var outerBreaks = 0

  init() {}

  mutating func reset() {
    draft.reset()
    outer.reset()
    self.depth = 0
    isSignature = false
    breaks = 0
    spaceAt = -1
    item = nil
    marked = Draft.Mark(offset: 0, depth: 0, isSignature: false)
    isInTable = false
  }

  // MARK: White space

  /// Asks for the next text to begin a new line (`count` 1) or a new paragraph (2).
  mutating func startLine(_ count: Int = 1) {
    breaks = max(breaks, isBeforeCellText ? 0 : count)
  }

  /// Whether no text of the cell was written yet, so that nothing before it counts.
  @inline(__always)
  private var isBeforeCellText: Bool { isInTable && !grid.cellHasText }

  /// A `<br>`.
  mutating func breakLine() {
    breaks = min(breaks + (isBeforeCellText ? 0 : 1), 2)
  }

  /// White space in the HTML.
  @inline(__always)
  mutating func space(at offset: Int, length: Int) {
    // Without a branch, which nobody could foresee: white space stands behind any tag, or does not.
    let isFirst = spaceAt < 0
    spaceAt = isFirst ? offset : spaceAt
    spaceLength = isFirst ? length : spaceLength
  }

  /// Begins a list item.
  mutating func startItem(_ number: Int) {
    if isInTable { endTable(isData: false) }
    startLine()
    item = number
  }

  // MARK: Text

  /// Copies text of the HTML as it stands.
  @inline(__always)
  mutating func copy(_ html: Span<UInt8>, _ range: Range<Int>) {
    flush(at: range.lowerBound)
    draft.copy(html, range)
  }

  /// Copies text of the HTML from `start` on up to a `<` or `&`; answers where it ends.
  ///
  /// White space inside of it becomes one space, and before the end is held back.
  mutating func copyText(_ html: Span<UInt8>, from start: Int) -> Int {
    // Before most text something is held back.
    flushHeld(at: start)
    var offset = start
    while true {
      let count = draft.text.appendMarkupText(
        html, in: offset..<html.count, upTo: UInt8(ascii: "<"))
      draft.map.appendCopy(count, from: offset)
      offset += count
      // Most text ends at a tag.
      if offset < html.count, html[offset] == UInt8(ascii: "<") { return offset }
      let length = html.markupSpace(at: offset)
      let next = offset + length
      guard length > 0, next < html.count, html[next] != UInt8(ascii: "<"),
        html[next] != UInt8(ascii: "&")
      else {
        if length > 0 { space(at: offset, length: length) }
        return next
      }
      draft.text.append(0x20)
      draft.map.append(output: 1, input: length, from: offset)
      offset = next
    }
  }

  /// Copies text of an attribute as far as it stands as it is; answers how much.
  mutating func copyWords(_ html: Span<UInt8>, in range: Range<Int>) -> Int {
    flush(at: range.lowerBound)
    let count = draft.text.appendMarkupText(html, in: range, upTo: UInt8(ascii: "&"))
    draft.map.appendCopy(count, from: range.lowerBound)
    return count
  }

  /// Writes a scalar that stands for `length` bytes at `offset`.
  mutating func write(_ scalar: UInt32, from offset: Int, length: Int) {
    flush(at: offset)
    let written = draft.text.appendUTF8(scalar)
    draft.map.append(output: written, input: length, from: offset)
  }

  /// Writes the line break at `offset` of preformatted text.
  mutating func writeBreak(at offset: Int) {
    guard !isInTable else { return startLine() }
    spaceAt = -1
    // Lines before anything else are not seen, and any number of empty ones is one.
    if !draft.text.isEmpty { breaks = min(breaks + 1, 2) }
  }

  /// Writes what was held back before text at `offset`.
  @inline(__always)
  private mutating func flush(at offset: Int) {
    if breaks > 0 || spaceAt >= 0 || item != nil || depth != marked.depth
      || isSignature != marked.isSignature || (isInTable && !grid.cellHasText)
    {
      flushHeld(at: offset)
    }
  }

  @inline(never)
  private mutating func flushHeld(at offset: Int) {
    if isInTable, depth != tableState.depth || isSignature != tableState.isSignature {
      endTable(isData: false)
    }
    if !isInTable, depth != marked.depth || isSignature != marked.isSignature {
      startLine()
      marked.offset = -1
    }
    if isInTable {
      let columns = grid.startText(at: draft.text.count)
      if columns.breaksRow { draft.insert(0x0A, at: offset) }
      if columns.tabs > 0 {
        grid.separators.append(
          HTMLGrid.Separator(
            offset: draft.text.count, count: columns.tabs, isLeading: columns.isFirst))
        draft.insert(0x09, count: columns.tabs, at: offset)
      }
      if columns.startsCell {
        breaks = 0
        spaceAt = -1
        grid.cellStart = draft.text.count
      } else if breaks > 0 {
        grid.innerBreaks.append(draft.text.count)
      }
    }
    if breaks > 0 {
      if !draft.text.isEmpty { draft.insert(0x0A, count: isInTable ? 1 : breaks, at: offset) }
    } else if spaceAt >= 0, draft.text.last.map({ $0 != 0x0A }) ?? false {
      draft.text.append(0x20)
      draft.map.append(output: 1, input: spaceLength, from: spaceAt)
    }
    breaks = 0
    spaceAt = -1
    if marked.offset < 0 {
      marked = Draft.Mark(offset: draft.text.count, depth: depth, isSignature: isSignature)
      draft.marks.append(marked)
    }
    if let number = item {
      item = nil
      if number > 0 {
        for byte in String(number).utf8 { draft.insert(byte, at: offset) }
        draft.insert(UInt8(ascii: "."), at: offset)
      } else {
        draft.insert(UInt8(ascii: "-"), at: offset)
      }
      draft.insert(0x20, at: offset)
    }
  }

  /// The first byte of the text since `offset` that is no white space.
  func firstByte(from offset: Int) -> UInt8? {
    guard offset < draft.text.count else { return nil }
    return draft.text[offset...].first { $0 > 0x20 }
  }

  /// Whether the text since `offset` ends with these bytes.
  func text(from offset: Int, endsWith bytes: Span<UInt8>) -> Bool {
    let start = draft.text.count - bytes.count
    guard start >= offset else { return false }
    return draft.text.span.extracting(start..<draft.text.count).equals(bytes)
  }

  // MARK: Tables

  /// Begins a table, which makes one around it a matter of layout.
  mutating func startTable() {
    if isInTable { endTable(isData: false) }
    startLine()
    swap(&draft, &outer)
    draft.reset()
    grid.reset()
    isInTable = true
    tableState = Draft.Mark(offset: 0, depth: depth, isSignature: isSignature)
    outerBreaks = breaks
    breaks = 0
    spaceAt = -1
  }

  /// Begins a row.
  mutating func startRow() {
    guard isInTable else { return startLine() }
    grid.startRow(at: draft.text.count)
  }

  /// Begins a cell.
  mutating func startCell(isHeader: Bool, columns: Int, rows: Int) {
    guard isInTable else { return startLine() }
    breaks = 0
    spaceAt = -1
    grid.startCell(at: draft.text.count, isHeader: isHeader, columns: columns, rows: rows)
  }

  /// Ends a cell.
  mutating func endCell() {
    guard isInTable else { return startLine() }
    grid.endCell(at: draft.text.count)
  }

  /// Ends a table; it is one of data if it looks like that.
  mutating func endTable() {
    if isInTable {
      var text: [UInt8] = []
      swap(&text, &draft.text)
      let isData = grid.isData(text.span)
      swap(&text, &draft.text)
      endTable(isData: isData)
    }
    startLine()
  }

  /// Decides what the table is, and puts its text behind the text before it.
  private mutating func endTable(isData: Bool) {
    isInTable = false
    swap(&draft, &outer)
    let wanted = (depth, isSignature, max(breaks, grid.cellHasText ? 0 : 1), spaceAt, spaceLength)
    breaks = outerBreaks
    spaceAt = -1
    if outer.text.isEmpty {
      breaks = max(breaks, wanted.2)
      return
    }
    (depth, isSignature) = (tableState.depth, tableState.isSignature)
    flush(at: outer.map.start(of: 0))
    if isData { appendTable() } else { appendLines() }
    (depth, isSignature, breaks, spaceAt, spaceLength) = wanted
  }

  private mutating func appendTable() {
    let base = draft.text.count
    var run = 0
    draft.append(0..<outer.text.count, of: outer, from: &run)
    for offset in grid.innerBreaks where draft.text[base + offset] == 0x0A {
      draft.text[base + offset] = 0x20
    }
    let firstCell = draft.cells.count
    for cell in grid.cells {
      draft.cells.append(
        TableCell(
          row: cell.row, column: cell.column, isHeader: cell.isHeader,
          range: (base + cell.range.lowerBound)..<(base + cell.range.upperBound)))
    }
    draft.tables.append(
      Draft.Table(text: base..<draft.text.count, cells: firstCell..<draft.cells.count))
  }

  /// The text of a table that only arranges the page: each cell on a line of its own.
  private mutating func appendLines() {
    var start = 0
    var run = 0
    for separator in grid.separators {
      draft.append(start..<separator.offset, of: outer, from: &run)
      if !separator.isLeading {
        draft.insert(0x0A, at: outer.map.start(of: separator.offset))
      }
      start = separator.offset + separator.count
    }
    draft.append(start..<outer.text.count, of: outer, from: &run)
  }

  /// Ends everything.
  mutating func finish() {
    if isInTable { endTable() }
  }

  /// Exchanges the text with another: to take what was written, or to give its storage back.
  mutating func exchange(_ other: inout Draft) { swap(&draft, &other) }
}
