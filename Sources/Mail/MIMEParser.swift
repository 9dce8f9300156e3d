// Performance: one pass finds the header lines, one the lines of dashes that may part bodies; bodies
// are not touched otherwise. The stack is explicit and no deeper than `Limits.depth`.
import Native

/// Reads a message (RFC 5322, RFC 2045 to 2049, RFC 6532) into ranges of its bytes.
///
/// It cannot fail: damage and limits become defects of the message. One worker owns a parser and
/// parses one message after the other with it.
public struct MIMEParser: ~Copyable {
  private let limits: Limits
  private var charsets = CharsetDecoder()
  private var headers = HeaderParser()
  private var boundaries = Boundaries()
  /// The part whose body ends where the next delimiter stands; nil between parts.
  private var openLeaf: Int?

  /// Creates a parser that keeps to `limits`.
  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Fills `message`, whatever it held, from one message's bytes.
  public mutating func parse(_ bytes: Span<UInt8>, into message: inout Message) {
    message.reset()
    charsets.reset()
    headers = HeaderParser()
    boundaries.removeAll()
    openLeaf = nil
    let length = min(bytes.count, limits.messageBytes)
    if length < bytes.count {
      message.defects.append(
        Defect(.tooLarge, detail: "\(length) of \(bytes.count) bytes were read"))
    }
    let bytes = bytes.extracting(0..<length)
    var offset = addPart(at: 0, isMessage: true, section: "1", bytes, &message)
    message.readFields(of: bytes, with: &charsets)
    while true {
      guard let delimiter = boundaries.nextDelimiter(from: offset, in: bytes) else {
        // What a missing boundary hid is found only when everything else was looked at.
        guard let guessed = close(downTo: 0, at: length, bytes, &message) else { break }
        offset = guessed
        continue
      }
      let end = contentEnd(before: delimiter.start, bytes)
      if let guessed = close(downTo: delimiter.container + 1, at: end, bytes, &message) {
        offset = guessed
        continue
      }
      if delimiter.isClosing {
        boundaries.stack[delimiter.container].isClosed = true
        offset = delimiter.next
        continue
      }
      guard message.parts.count < limits.parts else {
        recordTooManyParts(&message)
        _ = close(downTo: 0, at: length, bytes, &message, mayGuess: false)
        break
      }
      offset = addChild(of: delimiter, bytes, &message)
    }
  }

  /// The end of the content before a delimiter: the line break there belongs to the delimiter.
  private func contentEnd(before start: Int, _ bytes: Span<UInt8>) -> Int {
    guard start > 0 else { return 0 }
    return start > 1 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D
      ? start - 2 : start - 1
  }

  // MARK: Opening parts

  private mutating func addChild(
    of delimiter: Boundaries.Delimiter, _ bytes: Span<UInt8>, _ message: inout Message
  ) -> Int {
    let index = delimiter.container
    boundaries.stack[index].children += 1
    // A part behind the closing delimiter opens the multipart again.
    boundaries.stack[index].isClosed = false
    let container = boundaries.stack[index]
    if container.children == 1 { message.parts[container.part].encoding = .identity }
    let number = String(container.children)
    let section = container.prefix.isEmpty ? number : container.prefix + "." + number
    return addPart(at: delimiter.next, isMessage: false, section: section, bytes, &message)
  }

  /// Reads the header of the part at `start` and those of the messages that open with its body.
  ///
  /// Answers where the search for the next delimiter starts.
  private mutating func addPart(
    at start: Int, isMessage: Bool, section: String, _ bytes: Span<UInt8>,
    _ message: inout Message
  ) -> Int {
    var start = start
    var isMessage = isMessage
    var section = section
    while true {
      var part = Part()
      part.section = section
      part.parent = boundaries.stack.last?.part
      part.depth = boundaries.stack.count
      if !isMessage, boundaries.stack.last?.isDigest == true {
        part.mediaType = MediaType(type: "message", subtype: "rfc822")
      }
      let firstField = message.headers.count
      let firstDefect = message.defects.count
      let block = headers.parse(
        bytes, from: start, isMessage: isMessage, boundaries: boundaries, limits: limits,
        into: &message.headers)
      part.headers = firstField..<message.headers.count
      part.body = block.body..<bytes.count
      if block.isOverLimit {
        message.defects.append(
          Defect(
            .tooManyHeaders, part: section, detail: "\(part.headers.count) fields were read"))
      }
      // A body without any header is no damage but an old habit.
      if block.isMalformed, !part.headers.isEmpty || block.body < bytes.count && !isMessage {
        message.defects.append(Defect(.malformedHeader, part: section))
      }
      part.readFields(in: message.headers, of: bytes, with: &charsets, &message.defects)
      let index = message.parts.count
      message.parts.append(part)
      let kind = container(of: part, index, isMessage: isMessage)
      guard let kind else {
        openLeaf = index
        return block.body
      }
      guard boundaries.stack.count < limits.depth else {
        message.defects.append(Defect(.tooDeep, part: section, detail: "\(limits.depth) levels"))
        openLeaf = index
        return block.body
      }
      boundaries.push(kind)
      if kind.boundary != nil {
        if isMessage {
          message.parts[index].section = rootSection(kind.prefix)
          for defect in firstDefect..<message.defects.count {
            message.defects[defect].part = message.parts[index].section
          }
        }
        openLeaf = nil
        return block.body
      }
      guard message.parts.count < limits.parts else {
        recordTooManyParts(&message)
        openLeaf = nil
        return block.body
      }
      start = block.body
      isMessage = true
      section += ".1"
    }
  }

