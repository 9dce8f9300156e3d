import Lexicons
import Native

/// Collects sequences and chooses their anchors.
struct PhraseTableBuilder: ~Copyable {
  /// An anchor's key and what is looked at where it stands.
  typealias Anchor = (key: UInt64, place: PhraseArrays.Anchored)

  /// One word of a sequence.
  private struct Element {
    /// The index of its text in `wordEnds`.
    var word: UInt32
    var joint: UInt16
    var isPrefix: Bool
  }

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

  /// What is said of the phrases that are added.
  var traits = PhraseTraits()
  private(set) var anchors = Anchors()
  /// The beginnings of words that are anchors.
  private(set) var prefixes: [[UInt8]] = []
  private var words: [String] = []
  private var wordNumbers = HashedNumbers()
  private var wordBytes: [UInt8] = []
  private var wordEnds: [UInt32] = []
  private var jointBytes: [UInt8] = []
  private var jointEnds: [UInt32] = []
  private var elements: [Element] = []
  private var alternatives: [PhraseArrays.Alternative] = []
  private var choices: [PhraseArrays.Choice] = []
  private var groups: [PhraseArrays.Group] = []
  private var forms: [PhraseArrays.Form] = []
  private let rarity = WordRarity()
  private var joints: [String: UInt16] = [:]
  /// Lists stand in many phrases: what they offer is kept once.
  private var knownChoices: [(choice: Phrase.Choice, index: Int, share: Double)] = []
  private var choiceNumbers = HashedNumbers()
  private var knownSequences: [(sequence: WordSequence, first: Int)] = []
  private var sequenceNumbers = HashedNumbers()

  /// Adds one form of a phrase.
  mutating func add(_ form: [Phrase.Group], of phrase: Int32) {
    guard !form.isEmpty, form.count <= Int(UInt16.max), jointEnds.count < Int(UInt16.max) - 100
    else { return }
    let firstGroup = groups.count
    var rarest: (group: Int, share: Double)?
    for group in form {
      let choice = add(group.choice)
      guard choice.index >= 0 else {
        groups.removeLast(groups.count - firstGroup)
        return
      }
      if !group.isOptional, rarest.map({ choice.share < $0.share }) ?? true {
        rarest = (groups.count, choice.share)
      }
      groups.append(
        PhraseArrays.Group(
          choice: UInt32(choice.index),
          gap: groups.count == firstGroup
            ? 0 : UInt16(clamping: min(group.gap, PhraseTable.longestSpan)),
          isOptional: group.isOptional))
    }
    guard let rarest else { return }
    let before = sketch(before: rarest.group, from: firstGroup)
    let after = sketch(after: rarest.group)
    for alternative in choices[Int(groups[rarest.group].choice)].range {
      let range = elements(of: alternative)
      let anchor = chooseAnchor(range)
      anchors[anchor.kind].append(
        (
          anchor.key,
          PhraseArrays.Anchored(
            phrase: phrase, form: forms.count,
            group: form.count == 1 ? nil : rarest.group - firstGroup, alternative: alternative,
            word: range.count == 1 ? kept(elements[range.lowerBound]) : nil, anchor: anchor.word,
            count: range.count, traits: traits, before: before, after: after)
        ))
      if anchor.kind == .prefix {
        let word = Int(elements[range.lowerBound + anchor.word].word)
        prefixes.append(Array(wordBytes[bytes(ofWord: word)]))
      }
    }
    forms.append(
      PhraseArrays.Form(
        phrase: phrase, first: UInt32(firstGroup), count: UInt32(groups.count - firstGroup)))
  }

  /// A choice among sequences, added if it is new, and the share of words at which it is looked for; its
  /// index is negative when some sequence could not be found in any text.
  private mutating func add(_ choice: Phrase.Choice) -> (index: Int, share: Double) {
    var slot = choiceNumbers.slot(of: choice.key)
    while let number = choiceNumbers.next(choice.key, from: &slot) {
      if knownChoices[number].choice == choice {
        return (knownChoices[number].index, knownChoices[number].share)
      }
    }
    var added = (index: -1, share: 0.0)
    if Self.isUsable(choice) {
      added.index = choices.count
      var entry = PhraseArrays.Choice(
        first: UInt32(alternatives.count), count: UInt32(choice.sequences.count), firsts: .none,
        lasts: .none)
      for sequence in choice.sequences {
        add(sequence)
        let range = elements(of: alternatives.count - 1)
        add(elements[range.lowerBound], to: &entry.firsts)
        add(elements[range.upperBound - 1], to: &entry.lasts)
        added.share += chooseAnchor(range).share
      }
      choices.append(entry)
    }
    knownChoices.append((choice, added.index, added.share))
    choiceNumbers.append(choice.key)
    return added
  }

  private static func isUsable(_ choice: Phrase.Choice) -> Bool {
    for sequence in choice.sequences {
      guard !sequence.words.isEmpty, sequence.words.count <= longestSequence else { return false }
      for word in sequence.words {
        let length = word.text.utf8.count
        guard length > 0, length <= PhraseArrays.Element.longest else { return false }
      }
    }
    return !choice.sequences.isEmpty
  }

  /// What the word before a group can be, if the form, which begins at the group `first`, says so.
  private func sketch(before group: Int, from first: Int) -> HashSketch {
    var sketch = HashSketch.none
    var group = group
    while group > first, groups[group].gap == 0 {
      group -= 1
      sketch.formUnion(choices[Int(groups[group].choice)].lasts)
      if !groups[group].isOptional { return sketch }
    }
    return .all
  }

