internal import Lexicons
internal import Mail
internal import Scanning

/// Messages with a concern by day, and the spans that a chart shows them in.
///
/// The dates of mail are claims of whoever sent it: those outside 1990 to 2099 are none, and a few far from all
/// others do not stretch the chart.
struct Timeline: Sendable {
  /// What a bar of the chart stands for.
  enum Span: String { case day, week, month, quarter, year }

  /// One bar.
  struct Bar {
    /// `4 Mar 2026`, `Mar 2026`, `2026`.
    var label: String
    /// Messages by concern.
    var counts: [Int]
  }

  /// Messages with a level by day since 1970 and concern.
  private var days: [Int: [Int]] = [:]

  /// The day of a date in its writer's offset, since 1970; nil when it cannot be a message's.
  static func day(of date: MessageDate) -> Int? {
    let (local, isTooFar) = date.seconds.addingReportingOverflow(Int64(date.offsetMinutes * 60))
    if isTooFar { return nil }
    let day = Int((Double(local) / 86_400).rounded(.down))
    // 1990-01-01 to 2099-12-31
    return day >= 7_305 && day < 47_482 ? day : nil
  }

  mutating func add(_ verdict: Verdict, on day: Int) {
    for (index, concern) in verdict.concerns.enumerated() where concern.level > .none {
      days[day, default: Array(repeating: 0, count: Concern.allCases.count)][index] += 1
    }
  }

  /// The bars of a chart in order, those without a message included, and how many messages' dates lie before
  /// the first or after the last; nil when there is nothing to draw.
  func chart() -> (span: Span, bars: [Bar], outside: Int)? {
    guard let range = mainRange() else { return nil }
    let span = Self.span(for: range)
    var bars: [Bar] = []
    var starts: [Int] = []
    var start = Self.start(of: range.lowerBound, span)
    while start <= range.upperBound {
      starts.append(start)
      bars.append(
        Bar(
          label: Self.label(of: start, span),
          counts: Array(repeating: 0, count: Concern.allCases.count)))
      start = Self.next(after: start, span)
    }
    var outside = 0
    for (number, counts) in days {
      guard range.contains(number), let bar = starts.lastIndex(where: { $0 <= number }) else {
        outside += counts.reduce(0, +)
        continue
      }
      for (index, count) in counts.enumerated() { bars[bar].counts[index] += count }
    }
    return (span, bars, outside)
  }

  /// The days that hold nearly all messages: without those far from the middle ninety-eight of a hundred.
  private func mainRange() -> ClosedRange<Int>? {
    let sorted = days.map { (day: $0.key, count: $0.value.reduce(0, +)) }.sorted { $0.day < $1.day }
    let total = sorted.reduce(0) { $0 + $1.count }
    guard let first = sorted.first, let last = sorted.last else { return nil }
    // Few messages, or all within some years: nothing to leave out.
    guard total >= 100, last.day - first.day > 3 * 366 else { return first.day...last.day }
    var low = first.day
    var high = last.day
    var seen = 0
    for entry in sorted {
      if seen <= total / 100 { low = entry.day }
      if seen < total - total / 100 { high = entry.day }
      seen += entry.count
    }
    // What is as far again from the others is wild; the rest only stands at the edge.
    let slack = (high - low) / 2 + 31
    let near = sorted.filter { $0.day >= low - slack && $0.day <= high + slack }
    return (near.first?.day ?? low)...(near.last?.day ?? high)
  }

  private static func span(for range: ClosedRange<Int>) -> Span {
    switch range.count {
    case ...31: .day
    case ...190: .week
    case ...1_500: .month
    case ...4_400: .quarter
    default: .year
    }
  }

  /// The first day of the span that a day lies in; weeks begin on Monday.
  private static func start(of day: Int, _ span: Span) -> Int {
    let (year, month) = date(of: day).yearAndMonth
    switch span {
    case .day: return day
    case .week: return day - (day + 3) % 7
    case .month: return first(year, month)
    case .quarter: return first(year, (month - 1) / 3 * 3 + 1)
    case .year: return first(year, 1)
    }
  }

  private static func next(after start: Int, _ span: Span) -> Int {
    switch span {
    case .day: start + 1
    case .week: start + 7
    // No month has more than 31 days, so this lands in the next one.
    case .month: self.start(of: start + 31, .month)
    case .quarter: self.start(of: start + 92, .quarter)
    case .year: self.start(of: start + 366, .year)
    }
  }

  private static func label(of day: Int, _ span: Span) -> String {
    let date = date(of: day)
    switch span {
    case .day, .week: return date.readableDay
    case .month: return date.readableMonth
    case .quarter: return "\(date.readableMonth) and two more months"
    case .year: return "\(date.yearAndMonth.year)"
    }
  }

  private static func date(of day: Int) -> MessageDate {
    MessageDate(seconds: Int64(day) * 86_400, offsetMinutes: 0)
  }

  /// The first day of a month, since 1970.
  private static func first(_ year: Int, _ month: Int) -> Int {
    // Every fourth year from 1970 to 2099 is a leap year.
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    let leap = month > 2 && year % 4 == 0 ? 1 : 0
    return (year - 1970) * 365 + (year - 1969) / 4 + before[month - 1] + leap
  }
}
