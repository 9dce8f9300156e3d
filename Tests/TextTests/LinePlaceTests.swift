import TestSupport
import Testing

@testable import Text

@Suite struct LinePlaceTests {
  private func naive(_ bytes: [UInt8]) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0A || byte == 0x0D {
        if !(byte == 0x0A && previous == 0x0D) { line += 1 }
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      previous = byte
    }
    return (line, column)
  }

  /// However a text is cut into stretches, lines and columns are those of a loop over its bytes.
  @Test func stretchesAddUp() {
    var generator = SeededGenerator(seed: 41)
    for round in 0..<3_000 {
      let alphabet = Array("\r\né".utf8) + [UInt8](repeating: 0x61, count: round % 50)
      let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0x61
      }
      var place = LinePlace()
      var offset = 0
      while offset < bytes.count {
        let next = Int.random(in: offset...bytes.count, using: &generator)
        place.advance(over: bytes.span, offset..<next)
        offset = next
        if offset == bytes.count { break }
      }
      let wanted = naive(bytes)
      #expect(place.line == wanted.line && place.column == wanted.column)
    }
  }
}
