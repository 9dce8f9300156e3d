import Native

/// The rows and columns of an HTML table, while it is being read.
struct HTMLGrid {
  /// Tabs that were written between two cells.
  struct Separator {
    var offset: Int
    var count: Int
    var isLeading: Bool
  }

  /// What has to be written before text.
  struct Place {
    var breaksRow = false
    var tabs = 0
    var isFirst = false
    var startsCell = false
  }

  /// Columns beyond this one are not told apart.
  private static let mostColumns = 64
  private static let mostCells = 200_000

  var cells: [TableCell] = []
  var separators: [Separator] = []
  /// Where line breaks stand inside of cells.
  var innerBreaks: [Int] = []
  /// Where the cell's text begins.
  var cellStart = 0
  /// Whether text was written since the cell began.
  private(set) var cellHasText = false

  private var row = -1
  private var column = 0
  private var columns = 0
  private var width = 1
  private var isHeader = false
  private var isInCell = false
  private var rowHasText = false
  private var filledRows = 0
  private var filledInRow = 0
  private var textColumn = 0
  /// How many more rows the cells above reach into each column.
  private var reach = [UInt8](repeating: 0, count: Self.mostColumns)
  /// Whether any of them was told to reach.
  private var hasReach = false

  mutating func reset() {
    cells.clear()
    separators.clear()
    innerBreaks.clear()
    cellHasText = false
    row = -1
    column = 0
    columns = 0
    width = 1
    isHeader = false
    isInCell = false
    rowHasText = false
    filledRows = 0
    filledInRow = 0
    textColumn = 0
    guard hasReach else { return }
    for index in reach.indices { reach[index] = 0 }
    hasReach = false
  }

  mutating func startRow(at end: Int) {
    endRow(at: end)
    row += 1
    column = 0
    width = 0
    guard hasReach else { return }
    for index in reach.indices where reach[index] > 0 { reach[index] -= 1 }
  }

  mutating func endRow(at end: Int) {
    endCell(at: end)
    if filledInRow >= 2 { filledRows += 1 }
    filledInRow = 0
    rowHasText = false
    textColumn = 0
  }

  mutating func startCell(at end: Int, isHeader: Bool, columns span: Int, rows: Int) {
    endCell(at: end)
    if row < 0 { startRow(at: end) }
    column += width
    if hasReach {
      while column < Self.mostColumns, reach[column] > 0 { column += 1 }
    }
    width = max(1, min(span, Self.mostColumns))
    if rows > 1 {
      hasReach = true
      for index in column..<max(column, min(column + width, Self.mostColumns)) {
        reach[index] = UInt8(min(rows, 255))
      }
    }
    self.isHeader = isHeader
    isInCell = true
    columns = max(columns, column + 1)
  }

  mutating func endCell(at end: Int) {
    if cellHasText, isInCell, cells.count < Self.mostCells {
      cells.append(
        TableCell(
          row: row, column: column, isHeader: isHeader && row == 0,
          range: cellStart..<max(cellStart, end)))
      filledInRow += 1
    }
    cellHasText = false
    isInCell = false
  }

  /// Says what stands between the last text and new text at `offset`.
  mutating func startText(at offset: Int) -> Place {
    guard !cellHasText else { return Place() }
    cellHasText = true
    var place = Place(startsCell: true)
    place.breaksRow = !rowHasText && offset > 0
    place.isFirst = !rowHasText
    // Text outside of any cell, a caption say, is a line of its own.
    if isInCell {
      place.tabs = max(0, min(column, Self.mostColumns) - textColumn)
      textColumn = min(column, Self.mostColumns)
    }
    rowHasText = isInCell
    return place
  }

  /// Whether the cells hold data: rows and columns of short text.
  mutating func isData(_ text: Span<UInt8>) -> Bool {
    endRow(at: text.count)
    guard filledRows >= 2, columns >= 2, cells.count >= 4 else { return false }
    guard innerBreaks.count <= cells.count else { return false }
    var longest = 0
    var total = 0
    for cell in cells {
      longest = max(longest, cell.range.count)
      total += cell.range.count
    }
    guard longest <= 240, total <= cells.count * 80 else { return false }
    if !cells.contains(where: \.isHeader) { markHeader(text) }
    return true
  }

  /// The first row when it reads like headers.
  private mutating func markHeader(_ text: Span<UInt8>) {
    guard let first = cells.first?.row else { return }
    var header = TableHeader()
    for cell in cells { header.add(text, cell.range, isFirstRow: cell.row == first) }
    guard header.isLikely else { return }
    for index in cells.indices where cells[index].row == first { cells[index].isHeader = true }
  }
}
