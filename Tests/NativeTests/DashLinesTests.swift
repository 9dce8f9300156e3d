import Native
import TestSupport
import Testing

@Suite struct DashLinesTests {
  private func naive(_ bytes: [UInt8], from start: Int) -> Int? {
    for offset in start..<max(start, bytes.count - 1)
    where bytes[offset] == 0x2D && bytes[offset + 1] == 0x2D {
      if offset == 0 || bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D { return offset }
    }
    return nil
  }

  @Test func linesOfDashesAreFoundAsTheNaiveTwinFindsThem() {
    var generator = SeededGenerator(seed: 9)
    for round in 0..<2_000 {
      // Dashes and line breaks from common to rare, in texts around the vector's width.
      let alphabet = Array("-\n\r-".utf8) + [UInt8](repeating: 0x61, count: round % 40)
      let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      for start in [0, 1, bytes.count / 2, bytes.count] where start <= bytes.count {
        #expect(bytes.span.firstDashLine(from: start) == naive(bytes, from: start), "\(bytes)")
      }
    }
  }
}
