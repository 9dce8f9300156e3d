// Performance: flat arrays of integers, so that a table can be written to a file and mapped. A phrase is
// found by its anchor: the rarest pair of its adjacent words, else its rarest word or beginning of one.
// The matcher looks at a phrase only where its anchor stands, so that cost hardly grows with phrases.
public import Lexicons
import Native

/// Many phrases, prepared for one pass over the words of a text.
///
/// A phrase's id is its index.
public final class PhraseTable: Sendable {
  /// How far from its anchor a phrase with gaps is looked for, in words; longer ones are not found.
  public static let longestSpan = 63

  let arrays: PhraseArrays
  let filter: AnchorFilter
  /// How many phrases there are.
  public let count: Int

  /// Prepares phrases; sequences without words are never found.
  public init(_ phrases: [Phrase]) {
    var builder = PhraseTableBuilder()
    for (id, phrase) in phrases.enumerated() {
      for sequence in phrase.sequences { builder.add(sequence, of: Int32(truncatingIfNeeded: id)) }
    }
    count = phrases.count
    filter = AnchorFilter(
      pairs: builder.anchors[.pair].map(\.key), words: builder.anchors[.word].map(\.key),
      prefixes: builder.anchors[.prefix].map(\.key))
    arrays = builder.finish()
  }
}

/// The arrays of a table.
struct PhraseArrays: Sendable {
  /// One word of a sequence.
  struct Element: Sendable {
    /// The index of its text in `wordEnds`.
    var word: UInt32
    /// The index of its joint in `jointEnds` plus 1; 0 for none.
    var joint: UInt32
    var gap: UInt8
    var isPrefix: Bool
  }

  /// One sequence of words.
  struct Sequence: Sendable {
    var phrase: Int32
    /// Its first word in `elements`.
    var first: UInt32
    var count: UInt16
    /// The anchor: the index of its (first) word.
    var anchor: UInt16
    /// Whether other words may stand between its words.
    var hasGaps: Bool
  }

  var wordBytes: [UInt8] = []
  var wordEnds: [UInt32] = []
  var wordHashes: [UInt64] = []
  var jointBytes: [UInt8] = []
  var jointEnds: [UInt32] = []
  var elements: [Element] = []
  var sequences: [Sequence] = []
  /// Sequences of each anchor, one anchor after the other; `AnchorIndex` knows where.
  var anchored: [UInt32] = []
  var pairs = AnchorIndex()
  var words = AnchorIndex()
  var prefixes = AnchorIndex()

  @inline(__always)
  func bytes(ofWord word: Int) -> Range<Int> {
    (word > 0 ? Int(wordEnds[word - 1]) : 0)..<Int(wordEnds[word])
  }

  @inline(__always)
  func bytes(ofJoint joint: Int) -> Range<Int> {
    (joint > 0 ? Int(jointEnds[joint - 1]) : 0)..<Int(jointEnds[joint])
  }

  /// The range of `anchored` that holds the sequences of an anchor.
  @inline(__always)
  func sequences(at candidate: AnchorCandidate) -> Range<Int> {
    switch candidate.kind {
    case .pair: pairs.range(of: candidate.key)
    case .word: words.range(of: candidate.key)
    case .prefix: prefixes.range(of: candidate.key)
    }
  }
}

/// From an anchor's key to a range of `PhraseArrays.anchored`: open addressing, at most half full.
struct AnchorIndex: Sendable {
  private struct Slot: Sendable {
    var key: UInt64 = 0
    var start: UInt32 = 0
    var end: UInt32 = 0
  }

  private var slots: [Slot] = [Slot()]
  private var mask = 0

  init() {}

  /// Creates an index of `entries`, which are sorted by key and will stand from `offset` on.
  init(_ entries: [(key: UInt64, sequence: UInt32)], offset: Int) {
    var size = 2
    while size < entries.count * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    mask = size - 1
    var start = 0
    while start < entries.count {
      let key = entries[start].key
      var end = start + 1
      while end < entries.count && entries[end].key == key { end += 1 }
      var place = AnchorIndex.place(of: key, mask)
      while slots[place].end > slots[place].start { place = (place + 1) & mask }
      slots[place] = Slot(key: key, start: UInt32(offset + start), end: UInt32(offset + end))
      start = end
    }
  }

  @inline(__always)
  private static func place(of key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key ^ key >> 32) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
  }

  @inline(__always)
  func range(of key: UInt64) -> Range<Int> {
    var place = AnchorIndex.place(of: key, mask)
    while true {
      let slot = slots[place]
      if slot.start == slot.end { return 0..<0 }
      if slot.key == key { return Int(slot.start)..<Int(slot.end) }
      place = (place + 1) & mask
    }
  }
}
