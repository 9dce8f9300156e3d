// Performance: every passage is looked at, and nearly all hold nothing. Of its words every third is asked for its
// length and a few bits of its hash: no run of three single letters or of number words passes between. Runs of
// digits are known already; pictures and digits of other scripts are looked for where a text is not ASCII.
import Native

/// Stretches of folded text that are written so that a search does not find them, with their plain reading.
///
/// Letters and digits set apart (`s.n.a.p`, `0 2 6 - 5 8 - 7 1 4 0`), digits said as words (`five five 0 0
/// three 1 9`), digits for letters (`susp3nded`) and pictures inside words. Ordinary writing that has such a
/// shape, an abbreviation or a scale from one to ten, is left alone; where that cannot be told a plain reading
/// does no harm, since it is read beside the text and not in its place.
struct Disguises {
  /// One stretch.
  struct Stretch {
    /// Its folded bytes.
    var range: Range<Int>
    /// Its plain reading: a range of `letters`.
    var plain: Range<Int>
  }

  /// The stretches, in order.
  private(set) var stretches: [Stretch] = []
  /// The plain readings.
  var letters: [UInt8] = []
  private var runs: [DigitRun] = []

  /// Finds the stretches of a passage; those of the last one are forgotten.
  ///
  /// - Parameters:
  ///   - digits: the runs of digits, if they are known already.
  ///   - map: from the folded text to the readable one, which still has double spaces.
  mutating func find(
    in folded: Span<UInt8>, tokens: Span<Token>, digits: [DigitRun]? = nil,
    map: borrowing OffsetMap
  ) {
    stretches.removeAll(keepingCapacity: true)
    letters.removeAll(keepingCapacity: true)
    findRuns(in: folded, tokens, map)
    if let digits { findDigitsInWords(digits.span, folded) } else { findDigitsInWords(folded) }
    let other = folded.firstNonASCII()
    if other < folded.count {
      findPictures(folded, from: other)
      findForeignDigits(folded, from: other)
    }
    guard !stretches.isEmpty else { return }
    stretches.sort { $0.range.lowerBound < $1.range.lowerBound }
    var end = 0
    stretches.removeAll { stretch in
      defer { end = max(end, stretch.range.upperBound) }
      return stretch.range.lowerBound < end
    }
  }

  /// Adds a stretch whose plain reading was written since `start`.
  mutating func add(_ range: Range<Int>, from start: Int) {
    stretches.append(Stretch(range: range, plain: start..<letters.count))
  }

  // MARK: Letters set apart, digits as words

  private mutating func findRuns(
    in folded: Span<UInt8>, _ tokens: Span<Token>, _ map: borrowing OffsetMap
  ) {
    var place = 2
    while place < tokens.count {
      let token = tokens[place]
      var next = place + 3
      if token.end &- token.start == 1 {
        let run = SpacedRun(around: place, tokens, folded)
        if run.words.count >= 3 {
          spell(run, tokens, folded, map)
          next = max(next, run.words.upperBound + 2)
        }
      }
      // Every third may be a digit: `five five 0 0 three 1 9 8 8 two`.
      if NumberWords.mayHold(token.hash)
        || (token.end &- token.start == 1 && folded[Int(token.start)] &- 0x30 < 10)
      {
        let run = NumberWords.run(around: place, tokens, folded)
        if run.count >= 5 {
          count(run, tokens, folded)
          next = max(next, run.upperBound + 2)
        }
      }
      place = next
    }
  }

  /// Writes the words that letters set apart make.
  private mutating func spell(
    _ run: SpacedRun, _ tokens: Span<Token>, _ folded: Span<UInt8>, _ map: borrowing OffsetMap
  ) {
    if run.isNumber(tokens, folded) {
      let start = letters.count
      for place in run.words {
        if place > run.words.lowerBound {
          let gap = Int(tokens[place - 1].end)..<Int(tokens[place].start)
          if !run.isInner(gap, folded) || map.source(of: gap).count > gap.count {
            letters.append(Self.separator(of: gap, folded))
          }
        }
        for byte in tokens[place].range { letters.append(SpacedRun.digit(folded[byte])) }
      }
      return add(run.range(tokens), from: start)
    }
    guard run.isSpelled(tokens, folded) else { return }
    var first = run.words.lowerBound
    while first < run.words.upperBound {
      var last = first
      while last + 1 < run.words.upperBound {
        let gap = Int(tokens[last].end)..<Int(tokens[last + 1].start)
        // Folding made one space of two, which told where a word ends.
        guard run.isInner(gap, folded), map.source(of: gap).count == gap.count else { break }
        last += 1
      }
      if last > first {
        let start = letters.count
        for place in first...last { letters.append(folded[Int(tokens[place].start)]) }
        add(Int(tokens[first].start)..<Int(tokens[last].end), from: start)
      }
      first = last + 1
    }
  }

