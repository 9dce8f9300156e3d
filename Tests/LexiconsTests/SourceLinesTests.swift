import Testing

@testable import Lexicons

@Suite("Lines of lexicons")
struct SourceLinesTests {
  /// The lines of a text: their numbers and what stands in them.
  private func lines(_ lines: SourceLines) -> [String] {
    lines.map { "\($0.number) \($0.text($0.content))" }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesAreCutAtEveryBreak(lineBreak: String) {
    let text = ["rule a", "", "  about b", "# no", "  +3 c", "  # no", "rule d"]
    let expected = ["1 rule a", "3 about b", "5 +3 c", "7 rule d"]
    let bytes = Array(text.joined(separator: lineBreak).utf8)
    #expect(lines(.all(of: bytes, path: "")) == expected)
    #expect(lines(.all(of: bytes + Array(lineBreak.utf8), path: "")) == expected)
    #expect(lines(.all(of: [0xEF, 0xBB, 0xBF] + bytes, path: "")) == expected)
    let wide = bytes.reduce(into: [0xFF, 0xFE] as [UInt8]) { $0 += [$1, 0] }
    #expect(lines(.all(of: wide, path: "")) == expected)
  }

  @Test func aFileWithoutLinesHasNone() {
    for text in ["", "\n", "# no", "  \n\t\r\n"] {
      let lines = SourceLines.all(of: Array(text.utf8), path: "")
      #expect(lines.isEmpty && lines.first == nil)
    }
  }

  /// A block has the indented lines below its head, and not what stands in column 1 between them.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func aBlockKeepsItsLines(lineBreak: String) {
    let text = [
      "lexicon x", "", "rule a", "  about b", "", "# a comment", "about misplaced", "  +3 c",
      "\u{A0}+4 d", "  ", "rule e", "rule f", "\t+5 g",
    ]
    let blocks = LexiconBlocks(Array(text.joined(separator: lineBreak).utf8), path: "")
    #expect(
      blocks.rules.map { lines($0.block.lines) } == [
        ["4 about b", "8 +3 c", "9 +4 d"], [], ["13 +5 g"],
      ]
    )
    #expect(blocks.diagnostics.map(\.place.line) == [7])
  }
}
