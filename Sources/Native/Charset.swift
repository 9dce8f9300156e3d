// Performance: nearly all mail is ASCII or UTF-8 and is copied in runs after one look. ICU sees only
// the non-ASCII stretches of multibyte charsets; single-byte charsets go through a table of 256
// scalars that is read off ICU once. The naive twin in the tests converts everything with ICU.

/// What came of decoding some bytes.
public struct CharsetOutcome: Sendable, Equatable {
  /// The charset that the bytes were read in, by ICU's name.
  public var used: String
  /// Whether the label named no charset that is known.
  public var isLabelUnknown = false
  /// Whether the label named a charset that does not fit the bytes.
  public var isLabelWrong = false
  /// How many malformed stretches became U+FFFD.
  public var replacements = 0
}

/// Decodes the bytes of any charset to UTF-8, whatever their label says.
///
/// It never fails. Labels are read as the WHATWG encoding standard reads them and then by ICU's
/// aliases. A label that does not fit gives way to what the bytes look like: UTF-8 if they are valid
/// UTF-8, else what ICU's detector says of a bounded sample, else windows-1252. One worker owns a
/// decoder; it keeps the converters and tables it opened.
public struct CharsetDecoder: ~Copyable {
  /// How many more times the detector, which costs about a millisecond, may run; see `reset`.
  private var detections = Self.detectionsPerMessage
  private static let detectionsPerMessage = 32

  private var labels: [(label: String, charset: Charset)] = []
  private var tables: [String: SingleByteTable] = [:]
  private var converters = ConverterCache()
  private var detector = CharsetDetector()
  private var units: [UInt16] = []
  private var offsets: [Int32] = []

  /// Creates a decoder with nothing opened yet.
  public init() {}

  /// Starts a new message: the detector may run again.
  public mutating func reset() { detections = Self.detectionsPerMessage }

  /// Appends `bytes` as UTF-8 to `text` and continues `map` with where they came from.
  ///
  /// The map's output goes on where it ended, and its input offsets are offsets into `bytes` plus
  /// `base`. A byte order mark is dropped; a malformed stretch becomes one U+FFFD that maps to it.
  public mutating func decode(
    _ bytes: Span<UInt8>, label: String?, into text: inout [UInt8], map: inout OffsetMap,
    from base: Int = 0
  ) -> CharsetOutcome {
    if let marked = ByteOrderMark(bytes) {
      return decodeMarked(marked, bytes, into: &text, map: &map, from: base)
    }
    guard let label, !label.isEmpty else {
      return decodeUnlabelled(bytes, into: &text, map: &map, from: base)
    }
    let charset = charset(label)
    switch charset {
    case .unknown:
      var outcome = decodeUnlabelled(bytes, into: &text, map: &map, from: base)
      outcome.isLabelUnknown = true
      return outcome
    case .utf8, .ascii:
      return decodeUTF8(
        bytes, isASCII: charset == .ascii, into: &text, map: &map, from: base)
    case .singleByte, .multibyte, .stateful:
      let fits = labelFits(charset, bytes)
      if fits, let replacements = decodeAs(charset, bytes, into: &text, map: &map, from: base) {
        return replacements
      }
    case .utf16(let order):
      if !WideText.looksLikeBytes(bytes) {
        let isBigEndian = order ?? WideText.looksBigEndian(bytes)
        let replacements = WideText.decodeUTF16(
          bytes, isBigEndian: isBigEndian, into: &text, map: &map, from: base)
        return CharsetOutcome(
          used: isBigEndian ? "UTF-16BE" : "UTF-16LE", replacements: replacements)
      }
    case .utf32(let order):
      if !WideText.looksLikeBytes(bytes) {
        let isBigEndian = order ?? (bytes.count > 0 && bytes[0] == 0)
        let replacements = WideText.decodeUTF32(
          bytes, isBigEndian: isBigEndian, into: &text, map: &map, from: base)
        return CharsetOutcome(
          used: isBigEndian ? "UTF-32BE" : "UTF-32LE", replacements: replacements)
      }
    }
    var outcome = decodeUnlabelled(bytes, into: &text, map: &map, from: base)
    outcome.isLabelWrong = true
    return outcome
  }

  private mutating func charset(_ label: String) -> Charset {
    for known in labels where known.label == label { return known.charset }
    let charset = Charset(label: label)
    if labels.count == 16 { labels.removeFirst() }
    if label.utf8.count <= 100 { labels.append((label, charset)) }
    return charset
  }

