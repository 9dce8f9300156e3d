// Performance: nearly every line ends with the first LF or CRLF behind its start, and one short search
// finds it. Only a CR that no LF follows makes the reader look around.
import Native

/// The lines of a header block, whatever ends them.
///
/// Lines end with LF, CRLF or CRCRLF (a known damage of gateways). A CR alone ends a line when the
/// block is written that way, or when another field follows it. The next LF is remembered behind such
/// a CR, so that a message without any is not searched once per line.
struct LineReader {
  /// One line.
  struct Line {
    /// The offset of its first byte.
    var start: Int
    /// The offset just past its text.
    var end: Int
    /// The offset of the next line.
    var next: Int

    /// Whether there is nothing in it.
    var isEmpty: Bool { start == end }
  }

  private var breaksAtCarriageReturn = false
  /// The place of the next LF, and from where it was looked for.
  private var feedFrom = 0
  private var feed = -1

  private mutating func nextFeed(from offset: Int, in bytes: Span<UInt8>) -> Int {
    if offset >= feedFrom, offset <= feed { return feed }
    feedFrom = offset
    feed = bytes.firstOffset(of: 0x0A, from: offset) ?? bytes.count
    return feed
  }

  /// Whether the break at `offset`, a CR or LF, is an LF or CRLF.
  private func isUsual(_ offset: Int, _ bytes: Span<UInt8>) -> Bool {
    bytes[offset] == 0x0A || offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
  }

  /// Starts a header block at `offset`, and finds out what ends its lines.
  mutating func begin(at offset: Int, in bytes: Span<UInt8>) {
    let carriage = bytes.firstLineBreak(from: offset)
    breaksAtCarriageReturn = false
    guard carriage < bytes.count, !isUsual(carriage, bytes) else { return }
    let feed = nextFeed(from: carriage, in: bytes)
    var after = carriage
    while after < feed, bytes[after] == 0x0D { after += 1 }
    // CRs before an LF belong to it; two of them elsewhere are the end of a line and an empty line.
    breaksAtCarriageReturn =
      (after < feed || feed == bytes.count)
      && (feed == bytes.count || after - carriage > 1
        || FieldName.end(at: carriage + 1, in: bytes) != nil)
  }

  /// The line that starts at `start`.
  mutating func line(at start: Int, in bytes: Span<UInt8>) -> Line {
    let end = bytes.firstLineBreak(from: start)
    guard end < bytes.count else { return Line(start: start, end: end, next: end) }
    guard !isUsual(end, bytes) else {
      return Line(start: start, end: end, next: bytes[end] == 0x0A ? end + 1 : end + 2)
    }
    return line(at: start, to: end, in: bytes)
  }

  /// The line that starts at `start`; the first break behind it is a CR at `carriage` without an LF.
  private mutating func line(at start: Int, to carriage: Int, in bytes: Span<UInt8>) -> Line {
    let feed = nextFeed(from: carriage, in: bytes)
    var carriage = carriage
    while carriage < feed {
      var after = carriage + 1
      while after < feed, bytes[after] == 0x0D { after += 1 }
      if after == feed, feed < bytes.count {
        return Line(start: start, end: carriage, next: feed + 1)
      }
      if breaksAtCarriageReturn || FieldName.isWellKnown(at: carriage + 1, in: bytes) {
        return Line(start: start, end: carriage, next: carriage + 1)
      }
      carriage = bytes.firstOffset(of: 0x0D, from: after, to: feed) ?? feed
    }
    return Line(start: start, end: feed, next: min(feed + 1, bytes.count))
  }
}
