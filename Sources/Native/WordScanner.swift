// Performance: one pass over the text, 64 bytes at a time. C classifies a block into bit masks; a word
// is then a pair of bits (its start and its end), found by counting zeros instead of testing bytes.
// Only bytes past ASCII, full stops and line breaks are looked at one by one. Tokens are written
// straight into the array's spare capacity, a chunk at a time.
private import CSIMD

/// Finds the words of folded text: `tokens` is replaced.
///
/// A word is a run of letters, digits and marks of any script; an apostrophe between two letters
/// belongs to it. Sentences end at `.`, `!`, `?` before white space (not after an abbreviation, an
/// initial or a list number), at line breaks before a list item, and where paragraphs end: at empty
/// lines. Sentences and paragraphs without a word are not counted. Bytes that are not UTF-8 are no
/// words. Complexity: linear.
public func scanWords(_ folded: Span<UInt8>, into tokens: inout [Token]) {
  tokens.removeAll(keepingCapacity: true)
  var scan = WordScan()
  unsafe folded.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    let count = min(buffer.count, Int(UInt32.max) - 64)
    while scan.offset < count {
      let end = min(scan.offset + WordScan.chunk, count)
      // A word takes two bytes with the space after it, and one may be left over from before.
      let room = (end - scan.offset) / 2 + 2
      if tokens.capacity - tokens.count < room {
        tokens.reserveCapacity(max(tokens.count + room, tokens.capacity * 2))
      }
      tokens.append(addingCapacity: room) { (output: inout OutputSpan<Token>) in
        unsafe output.withUnsafeMutableBufferPointer { free, written in
          guard let out = free.baseAddress else { return }
          // SAFETY: `base` has `count` readable bytes, `out` has `room` free places: the most words
          // that a chunk can end.
          written += unsafe scan.scanChunk(base, count: count, to: end, out: out)
        }
      }
    }
    guard scan.pending >= 0 else { return }
    // SAFETY: the pending word lies inside the buffer.
    let hash = unsafe WordHash.hashExactly(base + scan.pending, count - scan.pending)
    tokens.append(scan.pendingToken(end: count, hash: hash))
  }
}

/// Where a scan stands between two chunks.
private struct WordScan {
  /// Bytes per chunk; a multiple of 64.
  static let chunk = 4096

  var offset = 0
  /// The start of a word that the last block left open; -1 when there is none.
  var pending = -1
  var pendingSentence: UInt32 = 0
  var pendingParagraph: UInt32 = 0
  var sentence: UInt32 = 0
  var paragraph: UInt32 = 0
  /// Whether a word was seen since the last sentence (paragraph) ended.
  var sentenceHasWord = false
  var paragraphHasWord = false
  /// Whether the last byte of the last block was a letter.
  var previousIsLetter: UInt64 = 0
  /// What a scalar that began in the last block says about the first bytes of the next.
  var spill = Spill()

  struct Spill {
    var word: UInt64 = 0
    var digit: UInt64 = 0
    var covered: UInt64 = 0
  }

  func pendingToken(end: Int, hash: UInt64) -> Token {
    Token(
      start: UInt32(truncatingIfNeeded: pending), end: UInt32(truncatingIfNeeded: end), hash: hash,
      sentence: pendingSentence, paragraph: pendingParagraph)
  }

