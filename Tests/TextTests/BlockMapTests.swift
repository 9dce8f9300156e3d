import Foundation
import Native
import TestSupport
import Testing
import Text

/// Maps are exact, blocks are in order, and hostile input costs no more than its length.
@Suite struct BlockMapTests {
  /// Checks what holds for the blocks of any input.
  static func check(_ bytes: [UInt8], as name: String) {
    let blocks = Blocks(reading: bytes, as: name)
    var written = 0
    var before = 0
    for block in blocks.items {
      #expect(block.text.lowerBound == written, "\(name)")
      #expect(!block.text.isEmpty)
      written = block.text.upperBound
      #expect(Int(block.map.outputLength) == block.text.count)
      let source = block.map.source(of: 0..<block.text.count)
      #expect(source.lowerBound >= before && source.upperBound <= bytes.count, "\(name)")
      before = source.upperBound
      #expect(String(validating: blocks.text[block.text], as: UTF8.self) != nil)
      for (index, run) in block.map.runs.enumerated()
      where run.outputUnit == 1 && run.inputUnit == 1 {
        let end =
          index + 1 < block.map.runs.count
          ? block.map.runs[index + 1].output : block.map.outputLength
        for offset in run.output..<end {
          let byte = blocks.text[block.text.lowerBound + Int(offset)]
          let input = bytes[Int(run.input + offset - run.output)]
          // A line break or tab of the HTML is a space on the page.
          if byte != input, byte != 0x20 || input > 0x20 {
            Issue.record("\(name): byte \(offset) is \(byte), was \(input)")
            return
          }
        }
      }
      for cell in block.cells {
        #expect(cell.range.lowerBound >= 0 && cell.range.upperBound <= block.text.count)
        #expect(!cell.range.isEmpty)
      }
    }
    #expect(written == blocks.text.count)
    for link in blocks.links { #expect(Int(link.map.outputLength) == link.target.count) }
  }

  @Test(arguments: BlockFixtureTests.names) func fixture(_ name: String) throws {
    let bytes = try Repository.bytes("text/\(name)")
    for bytes in [bytes.withLF, bytes.withCRLF] {
      for length in stride(from: 0, through: bytes.count, by: 7) {
        let cut = Array(String(decoding: bytes[..<length], as: UTF8.self).utf8)
        Self.check(cut, as: name)
      }
    }
  }

  private static let pieces = [
    "<", ">", "</", "<a href='", "'", "\"", "<!--", "-->", "<div>", "</div>", "<p>", "</p>", "<br>",
    "<table>", "</table>", "<tr>", "<td>", "</td>", "<th rowspan=3>", "<td colspan=2>", "&amp;",
    "&",
    "&#8217;", "&nbsp", "é", "日本", " ", "  ", "\n", "\r\n", "\t", "word", "Ann Lee", "7",
    "<ul><li>",
    "</ul>", "<blockquote>", "</blockquote>", "<div class=gmail_quote>", "<pre>", "</pre>",
    "<b style='display:none'>", "</b>", "<style>", "</style>", "<title>",
    "<div class=gmail_signature>",
    "-- \n", "> ", ">>", "\nThanks,\n", "On 3/4/2026 Bo wrote:\n", "-----Original Message-----\n",
    "From: a\n", "To: b\n", "Subject: c\n", "a\tb\n", "|a|b|\n", "a   b\n", "Name,Id,Grade\n",
    "\u{0}",
    "__________\n", "<img alt='x y'>", "<script>", "</script>", "<textarea>", "<option>", "</span>",
  ]

  @Test(arguments: [UInt64](1...60)) func randomPieces(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let count = Int.random(in: 1...60, using: &random)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      for name in ["x.html", "x.txt", "x.flowed", "x.csv"] {
        Self.check(Array(text.utf8), as: name)
      }
    }
  }

  /// Twice the input takes about twice the time: quadratic work would take minutes here.
  @Test(
    arguments: [
      "<", "<a", "<!--", "<a href=\"", "<style>", "<title>", "<div>", "<table>", "<table><tr><td>x",
      "<b>", "</i>", "&", "&am", "<blockquote>x", "<ul><li>x", "<![if ", "</", "<p style='a:", "\n",
      ">", "> ", ">\n", "a:\n", "On x\n", "-----\n", "From: x\n", "-- \n", "Thanks,\n", "a\tb\n",
      "\t",
      "|", "a | b\n", "| a\n", ",", "Name,b,c\n", "a,b,c\n", "a  b  c\n", "\"", "\"a\n",
      "__________\n",
      "a:\tb\n", "Disclaimer: x\n\n", "Disclaimer: x\n> y\n", "<a title=\"yyyyyy\">x</a>",
    ])
  func hostile(_ piece: String) {
    let bytes = Array(String(repeating: piece, count: 120_000 / piece.utf8.count).utf8)
    let clock = ContinuousClock()
    for name in ["x.html", "x.txt", "x.flowed", "x.csv"] {
      let time = clock.measure { _ = Blocks(reading: bytes, as: name) }
      #expect(time < .seconds(10), "\(name) took \(time)")
    }
  }
}
