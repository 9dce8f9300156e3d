import Native

/// The line that stands before each message of an mbox: `From ada@x.example Wed Mar  4 21:47:00 2026`.
///
/// No standard fixes it (RFC 4155 describes the common form), so that the date is what tells a
/// separator from a sentence that begins with "From". Read are the orders of ctime and of RFC 5322,
/// zones before or after the year, years of two, three (an old bug: 102 is 2002) and four digits,
/// senders of several words as archives mangle them (`ada at x.example`), and `remote from HOST`.
enum MboxSeparator {
  /// The longest line that is taken for a separator, in bytes.
  static let maxLength = 1_000

  /// Whether a line without its line break carries a sender and a date.
  static func isDated(_ line: Span<UInt8>) -> Bool {
    var words = Words(line, from: 5)
    while let word = words.next() {
      guard weekday(line, word) else { continue }
      var rest = words
      if isDate(line, &rest) { return true }
    }
    return false
  }

  /// What a line without a date may be.
  enum Dateless {
    case text
    /// `From -`, as Netscape wrote it: a separator when a header field follows.
    case dash
    /// `From ada@x.example`, as some exports of Gmail have it: a separator when an empty line stands
    /// before it as well.
    case address
  }

  /// Says what a line without a date may be; what stands around it decides.
  static func dateless(_ line: Span<UInt8>) -> Dateless {
    var words = Words(line, from: 5)
    guard let sender = words.next(), words.next() == nil else { return .text }
    if sender.count == 1, line[sender.lowerBound] == UInt8(ascii: "-") { return .dash }
    let at = line.firstOffset(
      of: UInt8(ascii: "@"), from: sender.lowerBound, to: sender.upperBound)
    return at == nil ? .text : .address
  }

  /// The words of a line.
  private struct Words: ~Escapable {
    private let line: Span<UInt8>
    private var offset: Int

    @_lifetime(copy line)
    init(_ line: Span<UInt8>, from offset: Int) {
      self.line = line
      self.offset = min(offset, line.count)
    }

    mutating func next() -> Range<Int>? {
      while offset < line.count, line[offset] <= 0x20 { offset += 1 }
      let start = offset
      while offset < line.count, line[offset] > 0x20 { offset += 1 }
      return offset > start ? start..<offset : nil
    }
  }

  /// Reads what follows the weekday.
  private static func isDate(_ line: Span<UInt8>, _ words: inout Words) -> Bool {
    guard let first = words.next(), let second = words.next() else { return false }
    if month(line, first) {
      guard day(line, second), let third = words.next(), time(line, third) else { return false }
      var zones = 0
      while let word = words.next() {
        if year(line, word) { return isTail(line, &words, zones: zones) }
        zones += 1
        guard zones <= 2, zone(line, word) else { return false }
      }
      return false
    }
    guard day(line, first), month(line, second), let third = words.next(), year(line, third),
      let fourth = words.next(), time(line, fourth)
    else { return false }
    return isTail(line, &words, zones: 0)
  }

  /// Whether nothing follows but zones and `remote from`.
  private static func isTail(_ line: Span<UInt8>, _ words: inout Words, zones: Int) -> Bool {
    var zones = zones
    while let word = words.next() {
      if line.extracting(word).hasPrefix(ignoringCase: "remote") { return true }
      zones += 1
      guard zones <= 2, zone(line, word) else { return false }
    }
    return true
  }

  private static let weekdays: [StaticString] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func weekday(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
    (word.count == 3 || (word.count == 4 && line[word.upperBound - 1] == UInt8(ascii: ",")))
      && weekdays.contains { line.hasPrefix(ignoringCase: $0, at: word.lowerBound) }
  }

  private static func month(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
    word.count == 3 && months.contains { line.hasPrefix(ignoringCase: $0, at: word.lowerBound) }
  }

  private static func number(_ line: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard (1...4).contains(range.count) else { return nil }
    var value = 0
    for index in range {
      guard 0x30...0x39 ~= line[index] else { return nil }
      value = value * 10 + Int(line[index] - 0x30)
    }
    return value
  }

  private static func day(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let hasComma = line[word.upperBound - 1] == UInt8(ascii: ",")
    let digits = word.lowerBound..<(hasComma ? word.upperBound - 1 : word.upperBound)
    guard digits.count <= 2, let value = number(line, digits) else { return false }
    return 1...31 ~= value
  }

  private static func year(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
    guard let value = number(line, word) else { return false }
    switch word.count {
    case 4: return 1900...2999 ~= value
    case 3: return 100...199 ~= value
    default: return word.count == 2
    }
  }

  /// `9:05`, `09:05` or `09:05:59`.
  private static func time(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
    guard let colon = line.firstOffset(of: 0x3A, from: word.lowerBound, to: word.upperBound),
      let hour = number(line, word.lowerBound..<colon), hour < 24
    else { return false }
    let rest = (colon + 1)..<word.upperBound
    guard rest.count == 2 || (rest.count == 5 && line[rest.lowerBound + 2] == 0x3A),
      let minute = number(line, rest.lowerBound..<(rest.lowerBound + 2)), minute < 60
    else { return false }
    guard rest.count == 5 else { return true }
    guard let second = number(line, (rest.lowerBound + 3)..<rest.upperBound) else { return false }
    return second <= 60
  }

  /// `EST`, `+0100`, `GMT+1`, `(CET)`, `AM`.
  private static func zone(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
    guard word.count <= 8 else { return false }
    for index in word {
      switch line[index] {
      case 0x30...0x39, 0x41...0x5A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"),
        UInt8(ascii: "("), UInt8(ascii: ")"):
        continue
      default: return false
      }
    }
    return true
  }
}
