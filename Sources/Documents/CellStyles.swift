import Mail
import Native

/// Which cell styles of a workbook show a number as a date: without them a date of birth is a number of
/// days.
struct CellStyles: XMLHandler {
  private var formats: [Int: Bool] = [:]
  private var cells: [Bool] = []
  private var isInCells = false

  var isDone: Bool { false }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    switch name {
    case "numFmt":
      guard let number = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
      formats[number] = Self.showsDate(attributes["formatCode"] ?? "")
    case "cellXfs": isInCells = true
    case "xf" where isInCells:
      let number = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      cells.append(formats[number] ?? Self.isBuiltInDate(number))
    default: break
    }
  }

  mutating func end(_ name: String) {
    if name == "cellXfs" { isInCells = false }
  }

  mutating func text(_ bytes: Span<UInt8>) {}

  /// Whether a style shows a date.
  func isDate(_ style: Int) -> Bool { cells.indices.contains(style) && cells[style] }

  /// The formats that every workbook has (ECMA-376 part 1, 18.8.30), those of East Asian languages included.
  private static func isBuiltInDate(_ number: Int) -> Bool {
    switch number {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: true
    default: false
    }
  }

  /// Whether a format writes a day, month or year, outside of quotes and brackets.
  private static func showsDate(_ code: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    var hasDay = false
    var hasYear = false
    for byte in code.utf8 {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"): isEscaped = true
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "["): isBracketed = true
      case UInt8(ascii: "]"): isBracketed = false
      case UInt8(ascii: "d"), UInt8(ascii: "D"): hasDay = hasDay || !(isQuoted || isBracketed)
      case UInt8(ascii: "y"), UInt8(ascii: "Y"): hasYear = hasYear || !(isQuoted || isBracketed)
      default: break
      }
    }
    return hasDay || hasYear
  }

  /// A number of days as a date, `2012-03-04`; nil when it is none.
  ///
  /// Workbooks count from 1900-01-01 as 1, with a 29th of February in 1900 that never was.
  static func date(of number: Double) -> String? {
    guard number >= 1, number < 2_958_466 else { return nil }
    var day = Int(number)
    if day < 61 { day += 1 }
    let date = MessageDate.day(since1970: day - 25_569)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.year)-\(two(date.month))-\(two(date.day))"
  }
}
