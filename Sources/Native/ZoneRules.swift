private import CICU

/// A time zone's offsets from UTC, read off ICU once, so that workers can ask without a lock.
///
/// A calendar of ICU may be used by one thread at a time; the list of a zone's changes is plain data.
public struct ZoneRules: Sendable, Hashable {
  /// The zone's canonical name: `America/New_York`.
  public let name: String
  /// When the offset changes, in seconds since 1970, ascending.
  private var changes: [Int64] = []
  /// The offset before the first change and after each, in minutes.
  private var offsets: [Int32] = []

  /// The years whose changes are read; outside of them the nearest offset counts.
  private static let span: Range<Int64> = 631_152_000..<2_524_608_000  // 1990 to 2050

  /// Reads the rules of a zone of the IANA database; nil when ICU does not know the name.
  public init?(name: String) {
    let units = Array(name.utf16)
    guard !units.isEmpty, units.count <= 64, name != "Etc/Unknown" else { return nil }
    var canonical = [UInt16](repeating: 0, count: 128)
    var error = U_ZERO_ERROR
    // SAFETY: both buffers live for the calls, and their counts bound what ICU reads and writes.
    let length = unsafe units.withUnsafeBufferPointer { given in
      unsafe canonical.withUnsafeMutableBufferPointer { result in
        unsafe cicu_canonical_zone(
          given.baseAddress, Int32(given.count), result.baseAddress, Int32(result.count), &error)
      }
    }
    guard error.rawValue <= U_ZERO_ERROR.rawValue, length > 0, Int(length) <= canonical.count else {
      return nil
    }
    self.name = String(decoding: canonical[..<Int(length)], as: UTF16.self)
    guard
      let calendar = unsafe units.withUnsafeBufferPointer({ given in
        unsafe cicu_calendar_open(given.baseAddress, Int32(given.count), &error)
      })
    else { return nil }
    // SAFETY: the calendar is open until the end of this scope, and nobody else has it.
    defer { unsafe cicu_calendar_close(calendar) }
    guard error.rawValue <= U_ZERO_ERROR.rawValue else { return nil }
    var time = Double(Self.span.lowerBound) * 1_000
    unsafe offsets.append(cicu_zone_offset(calendar, time, &error) / 60_000)
    var next = 0.0
    while changes.count < 1_000,
      unsafe cicu_next_transition(calendar, time, &next, &error) != 0,
      error.rawValue <= U_ZERO_ERROR.rawValue, next > time,
      next < Double(Self.span.upperBound) * 1_000
    {
      let offset = unsafe cicu_zone_offset(calendar, next, &error) / 60_000
      if offset != offsets.last {
        changes.append(Int64(next / 1_000))
        offsets.append(offset)
      }
      time = next
    }
    guard error.rawValue <= U_ZERO_ERROR.rawValue else { return nil }
  }

  /// The offset from UTC at a time, in minutes, daylight saving included.
  public func offsetMinutes(at seconds: Int64) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) >> 1
      if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low < offsets.count ? Int(offsets[low]) : 0
  }
}
