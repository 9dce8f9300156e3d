import Native

/// The `name=value` parameters of a structured header (RFC 2045 section 5.1, RFC 2183, RFC 2231).
///
/// Read besides the standard: values without quotes though they need them, missing semicolons,
/// encoded words (RFC 2047) inside quotes, parameters given twice (the first counts), continuations
/// in any order, and `name*` beside `name`, where the extended one counts (RFC 6266 section 4.3).
struct HeaderParameters {
  /// The parameters, decoded, in order of their first appearance.
  var items: [MediaType.Parameter] = []
  /// Where each item's raw value stands in the header's value; of a continued one, the first piece.
  var ranges: [Range<Int>] = []

  /// The most pieces that are read of one header; no mailer comes near it.
  private static let mostPieces = 1_000

  /// One `name*1*=value` as it stands.
  private struct Piece {
    var name: String
    /// The number of a continuation; 0 for one that is only extended; nil for a plain one.
    var section: Int?
    var isExtended: Bool
    /// Where its value stands, without quotes.
    var value: Range<Int>
    var isQuoted: Bool
    /// Its place among all pieces.
    var order: Int
  }

  /// Reads the parameters from `start` of a header's value.
  init(_ value: Span<UInt8>, from start: Int, with charsets: inout CharsetDecoder) {
    // The mark of what is continued or extended; hardly any value has one.
    if value.firstOffset(of: UInt8(ascii: "*"), from: min(start, value.count)) == nil {
      readPlain(value, from: start, with: &charsets)
    } else {
      readPieces(value, from: start, with: &charsets)
    }
  }

  /// Reads parameters none of which is continued or extended.
  private mutating func readPlain(
    _ value: Span<UInt8>, from start: Int, with charsets: inout CharsetDecoder
  ) {
    var offset = start
    var comments = HeaderComment.Search()
    while offset < value.count, items.count < Self.mostPieces {
      guard let piece = Self.piece(at: &offset, in: value, &comments) else { continue }
      if items.isEmpty {
        // Hardly any field has more.
        items.reserveCapacity(4)
        ranges.reserveCapacity(4)
      }
      items.append(.init(name: piece.name, value: Self.text(of: piece, in: value, with: &charsets)))
      ranges.append(piece.value)
    }
  }

  private mutating func readPieces(
    _ value: Span<UInt8>, from start: Int, with charsets: inout CharsetDecoder
  ) {
    var pieces: [Piece] = []
    var offset = start
    var comments = HeaderComment.Search()
    while offset < value.count, pieces.count < Self.mostPieces {
      guard var piece = Self.piece(at: &offset, in: value, &comments) else { continue }
      piece.order = pieces.count
      pieces.append(piece)
    }
    assemble(pieces, in: value, with: &charsets)
  }

  /// The index of the first parameter called `name`.
  func index(of name: String) -> Int? { items.firstIndex { $0.name == name } }

  // MARK: Pieces

  /// Reads one piece and moves on; nil when what stands there has no value.
  private static func piece(
    at offset: inout Int, in value: Span<UInt8>, _ comments: inout HeaderComment.Search
  ) -> Piece? {
    while offset < value.count,
      HeaderText.isSpace(value[offset]) || value[offset] == semicolon
        || value[offset] == UInt8(ascii: ",")
    {
      offset += 1
    }
    let start = offset
    while offset < value.count, value[offset] != UInt8(ascii: "="), value[offset] != semicolon {
      if value[offset] == UInt8(ascii: "("), offset == start {
        offset = comments.end(at: offset, in: value) ?? offset + 1
        return nil
      }
      offset += 1
    }
    guard offset < value.count, value[offset] != semicolon else { return nil }
    // Junk before the name, as a missing semicolon leaves it, is no part of the name.
    var nameEnd = offset
    while nameEnd > start, HeaderText.isSpace(value[nameEnd - 1]) { nameEnd -= 1 }
    var nameStart = nameEnd
    while nameStart > start, !HeaderText.isSpace(value[nameStart - 1]) { nameStart -= 1 }
    let name = String(lowercasing: value.extracting(nameStart..<nameEnd))
    offset += 1
    while offset < value.count, HeaderText.isSpace(value[offset]) { offset += 1 }
    let isQuoted = offset < value.count && value[offset] == UInt8(ascii: "\"")
    let range =
      isQuoted
      ? quotedValue(at: &offset, in: value)
      : bareValue(at: &offset, in: value, mayHoldSpaces: name.hasSuffix("name"))
    guard !name.isEmpty else { return nil }
    var piece = Piece(
      name: name, section: nil, isExtended: false, value: range, isQuoted: isQuoted, order: 0)
    let star = value.firstOffset(of: UInt8(ascii: "*"), from: nameStart, to: nameEnd)
    if star != nil { readMarks(of: &piece) }
    return piece
  }

  /// Takes RFC 2231's marks off a name: `*`, `*3`, `*3*`.
  private static func readMarks(of piece: inout Piece) {
    guard let star = piece.name.firstIndex(of: "*"), star != piece.name.startIndex else { return }
    var marks = piece.name[piece.name.index(after: star)...]
    if marks.isEmpty {
      piece.section = 0
      piece.isExtended = true
    } else {
      if marks.last == "*" {
        piece.isExtended = true
        marks.removeLast()
      }
      guard let section = Int(marks), section >= 0 else {
        piece.isExtended = false
        return
      }
      piece.section = section
    }
    piece.name = String(piece.name[..<star])
  }

