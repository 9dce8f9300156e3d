import Native

/// Files of separated values: CSV, TSV, and with semicolons.
enum SeparatedFile {
  /// A table with more cells goes on in the next block.
  private static let mostCells = 1_000_000

  /// Appends the table of a file; without a separator, it is the one that the first lines have most of.
  static func extract(_ text: Span<UInt8>, separator: UInt8?, into blocks: inout Blocks) {
    let separator = separator ?? Self.separator(of: text)
    var records = Records(separator: separator, offset: 0)
    var isFirst = true
    while records.offset < text.count {
      let begin = records.offset
      var cells: [TableCell] = []
      var row = 0
      var end = begin
      while records.offset < text.count, cells.count < mostCells {
        let before = cells.count
        records.next(text, row: row, base: begin, into: &cells)
        if cells.count > before {
          row += 1
          end = cells[cells.count - 1].range.upperBound + begin
        }
      }
      guard !cells.isEmpty else { return }
      // The closing quote of the last cell belongs to the text.
      while end < records.offset, text[end] >= 0x20 { end += 1 }
      if isFirst { markHeader(&cells, text) }
      isFirst = false
      let start = blocks.text.count
      blocks.text.append(text, in: begin..<end)
      var map = OffsetMap()
      map.appendCopy(end - begin, from: begin)
      blocks.items.append(
        Block(
          kind: .table, isQuoted: false, text: start..<blocks.text.count, map: map, cells: cells))
    }
  }

  private static func markHeader(_ cells: inout [TableCell], _ text: Span<UInt8>) {
    var header = TableHeader()
    for cell in cells.prefix(500) { header.add(text, cell.range, isFirstRow: cell.row == 0) }
    guard header.isLikely else { return }
    for index in cells.indices {
      if cells[index].row > 0 { break }
      cells[index].isHeader = true
    }
  }

  /// The separator that the first lines have most of.
  private static func separator(of text: Span<UInt8>) -> UInt8 {
    var counts = [Int](repeating: 0, count: 128)
    var lines = 0
    var isQuoted = false
    for offset in 0..<min(text.count, 8_192) where lines < 10 {
      let byte = text[offset]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == 0x0A { lines += 1 }
      if byte < 128, !isQuoted { counts[Int(byte)] += 1 }
    }
    var best = UInt8(ascii: ",")
    for candidate in [0x09, UInt8(ascii: ";"), UInt8(ascii: "|")]
    where counts[Int(candidate)] > counts[Int(best)] {
      best = candidate
    }
    return best
  }

  /// Reads one record after the other.
  private struct Records {
    var separator: UInt8
    var offset: Int

    /// Appends the filled cells of the next record; ranges count from `base`.
    mutating func next(_ text: Span<UInt8>, row: Int, base: Int, into cells: inout [TableCell]) {
      var column = 0
      var start = offset
      while true {
        if start < text.count, text[start] == UInt8(ascii: "\"") { skipQuoted(text, &offset) }
        while offset < text.count, text[offset] != separator, text[offset] != 0x0A { offset += 1 }
        let range = TableLines.trim(text, start..<min(offset, text.count), quotes: true)
        if !range.isEmpty {
          cells.append(
            TableCell(
              row: row, column: column, isHeader: false,
              range: (range.lowerBound - base)..<(range.upperBound - base)))
        }
        guard offset < text.count else { return }
        offset += 1
        if text[offset - 1] == 0x0A { return }
        start = offset
        column += 1
      }
    }

    /// Moves past a field in quotes; one that never ends is not quoted.
    private func skipQuoted(_ text: Span<UInt8>, _ offset: inout Int) {
      var next = offset + 1
      let limit = min(text.count, offset + 65_536)
      while let quote = text.firstOffset(of: UInt8(ascii: "\""), from: next, to: max(next, limit)) {
        if quote + 1 < text.count, text[quote + 1] == UInt8(ascii: "\"") {
          next = min(quote + 2, limit)
          continue
        }
        offset = quote + 1
        return
      }
    }
  }
}
