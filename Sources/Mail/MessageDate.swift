/// A point in time with the offset that its writer used.
public struct MessageDate: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public var seconds: Int64
  /// The writer's offset from UTC in minutes.
  public var offsetMinutes: Int
  /// Whether only the clock on the wall is known, as exports of chats often say no zone.
  ///
  /// The seconds then count as if in UTC.
  public var isLocal: Bool

  /// Creates a date.
  public init(seconds: Int64, offsetMinutes: Int, isLocal: Bool = false) {
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
    self.isLocal = isLocal
  }

  /// Earlier first; the offset does not matter.
  public static func < (one: MessageDate, two: MessageDate) -> Bool { one.seconds < two.seconds }
}
