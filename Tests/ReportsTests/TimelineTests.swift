import Lexicons
import Mail
import Scanning
import Testing

@testable import Reports

@Suite struct TimelineTests {
  private func drawn(_ days: [(day: Int, count: Int)]) -> (
    span: Timeline.Span, bars: [Timeline.Bar], outside: Int
  )? {
    var timeline = Timeline()
    for (day, count) in days {
      for _ in 0..<count { timeline.add(VerdictMaker().verdict, on: day) }
    }
    return timeline.chart()
  }

  /// 2026-01-01.
  private let start = 20_454

  @Test(arguments: [
    (0, "day", "1 Jan 2026", 1), (30, "day", "1 Jan 2026", 31), (100, "week", "29 Dec 2025", 15),
    (364, "month", "Jan 2026", 12), (1_500, "quarter", "Jan 2026 and two more months", 17),
    (5_000, "year", "2026", 14),
  ])
  func theSpanFollowsTheDates(days: Int, span: String, first: String, bars: Int) throws {
    let chart = try #require(drawn([(start, 2), (start + days, 1)]))
    #expect(chart.span.rawValue == span)
    #expect(chart.bars.first?.label == first)
    #expect(chart.bars.count == bars)
    #expect(chart.bars.reduce(0) { $0 + $1.counts[0] } == 3)
    #expect(chart.bars.last?.counts[0] ?? 0 > 0)
  }

  @Test func aFewWildDatesDoNotStretchTheChart() throws {
    var days = (0..<200).map { (day: start + $0, count: 1) }
    days += [(day: 8_000, count: 1), (day: 47_000, count: 1)]
    let chart = try #require(drawn(days))
    #expect(chart.span == .month && chart.outside == 2)
    #expect(chart.bars.reduce(0) { $0 + $1.counts[0] } == 200)
  }

  @Test func datesThatNobodyCanHaveAreNone() {
    #expect(Timeline.day(of: MessageDate(seconds: 0, offsetMinutes: 0)) == nil)
    #expect(Timeline.day(of: MessageDate(seconds: .max, offsetMinutes: 840)) == nil)
    #expect(Timeline.day(of: MessageDate(seconds: .min, offsetMinutes: -840)) == nil)
    let evening = MessageDate(seconds: Int64(start) * 86_400 - 3_600, offsetMinutes: 120)
    #expect(Timeline.day(of: evening) == start)
  }

  @Test func everyMonthBeginsOnItsFirst() throws {
    // 1990-01-01 to 2099-12-31, each month once: the bars' names are the calendar's.
    let chart = try #require(drawn([(7_305, 1), (7_305 + 1_400, 1)]))
    #expect(chart.span == .month && chart.bars.count == 47)
    #expect(chart.bars.prefix(3).map(\.label) == ["Jan 1990", "Feb 1990", "Mar 1990"])
    #expect(chart.bars[25].label == "Feb 1992" && chart.bars[26].label == "Mar 1992")
  }
}
