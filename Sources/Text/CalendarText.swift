import Native

/// Calendars (RFC 5545) and cards (RFC 6350, vCard 2.1 and 3.0): their lines made whole and their
/// escapes resolved; pictures and other encoded data are left out.
enum CalendarText {
  /// Appends the text of a calendar or card, valid UTF-8, to `blocks`.
  static func extract(_ text: Span<UInt8>, into blocks: inout Blocks) {
    var draft = Draft()
    swap(&draft, &blocks.draft)
    draft.reset()
    var offset = 0
    while offset < text.count { offset = write(line: offset, of: text, into: &draft) }
    TextLines.extract(draft.text.span, from: draft, isDerived: true, kind: .text, into: &blocks)
    swap(&draft, &blocks.draft)
  }

  /// Writes the content line that begins at an offset; answers where the next one does.
  private static func write(line start: Int, of text: Span<UInt8>, into draft: inout Draft) -> Int {
    let end = lineEnd(of: text, from: start)
    guard let colon = colon(in: text, start..<end) else {
      return write(value: start, of: text, isData: false, isQuoted: false, into: &draft)
    }
    let head = text.extracting(start..<colon)
    let isData =
      holds(head, "=b64") || holds(head, "=base64") || holds(head, "=b:")
      || holds(head, "=b;") || ends(head, "=b")
      || text.hasPrefix(ignoringCase: "data:", at: colon + 1)
    let isQuoted = holds(head, "quoted-printable")
    draft.copy(text, start..<colon)
    draft.insert(UInt8(ascii: ":"), at: colon)
    draft.insert(0x20, at: colon)
    return write(value: colon + 1, of: text, isData: isData, isQuoted: isQuoted, into: &draft)
  }

  /// Writes a value up to the end of its last line; answers where the next content line begins.
  private static func write(
    value start: Int, of text: Span<UInt8>, isData: Bool, isQuoted: Bool, into draft: inout Draft
  ) -> Int {
    var offset = start
    var pending = start
    func flush(_ end: Int, _ draft: inout Draft) {
      if !isData, pending < end { draft.copy(text, pending..<end) }
    }
    while offset < text.count {
      let byte = text[offset]
      if byte == 0x0A || byte == 0x0D {
        let isSoft = isQuoted && offset > pending && text[offset - 1] == UInt8(ascii: "=")
        flush(isSoft ? offset - 1 : offset, &draft)
        let next = lineBreak(in: text, at: offset)
        let isFolded = next < text.count && (text[next] == 0x20 || text[next] == 0x09)
        guard isFolded || isSoft else {
          draft.insert(0x0A, at: offset)
          return next
        }
        offset = isFolded ? next + 1 : next
        pending = offset
      } else if byte == UInt8(ascii: "\\"), offset + 1 < text.count, !isData,
        let meant = escaped(text[offset + 1])
      {
        flush(offset, &draft)
        draft.insert(meant, at: offset)
        offset += 2
        pending = offset
      } else if isQuoted, !isData, byte == UInt8(ascii: "="), code(in: text, at: offset) != nil {
        flush(offset, &draft)
        decode(text, &offset, into: &draft)
        pending = offset
      } else {
        offset += 1
      }
    }
    flush(offset, &draft)
    return offset
  }

  /// Writes the characters that codes in a row stand for (RFC 2045 section 6.7): UTF-8, or else Latin 1.
  private static func decode(_ text: Span<UInt8>, _ offset: inout Int, into draft: inout Draft) {
    let start = offset
    var bytes: [UInt8] = []
    while let byte = code(in: text, at: offset) {
      bytes.append(byte)
      offset += 3
    }
    if String(validating: bytes, as: UTF8.self) == nil {
      bytes = bytes.flatMap { Array(String(Unicode.Scalar($0)).utf8) }
    }
    draft.text.append(contentsOf: bytes)
    draft.map.append(output: bytes.count, input: offset - start, from: start)
  }

  /// The byte of the code `=XX` at an offset; nil when there is none.
  private static func code(in text: Span<UInt8>, at offset: Int) -> UInt8? {
    guard offset + 2 < text.count, text[offset] == UInt8(ascii: "=") else { return nil }
    return UInt8(String(utf8: text.extracting(offset + 1..<offset + 3)), radix: 16)
  }

  private static func escaped(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "N"): 0x0A
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"), UInt8(ascii: ":"): byte
    default: nil
    }
  }

  private static func lineBreak(in text: Span<UInt8>, at offset: Int) -> Int {
    let isPair = text[offset] == 0x0D && offset + 1 < text.count && text[offset + 1] == 0x0A
    return offset + (isPair ? 2 : 1)
  }

  private static func lineEnd(of text: Span<UInt8>, from start: Int) -> Int {
    text.firstOffset(of: 0x0A, from: start) ?? text.count
  }

  /// The colon before the value: one in quotes belongs to a parameter.
  private static func colon(in text: Span<UInt8>, _ line: Range<Int>) -> Int? {
    var isQuoted = false
    for offset in line {
      if text[offset] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if text[offset] == UInt8(ascii: ":"), !isQuoted { return offset }
    }
    return nil
  }

  private static func holds(_ head: Span<UInt8>, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard head.count >= length else { return false }
    for offset in 0...(head.count - length) where head.hasPrefix(ignoringCase: word, at: offset) {
      return true
    }
    return false
  }

  private static func ends(_ head: Span<UInt8>, _ word: StaticString) -> Bool {
    head.hasPrefix(ignoringCase: word, at: head.count - word.utf8CodeUnitCount)
  }
}
