// Performance: the filter (Native) leaves about one token in fifty; each is looked up in a table of anchors,
// and the few phrases that are anchored there are checked word by word: hash first, then bytes. Hits
// leave as one integer each, so that sorting them is cheap; they come almost sorted.
public import Native

/// A phrase found in a text.
public struct PhraseHit: Sendable, Hashable {
  /// The phrase's id: its index in the table.
  public var phrase: Int32
  /// Its first word, an index of the text's tokens.
  public var firstToken: Int32
  /// Its last word.
  public var lastToken: Int32

  /// Creates a hit.
  public init(phrase: Int32, firstToken: Int32, lastToken: Int32) {
    self.phrase = phrase
    self.firstToken = firstToken
    self.lastToken = lastToken
  }
}

/// Finds all phrases of a table in texts; one per worker.
///
/// A sequence's words are words of the text that follow one another in one sentence. Between two words may
/// stand white space, hyphens, apostrophes, quotes, slashes and markup (`*`, `_`, `` ` ``, `~`), and a
/// dot with white space after an abbreviation, in all at most 8 bytes. Where a gap is allowed, up to that
/// many other words and any punctuation may stand between; where a joint is, exactly that punctuation and
/// white space, inside a paragraph. A prefix word is any word that begins so. The last word of a sequence
/// may have a final `'s` in the text: `student` finds `student's`.
public struct PhraseMatcher: ~Copyable {
  private let table: PhraseTable
  private let limit: Int
  private var candidates: [AnchorCandidate] = []
  private var keys: [UInt64] = []
  private var isSorted = true

  /// Creates a matcher.
  ///
  /// - Parameter limit: how many hits one text may have.
  public init(_ table: PhraseTable, limit: Int = 1 << 20) {
    self.table = table
    self.limit = limit
  }

  /// Finds every hit of every phrase; `hits` is replaced, in the order of first word, last word, phrase.
  ///
  /// - Parameters:
  ///   - tokens: the words of `folded`, as `scanWords` finds them.
  /// - Returns: whether all hits are there; false when there were more than the limit.
  public mutating func match(
    _ tokens: Span<Token>, in folded: Span<UInt8>, into hits: inout [PhraseHit]
  ) -> Bool {
    hits.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    isSorted = true
    // A hit's key has room for 2^28 tokens.
    let tokens = tokens.extracting(first: 1 << 28)
    table.filter.scan(tokens, in: folded, into: &candidates)
    guard !candidates.isEmpty else { return true }
    let arrays = table.arrays
    let text = PhraseText(tokens: tokens, folded: folded)
    var isComplete = true
    for candidate in candidates {
      for place in arrays.sequences(at: candidate) {
        let sequence = arrays.sequences[Int(arrays.anchored[place])]
        let anchor = Int(candidate.token) - (candidate.kind == .pair ? 1 : 0)
        if sequence.hasGaps {
          let (before, after) = text.reach(sequence, from: anchor, arrays)
          guard before != 0, after != 0 else { continue }
          add(sequence.phrase, anchor, before, after)
        } else if text.holds(sequence, from: anchor - Int(sequence.anchor), arrays) {
          let first = anchor - Int(sequence.anchor)
          add(sequence.phrase, first, first + Int(sequence.count) - 1)
        }
      }
      if keys.count > limit {
        isComplete = false
        break
      }
    }
    finish(into: &hits)
    if hits.count > limit { hits.removeLast(hits.count - limit) }
    return isComplete
  }

  /// Adds the hits of all firsts and lasts that were reached from an anchor.
  private mutating func add(_ phrase: Int32, _ anchor: Int, _ before: UInt64, _ after: UInt64) {
    var firsts = before
    while firsts != 0 {
      let first = anchor - firsts.trailingZeroBitCount
      firsts &= firsts - 1
      var lasts = after
      while lasts != 0 {
        add(phrase, first, anchor + lasts.trailingZeroBitCount)
        lasts &= lasts - 1
      }
    }
  }

