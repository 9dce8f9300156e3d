// Performance: lines that follow each other in the text are copied together, so that prose is copied once,
// as one run of the map. Only quote marks, carriage returns and spaces at the end of lines break it up.
import Native

/// Puts lines that belong together into blocks.
enum BlockWriter {
  /// Writes all lines but empty ones at the edges of blocks.
  static func write(
    _ lines: TextLines, _ text: Span<UInt8>, from draft: Draft, isDerived: Bool,
    into blocks: inout Blocks
  ) {
    var index = 0
    var run = 0
    while index < lines.lines.count {
      let first = lines.lines[index]
      if first.isBlank {
        index += 1
        continue
      }
      var end = index + 1
      // One past the last line with text.
      var last = end
      while end < lines.lines.count {
        let line = lines.lines[end]
        if line.kind == first.kind, line.depth == first.depth, line.table == first.table {
          end += 1
          // Without a branch: where empty lines stand nobody could foresee.
          last = line.isBlank ? last : end
        } else if line.isBlank, line.table < 0 || line.table == first.table {
          end += 1
        } else {
          break
        }
      }
      write(lines, index..<last, text, from: draft, isDerived, run: &run, into: &blocks)
      index = last
    }
  }

  private static func write(
    _ lines: TextLines, _ range: Range<Int>, _ text: Span<UInt8>, from draft: Draft,
    _ isDerived: Bool, run: inout Int, into blocks: inout Blocks
  ) {
    let first = lines.lines[range.lowerBound]
    let start = blocks.text.count
    var map = blocks.spares.map()
    var cells: [TableCell] = []
    // The stretch of the text that is copied next: lines that follow each other are one.
    var pending = first.start..<first.start
    let table = Int(first.table) - draft.tables.count
    let isTable = first.table >= 0 && lines.tables.indices.contains(table)
    let rows = isTable ? lines.tables[table] : nil
    if first.table >= 0 { cells = blocks.spares.cellList() }
    var row = 0
    for index in range {
      let line = lines.lines[index]
      let body = line.text
      if pending.upperBound == body.lowerBound {
        pending = pending.lowerBound..<body.upperBound
      } else {
        copy(text, pending, from: draft, isDerived, run: &run, into: &blocks.text, &map)
        pending = body
      }
      if let rows {
        let place = blocks.text.count - start + body.lowerBound - pending.lowerBound
        rows.addCells(
          text, body, row: &row, shiftedBy: place - body.lowerBound, to: &cells)
      }
      guard index + 1 < range.upperBound else { break }
      // The line break itself, without a carriage return or spaces before it.
      let lineBreak = Int(line.stop)
      if pending.upperBound == lineBreak {
        pending = pending.lowerBound..<(lineBreak + 1)
      } else {
        copy(text, pending, from: draft, isDerived, run: &run, into: &blocks.text, &map)
        pending = lineBreak..<(lineBreak + 1)
      }
    }
    copy(text, pending, from: draft, isDerived, run: &run, into: &blocks.text, &map)
    if first.table >= 0, Int(first.table) < draft.tables.count {
      addCells(of: draft.tables[Int(first.table)], draft, from: first.start, to: &cells)
    }
    guard blocks.text.count > start else { return }
    blocks.items.append(
      Block(
        kind: first.lineKind, isQuoted: first.isQuoted, text: start..<blocks.text.count, map: map,
        cells: cells))
  }

  @inline(__always)
  private static func copy(
    _ text: Span<UInt8>, _ range: Range<Int>, from draft: Draft, _ isDerived: Bool,
    run: inout Int, into output: inout [UInt8], _ map: inout OffsetMap
  ) {
    guard !range.isEmpty else { return }
    output.append(text, in: range)
    if isDerived {
      map.append(range, of: draft.map, from: &run)
    } else {
      map.appendCopy(range.count, from: range.lowerBound)
    }
  }

  /// The cells of a draft's table, whose text was copied in one piece from `start` on.
  private static func addCells(
    of table: Draft.Table, _ draft: Draft, from start: Int, to cells: inout [TableCell]
  ) {
    for cell in draft.cells[table.cells] where cell.range.lowerBound >= start {
      cells.append(
        TableCell(
          row: cell.row, column: cell.column, isHeader: cell.isHeader,
          range: (cell.range.lowerBound - start)..<(cell.range.upperBound - start)))
    }
  }
}
