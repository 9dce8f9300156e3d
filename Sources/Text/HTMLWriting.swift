import Native

/// Text between tags and in attributes.
extension HTMLReader {
  /// Reads white space, a reference or text that begins with `byte`.
  @inline(__always)
  mutating func readPlain(_ html: Span<UInt8>, _ byte: UInt8, at offset: Int) -> Int {
    if byte <= 0x20, HTMLTag.isSpace(byte) {
      let length = html.markupSpace(at: offset)
      layout.space(at: offset, length: length)
      return offset + length
    }
    if byte == UInt8(ascii: "&") { return readReference(html, at: offset) }
    return layout.copyText(html, from: offset)
  }

  /// Reads text up to the next `<` that is not seen, or in which white space stands as it is.
  mutating func readUnusual(_ html: Span<UInt8>, from start: Int) -> Int {
    guard state.isSeen else {
      return html.firstOffset(of: UInt8(ascii: "<"), from: start) ?? html.count
    }
    return readPreformatted(html, from: start)
  }

  /// Reads text in which line breaks and spaces stand as they are.
  private mutating func readPreformatted(_ html: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset < html.count {
      let byte = html[offset]
      if byte == UInt8(ascii: "<") { break }
      if HTMLTag.isSpace(byte) {
        offset = readPreformattedSpace(html, at: offset)
      } else if byte == UInt8(ascii: "&") {
        offset = readReference(html, at: offset)
      } else {
        var end = offset + 1
        while end < html.count, html[end] > 0x20, html[end] != UInt8(ascii: "<"),
          html[end] != UInt8(ascii: "&")
        {
          end += 1
        }
        layout.copy(html, offset..<end)
        offset = end
      }
    }
    return offset
  }

  private mutating func readPreformattedSpace(_ html: Span<UInt8>, at start: Int) -> Int {
    if html[start] == 0x0A || html[start] == 0x0D {
      if html[start] == 0x0A { layout.writeBreak(at: start) }
      return start + 1
    }
    var offset = start
    while offset < html.count, html[offset] == 0x20 || html[offset] == 0x09 { offset += 1 }
    // Spaces stay as they are before text, and count for nothing at the end of a line.
    if offset < html.count, html[offset] > 0x20, html[offset] != UInt8(ascii: "<") {
      layout.copy(html, start..<offset)
    } else {
      layout.space(at: start, length: offset - start)
    }
    return max(offset, start + 1)
  }

  /// Reads the reference at `offset`, or the `&` if it is none.
  private mutating func readReference(_ html: Span<UInt8>, at offset: Int) -> Int {
    guard let reference = entities.reference(in: html, at: offset) else {
      layout.copy(html, offset..<(offset + 1))
      return offset + 1
    }
    write(reference, at: offset)
    return reference.end
  }

  private mutating func write(_ reference: HTMLEntities.Reference, at offset: Int) {
    if reference.scalar <= 0x20, HTMLTag.isSpace(UInt8(truncatingIfNeeded: reference.scalar)) {
      layout.space(at: offset, length: reference.end - offset)
    } else {
      layout.write(reference.scalar, from: offset, length: reference.end - offset)
    }
  }

  /// Writes the text of an attribute or a form field, set off by spaces.
  mutating func write(_ html: Span<UInt8>, value range: Range<Int>) {
    layout.space(at: range.lowerBound, length: 0)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = html[offset]
      if HTMLTag.isSpace(byte) {
        layout.space(at: offset, length: 1)
        offset += 1
        continue
      }
      if byte == UInt8(ascii: "&") {
        if let reference = entities.reference(in: html, at: offset, inAttribute: true),
          reference.end <= range.upperBound
        {
          write(reference, at: offset)
          offset = reference.end
        } else {
          layout.copy(html, offset..<(offset + 1))
          offset += 1
        }
        continue
      }
      offset += layout.copyWords(html, in: offset..<range.upperBound)
    }
    layout.space(at: range.upperBound, length: 0)
  }
}
