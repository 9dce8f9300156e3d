import Mail
import Native
import People
import Testing

@Suite struct SchoolTimeTests {
  private func date(_ seconds: Int64, _ offset: Int = 0) -> MessageDate {
    MessageDate(seconds: seconds, offsetMinutes: offset)
  }

  private var clock: SchoolTime {
    var profile = DistrictProfile()
    profile.timeZone = ZoneRules(name: "America/New_York")
    profile.schoolHours = [SchoolHours(minutes: 450..<900, weekdays: [1, 2, 3, 4, 5])]
    if let first = CalendarDay(iso: "2026-12-24"), let last = CalendarDay(iso: "2027-01-01") {
      profile.holidays = [first...last]
    }
    return SchoolTime(profile)
  }

  @Test func followsDaylightSaving() {
    // 2026-03-08 is the Sunday on which clocks go forward at 02:00.
    let before = clock.local(date(1_772_953_199))  // 2026-03-08T06:59:59Z
    #expect(before.minutes == 119)
    let after = clock.local(date(1_772_953_200))
    #expect(after.minutes == 180)
    #expect(after.weekday == 7)
    #expect(after.day.iso == "2026-03-08")
    // Back at 06:00Z on 2026-11-01.
    #expect(clock.local(date(1_793_512_799)).minutes == 119)
    #expect(clock.local(date(1_793_512_800)).minutes == 60)
  }

  @Test func usesTheWritersOffsetWithoutAZone() {
    let time = SchoolTime(DistrictProfile())
    let local = time.local(date(0, -300))
    #expect(local.day.iso == "1969-12-31")
    #expect(local.minutes == 19 * 60)
    #expect(local.weekday == 3)
    #expect(!time.isSchoolHours(date(0)))
    #expect(time.isSchoolDay(date(0)))
  }

  @Test func knowsSchoolHoursAndHolidays() {
    // Wednesday 2026-12-16, 10:00 and 20:00 in New York (UTC-5).
    #expect(clock.isSchoolHours(date(1_797_433_200)))
    #expect(!clock.isSchoolHours(date(1_797_469_200)))
    #expect(clock.isSchoolDay(date(1_797_469_200)))
    // Wednesday 2026-12-30 is a holiday, Saturday 2026-12-19 no school day.
    #expect(!clock.isSchoolDay(date(1_798_642_800)))
    #expect(!clock.isSchoolHours(date(1_798_642_800)))
    #expect(!clock.isSchoolDay(date(1_797_692_400)))
    // The end is exclusive: 14:59 is in, 15:00 is out (Wednesday 2026-12-16).
    #expect(clock.isSchoolHours(date(1_797_451_140)))
    #expect(!clock.isSchoolHours(date(1_797_451_200)))
  }

  @Test func survivesAnyDate() {
    for seconds in [Int64.min, -1, 0, Int64.max] {
      for offset in [Int.min, -1, 0, Int.max] {
        let local = clock.local(date(seconds, offset))
        #expect((0..<1_440).contains(local.minutes))
        #expect((1...7).contains(local.weekday))
        let own = SchoolTime(DistrictProfile()).local(date(seconds, offset))
        #expect((0..<1_440).contains(own.minutes))
      }
    }
  }

  @Test func readsZonesOfICU() {
    #expect(ZoneRules(name: "America/New_York")?.offsetMinutes(at: 1_797_433_200) == -300)
    #expect(ZoneRules(name: "Asia/Kathmandu")?.offsetMinutes(at: 1_797_433_200) == 345)
    #expect(ZoneRules(name: "America/Phoenix")?.offsetMinutes(at: 1_780_000_000) == -420)
    #expect(ZoneRules(name: "US/Eastern")?.name == "America/New_York")
    for name in ["", "Eastern", "America/New York", "Mars/Olympus", "America/Newyork"] {
      #expect(ZoneRules(name: name) == nil, "\(name)")
    }
  }

  @Test func countsDaysAsTheCalendarDoes() {
    #expect(CalendarDay(daysSince1970: 0).iso == "1970-01-01")
    #expect(CalendarDay(daysSince1970: -1).iso == "1969-12-31")
    #expect(CalendarDay(daysSince1970: 11_016).iso == "2000-02-29")
    #expect(CalendarDay(daysSince1970: 20_783).iso == "2026-11-26")
    #expect(CalendarDay(iso: "2026-02-29") == nil)
    #expect(CalendarDay(iso: "2028-02-29") != nil)
    #expect(CalendarDay(iso: "2026-2-9") == nil)
    #expect(CalendarDay(iso: "+026-02-09") == nil)
    // Every day of four centuries follows the one before.
    var previous = CalendarDay(daysSince1970: -1)
    for days in 0..<146_097 {
      let day = CalendarDay(daysSince1970: days)
      let follows =
        (day.year == previous.year && day.month == previous.month && day.day == previous.day + 1)
        || (day.day == 1
          && CalendarDay(year: previous.year, month: previous.month, day: previous.day + 1) == nil)
      if !follows { Issue.record("\(previous.iso) then \(day.iso)") }
      previous = day
    }
  }
}
