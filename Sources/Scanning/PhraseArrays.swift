import Native

/// The arrays of a table of phrases: integers that lead to one another, so that they can be mapped.
final class PhraseArrays: Sendable {
  /// One word of a sequence.
  struct Element: FlatRecord, Sendable {
    /// The index of its text in `wordEnds`.
    var word: UInt32
    /// The index of its joint in `jointEnds` plus 1; 0 for none.
    var joint: UInt16
    private var prefix: UInt16

    var isPrefix: Bool { prefix != 0 }

    init(word: UInt32, joint: UInt16, isPrefix: Bool) {
      self.word = word
      self.joint = joint
      prefix = isPrefix ? 1 : 0
    }
  }

  /// One sequence of words.
  struct Alternative: FlatRecord, Sendable {
    /// The upper half of the hash of its first word, and of its last; 0 when it is the beginning of a word.
    var firstHash: UInt32
    var lastHash: UInt32
    /// Its first word in `elements`.
    var first: UInt32
    var count: UInt32
  }

  /// A choice among sequences; groups that offer the same share it.
  struct Choice: FlatRecord, Sendable {
    /// Its first sequence in `alternatives`.
    var first: UInt32
    var count: UInt32
    /// Which hashes the first words of the sequences can have.
    var firsts: HashSketch
    /// Which hashes their last words can have.
    var lasts: HashSketch

    var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
  }

  /// A choice as it stands in a form.
  struct Group: FlatRecord, Sendable {
    /// Its choice in `choices`.
    var choice: UInt32
    /// How many other words may stand before it.
    var gap: UInt16
    private var optional: UInt16

    var isOptional: Bool { optional != 0 }

    init(choice: UInt32, gap: UInt16, isOptional: Bool) {
      self.choice = choice
      self.gap = gap
      optional = isOptional ? 1 : 0
    }
  }

  /// Groups that follow one another.
  struct Form: FlatRecord, Sendable {
    var phrase: Int32
    /// Its first group in `groups`.
    var first: UInt32
    var count: UInt32
  }

  /// A sequence that is looked at where its anchor stands.
  struct Anchored: FlatRecord, Sendable {
    /// Its form.
    var form: UInt32
    /// The sequence.
    var alternative: UInt32
    /// Which of the form's groups it stands in.
    var group: UInt16
    /// Which of its words is the (first word of the) anchor.
    var anchor: UInt16
    /// How many words it has.
    var count: UInt32
    /// Which hashes the word before the sequence can have, and the word behind it: most places where an
    /// anchor stands end here.
    var before: HashSketch
    var after: HashSketch
  }

  let wordBytes: FlatArray<UInt8>
  let wordEnds: FlatArray<UInt32>
  let wordHashes: FlatArray<UInt64>
  let jointBytes: FlatArray<UInt8>
  let jointEnds: FlatArray<UInt32>
  let elements: FlatArray<Element>
  let alternatives: FlatArray<Alternative>
  let choices: FlatArray<Choice>
  let groups: FlatArray<Group>
  let forms: FlatArray<Form>
  /// The sequences of each anchor, one anchor after the other; `AnchorIndex` knows where.
  let anchored: FlatArray<Anchored>
  let pairs: AnchorIndex
  let words: AnchorIndex
  let prefixes: AnchorIndex

  init(
    wordBytes: FlatArray<UInt8>, wordEnds: FlatArray<UInt32>, wordHashes: FlatArray<UInt64>,
    jointBytes: FlatArray<UInt8>, jointEnds: FlatArray<UInt32>, elements: FlatArray<Element>,
    alternatives: FlatArray<Alternative>, choices: FlatArray<Choice>, groups: FlatArray<Group>,
    forms: FlatArray<Form>,
    anchored: FlatArray<Anchored>, pairs: AnchorIndex, words: AnchorIndex, prefixes: AnchorIndex
  ) {
    self.wordBytes = wordBytes
    self.wordEnds = wordEnds
    self.wordHashes = wordHashes
    self.jointBytes = jointBytes
    self.jointEnds = jointEnds
    self.elements = elements
    self.alternatives = alternatives
    self.choices = choices
    self.groups = groups
    self.forms = forms
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

  // A table in a file was not looked at as a whole: an index that leads nowhere leads to nothing.

  /// A form; without groups when there is no such form.
  @inline(__always)
  func form(_ index: UInt32) -> Form {
    guard Int(index) < forms.count else { return Form(phrase: 0, first: 0, count: 0) }
    let form = forms[Int(index)]
    guard form.phrase >= 0, UInt64(form.first) + UInt64(form.count) <= UInt64(groups.count) else {
      return Form(phrase: 0, first: 0, count: 0)
    }
    return form
  }

  /// The choice of a group; without sequences when there is no such choice.
  @inline(__always)
  func choice(of group: Group) -> Choice {
    let nothing = Choice(first: 0, count: 0, firsts: .none, lasts: .none)
    guard Int(group.choice) < choices.count else { return nothing }
    let choice = choices[Int(group.choice)]
    return UInt64(choice.first) + UInt64(choice.count) <= UInt64(alternatives.count)
      ? choice : nothing
  }

  /// The sequence of an anchor; nil when there is no such sequence.
  @inline(__always)
  func alternative(of anchored: Anchored) -> Alternative? {
    guard Int(anchored.alternative) < alternatives.count else { return nil }
    let alternative = alternatives[Int(anchored.alternative)]
    return alternative.count == anchored.count && UInt32(anchored.anchor) < anchored.count
      ? alternative : nil
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
