import Native

/// The arrays of a table of phrases: integers that lead to one another, so that they can be mapped.
final class PhraseArrays: Sendable {
  /// One word of a sequence.
  struct Element: FlatRecord, Sendable {
    /// The most bytes of a word.
    static let longest = 0x7FFF

    /// Its first byte in `wordBytes`.
    var start: UInt32
    /// How many bytes it has, and whether it is the beginning of a word.
    fileprivate var extent: UInt16
    /// The index of its joint in `jointEnds` plus 1; 0 for none.
    var joint: UInt16

    var length: Int { Int(extent & 0x7FFF) }
    var isPrefix: Bool { extent >> 15 != 0 }

    init(_ bytes: Range<Int>, joint: UInt16, isPrefix: Bool) {
      start = UInt32(bytes.lowerBound)
      extent = UInt16(bytes.count) | (isPrefix ? 0x8000 : 0)
      self.joint = joint
    }

    fileprivate init(start: UInt32, extent: UInt16) {
      self.start = start
      self.extent = extent
      joint = 0
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
  ///
  /// Most are one word and all of a form: what is needed of these stands here, so that nothing else is read.
  struct Anchored: FlatRecord, Sendable {
    private static let noGroup = UInt16.max

    /// Its form; the phrase where the sequence's group is all of the form.
    private var target: UInt32
    /// The sequence; the first byte of its word where it has but one.
    private var place: UInt32
    /// Which of the form's groups it stands in.
    private(set) var group: UInt16
    /// Which of its words is the (first word of the) anchor; the extent of its word where it has but one.
    private var offset: UInt16
    /// How many words it has.
    private(set) var count: UInt16
    /// The gate that must be open for the phrase to be looked for.
    private(set) var gate: UInt16
    private var onceAndLast: UInt32
    /// Which hashes the word before the sequence can have, and the word behind it: most places where an
    /// anchor stands end here.
    private(set) var before: HashSketch
    private(set) var after: HashSketch

    /// The phrase where the sequence's group is all of its form; negative in a damaged file.
    var phrase: Int32? { group == Self.noGroup ? Int32(bitPattern: target) : nil }
    var form: UInt32 { target }
    /// Its word where it has but one.
    @inline(__always)
    var word: Element? { count == 1 ? Element(start: place, extent: offset) : nil }
    var alternative: UInt32 { place }
    @inline(__always)
    var anchor: Int { count == 1 ? 0 : Int(offset) }

    /// The phrase's number among those that count once in a message; 0 when all its hits count.
    @inline(__always)
    var once: Int { Int(onceAndLast & 0x7FFF_FFFF) }

    /// Whether no other sequence of its anchor follows.
    @inline(__always)
    var isLast: Bool {
      get { onceAndLast >> 31 != 0 }
      set { onceAndLast = onceAndLast & 0x7FFF_FFFF | (newValue ? 1 << 31 : 0) }
    }

    /// A sequence of a form.
    ///
    /// - Parameters:
    ///   - group: which of the form's groups; nil where it is the only one.
    ///   - word: the sequence's word where it has but one.
    init(
      phrase: Int32, form: Int, group: Int?, alternative: Int, word: Element?, anchor: Int,
      count: Int, traits: PhraseTraits, before: HashSketch, after: HashSketch
    ) {
      target = group == nil ? UInt32(bitPattern: phrase) : UInt32(form)
      place = word?.start ?? UInt32(alternative)
      self.group = group.map { UInt16($0) } ?? Self.noGroup
      offset = word?.extent ?? UInt16(anchor)
      self.count = UInt16(count)
      gate = traits.gate
      onceAndLast = UInt32(traits.once)
      self.before = before
      self.after = after
    }
  }

  let wordBytes: FlatArray<UInt8>
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
    wordBytes: FlatArray<UInt8>, jointBytes: FlatArray<UInt8>, jointEnds: FlatArray<UInt32>,
    elements: FlatArray<Element>,
    alternatives: FlatArray<Alternative>, choices: FlatArray<Choice>, groups: FlatArray<Group>,
    forms: FlatArray<Form>,
    anchored: FlatArray<Anchored>, pairs: AnchorIndex, words: AnchorIndex, prefixes: AnchorIndex
  ) {
    self.wordBytes = wordBytes
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
    return alternative.count == UInt32(anchored.count) && anchored.anchor < Int(anchored.count)
      ? alternative : nil
  }

  /// The place in `anchored` of the first sequence of an anchor, -1 when there is none, and the gate of all, or
  /// `AnchorIndex.severalGates`.
  @inline(__always)
  func firstSequence(at candidate: AnchorCandidate) -> (place: Int, gate: Int) {
    switch candidate.kind {
    case .pair: pairs.first(of: candidate.key)
    case .word: words.first(of: candidate.key)
    case .prefix: prefixes.first(of: candidate.key)
    }
  }
}
