// Performance: a district's export has 20,000 rows and a dozen columns. Fields stay ranges of the
// file until a column that is wanted asks for its text.
import Native

/// Reads records of comma, semicolon or tab separated values, RFC 4180 and what spreadsheets make of it.
struct CSVReader {
  /// One field: its bytes without the quotes around them.
  struct Field {
    var range: Range<Int>
    /// Whether doubled quotes inside stand for one.
    var hasQuotes: Bool
  }

  /// The separator.
  let delimiter: UInt8
  /// The line on which the record begins, from 1.
  private(set) var line = 1
  /// Whether the record has a quote that is never closed; it is read as a plain character then.
  private(set) var isUnclosed = false
  /// The fields of the record.
  private(set) var fields: [Field] = []

  private var offset = 0
  private var nextLine = 1
  /// Where the last quote of the file that nothing closes stands, once that is known.
  private var unclosed: Int?

  init(_ bytes: Span<UInt8>) {
    var offset = 0
    var delimiter: UInt8?
    // Excel writes `sep=;` as a first line of its own.
    if bytes.hasPrefix(ignoringCase: "sep="), bytes.count > 5 {
      delimiter = bytes[4]
      offset = bytes.firstOffset(of: 0x0A, from: 4).map { $0 + 1 } ?? bytes.count
      nextLine = 2
    }
    self.delimiter = delimiter ?? Self.delimiter(of: bytes)
    self.offset = offset
  }

  /// The separator that the first line has most of, outside quotes.
  private static func delimiter(of bytes: Span<UInt8>) -> UInt8 {
    var commas = 0
    var semicolons = 0
    var tabs = 0
    var isQuoted = false
    for index in 0..<min(bytes.count, 10_000) {
      switch bytes[index] {
      case 0x22: isQuoted.toggle()
      case 0x2C where !isQuoted: commas += 1
      case 0x3B where !isQuoted: semicolons += 1
      case 0x09 where !isQuoted: tabs += 1
      case 0x0A, 0x0D:
        if !isQuoted && commas + semicolons + tabs > 0 {
          return tabs > max(commas, semicolons) ? 0x09 : (semicolons > commas ? 0x3B : 0x2C)
        }
      default: break
      }
    }
    return tabs > max(commas, semicolons) ? 0x09 : (semicolons > commas ? 0x3B : 0x2C)
  }

  /// Reads the next record into `fields`, blank lines passed over; false at the end.
  mutating func next(_ bytes: Span<UInt8>) -> Bool {
    isUnclosed = false
    while offset < bytes.count, bytes[offset] == 0x0A || bytes[offset] == 0x0D {
      if bytes[offset] == 0x0A || !Self.isPair(bytes, offset) { nextLine += 1 }
      offset += 1
    }
    guard offset < bytes.count else { return false }
    line = nextLine
    fields.removeAll(keepingCapacity: true)
    while true {
      readField(bytes)
      guard offset < bytes.count else { return true }
      let byte = bytes[offset]
      offset += 1
      if byte == delimiter {
        // A separator at the very end of the file opens one more, empty field.
        if offset == bytes.count { fields.append(Field(range: offset..<offset, hasQuotes: false)) }
        if offset == bytes.count { return true }
        continue
      }
      if byte == 0x0D, offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
      nextLine += 1
      return true
    }
  }

  /// Whether a carriage return is the first half of a line break.
  private static func isPair(_ bytes: Span<UInt8>, _ offset: Int) -> Bool {
    bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
  }

  /// Reads one field and stops at the separator or line break after it.
  private mutating func readField(_ bytes: Span<UInt8>) {
    var start = offset
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    if start < bytes.count, bytes[start] == 0x22, start != unclosed, readQuoted(bytes, start) {
      return
    }
    start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      offset += 1
    }
    fields.append(Field(range: start..<offset, hasQuotes: false))
  }

  /// Reads a quoted field; false when no quote closes it.
  private mutating func readQuoted(_ bytes: Span<UInt8>, _ quote: Int) -> Bool {
    var at = quote + 1
    var lines = 0
    var hasQuotes = false
    while true {
      guard let close = bytes.firstOffset(of: 0x22, from: at) else {
        unclosed = quote
        isUnclosed = true
        return false
      }
      for index in at..<close where bytes[index] == 0x0A { lines += 1 }
      at = close + 1
      if at < bytes.count, bytes[at] == 0x22 {
        hasQuotes = true
        at += 1
        continue
      }
      fields.append(Field(range: quote + 1..<close, hasQuotes: hasQuotes))
      nextLine += lines
      // What stands between the quote and the separator is no part of any field.
      while at < bytes.count, bytes[at] != delimiter, bytes[at] != 0x0A, bytes[at] != 0x0D {
        at += 1
      }
      offset = at
      return true
    }
  }

  /// The text of a field, without white space around it; empty when the record has no such field.
  func text(_ index: Int, in bytes: Span<UInt8>) -> String {
    guard index < fields.count else { return "" }
    let field = fields[index]
    var low = field.range.lowerBound
    var high = field.range.upperBound
    while low < high, Self.isSpace(bytes[low]) { low += 1 }
    while low < high, Self.isSpace(bytes[high - 1]) { high -= 1 }
    // A no-break space is C2 A0.
    while high - low >= 2, bytes[low] == 0xC2, bytes[low + 1] == 0xA0 { low += 2 }
    while high - low >= 2, bytes[high - 2] == 0xC2, bytes[high - 1] == 0xA0 { high -= 2 }
    guard low < high else { return "" }
    if !field.hasQuotes { return String(utf8: bytes.extracting(low..<high)) }
    var plain: [UInt8] = []
    var index = low
    while index < high {
      plain.append(bytes[index])
      index += bytes[index] == 0x22 && index + 1 < high && bytes[index + 1] == 0x22 ? 2 : 1
    }
    return String(utf8: plain.span)
  }

  /// Whether all fields of the record are empty.
  func isBlank(in bytes: Span<UInt8>) -> Bool {
    for field in fields {
      for index in field.range where !Self.isSpace(bytes[index]) { return false }
    }
    return true
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D) ~= byte }
}
