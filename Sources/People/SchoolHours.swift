/// Hours of school on certain days of the week.
public struct SchoolHours: Sendable, Hashable {
  /// Minutes from midnight, the end exclusive.
  public var minutes: Range<Int>
  /// Days of the week, 1 for Monday to 7 for Sunday.
  public var weekdays: Set<Int>

  /// Creates hours.
  public init(minutes: Range<Int>, weekdays: Set<Int>) {
    self.minutes = minutes
    self.weekdays = weekdays
  }
}

/// Days of the week as profiles write them.
enum Weekdays {
  static let suggestions = [
    "weekdays", "daily", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday",
  ]
  private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Reads `weekdays`, `daily`, `monday`, `mon-thu`; nil for anything else.
  static func read(_ text: String) -> Set<Int>? {
    let text = text.lowercased()
    if text == "weekdays" { return [1, 2, 3, 4, 5] }
    if text == "daily" { return [1, 2, 3, 4, 5, 6, 7] }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(day)
    guard let first = ends.first, let from = first, let final = ends.last, let to = final,
      ends.count <= 2, from <= to
    else { return nil }
    return Set(from...to)
  }

  private static func day(_ text: Substring) -> Int? {
    for (index, name) in names.enumerated() where text.hasPrefix(name) {
      let isWhole =
        text == name || text == suggestions[index + 2] || text == suggestions[index + 2] + "s"
      return isWhole || suggestions[index + 2].hasPrefix(text) ? index + 1 : nil
    }
    return nil
  }
}
