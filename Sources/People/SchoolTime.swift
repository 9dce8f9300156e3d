public import Mail
import Native

/// A point in time as the clock on the wall shows it.
public struct LocalTime: Sendable, Hashable {
  /// The day.
  public var day: CalendarDay
  /// The day of the week, 1 for Monday to 7 for Sunday.
  public var weekday: Int
  /// Minutes from midnight.
  public var minutes: Int

  /// Whether it is Monday to Friday.
  public var isWeekday: Bool { weekday <= 5 }
}

/// The district's clock and calendar.
public struct SchoolTime: Sendable {
  private let zone: ZoneRules?
  private let hours: [SchoolHours]
  private let holidays: [ClosedRange<CalendarDay>]

  /// Creates the clock of a profile; without a time zone the messages' own offsets count.
  public init(_ profile: DistrictProfile) {
    zone = profile.timeZone
    hours = profile.schoolHours
    holidays = profile.holidays
  }

  /// Whether the profile says when school is; without it `isSchoolHours` is never true.
  public var knowsHours: Bool { !hours.isEmpty }

  /// Local time in the district's zone, or at the writer's own offset when the profile names no zone.
  public func local(_ date: MessageDate) -> LocalTime {
    // Dates of hostile mail may be anywhere: 10^11 seconds are the years up to 5138.
    let seconds = min(max(date.seconds, -60_000_000_000), 100_000_000_000)
    // What only the clock on the wall is known of is taken for the district's time as it stands.
    let zone = date.isLocal ? nil : zone
    let offset = zone?.offsetMinutes(at: seconds) ?? min(max(date.offsetMinutes, -1_440), 1_440)
    let shifted = Int(seconds) + offset * 60
    let days = shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400
    // 1970-01-01 was a Thursday.
    let weekday = ((days % 7) + 7 + 3) % 7 + 1
    return LocalTime(
      day: CalendarDay(daysSince1970: days), weekday: weekday,
      minutes: (shifted - days * 86_400) / 60)
  }

  /// Whether school is held on the day: a day of the week with hours, and no holiday.
  ///
  /// Without hours in the profile every day from Monday to Friday counts.
  public func isSchoolDay(_ date: MessageDate) -> Bool { isSchoolDay(local(date)) }

  /// Whether school is in session.
  public func isSchoolHours(_ date: MessageDate) -> Bool {
    let local = local(date)
    return isSchoolDay(local)
      && hours.contains {
        $0.weekdays.contains(local.weekday) && $0.minutes.contains(local.minutes)
      }
  }

  private func isSchoolDay(_ local: LocalTime) -> Bool {
    let isDay =
      hours.isEmpty ? local.isWeekday : hours.contains { $0.weekdays.contains(local.weekday) }
    return isDay && !holidays.contains { $0.contains(local.day) }
  }
}
