import Foundation
import Mail
import TestSupport
import Testing

@Suite struct ISODateTests {
  @Test(arguments: [
    ("2026-03-04T21:47:00-05:00", 1_772_678_820, -300),
    ("2026-03-05T02:47:00Z", 1_772_678_820, 0),
    ("2026-03-05t02:47:00z", 1_772_678_820, 0),
    ("2026-03-05 02:47:00", 1_772_678_820, 0),
    ("2026-03-05T02:47:00.123456Z", 1_772_678_820, 0),
    ("2026-03-05T02:47", 1_772_678_820, 0),
    ("2026-03-05T08:32:00+0545", 1_772_678_820, 345),
    ("20260305T024700Z", 1_772_678_820, 0),
    ("2026-03-04T21:47:00-05", 1_772_678_820, -300),
    (" 2026-03-05T02:47:00 +00:00 ", 1_772_678_820, 0),
    ("1970-01-01", 0, 0), ("1969-12-31T23:59:59Z", -1, 0), ("0001-01-01", -62_135_596_800, 0),
    ("2024-02-29T24:00", 1_709_251_200, 0), ("2016-12-31T23:59:60Z", 1_483_228_799, 0),
  ])
  func reads(text: String, seconds: Int, offset: Int) {
    #expect(
      MessageDate(iso8601: text) == MessageDate(seconds: Int64(seconds), offsetMinutes: offset))
  }

  @Test(arguments: [
    "", "2026", "2026-3-4", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32",
    "2026-03-04T", "2026-03-04T25:00", "2026-03-04T10:60", "2026-03-04T10:00:61",
    "2026-03-04T10:00:00+5", "2026-03-04T10:00:00+24:00", "2026-03-04T10:00:00 EST",
    "2026-03-04T10:00:00.Z", "2026-03-04X10:00", "yesterday", "2026-03-04T10:00:00Z tail",
    "99999-01-01", "٢٠٢٦-03-04",
  ])
  func rejects(text: String) {
    #expect(MessageDate(iso8601: text) == nil)
  }

  @Test func agreesWithFoundationOnRandomDates() {
    var generator = SeededGenerator(seed: 5)
    let formatter = ISO8601DateFormatter()
    for _ in 0..<2_000 {
      let seconds = Int64.random(in: -12_000_000_000...12_000_000_000, using: &generator)
      let text = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
      #expect(MessageDate(iso8601: text)?.seconds == seconds)
    }
  }
}
