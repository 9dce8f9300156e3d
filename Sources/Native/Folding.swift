// Performance: folding reads every byte that is scanned. Plain ASCII (nearly everything) is copied in
// lower case 16 bytes at a time, over line breaks and empty lines, as one identity run of the map; only
// white space that changes stops it. Stretches with non-ASCII or control characters, from word to word, go through a loop of
// their own, and only uncommon letters reach ICU, many words in one call because a call costs as much
// as 30 bytes. The naive twin in the tests sends the
// whole text through ICU.
private import CSIMD

/// Folds text to the form that rules are matched on.
///
/// NFKC case folding, which also takes out invisible and bidirectional controls; look-alike letters in
/// words that mix scripts become the letters they look like; quotes, apostrophes and primes become
/// `'` or `"`, dashes `-`; white space becomes one space, one line break (`\n`) or, for blank lines,
/// two. Nothing stands at the beginning or the end but text. Folding twice is folding once. The result
/// is valid UTF-8 whatever came in, and the map says for every byte of it which bytes it came from.
public struct Folder: ~Copyable {
  private var stretch = FoldingStretch()

  /// Creates a folder.
  public init() {}

  /// Appends the folded form of `text` to `folded`, and continues `map` with where each byte came from.
  ///
  /// Input offsets of the map are offsets into `text`.
  public mutating func fold(
    _ text: Span<UInt8>, into folded: inout [UInt8], map: inout OffsetMap
  ) {
    var writer = FoldedWriter(start: folded.count)
    // One filling for the whole text: plain text is written in place, and folding rarely grows.
    folded.append(contentsOf: repeatElement(0, count: text.count + 16))
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      if FoldedWriter.isASCIISpace(byte) {
        writer.space(byte, from: offset..<offset + 1)
        offset += 1
        continue
      }
      var end = offset
      if byte > 0x20 && byte < 0x7F {
        writer.closeGap(into: &folded, map: &map, room: text.count - offset)
        end += Self.copyPlain(text, offset, into: &folded, at: writer.count)
      }
      if end < text.count, !FoldedWriter.isASCIISpace(text[end]) {
        // A word with something else in it: all of the word goes the long way.
        while end > offset, text[end - 1] != 0x20, text[end - 1] != 0x0A { end -= 1 }
        // The white space before it may belong to more white space.
        var words = end
        while words > offset, FoldedWriter.isASCIISpace(text[words - 1]) { words -= 1 }
        writer.advance(words - offset, from: offset, map: &map)
        for place in words..<end { writer.space(text[place], from: place..<place + 1) }
        let last = FoldingStretch.end(of: text, from: end)
        let rest = text.count - last
        if FoldingCommon.covers(text, end..<last) {
          FoldingCommon.fold(
            text, end..<last, into: &folded, writer: &writer, map: &map, after: rest)
        } else {
          stretch.fold(text, end..<last, into: &folded, writer: &writer, map: &map, after: rest)
        }
        offset = last
        continue
      }
      // White space before other white space belongs to it.
      while end > offset, FoldedWriter.isASCIISpace(text[end - 1]) { end -= 1 }
      writer.advance(end - offset, from: offset, map: &map)
      offset = end
    }
    folded.removeLast(folded.count - writer.count)
  }

  /// The same through ICU as a whole, without the fast path: what tests compare `fold` with.
  mutating func foldTheLongWay(
    _ text: Span<UInt8>, into folded: inout [UInt8], map: inout OffsetMap
  ) {
    var writer = FoldedWriter(start: folded.count)
    stretch.fold(text, 0..<text.count, into: &folded, writer: &writer, map: &map, after: 0)
    folded.removeLast(folded.count - writer.count)
  }

  private static func copyPlain(
    _ text: Span<UInt8>, _ offset: Int, into folded: inout [UInt8], at place: Int
  ) -> Int {
    let length = min(text.count - offset, folded.count - place)
    return unsafe text.withUnsafeBufferPointer { source in
      unsafe folded.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress, length > 0 else {
          return 0
        }
        // SAFETY: `length` bytes are left in both buffers from these places.
        return unsafe csimd_fold_plain(from + offset, length, to + place)
      }
    }
  }

  /// The folded form of a text, as bytes.
  public mutating func foldedBytes(_ text: Span<UInt8>) -> [UInt8] {
    var folded: [UInt8] = []
    var map = OffsetMap()
    fold(text, into: &folded, map: &map)
    return folded
  }

  /// The folded form of a text.
  public mutating func foldedString(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: foldedBytes(bytes.span), as: UTF8.self)
  }
}

