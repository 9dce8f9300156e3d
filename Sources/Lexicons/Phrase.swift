/// A phrase: groups of words that follow one another, each a choice.
///
/// `(in|out) of school suspension(s)` is a group of two and a group of two more. Words are folded as text
/// is, so that case, width and accents-by-composition never need spelling out. Choices are kept as
/// choices: every way of reading them, spelled out, would be their product.
public struct Phrase: Sendable, Hashable {
  /// A choice among sequences of words.
  public struct Group: Sendable, Hashable {
    /// The sequences, none of them empty and none with a gap inside.
    public var alternatives: [WordSequence]
    /// Whether the group may be left out.
    public var isOptional: Bool
    /// How many other words may stand between it and the group before (`..3`).
    public var gap: Int

    /// Creates a group.
    public init(alternatives: [WordSequence], isOptional: Bool = false, gap: Int = 0) {
      self.alternatives = alternatives
      self.isOptional = isOptional
      self.gap = gap
    }

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

  /// A hash: a cold start compares thousands of phrases, and a dictionary would hash each several times.
  public var key: UInt64 {
    var key: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ value: UInt64) { key = (key ^ value) &* 0x0000_0100_0000_01B3 }
    for form in forms {
      for group in form {
        for sequence in group.alternatives {
          for word in sequence.words {
            for byte in word.text.utf8 { add(UInt64(byte)) }
            add(0x100)
          }
          add(0x200)
        }
        add(UInt64(truncatingIfNeeded: group.gap) ^ (group.isOptional ? 0x600 : 0x400))
      }
      add(0x800)
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
    /// The folded word (or its beginning), in the same units that the word scanner yields.
    public var text: String
    /// Whether any ending may follow: `suspen*`.
    public var isPrefix: Bool
    /// How many other words may stand between it and the word before (`..3`); 0 for the first word.
    public var gap: Int
    /// Punctuation that must stand between the word before and this one (`1:1`); nil for white
    /// space, hyphens, apostrophes and slashes in any mix.
    public var joint: String?

    /// Creates a word.
    public init(text: String, isPrefix: Bool = false, gap: Int = 0, joint: String? = nil) {
      self.text = text
      self.isPrefix = isPrefix
      self.gap = gap
      self.joint = joint
    }
  }

  /// The words; at least one.
  public var words: [Word]

  /// Creates a sequence.
  public init(words: [Word]) { self.words = words }

  /// Whether other words may stand between its words.
  var hasGap: Bool { words.dropFirst().contains { $0.gap > 0 && $0.joint == nil } }

  /// The words between gaps as groups of one.
  fileprivate var groups: [Phrase.Group] {
    var groups: [Phrase.Group] = []
    for word in words {
      if !groups.isEmpty, word.gap == 0 || word.joint != nil {
        groups[groups.count - 1].alternatives[0].words.append(word)
      } else {
        var first = word
        first.gap = 0
        groups.append(
          Phrase.Group(
            alternatives: [WordSequence(words: [first])], gap: groups.isEmpty ? 0 : word.gap))
      }
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