  /// Writes the digits that number words say.
  private mutating func count(
    _ run: Range<Int>, _ tokens: Span<Token>, _ folded: Span<UInt8>
  ) {
    let start = letters.count
    var said = 0
    var digits = 0
    // Tens whose second digit the next word may say.
    var isOpen = false
    for place in run {
      if place > run.lowerBound {
        let gap = Int(tokens[place - 1].end)..<Int(tokens[place].start)
        if gap.contains(where: { folded[$0] == UInt8(ascii: ",") }) {
          if isOpen { letters.append(UInt8(ascii: "0")) }
          isOpen = false
          letters.append(UInt8(ascii: "-"))
        }
      }
      let value = NumberWords.value(tokens[place].hash)
      if isOpen {
        if case .digit = value {} else { letters.append(UInt8(ascii: "0")) }
        isOpen = false
      }
      switch value {
      case .digit(let digit):
        letters.append(digit)
        said += 1
        digits += 1
      case .tens(let digit):
        letters.append(digit)
        isOpen = true
        said += 1
        digits += 1
      case .hyphen: letters.append(UInt8(ascii: "-"))
      case .filler: break
      case nil:
        for byte in tokens[place].range { letters.append(folded[byte]) }
        digits += tokens[place].range.count
      }
    }
    if isOpen { letters.append(UInt8(ascii: "0")) }
    guard said >= 3, digits >= 6, !SpacedRun.isScale(letters[start...]) else {
      letters.removeLast(letters.count - start)
      return
    }
    add(Int(tokens[run.lowerBound].start)..<Int(tokens[run.upperBound - 1].end), from: start)
  }

  private static func separator(of gap: Range<Int>, _ folded: Span<UInt8>) -> UInt8 {
    for index in gap where folded[index] == UInt8(ascii: "-") || folded[index] == UInt8(ascii: ".")
    {
      return folded[index]
    }
    return UInt8(ascii: " ")
  }

  // MARK: Digits for letters

  private mutating func findDigitsInWords(_ folded: Span<UInt8>) {
    var runs: [DigitRun] = []
    swap(&runs, &self.runs)
    scanDigitRuns(folded, into: &runs)
    findDigitsInWords(runs.span, folded)
    swap(&runs, &self.runs)
  }

  private mutating func findDigitsInWords(_ runs: Span<DigitRun>, _ folded: Span<UInt8>) {
    var end = 0
    for place in runs.indices {
      let run = runs[place]
      guard run.end - run.start <= 2, run.start >= end, run.start > 0, run.end < folded.count,
        Self.isLetter(folded[run.start - 1]),
        Self.isLetter(folded[run.end]), let word = LeetWord(around: run.start, in: folded)
      else { continue }
      end = word.range.upperBound
      let start = letters.count
      for index in word.range { letters.append(word.letter(at: index, in: folded)) }
      add(word.range, from: start)
    }
    guard end > 0 else { return }
    // Where one word is disguised, short ones beside it count too: `t3xt m3`.
    for stretch in stretches where stretch.range.upperBound <= end {
      findShortWords(after: stretch.range.upperBound, in: folded)
    }
  }

  private mutating func findShortWords(after offset: Int, in folded: Span<UInt8>) {
    let limit = min(folded.count, offset + 48)
    var start = offset
    while start < limit {
      var last = start
      while last < folded.count, Self.isLetter(folded[last]) || folded[last] &- 0x30 < 10 {
        last += 1
      }
      if let word = LeetWord(short: start..<last, in: folded) {
        let from = letters.count
        for index in word.range { letters.append(word.letter(at: index, in: folded)) }
        add(word.range, from: from)
      }
      start = max(last, start) + 1
    }
  }

  static func isLetter(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }
}
