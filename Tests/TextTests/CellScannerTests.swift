import TestSupport
import Testing

@testable import Text

/// Cutting lines into cells against splitting arrays.
@Suite struct CellScannerTests {
  private func trimmed(_ text: [UInt8], _ range: Range<Int>, quotes: Bool) -> Range<Int> {
    var range = range
    while let first = range.first, TextLines.isSpace(text[first]) { range = range.dropFirst() }
    while let last = range.last, TextLines.isSpace(text[last]) { range = range.dropLast() }
    if quotes, range.count >= 2, text[range.lowerBound] == 0x22, text[range.upperBound - 1] == 0x22
    {
      range = range.dropFirst().dropLast()
    }
    return range
  }

  private func naive(_ text: [UInt8], _ style: TextTable.Style) -> [Range<Int>] {
    var separator = UInt8(ascii: "\t")
    var hasQuotes = false
    var range = 0..<text.count
    switch style {
    case .tabs: break
    case .pipes:
      separator = UInt8(ascii: "|")
      if let first = range.first, text[first] == separator { range = range.dropFirst() }
      if let last = range.last, text[last] == separator { range = range.dropLast() }
    case .separated(let byte):
      separator = byte
      hasQuotes = true
    case .aligned:
      return naiveAligned(text)
    }
    var cells: [Range<Int>] = []
    var start = range.lowerBound
    var isQuoted = false
    for offset in range {
      if hasQuotes, text[offset] == 0x22 { isQuoted.toggle() }
      guard text[offset] == separator, !isQuoted else { continue }
      cells.append(trimmed(text, start..<offset, quotes: hasQuotes))
      start = offset + 1
    }
    return cells + [trimmed(text, start..<range.upperBound, quotes: hasQuotes)]
  }

  private func naiveAligned(_ text: [UInt8]) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = -1
    for offset in 0...text.count {
      let isSpace = offset == text.count || text[offset] == 0x20
      let isEnd = isSpace && (offset + 1 >= text.count || text[offset + 1] == 0x20)
      if start < 0, !isSpace { start = offset }
      if start >= 0, isEnd {
        cells.append(start..<offset)
        start = -1
      }
    }
    return cells
  }

  @Test func cellsAreThoseOfTheNaiveTwin() {
    var generator = SeededGenerator(seed: 31)
    let styles: [TextTable.Style] = [
      .tabs, .pipes, .aligned, .separated(UInt8(ascii: ",")), .separated(UInt8(ascii: ";")),
    ]
    for round in 0..<6_000 {
      let alphabet = Array("\t|,; \"".utf8) + [UInt8](repeating: 0x61, count: round % 30)
      var line = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0x61
      }
      // Lines have no white space at their end, and something in them.
      line.append(UInt8(ascii: "x"))
      for style in styles {
        let wanted = naive(line, style)
        var cells: [Range<Int>] = []
        var scanner = CellScanner(line.span, 0..<line.count, style)
        while let cell = scanner.next(line.span) { cells.append(cell) }
        #expect(cells == wanted, "\(String(decoding: line, as: UTF8.self)) \(style)")
        #expect(TableLines.count(line.span, 0..<line.count, style) == wanted.count)
      }
    }
  }
}
