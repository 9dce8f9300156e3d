/// A point in time with the offset that its writer used.
public struct MessageDate: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public var seconds: Int64
  /// The writer's offset from UTC in minutes.
  public var offsetMinutes: Int

  /// Creates a date.
  public init(seconds: Int64, offsetMinutes: Int) {
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }

  /// Earlier first; the offset does not matter.
  public static func < (one: MessageDate, two: MessageDate) -> Bool { one.seconds < two.seconds }
}
