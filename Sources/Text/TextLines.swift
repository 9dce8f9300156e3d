import Native

/// The lines of a part's text, and what each of them is; buffers that are reused.
struct TextLines {
  /// One line without its line break, as it was scanned.
  typealias Line = ScannedLine

  var lines: [Line] = []
  /// Tables found in the lines.
  var tables: [TextTable] = []
  /// Where the columns of the table that is being read begin.
  var columns: [Int] = []

  /// Cuts `text` into blocks.
  ///
  /// `draft` says more of it when it was derived from the part, and is empty else.
  static func extract(
    _ text: Span<UInt8>, from draft: Draft, isDerived: Bool, kind: Passage.Kind,
    into blocks: inout Blocks
  ) {
    var lines = TextLines()
    swap(&lines, &blocks.lines)
    lines.tables.removeAll(keepingCapacity: true)
    text.scanLines(into: &lines.lines)
    let marks = lines.begin(text, kind)
    if isDerived { lines.read(draft) }
    if marks.contains(.angle) { lines.readPrefixes(text) }
    QuotedReply.mark(&lines.lines, text)
    Signature.mark(&lines.lines, text)
    TextTable.mark(&lines, draft, text)
    BlockWriter.write(lines, text, from: draft, isDerived: isDerived, into: &blocks)
    swap(&lines, &blocks.lines)
  }

  /// Gives all lines their kind; answers what any of them holds.
  private mutating func begin(_ text: Span<UInt8>, _ kind: Passage.Kind) -> LineMarks {
    var bits: UInt8 = 0
    var span = lines.mutableSpan
    for index in span.indices {
      span[index].lineKind = kind
      bits |= span[index].marks.rawValue
    }
    let marks = LineMarks(rawValue: bits)
    guard marks.contains(.nonASCII) else { return marks }
    for index in span.indices where span[index].marks.contains(.nonASCII) {
      if Self.isEmptyToTheEye(text, span[index].range) { span[index].last = span[index].first }
    }
    return marks
  }

  /// Takes over what a draft says of its lines.
  private mutating func read(_ draft: Draft) {
    var mark = 0
    var table = 0
    var depth: UInt8 = 0
    var isSignature = false
    for index in lines.indices {
      let offset = Int(lines[index].first)
      while mark < draft.marks.count, draft.marks[mark].offset <= offset {
        depth = draft.marks[mark].depth
        isSignature = draft.marks[mark].isSignature
        mark += 1
      }
      lines[index].depth = depth
      lines[index].isMarkedSignature = isSignature
      if depth > 0 { lines[index].lineKind = .quoted }
      while table < draft.tables.count, draft.tables[table].text.upperBound <= offset {
        table += 1
      }
      if table < draft.tables.count, draft.tables[table].text.lowerBound <= offset {
        // A table keeps its empty cells.
        lines[index].last = lines[index].stop
        lines[index].lineKind = .table
        lines[index].table = Int32(truncatingIfNeeded: table)
      }
    }
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// Whether there are only spaces, some of them non-breaking (U+00A0).
  private static func isEmptyToTheEye(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard !line.isEmpty else { return false }
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
    for index in lines.indices where lines[index].marks.contains(.angle) {
      let line = lines[index]
      guard line.lineKind != .table, !line.isBlank, let prefix = Self.prefix(text, line.range)
      else { continue }
      if prefix.isDoubtful, !isBesideQuotation(index, text) { continue }
      lines[index].start = min(prefix.end, Int(line.last))
      lines[index].depth = UInt8(min(200, Int(line.depth) + prefix.depth))
      lines[index].lineKind = .quoted
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
    if index > 0, lines[index - 1].start > Int(lines[index - 1].first) { return true }
    guard index + 1 < lines.count, !lines[index + 1].isBlank,
      let next = Self.prefix(text, lines[index + 1].range)
    else { return false }
    return !next.isDoubtful
      || text[Int(lines[index + 1].first)] == text[Int(lines[index].first)]
  }
}

extension ScannedLine {
  /// What it is: text, html, quoted, signature or table.
  var lineKind: Passage.Kind {
    @inline(__always) get {
      switch kind {
      case 0: .text
      case 1: .html
      case 2: .quoted
      case 3: .signature
      default: .table
      }
    }
    @inline(__always) set {
      switch newValue {
      case .text, .attachment: kind = 0
      case .html: kind = 1
      case .quoted: kind = 2
      case .signature: kind = 3
      case .table: kind = 4
      }
    }
  }
  /// Whether markup said that it is a signature.
  var isMarkedSignature: Bool {
    get { flag != 0 }
    set { flag = newValue ? 1 : 0 }
  }
  /// Where the text begins behind quote marks.
  var start: Int {
    get { Int(body) }
    set { body = Int32(truncatingIfNeeded: newValue) }
  }
  /// All of it, but white space at its end.
  var range: Range<Int> { Int(first)..<Int(max(first, last)) }
  /// All of it but quote marks.
  var text: Range<Int> { Int(body)..<Int(max(body, last)) }
  var isBlank: Bool { body >= last }
  var isQuoted: Bool { depth > 0 }
}
