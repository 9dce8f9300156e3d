import Native

/// The parts that are open while a message is parsed, the outermost first.
struct Boundaries {
  /// An open multipart or embedded message.
  struct Container {
    /// Its index in `Message.parts`.
    var part: Int
    /// The boundary of a multipart; nil for an embedded message.
    ///
    /// Empty matches nothing.
    var boundary: [UInt8]?
    /// Whether children without a type are messages (`multipart/digest`).
    var isDigest = false
    /// What children's section numbers start with.
    var prefix = ""
    /// How many children were found.
    var children = 0
    /// Whether the closing delimiter was seen.
    ///
    /// A closed multipart still takes delimiters of its own, so that nothing can be hidden behind a
    /// false end.
    var isClosed = false
    /// Whether the boundary was guessed.
    var isGuessed = false
  }

  /// A line that starts or ends a part.
  struct Delimiter {
    /// The offset of its first dash.
    var start: Int
    /// The offset of the line behind it.
    var next: Int
    /// The index of the container it belongs to.
    var container: Int
    /// Whether it ends the container.
    var isClosing: Bool
  }

  /// The open containers.
  var stack: [Container] = []
  /// How many of them have a boundary to look for.
  var multiparts = 0

  /// Closes all containers and keeps the storage.
  mutating func removeAll() {
    stack.removeAll(keepingCapacity: true)
    multiparts = 0
  }

  /// Opens a container.
  mutating func push(_ container: Container) {
    if container.boundary != nil { multiparts += 1 }
    stack.append(container)
  }

  /// Closes the innermost container.
  mutating func pop() -> Container? {
    guard let last = stack.popLast() else { return nil }
    if last.boundary != nil { multiparts -= 1 }
    return last
  }

  /// The delimiter that starts at `start`, the start of a line; nil when the line is none.
  func delimiter(at start: Int, in bytes: Span<UInt8>) -> Delimiter? {
    guard multiparts > 0, start + 2 < bytes.count, bytes[start] == Self.dash,
      bytes[start + 1] == Self.dash
    else { return nil }
    // Open containers go first, so that a boundary used twice belongs to the one still open.
    return delimiter(at: start, in: bytes, ofClosed: false)
      ?? delimiter(at: start, in: bytes, ofClosed: true)
  }

  private func delimiter(
    at start: Int, in bytes: Span<UInt8>, ofClosed isClosed: Bool
  ) -> Delimiter? {
    for index in stack.indices.reversed() where stack[index].isClosed == isClosed {
      guard let boundary = stack[index].boundary, !boundary.isEmpty else { continue }
      let end = start + 2 + boundary.count
      guard end <= bytes.count, bytes[start + 2] == boundary[0],
        bytes.extracting(start + 2..<end).equals(boundary.span)
      else { continue }
      if let next = lineEnd(from: end, in: bytes) {
        return Delimiter(start: start, next: next, container: index, isClosing: false)
      }
      if end + 2 <= bytes.count, bytes[end] == Self.dash, bytes[end + 1] == Self.dash,
        let next = lineEnd(from: end + 2, in: bytes)
      {
        return Delimiter(start: start, next: next, container: index, isClosing: true)
      }
    }
    return nil
  }

  /// The first delimiter at or after `start`.
  func nextDelimiter(from start: Int, in bytes: Span<UInt8>) -> Delimiter? {
    guard multiparts > 0 else { return nil }
    var offset = start
    while let line = bytes.firstDashLine(from: offset) {
      if let found = delimiter(at: line, in: bytes) { return found }
      offset = line + 2
    }
    return nil
  }

  /// The start of the next line when only white space is left of this one.
  private func lineEnd(from start: Int, in bytes: Span<UInt8>) -> Int? {
    var offset = start
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    guard offset < bytes.count else { return offset }
    if bytes[offset] == 0x0A { return offset + 1 }
    guard bytes[offset] == 0x0D else { return nil }
    return offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? offset + 2 : offset + 1
  }

  /// A boundary that a multipart without a usable one seems to have: a line of dashes and a name
  /// with a `Content-` field behind it.
  static func guess(in range: Range<Int>, of bytes: Span<UInt8>) -> Range<Int>? {
    let region = bytes.extracting(0..<range.upperBound)
    var offset = range.lowerBound
    while let line = region.firstDashLine(from: offset) {
      offset = line + 2
      var end = offset
      while end < region.count, end - offset <= 200, region[end] != 0x0A, region[end] != 0x0D {
        end += 1
      }
      guard end < region.count, end - offset <= 200 else { continue }
      let next =
        region[end] == 0x0D && end + 1 < region.count && region[end + 1] == 0x0A
        ? end + 2 : end + 1
      while end > offset, region[end - 1] == 0x20 || region[end - 1] == 0x09 { end -= 1 }
      if end > offset, region.hasPrefix(ignoringCase: "content-", at: next),
        FieldName.end(at: next, in: region) != nil
      {
        return offset..<end
      }
    }
    return nil
  }

  private static let dash = UInt8(ascii: "-")
}
