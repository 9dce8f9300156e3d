import Lexicons
import Native

/// Collects sequences and chooses their anchors.
struct PhraseTableBuilder {
  /// An anchor's key and the sequence that stands there.
  typealias Anchor = (key: UInt64, sequence: UInt32)

  /// The anchors of each kind.
  struct Anchors {
    private var lists: [[Anchor]] = [[], [], []]
    subscript(kind: AnchorCandidate.Kind) -> [Anchor] {
      get { lists[Int(kind.rawValue)] }
      _modify { yield &lists[Int(kind.rawValue)] }
    }
  }

  /// The longest sequence, in words; a hit's length must fit its sort key.
  private static let longestSequence = 4000

  private(set) var anchors = Anchors()
  /// The beginnings of words that are anchors.
  private(set) var prefixes: [[UInt8]] = []
  private var wordBytes: [UInt8] = []
  private var wordEnds: [UInt32] = []
  private var wordHashes: [UInt64] = []
  private var jointBytes: [UInt8] = []
  private var jointEnds: [UInt32] = []
  private var elements: [PhraseArrays.Element] = []
  private var sequences: [PhraseArrays.Sequence] = []
  private let rarity = WordRarity()
  /// Words by hash: open addressing over indexes of `wordEnds`, plus 1.
  private var wordSlots = [UInt32](repeating: 0, count: 1024)
  private var joints: [String: UInt16] = [:]

  /// Adds one sequence of a phrase.
  mutating func add(_ sequence: WordSequence, of phrase: Int32) {
    let words = sequence.words
    guard !words.isEmpty, words.count <= PhraseTableBuilder.longestSequence,
      !words.contains(where: { $0.text.isEmpty }), jointEnds.count < Int(UInt16.max) - words.count
    else { return }
    let first = elements.count
    var hasGaps = false
    for (index, word) in words.enumerated() {
      var element = PhraseArrays.Element(
        word: intern(word.text), joint: 0, gap: 0, isPrefix: word.isPrefix)
      if index > 0 {
        if let joint = word.joint {
          element.joint = intern(joint: joint)
        } else {
          element.gap = UInt8(clamping: min(word.gap, PhraseTable.longestSpan))
        }
        hasGaps = hasGaps || element.gap > 0
      }
      elements.append(element)
    }
    let (anchor, kind, key) = chooseAnchor(first..<elements.count)
    anchors[kind].append((key, UInt32(sequences.count)))
    if kind == .prefix {
      prefixes.append(Array(wordBytes[bytes(ofWord: Int(elements[first + anchor].word))]))
    }
    sequences.append(
      PhraseArrays.Sequence(
        phrase: phrase, first: UInt32(first), count: UInt16(words.count), anchor: UInt16(anchor),
        hasGaps: hasGaps))
  }

  /// The arrays, the sequences ordered by anchor.
  consuming func finish() -> PhraseArrays {
    var anchored: [UInt32] = []
    var indexes: [AnchorIndex] = []
    for kind in AnchorCandidate.Kind.allCases {
      anchors[kind].sort { $0.key != $1.key ? $0.key < $1.key : $0.sequence < $1.sequence }
      indexes.append(AnchorIndex(anchors[kind], offset: anchored.count))
      for anchor in anchors[kind] { anchored.append(anchor.sequence) }
    }
    return PhraseArrays(
      wordBytes: FlatArray(wordBytes), wordEnds: FlatArray(wordEnds),
      wordHashes: FlatArray(wordHashes), jointBytes: FlatArray(jointBytes),
      jointEnds: FlatArray(jointEnds), elements: FlatArray(elements),
      sequences: FlatArray(sequences), anchored: FlatArray(anchored),
      pairs: indexes[Int(AnchorCandidate.Kind.pair.rawValue)],
      words: indexes[Int(AnchorCandidate.Kind.word.rawValue)],
      prefixes: indexes[Int(AnchorCandidate.Kind.prefix.rawValue)])
  }

  /// The rarest pair of adjacent words, word, or beginning of a word among `elements`.
  private func chooseAnchor(
    _ range: Range<Int>
  ) -> (anchor: Int, kind: AnchorCandidate.Kind, key: UInt64) {
    var best = (anchor: 0, kind: AnchorCandidate.Kind.word, key: UInt64(0))
    var lowest = Int.max
    var previous: (hash: UInt64, share: Int)?
    for index in range {
      let element = elements[index]
      let bytes = wordBytes.span.extracting(self.bytes(ofWord: Int(element.word)))
      if element.isPrefix {
        // A prefix costs the filter a look at the text.
        let share = rarity.share(ofPrefix: bytes) + 1
        if share < lowest, let key = AnchorFilter.prefixKey(bytes) {
          lowest = share
          best = (index - range.lowerBound, .prefix, key)
        }
        previous = nil
        continue
      }
      let hash = wordHashes[Int(element.word)]
      let share = rarity.share(of: bytes, hash: hash)
      if share < lowest {
        lowest = share
        best = (index - range.lowerBound, .word, hash)
      }
      if let before = previous, element.gap == 0 {
        let pair = rarity.share(ofPair: before.share, share)
        if pair < lowest {
          lowest = pair
          best = (index - range.lowerBound - 1, .pair, WordHash.pair(before.hash, hash))
        }
      }
      previous = (hash, share)
    }
    return best
  }

  private func bytes(ofWord word: Int) -> Range<Int> {
    (word > 0 ? Int(wordEnds[word - 1]) : 0)..<Int(wordEnds[word])
  }

  /// The index of a word's text, added if it is new.
  private mutating func intern(_ text: String) -> UInt32 {
    let start = wordBytes.count
    wordBytes.append(contentsOf: text.utf8)
    let range = start..<wordBytes.count
    let hash = WordHash.hash(wordBytes.span.extracting(range))
    let mask = wordSlots.count - 1
    var place = Int(truncatingIfNeeded: hash >> 20) & mask
    while wordSlots[place] != 0 {
      let known = Int(wordSlots[place]) - 1
      if wordHashes[known] == hash,
        wordBytes.span.extracting(bytes(ofWord: known))
          .equals(wordBytes.span.extracting(range))
      {
        wordBytes.removeLast(range.count)
        return UInt32(known)
      }
      place = (place + 1) & mask
    }
    wordEnds.append(UInt32(range.upperBound))
    wordHashes.append(hash)
    wordSlots[place] = UInt32(wordEnds.count)
    if wordEnds.count * 2 > wordSlots.count { growWordSlots() }
    return UInt32(wordEnds.count - 1)
  }

  private mutating func growWordSlots() {
    wordSlots = [UInt32](repeating: 0, count: wordSlots.count * 4)
    let mask = wordSlots.count - 1
    for (index, hash) in wordHashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash >> 20) & mask
      while wordSlots[place] != 0 { place = (place + 1) & mask }
      wordSlots[place] = UInt32(index + 1)
    }
  }

  /// The index of a joint plus 1; its white space does not count.
  private mutating func intern(joint: String) -> UInt16 {
    if let known = joints[joint] { return known }
    jointBytes.append(
      contentsOf: joint.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") })
    jointEnds.append(UInt32(jointBytes.count))
    joints[joint] = UInt16(jointEnds.count)
    return UInt16(jointEnds.count)
  }
}
