public import Native

/// Decodes unstructured header values: RFC 5322 unfolding, RFC 2047 encoded words, raw 8-bit text.
public enum HeaderText {
  /// What was wrong with a value; it was read all the same.
  public struct Outcome: Sendable, Equatable {
    /// The first charset label that no charset has; nil when all are known.
    public var unknownCharset: String?
    /// The first charset label that did not fit its bytes; nil when all did.
    public var wrongCharset: String?
    /// How many malformed stretches became U+FFFD.
    public var replacements = 0

    /// Creates the outcome of a sound value.
    public init() {}
  }

  /// Appends a header value as UTF-8 to `text` and continues `map` with where it came from.
  ///
  /// White space around the value is dropped, line breaks of folding too (RFC 5322 section 2.2.3).
  /// Adjacent encoded words of one charset are decoded together, so that characters split between
  /// them are whole. The map's input offsets are offsets into `value` plus `base`.
  public static func decode(
    _ value: Span<UInt8>, with charsets: inout CharsetDecoder, into text: inout [UInt8],
    map: inout OffsetMap, base: Int = 0
  ) -> Outcome {
    var start = 0
    var end = value.count
    while start < end, isSpace(value[start]) { start += 1 }
    while end > start, isSpace(value[end - 1]) { end -= 1 }
    let value = value.extracting(start..<end)
    if isPlain(value) {
      text.append(value)
      map.appendCopy(value.count, from: base + start)
      return Outcome()
    }
    var writer = HeaderTextWriter(base: base + start)
    writer.write(value, with: &charsets, into: &text, map: &map)
    return writer.outcome
  }

  /// A header value as text, without white space around it.
  public static func string(
    _ value: Span<UInt8>, with charsets: inout CharsetDecoder
  ) -> String {
    var start = 0
    var end = value.count
    while start < end, isSpace(value[start]) { start += 1 }
    while end > start, isSpace(value[end - 1]) { end -= 1 }
    let value = value.extracting(start..<end)
    if isPlain(value) { return String(utf8: value) }
    var text: [UInt8] = []
    var map = OffsetMap()
    _ = decode(value, with: &charsets, into: &text, map: &map)
    return String(utf8: text.span)
  }

  /// Whether a value stands for itself: ASCII on one line, without encoded words or escapes.
  private static func isPlain(_ value: Span<UInt8>) -> Bool {
    // Values are short: one loop costs less than a search for each of the bytes.
    var before: UInt8 = 0
    for offset in 0..<value.count {
      let byte = value[offset]
      switch byte {
      case 0x80..., 0x0A, 0x0D, 0x1B: return false
      case UInt8(ascii: "?"): if before == UInt8(ascii: "=") { return false }
      default: break
      }
      before = byte
    }
    return true
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

/// Collects the encoded words and literal stretches of one value.
private struct HeaderTextWriter {
  var outcome = HeaderText.Outcome()
  private let base: Int
  /// Bytes in the charset of the words or of the literal, and where they came from in the value.
  private var raw: [UInt8] = []
  private var rawMap = OffsetMap()
  private var charset: String?

  init(base: Int) { self.base = base }

  mutating func write(
    _ value: Span<UInt8>, with charsets: inout CharsetDecoder, into text: inout [UInt8],
    map: inout OffsetMap
  ) {
    var ends = EncodedWord.Ends()
    var offset = 0
    var literal = 0
    var followsWord = false
    while let sign = value.firstOffset(of: UInt8(ascii: "="), from: offset) {
      guard let word = EncodedWord(at: sign, to: value.count, in: value, ends: &ends) else {
        offset = sign + 1
        continue
      }
      let label = String(utf8: value.extracting(word.charset)).lowercased()
      // White space between two words is none (RFC 2047 section 6.2).
      let joins = followsWord && isSpace(value, literal..<sign)
      if !joins || label != charset { flush(with: &charsets, into: &text, map: &map) }
      if !joins { write(literal..<sign, of: value, with: &charsets, into: &text, map: &map) }
      charset = label
      word.decode(value, into: &raw, map: &rawMap)
      followsWord = true
      offset = word.range.upperBound
      literal = offset
    }
    flush(with: &charsets, into: &text, map: &map)
    write(literal..<value.count, of: value, with: &charsets, into: &text, map: &map)
  }

  /// Decodes the words that wait.
  private mutating func flush(
    with charsets: inout CharsetDecoder, into text: inout [UInt8], map: inout OffsetMap
  ) {
    guard !raw.isEmpty else { return }
    var part = OffsetMap()
    let result = charsets.decode(raw.span, label: charset, into: &text, map: &part)
    if result.isLabelUnknown {
      outcome.unknownCharset = outcome.unknownCharset ?? charset
    } else if result.isLabelWrong {
      outcome.wrongCharset = outcome.wrongCharset ?? charset
    }
    outcome.replacements += result.replacements
    var composed = part.composed(with: rawMap)
    composed.shiftInput(by: base)
    map.append(composed)
    raw.removeAll(keepingCapacity: true)
    rawMap.removeAll()
    charset = nil
  }

  /// Writes text that stands for itself, unfolded, in UTF-8 or in the charset it looks like.
  private mutating func write(
    _ range: Range<Int>, of value: Span<UInt8>, with charsets: inout CharsetDecoder,
    into text: inout [UInt8], map: inout OffsetMap
  ) {
    guard !range.isEmpty else { return }
    let literal = value.extracting(range)
    let isASCII = literal.firstNonASCII() == literal.count
    let escape = literal.firstOffset(of: 0x1B)
    var start = 0
    for offset in 0..<literal.count where literal[offset] == 0x0A || literal[offset] == 0x0D {
      copy(start..<offset, of: literal, from: range.lowerBound)
      // A break that is no folding still parts two words.
      let next = offset + 1 < literal.count ? literal[offset + 1] : 0x20
      if !HeaderText.isSpace(next), offset > 0, !HeaderText.isSpace(literal[offset - 1]) {
        raw.append(0x20)
        rawMap.append(output: 1, input: 1, from: range.lowerBound + offset)
      }
      start = offset + 1
    }
    copy(start..<literal.count, of: literal, from: range.lowerBound)
    guard isASCII, escape == nil else {
      // Japanese mail of old leaves its escapes unencoded.
      charset = isASCII ? "iso-2022-jp" : nil
      flush(with: &charsets, into: &text, map: &map)
      return
    }
    text.append(contentsOf: raw)
    rawMap.shiftInput(by: base)
    map.append(rawMap)
    raw.removeAll(keepingCapacity: true)
    rawMap.removeAll()
  }

  private mutating func copy(_ range: Range<Int>, of literal: Span<UInt8>, from start: Int) {
    raw.append(literal, in: range)
    rawMap.appendCopy(range.count, from: start + range.lowerBound)
  }

  private func isSpace(_ value: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for offset in range where !HeaderText.isSpace(value[offset]) { return false }
    return true
  }
}
