// Performance: a pattern that could begin at nearly every word is looked for by a rarer part of it, and then
// backwards: `@` for addresses of mail. Of the places where a pattern's first bytes stand its probe lets only few
// pass, and only these are put in order.
import Lexicons
import Native

/// The places in a text where some patterns may begin.
final class Beginnings: Sendable {
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

  /// What is known of a pattern: how it begins, and a part that says more, if any does.
  typealias Known = (pattern: Int32, prefixes: [StartPrefix], inner: InnerStarts?)

  /// The beginnings; those of inner parts have the numbers behind the patterns'.
  let automaton: StartAutomaton
  let inner: [Inner]
  /// What tells of a place where a pattern's beginning stands that it does not match there; those of inner parts have
  /// the numbers behind the patterns', too.
  let probes: PatternProbes
  /// How many patterns there are.
  private let patterns: Int32

  /// Prepares the beginnings of some patterns, given the probe of every pattern.
  init(_ known: [Known], probes: [PatternProbe?]) {
    patterns = Int32(truncatingIfNeeded: probes.count)
    var starts: [(prefix: StartPrefix, pattern: Int32)] = []
    var inner: [Inner] = []
    var probes = probes
    for (pattern, prefixes, part) in known {
      if let part {
        let number = patterns + Int32(truncatingIfNeeded: inner.count)
        starts += part.prefixes.map { (prefix: $0, pattern: number) }
        inner.append(
          Inner(
            pattern: pattern, least: part.least, most: part.most, alphabet: part.alphabet,
            first: part.first, notAfter: part.notAfter))
        probes.append(part.probe)
      } else {
        starts += prefixes.map { (prefix: $0, pattern: pattern) }
      }
    }
    automaton = StartAutomaton(starts, patterns: probes.count)
    self.inner = inner
    self.probes = PatternProbes(probes)
  }

  /// Beginnings that were prepared earlier.
  init(_ automaton: StartAutomaton, inner: [Inner], probes: PatternProbes, patterns: Int) {
    self.automaton = automaton
    self.inner = inner
    self.probes = probes
    self.patterns = Int32(truncatingIfNeeded: patterns)
  }

  /// What is used again from one text to the next.
  struct Scratch {
    /// The places that were found by an inner part.
    fileprivate var behind: [StartSite] = []
    /// Of each inner part the place up to which it was looked backwards.
    fileprivate var searched: [Int] = []
  }

  /// Finds the places in the order of the text; `sites` is replaced.
  func find(in text: Span<UInt8>, _ scratch: inout Scratch, into sites: inout [StartSite]) {
    sites.removeAll(keepingCapacity: true)
    automaton.scan(text, into: &sites)
    guard !sites.isEmpty else { return }
    probes.sieve(&sites, in: text)
    scratch.behind.removeAll(keepingCapacity: true)
    if !inner.isEmpty { lookBackwards(from: &sites, &scratch, in: text) }
    if scratch.behind.isEmpty { return }
    probes.sieve(&scratch.behind, in: text)
    if scratch.behind.isEmpty { return }
    sites += scratch.behind
    sites.sort { ($0.offset, $0.pattern) < ($1.offset, $1.pattern) }
  }

  /// Takes out the places of inner parts, which are in the order of the text, and finds those where a match that
  /// holds them may begin.
  private func lookBackwards(
    from sites: inout [StartSite], _ scratch: inout Scratch, in text: Span<UInt8>
  ) {
    scratch.searched.removeAll(keepingCapacity: true)
    var kept = 0
    for index in sites.indices {
      let site = sites[index]
      guard site.pattern >= patterns else {
        sites[kept] = site
        kept += 1
        continue
      }
      if scratch.searched.isEmpty {
        scratch.searched.append(contentsOf: repeatElement(0, count: inner.count))
      }
      let number = Int(site.pattern - patterns)
      look(backwardsFrom: Int(site.offset), number, &scratch, in: text)
    }
    sites.removeLast(sites.count - kept)
  }

  private func look(
    backwardsFrom found: Int, _ number: Int, _ scratch: inout Scratch, in text: Span<UInt8>
  ) {
    guard number < inner.count else { return }
    let part = inner[number]
    let lowest = max(scratch.searched[number], found - part.most)
    var offset = found
    while offset > lowest, part.alphabet.contains(text[offset - 1]) {
      offset -= 1
      guard offset <= found - part.least else { continue }
      guard part.first.contains(text[offset]) else { continue }
      if offset > 0, part.notAfter.contains(text[offset - 1]) { continue }
      scratch.behind.append(
        StartSite(offset: UInt32(truncatingIfNeeded: offset), pattern: part.pattern))
    }
    scratch.searched[number] = max(scratch.searched[number], found - part.least + 1)
  }
}
