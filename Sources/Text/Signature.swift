import Native

/// Finds signatures: below `-- `, below a closing phrase, notices, footers of mailing lists.
///
/// What counts as signature counts least, so nothing is taken that may be content: only short lines at
/// the end of what one author wrote.
enum Signature {
  private static let mostLines = 10
  private static let mostBytes = 600
  /// Below `-- ` a signature may be longer.
  private static let mostDelimitedLines = 30
  private static let mostDelimitedBytes = 2_000

  /// Marks lines as signature.
  static func mark(_ lines: inout [TextLines.Line], _ text: Span<UInt8>) {
    var start = 0
    while start < lines.count {
      var end = start + 1
      while end < lines.count, lines[end].depth == lines[start].depth || lines[end].isBlank {
        end += 1
      }
      if lines[start].isMarkedSignature || lines[start].depth == 0 {
        markStretch(&lines, start..<end, text)
      }
      start = end
    }
    markMarkup(&lines)
  }

  /// The lines that markup calls a signature, unless they are too many to be one.
  private static func markMarkup(_ lines: inout [TextLines.Line]) {
    var start = 0
    while start < lines.count {
      guard lines[start].isMarkedSignature else {
        start += 1
        continue
      }
      var end = start
      while end < lines.count, lines[end].isMarkedSignature || lines[end].isBlank { end += 1 }
      if isShort(lines, start..<end, mostDelimitedLines, mostDelimitedBytes) {
        sign(&lines, start..<end)
      }
      start = end
    }
  }

  /// Looks at the end of what one author wrote.
  private static func markStretch(
    _ lines: inout [TextLines.Line], _ range: Range<Int>, _ text: Span<UInt8>
  ) {
    var end = range.upperBound
    while end > range.lowerBound, lines[end - 1].isBlank { end -= 1 }
    end = markFooter(&lines, range.lowerBound..<end, text)
    end = markNotices(&lines, range.lowerBound..<end, text)
    // A mailing list adds its own below the author's.
    for _ in 0..<2 {
      guard let delimiter = delimiter(lines, range.lowerBound..<end, text) else { break }
      sign(&lines, delimiter..<end)
      end = skipBlank(lines, range.lowerBound..<delimiter)
    }
    markClosing(&lines, range.lowerBound..<end, text)
  }

  private static func sign(_ lines: inout [TextLines.Line], _ range: Range<Int>) {
    for index in range where lines[index].lineKind != .table { lines[index].lineKind = .signature }
  }

  private static func isShort(
    _ lines: [TextLines.Line], _ range: Range<Int>, _ mostLines: Int, _ mostBytes: Int
  ) -> Bool {
    var count = 0
    var bytes = 0
    for index in range where !lines[index].isBlank {
      count += 1
      bytes += lines[index].text.count
      if count > mostLines || bytes > mostBytes { return false }
    }
    return true
  }

  // MARK: Delimiters

  /// The last line that is `-- ` (or `--` near the end), with few enough lines below.
  private static func delimiter(
    _ lines: [TextLines.Line], _ range: Range<Int>, _ text: Span<UInt8>
  ) -> Int? {
    var index = range.upperBound - 1
    var filled = 0
    while index >= range.lowerBound, filled <= mostDelimitedLines {
      let line = lines[index]
      if line.text.count == 2, text[line.start] == UInt8(ascii: "-"),
        text[line.start + 1] == UInt8(ascii: "-")
      {
        let isStrict = line.range.upperBound < text.count && text[line.range.upperBound] == 0x20
        let fits =
          isStrict
          ? isShort(lines, index..<range.upperBound, mostDelimitedLines, mostDelimitedBytes)
          : isShort(lines, index..<range.upperBound, 12, 800)
        return fits ? index : nil
      }
      if !line.isBlank { filled += 1 }
      index -= 1
    }
    return nil
  }

