public import Mail

extension MessageDate {
  /// The local civil date and time of day, in the writer's offset.
  private var civil: (year: Int, month: Int, day: Int, weekday: Int, minutes: Int, seconds: Int) {
    let local = Int(seconds) + offsetMinutes * 60
    let days = Int((Double(local) / 86_400).rounded(.down))
    let rest = local - days * 86_400
    // Days since 0000-03-01 in eras of 400 years, so that leap days come last in a year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let weekday = ((days + 4) % 7 + 7) % 7
    return (
      year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, weekday, rest / 60, rest % 60
    )
  }

  /// RFC 3339: `2026-03-04T21:47:00-05:00`; without an offset where none is known.
  public var iso8601: String {
    let civil = civil
    let zone = isLocal ? "" : offsetMinutes == 0 ? "Z" : offset
    return "\(fourDigits(civil.year))-\(twoDigits(civil.month))-\(twoDigits(civil.day))T"
      + "\(twoDigits(civil.minutes / 60)):\(twoDigits(civil.minutes % 60)):\(twoDigits(civil.seconds))"
      + zone
  }

  /// The day in the writer's offset: `2026-03-04`.
  public var day: String {
    let civil = civil
    return "\(fourDigits(civil.year))-\(twoDigits(civil.month))-\(twoDigits(civil.day))"
  }

  /// The year and the month from 1, in the writer's offset.
  var yearAndMonth: (year: Int, month: Int) { (civil.year, civil.month) }

  /// For tables: `2026-03-04 21:47`, in the writer's offset.
  var sortable: String {
    let civil = civil
    return "\(day) \(twoDigits(civil.minutes / 60)):\(twoDigits(civil.minutes % 60))"
  }

  /// The writer's offset: `UTC-05:00`.
  var zone: String { isLocal ? "local time" : "UTC\(offset)" }

  private var offset: String {
    "\(offsetMinutes < 0 ? "-" : "+")\(twoDigits(abs(offsetMinutes) / 60)):\(twoDigits(abs(offsetMinutes) % 60))"
  }

  /// The day for people: `4 Mar 2026`.
  var readableDay: String { "\(civil.day) \(readableMonth)" }

  /// The month for people: `Mar 2026`.
  var readableMonth: String {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return "\(months[civil.month - 1]) \(civil.year)"
  }

  /// For people: `Wed 4 Mar 2026 21:47`, in the writer's offset.
  public var readable: String {
    let civil = civil
    let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    return "\(weekdays[civil.weekday]) \(readableDay) "
      + "\(twoDigits(civil.minutes / 60)):\(twoDigits(civil.minutes % 60))"
  }
}

private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

private func fourDigits(_ value: Int) -> String {
  let digits = "\(max(value, 0))"
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
