import Native
import Text

/// Where a match stands in a message: its passage, words, bytes, sentence and paragraph.
struct Site: Sendable, Hashable, Comparable {
  /// The index in `Passages.items`.
  var passage: Int32
  /// The first and the last word that it covers, counted from the passage's start.
  var firstToken: Int32
  var lastToken: Int32
  /// Its folded bytes, counted from the passage's start.
  var start: UInt32
  var end: UInt32
  /// The sentence and the paragraph of its first word.
  var sentence: UInt32
  var paragraph: UInt32

  /// No place at all.
  static var nowhere: Site {
    Site(passage: -1, firstToken: 0, lastToken: 0, start: 0, end: 0, sentence: 0, paragraph: 0)
  }

  /// The folded bytes, counted from the passage's start.
  var range: Range<Int> { Int(start)..<Int(end) }
  var length: Int { Int(end) - Int(start) }

  /// In reading order; of two that start together the shorter comes first.
  static func < (one: Site, two: Site) -> Bool {
    if one.passage != two.passage { return one.passage < two.passage }
    if one.start != two.start { return one.start < two.start }
    return one.end < two.end
  }

  /// Whether the two share a byte.
  func overlaps(_ other: Site) -> Bool {
    passage == other.passage && start < other.end && other.start < end
  }

  /// Whether all of it stands inside another.
  func isInside(_ other: Site) -> Bool {
    passage == other.passage && start >= other.start && end <= other.end
  }

  /// How many words from the one to the other: 0 when they share one, 1 for neighbours.
  func words(to other: Site) -> Int {
    if lastToken < other.firstToken { return Int(other.firstToken - lastToken) }
    if other.lastToken < firstToken { return Int(firstToken - other.lastToken) }
    return 0
  }
}

extension Site {
  /// The site of the words from `first` to `last`; nil when there are no such words.
  init?(passage: Int, first: Int, last: Int, tokens: [Token]) {
    guard first >= 0, first <= last, last < tokens.count else { return nil }
    self.init(
      passage: Int32(truncatingIfNeeded: passage), firstToken: Int32(truncatingIfNeeded: first),
      lastToken: Int32(truncatingIfNeeded: last), start: tokens[first].start,
      end: tokens[last].end, sentence: tokens[first].sentence, paragraph: tokens[first].paragraph)
  }

  /// The site of a range of bytes, with the words that it touches; without any, the word before.
  init(passage: Int, range: Range<Int>, tokens: [Token]) {
    // The first token that ends after the range's start.
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if Int(tokens[middle].end) <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    let first = min(low, max(tokens.count - 1, 0))
    high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if Int(tokens[middle].start) < range.upperBound { low = middle + 1 } else { high = middle }
    }
    let last = max(first, low - 1)
    let token =
      tokens.isEmpty
      ? Token(start: 0, end: 0, hash: 0, sentence: 0, paragraph: 0)
      : tokens[first]
    self.init(
      passage: Int32(truncatingIfNeeded: passage), firstToken: Int32(truncatingIfNeeded: first),
      lastToken: Int32(truncatingIfNeeded: last),
      start: UInt32(truncatingIfNeeded: range.lowerBound),
      end: UInt32(truncatingIfNeeded: range.upperBound), sentence: token.sentence,
      paragraph: token.paragraph)
  }
}

/// A typed signal that other rules can need: a person, a number, a date.
struct Mention: Sendable {
  /// Where it stands.
  var site: Site
  /// The kinds that it is of: an index of `MentionKinds.sets`.
  var kinds: Int32
  /// The rule that found it; -1 for names and numbers of the roster and for what looks like a name.
  var rule: Int32
  /// Which of the rule's terms matched; 0 without a rule.
  var term: Int32 = 0
  /// The person in the roster; -1 when it is nobody in particular.
  var person: Int32
  /// Whether masking hides it: names and identifiers, not a lexicon's own words.
  var isSensitive: Bool

  /// Whether it comes first: in reading order, at one site by rule and person.
  func precedes(_ other: Mention) -> Bool {
    if site.passage != other.site.passage { return site.passage < other.site.passage }
    if site.start != other.site.start { return site.start < other.site.start }
    if site.end != other.site.end { return site.end < other.site.end }
    return rule != other.rule ? rule < other.rule : person < other.person
  }

  /// Whether another says nothing new.
  func isSame(as other: Mention) -> Bool {
    site == other.site && kinds == other.kinds && rule == other.rule && person == other.person
  }
}

/// A hit of a rule whose conditions on the surroundings hold.
struct Signal: Sendable {
  /// The rule's index in the ruleset.
  var rule: Int32
  /// Which of the rule's terms matched.
  var term: Int32
  /// Where.
  var site: Site
  /// Bit *n* is set when the rule's context *n* is a `near` whose evidence was found.
  var nears: UInt64
  /// The term's points with those of its `near` contexts.
  var points: Int
  /// Whether the term is a pattern.
  var isPattern = false
  /// Of a `words` line which of its words, an entry of `WordTable`; -1 in other lines.
  var word: Int32 = -1
}
