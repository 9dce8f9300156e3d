// Performance: flat arrays of integers, so that a table can be written to a file and mapped, and a cold
// process reads only the few pages that its message leads to. A phrase is
// found by the rarest of its groups: each sequence of that group has an anchor, its rarest pair of adjacent
// words, else its rarest word or beginning of one. The matcher looks at a phrase only where an anchor
// stands, and from there at the groups on either side; so cost hardly grows with phrases, and size with
// what is written, not with the product of its choices.
public import Lexicons
import Native

/// Many phrases, prepared for one pass over the words of a text.
///
/// A phrase's id is its index.
public final class PhraseTable: Sendable {
  /// How far from its anchor a phrase with gaps is looked for, in words; longer ones are not found.
  public static let longestSpan = 63

  let arrays: PhraseArrays
  let filter: AnchorFilter
  /// How many phrases there are.
  public let count: Int

  /// Prepares phrases; sequences without words are never found.
  public init(_ phrases: [Phrase]) {
    var builder = PhraseTableBuilder()
    for (id, phrase) in phrases.enumerated() {
      for form in phrase.forms { builder.add(form, of: Int32(truncatingIfNeeded: id)) }
    }
    count = phrases.count
    filter = AnchorFilter(
      pairs: builder.anchors[.pair].map(\.key), words: builder.anchors[.word].map(\.key),
      prefixes: builder.prefixes)
    arrays = builder.finish()
  }

  /// A table that was prepared earlier.
  init(_ arrays: PhraseArrays, filter: AnchorFilter, count: Int) {
    self.arrays = arrays
    self.filter = filter
    self.count = count
  }
}
