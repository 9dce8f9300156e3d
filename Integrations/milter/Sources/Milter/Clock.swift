private import Glibc

/// The system's clock and the process's own figures.
public enum Clock {
  /// The time of day in UTC with milliseconds: `2026-03-04T21:47:00.123Z`.
  public static var timestamp: String {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    var parts = unsafe tm()
    unsafe gmtime_r(&now.tv_sec, &parts)
    func digits(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(width - text.utf8.count, 0)) + text
    }
    let (year, month, day) = unsafe (parts.tm_year, parts.tm_mon, parts.tm_mday)
    let (hour, minute, second) = unsafe (parts.tm_hour, parts.tm_min, parts.tm_sec)
    let date = "\(digits(Int(year) + 1_900, 4))-\(digits(Int(month) + 1, 2))-\(digits(Int(day), 2))"
    let time = "\(digits(Int(hour), 2)):\(digits(Int(minute), 2)):\(digits(Int(second), 2))"
    return "\(date)T\(time).\(digits(now.tv_nsec / 1_000_000, 3))Z"
  }

  /// Seconds since 1970.
  public static var seconds: Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// The bytes of a page of memory.
  public static var pageSize: Int { Int(sysconf(Int32(_SC_PAGESIZE))) }
}