  /// Moves behind a value in quotes, and answers where it stands between them.
  private static func quotedValue(at offset: inout Int, in value: Span<UInt8>) -> Range<Int> {
    let start = offset + 1
    offset = start
    while offset < value.count, value[offset] != UInt8(ascii: "\"") {
      if value[offset] == UInt8(ascii: "\\"), offset + 1 < value.count { offset += 1 }
      offset += 1
    }
    let range = start..<min(offset, value.count)
    offset = min(offset + 1, value.count)
    return range
  }

  /// Moves behind a value without quotes, and answers where it stands.
  private static func bareValue(
    at offset: inout Int, in value: Span<UInt8>, mayHoldSpaces: Bool
  ) -> Range<Int> {
    let start = offset
    while offset < value.count, value[offset] != semicolon,
      mayHoldSpaces || !HeaderText.isSpace(value[offset])
    {
      offset += 1
    }
    var end = offset
    while end > start, HeaderText.isSpace(value[end - 1]) { end -= 1 }
    // A comment behind the value is none of it: `us-ascii (Plain text)`.
    if end > start, value[end - 1] == UInt8(ascii: ")") {
      var open = start
      while open < end,
        !(value[open] == UInt8(ascii: "(") && open > start
          && HeaderText.isSpace(value[open - 1]))
      {
        open += 1
      }
      if open < end, HeaderComment.end(at: open, in: value.extracting(0..<end)) == end {
        end = open
        while end > start, HeaderText.isSpace(value[end - 1]) { end -= 1 }
      }
    }
    return start..<end
  }

  /// A value's bytes without the line breaks of folding and the backslashes before quoted characters.
  private static func bytes(of piece: Piece, in value: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var at = piece.value.lowerBound
    let end = piece.value.upperBound
    while at < end {
      if piece.isQuoted, value[at] == UInt8(ascii: "\\"), at + 1 < end { at += 1 }
      if value[at] != 0x0A, value[at] != 0x0D { bytes.append(value[at]) }
      at += 1
    }
    return bytes
  }

  /// The text of a plain piece.
  private static func text(
    of piece: Piece, in value: Span<UInt8>, with charsets: inout CharsetDecoder
  ) -> String {
    for at in piece.value {
      let byte = value[at]
      if byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "\\") {
        return text(of: bytes(of: piece, in: value), with: &charsets)
      }
    }
    return HeaderText.string(value.extracting(piece.value), with: &charsets)
  }

  // MARK: RFC 2231

  private mutating func assemble(
    _ pieces: [Piece], in value: Span<UInt8>, with charsets: inout CharsetDecoder
  ) {
    let sorted = pieces.filter { $0.section != nil }.sorted {
      ($0.name, $0.section ?? 0, $0.order) < ($1.name, $1.section ?? 0, $1.order)
    }
    var assembled: [(order: Int, item: MediaType.Parameter, range: Range<Int>)] = []
    var names: Set<String> = []
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].name == sorted[start].name { end += 1 }
      let group = sorted[start..<end]
      let first = group.map(\.order).min() ?? 0
      assembled.append(
        (
          first,
          .init(name: sorted[start].name, value: Self.text(of: group, in: value, with: &charsets)),
          sorted[start].value
        ))
      names.insert(sorted[start].name)
      start = end
    }
    for piece in pieces where piece.section == nil && !names.contains(piece.name) {
      let text = Self.text(of: piece, in: value, with: &charsets)
      assembled.append((piece.order, .init(name: piece.name, value: text), piece.value))
    }
    if assembled.count > 1 { assembled.sort { $0.order < $1.order } }
    for (_, item, range) in assembled {
      items.append(item)
      ranges.append(range)
    }
  }

  /// The text of continued or extended pieces, sorted by number.
  private static func text(
    of pieces: ArraySlice<Piece>, in value: Span<UInt8>, with charsets: inout CharsetDecoder
  ) -> String {
    guard let first = pieces.first else { return "" }
    guard pieces.contains(where: \.isExtended) else {
      var whole: [UInt8] = []
      for piece in numbered(pieces) { whole += Self.bytes(of: piece, in: value) }
      return text(of: whole, with: &charsets)
    }
    var charset: String?
    var bytes: [UInt8] = []
    for piece in numbered(pieces) {
      var rest = Self.bytes(of: piece, in: value)[...]
      if piece.isExtended, piece.order == first.order,
        let quote = rest.firstIndex(of: UInt8(ascii: "'")),
        let second = rest[(quote + 1)...].firstIndex(of: UInt8(ascii: "'"))
      {
        charset = String(decoding: rest[..<quote], as: UTF8.self)
        rest = rest[(second + 1)...]
      }
      if piece.isExtended { appendPercentDecoded(rest, to: &bytes) } else { bytes += rest }
    }
    var text: [UInt8] = []
    var map = OffsetMap()
    _ = charsets.decode(bytes.span, label: charset, into: &text, map: &map)
    return String(utf8: text.span)
  }

  /// The pieces, each number once: the first of those given twice.
  private static func numbered(_ pieces: ArraySlice<Piece>) -> [Piece] {
    var result: [Piece] = []
    for piece in pieces where result.last?.section != piece.section { result.append(piece) }
    return result
  }

  private static func appendPercentDecoded(_ value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    var offset = value.startIndex
    while offset < value.endIndex {
      if value[offset] == UInt8(ascii: "%"), offset + 2 < value.endIndex,
        let high = HexadecimalDigit.value(value[offset + 1]),
        let low = HexadecimalDigit.value(value[offset + 2])
      {
        bytes.append(high << 4 | low)
        offset += 3
      } else {
        bytes.append(value[offset])
        offset += 1
      }
    }
  }

  private static func text(of value: [UInt8], with charsets: inout CharsetDecoder) -> String {
    HeaderText.string(value.span, with: &charsets)
  }

  private static let semicolon = UInt8(ascii: ";")
}