  private func recordTooManyParts(_ message: inout Message) {
    guard message.defects.last?.kind != .tooManyParts else { return }
    message.defects.append(Defect(.tooManyParts, detail: "\(limits.parts) were read"))
  }

  /// What a part is opened as; nil for one that has no parts inside.
  private func container(of part: Part, _ index: Int, isMessage: Bool) -> Boundaries.Container? {
    let type = part.mediaType
    if type.type == "multipart" {
      var boundary = Array((type["boundary"] ?? "").utf8)
      while let last = boundary.last, last == 0x20 || last == 0x09 { boundary.removeLast() }
      // The root of a message shares its number: its children count from the message's own.
      let prefix =
        isMessage ? String(part.section.dropLast(part.section == "1" ? 1 : 2)) : part.section
      return Boundaries.Container(
        part: index, boundary: boundary, isDigest: type.subtype == "digest", prefix: prefix)
    }
    guard type.type == "message", part.encoding == .identity || part.encoding == .unknown else {
      return nil
    }
    switch type.subtype {
    case "rfc822", "global", "news": break
    case "partial" where type["number"] == "1": break
    default: return nil
    }
    return Boundaries.Container(part: index, boundary: nil, prefix: part.section)
  }

  /// The section of a multipart that is the body of a message: IMAP's `TEXT` of it, since it has no
  /// number of its own; empty for the outermost.
  private func rootSection(_ prefix: String) -> String { prefix.isEmpty ? "" : "\(prefix).TEXT" }

  // MARK: Closing parts

  /// Ends the open leaf and all containers from `level` on.
  ///
  /// When a multipart turns out to have no parts and a boundary can be guessed, it is opened again;
  /// then the answer is where to go on.
  private mutating func close(
    downTo level: Int, at end: Int, _ bytes: Span<UInt8>, _ message: inout Message,
    mayGuess: Bool = true
  ) -> Int? {
    if let leaf = openLeaf { endPart(leaf, at: end, &message) }
    openLeaf = nil
    while boundaries.stack.count > level, var container = boundaries.pop() {
      endPart(container.part, at: end, &message)
      guard container.boundary != nil else { continue }
      let section = message.parts[container.part].section
      if container.children == 0 {
        let body = message.parts[container.part].body
        if !container.isGuessed {
          message.defects.append(
            Defect(
              .missingBoundary, part: section,
              detail: message.parts[container.part].mediaType.essence))
        }
        if mayGuess, !container.isGuessed, let guess = Boundaries.guess(in: body, of: bytes) {
          var boundary: [UInt8] = []
          boundary.append(bytes, in: guess)
          container.boundary = boundary
          container.isGuessed = true
          container.isClosed = false
          boundaries.push(container)
          return body.lowerBound
        }
        readAsText(container, &message)
      } else if !container.isClosed {
        message.defects.append(Defect(.unterminatedMultipart, part: section))
      }
    }
    return nil
  }

  private func endPart(_ index: Int, at end: Int, _ message: inout Message) {
    // Of an empty body the line break before the delimiter is the header's: it stands where it ends.
    let start = min(message.parts[index].body.lowerBound, end)
    message.parts[index].body = start..<end
  }

  /// A multipart in which no part could be found is one text.
  private func readAsText(_ container: Boundaries.Container, _ message: inout Message) {
    let part = message.parts[container.part]
    message.parts[container.part].mediaType.type = "text"
    message.parts[container.part].mediaType.subtype = "plain"
    guard part.section == rootSection(container.prefix) else { return }
    message.parts[container.part].section =
      container.prefix.isEmpty ? "1" : "\(container.prefix).1"
  }
}
