import Native

/// One RFC 2047 encoded word, as ranges of the value it stands in.
struct EncodedWord {
  /// The whole word, `=?` to `?=`.
  var range: Range<Int>
  /// The charset's name without RFC 2231's language.
  var charset: Range<Int>
  /// Whether its text is base64; otherwise it is the quoted-printable variant.
  var isBase64: Bool
  /// The encoded text.
  var text: Range<Int>

  /// Where the next `?=` stands, so that a value full of beginnings is searched once.
  struct Ends {
    private var searched = 0
    private var found = -1

    /// The first `?=` at or after `offset`; `limit` when there is none.
    mutating func next(from offset: Int, to limit: Int, in value: Span<UInt8>) -> Int {
      if offset >= searched, offset <= found { return found }
      searched = offset
      var at = offset
      while let mark = value.firstOffset(of: UInt8(ascii: "?"), from: at, to: limit) {
        if mark + 1 < limit, value[mark + 1] == UInt8(ascii: "=") {
          found = mark
          return mark
        }
        at = mark + 1
      }
      found = limit
      return limit
    }
  }

  /// The longest charset name that is believed.
  private static let longestCharset = 64

  /// Reads the word at `start`; nil when none stands there.
  ///
  /// White space inside the text is illegal and common, so it is read.
  init?(at start: Int, to limit: Int, in value: Span<UInt8>, ends: inout Ends) {
    let mark = UInt8(ascii: "?")
    guard start + 7 < limit, value[start] == UInt8(ascii: "="), value[start + 1] == mark else {
      return nil
    }
    let first = start + 2
    var offset = first
    var charsetEnd: Int?
    let stop = min(limit, first + Self.longestCharset)
    while offset < stop, value[offset] > 0x20, value[offset] != mark {
      if value[offset] == UInt8(ascii: "*"), charsetEnd == nil { charsetEnd = offset }
      offset += 1
    }
    guard offset > first, offset + 3 < limit, value[offset] == mark, value[offset + 2] == mark
    else {
      return nil
    }
    switch value[offset + 1] | 0x20 {
    case UInt8(ascii: "b"): isBase64 = true
    case UInt8(ascii: "q"): isBase64 = false
    default: return nil
    }
    let textStart = offset + 3
    let end = ends.next(from: textStart, to: limit, in: value)
    guard end < limit else { return nil }
    // Another beginning before the end means that this word has none.
    var at = textStart
    while let sign = value.firstOffset(of: UInt8(ascii: "="), from: at, to: end) {
      if sign + 1 < end, value[sign + 1] == mark { return nil }
      at = sign + 1
    }
    range = start..<end + 2
    charset = first..<(charsetEnd ?? offset)
    text = textStart..<end
  }

  /// Appends the word's bytes, in its charset, and where each came from in the value.
  func decode(_ value: Span<UInt8>, into bytes: inout [UInt8], map: inout OffsetMap) {
    if isBase64 {
      let count = bytes.count
      _ = Base64.decode(value.extracting(text), into: &bytes)
      map.append(output: bytes.count - count, input: range.count, from: range.lowerBound)
      return
    }
    var offset = text.lowerBound
    while offset < text.upperBound {
      let byte = value[offset]
      var taken = 1
      switch byte {
      case UInt8(ascii: "_"): bytes.append(0x20)
      case 0x0A, 0x0D:  // folded inside the word
        offset += 1
        continue
      case UInt8(ascii: "="):
        if offset + 2 < text.upperBound, let high = HexadecimalDigit.value(value[offset + 1]),
          let low = HexadecimalDigit.value(value[offset + 2])
        {
          bytes.append(high << 4 | low)
          taken = 3
        } else {
          bytes.append(byte)
        }
      default: bytes.append(byte)
      }
      map.append(output: 1, input: taken, from: offset)
      offset += taken
    }
  }
}
