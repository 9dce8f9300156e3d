import Native

extension MailFormat {
  /// A conversation of WhatsApp as its "Export chat" writes it.
  public static let whatsApp = MailFormat(
    .whatsapp, summary: "WhatsApp's exported chat (text)",
    recognizes: { head, _ in WhatsApp.recognizes(head) },
    surroundings: { head, path, _ in WhatsApp.facts(head, path) },
    split: { bytes, isFinal, state in
      LineSplit.split(bytes, isFinal: isFinal, state: &state) { line in
        WhatsApp.opening(of: line) != nil
      }
    })
}

/// Texts of WhatsApp: a line a message, and further lines that belong to it.
///
/// ```
/// [01/03/2024, 8:00:01 AM] Alex Example: text          (iOS)
/// 3/1/24, 8:00 AM - Alex Example: text                 (Android; the order and the clock are the telephone's)
/// ```
enum WhatsApp {
  /// The beginning of a message.
  struct Opening {
    /// The date and the time.
    var date: Range<Int>
    /// What follows the date.
    var rest: Int
  }

  /// The date that a line begins with; nil for a line that goes on with the message before.
  static func opening(of line: Span<UInt8>) -> Opening? {
    var start = 0
    while let length = markLength(line, at: start) { start += length }
    guard start < line.count else { return nil }
    if line[start] == UInt8(ascii: "[") {
      guard
        let end = line.firstOffset(
          of: UInt8(ascii: "]"), from: start, to: min(line.count, start + 60)),
        hasTime(line, start + 1..<end)
      else { return nil }
      var rest = end + 1
      if rest < line.count, line[rest] == 0x20 { rest += 1 }
      return Opening(date: start + 1..<end, rest: rest)
    }
    guard 0x30...0x39 ~= line[start] else { return nil }
    let dash = Array(" - ".utf8)
    guard
      let end = line.firstOffset(of: dash.span, from: start, to: min(line.count, start + 60)),
      hasTime(line, start..<end)
    else { return nil }
    return Opening(date: start..<end, rest: end + 3)
  }

  /// The length of an invisible mark: of direction (U+200E, U+200F), or of byte order.
  private static func markLength(_ line: Span<UInt8>, at offset: Int) -> Int? {
    guard offset + 3 <= line.count else { return nil }
    let isMark =
      line[offset] == 0xE2 && line[offset + 1] == 0x80
      && (line[offset + 2] == 0x8E || line[offset + 2] == 0x8F)
    let isOrder = line[offset] == 0xEF && line[offset + 1] == 0xBB && line[offset + 2] == 0xBF
    return isMark || isOrder ? 3 : nil
  }

  /// Whether a stretch has a day and a time: cheap, since every line is asked.
  private static func hasTime(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var digits = 0
    var marks = 0
    for index in range {
      switch line[index] {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"): marks += 1
      default: break
      }
    }
    guard digits >= 5, marks >= 3 else { return false }
    return ChatDate.read(String(utf8: line.extracting(range))) != nil
  }

  static func recognizes(_ head: Span<UInt8>) -> Bool {
    // The first line is a message; one that begins so by chance is followed by none.
    var offset = 0
    var found = 0
    var lines = 0
    while offset < head.count, lines < 40, found < 2 {
      let end = head.firstOffset(of: 0x0A, from: offset) ?? head.count
      let line = head.extracting(offset..<min(end, offset + LineSplit.lookBytes))
      if let opening = opening(of: line) {
        found += 1
        if lines == 0,
          line.extracting(0..<opening.date.lowerBound).contains("[") || end == head.count
        {
          // Signal's exports begin alike, but with the year in front and no seconds.
          return !isSignal(line, opening)
        }
        if lines == 0, isSignal(line, opening) { return false }
      } else if lines == 0 {
        return false
      }
      lines += 1
      offset = end + 1
    }
    return found > 0
  }

