import TestSupport
import Testing

@testable import Native

/// Copying the text between tags, and names as integers, against loops over bytes.
@Suite struct MarkupTextTests {
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || [9, 10, 12, 13].contains(byte) }

  private func naive(_ html: [UInt8], from start: Int) -> [UInt8] {
    var text: [UInt8] = []
    for offset in start..<html.count {
      let byte = html[offset]
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { break }
      if isSpace(byte), offset > start, isSpace(html[offset - 1]) { break }
      text.append(isSpace(byte) ? 0x20 : byte)
    }
    while let last = text.last, last == 0x20 { text.removeLast() }
    return text
  }

  @Test func textIsCopiedAsByTheNaiveTwin() {
    var generator = SeededGenerator(seed: 51)
    for round in 0..<6_000 {
      let alphabet =
        Array("<& \n\r\t\u{B}\u{C}é".utf8) + [UInt8](repeating: 0x61, count: round % 60)
      let html = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0x61
      }
      let start = Int.random(in: 0...html.count, using: &generator)
      let wanted = naive(html, from: start)
      for isPortable in [false, true] {
        var text: [UInt8] = [1, 2]
        let count = text.appendMarkupText(html.span, from: start, isPortable: isPortable)
        #expect(Array(text[2...]) == wanted)
        #expect(count == wanted.count)
      }
    }
  }

  @Test func namesAreLowered() {
    var generator = SeededGenerator(seed: 52)
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let start = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, start + Int.random(in: 0...8, using: &generator))
      var word: UInt64 = 0
      for byte in bytes[start..<end].reversed() {
        word = word << 8 | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      }
      #expect(bytes.span.loweredWord(start..<end) == word)
    }
  }
}