/// Writes folded text: where the next byte goes, and the white space not yet written.
struct FoldedWriter {
  /// How many bytes of the output hold text.
  private(set) var count: Int
  private let start: Int
  private var gap = 0..<0
  private var hasGap = false
  private var breaks = 0
  private var isAfterReturn = false

  init(start: Int) {
    self.start = start
    count = start
  }

  /// Whether a byte is white space: a space, a tab or a line break.
  @inline(__always)
  static func isASCIISpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }

  /// Records white space (a space, a tab, or one of the line breaks).
  mutating func space(_ byte: UInt8, from source: Range<Int>) {
    if hasGap {
      gap = gap.lowerBound..<max(gap.lowerBound, source.upperBound)
    } else {
      gap = source
      hasGap = true
      breaks = 0
    }
    if byte != 0x20 && byte != 0x09 {
      if !(byte == 0x0A && isAfterReturn) { breaks += 1 }
    }
    isAfterReturn = byte == 0x0D
  }

  /// Writes the white space recorded, unless nothing stands before it.
  ///
  /// `room` is how much input is left; the output is kept large enough for it.
  mutating func closeGap(into folded: inout [UInt8], map: inout OffsetMap, room: Int) {
    isAfterReturn = false
    if folded.count - count < room + 16 {
      folded.append(contentsOf: repeatElement(0, count: room + 64))
    }
    guard hasGap else { return }
    hasGap = false
    guard count > start else { return }
    if breaks == 0 {
      folded[count] = 0x20
      count += 1
      map.append(output: 1, input: gap.count, from: gap.lowerBound)
    } else {
      folded[count] = 0x0A
      count += 1
      if breaks > 1 {
        folded[count] = 0x0A
        count += 1
      }
      map.append(output: breaks > 1 ? 2 : 1, input: gap.count, from: gap.lowerBound)
    }
  }

  /// Takes over bytes that were written in place, unchanged in length.
  mutating func advance(_ length: Int, from offset: Int, map: inout OffsetMap) {
    count += length
    map.appendCopy(length, from: offset)
  }

  /// Writes a visible scalar that came from `source`.
  mutating func scalar(
    _ scalar: UInt32, from source: Range<Int>, into folded: inout [UInt8], map: inout OffsetMap,
    room: Int
  ) {
    closeGap(into: &folded, map: &map, room: room)
    let before = count
    if scalar < 0x80 {
      folded[count] = UInt8(truncatingIfNeeded: scalar)
      count += 1
    } else if scalar < 0x800 {
      folded[count] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      folded[count + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count += 2
    } else if scalar < 0x1_0000 {
      folded[count] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      folded[count + 1] = UInt8(truncatingIfNeeded: 0x80 | (scalar >> 6) & 0x3F)
      folded[count + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count += 3
    } else {
      folded[count] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
      folded[count + 1] = UInt8(truncatingIfNeeded: 0x80 | (scalar >> 12) & 0x3F)
      folded[count + 2] = UInt8(truncatingIfNeeded: 0x80 | (scalar >> 6) & 0x3F)
      folded[count + 3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count += 4
    }
    map.append(output: count - before, input: source.count, from: source.lowerBound)
  }
}
