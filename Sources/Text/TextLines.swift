import Native

/// The lines of a part's text, and what each of them is.
struct TextLines {
  /// One line without its line break.
  struct Line {
    /// All of it.
    var range: Range<Int>
    /// Where the text begins behind quote marks.
    var start: Int
    /// How deep it is quoted.
    var depth: UInt8
    /// What it is: text, html, quoted, signature or table.
    var kind: Passage.Kind
    /// Which table of the draft, or which run of table lines; -1 for none.
    var table: Int32 = -1
    /// Whether markup said that it is a signature.
    var isMarkedSignature = false

    var text: Range<Int> { start..<max(start, range.upperBound) }
    var isBlank: Bool { start >= range.upperBound }
    var isQuoted: Bool { depth > 0 }
  }

  var lines: [Line] = []
  /// Tables found in the lines.
  var tables: [TextTable] = []

  /// Cuts `text` into blocks; `draft` says more of it when it was derived from the part.
  static func extract(
    _ text: Span<UInt8>, from draft: Draft?, kind: Passage.Kind, into blocks: inout Blocks
  ) {
    var lines = TextLines()
    lines.split(text, draft: draft, kind: kind)
    lines.readPrefixes(text)
    QuotedReply.mark(&lines.lines, text)
    Signature.mark(&lines.lines, text)
    TextTable.mark(&lines, text)
    BlockWriter.write(lines, text, from: draft, into: &blocks)
  }

  private mutating func split(_ text: Span<UInt8>, draft: Draft?, kind: Passage.Kind) {
    var offset = 0
    var mark = 0
    var table = 0
    var depth: UInt8 = 0
    var isSignature = false
    while offset < text.count {
      let end = text.firstOffset(of: 0x0A, from: offset) ?? text.count
      var last = end
      while last > offset, Self.isSpace(text[last - 1]) { last -= 1 }
      if last > offset, Self.isEmptyToTheEye(text, offset..<last) { last = offset }
      var line = Line(range: offset..<last, start: offset, depth: 0, kind: kind)
      if let draft {
        while mark < draft.marks.count, draft.marks[mark].offset <= offset {
          depth = draft.marks[mark].depth
          isSignature = draft.marks[mark].isSignature
          mark += 1
        }
        line.depth = depth
        line.isMarkedSignature = isSignature
        while table < draft.tables.count, draft.tables[table].text.upperBound <= offset {
          table += 1
        }
        if table < draft.tables.count, draft.tables[table].text.lowerBound <= offset {
          // A table keeps its empty cells.
          line = Line(
            range: offset..<end, start: offset, depth: depth, kind: .table, table: Int32(table),
            isMarkedSignature: isSignature)
        }
      }
      if line.depth > 0, line.kind == kind { line.kind = .quoted }
      lines.append(line)
      offset = end + 1
    }
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// Whether there are only spaces, some of them non-breaking (U+00A0).
  private static func isEmptyToTheEye(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var offset = line.lowerBound
    while offset < line.upperBound {
      if text[offset] == 0xC2, offset + 1 < line.upperBound, text[offset + 1] == 0xA0 {
        offset += 2
      } else if isSpace(text[offset]) {
        offset += 1
      } else {
        return false
      }
    }
    return true
  }

  // MARK: Quote marks

  private mutating func readPrefixes(_ text: Span<UInt8>) {
    for index in lines.indices where lines[index].kind != .table {
      let line = lines[index]
      guard !line.isBlank, let prefix = Self.prefix(text, line.range) else { continue }
      if prefix.isDoubtful, !isBesideQuotation(index, text) { continue }
      lines[index].start = min(prefix.end, line.range.upperBound)
      lines[index].depth = UInt8(min(200, Int(line.depth) + prefix.depth))
      lines[index].kind = .quoted
    }
  }

  private struct Prefix {
    var end: Int
    var depth: Int
    /// `>From` of a mailbox, or somebody's initials.
    var isDoubtful: Bool
  }

  /// Quote marks at the beginning of a line: `>`, `> >`, `>>`, `JD>`.
  private static func prefix(_ text: Span<UInt8>, _ line: Range<Int>) -> Prefix? {
    var offset = line.lowerBound
    let end = line.upperBound
    var spaces = 0
    while offset < end, text[offset] == 0x20, spaces < 3 {
      offset += 1
      spaces += 1
    }
    guard offset < end else { return nil }
    let letters = offset
    while offset < end, offset - letters < 4, text[offset] >= 0x41, text[offset] <= 0x5A {
      offset += 1
    }
    guard offset < end, text[offset] == UInt8(ascii: ">") else { return nil }
    var isDoubtful = offset > letters || spaces > 1
    if offset > letters, offset + 1 < end, text[offset + 1] != 0x20, text[offset + 1] != 0x3E {
      return nil
    }
    if offset == line.lowerBound,
      text.extracting(offset..<end).hasPrefix(ignoringCase: ">From ")
    {
      isDoubtful = true
    }
    var depth = 0
    var last = offset
    while offset < end {
      if text[offset] == UInt8(ascii: ">") {
        depth += 1
        last = offset + 1
      } else if text[offset] != 0x20 || offset > last {
        break
      }
      offset += 1
    }
    while last < end, text[last] == 0x20 { last += 1 }
    return Prefix(end: last, depth: depth, isDoubtful: isDoubtful)
  }

  /// Whether a line before or after has quote marks too, of the same doubtful kind or not.
  private func isBesideQuotation(_ index: Int, _ text: Span<UInt8>) -> Bool {
    if index > 0, lines[index - 1].start > lines[index - 1].range.lowerBound { return true }
    guard index + 1 < lines.count, !lines[index + 1].isBlank,
      let next = Self.prefix(text, lines[index + 1].range)
    else { return false }
    return !next.isDoubtful
      || text[lines[index + 1].range.lowerBound] == text[lines[index].range.lowerBound]
  }
}
