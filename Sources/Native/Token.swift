/// One word of folded text.
///
/// A word is a run of letters, digits and marks; an apostrophe between two letters belongs to it
/// (`don't`, `driver's`). Offsets are bytes of the folded text that was scanned.
public struct Token: Sendable, Hashable {
  /// Where the word starts.
  public var start: UInt32
  /// Where it ends.
  public var end: UInt32
  /// The hash of its bytes, as `WordHash.hash` computes it.
  public var hash: UInt64
  /// Which sentence it stands in, counted from 0 in the text scanned.
  public var sentence: UInt32
  /// Which paragraph it stands in, counted from 0 in the text scanned.
  public var paragraph: UInt32

  /// Creates a token.
  public init(start: UInt32, end: UInt32, hash: UInt64, sentence: UInt32, paragraph: UInt32) {
    self.start = start
    self.end = end
    self.hash = hash
    self.sentence = sentence
    self.paragraph = paragraph
  }

  /// The word's bytes in the folded text.
  public var range: Range<Int> { Int(start)..<Int(end) }
}