  /// Adds a hit where its key belongs, if that is near the end.
  private mutating func add(_ phrase: Int32, _ first: Int, _ last: Int) {
    let key =
      UInt64(truncatingIfNeeded: first) << 36 | UInt64(truncatingIfNeeded: last - first) << 24
      | UInt64(truncatingIfNeeded: phrase) & 0xFF_FFFF
    var place = keys.count
    if isSorted {
      let lowest = max(0, place - 16)
      while place > lowest, keys[place - 1] > key { place -= 1 }
      if place > 0, keys[place - 1] == key { return }
      if place == keys.count {
        keys.append(key)
      } else if place == 0 || keys[place - 1] < key {
        keys.insert(key, at: place)
      } else {
        keys.append(key)
        isSorted = false
      }
    } else {
      keys.append(key)
    }
  }

  private mutating func finish(into hits: inout [PhraseHit]) {
    if !isSorted { keys.sort() }
    hits.reserveCapacity(keys.count)
    var previous = UInt64.max
    for key in keys where key != previous {
      previous = key
      let first = Int32(truncatingIfNeeded: key >> 36)
      hits.append(
        PhraseHit(
          phrase: Int32(truncatingIfNeeded: key & 0xFF_FFFF), firstToken: first,
          lastToken: first + Int32(truncatingIfNeeded: key >> 24 & 0xFFF)))
    }
  }
}

/// A text in which sequences are checked.
private struct PhraseText: ~Escapable {
  let tokens: Span<Token>
  let folded: Span<UInt8>

  @_lifetime(copy tokens, copy folded)
  init(tokens: Span<Token>, folded: Span<UInt8>) {
    self.tokens = tokens
    self.folded = folded
  }

  /// Whether a sequence without gaps stands at `first`.
  func holds(_ sequence: PhraseArrays.Sequence, from first: Int, _ arrays: PhraseArrays)
    -> Bool
  {
    let count = Int(sequence.count)
    guard first >= 0, first + count <= tokens.count else { return false }
    let start = Int(sequence.first)
    for index in 0..<count {
      let element = arrays.elements[start + index]
      guard isWord(element, at: first + index, isLast: index == count - 1, arrays) else {
        return false
      }
      if index > 0, !isJoined(element, at: first + index, arrays) { return false }
    }
    return true
  }

  /// Where a sequence with gaps can begin before `anchor` and end after it.
  ///
  /// Bit n of the first set stands for the token n before the anchor, of the second for the token n
  /// after it. Words on either side of the anchor do not depend on one another.
  func reach(_ sequence: PhraseArrays.Sequence, from anchor: Int, _ arrays: PhraseArrays)
    -> (before: UInt64, after: UInt64)
  {
    let start = Int(sequence.first)
    let last = Int(sequence.count) - 1
    let middle = Int(sequence.anchor)
    guard anchor >= 0, anchor < tokens.count,
      isWord(arrays.elements[start + middle], at: anchor, isLast: middle == last, arrays)
    else { return (0, 0) }

    var after: UInt64 = 1
    var index = middle + 1
    while index <= last, after != 0 {
      let element = arrays.elements[start + index]
      var next: UInt64 = 0
      var from = after
      while from != 0 {
        let offset = from.trailingZeroBitCount
        from &= from - 1
        var target = offset + 1
        while target <= offset + 1 + Int(element.gap), target < 64, anchor + target < tokens.count {
          if next >> UInt64(target) & 1 == 0,
            isWord(element, at: anchor + target, isLast: index == last, arrays),
            follows(element, at: anchor + target, after: anchor + offset, arrays)
          {
            next |= 1 << UInt64(target)
          }
          target += 1
        }
      }
      after = next
      index += 1
    }

    var before: UInt64 = 1
    index = middle
    while index > 0, before != 0, after != 0 {
      // The gap and the joint belong to the later of two words.
      let later = arrays.elements[start + index]
      let element = arrays.elements[start + index - 1]
      var next: UInt64 = 0
      var from = before
      while from != 0 {
        let offset = from.trailingZeroBitCount
        from &= from - 1
        var target = offset + 1
        while target <= offset + 1 + Int(later.gap), target < 64, anchor - target >= 0 {
          if next >> UInt64(target) & 1 == 0,
            isWord(element, at: anchor - target, isLast: false, arrays),
            follows(later, at: anchor - offset, after: anchor - target, arrays)
          {
            next |= 1 << UInt64(target)
          }
          target += 1
        }
      }
      before = next
      index -= 1
    }
    return (before, after)
  }

