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
  /// How many of them count once in a message.
  let onceCount: Int

  /// Prepares phrases; sequences without words are never found.
  public convenience init(_ phrases: [Phrase]) { self.init(phrases, traits: []) }

  /// Prepares phrases.
  ///
  /// - Parameter traits: what is said of the first of them; the others are looked for everywhere.
  init(_ phrases: [Phrase], traits: [PhraseTraits]) {
    var builder = PhraseTableBuilder()
    for (id, phrase) in phrases.enumerated() {
      builder.traits = id < traits.count ? traits[id] : PhraseTraits()
      for form in phrase.forms { builder.add(form, of: Int32(truncatingIfNeeded: id)) }
    }
    count = phrases.count
    onceCount = traits.reduce(0) { max($0, $1.once) }
    filter = AnchorFilter(
      pairs: builder.anchors[.pair].map(\.key), words: builder.anchors[.word].map(\.key),
      prefixes: builder.prefixes)
    arrays = builder.finish()
  }

  /// A table that was prepared earlier.
  init(_ arrays: PhraseArrays, filter: AnchorFilter, count: Int, onceCount: Int) {
    self.arrays = arrays
    self.filter = filter
    self.count = count
    self.onceCount = onceCount
  }
}

extension Phrase {
  /// Whether the matcher comes upon its hits in their own order: those that begin first, first.
  ///
  /// Of phrases of several words it need not, since it begins with the rarest of them.
  var isFoundInOrder: Bool {
    guard forms.allSatisfy({ $0.count == 1 }) else { return false }
    let sequences = forms.flatMap { form in form.flatMap(\.alternatives) }
    return sequences.count == 1 || sequences.allSatisfy { $0.words.count == 1 }
  }
}

/// When a phrase is looked for.
struct PhraseTraits: Sendable {
  /// The gate that must be open.
  var gate: UInt16 = 0
  /// Its number among phrases of which the first hit in a message says all, from 1; 0 for others.
  var once = 0
}
