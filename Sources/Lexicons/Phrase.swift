import Native

/// A phrase: groups of words that follow one another, each a choice.
///
/// `(in|out) of school suspension(s)` is a group of two and a group of two more. Words are folded as text
/// is, so that case, width and accents-by-composition never need spelling out. Choices are kept as
/// choices: every way of reading them, spelled out, would be their product.
public struct Phrase: Sendable, Hashable {
  /// Sequences of words, any of which will do.
  ///
  /// Its hash is made once: a list of hundreds of texts stands in many phrases.
  public struct Choice: Sendable, Hashable {
    /// A hash of the sequences.
    public let key: UInt64
    /// The sequences, none of them empty and none with a gap inside.
    public let sequences: [WordSequence]

    /// Creates a choice.
    public init(_ sequences: [WordSequence]) {
      var key = UInt64(truncatingIfNeeded: sequences.count)
      for sequence in sequences { key = WordHash.joined(key, sequence.key) }
      self.key = key
      self.sequences = sequences
    }

    /// Adds its key.
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
  }

  /// A choice as it stands in a phrase.
  public struct Group: Sendable, Hashable {
    /// What is chosen from.
    public var choice: Choice
    /// Whether the group may be left out.
    public var isOptional: Bool
    /// How many other words may stand between it and the group before (`..3`).
    public var gap: Int

    /// Creates a group of a choice.
    public init(_ choice: Choice, isOptional: Bool = false, gap: Int = 0) {
      self.choice = choice
      self.isOptional = isOptional
      self.gap = gap
    }

    /// Creates a group.
    public init(alternatives: [WordSequence], isOptional: Bool = false, gap: Int = 0) {
      self.init(Choice(alternatives), isOptional: isOptional, gap: gap)
    }

    /// The sequences that are chosen from.
    public var alternatives: [WordSequence] { choice.sequences }

    /// How many ways there are of reading it.
    var count: Int { alternatives.count + (isOptional ? 1 : 0) }
  }

  /// The forms, any of which will do; in each, groups that follow one another.
  public var forms: [[Group]]

  /// Creates a phrase from its forms.
  public init(forms: [[Group]]) { self.forms = forms }

  /// Creates a phrase from all its sequences.
  public init(sequences: [WordSequence]) {
    let plain = sequences.filter { !$0.hasGap }
    forms = plain.isEmpty ? [] : [[Group(alternatives: plain)]]
    for sequence in sequences where sequence.hasGap { forms.append(sequence.groups) }
  }

  /// How many ways there are of reading it; at most 1,000,000,000.
  public var readingCount: Int {
    // A product of doubles cannot overflow, and needs not be exact where it is large.
    let count = forms.reduce(0.0) { sum, form in
      sum + form.reduce(1.0) { $0 * Double($1.count) }
    }
    return count < 1e9 ? Int(count) : 1_000_000_000
  }

  /// A hash, from those of its choices.
  public var key: UInt64 {
    var key: UInt64 = 0
    for form in forms {
      for group in form {
        let joint = UInt64(truncatingIfNeeded: group.gap) << 1 | (group.isOptional ? 1 : 0)
        key = WordHash.joined(WordHash.joined(key, group.choice.key), joint)
      }
      key = WordHash.joined(key, UInt64(truncatingIfNeeded: form.count))
    }
    return key
  }

  /// Every way of reading it, spelled out: for tests and lint, since there may be very many.
  public var sequences: [WordSequence] {
    forms.flatMap { form in
      form.reduce([WordSequence(words: [])]) { sequences, group in
        sequences.flatMap { sequence in
          group.alternatives.map { sequence.followed(by: $0, gap: group.gap) }
            + (group.isOptional ? [sequence] : [])
        }
      }
    }
  }
}

/// Words that follow one another.
public struct WordSequence: Sendable, Hashable {
  /// One word of a sequence.
  public struct Word: Sendable, Hashable {
    /// The hash of the word.
    public let textHash: UInt64
    /// The folded word (or its beginning), in the same units that the word scanner yields.
    public let text: String
    /// Whether any ending may follow: `suspen*`.
    public let isPrefix: Bool
    /// How many other words may stand between it and the word before (`..3`); 0 for the first word.
    public var gap: Int
    /// Punctuation that must stand between the word before and this one (`1:1`); nil for white
    /// space, hyphens, apostrophes and slashes in any mix.
    public var joint: String?

    /// Creates a word.
    public init(text: String, isPrefix: Bool = false, gap: Int = 0, joint: String? = nil) {
      textHash = WordHash.hash(of: text)
      self.text = text
      self.isPrefix = isPrefix
      self.gap = gap
      self.joint = joint
    }

    /// Creates a word whose hash is known.
    init(text: String, hash: UInt64, isPrefix: Bool) {
      textHash = hash
      self.text = text
      self.isPrefix = isPrefix
      gap = 0
    }

    fileprivate var key: UInt64 {
      let facts = textHash ^ UInt64(truncatingIfNeeded: gap) << 1 ^ (isPrefix ? 1 : 0)
      return joint.map { WordHash.joined(facts, WordHash.hash(of: $0)) } ?? facts
    }

    /// Adds its key.
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
  }

  /// A hash of the words.
  public let key: UInt64
  /// Whether other words may stand between its words.
  let hasGap: Bool
  /// The words; at least one.
  public let words: [Word]

  /// Creates a sequence.
  public init(words: [Word]) {
    var key = UInt64(truncatingIfNeeded: words.count)
    var hasGap = false
    for index in 0..<words.count {
      key = WordHash.joined(key, words[index].key)
      if index > 0, words[index].gap > 0, words[index].joint == nil { hasGap = true }
    }
    self.key = key
    self.hasGap = hasGap
    self.words = words
  }

  /// Adds its key.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }

  /// The words between gaps as groups of one.
  fileprivate var groups: [Phrase.Group] {
    var groups: [Phrase.Group] = []
    var parts: [Word] = []
    var gap = 0
    for word in words {
      if !parts.isEmpty, word.gap > 0, word.joint == nil {
        groups.append(Phrase.Group(alternatives: [WordSequence(words: parts)], gap: gap))
        parts = []
        gap = word.gap
      }
      var word = word
      if parts.isEmpty { word.gap = 0 }
      parts.append(word)
    }
    if !parts.isEmpty {
      groups.append(Phrase.Group(alternatives: [WordSequence(words: parts)], gap: gap))
    }
    return groups
  }

  /// This sequence with another behind it.
  func followed(by other: WordSequence, gap: Int = 0) -> WordSequence {
    guard gap > 0, !words.isEmpty, var first = other.words.first else {
      return WordSequence(words: words + other.words)
    }
    first.gap = gap
    return WordSequence(words: words + [first] + other.words.dropFirst())
  }
}
