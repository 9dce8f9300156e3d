import Native
import Testing

@Suite struct WordShapeTests {
  @Test(
    arguments: [
      ("maya", .lower), ("Maya", .capitalized), ("O'Brien", .capitalized), ("Maya's", .capitalized),
      ("Élodie", .capitalized), ("J", .capitalized), ("IEP", .allCaps), ("IEP's", .allCaps),
      ("IEP’s", .allCaps), ("McDonald", .mixed), ("iPhone", .mixed), ("504", .digits),
      ("504b", .alphanumeric),
      ("学校", .lower), ("", .other), ("--", .other), ("ǅ", .capitalized), ("'s", .lower),
      ("٣", .digits),
    ] as [(String, WordShape)])
  func aWordHasTheShapeItIsWrittenIn(word: String, shape: WordShape) {
    #expect(WordShape(of: Array(word.utf8).span) == shape)
  }

  @Test func digitRunsAreFoundWhereverTheBlocksEnd() {
    var runs: [DigitRun] = []
    for lead in 0..<130 {
      for length in [1, 3, 64, 70] {
        let text = [UInt8](repeating: 97, count: lead) + [UInt8](repeating: 48, count: length)
        for tail in [[], [98], [98, 49]] as [[UInt8]] {
          scanDigitRuns((text + tail).span, into: &runs)
          var expected = [DigitRun(start: lead, end: lead + length)]
          if tail.count == 2 {
            expected.append(DigitRun(start: lead + length + 1, end: lead + length + 2))
          }
          #expect(runs == expected)
        }
      }
    }
    scanDigitRuns([UInt8]().span, into: &runs)
    #expect(runs.isEmpty)
  }
}