  /// `[2024-03-01 08:00] Name: text`: not of WhatsApp, whose years stand last in brackets.
  private static func isSignal(_ line: Span<UInt8>, _ opening: Opening) -> Bool {
    let isBracketed =
      opening.date.lowerBound > 0 && line[opening.date.lowerBound - 1] == UInt8(ascii: "[")
    return isBracketed && opening.date.count == 16
      && line[opening.date.lowerBound + 4] == UInt8(ascii: "-")
  }

  // MARK: Around the messages

  static func facts(_ head: Span<UInt8>, _ path: FilePath) -> ConversationFacts {
    var facts = ConversationFacts(.whatsapp)
    facts.title = title(of: path)
    facts.id = facts.title
    var evidence = DayOrderEvidence()
    var offset = 0
    while offset < head.count {
      let end = head.firstOffset(of: 0x0A, from: offset) ?? head.count
      let line = head.extracting(offset..<end)
      if let opening = opening(of: line.extracting(0..<min(line.count, LineSplit.lookBytes))) {
        evidence.add(String(utf8: line.extracting(opening.date)))
        if let name = senderName(of: line, from: opening.rest) {
          facts.join(person(String(utf8: line.extracting(name))))
        }
      }
      offset = end + 1
    }
    facts.dayOrder = evidence.order
    return facts
  }

  /// The conversation's name in the file's: `WhatsApp Chat with Alex.txt`, `WhatsApp Chat - Alex/_chat.txt`.
  private static func title(of path: FilePath) -> String {
    var name = path.name.description
    if name == "_chat.txt" || name == "chat.txt" { name = path.folder.name.description }
    for end in [".txt", ".zip"] where name.hasSuffix(end) { name = String(name.dropLast(4)) }
    for start in ["WhatsApp Chat with ", "WhatsApp Chat - "] where name.hasPrefix(start) {
      return String(name.dropFirst(start.utf8.count))
    }
    // In another language the name stands elsewhere: all of it tells the conversation as well.
    return name
  }

  /// The sender's name in a line; nil for what WhatsApp itself says.
  private static func senderName(of line: Span<UInt8>, from start: Int) -> Range<Int>? {
    var start = start
    while let length = markLength(line, at: start) { start += length }
    let colon = Array(":".utf8)
    guard start < line.count,
      let end = line.firstOffset(of: colon.span, from: start, to: min(line.count, start + 120)),
      end > start, end + 1 >= line.count || line[end + 1] == 0x20
    else { return nil }
    // A name in quotes is a subject that somebody set: no name of a person has them.
    for index in start..<end where line[index] == UInt8(ascii: "\"") { return nil }
    if line.extracting(start..<end).contains("“") { return nil }
    return start..<end
  }

  /// Somebody as their contacts call them; `~ Name` is somebody who is no contact, by the name they chose.
  private static func person(_ written: String) -> Mailbox {
    let name =
      written.hasPrefix("~") ? String(written.dropFirst().drop { $0.isWhitespace }) : written
    let plain = String(
      name.unicodeScalars.filter { $0.value != 0x200E && !(0x202A...0x202E ~= $0.value) })
    let isNumber =
      plain.utf8.filter { 0x30...0x39 ~= $0 }.count >= 7
      && plain.unicodeScalars.allSatisfy {
        $0.value < 0x41 || $0.value == 0xA0 || $0.value == 0x2011
      }
    guard isNumber else { return Mailbox(name: plain, address: "whatsapp:\(plain)") }
    let digits = plain.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
    return Mailbox(name: "", address: "whatsapp:\(digits)")
  }

  // MARK: Messages

