// Performance: this loop sees every token of every passage, so it does little: per token it tests one bit
// for the pair of words that ends there and one for the word alone, in bitmaps small enough for the
// caches (24 bits per anchor), 64 tokens at a time without a branch, since with thousands of common words among
// the anchors no branch could be foretold. Text is touched only for beginnings of words, when any are
// wanted, and for a final 's.

/// A token at which some phrases may stand, because their anchor stands there.
public struct AnchorCandidate: Sendable, Hashable {
  /// What kind of anchor it is.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// Two adjacent words; the key is `WordHash.pair` of their hashes, the token the second.
    case pair
    /// One word; the key is its hash.
    case word
    /// The beginning of a word; the key is `AnchorFilter.prefixKey` of it.
    case prefix
  }

  /// What to look up.
  public var key: UInt64
  /// The index of the token.
  public var token: UInt32
  /// The kind of anchor.
  public var kind: Kind
}

/// The anchors of all phrases, as bitmaps that say quickly where none can be.
public final class AnchorFilter: Sendable {
  private let pairs: HashFilter
  private let words: HashFilter
  private let prefixes: HashFilter
  /// The lengths of prefix keys in use.
  private let lengths: [Int]
  /// One bit for each two first bytes of a word with which some prefix begins: most words end here.
  private let firstBytes: FlatArray<UInt64>

  /// `'s` as two bytes of memory.
  private static let possessive = UInt16(littleEndian: 0x7327)
  /// How long a key may be made of the beginning of a word.
  private static let keyLengths = [6, 4, 3, 2, 1]

  /// Creates a filter that lets these anchors through.
  ///
  /// - Parameters:
  ///   - pairs: the keys of pairs.
  ///   - words: the keys of words.
  ///   - prefixes: the beginnings of words themselves; empty ones are left out.
  public init(pairs: [UInt64], words: [UInt64], prefixes: [[UInt8]]) {
    let keys = prefixes.compactMap { AnchorFilter.prefixKey($0.span) }
    self.pairs = HashFilter(pairs)
    self.words = HashFilter(words)
    self.prefixes = HashFilter(keys)
    let used = Set(keys.map { Int($0 & 7) })
    lengths = AnchorFilter.keyLengths.filter { used.contains($0) }
    var firstBytes = [UInt64](repeating: 0, count: 1 << 10)
    for prefix in prefixes where !prefix.isEmpty {
      for second in prefix.count > 1 ? prefix[1]...prefix[1] : 0...0xFF {
        let place = Int(prefix[0]) | Int(second) << 8
        firstBytes[place >> 6] |= 1 << UInt64(place & 63)
      }
    }
    self.firstBytes = FlatArray(firstBytes)
  }

  /// The filter that `write` put into a file; nil when the sections are not its own.
  public init?(_ file: CompiledFile, firstSection: UInt32) {
    guard let pairs = HashFilter(file, section: firstSection),
      let words = HashFilter(file, section: firstSection + 1),
      let prefixes = HashFilter(file, section: firstSection + 2),
      let lengths = file.array(of: firstSection + 3, as: UInt8.self),
      let firstBytes = FlatArray<UInt64>(file, section: firstSection + 4),
      firstBytes.count == 1 << 10
    else { return nil }
    self.pairs = pairs
    self.words = words
    self.prefixes = prefixes
    self.lengths = lengths.map { Int($0) }
    self.firstBytes = firstBytes
    for length in self.lengths where !AnchorFilter.keyLengths.contains(length) { return nil }
  }

  /// Puts the filter into a file, in five sections.
  public func write(into file: inout CompiledFileWriter, firstSection: UInt32) {
    pairs.write(into: &file, section: firstSection)
    words.write(into: &file, section: firstSection + 1)
    prefixes.write(into: &file, section: firstSection + 2)
    let lengths = lengths.map { UInt8(truncatingIfNeeded: $0) }
    file.add(firstSection + 3, lengths)
    file.add(firstSection + 4, firstBytes)
  }

  /// The key of a beginning: as many of its first bytes as a key may have, and how many.
  ///
  /// Nil when it is empty.
  public static func prefixKey(_ prefix: Span<UInt8>) -> UInt64? {
    guard let length = keyLengths.first(where: { $0 <= prefix.count }) else { return nil }
    var first: UInt64 = 0
    for index in 0..<length { first |= UInt64(prefix[index]) << UInt64(8 * index) }
    return key(first, length)
  }

  @inline(__always)
  private static func key(_ first: UInt64, _ length: Int) -> UInt64 {
    let cut = first & (1 << UInt64(8 &* length) &- 1)
    return (cut &* 0x9E37_79B9_7F4A_7C15) & ~7 | UInt64(length)
  }

