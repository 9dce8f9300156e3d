import TestSupport
import Testing

@testable import Native

@Suite struct StartFilterTests {
  private static let pieces = [
    "a", "b", "ab", "ba", "1", "2", "12", " ", "\n", "_", "$", "-", "é", "ssn", "A", "\0", "zz",
  ]

  private func randomSet(_ random: inout SeededGenerator) -> ByteSet {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .digits
    case 1: return .letters
    case 2: return ByteSet(0...0xFF)
    default:
      var set = ByteSet()
      for _ in 0...Int.random(in: 0..<3, using: &random) {
        set.insert(Array("ab12 $-s\n_".utf8).randomElement(using: &random) ?? 0)
      }
      return set
    }
  }

  private func randomStarts(
    _ count: Int, _ random: inout SeededGenerator
  ) -> [(prefix: StartPrefix, pattern: Int32)] {
    var starts: [(prefix: StartPrefix, pattern: Int32)] = []
    for _ in 0..<count {
      let boundary = [StartPrefix.Boundary.none, .digit, .word].randomElement(using: &random)
      var sets = (0...Int.random(in: 0..<8, using: &random)).map { _ in randomSet(&random) }
      if boundary == .word { sets[0] = sets[0].intersection(.word) }
      if boundary == .digit { sets[0] = .digits }
      if sets[0].isEmpty { continue }
      let pattern = Int32.random(in: 0..<20, using: &random)
      starts.append((StartPrefix(boundary ?? .none, sets), pattern))
    }
    return starts
  }

  private func randomText(_ random: inout SeededGenerator) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0..<120, using: &random) {
      text += Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
    }
    return text
  }

  /// Patterns that are asked for are found as if all were, and nothing without asking.
  @Test(arguments: [1, 5, 40, 300])
  func patternsThatAreAskedForAreFound(count: Int) {
    var random = SeededGenerator(seed: UInt64(count) + 1000)
    for _ in 0..<30 {
      let starts = randomStarts(count, &random)
      let text = randomText(&random)
      let filter = StartFilter(starts)
      var all: [StartSite] = []
      filter.scan(text.span, 0..<text.count, into: &all)
      let wanted = Set((0..<3).map { _ in Int32.random(in: 0..<24, using: &random) })
      var asked = StartFilter.Asked.none
      for pattern in wanted { filter.ask(for: pattern, in: &asked) }
      var sites: [StartSite] = []
      filter.scan(text.span, 0..<text.count, asked: asked, into: &sites)
      // Others may be found too, where they share a group.
      #expect(
        sites.filter { wanted.contains($0.pattern) } == all.filter { wanted.contains($0.pattern) })
      #expect(Set(all).isSuperset(of: sites))
      #expect(Set(all).isSuperset(of: naive(starts, text)))
      var none: [StartSite] = []
      filter.scan(text.span, 0..<text.count, asked: .none, into: &none)
      #expect(none.isEmpty)
    }
  }

  @Test(arguments: [1, 5, 40, 300])
  func placesAreThoseOfANaiveSearch(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    for _ in 0..<30 {
      let starts = randomStarts(count, &random)
      let text = randomText(&random)
      var sites: [StartSite] = []
      let filter = StartFilter(starts)
      filter.scan(text.span, 0..<text.count, into: &sites)
      let cut = Int.random(in: 0...text.count, using: &random)
      var halves: [StartSite] = []
      for range in [0..<cut, cut..<text.count] {
        var half: [StartSite] = []
        filter.scan(text.span, range, into: &half)
        halves += half
      }
      #expect(halves == sites)
      let found = Set(sites)
      #expect(found.count == sites.count)
      #expect(sites.map(\.offset) == sites.map(\.offset).sorted())
      let expected = naive(starts, text)
      // More places may be found, since bytes before and behind the text's end are not judged, never fewer.
      #expect(found.isSuperset(of: expected))
      for site in found.subtracting(expected) {
        #expect(
          starts.contains { $0.pattern == site.pattern && holds($0.prefix, text, Int(site.offset)) }
        )
      }
    }
  }

  /// Whether a beginning stands at a place, whatever stands before; behind the text stand zeros.
  private func holds(_ prefix: StartPrefix, _ text: [UInt8], _ offset: Int) -> Bool {
    prefix.sets.enumerated().allSatisfy { index, set in
      set.contains(offset + index < text.count ? text[offset + index] : 0)
    }
  }

  private func naive(
    _ starts: [(prefix: StartPrefix, pattern: Int32)], _ text: [UInt8]
  ) -> Set<StartSite> {
    var sites: Set<StartSite> = []
    for offset in text.indices {
      let before = offset > 0 ? text[offset - 1] : 0
      for (prefix, pattern) in starts where offset + prefix.sets.count <= text.count {
        switch prefix.boundary {
        case .none: break
        case .digit: if ByteSet.digits.contains(before) { continue }
        case .word: if ByteSet.word.contains(before) { continue }
        }
        if holds(prefix, text, offset) {
          sites.insert(StartSite(offset: UInt32(offset), pattern: pattern))
        }
      }
    }
    return sites
  }

  @Test func vectorAndPortableMasksAgree() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let block = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(siteMasks(of: block.span).vector == siteMasks(of: block.span).portable)
    }
  }
}
