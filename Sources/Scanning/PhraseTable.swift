// Performance: flat arrays of integers, so that a table can be written to a file and mapped, and a cold
// process reads only the few pages that its message leads to. A phrase is
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
      prefixes: builder.prefixes)
    arrays = builder.finish()
  }

  /// A table that was prepared earlier.
  init(_ arrays: PhraseArrays, filter: AnchorFilter, count: Int) {
    self.arrays = arrays
    self.filter = filter
    self.count = count
  }
}

/// The arrays of a table.
final class PhraseArrays: Sendable {
  /// One word of a sequence.
  struct Element: FlatRecord, Sendable {
    /// The index of its text in `wordEnds`.
    var word: UInt32
    /// The index of its joint in `jointEnds` plus 1; 0 for none.
    var joint: UInt16
    var gap: UInt8
    private var prefix: UInt8

    var isPrefix: Bool { prefix != 0 }

    init(word: UInt32, joint: UInt16, gap: UInt8, isPrefix: Bool) {
      self.word = word
      self.joint = joint
      self.gap = gap
      prefix = isPrefix ? 1 : 0
    }
  }

  /// One sequence of words.
  struct Sequence: FlatRecord, Sendable {
    var phrase: Int32
    /// Its first word in `elements`.
    var first: UInt32
    var count: UInt16
    private var anchorAndGaps: UInt16

    /// The anchor: the index of its (first) word.
    var anchor: UInt16 { anchorAndGaps & 0x7FFF }
    /// Whether other words may stand between its words.
    var hasGaps: Bool { anchorAndGaps & 0x8000 != 0 }

    init(phrase: Int32, first: UInt32, count: UInt16, anchor: UInt16, hasGaps: Bool) {
      self.phrase = phrase
      self.first = first
      self.count = count
      anchorAndGaps = anchor & 0x7FFF | (hasGaps ? 0x8000 : 0)
    }
  }

  let wordBytes: FlatArray<UInt8>
  let wordEnds: FlatArray<UInt32>
  let wordHashes: FlatArray<UInt64>
  let jointBytes: FlatArray<UInt8>
  let jointEnds: FlatArray<UInt32>
  let elements: FlatArray<Element>
  let sequences: FlatArray<Sequence>
  /// Sequences of each anchor, one anchor after the other; `AnchorIndex` knows where.
  let anchored: FlatArray<UInt32>
  let pairs: AnchorIndex
  let words: AnchorIndex
  let prefixes: AnchorIndex

  init(
    wordBytes: FlatArray<UInt8>, wordEnds: FlatArray<UInt32>, wordHashes: FlatArray<UInt64>,
    jointBytes: FlatArray<UInt8>, jointEnds: FlatArray<UInt32>, elements: FlatArray<Element>,
    sequences: FlatArray<Sequence>, anchored: FlatArray<UInt32>, pairs: AnchorIndex,
    words: AnchorIndex, prefixes: AnchorIndex
  ) {
    self.wordBytes = wordBytes
    self.wordEnds = wordEnds
    self.wordHashes = wordHashes
    self.jointBytes = jointBytes
    self.jointEnds = jointEnds
    self.elements = elements
    self.sequences = sequences
    self.anchored = anchored
    self.pairs = pairs
    self.words = words
    self.prefixes = prefixes
  }

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
  struct Slot: FlatRecord, Sendable {
    var key: UInt64 = 0
    var start: UInt32 = 0
    var end: UInt32 = 0
  }

  let slots: FlatArray<Slot>
  private let mask: Int

  /// The index of slots that were filled earlier; nil when they lead past `count` anchored sequences.
  init?(slots: FlatArray<Slot>, count: Int) {
    guard slots.count > 0, slots.count & (slots.count - 1) == 0 else { return nil }
    let span = slots.span
    var last: UInt32 = 0
    var areReversed = false
    var hasEmpty = false
    for index in span.indices {
      let slot = span[index]
      last = max(last, slot.end)
      areReversed = areReversed || slot.start > slot.end
      hasEmpty = hasEmpty || slot.start == slot.end
    }
    // A search ends at an empty slot.
    guard hasEmpty, !areReversed, Int(last) <= count else { return nil }
    self.slots = slots
    mask = slots.count - 1
  }

  /// Creates an index of `entries`, which are sorted by key and will stand from `offset` on.
  init(_ entries: [(key: UInt64, sequence: UInt32)], offset: Int) {
    var keys = entries.isEmpty ? 0 : 1
    for index in entries.indices.dropFirst() where entries[index].key != entries[index - 1].key {
      keys += 1
    }
    var size = 2
    while size < keys * 2 { size *= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    let mask = size - 1
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
    self.slots = FlatArray(slots)
    self.mask = mask
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
