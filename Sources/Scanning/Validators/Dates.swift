import People

extension Validator {
  /// Dates of the calendar, as people write them.
  static let date = Validator(
    "date", "A day that the calendar has, with its year.",
    accepts: [
      "2011-04-09", "4/9/2011", "04-09-11", "April 9, 2011", "9 de abril de 2011", "2/29/2012",
    ],
    rejects: ["2/29/2011", "13/13/2011", "4/9", "4/31/2011", "2011-00-10", "10.0.0.1", ""]
  ) { text in
    CalendarDay(written: copy text) != nil
  }

  /// Dates on which somebody alive may have been born.
  ///
  /// The years are fixed, so that a message gets the
  /// same verdict whenever it is scanned.
  static let dateOfBirth = Validator(
    "dob", "A day that the calendar has, in the years from 1915 to 2024.",
    accepts: ["4/9/2011", "1962-11-30", "Dec 3, 2009", "12/31/24"],
    rejects: ["4/9/1914", "2025-01-01", "2/30/2011", "4/9", ""]
  ) { text in
    guard let day = CalendarDay(written: copy text) else { return false }
    return (1_915...2_024).contains(day.year)
  }
}
