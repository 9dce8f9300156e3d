import Native

/// Turns the texts that a phrase stands for into sequences of words, by the same folding and word
/// scanning that messages go through: so both sides agree on what a word is.
struct PhraseReader: ~Copyable {
  /// The expanded lists that phrases may name.
  let lists: [String: Readings]
  private var folder = Folder()
  private var folded: [UInt8] = []
  private var map = OffsetMap()
  private var tokens: [Token] = []
  /// Texts seen already, by hash: open addressing over indexes of `seen` plus 1.
  private var slots: [Int32] = []
  /// Parts that were read, by the hash of their texts: lists stand in many phrases.
  private var known: [UInt64: [ReadPart]] = [:]

  /// What a part of a phrase comes to.
  private struct ReadPart {
    var readings: Readings
    /// The words of its texts; nil when one of them has no word, or a gap inside.
    var choice: Phrase.Choice?
    /// Whether it may be left out.
    var hasEmpty: Bool
    /// Whether some text begins, and some ends, with a sign.
    var beginsWithSign: Bool
    var endsWithSign: Bool
  }

  init(lists: [String: Readings]) { self.lists = lists }

  /// The phrase that a range of a line holds.
  mutating func phrase(in range: Range<Int>, of line: SourceLine) throws(LineMistake) -> Phrase {
    let parts = try PhraseParser.parts(of: range, of: line, lists: lists)
    if let phrase = phrase(of: parts) { return phrase }
    // Signs that stand alone, and gaps inside of choices: every reading is spelled out.
    let readings = try PhraseParser.readings(of: range, of: line, lists: lists)
    guard let phrase = phrase(of: readings) else {
      throw LineMistake(
        message: readings.count == 1
          ? "a phrase without a word" : "one way of reading this phrase has no word",
        range: range.isEmpty ? line.content : range,
        hint: readings.count == 1
          ? "letters or digits are needed; a sign alone can be found by a pattern"
          : "a word must stand outside of what is optional")
    }
    return phrase
  }

  /// The phrase of some parts; nil when they cannot be looked at one by one.
  private mutating func phrase(of parts: [PhraseParser.Part]) -> Phrase? {
    var groups: [Phrase.Group] = []
    for (index, part) in parts.enumerated() {
      let read = read(part.readings)
      guard let choice = read.choice, index == 0 || !read.beginsWithSign,
        index == parts.count - 1 || !read.endsWithSign
      else { return nil }
      groups.append(Phrase.Group(choice, isOptional: read.hasEmpty, gap: part.gap))
    }
    guard groups.contains(where: { !$0.isOptional }) else { return nil }
    // What is left out takes the gap beside it along: seldom written, and simpler spelled out.
    for index in groups.indices where groups[index].isOptional {
      let next = index + 1 < groups.count ? groups[index + 1].gap : 0
      if groups[index].gap > 0 || next > 0 { return nil }
    }
    return Phrase(forms: [Self.merged(groups)])
  }

  /// What the texts of a part come to.
  private mutating func read(_ readings: Readings) -> ReadPart {
    let hash = readings.hash
    if let read = known[hash]?.first(where: { $0.readings.isSame(as: readings) }) { return read }
    let (texts, hasEmpty) = readings.withoutEmpty
    var read = ReadPart(
      readings: readings, choice: nil, hasEmpty: hasEmpty,
      beginsWithSign: texts.haveOuterSigns(before: true, after: false),
      endsWithSign: texts.haveOuterSigns(before: false, after: true))
    if texts.count > 0, let sequences = sequences(of: texts),
      !sequences.contains(where: \.hasGap)
    {
      read.choice = Phrase.Choice(sequences)
    }
    known[hash, default: []].append(read)
    return read
  }

  /// Small groups that stand side by side as one, so that a pair of adjacent words can be an anchor.
  private static func merged(_ groups: [Phrase.Group]) -> [Phrase.Group] {
    var merged: [Phrase.Group] = []
    for group in groups {
      guard let last = merged.last, group.gap == 0, last.count * group.count <= mostMerged else {
        merged.append(group)
        continue
      }
      var alternatives: [WordSequence] = []
      var known: Set<WordSequence> = []
      func add(_ sequence: WordSequence) {
        if known.insert(sequence).inserted { alternatives.append(sequence) }
      }
      for first in last.alternatives {
        for second in group.alternatives { add(first.followed(by: second)) }
        if group.isOptional { add(first) }
      }
      if last.isOptional { for second in group.alternatives { add(second) } }
      merged[merged.count - 1] = Phrase.Group(
        alternatives: alternatives, isOptional: last.isOptional && group.isOptional, gap: last.gap)
    }
    return merged
  }

