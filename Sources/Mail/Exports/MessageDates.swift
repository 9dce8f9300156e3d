extension Message {
  /// Takes a date as exports write it; one that cannot be read is a defect.
  mutating func readDate(_ text: String, order: DayOrder = .dayFirst) {
    date = MessageDate(iso8601: text)
    if let date, date.offsetMinutes == 0, !Self.saysZone(text) { self.date?.isLocal = true }
    if date == nil { date = ChatDate.read(text, order: order) }
    if date == nil {
      defects.append(Defect(.malformedHeader, detail: "no date: \(text.prefix(40))"))
    }
  }

  /// Whether an ISO 8601 time names its zone.
  private static func saysZone(_ text: String) -> Bool {
    text.hasSuffix("Z") || text.hasSuffix("z") || text.dropFirst(11).contains("+")
      || text.dropFirst(11).contains("-")
  }
}