  private func decodeMarked(
    _ mark: ByteOrderMark, _ bytes: Span<UInt8>, into text: inout [UInt8], map: inout OffsetMap,
    from base: Int
  ) -> CharsetOutcome {
    let rest = bytes.extracting(mark.length..<bytes.count)
    let from = base + mark.length
    switch mark.charset {
    case .utf16(let isBigEndian):
      let replacements = WideText.decodeUTF16(
        rest, isBigEndian: isBigEndian ?? true, into: &text, map: &map, from: from)
      return CharsetOutcome(used: "UTF-16", replacements: replacements)
    case .utf32(let isBigEndian):
      let replacements = WideText.decodeUTF32(
        rest, isBigEndian: isBigEndian ?? true, into: &text, map: &map, from: from)
      return CharsetOutcome(used: "UTF-32", replacements: replacements)
    default:
      let replacements = text.appendRepaired(rest, map: &map, from: from)
      return CharsetOutcome(used: "UTF-8", replacements: replacements)
    }
  }

  /// Reads bytes that nothing, or nothing useful, is said about.
  private mutating func decodeUnlabelled(
    _ bytes: Span<UInt8>, into text: inout [UInt8], map: inout OffsetMap, from base: Int
  ) -> CharsetOutcome {
    if let isBigEndian = WideText.hiddenOrder(bytes) {
      let replacements = WideText.decodeUTF16(
        bytes, isBigEndian: isBigEndian, into: &text, map: &map, from: base)
      return CharsetOutcome(used: isBigEndian ? "UTF-16BE" : "UTF-16LE", replacements: replacements)
    }
    let census = bytes.utf8Census()
    if census.isASCII {
      // Seven-bit text with the escapes of ISO-2022-JP is Japanese.
      if CharsetDetector.hasISO2022Escape(bytes),
        let outcome = decodeAs(
          .stateful("ISO-2022-JP-2"), bytes, into: &text, map: &map, from: base)
      {
        return outcome
      }
      text.append(bytes)
      map.appendCopy(bytes.count, from: base)
      return CharsetOutcome(used: "US-ASCII")
    }
    if census.isMostlyUTF8 {
      let replacements = text.appendRepaired(bytes, map: &map, from: base)
      return CharsetOutcome(used: "UTF-8", replacements: replacements)
    }
    if detections > 0 {
      detections -= 1
      if let name = detector.detect(bytes) {
        let charset = charset(name)
        if let outcome = decodeAs(charset, bytes, into: &text, map: &map, from: base) {
          return outcome
        }
      }
    }
    if let outcome = decodeAs(
      .singleByte("windows-1252"), bytes, into: &text, map: &map, from: base)
    {
      return outcome
    }
    let replacements = text.appendRepaired(bytes, map: &map, from: base)
    return CharsetOutcome(used: "UTF-8", replacements: replacements)
  }

  /// Reads bytes that are labelled UTF-8 or ASCII.
  private mutating func decodeUTF8(
    _ bytes: Span<UInt8>, isASCII: Bool, into text: inout [UInt8], map: inout OffsetMap,
    from base: Int
  ) -> CharsetOutcome {
    let census = bytes.utf8Census()
    if census.isValid || (!isASCII && census.isMostlyUTF8) {
      // Seven-bit text with ISO-2022 escapes, or UTF-16, was labelled by a program that did not look.
      let isOther =
        census.isASCII
        && (CharsetDetector.hasISO2022Escape(bytes) || WideText.hiddenOrder(bytes) != nil)
      if !isOther {
        let replacements = text.appendRepaired(bytes, map: &map, from: base)
        return CharsetOutcome(
          used: census.isASCII ? "US-ASCII" : "UTF-8", isLabelWrong: isASCII && !census.isASCII,
          replacements: replacements)
      }
    }
    var outcome = decodeUnlabelled(bytes, into: &text, map: &map, from: base)
    outcome.isLabelWrong = true
    return outcome
  }

  /// Whether bytes can be what a one-byte, multibyte or shifting charset's label says of them.
  private mutating func labelFits(_ charset: Charset, _ bytes: Span<UInt8>) -> Bool {
    let census = bytes.utf8Census()
    switch charset {
    case .singleByte(let name):
      // No mail program writes EBCDIC; text under that label is what it looks like.
      if let table = table(name), !table.isASCIICompatible {
        return !WideText.looksLikeBytes(bytes)
      }
      // By chance, hardly a text in a one-byte charset is valid UTF-8.
      return census.multibyte == 0 || !census.isValid
    case .multibyte:
      // A few characters of GBK or EUC-KR can look like UTF-8 by chance.
      return !(census.multibyte >= 4 && census.isValid)
    case .stateful:
      return census.isASCII
    default:
      return true
    }
  }

