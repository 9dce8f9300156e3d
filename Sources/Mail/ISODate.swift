import Native

extension MessageDate {
  /// Reads an ISO 8601 date or date and time, as RFC 3339 profiles it.
  ///
  /// Read are `2026-03-04`, `2026-03-04T21:47`, seconds, a fraction (dropped), and `Z`, `-05:00`,
  /// `-0500` or `-05`; a space may stand for the T, and the separators may be missing
  /// (`20260304T214700Z`). Without an offset the time counts as UTC. Anything else is nil, a day
  /// that the calendar lacks included.
  public init?(iso8601 bytes: Span<UInt8>) {
    var fields = ISOFields(bytes)
    guard let year = fields.digits(4) else { return nil }
    let isExtended = fields.accept(UInt8(ascii: "-"))
    guard let month = fields.digits(2), 1...12 ~= month,
      !isExtended || fields.accept(UInt8(ascii: "-")), let day = fields.digits(2),
      day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    var seconds = Self.daysSince1970(year: year, month: month, day: day) * 86_400
    var offset = 0
    if !fields.isAtEnd {
      guard fields.acceptTimeMark(), let time = fields.time(), let zone = fields.zone(),
        fields.isAtEnd
      else { return nil }
      seconds += time
      offset = zone
    }
    self.init(seconds: Int64(seconds - offset * 60), offsetMinutes: offset)
  }

  /// Reads an ISO 8601 date or date and time from text.
  public init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    self.init(iso8601: bytes.span)
  }

  /// The days from 1970-01-01 to a day of the proleptic Gregorian calendar.
  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    // Years that begin in March have the leap day at their end.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day of a number of days since 1970-01-01, which may be below 0.
  public static func day(since1970 days: Int) -> (year: Int, month: Int, day: Int) {
    // From 0000-03-01, by which leap days fall at the end of the year; an era is 400 years.
    let days = days + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let ofEra = days - era * 146_097
    let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (era * 400 + year + (month <= 2 ? 1 : 0), month, ofYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The length of a month of the Gregorian calendar; 0 when there is no such month.
  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1, 3, 5, 7, 8, 10, 12: 31
    default: 0
    }
  }
}

/// The fields of an ISO 8601 text, read from left to right.
private struct ISOFields {
  private var text: [UInt8] = []
  private var index = 0

  init(_ bytes: Span<UInt8>) {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    // The longest form has a fraction of a few digits; anything longer is no date.
    if end - start <= 64 { text.append(bytes, in: start..<end) }
  }

  var isAtEnd: Bool { index == text.count }

  mutating func accept(_ byte: UInt8) -> Bool {
    guard index < text.count, text[index] == byte else { return false }
    index += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int? {
    guard index + count <= text.count else { return nil }
    var value = 0
    for byte in text[index..<(index + count)] {
      guard 0x30...0x39 ~= byte else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += count
    return value
  }

  mutating func acceptTimeMark() -> Bool {
    guard accept(UInt8(ascii: "T")) || accept(UInt8(ascii: "t")) else {
      guard accept(UInt8(ascii: " ")) else { return false }
      while accept(UInt8(ascii: " ")) {}
      return true
    }
    return true
  }

  /// The time of day in seconds; a leap second counts as the second before it, 24:00 as the day's end.
  mutating func time() -> Int? {
    guard let hour = digits(2) else { return nil }
    var minute = 0
    var second = 0
    let isExtended = accept(UInt8(ascii: ":"))
    if isExtended || startsWithDigit {
      guard let value = digits(2) else { return nil }
      minute = value
      if isExtended ? accept(UInt8(ascii: ":")) : startsWithDigit {
        guard let value = digits(2) else { return nil }
        second = value
        if accept(UInt8(ascii: ".")) || accept(UInt8(ascii: ",")) {
          guard digits(1) != nil else { return nil }
          while digits(1) != nil {}
        }
      }
    }
    guard hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + min(second, 59)
  }

  private var startsWithDigit: Bool { index < text.count && 0x30...0x39 ~= text[index] }

  /// The offset from UTC in minutes; 0 when there is none.
  mutating func zone() -> Int? {
    while accept(UInt8(ascii: " ")) {}
    if isAtEnd || accept(UInt8(ascii: "Z")) || accept(UInt8(ascii: "z")) { return 0 }
    let isEast = accept(UInt8(ascii: "+"))
    guard isEast || accept(UInt8(ascii: "-")), let hours = digits(2), hours < 24 else { return nil }
    var minutes = 0
    if accept(UInt8(ascii: ":")) || startsWithDigit {
      guard let value = digits(2), value < 60 else { return nil }
      minutes = value
    }
    let offset = hours * 60 + minutes
    return isEast ? offset : -offset
  }
}
