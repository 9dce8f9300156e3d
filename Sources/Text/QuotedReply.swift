import Native

/// Finds what a message repeats of older ones: attribution lines, and all that follows a header block.
enum QuotedReply {
  /// Marks lines as quoted.
  static func mark(_ lines: inout [TextLines.Line], _ text: Span<UInt8>) {
    var index = 0
    // Looked up for the first line that needs it.
    var introducers: ByteSet?
    while index < lines.count {
      let line = lines[index]
      if line.isQuoted || line.isBlank || line.lineKind == .table || !mayIntroduce(text, line) {
        index += 1
        continue
      }
      let first = introducers ?? QuotedReplyWords.introducers
      introducers = first
      if first.contains(text[line.start]), let end = headerBlockEnd(lines, index, text) {
        quote(&lines, index..<end)
        // With quote marks on what follows, only that is quoted: answers may stand between.
        let next = firstFilled(lines, from: end)
        if next < lines.count, lines[next].isQuoted {
          index = next
        } else {
          return quote(&lines, end..<lines.count)
        }
        continue
      }
      if endsWithColon(text, line.text), let start = attributionStart(lines, index, text) {
        let next = firstFilled(lines, from: index + 1)
        if next < lines.count, lines[next].isQuoted {
          quote(&lines, start.line..<(index + 1))
        } else if start.isDated {
          return quote(&lines, start.line..<lines.count)
        }
      }
      index += 1
    }
  }

  /// Whether a line can be an attribution, a header or a line above headers.
  ///
  /// It has a colon, or begins with a dash; hardly a line does.
  @inline(__always)
  private static func mayIntroduce(_ text: Span<UInt8>, _ line: TextLines.Line) -> Bool {
    // The full-width colon is not ASCII.
    if !line.marks.isDisjoint(with: [.colon, .nonASCII]) { return true }
    let first = text[line.start]
    return first == UInt8(ascii: "-") || first == UInt8(ascii: "_")
  }

  private static func quote(_ lines: inout [TextLines.Line], _ range: Range<Int>) {
    for index in range {
      if lines[index].depth == 0 { lines[index].depth = 1 }
      if lines[index].lineKind != .table { lines[index].lineKind = .quoted }
    }
  }

  private static func firstFilled(_ lines: [TextLines.Line], from start: Int) -> Int {
    var index = start
    while index < lines.count, lines[index].isBlank { index += 1 }
    return index
  }

  // MARK: Header blocks

  /// Where the headers of an older message end that begin at `index`, alone or under a line of dashes.
  private static func headerBlockEnd(
    _ lines: [TextLines.Line], _ index: Int, _ text: Span<UInt8>
  ) -> Int? {
    let isRule = isSeparator(text, lines[index].text)
    let start = isRule ? firstFilled(lines, from: index + 1) : index
    guard start < lines.count, !lines[start].isQuoted else {
      return isRule && isMessageRule(text, lines[index].text) ? index + 1 : nil
    }
    var found = 0
    var end = start
    var misses = 0
    // Long lists of recipients may be wrapped.
    while end < lines.count, end - start < 24, misses < 3 {
      if lines[end].isBlank || lines[end].isQuoted {
        if found > 0 { break }
        end += 1
        continue
      }
      if let header = QuotedReplyWords.header(text, lines[end].text) {
        if found == 0, header != 0 { break }
        found |= 1 << header
        misses = 0
      } else if found == 0 {
        break
      } else {
        misses += 1
      }
      end += 1
    }
    end -= misses
    if found.nonzeroBitCount >= 3 || (isRule && found.nonzeroBitCount >= 2) { return end }
    return isRule && isMessageRule(text, lines[index].text) ? index + 1 : nil
  }

  /// A line of dashes or underscores, with or without words in it, or `Begin forwarded message:`.
  private static func isSeparator(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard line.count >= 5 else { return false }
    let first = text[line.lowerBound]
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "_") {
      var offset = line.lowerBound
      while offset < line.upperBound, text[offset] == first { offset += 1 }
      return offset - line.lowerBound >= 5
        || (offset - line.lowerBound >= 2 && text[line.upperBound - 1] == first)
    }
    return QuotedReplyWords.isForwardLine(text, line)
  }

  /// Whether the line itself says that a message follows.
  private static func isMessageRule(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    if QuotedReplyWords.isForwardLine(text, line) { return true }
    var start = line.lowerBound
    var end = line.upperBound
    while start < end, text[start] == UInt8(ascii: "-") || text[start] == 0x20 { start += 1 }
    while end > start, text[end - 1] == UInt8(ascii: "-") || text[end - 1] == 0x20 { end -= 1 }
    // Behind many dashes the words may be wrapped: `------ Forwarded by Ann Poe on 03/02/2026`.
    guard start - line.lowerBound >= 8 || (start > line.lowerBound && end < line.upperBound) else {
      return false
    }
    return QuotedReplyWords.isRuleText(text, start..<end)
  }

  // MARK: Attributions

  /// Where an attribution begins that ends with the colon of the line at `index`:
  /// `On Monday, Ann wrote:`, over up to three lines.
  private static func attributionStart(
    _ lines: [TextLines.Line], _ index: Int, _ text: Span<UInt8>
  ) -> (line: Int, isDated: Bool)? {
    let end = lines[index].range.upperBound
    var start = index
    var opens = QuotedReplyWords.opensAttribution(text, lines[index].text)
    var before = index - 1
    while !opens, before >= 0, index - before < 3, !lines[before].isBlank, !lines[before].isQuoted,
      lines[before].lineKind != .table, end - lines[before].start < 500
    {
      opens = QuotedReplyWords.opensAttribution(text, lines[before].text)
      if opens { start = before }
      before -= 1
    }
    let whole = lines[start].start..<end
    guard whole.count < 500 else { return nil }
    let next = firstFilled(lines, from: index + 1)
    let isFollowed = next < lines.count && next <= index + 2 && lines[next].isQuoted
    guard opens || isFollowed else { return nil }
    let says = QuotedReplyWords.saysWrote(text, whole)
    // Without quote marks below it takes a time of day or an address: `On March 4, 2026 she wrote:` may
    // be the author's own sentence.
    if says, opens, hasDate(text, whole, countsYears: false) { return (start, true) }
    guard isFollowed, says || (opens && hasDate(text, whole, countsYears: true)) else {
      return nil
    }
    return (start, false)
  }

  private static func endsWithColon(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard line.count > 3 else { return false }
    let end = line.upperBound
    // The full-width colon is EF BC 9A.
    return text[end - 1] == UInt8(ascii: ":")
      || (text[end - 3] == 0xEF && text[end - 2] == 0xBC && text[end - 1] == 0x9A)
  }

  /// Whether there is an address or a time of day, or a year if that counts.
  private static func hasDate(
    _ text: Span<UInt8>, _ range: Range<Int>, countsYears: Bool
  ) -> Bool {
    var digits = 0
    for offset in range {
      let byte = text[offset]
      if byte == UInt8(ascii: "@") { return true }
      if byte >= 0x30, byte <= 0x39 {
        digits += 1
        if digits == 4, countsYears { return true }
      } else {
        if byte == UInt8(ascii: ":"), digits > 0, offset + 1 < range.upperBound,
          text[offset + 1] >= 0x30, text[offset + 1] <= 0x39
        {
          return true
        }
        digits = 0
      }
    }
    return false
  }
}