  /// Finds the tokens at which an anchor may stand; `candidates` is replaced.
  ///
  /// Of a word with a final `'s` the word without it counts too.
  public func scan(
    _ tokens: Span<Token>, in folded: Span<UInt8>, into candidates: inout [AnchorCandidate]
  ) {
    candidates.removeAll(keepingCapacity: true)
    guard !tokens.isEmpty else { return }
    unsafe folded.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      unsafe tokens.withUnsafeBufferPointer { tokens in
        unsafe pairs.bits.withUnsafeBufferPointer { pairBits in
          unsafe words.bits.withUnsafeBufferPointer { wordBits in
            unsafe firstBytes.withUnsafeBufferPointer { firstBits in
              unsafe scan(
                tokens, base, text.count, pairBits, wordBits, firstBits, into: &candidates)
            }
          }
        }
      }
    }
  }

  /// SAFETY: `base` must point to `count` readable bytes; the bitmaps are those of `self`.
  @unsafe
  private func scan(
    _ tokens: UnsafeBufferPointer<Token>, _ base: UnsafePointer<UInt8>, _ count: Int,
    _ pairBits: UnsafeBufferPointer<UInt64>, _ wordBits: UnsafeBufferPointer<UInt64>,
    _ firstBits: UnsafeBufferPointer<UInt64>, into candidates: inout [AnchorCandidate]
  ) {
    var block = 0
    while block < tokens.count {
      let length = min(64, tokens.count - block)
      let before = unsafe block > 0 ? tokens[block - 1].hash : 0
      // SAFETY: the tokens are inside the buffer.
      let chunk = unsafe UnsafeBufferPointer(rebasing: tokens[block..<block + length])
      let marks = unsafe marks(chunk, before, base, count, pairBits, wordBits, firstBits)
      var left = marks.pair | marks.word | marks.possessive | marks.prefix
      while left != 0 {
        let index = left.trailingZeroBitCount
        let bit = left & (0 &- left)
        left &= left &- 1
        let token = unsafe chunk[index]
        let at = UInt32(truncatingIfNeeded: block + index)
        let previous = unsafe index > 0 ? chunk[index - 1].hash : before
        if marks.pair & bit != 0, at > 0 {
          candidates.append(
            AnchorCandidate(key: WordHash.pair(previous, token.hash), token: at, kind: .pair))
        }
        if marks.word & bit != 0 {
          candidates.append(AnchorCandidate(key: token.hash, token: at, kind: .word))
        }
        if marks.possessive & bit != 0 {
          let length = Int(token.end) - 2 - Int(token.start)
          let stem = unsafe WordHash.hashExactly(base + Int(token.start), length)
          if at > 0, pairs.mayContain(WordHash.pair(previous, stem)) {
            candidates.append(
              AnchorCandidate(key: WordHash.pair(previous, stem), token: at, kind: .pair))
          }
          if words.mayContain(stem) {
            candidates.append(AnchorCandidate(key: stem, token: at, kind: .word))
          }
        }
        if marks.prefix & bit != 0 {
          unsafe addPrefixes(
            of: Int(at), Int(token.start)..<Int(token.end), base, count, into: &candidates)
        }
      }
      // Tokens of another text would point past this one.
      if marks.isCut { return }
      block += 64
    }
  }

  /// Which of up to 64 tokens may be anchors.
  private struct Marks {
    var pair: UInt64 = 0
    var word: UInt64 = 0
    /// Words with a final `'s`.
    var possessive: UInt64 = 0
    var prefix: UInt64 = 0
    /// Whether a token lies outside the text.
    var isCut = false
  }

  /// Tests tokens without a branch that depends on them, so that the loads of many are under way at once.
  ///
  /// SAFETY: `base` must point to `count` readable bytes; the bitmaps are those of `self`.
  @unsafe @inline(__always)
  private func marks(
    _ tokens: UnsafeBufferPointer<Token>, _ before: UInt64, _ base: UnsafePointer<UInt8>,
    _ count: Int, _ pairBits: UnsafeBufferPointer<UInt64>,
    _ wordBits: UnsafeBufferPointer<UInt64>, _ firstBits: UnsafeBufferPointer<UInt64>
  ) -> Marks {
    let pairShift = pairs.shift
    let wordShift = words.shift
    let prefixBit: UInt64 = lengths.isEmpty ? 0 : 1
    var marks = Marks()
    var previous = before
    for index in 0..<tokens.count {
      let token = unsafe tokens[index]
      let start = Int(token.start)
      let end = Int(token.end)
      guard start < end, end <= count else {
        marks.isCut = true
        return marks
      }
      // SAFETY: a bitmap has 1 << (64 - shift) bits, so that a shifted hash is inside it.
      let pairPlace = WordHash.pair(previous, token.hash) &>> pairShift
      let wordPlace = token.hash &>> wordShift
      let pair = unsafe pairBits[Int(truncatingIfNeeded: pairPlace &>> 6)] &>> (pairPlace & 63)
      let word = unsafe wordBits[Int(truncatingIfNeeded: wordPlace &>> 6)] &>> (wordPlace & 63)
      let number = UInt64(truncatingIfNeeded: index)
      marks.pair |= (pair & 1) &<< number
      marks.word |= (word & 1) &<< number
      // SAFETY: a word of three bytes has two before its end.
      if end &- start > 2 {
        let last = unsafe UnsafeRawPointer(base + (end &- 2)).loadUnaligned(as: UInt16.self)
        marks.possessive |= (last == AnchorFilter.possessive ? 1 : 0) &<< number
      }
      // SAFETY: the word has a byte, and after it comes its second or the byte behind it, if any.
      let second = unsafe start &+ 1 < count ? base[start &+ 1] : 0
      let place = unsafe Int(base[start]) | Int(second) << 8
      let first = unsafe firstBits[place &>> 6] &>> UInt64(place & 63)
      marks.prefix |= (first & prefixBit) &<< number
      previous = token.hash
    }
    return marks
  }

  /// Adds the prefixes that a word may begin with.
  ///
  /// SAFETY: `base` must point to `count` readable bytes that hold the word.
  @unsafe
  private func addPrefixes(
    of index: Int, _ word: Range<Int>, _ base: UnsafePointer<UInt8>, _ count: Int,
    into candidates: inout [AnchorCandidate]
  ) {
    let start = word.lowerBound
    let first = unsafe paddedWord(base + start, min(8, count - start))
    for length in lengths where length <= word.count {
      let key = AnchorFilter.key(first, length)
      if prefixes.mayContain(key) {
        candidates.append(
          AnchorCandidate(key: key, token: UInt32(truncatingIfNeeded: index), kind: .prefix))
      }
    }
  }
}
