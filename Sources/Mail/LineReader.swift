import Native

/// The lines of a header block, whatever ends them.
///
/// Lines end with LF, CRLF or CRCRLF (a known damage of gateways). A CR alone ends a line when the
/// block is written that way, or when another field follows it. The next LF and CR are remembered,
/// so that a message without any is not searched once per line.
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

  private var lineFeed = Landmark()
  private var carriageReturn = Landmark()
  private var breaksAtCarriageReturn = false

  /// The place where a byte was found last, and from where it was looked for.
  private struct Landmark {
    var searched = 0
    var found = -1

    mutating func next(_ byte: UInt8, from offset: Int, in bytes: Span<UInt8>) -> Int {
      if offset >= searched, offset <= found { return found }
      searched = offset
      found = bytes.firstOffset(of: byte, from: offset) ?? bytes.count
      return found
    }
  }

  /// Starts a header block at `offset`, and finds out what ends its lines.
  mutating func begin(at offset: Int, in bytes: Span<UInt8>) {
    let feed = lineFeed.next(0x0A, from: offset, in: bytes)
    let carriage = carriageReturn.next(0x0D, from: offset, in: bytes)
    var after = carriage
    while after < feed, bytes[after] == 0x0D { after += 1 }
    // CRs before an LF belong to it; two of them elsewhere are the end of a line and an empty line.
    breaksAtCarriageReturn =
      carriage < feed && (after < feed || feed == bytes.count)
      && (feed == bytes.count || after - carriage > 1
        || FieldName.end(at: carriage + 1, in: bytes) != nil)
  }

  /// The line that starts at `start`.
  mutating func line(at start: Int, in bytes: Span<UInt8>) -> Line {
    let feed = lineFeed.next(0x0A, from: start, in: bytes)
    var carriage = carriageReturn.next(0x0D, from: start, in: bytes)
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
