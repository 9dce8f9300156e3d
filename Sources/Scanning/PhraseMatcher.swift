// Performance: the filter (Native) leaves about one token in fifty; each is looked up in a table of anchors,
// and the few phrases that are anchored there are checked word by word, by length and bytes. Hits
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
  /// Of each gate whether it is open; those of other numbers are.
  private var gates: [Bool] = []
  /// Of each phrase that counts once, by its number, the highest rank of text that it was found in.
  private var ranks: [UInt8]
  private var settled = SettledAnchors()
  private var candidates: [AnchorCandidate] = []
  private var keys: [UInt64] = []
  private var isSorted = true

  /// Creates a matcher.
  ///
  /// - Parameter limit: how many hits one text may have.
  public init(_ table: PhraseTable, limit: Int = 1 << 20) {
    self.table = table
    self.limit = limit
    ranks = Array(repeating: 0, count: table.onceCount + 1)
  }

  /// Which phrases that count once in a message a text is searched for.
  enum Once {
    /// All, wherever they stand.
    case all
    /// Those that no text of at least this rank has shown yet; with rank 0 none.
    case rank(UInt8)
  }

  /// Begins a message: phrases that count once are looked for again.
  ///
  /// - Parameter gates: of each gate whether the phrases behind it are looked for.
  mutating func beginMessage(gates: [Bool]) {
    self.gates = gates
    for index in ranks.indices { ranks[index] = 0 }
    settled.removeAll()
  }

  /// Finds every hit of every phrase; `hits` is replaced, in the order of first word, last word, phrase.
  ///
  /// - Parameters:
  ///   - tokens: the words of `folded`, as `scanWords` finds them.
  /// - Returns: whether all hits are there; false when there were more than the limit.
  public mutating func match(
    _ tokens: Span<Token>, in folded: Span<UInt8>, into hits: inout [PhraseHit]
  ) -> Bool {
    match(tokens, in: folded, once: .all, into: &hits)
  }

  /// Finds the hits of all phrases, of those that count once in a message as many as `once` says.
  mutating func match(
    _ tokens: Span<Token>, in folded: Span<UInt8>, once: Once, into hits: inout [PhraseHit]
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
    var rank: UInt8 = 0
    var findsAll = true
    if case .rank(let number) = once {
      rank = number
      findsAll = false
      settled.begin(rank: Int(rank))
    }
    for candidate in candidates {
      if !findsAll, settled.contains(candidate) { continue }
      var isSettled = true
      let token = Int(candidate.token) - (candidate.kind == .pair ? 1 : 0)
      let found = arrays.firstSequence(at: candidate)
      var place = found.place
      // Where all are behind one gate that is shut, nothing of them is looked at.
      let isShut =
        found.gate != AnchorIndex.severalGates && found.gate < gates.count && !gates[found.gate]
      var isLast = place < 0 || isShut
      while !isLast, place < arrays.anchored.count {
        let anchored = arrays.anchored[place]
        place += 1
        isLast = anchored.isLast
        if Int(anchored.gate) < gates.count, !gates[Int(anchored.gate)] { continue }
        let number = anchored.once
        let isOnce = !findsAll && number > 0 && number < ranks.count
        if isOnce, ranks[number] >= rank { continue }
        if look(at: anchored, token, text, arrays), isOnce {
          ranks[number] = rank
        } else {
          isSettled = false
        }
      }
      if isSettled, !findsAll { settled.insert(candidate, rank: Int(rank)) }
      if keys.count > limit {
        isComplete = false
        break
      }
    }
    finish(into: &hits)
    if hits.count > limit { hits.removeLast(hits.count - limit) }
    return isComplete
  }

  /// Adds the hits of a phrase whose anchor is the word `token`, and says whether there are any.
  @inline(__always)
  private mutating func look(
    at anchored: PhraseArrays.Anchored, _ token: Int, _ text: borrowing PhraseText,
    _ arrays: PhraseArrays
  ) -> Bool {
    let first = token - anchored.anchor
    guard text.mayStand(anchored, at: first) else { return false }
    let end: PhraseText.End
    if let word = anchored.word {
      end = text.end(of: word, at: first, arrays)
    } else {
      guard let alternative = arrays.alternative(of: anchored) else { return false }
      end = text.end(of: alternative, at: first, arrays)
    }
    if end == .none { return false }
    let last = first + Int(anchored.count) - 1
    if let phrase = anchored.phrase {
      guard phrase >= 0 else { return false }
      add(phrase, first, last)
      return true
    }
    let form = arrays.form(anchored.form)
    guard UInt32(anchored.group) < form.count else { return false }
    let after = text.ends(
      of: form, after: Int(anchored.group), from: last, end == .possessive, arrays)
    if after == 0 { return false }
    let before = text.starts(of: form, before: Int(anchored.group), from: first, arrays)
    add(form.phrase, first, last, before, after)
    return before != 0
  }

  /// Adds the hits of all firsts and lasts that were reached from a group.
  private mutating func add(
    _ phrase: Int32, _ groupFirst: Int, _ groupLast: Int, _ before: UInt64, _ after: UInt64
  ) {
    var firsts = before
    while firsts != 0 {
      let first = groupFirst - firsts.trailingZeroBitCount
      firsts &= firsts - 1
      var lasts = after
      while lasts != 0 {
        add(phrase, first, groupLast + lasts.trailingZeroBitCount)
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

  /// How a sequence stands at a place.
  enum End {
    /// It does not.
    case none
    /// Word for word.
    case exact
    /// With a final `'s`, after which no other group may follow.
    case possessive
  }

  /// Whether the words on either side of a sequence at `first` can be those of its form.
  @inline(__always)
  func mayStand(_ anchored: PhraseArrays.Anchored, at first: Int) -> Bool {
    if !anchored.before.isAll {
      guard first > 0, first <= tokens.count, anchored.before.mayContain(tokens[first - 1].hash)
      else { return false }
    }
    if !anchored.after.isAll {
      let next = first + Int(anchored.count)
      guard next >= 0, next < tokens.count,
        anchored.after.mayContain(tokens[next].hash) || isPossessive(tokens[next])
      else { return false }
    }
    return true
  }

  /// Whether a word has a final `'s`: its hash is not that of the word without it.
  @inline(__always)
  private func isPossessive(_ token: Token) -> Bool {
    let end = Int(token.end)
    guard end >= Int(token.start) + 2, end <= folded.count else { return false }
    return folded[end - 1] == UInt8(ascii: "s") && folded[end - 2] == UInt8(ascii: "'")
  }

  /// Whether a sequence of one word stands at `first`.
  @inline(__always)
  func end(of element: PhraseArrays.Element, at first: Int, _ arrays: PhraseArrays) -> End {
    guard first >= 0, first < tokens.count else { return .none }
    return word(element, at: first, arrays)
  }

  /// Whether a sequence stands at `first`.
  func end(
    of alternative: PhraseArrays.Alternative, at first: Int, _ arrays: PhraseArrays
  ) -> End {
    let count = Int(alternative.count)
    let start = Int(alternative.first)
    guard first >= 0, count > 0, first + count <= tokens.count,
      start + count <= arrays.elements.count
    else { return .none }
    var end = End.exact
    for index in 0..<count {
      let element = arrays.elements[start + index]
      end = word(element, at: first + index, arrays)
      if end == .none || (end == .possessive && index < count - 1) { return .none }
      if index > 0, !isJoined(element, at: first + index, arrays) { return .none }
    }
    return end
  }

  /// Where a form can end whose group number `group` ends at the token `last`.
  ///
  /// Bit n stands for the token n after it. What stands on either side of a group does not depend on the
  /// other.
  func ends(
    of form: PhraseArrays.Form, after group: Int, from last: Int, _ isPossessive: Bool,
    _ arrays: PhraseArrays
  ) -> UInt64 {
    // Ends after which other groups may follow, and those with a final 's.
    var open: UInt64 = isPossessive ? 0 : 1
    var closed: UInt64 = isPossessive ? 1 : 0
    for index in group + 1..<Int(form.count) {
      let next = arrays.groups[Int(form.first) + index]
      if !next.isOptional { closed = 0 }
      var reached: UInt64 = next.isOptional ? open : 0
      var from = open
      while from != 0 {
        let offset = from.trailingZeroBitCount
        from &= from - 1
        var target = last + offset + 1
        let furthest = min(target + Int(next.gap), last + 63, tokens.count - 1)
        while target <= furthest {
          if isNear(target, after: last + offset, gap: next.gap, arrays) {
            add(
              alternatives: next, at: target, relativeTo: last, open: &reached, closed: &closed,
              arrays)
          }
          target += 1
        }
      }
      open = reached
      if open == 0, closed == 0 { return 0 }
    }
    return open | closed
  }

  /// Adds where the sequences of a group end that stand at `target`.
  private func add(
    alternatives group: PhraseArrays.Group, at target: Int, relativeTo last: Int,
    open: inout UInt64, closed: inout UInt64, _ arrays: PhraseArrays
  ) {
    let token = tokens[target]
    let choice = arrays.choice(of: group)
    // The hash of a word with a final 's is not that of the word.
    let isPossessive = isPossessive(token)
    guard choice.firsts.mayContain(token.hash) || isPossessive else { return }
    let hash = UInt32(truncatingIfNeeded: token.hash >> 32)
    for place in choice.range {
      let alternative = arrays.alternatives[place]
      if alternative.firstHash != 0, alternative.firstHash != hash,
        alternative.count > 1 || !isPossessive
      {
        continue
      }
      let offset = target + Int(alternative.count) - 1 - last
      guard offset < 64 else { continue }
      switch end(of: alternative, at: target, arrays) {
      case .none: continue
      case .exact: open |= 1 << UInt64(offset)
      case .possessive: closed |= 1 << UInt64(offset)
      }
    }
  }

  /// Where a form can begin whose group number `group` begins at the token `first`.
  ///
  /// Bit n stands for the token n before it.
  func starts(
    of form: PhraseArrays.Form, before group: Int, from first: Int, _ arrays: PhraseArrays
  ) -> UInt64 {
    var open: UInt64 = 1
    var index = group - 1
    while index >= 0, open != 0 {
      let previous = arrays.groups[Int(form.first) + index]
      // No group that may be left out has a gap on either side.
      let gap = arrays.groups[Int(form.first) + index + 1].gap
      var reached: UInt64 = previous.isOptional ? open : 0
      var from = open
      while from != 0 {
        let offset = from.trailingZeroBitCount
        from &= from - 1
        var last = first - offset - 1
        let furthest = max(last - Int(gap), first - 63, 0)
        while last >= furthest {
          if isNear(first - offset, after: last, gap: gap, arrays) {
            let hash = tokens[last].hash
            let upper = UInt32(truncatingIfNeeded: hash >> 32)
            let choice = arrays.choice(of: previous)
            for place in choice.lasts.mayContain(hash) ? choice.range : 0..<0 {
              let alternative = arrays.alternatives[place]
              if alternative.lastHash != 0, alternative.lastHash != upper { continue }
              let start = last - Int(alternative.count) + 1
              guard first - start < 64, end(of: alternative, at: start, arrays) == .exact else {
                continue
              }
              reached |= 1 << UInt64(first - start)
            }
          }
          last -= 1
        }
      }
      open = reached
      index -= 1
    }
    return open
  }

  /// How a token is the word of an element.
  @inline(__always)
  private func word(
    _ element: PhraseArrays.Element, at index: Int, _ arrays: PhraseArrays
  ) -> End {
    let range = tokens[index].range
    let start = Int(element.start)
    let length = element.length
    // A table in a file was looked at, but not every element of it.
    guard start + length <= arrays.wordBytes.count, range.upperBound <= folded.count else {
      return .none
    }
    var end = End.exact
    if range.count != length {
      guard range.count > length else { return .none }
      if !element.isPrefix {
        guard range.count == length + 2, folded[range.upperBound - 1] == UInt8(ascii: "s"),
          folded[range.upperBound - 2] == UInt8(ascii: "'")
        else { return .none }
        end = .possessive
      }
    }
    let text = folded.extracting(range.lowerBound..<range.lowerBound + length)
    return arrays.wordBytes.holds(text, at: start) ? end : .none
  }

  /// Whether the group at `index` may follow the word at `previous`.
  private func isNear(
    _ index: Int, after previous: Int, gap: UInt16, _ arrays: PhraseArrays
  ) -> Bool {
    if gap > 0 { return tokens[index].sentence == tokens[previous].sentence }
    let start = Int(tokens[index - 1].end)
    let end = Int(tokens[index].start)
    guard start < end, end <= folded.count else { return false }
    if end - start == 1, folded[start] == UInt8(ascii: " ") { return true }
    return isLooselyJoined(start..<end, at: index)
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
