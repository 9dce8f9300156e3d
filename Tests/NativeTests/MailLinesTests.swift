import TestSupport
import Testing

@testable import Native

@Suite struct MailLinesTests {
  private func naiveDashes(_ bytes: [UInt8], from start: Int) -> Int? {
    for offset in start..<max(start, bytes.count - 1)
    where bytes[offset] == 0x2D && bytes[offset + 1] == 0x2D {
      if offset == 0 || bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D { return offset }
    }
    return nil
  }

  /// The first line behind an LF of which `isWanted` holds.
  private func naive(
    _ bytes: [UInt8], from start: Int, where isWanted: (ArraySlice<UInt8>) -> Bool
  ) -> Int? {
    (start..<bytes.count).first { $0 > 0 && bytes[$0 - 1] == 0x0A && isWanted(bytes[$0...]) }
  }

  private func random(
    _ alphabet: [UInt8], _ generator: inout SeededGenerator
  ) -> [UInt8] {
    (0..<Int.random(in: 0...300, using: &generator)).map { _ in
      alphabet.randomElement(using: &generator) ?? 0
    }
  }

  @Test func linesOfDashesAreFoundAsTheNaiveTwinFindsThem() {
    var generator = SeededGenerator(seed: 9)
    for round in 0..<2_000 {
      // Dashes and line breaks from common to rare, in texts around the vector's width.
      let alphabet = Array("-\n\r-".utf8) + [UInt8](repeating: 0x61, count: round % 40)
      let bytes = random(alphabet, &generator)
      for start in [0, 1, bytes.count / 2, bytes.count] where start <= bytes.count {
        #expect(
          bytes.span.firstDashLine(from: start) == naiveDashes(bytes, from: start), "\(bytes)")
      }
    }
  }

  @Test func linesOfMailAreFoundAsTheNaiveTwinFindsThem() {
    var generator = SeededGenerator(seed: 10)
    for round in 0..<2_000 {
      var bytes = random(
        Array("\n\rcCF".utf8) + [UInt8](repeating: 0x61, count: round % 40), &generator)
      for _ in 0..<round % 4 {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        bytes.insert(
          contentsOf: ["\nFrom ", "\nFrom", "From ", "\nfrom "][round / 4 % 4].utf8, at: place)
      }
      for start in [0, 1, bytes.count / 2, bytes.count] where start <= bytes.count {
        let from = naive(bytes, from: start) { $0.starts(with: "From ".utf8) }
        #expect(bytes.span.firstFromLine(from: start) == from, "\(bytes)")
        let lineBreak = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        #expect(bytes.span.firstLineBreak(from: start) == lineBreak, "\(bytes)")
        let end = Int.random(in: start...bytes.count, using: &generator)
        let other = naive(Array(bytes[..<end]), from: start) {
          [0x0A, 0x0D, 0x43, 0x63].contains($0.first)
        }
        #expect(bytes.span.firstEmptyLineOrC(from: start, to: end) == other, "\(bytes)")
      }
    }
  }
}