  /// Whether a token is the word of an element.
  @inline(__always)
  private func isWord(
    _ element: PhraseArrays.Element, at index: Int, isLast: Bool, _ arrays: PhraseArrays
  ) -> Bool {
    let token = tokens[index]
    let word = Int(element.word)
    // A table in a file was looked at, but not every element of it.
    guard word < arrays.wordEnds.count else { return false }
    let wanted = arrays.bytes(ofWord: word)
    let range = token.range
    if element.isPrefix {
      guard range.count >= wanted.count else { return false }
    } else if token.hash == arrays.wordHashes[word] {
      guard range.count == wanted.count else { return false }
    } else {
      guard isLast, range.count == wanted.count + 2, range.upperBound <= folded.count,
        folded[range.upperBound - 1] == UInt8(ascii: "s"),
        folded[range.upperBound - 2] == UInt8(ascii: "'")
      else { return false }
    }
    guard range.upperBound <= folded.count else { return false }
    let text = folded.extracting(range.lowerBound..<range.lowerBound + wanted.count)
    return arrays.wordBytes.holds(text, at: wanted.lowerBound)
  }

  /// Whether the element at `index` may follow the word at `previous`.
  private func follows(
    _ element: PhraseArrays.Element, at index: Int, after previous: Int,
    _ arrays: PhraseArrays
  ) -> Bool {
    if element.gap > 0 { return tokens[index].sentence == tokens[previous].sentence }
    return isJoined(element, at: index, arrays)
  }

  /// Whether what stands before a token joins it to the token before.
  @inline(__always)
  private func isJoined(
    _ element: PhraseArrays.Element, at index: Int, _ arrays: PhraseArrays
  ) -> Bool {
    let start = Int(tokens[index - 1].end)
    let end = Int(tokens[index].start)
    guard start < end, end <= folded.count else { return false }
    if element.joint == 0 {
      if end - start == 1, folded[start] == UInt8(ascii: " ") { return true }
      return isLooselyJoined(start..<end, at: index)
    }
    return isJoined(by: Int(element.joint) - 1, start..<end, at: index, arrays)
  }

  private func isLooselyJoined(_ range: Range<Int>, at index: Int) -> Bool {
    guard range.count <= 8, tokens[index].sentence == tokens[index - 1].sentence else {
      return false
    }
    for offset in range {
      switch folded[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "-"), UInt8(ascii: "'"),
        UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "`"), UInt8(ascii: "~"):
        continue
      case UInt8(ascii: "."):
        // The dot of an abbreviation, since the sentence goes on: `st. mary`, but not `a.b`.
        guard offset == range.lowerBound, range.count > 1,
          folded[offset + 1] == UInt8(ascii: " ") || folded[offset + 1] == UInt8(ascii: "\n")
        else { return false }
      default: return false
      }
    }
    return true
  }

  private func isJoined(
    by joint: Int, _ range: Range<Int>, at index: Int, _ arrays: PhraseArrays
  ) -> Bool {
    guard joint < arrays.jointEnds.count else { return false }
    let wanted = arrays.bytes(ofJoint: joint)
    guard range.count <= wanted.count + 8,
      tokens[index].paragraph == tokens[index - 1].paragraph
    else { return false }
    var next = wanted.lowerBound
    for offset in range {
      let byte = folded[offset]
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") { continue }
      guard next < wanted.upperBound, arrays.jointBytes[next] == byte else { return false }
      next += 1
    }
    return next == wanted.upperBound
  }
}