  static func read(
    _ bytes: Span<UInt8>, _ facts: ConversationFacts, into message: inout Message
  ) {
    guard let opening = opening(of: bytes.extracting(0..<min(bytes.count, LineSplit.lookBytes)))
    else {
      message.defects.append(Defect(.damagedMessage, detail: "no date, byte 0"))
      message.addText(0..<bytes.count, as: .identity)
      return
    }
    message.date = ChatDate.read(
      String(utf8: bytes.extracting(opening.date)), order: facts.dayOrder)
    let lineEnd = bytes.firstOffset(of: 0x0A) ?? bytes.count
    var start = opening.rest
    if let name = senderName(of: bytes.extracting(0..<lineEnd), from: start) {
      let sender = person(String(utf8: bytes.extracting(name)))
      message.from = [sender]
      message.to = facts.recipients(besides: sender)
      start = min(name.upperBound + 1, bytes.count)
      if start < bytes.count, bytes[start] == 0x20 { start += 1 }
    } else {
      // A line of WhatsApp's own: who joined, what was changed.
      message.to = facts.recipients(besides: nil)
    }
    while let length = markLength(bytes, at: start) { start += length }
    addText(bytes, start..<bytes.count, into: &message)
  }

  /// The text; a line that stands for a file is noted as a file too.
  private static func addText(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into message: inout Message
  ) {
    let lineEnd =
      bytes.firstOffset(of: 0x0A, from: range.lowerBound, to: range.upperBound) ?? range.upperBound
    let line = String(utf8: bytes.extracting(range.lowerBound..<lineEnd))
      .trimmingSpaces
    if line.hasPrefix("<"), line.hasSuffix(">"), line.utf8.count > 2 {
      // `<Media omitted>`, `<attached: 1-PHOTO.jpg>`, in the telephone's language.
      let inner = line.dropFirst().dropLast()
      let name = inner.split(separator: ":", maxSplits: 1).last.map { String($0).trimmingSpaces }
      message.addAttachment(inner.contains(":") ? name ?? "" : String(inner))
      if lineEnd + 1 < range.upperBound {
        message.addText(lineEnd + 1..<range.upperBound, as: .identity)
      }
      return
    }
    message.addText(range, as: .identity)
    if line.hasSuffix(")"), let open = line.lastIndex(of: "("),
      line[..<open].contains("."), !line[..<open].trimmingSpaces.contains(" ")
    {
      // `IMG-20240301-WA0001.jpg (file attached)`.
      message.addAttachment(line[..<open].trimmingSpaces)
    } else if line.hasSuffix(" omitted") {
      message.addAttachment(line)
    }
  }
}

/// What the dates of a file say about the order of their day and month.
struct DayOrderEvidence {
  private var dayFirst = 0
  private var monthFirst = 0
  private var twelveHours = 0
  private var shortYears = 0
  private var count = 0
  private var last: (day: Int64, month: Int64) = (.min, .min)
  private var backwards: (day: Int, month: Int) = (0, 0)

  /// Takes note of a date.
  mutating func add(_ text: String) {
    let numbers = text.split { !($0.isASCII && $0.isNumber) }
    guard numbers.count >= 3, numbers[0].count <= 2, let one = Int(numbers[0]),
      let two = Int(numbers[1])
    else { return }
    count += 1
    if one > 12 { dayFirst += 1 }
    if two > 12 { monthFirst += 1 }
    if numbers[2].count == 2 { shortYears += 1 }
    let lower = text.lowercased()
    if lower.contains("am") || lower.contains("pm") { twelveHours += 1 }
    let day = ChatDate.read(text, order: .dayFirst)?.seconds ?? last.day
    let month = ChatDate.read(text, order: .monthFirst)?.seconds ?? last.month
    if day < last.day { backwards.day += 1 }
    if month < last.month { backwards.month += 1 }
    last = (day, month)
  }

  /// The order that fits: a day past the twelfth decides, then that messages stand in the order of time, then the
  /// habits of telephones set to English of the United States (`3/1/24, 8:00 AM`).
  var order: DayOrder {
    if dayFirst != monthFirst { return dayFirst > monthFirst ? .dayFirst : .monthFirst }
    if backwards.day != backwards.month {
      return backwards.day < backwards.month ? .dayFirst : .monthFirst
    }
    return twelveHours * 2 > count && shortYears * 2 > count ? .monthFirst : .dayFirst
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmingSpaces: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