  /// Scans up to `end`, writes the words that end before it, and answers how many.
  ///
  /// SAFETY: `base` must point to `count` readable bytes, `end <= count`, and `out` to
  /// `(end - offset) / 2 + 2` free places.
  @unsafe
  mutating func scanChunk(
    _ base: UnsafePointer<UInt8>, count: Int, to end: Int, out: UnsafeMutablePointer<Token>
  ) -> Int {
    var out = unsafe out
    let first = unsafe out
    // The last place where 16 bytes can be read.
    let padded = count - 16
    while offset < end {
      let block = offset
      let left = count - block
      let masks =
        unsafe left >= 64
        ? csimd_classify64(base + block) : csimd_classify_tail(base + block, left)
      var word = masks.word
      var digit = masks.digit
      // Before two letters no stop ends anything: most line breaks and the dots inside of names go here.
      let plain = masks.word & ~masks.digit
      var stops = masks.stop & ~(plain >> 1 & plain >> 2)
      var always: UInt64 = 0
      if masks.high != 0 {
        unsafe resolve(
          masks.high, base, count: count, block: block, word: &word, digit: &digit, stops: &always)
        stops |= always
      }
      let letter = word & ~digit
      if masks.apostrophe != 0 {
        var after = letter >> 1
        if masks.apostrophe >> 63 != 0, left > 64 {
          let isLetter = unsafe WordScan.isLetter(base, count: count, at: block + 64)
          after |= isLetter ? 1 << 63 : 0
        }
        word |= masks.apostrophe & (letter << 1 | previousIsLetter) & after
      }
      previousIsLetter = letter >> 63

      var sentenceBreaks: UInt64 = 0
      var paragraphBreaks: UInt64 = 0
      if stops != 0 {
        var seenSentence: UInt64 = 0
        var seenParagraph: UInt64 = 0
        repeat {
          let bit = stops & (0 &- stops)
          let ends: TextBreak =
            unsafe always & bit != 0
            ? .sentence
            : TextBreak(base, count: count, at: block + stops.trailingZeroBitCount)
          stops &= stops &- 1
          if ends == .none { continue }
          let through = bit | (bit &- 1)
          if sentenceHasWord || word & through & ~seenSentence != 0 { sentenceBreaks |= bit }
          sentenceHasWord = false
          seenSentence = through
          if ends == .paragraph {
            if paragraphHasWord || word & through & ~seenParagraph != 0 { paragraphBreaks |= bit }
            paragraphHasWord = false
            seenParagraph = through
          }
        } while stops != 0
        sentenceHasWord = sentenceHasWord || word & ~seenSentence != 0
        paragraphHasWord = paragraphHasWord || word & ~seenParagraph != 0
      } else if word != 0 {
        sentenceHasWord = true
        paragraphHasWord = true
      }

      let isOpen: UInt64 = pending >= 0 ? 1 : 0
      let before = word << 1 | isOpen
      var starts = word & ~before
      var ends = ~word & before
      if pending >= 0, ends != 0 {
        let stop = block &+ ends.trailingZeroBitCount
        ends &= ends &- 1
        let hash = unsafe WordScan.hash(base, pending, stop &- pending, padded)
        unsafe out.initialize(to: pendingToken(end: stop, hash: hash))
        unsafe out += 1
        pending = -1
      }
      if sentenceBreaks | paragraphBreaks == 0 {
        while ends != 0 {
          let from = block &+ starts.trailingZeroBitCount
          let stop = block &+ ends.trailingZeroBitCount
          starts &= starts &- 1
          ends &= ends &- 1
          let hash = unsafe WordScan.hash(base, from, stop &- from, padded)
          unsafe out.initialize(
            to: Token(
              start: UInt32(truncatingIfNeeded: from), end: UInt32(truncatingIfNeeded: stop),
              hash: hash, sentence: sentence, paragraph: paragraph))
          unsafe out += 1
        }
      } else {
        while ends != 0 {
          let start = starts.trailingZeroBitCount
          let from = block &+ start
          let stop = block &+ ends.trailingZeroBitCount
          // Few words have a break before them: counting it here beats counting bits for each word.
          while sentenceBreaks & (1 << UInt64(start) &- 1) != 0 {
            sentence &+= 1
            sentenceBreaks &= sentenceBreaks &- 1
          }
          while paragraphBreaks & (1 << UInt64(start) &- 1) != 0 {
            paragraph &+= 1
            paragraphBreaks &= paragraphBreaks &- 1
          }
          starts &= starts &- 1
          ends &= ends &- 1
          let hash = unsafe WordScan.hash(base, from, stop &- from, padded)
          unsafe out.initialize(
            to: Token(
              start: UInt32(truncatingIfNeeded: from), end: UInt32(truncatingIfNeeded: stop),
              hash: hash, sentence: sentence, paragraph: paragraph))
          unsafe out += 1
        }
        while sentenceBreaks != 0 {
          sentence &+= 1
          sentenceBreaks &= sentenceBreaks &- 1
        }
        while paragraphBreaks != 0 {
          paragraph &+= 1
          paragraphBreaks &= paragraphBreaks &- 1
        }
      }
      if starts != 0 {
        // A word that is open at the end of the block began after all breaks of it.
        pending = block &+ starts.trailingZeroBitCount
        pendingSentence = sentence
        pendingParagraph = paragraph
      }
      offset = block + 64
    }
    return unsafe first.distance(to: out)
  }

