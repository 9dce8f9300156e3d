import Mail
import Native
import Text

/// The last lines of the conversations of one source, so that a line is read with those around it.
///
/// What belongs to a line is decided by the source alone, whatever the batches and workers: of the
/// `reach` messages before it in the source, those of the same conversation within `seconds` of it, the
/// nearest first, until there are `mostLines` or `mostBytes`. In exports whose newest messages come first
/// these were written after it, and stand behind it.
struct ConversationWindow: ~Copyable {
  /// One line of a conversation.
  private struct Line {
    var number: Int
    var conversation: String
    var sender: String
    var seconds: Int64
    var text: [UInt8]
  }

  /// How many messages of a source are kept: as many as a batch brings of the one before.
  static let reach = MessageBatch.preludeMessages
  /// How far apart two lines may be that are read together.
  static let seconds: Int64 = 600
  /// The most lines around one.
  static let mostLines = 8
  /// The most bytes around one, and of one.
  static let mostBytes = 2_000
  static let mostLineBytes = 600

  private var lines: [Line] = []
  private var number = 0
  private var folder = Folder()
  /// Whether the lines before are known: only then it is the same whatever was scanned before.
  private(set) var isOpen = false

  /// Forgets all lines: another batch begins.
  mutating func restart() {
    lines.removeAll(keepingCapacity: true)
    number = 0
    isOpen = true
  }

  /// Counts a message that is no line.
  mutating func skip() { number += 1 }

  /// Puts the neighbours of a message around its line, and keeps the line for those that follow.
  ///
  /// - Parameter length: the message's length in its source; one longer than any line is no neighbour.
  mutating func read(
    _ message: borrowing Message, length: Int, in passages: inout Passages, surrounds: Bool = true
  ) {
    number += 1
    while let first = lines.first, number - first.number > Self.reach { lines.removeFirst() }
    guard let conversation = message.conversation, let date = message.date,
      let index = passages.line
    else { return }
    let own = passages.items[index].text
    let line = Line(
      number: number, conversation: conversation, sender: message.from.first?.address ?? "",
      seconds: date.seconds, text: Self.end(of: passages.text.span.extracting(own)))
    if surrounds {
      let (before, after) = neighbours(of: line)
      if !before.isEmpty || !after.isEmpty {
        passages.surround(index, before: before.span, after: after.span, folder: &folder)
      }
    }
    if length <= MessageBatch.mostPreludeBytes { lines.append(line) }
  }

  /// The text before and behind a line.
  private func neighbours(of line: Line) -> (before: [UInt8], after: [UInt8]) {
    var near: [Line] = []
    var bytes = 0
    for other in lines.reversed() {
      guard near.count < Self.mostLines, bytes < Self.mostBytes else { break }
      guard other.conversation == line.conversation,
        abs(other.seconds - line.seconds) <= Self.seconds
      else { continue }
      near.append(other)
      bytes += other.text.count
    }
    guard !near.isEmpty else { return ([], []) }
    // Where one of those before is later, the newest come first, and of two in the same second as well.
    let isBackwards = near.contains { $0.seconds > line.seconds }
    let before = near.filter { isBackwards ? $0.seconds < line.seconds : true }
    let after = near.filter { isBackwards && $0.seconds >= line.seconds }
    var result: (before: [UInt8], after: [UInt8]) = ([], [])
    let earlier = isBackwards ? before : before.reversed()
    for (index, other) in earlier.enumerated() {
      result.before += other.text
      let next = index + 1 < earlier.count ? earlier[index + 1] : line
      result.before += Self.joint(from: other, to: next)
    }
    var last = line
    for other in after {
      result.after += Self.joint(from: last, to: other)
      result.after += other.text
      last = other
    }
    return result
  }

  /// What parts two lines: who goes on writing goes on with the sentence, who answers begins one.
  private static func joint(from line: Line, to next: Line) -> [UInt8] {
    if line.sender == next.sender { return [0x0A] }
    switch line.text.last {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return [0x0A]
    default: return [UInt8(ascii: "."), 0x0A]
    }
  }

  /// The end of a long line, from a character's beginning; its own line breaks do not end a paragraph.
  private static func end(of text: Span<UInt8>) -> [UInt8] {
    var start = max(0, text.count - mostLineBytes)
    while start > 0, start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
    var end = text.count
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    var result: [UInt8] = []
    for index in start..<end {
      let isBreak = text[index] == 0x0A || text[index] == 0x0D
      if isBreak, result.last == 0x0A { continue }
      result.append(isBreak ? 0x0A : text[index])
    }
    return result
  }
}
