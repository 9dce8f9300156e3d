import Native

/// The lines of uuencoded data (POSIX `uuencode`), as a transfer encoding and inside plain text.
enum UUEncoding {
  /// Decodes a body whose Content-Transfer-Encoding is x-uuencode: all blocks of it one after the
  /// other, or all its lines when it has no `begin`.
  static func decode(
    _ text: Span<UInt8>, into output: inout [UInt8]
  ) -> TransferDecoding.Outcome {
    var outcome = TransferDecoding.Outcome()
    let blocks = UUEncodedBlocks.find(in: text)
    if blocks.isEmpty {
      decodeLines(text, 0..<text.count, into: &output, &outcome)
      outcome.isTruncated = true
    }
    for block in blocks {
      if block.isBase64 {
        let inner = Base64.decode(text.extracting(block.data), into: &output)
        outcome.invalid += inner.invalid
      } else {
        decodeLines(text, block.data, into: &output, &outcome)
      }
      if !block.isTerminated { outcome.isTruncated = true }
    }
    return outcome
  }

  /// The offset of the line break at or after `start`, before `end`.
  static func lineEnd(from start: Int, to end: Int, in text: Span<UInt8>) -> Int {
    var offset = start
    while offset < end, text[offset] != 0x0A, text[offset] != 0x0D { offset += 1 }
    return offset
  }

  /// The offset behind the line break at `offset`.
  static func nextLine(after offset: Int, to end: Int, in text: Span<UInt8>) -> Int {
    guard offset < end else { return end }
    return text[offset] == 0x0D && offset + 1 < end && text[offset + 1] == 0x0A
      ? offset + 2 : offset + 1
  }

  /// Whether a line is data: its first character counts bytes, and enough characters follow.
  ///
  /// Mailers cut white space at the end of lines, where old encoders write zero as a space, so a
  /// line may be short by what one byte group needs.
  static func isData(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
    guard !line.isEmpty, 0x20...0x60 ~= text[line.lowerBound] else { return false }
    let bytes = Int((text[line.lowerBound] &- 0x20) & 0x3F)
    let needed = (bytes + 2) / 3 * 4
    guard line.count - 1 <= needed + 2, line.count - 1 >= needed - 4 || line.count == 1 else {
      return false
    }
    for offset in line where !(0x20...0x60 ~= text[offset]) { return false }
    return true
  }

  private static func decodeLines(
    _ text: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8],
    _ outcome: inout TransferDecoding.Outcome
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = lineEnd(from: start, to: range.upperBound, in: text)
      if isData(start..<end, in: text) {
        decodeLine(text, start..<end, into: &output)
      } else if start < end {
        outcome.invalid += 1
      }
      start = nextLine(after: end, to: range.upperBound, in: text)
    }
  }

  private static func decodeLine(
    _ text: Span<UInt8>, _ line: Range<Int>, into output: inout [UInt8]
  ) {
    var left = Int((text[line.lowerBound] &- 0x20) & 0x3F)
    var offset = line.lowerBound + 1
    while left > 0, offset < line.upperBound {
      var quantum: UInt32 = 0
      for place in 0..<4 {
        let at = offset + place
        let value = at < line.upperBound ? (text[at] &- 0x20) & 0x3F : 0
        quantum = quantum << 6 | UInt32(value)
      }
      output.append(UInt8(truncatingIfNeeded: quantum >> 16))
      if left > 1 { output.append(UInt8(truncatingIfNeeded: quantum >> 8)) }
      if left > 2 { output.append(UInt8(truncatingIfNeeded: quantum)) }
      left -= 3
      offset += 4
    }
  }
}
