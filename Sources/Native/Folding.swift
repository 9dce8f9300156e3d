// Performance: folding reads every byte that is scanned. Plain ASCII (nearly everything) is copied in
// lower case by vector code, which writes the map too and makes white space one space or line break.
// Stretches with non-ASCII or control characters, from word to word, go through a loop of their own, and
// only uncommon letters reach ICU, many words in one call because a call costs as much as 30 bytes. The
// naive twin in the tests sends the whole text through ICU.
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
    fold(text, into: &folded, map: &map, isPortable: false)
  }

  /// The same; `isPortable` asks for the portable twin of the vector code.
  mutating func fold(
    _ text: Span<UInt8>, into folded: inout [UInt8], map: inout OffsetMap, isPortable: Bool
  ) {
    var writer = FoldedWriter(start: folded.count)
    var offset = 0
    while offset < text.count {
      offset = writer.plain(text, from: offset, into: &folded, map: &map, isPortable: isPortable)
      guard offset < text.count else { return }
      // A word with something else in it: all of the word goes the long way. The white space before it
      // may belong to more white space.
      let last = FoldingStretch.end(of: text, from: offset)
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
  private var gap = csimd_gap()

  init(start: Int) { self.start = start }

  /// Whether a byte is white space: a space, a tab or a line break.
  @inline(__always)
  static func isASCIISpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }

  /// Records white space (a space, a tab, or one of the line breaks).
  mutating func space(_ byte: UInt8, from source: Range<Int>) {
    if gap.is_open != 0 {
      gap.end = max(gap.start, source.upperBound)
    } else {
      gap.start = source.lowerBound
      gap.end = source.upperBound
      gap.is_open = 1
      gap.breaks = 0
    }
    if byte != 0x20 && byte != 0x09 {
      if !(byte == 0x0A && gap.is_after_return != 0) { gap.breaks += 1 }
    }
    gap.is_after_return = byte == 0x0D ? 1 : 0
  }

  /// Writes plain words and the white space between them from `offset` on.
  ///
  /// Answers where a word begins that is not plain, or the text ends; the white space before it is recorded.
  mutating func plain(
    _ text: Span<UInt8>, from offset: Int, into folded: inout [UInt8], map: inout OffsetMap,
    isPortable: Bool
  ) -> Int {
    var state = csimd_fold()
    state.offset = offset
    state.gap = gap
    state.has_text = folded.count > start ? 1 : 0
    folded.append(addingCapacity: text.count - offset + Int(CSIMD_FOLD_SLACK)) { output in
      unsafe output.withUnsafeMutableBufferPointer { target, initialized in
        unsafe text.withUnsafeBufferPointer { bytes in
          guard let from = bytes.baseAddress, let into = target.baseAddress else { return }
          unsafe map.append { runs in
            // SAFETY: `into` has room for the rest of the text and what the white space before becomes;
            // the runs have room for what they say.
            if isPortable {
              unsafe csimd_fold_text_portable(from, bytes.count, into, &state, &runs)
            } else {
              unsafe csimd_fold_text(from, bytes.count, into, &state, &runs)
            }
          }
          initialized = state.written
        }
      }
    }
    gap = state.gap
    return state.offset
  }

  /// Writes the white space recorded, unless nothing stands before it.
  @inline(__always)
  mutating func closeGap(into folded: inout [UInt8], map: inout OffsetMap) {
    gap.is_after_return = 0
    guard gap.is_open != 0 else { return }
    gap.is_open = 0
    guard folded.count > start else { return }
    folded.append(gap.breaks == 0 ? 0x20 : 0x0A)
    if gap.breaks > 1 { folded.append(0x0A) }
    map.append(output: gap.breaks > 1 ? 2 : 1, input: gap.end - gap.start, from: gap.start)
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