  /// The most sequences of a group that was two.
  private static let mostMerged = 48

  /// The phrase of all readings; nil when one of them has no word.
  private mutating func phrase(of readings: Readings) -> Phrase? {
    sequences(of: readings).map { Phrase(sequences: $0) }
  }

  /// The words of all readings; nil when one of them has no word.
  private mutating func sequences(of readings: Readings) -> [WordSequence]? {
    let paragraphs = readings.paragraphs
    folded.removeAll(keepingCapacity: true)
    map.removeAll()
    folder.fold(paragraphs.span, into: &folded, map: &map)
    var tokens: [Token] = []
    swap(&tokens, &self.tokens)
    scanWords(folded.span, into: &tokens)
    swap(&tokens, &self.tokens)
    return sequences(ofTexts: readings.count)
  }

  /// The words of the readings that are the paragraphs of `folded`.
  private mutating func sequences(ofTexts count: Int) -> [WordSequence]? {
    // Paragraphs without a word are not counted: each text is one exactly if all have words.
    guard let last = tokens.last, Int(last.paragraph) == count - 1 else { return nil }
    var sequences: [WordSequence] = []
    sequences.reserveCapacity(count)
    if count > 1 { startSeen(count) }
    var spans: [Range<Int>] = []
    var first = 0
    while first < tokens.count {
      var end = first + 1
      while end < tokens.count, tokens[end].paragraph == tokens[first].paragraph { end += 1 }
      var text = Int(tokens[first].start)..<Int(tokens[end - 1].end)
      if isPrefix(text.upperBound) { text = text.lowerBound..<(text.upperBound + 1) }
      if count == 1 || isNew(text, &spans) { sequences.append(sequence(first..<end)) }
      first = end
    }
    return sequences
  }

  /// The words of one reading.
  private func sequence(_ range: Range<Int>) -> WordSequence {
    var words: [WordSequence.Word] = []
    words.reserveCapacity(range.count)
    for index in range {
      let token = tokens[index].range
      var word = WordSequence.Word(
        text: String(utf8: folded.span.extracting(token)), hash: tokens[index].hash,
        isPrefix: isPrefix(token.upperBound))
      if index > range.lowerBound {
        separate(&word, Int(tokens[index - 1].end)..<token.lowerBound)
      }
      words.append(word)
    }
    return WordSequence(words: words)
  }

  /// Reads what stands between two words: a gap, a joint, or nothing that matters.
  private func separate(_ word: inout WordSequence.Word, _ range: Range<Int>) {
    if range.count == 1, folded[range.lowerBound] == UInt8(ascii: " ") { return }
    var joint: [UInt8] = []
    for offset in range {
      switch folded[offset] {
      case PhraseParser.gapMark: word.gap += 1
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "-"), UInt8(ascii: "'"),
        UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "*"),
        UInt8(ascii: "`"), UInt8(ascii: "~"):
        continue
      case UInt8(ascii: ".")
      where offset + 1 < range.upperBound && folded[offset + 1] == UInt8(ascii: " "):
        // The full stop of `dr. hale`, which texts may leave out.
        continue
      default: joint.append(folded[offset])
      }
    }
    if word.gap == 0, !joint.isEmpty { word.joint = String(utf8: joint.span) }
  }

  /// Whether any ending may follow a word that ends at `offset`.
  private func isPrefix(_ offset: Int) -> Bool {
    offset < folded.count && folded[offset] == UInt8(ascii: "*")
  }

  // MARK: Texts seen already

  private mutating func startSeen(_ count: Int) {
    var size = 8
    while size < count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// Whether a folded text was not seen yet; it is taken note of.
  private mutating func isNew(_ text: Range<Int>, _ seen: inout [Range<Int>]) -> Bool {
    let mask = slots.count - 1
    var place =
      Int(truncatingIfNeeded: WordHash.hash(folded.span.extracting(text)) >> 20) & mask
    while slots[place] != 0 {
      let known = seen[Int(slots[place]) - 1]
      if folded.span.extracting(known).equals(folded.span.extracting(text)) { return false }
      place = (place + 1) & mask
    }
    seen.append(text)
    slots[place] = Int32(truncatingIfNeeded: seen.count)
    return true
  }
}
