import TestSupport
import Testing

@testable import Native

/// The vector code for lines and bytes of texts against loops over bytes.
@Suite struct LineScanTests {
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

  private func naive(_ text: [UInt8]) -> [ScannedLine] {
    var lines: [ScannedLine] = []
    var start = 0
    while start < text.count {
      let stop = text[start...].firstIndex(of: 0x0A) ?? text.count
      let line = text[start..<stop]
      var end = stop
      while end > start, isSpace(text[end - 1]) { end -= 1 }
      var marks: LineMarks = []
      if line.contains(0x09) { marks.insert(.tab) }
      if line.contains(UInt8(ascii: "|")) { marks.insert(.pipe) }
      if line.filter({ $0 == UInt8(ascii: ",") }).count > 1 { marks.insert(.commas) }
      if line.filter({ $0 == UInt8(ascii: ";") }).count > 1 { marks.insert(.semicolons) }
      let inner = line.drop { $0 == 0x20 }
      if zip(inner, inner.dropFirst()).contains(where: { $0 == 0x20 && $1 == 0x20 }) {
        marks.insert(.gap)
      }
      if line.contains(UInt8(ascii: ":")) { marks.insert(.colon) }
      if line.contains(where: { $0 >= 0x80 }) { marks.insert(.nonASCII) }
      if line.contains(UInt8(ascii: ">")) { marks.insert(.angle) }
      lines.append(
        ScannedLine(
          first: Int32(start), last: Int32(end), stop: Int32(stop), body: Int32(start), table: -1,
          depth: 0, kind: 0, marks: marks, flag: 0))
      start = stop + 1
    }
    return lines
  }

  private func random(_ alphabet: String, _ generator: inout SeededGenerator) -> [UInt8] {
    let bytes = Array(alphabet.utf8)
    return (0..<Int.random(in: 0...300, using: &generator)).map { _ in
      bytes.randomElement(using: &generator) ?? 0
    }
  }

  private static let alphabets = [
    "\n", " ", " \n", "a \n", "abcdefghijklm  \n", "ab\t|,;:>é \n\r", "a,b;c,d", "words and more,",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,;:|>\t\n", "-B\nb\rBEGINbegin-",
    "\u{0}\u{1}\u{1B}\u{7F}\t\n abcdefghijkl", "é漢a\r\n",
  ]

  @Test(arguments: alphabets) func sameAsTheNaiveTwins(_ alphabet: String) {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<600 {
      let text = random(alphabet, &generator)
      let lines = naive(text)
      #expect(text.span.lines(isPortable: false) == lines)
      #expect(text.span.lines(isPortable: true) == lines)
      #expect(text.span.firstControl() == text.firstIndex { isControl($0) } ?? text.count)
      let start = Int.random(in: 0...text.count + 1, using: &generator)
      #expect(text.span.blockHint(from: start) == naiveHint(text, from: start))
      let isAfterReturn = Bool.random(using: &generator)
      #expect(
        text.span.lineBreakCount(isAfterReturn: isAfterReturn)
          == naiveBreaks(text, isAfterReturn: isAfterReturn))
      #expect(text.span.scalarCount() == text.filter { $0 & 0xC0 != 0x80 }.count)
      let from = min(start, text.count)
      let end = Int.random(in: from...text.count, using: &generator)
      var mask: UInt64 = 0
      for offset in from..<min(end, from + 64) where text[offset] == 0x2C {
        mask |= 1 << UInt64(offset - from)
      }
      #expect(text.span.mask(of: 0x2C, from: from, to: end) == mask)
    }
  }

  private func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x1B && !(9...13).contains(byte)
  }

  private func naiveHint(_ text: [UInt8], from start: Int) -> Int {
    for offset in max(1, start)..<max(1, start, text.count) {
      let before = text[offset - 1]
      if text[offset] == UInt8(ascii: "B"), before == UInt8(ascii: "-") { return offset }
      if text[offset] == UInt8(ascii: "b"), before == 0x0A || before == 0x0D { return offset }
    }
    return text.count
  }

  private func naiveBreaks(_ text: [UInt8], isAfterReturn: Bool) -> Int {
    var previous: UInt8 = isAfterReturn ? 0x0D : 0
    var count = 0
    for byte in text {
      if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { count += 1 }
      previous = byte
    }
    return count
  }
}