  /// The hash of a word; 16 bytes are read at once unless the text ends before.
  @unsafe @inline(__always)
  private static func hash(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ length: Int, _ padded: Int
  ) -> UInt64 {
    unsafe start <= padded
      ? WordHash.hashPadded(base + start, length) : WordHash.hashExactly(base + start, length)
  }

  /// Adds what the scalars past ASCII of a block are to its masks.
  @unsafe @inline(never)
  private mutating func resolve(
    _ high: UInt64, _ base: UnsafePointer<UInt8>, count: Int, block: Int, word: inout UInt64,
    digit: inout UInt64, stops: inout UInt64
  ) {
    word |= spill.word
    digit |= spill.digit
    var left = high & ~spill.covered
    spill = Spill()
    let table = WordClass.twoByteTable
    while left != 0 {
      let index = left.trailingZeroBitCount
      let (scalar, length) = unsafe WordScan.scalar(base, count: count, at: block + index)
      let kind: WordClass
      if scalar < 0x800 {
        kind = WordClass(rawValue: table[Int(scalar)]) ?? .other
      } else {
        kind = WordClass(scalar)
      }
      let run: UInt64 = (1 << UInt64(length)) &- 1
      let bits = run << UInt64(index)
      // The bits that fall into the next block; a shift by 64 gives 0.
      let over = run >> UInt64(64 - index)
      left &= ~bits
      spill.covered |= over
      switch kind {
      case .other: break
      case .letter:
        word |= bits
        spill.word |= over
      case .digit:
        word |= bits
        digit |= bits
        spill.word |= over
        spill.digit |= over
      case .stop: stops |= 1 << UInt64(index)
      }
    }
  }

  /// Whether the scalar at `offset` is a letter.
  @unsafe @inline(never)
  private static func isLetter(_ base: UnsafePointer<UInt8>, count: Int, at offset: Int) -> Bool {
    let byte = unsafe base[offset]
    if byte < 0x80 { return (byte | 0x20) &- 0x61 < 26 }
    return unsafe WordClass(scalar(base, count: count, at: offset).0) == .letter
  }

  /// The scalar at `offset` and its length; U+FFFD and 1 where the bytes are not UTF-8.
  @unsafe @inline(__always)
  private static func scalar(
    _ base: UnsafePointer<UInt8>, count: Int, at offset: Int
  ) -> (UInt32, Int) {
    let lead = unsafe base[offset]
    if lead >= 0xC2 && lead < 0xE0, offset + 1 < count {
      let next = unsafe base[offset + 1]
      if next & 0xC0 == 0x80 { return (UInt32(lead & 0x1F) << 6 | UInt32(next & 0x3F), 2) }
    }
    let length = min(4, count - offset)
    let rest = unsafe UnsafeBufferPointer(start: base + offset, count: length)
    // SAFETY: the span ends with the text, and lives for this call.
    let step = unsafe rest.span.utf8Step(at: 0)
    return step.isValid ? (step.scalar, step.length) : (0xFFFD, 1)
  }
}

/// What the vector code and its portable twin say of a block of 64 bytes, for the tests.
func wordMasks(of block: Span<UInt8>) -> (vector: [UInt64], portable: [UInt64]) {
  guard block.count == 64 else { return ([], []) }
  return unsafe block.withUnsafeBufferPointer { bytes in
    guard let base = bytes.baseAddress else { return ([], []) }
    // SAFETY: there are 64 bytes.
    let one = unsafe csimd_classify64(base)
    let two = unsafe csimd_classify64_portable(base)
    return unsafe (
      [one.word, one.digit, one.high, one.stop, one.apostrophe, csimd_digits64(base, 64)],
      [two.word, two.digit, two.high, two.stop, two.apostrophe, two.digit]
    )
  }
}
