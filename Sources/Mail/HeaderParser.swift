import Native

/// Reads one header block (RFC 5322 section 2.2) into fields.
///
/// What it makes of damage: a line without a colon is passed over when a well-known field follows
/// before the block ends; otherwise the body starts with it, so that no text is lost.
struct HeaderParser {
  /// What came of a block.
  struct Block {
    /// Where the body starts.
    var body: Int
    /// Whether there was damage.
    var isMalformed = false
    /// Whether a limit bit; fields beyond it were passed over.
    var isOverLimit = false
  }

  private var lines = LineReader()
  /// Up to where the next well-known field is known, and where it is.
  private var lookedFrom = 0
  private var wellKnown = -1

  /// Reads the block at `start`; `isMessage` when a whole message starts there and not a part.
  mutating func parse(
    _ bytes: Span<UInt8>, from start: Int, isMessage: Bool, boundaries: borrowing Boundaries,
    limits: Limits, into fields: inout [HeaderField]
  ) -> Block {
    var offset = isMessage ? skipBlankLines(bytes, from: start) : start
    lines.begin(at: offset, in: bytes)
    wellKnown = -1
    let firstField = fields.count
    let blockStart = offset
    var block = Block(body: bytes.count)
    var continues = false
    while offset < bytes.count {
      let line = lines.line(at: offset, in: bytes)
      if line.isEmpty {
        block.body = line.next
        return block
      }
      let first = bytes[offset]
      if first == UInt8(ascii: "-"), boundaries.delimiter(at: offset, in: bytes) != nil {
        block.body = offset
        block.isMalformed = true
        return block
      }
      if fields.count - firstField >= limits.headerFields
        || line.end - blockStart > limits.headerBytes
      {
        block.isOverLimit = true
      }
      if first == 0x20 || first == 0x09 {
        if isBlank(line, bytes), !goesOn(at: line.next, bytes) {
          block.body = line.next
          return block
        }
        if continues {
          if !block.isOverLimit {
            let value = fields[fields.count - 1].value
            fields[fields.count - 1].value = value.lowerBound..<line.end
          }
          offset = line.next
          continue
        }
      } else if let name = FieldName.end(at: offset, in: bytes), name.colon < line.end {
        if !block.isOverLimit {
          var value = name.colon + 1
          while value < line.end, bytes[value] == 0x20 || bytes[value] == 0x09 { value += 1 }
          fields.append(HeaderField(name: offset..<name.name, value: value..<line.end))
        }
        continues = true
        offset = line.next
        continue
      }
      // No field: the envelope line of an mbox, a damaged line, or the body.
      if offset == blockStart, isMessage, isEnvelope(offset, bytes) {
        offset = line.next
        continue
      }
      block.isMalformed = true
      // Dashes may be the first delimiter of the multipart whose header this is.
      let isDashes = bytes.hasPrefix(ignoringCase: "--", at: offset)
      guard !isDashes, knowsField(after: line.next, bytes, boundaries) else {
        block.body = offset
        return block
      }
      continues = false
      offset = line.next
    }
    return block
  }

  /// Passes over empty lines before the first field, if a well-known field follows them.
  private func skipBlankLines(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset < bytes.count, bytes[offset] == 0x0A || bytes[offset] == 0x0D { offset += 1 }
    return FieldName.isWellKnown(at: offset, in: bytes) ? offset : start
  }

  private func isEnvelope(_ offset: Int, _ bytes: Span<UInt8>) -> Bool {
    bytes.hasPrefix(ignoringCase: "From ", at: offset)
      || bytes.hasPrefix(ignoringCase: ">From ", at: offset)
  }

  private func isBlank(_ line: LineReader.Line, _ bytes: Span<UInt8>) -> Bool {
    for offset in line.start..<line.end where bytes[offset] != 0x20 && bytes[offset] != 0x09 {
      return false
    }
    return true
  }

  /// Whether a header goes on behind a line of white space.
  private func goesOn(at offset: Int, _ bytes: Span<UInt8>) -> Bool {
    guard offset < bytes.count else { return false }
    if FieldName.isWellKnown(at: offset, in: bytes) { return true }
    // Another line of white space, or the empty line that ends the header.
    return bytes[offset] == 0x0A || bytes[offset] == 0x0D
  }

  /// Whether a well-known field stands in a later line of the block that starts at `offset`.
  private mutating func knowsField(
    after offset: Int, _ bytes: Span<UInt8>, _ boundaries: borrowing Boundaries
  ) -> Bool {
    if offset >= lookedFrom, offset <= wellKnown { return true }
    // Looking ahead must not disturb the place of the reader, or each look would search anew.
    var ahead = lines
    var at = offset
    lookedFrom = offset
    wellKnown = -1
    while at < bytes.count {
      if FieldName.isWellKnown(at: at, in: bytes) {
        wellKnown = at
        return true
      }
      let line = ahead.line(at: at, in: bytes)
      if line.isEmpty || boundaries.delimiter(at: at, in: bytes) != nil { return false }
      at = line.next
    }
    return false
  }
}
