// Performance: a pattern that could begin at nearly every word is looked for by a rarer part of it, and then
// backwards: `@` for addresses of mail. Beginnings with a digit and others have filters of their own, so
// that each of the two is told from more of its like at once, and most words end at their first four bytes.
import Lexicons
import Native

/// The places in a text where patterns without a cue may begin.
struct FreeStarts: Sendable {
  /// The most bytes that stand before a part by which a pattern is looked for.
  static let farthest = 1 << 12

  /// A part that stands inside every match of a pattern.
  struct Inner: Sendable {
    var pattern: Int32
    /// How many bytes of the match stand before it.
    var least: Int
    var most: Int
    /// Whether a match begins only where a word does.
    var beginsWord: Bool
    /// What the bytes before can be.
    var alphabet: ByteSet
  }

  /// The beginnings with a digit, and all others.
  ///
  /// Those of inner parts have the numbers behind the patterns'.
  let digits: StartFilter
  let others: StartFilter
  let inner: [Inner]
  /// How many patterns there are.
  private let patterns: Int32

  /// Prepares the beginnings of some of so many patterns.
  init(_ known: [(pattern: Int32, starts: PatternStarts)], patterns: Int) {
    self.patterns = Int32(truncatingIfNeeded: patterns)
    var starts: [(prefix: StartPrefix, pattern: Int32)] = []
    var inner: [Inner] = []
    for (pattern, known) in known {
      if !known.areSelective, let part = known.inner {
        let number = self.patterns + Int32(truncatingIfNeeded: inner.count)
        starts += part.prefixes.map { (prefix: $0, pattern: number) }
        inner.append(
          Inner(
            pattern: pattern, least: part.least, most: part.most,
            beginsWord: known.prefixes.allSatisfy { $0.boundary == .word },
            alphabet: part.alphabet))
      } else {
        starts += known.prefixes.map { (prefix: $0, pattern: pattern) }
      }
    }
    digits = StartFilter(starts.filter { $0.prefix.beginsWithDigit })
    others = StartFilter(starts.filter { !$0.prefix.beginsWithDigit })
    self.inner = inner
  }

  /// Beginnings that were prepared earlier.
  init(digits: StartFilter, others: StartFilter, inner: [Inner], patterns: Int) {
    self.digits = digits
    self.others = others
    self.inner = inner
    self.patterns = Int32(truncatingIfNeeded: patterns)
  }

  /// Finds the places, in the order of the text; `sites` is replaced.
  func find(in text: Span<UInt8>, probes: PatternProbes, into sites: inout [StartSite]) {
    sites.removeAll(keepingCapacity: true)
    others.scan(text, 0..<text.count, into: &sites)
    let count = sites.count
    digits.scan(text, 0..<text.count, into: &sites)
    var isSorted = count == 0 || count == sites.count
    if !inner.isEmpty, sites.contains(where: { $0.pattern >= patterns }) {
      lookBackwards(from: &sites, in: text)
      isSorted = false
    }
    probes.sieve(&sites, in: text)
    if !isSorted { sites.sort { ($0.offset, $0.pattern) < ($1.offset, $1.pattern) } }
  }

  /// Replaces the places of inner parts by those where a match that holds them may begin.
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
        if part.beginsWord {
          guard ByteSet.word.contains(text[offset]) else { continue }
          if offset > 0, ByteSet.word.contains(text[offset - 1]) { continue }
        }
        begins.append(
          StartSite(offset: UInt32(truncatingIfNeeded: offset), pattern: part.pattern))
      }
      next[number] = max(next[number], found - part.least + 1)
    }
    sites.removeAll { $0.pattern >= patterns }
    sites += begins
  }
}