  /// What the word behind a group of the last form can be, if the form says so.
  private func sketch(after group: Int) -> HashSketch {
    var sketch = HashSketch.none
    var group = group + 1
    while group < groups.count, groups[group].gap == 0 {
      sketch.formUnion(choices[Int(groups[group].choice)].firsts)
      if !groups[group].isOptional { return sketch }
      group += 1
    }
    return .all
  }

  /// Adds the words of a sequence.
  private mutating func add(_ sequence: WordSequence) {
    let first = firstElement(of: sequence)
    let last = first + sequence.words.count - 1
    alternatives.append(
      PhraseArrays.Alternative(
        firstHash: hash(of: elements[first]), lastHash: hash(of: elements[last]),
        first: UInt32(first), count: UInt32(sequence.words.count)))
  }

  /// Where the words of a sequence begin among the elements; they are added if they are new.
  private mutating func firstElement(of sequence: WordSequence) -> Int {
    var slot = sequenceNumbers.slot(of: sequence.key)
    while let number = sequenceNumbers.next(sequence.key, from: &slot) {
      if knownSequences[number].sequence == sequence { return knownSequences[number].first }
    }
    let first = elements.count
    knownSequences.append((sequence, first))
    sequenceNumbers.append(sequence.key)
    for index in 0..<sequence.words.count {
      let word = sequence.words[index]
      var element = Element(word: intern(word), joint: 0, isPrefix: word.isPrefix)
      if index > 0, let joint = word.joint { element.joint = intern(joint: joint) }
      elements.append(element)
    }
    return first
  }

  /// A word as a table keeps it.
  private func kept(_ element: Element) -> PhraseArrays.Element {
    PhraseArrays.Element(
      bytes(ofWord: Int(element.word)), joint: element.joint, isPrefix: element.isPrefix)
  }

  /// The upper half of the hash of a whole word; 0 of the beginning of one.
  private func hash(of element: Element) -> UInt32 {
    element.isPrefix ? 0 : UInt32(truncatingIfNeeded: wordNumbers.hashes[Int(element.word)] >> 32)
  }

  /// The beginning of a word may be that of any.
  private func add(_ element: Element, to sketch: inout HashSketch) {
    if element.isPrefix {
      sketch = .all
    } else {
      sketch.insert(wordNumbers.hashes[Int(element.word)])
    }
  }

  private func elements(of alternative: Int) -> Range<Int> {
    let first = Int(alternatives[alternative].first)
    return first..<first + Int(alternatives[alternative].count)
  }

  /// The arrays, the sequences ordered by anchor.
  consuming func finish() -> PhraseArrays {
    var anchored: [PhraseArrays.Anchored] = []
    var indexes: [AnchorIndex] = []
    for kind in AnchorCandidate.Kind.allCases {
      let list = anchors[kind]
      let order = sortedOrder(of: list.map(\.key), then: list.map(\.place.alternative))
      let keys = order.map { list[Int($0)].key }
      let gates = order.map { list[Int($0)].place.gate }
      indexes.append(AnchorIndex(keys, gates: gates, offset: anchored.count))
      for index in 0..<order.count {
        var place = list[Int(order[index])].place
        place.isLast = index + 1 == keys.count || keys[index + 1] != keys[index]
        anchored.append(place)
      }
    }
    return PhraseArrays(
      wordBytes: FlatArray(wordBytes), jointBytes: FlatArray(jointBytes),
      jointEnds: FlatArray(jointEnds), elements: FlatArray(elements.map { kept($0) }),
      alternatives: FlatArray(alternatives), choices: FlatArray(choices),
      groups: FlatArray(groups), forms: FlatArray(forms),
      anchored: FlatArray(anchored), pairs: indexes[Int(AnchorCandidate.Kind.pair.rawValue)],
      words: indexes[Int(AnchorCandidate.Kind.word.rawValue)],
      prefixes: indexes[Int(AnchorCandidate.Kind.prefix.rawValue)])
  }

  /// The rarest pair of adjacent words, word, or beginning of a word among `elements`.
  private func chooseAnchor(
    _ range: Range<Int>
  ) -> (word: Int, kind: AnchorCandidate.Kind, key: UInt64, share: Double) {
    var best = (word: 0, kind: AnchorCandidate.Kind.word, key: UInt64(0))
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
      let hash = wordNumbers.hashes[Int(element.word)]
      let share = rarity.share(of: bytes, hash: hash)
      if share < lowest {
        lowest = share
        best = (index - range.lowerBound, .word, hash)
      }
      if let before = previous {
        let pair = rarity.share(ofPair: before.share, share)
        if pair < lowest {
          lowest = pair
          best = (index - range.lowerBound - 1, .pair, WordHash.pair(before.hash, hash))
        }
      }
      previous = (hash, share)
    }
    // Shares of words are logarithms; those of groups are sums.
    let share = Double(sign: .plus, exponent: min(max(lowest, -60), 0), significand: 1)
    return (best.word, best.kind, best.key, share)
  }

  private func bytes(ofWord word: Int) -> Range<Int> {
    (word > 0 ? Int(wordEnds[word - 1]) : 0)..<Int(wordEnds[word])
  }

  /// The index of a word's text, added if it is new.
  private mutating func intern(_ word: WordSequence.Word) -> UInt32 {
    var slot = wordNumbers.slot(of: word.textHash)
    while let number = wordNumbers.next(word.textHash, from: &slot) {
      if words[number] == word.text { return UInt32(number) }
    }
    words.append(word.text)
    wordBytes.append(contentsOf: word.text.utf8)
    wordEnds.append(UInt32(wordBytes.count))
    wordNumbers.append(word.textHash)
    return UInt32(wordEnds.count - 1)
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
