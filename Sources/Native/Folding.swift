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
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      if FoldedWriter.isASCIISpace(byte) {
        offset = writer.spaces(text, from: offset)
        continue
      }
      var end = offset
      if byte > 0x20 && byte < 0x7F {
        writer.closeGap(into: &folded, map: &map)
        let plain = Self.copyPlain(text, offset, into: &folded)
        map.appendCopy(plain.words - offset, from: offset)
        end = plain.end
        offset = plain.words
      }
      guard end < text.count, !FoldedWriter.isASCIISpace(text[end]) else { continue }
      // A word with something else in it: all of the word goes the long way. The white space before it
      // may belong to more white space.
      if offset < end { offset = writer.spaces(text, from: offset, to: end) }
      let last = FoldingStretch.end(of: text, from: end)
      if FoldingCommon.covers(text, offset..<last) {
        FoldingCommon.fold(text, offset..<last, into: &folded, writer: &writer, map: &map)
      } else {
        stretch.fold(text, offset..<last, into: &folded, writer: &writer, map: &map)
      }
      offset = last
    }
  }

  /// The same through ICU as a whole, without the fast path: what tests compare `fold` with.
  mutating func foldTheLongWay(
    _ text: Span<UInt8>, into folded: inout [UInt8], map: inout OffsetMap
  ) {
    var writer = FoldedWriter(start: folded.count)
    stretch.fold(text, 0..<text.count, into: &folded, writer: &writer, map: &map)
  }

  /// Appends plain text from `offset` on, which is no white space, up to the last word that is plain.
  ///
  /// Answers where the words end, and where the text does that was looked at: the beginning of a word
  /// that is not plain, or white space that changes.
  private static func copyPlain(
    _ text: Span<UInt8>, _ offset: Int, into folded: inout [UInt8]
  ) -> (words: Int, end: Int) {
    var end = offset
    var words = offset
    unsafe text.withUnsafeBufferPointer { source in
      folded.append(addingCapacity: source.count - offset) { output in
        unsafe output.withUnsafeMutableBufferPointer { target, initialized in
          guard let from = source.baseAddress, let to = target.baseAddress,
            target.count >= source.count - offset
          else { return }
          // SAFETY: `source.count - offset` bytes are left in both buffers from these places, and what
          // is read of `source` below lies between `offset` and `end`.
          unsafe end += csimd_fold_plain(from + offset, source.count - offset, to)
          if unsafe end < source.count && !FoldedWriter.isASCIISpace(source[end]) {
            while unsafe end > offset && !FoldedWriter.isASCIISpace(source[end - 1]) { end -= 1 }
          }
          words = end
          while unsafe words > offset && FoldedWriter.isASCIISpace(source[words - 1]) { words -= 1 }
          initialized = words - offset
        }
      }
    }
    return (words, end)
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

/// Writes folded text, and holds white space back until something follows.
struct FoldedWriter {
  /// How long the output was before.
  private let start: Int
  private var gap = 0..<0
  private var hasGap = false
  private var breaks = 0
  private var isAfterReturn = false

  init(start: Int) { self.start = start }

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

  /// Records the white space from `offset` on, which is some, and answers where it ends.
  mutating func spaces(_ text: Span<UInt8>, from offset: Int, to limit: Int? = nil) -> Int {
    let limit = limit ?? text.count
    if !hasGap {
      gap = offset..<offset
      hasGap = true
      breaks = 0
    }
    var end = offset
    repeat {
      let byte = text[end]
      if byte != 0x20 && byte != 0x09 {
        if !(byte == 0x0A && isAfterReturn) { breaks += 1 }
      }
      isAfterReturn = byte == 0x0D
      end += 1
    } while end < limit && Self.isASCIISpace(text[end])
    gap = gap.lowerBound..<max(gap.lowerBound, end)
    return end
  }

  /// Writes the white space recorded, unless nothing stands before it.
  @inline(__always)
  mutating func closeGap(into folded: inout [UInt8], map: inout OffsetMap) {
    isAfterReturn = false
    guard hasGap else { return }
    hasGap = false
    guard folded.count > start else { return }
    folded.append(breaks == 0 ? 0x20 : 0x0A)
    if breaks > 1 { folded.append(0x0A) }
    map.append(output: breaks > 1 ? 2 : 1, input: gap.count, from: gap.lowerBound)
  }

  /// Writes a visible scalar that came from `source`.
  mutating func scalar(
    _ scalar: UInt32, from source: Range<Int>, into folded: inout [UInt8], map: inout OffsetMap
  ) {
    closeGap(into: &folded, map: &map)
    let length = folded.appendUTF8(scalar)
    map.append(output: length, input: source.count, from: source.lowerBound)
  }
}
