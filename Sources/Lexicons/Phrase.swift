/// A phrase, expanded: every way of choosing among its alternatives is one sequence of words.
///
/// `(in|out) of school suspension(s)` has four sequences. Words are folded as text is, so that case,
/// width and accents-by-composition never need spelling out.
public struct Phrase: Sendable, Hashable {
  /// The sequences; at least one.
  public var sequences: [WordSequence]

  /// Creates a phrase from its sequences.
  public init(sequences: [WordSequence]) { self.sequences = sequences }
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
}
