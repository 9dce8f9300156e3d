import Native
import TestSupport
import Testing
import Text

/// The reader of HTML against one of twenty lines that drops tags a character at a time.
@Suite struct TagStrippingTests {
  /// The letters outside of tags; for HTML of inline tags and words only.
  private static func strip(_ html: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var isInTag = false
    var quote: UInt8 = 0
    for byte in html {
      if isInTag {
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
          quote = byte
        } else if byte == UInt8(ascii: ">") {
          isInTag = false
        }
      } else if byte == UInt8(ascii: "<") {
        isInTag = true
      } else if byte > 0x20 || (byte == 0x20 && text.last != 0x20 && !text.isEmpty) {
        text.append(byte)
      }
    }
    while text.last == 0x20 { text.removeLast() }
    return text
  }

  @Test(arguments: [UInt64](1...20)) func sameAsTheNaiveOne(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "word", " ", "  ", "é", "x", "<b>", "</b>", "<span class='a>b'>", "</span>",
      "<i title=\"<\">",
      "</i>", "7", ".", "<font color=red>", "</font>", "<wbr>", "longer words with spaces",
    ]
    for _ in 0..<200 {
      let count = Int.random(in: 1...40, using: &random)
      let html = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let blocks = Blocks(reading: Array(html.utf8), as: "x.html")
      #expect(blocks.text == Self.strip(Array(html.utf8)), "\(html)")
    }
  }
}
