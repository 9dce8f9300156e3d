// Performance: a pattern that could begin at nearly every word is looked for by a rarer part of it, and then
// backwards: `@` for addresses of mail. Beginnings with a digit and others have filters of their own, so
// that each of the two is told from more of its like at once, and most words end at their first four bytes.
import Lexicons
import Native

/// The places in a text where some patterns may begin.
struct Beginnings: Sendable {
  /// A part that stands inside every match of a pattern.
  struct Inner: Sendable {
    var pattern: Int32
    /// How many bytes of the match stand before it.
    var least: Int
    var most: Int
    /// What the bytes before can be, and what the first of them.
    var alphabet: ByteSet
    var first: ByteSet
    /// What cannot stand before a match.
    var notAfter: ByteSet
  }

  /// How far a match may go on behind a part of it; so far windows are looked at behind their ends.
  private static let after = 1024

  /// The patterns that are looked for.
  struct Asked {
    fileprivate var digits = StartFilter.Asked.none
    fileprivate var others = StartFilter.Asked.none
    /// How far behind a beginning a part may stand by which it is found.
    fileprivate(set) var reach = 0

    /// All that there are.
    static let all = Asked(digits: .all, others: .all)
    /// None.
    static let none = Asked()
  }

  /// The beginnings with a digit, and all others.
  ///
  /// Those of inner parts have the numbers behind the patterns'.
  let digits: StartFilter
  let others: StartFilter
  let inner: [Inner]
  /// How many patterns there are.
  private let patterns: Int32

  /// What is known of a pattern: how it begins, and a part that says more, if any does.
  typealias Known = (pattern: Int32, prefixes: [StartPrefix], inner: InnerStarts?)

  /// Prepares the beginnings of some of so many patterns.
  init(_ known: [Known], patterns: Int) {
    self.patterns = Int32(truncatingIfNeeded: patterns)
    var starts: [(prefix: StartPrefix, pattern: Int32)] = []
    var inner: [Inner] = []
    for (pattern, prefixes, part) in known {
      if let part {
        let number = self.patterns + Int32(truncatingIfNeeded: inner.count)
        starts += part.prefixes.map { (prefix: $0, pattern: number) }
        inner.append(
          Inner(
            pattern: pattern, least: part.least, most: part.most, alphabet: part.alphabet,
            first: part.first, notAfter: part.notAfter))
      } else {
        starts += prefixes.map { (prefix: $0, pattern: pattern) }
      }
    }
    let isDigit = { (prefix: StartPrefix) in prefix.sets.first?.isSubset(of: .digits) ?? false }
    digits = StartFilter(starts.filter { isDigit($0.prefix) })
    others = StartFilter(starts.filter { !isDigit($0.prefix) })
    self.inner = inner
  }

  /// Beginnings that were prepared earlier.
  init(digits: StartFilter, others: StartFilter, inner: [Inner], patterns: Int) {
    self.digits = digits
    self.others = others
    self.inner = inner
    self.patterns = Int32(truncatingIfNeeded: patterns)
  }

  /// Adds a pattern to those that are looked for.
  ///
  /// Others may be found with it.
  func ask(for pattern: Int32, in asked: inout Asked) {
    digits.ask(for: pattern, in: &asked.digits)
    others.ask(for: pattern, in: &asked.others)
    for number in inner.indices where inner[number].pattern == pattern {
      let part = patterns + Int32(truncatingIfNeeded: number)
      digits.ask(for: part, in: &asked.digits)
      others.ask(for: part, in: &asked.others)
      asked.reach = max(asked.reach, min(inner[number].most, Beginnings.after))
    }
  }

  /// Finds the places in ranges of a text, which must not overlap, in the order of the text; `sites` is replaced.
  func find(
    in text: Span<UInt8>, _ ranges: [Range<Int>], asked: Asked, probes: PatternProbes,
    into sites: inout [StartSite]
  ) {
    sites.removeAll(keepingCapacity: true)
    for range in ranges { others.scan(text, range, asked: asked.others, into: &sites) }
    let count = sites.count
    for range in ranges { digits.scan(text, range, asked: asked.digits, into: &sites) }
    if !inner.isEmpty, sites.contains(where: { $0.pattern >= patterns }) {
      sites.sort { $0.offset < $1.offset }
      lookBackwards(from: &sites, in: text)
      probes.sieve(&sites, in: text)
      sites.sort { ($0.offset, $0.pattern) < ($1.offset, $1.pattern) }
    } else {
      probes.sieve(&sites, in: text)
      if count > 0 { sites.sort { $0.offset < $1.offset } }
    }
  }

  /// Replaces the places of inner parts, which are in the order of the text, by those where a match that holds
  /// them may begin.
  private func lookBackwards(from sites: inout [StartSite], in text: Span<UInt8>) {
    var begins: [StartSite] = []
    // The places before this one were looked at.
    var next = [Int](repeating: 0, count: inner.count)
    for site in sites where site.pattern >= patterns {
      let number = Int(site.pattern - patterns)
      guard number < inner.count else { continue }
      let part = inner[number]
      let found = Int(site.offset)
      let lowest = max(next[number], found - part.most)
      var offset = found
      while offset > lowest, part.alphabet.contains(text[offset - 1]) {
        offset -= 1
        guard offset <= found - part.least else { continue }
        guard part.first.contains(text[offset]) else { continue }
        if offset > 0, part.notAfter.contains(text[offset - 1]) { continue }
        begins.append(
          StartSite(offset: UInt32(truncatingIfNeeded: offset), pattern: part.pattern))
      }
      next[number] = max(next[number], found - part.least + 1)
    }
    sites.removeAll { $0.pattern >= patterns }
    sites += begins
  }
}
