import Native

/// Puts lines that belong together into blocks.
enum BlockWriter {
  /// Writes all lines but empty ones at the edges of blocks.
  static func write(
    _ lines: TextLines, _ text: Span<UInt8>, from draft: Draft?, into blocks: inout Blocks
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
        if line.isBlank, line.table < 0 || line.table == first.table {
          end += 1
          continue
        }
        guard line.kind == first.kind, line.depth == first.depth, line.table == first.table else {
          break
        }
        end += 1
        last = end
      }
      write(lines, index..<last, text, from: draft, run: &run, into: &blocks)
      index = last
    }
  }

  private static func write(
    _ lines: TextLines, _ range: Range<Int>, _ text: Span<UInt8>, from draft: Draft?,
    run: inout Int, into blocks: inout Blocks
  ) {
    let first = lines.lines[range.lowerBound]
    let start = blocks.text.count
    var block = Block(
      kind: first.kind, isQuoted: first.isQuoted, text: start..<start, map: OffsetMap())
    // The stretch of the text that is copied next: lines that follow each other are one.
    var pending = first.text.lowerBound..<first.text.lowerBound
    let table =
      first.table >= 0 && draft == nil || first.table >= Int32(draft?.tables.count ?? 0)
      ? lines.tables[safely: Int(first.table) - (draft?.tables.count ?? 0)] : nil
    var row = 0
    for index in range {
      let line = lines.lines[index]
      let lineStart =
        pending.upperBound == line.start
        ? blocks.text.count - start + pending.count : nil
      if lineStart == nil {
        copy(text, pending, from: draft, run: &run, into: &blocks, &block)
        pending = line.text
      } else {
        pending = pending.lowerBound..<line.text.upperBound
      }
      if let table {
        let place = lineStart ?? blocks.text.count - start
        table.addCells(text, line.text, row: &row, shiftedBy: place - line.start, to: &block.cells)
      }
      guard index + 1 < range.upperBound else { break }
      // The line break itself, without a carriage return or spaces before it.
      let lineBreak = Self.lineBreak(text, after: line.range.upperBound)
      if pending.upperBound == lineBreak {
        pending = pending.lowerBound..<(lineBreak + 1)
      } else {
        copy(text, pending, from: draft, run: &run, into: &blocks, &block)
        pending = lineBreak..<(lineBreak + 1)
      }
    }
    copy(text, pending, from: draft, run: &run, into: &blocks, &block)
    if let draft, first.table >= 0, Int(first.table) < draft.tables.count {
      addCells(of: draft.tables[Int(first.table)], draft, from: first.start, to: &block.cells)
    }
    block.text = start..<blocks.text.count
    if !block.text.isEmpty { blocks.items.append(block) }
  }

  private static func lineBreak(_ text: Span<UInt8>, after end: Int) -> Int {
    var offset = end
    while offset < text.count - 1, text[offset] != 0x0A { offset += 1 }
    return offset
  }

  private static func copy(
    _ text: Span<UInt8>, _ range: Range<Int>, from draft: Draft?, run: inout Int,
    into blocks: inout Blocks, _ block: inout Block
  ) {
    guard !range.isEmpty else { return }
    blocks.text.append(text, in: range)
    if let draft {
      block.map.append(range, of: draft.map, from: &run)
    } else {
      block.map.appendCopy(range.count, from: range.lowerBound)
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