  /// A line of underscores or dashes above a few lines about a mailing list; answers what is left.
  private static func markFooter(
    _ lines: inout [TextLines.Line], _ range: Range<Int>, _ text: Span<UInt8>
  ) -> Int {
    var index = range.upperBound - 1
    let last = max(range.lowerBound, range.upperBound - 8)
    while index >= last {
      let line = lines[index]
      if line.text.count >= 10, isRule(text, line.text) {
        let below = (index + 1)..<range.upperBound
        guard below.contains(where: { SignatureWords.isAboutList(text, lines[$0].text) }),
          isShort(lines, below, 6, 600)
        else { return range.upperBound }
        sign(&lines, index..<range.upperBound)
        return skipBlank(lines, range.lowerBound..<index)
      }
      index -= 1
    }
    return range.upperBound
  }

  private static func isRule(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let first = text[line.lowerBound]
    guard first == UInt8(ascii: "_") || first == UInt8(ascii: "-") || first == UInt8(ascii: "=")
    else { return false }
    for offset in line where text[offset] != first { return false }
    return true
  }

  private static func skipBlank(_ lines: [TextLines.Line], _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, lines[end - 1].isBlank { end -= 1 }
    return end
  }

  // MARK: Words

  /// Confidentiality notices and `Sent from my …` at the end; answers what is left above them.
  private static func markNotices(
    _ lines: inout [TextLines.Line], _ range: Range<Int>, _ text: Span<UInt8>
  ) -> Int {
    var end = range.upperBound
    for _ in 0..<4 {
      // The last paragraph, of at most 20 lines and 1,500 bytes.
      var start = end
      var bytes = 0
      while start > range.lowerBound, !lines[start - 1].isBlank, end - start < 20 {
        bytes += lines[start - 1].text.count
        start -= 1
      }
      guard start < end, bytes <= 1_500 else { return end }
      if SignatureWords.isNotice(text, lines[start].text) {
        sign(&lines, start..<end)
        end = skipBlank(lines, range.lowerBound..<start)
      } else if SignatureWords.isDeviceLine(text, lines[end - 1].text) {
        sign(&lines, (end - 1)..<end)
        end = skipBlank(lines, range.lowerBound..<(end - 1))
      } else {
        return end
      }
    }
    return end
  }

  /// A closing phrase on a line of its own near the end, and the short lines below it.
  private static func markClosing(
    _ lines: inout [TextLines.Line], _ range: Range<Int>, _ text: Span<UInt8>
  ) {
    var index = range.upperBound - 1
    var filled = 0
    while index >= range.lowerBound, filled <= mostLines {
      let line = lines[index]
      if !line.isBlank {
        filled += 1
        if line.lineKind == .signature || line.lineKind == .table { return }
        if SignatureWords.isClosing(text, line.text) { break }
      }
      index -= 1
    }
    guard index >= range.lowerBound, filled <= mostLines, index > range.lowerBound else { return }
    var end = index + 1
    while end < range.upperBound, !readsLikeText(text, lines[end].text) { end += 1 }
    guard isShort(lines, index..<end, mostLines, mostBytes) else { return }
    sign(&lines, index..<end)
  }

  /// Whether a line below a closing says something: long, or a sentence, or a postscript.
  private static func readsLikeText(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard !line.isEmpty else { return false }
    if line.count > 90 { return true }
    if text.hasPrefix(ignoringCase: "p.s", at: line.lowerBound)
      || text.hasPrefix(ignoringCase: "ps", at: line.lowerBound)
        && line.count > 3 && !(text[line.lowerBound + 2] | 0x20 >= 0x61)
    {
      return true
    }
    var words = 1
    var lowerWords = 0
    var previous: UInt8 = 0x20
    for offset in line {
      let byte = text[offset]
      if byte == 0x20, previous != 0x20 { words += 1 }
      if previous == 0x20, byte >= 0x61, byte <= 0x7A { lowerWords += 1 }
      previous = byte
    }
    let last = text[line.upperBound - 1]
    let ends = last == UInt8(ascii: ".") || last == UInt8(ascii: "?") || last == UInt8(ascii: "!")
    return (ends && words >= 4 && lowerWords >= 2) || lowerWords >= 6
  }
}