  /// Decodes in a given charset; nil, with nothing appended, when the bytes do not fit it.
  private mutating func decodeAs(
    _ charset: Charset, _ bytes: Span<UInt8>, into text: inout [UInt8], map: inout OffsetMap,
    from base: Int
  ) -> CharsetOutcome? {
    let mark = map.mark
    let before = text.count
    let used: String
    var replacements = 0
    switch charset {
    case .singleByte(let name):
      guard let table = table(name) else { return nil }
      replacements = table.decode(bytes, into: &text, map: &map, from: base)
      used = name
    case .multibyte(let name):
      guard
        let count = decodeMultibyte(bytes, from: name, into: &text, map: &map, base: base)
      else { return nil }
      replacements = count
      used = name
    case .stateful(let name):
      guard let count = convert(bytes, from: name, into: &text, map: &map, base: base) else {
        return nil
      }
      replacements = count
      used = name
    default:
      replacements = text.appendRepaired(bytes, map: &map, from: base)
      used = "UTF-8"
    }
    // A cut-off character or a little damage is no reason to doubt a label; much of it is.
    if replacements > 2, replacements * 10 > bytes.nonASCIICount() {
      text.removeLast(text.count - before)
      map.rewind(to: mark)
      return nil
    }
    return CharsetOutcome(used: used, replacements: replacements)
  }

  private mutating func table(_ name: String) -> SingleByteTable? {
    if let table = tables[name] { return table }
    guard let table = SingleByteTable(name) else { return nil }
    tables[name] = table
    return table
  }

  /// Copies ASCII runs and converts what lies between them; nil when ICU has no such charset.
  private mutating func decodeMultibyte(
    _ bytes: Span<UInt8>, from name: String, into text: inout [UInt8], map: inout OffsetMap,
    base: Int
  ) -> Int? {
    var replacements = 0
    var offset = 0
    while offset < bytes.count {
      let start = bytes.firstNonASCII(from: offset)
      text.append(bytes, in: offset..<start)
      map.appendCopy(start - offset, from: base + offset)
      guard start < bytes.count else { break }
      // A trailing byte can be ASCII, so a stretch ends one byte into an ASCII run; short runs are
      // converted along, which is cheaper than a call for each stretch.
      var end = start
      var ascii = 0
      while end < bytes.count, ascii < 8 {
        ascii = bytes[end] < 0x80 ? ascii + 1 : 0
        end += 1
      }
      if ascii >= 8 { end -= 7 }
      let stretch = bytes.extracting(start..<end)
      guard
        let count = convert(stretch, from: name, into: &text, map: &map, base: base + start)
      else { return nil }
      replacements += count
      offset = end
    }
    return replacements
  }

  /// Converts through ICU and answers how much was malformed; nil when ICU has no such charset.
  private mutating func convert(
    _ bytes: Span<UInt8>, from name: String, into text: inout [UInt8], map: inout OffsetMap,
    base: Int
  ) -> Int? {
    guard converters.convert(bytes, from: name, into: &units, offsets: &offsets) else { return nil }
    var replacements = 0
    var reader = UTF16Reader(units: units.span)
    var lowest = 0
    while true {
      let index = reader.offset
      guard let (read, _) = reader.next() else { break }
      let start = min(max(Int(offsets[index]), lowest), bytes.count)
      var next = reader.offset
      while next < offsets.count, Int(offsets[next]) <= start { next += 1 }
      var end = next < offsets.count ? min(Int(offsets[next]), bytes.count) : bytes.count
      // Escapes and shifts between two characters belong to neither.
      if end - start > 1 { end = Self.characterEnd(bytes, start, end) }
      var scalar = read
      if scalar == 0x1A, start < bytes.count, bytes[start] != 0x1A { scalar = 0xFFFD }
      if scalar == 0xFFFD { replacements += 1 }
      let length = text.appendUTF8(scalar)
      if next > reader.offset {
        // Several characters from the same bytes: the first takes them.
        map.append(output: length, input: end - start, from: start + base)
        while reader.offset < next, let (more, _) = reader.next() {
          map.append(output: text.appendUTF8(more), input: 0, from: end + base)
        }
      } else {
        map.append(output: length, input: end - start, from: start + base)
      }
      lowest = end
    }
    return replacements
  }

  /// Where the character that starts at `start` ends, if an escape or shift stands before `end`.
  private static func characterEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start + 1
    while index < end {
      let byte = bytes[index]
      let isShift = byte == 0x1B || byte == 0x0E || byte == 0x0F
      let isHZ =
        byte == UInt8(ascii: "~") && index + 1 < end
        && (bytes[index + 1] == UInt8(ascii: "{") || bytes[index + 1] == UInt8(ascii: "}"))
      if isShift || isHZ { return index }
      index += 1
    }
    return end
  }
}

extension UTF8Census {
  /// Whether what is malformed is damage of UTF-8 rather than another charset.
  var isMostlyUTF8: Bool {
    let inside = malformed - (cutOff > 0 ? 1 : 0)
    if inside > 0 { return inside * 4 <= multibyte }
    // A single byte at the end of ASCII is rather an accented letter of another charset.
    return multibyte > 0 || cutOff != 1
  }
}

extension Span where Element == UInt8 {
  /// How many bytes are 0x80 or above.
  fileprivate func nonASCIICount() -> Int {
    var result = 0
    for index in 0..<count where self[index] >= 0x80 { result += 1 }
    return result
  }
}
