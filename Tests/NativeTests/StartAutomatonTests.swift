import TestSupport
import Testing

@testable import Native

@Suite struct StartAutomatonTests {
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

  @Test(arguments: [1, 5, 40, 300])
  func placesAreThoseOfANaiveSearch(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    for _ in 0..<30 {
      let starts = randomStarts(count, &random)
      let automaton = StartAutomaton(starts, patterns: 20)
      for _ in 0..<5 {
        let text = randomText(&random)
        var sites: [StartSite] = []
        automaton.scan(text.span, into: &sites)
        let expected = naive(starts, text)
        // What is too large looks at less of each beginning, and finds more places, never fewer.
        #expect(Set(sites).isSuperset(of: expected))
        if count <= 40 { #expect(Set(sites) == expected) }
        #expect(
          sites
            == Set(sites).sorted { ($0.offset, $0.pattern) < ($1.offset, $1.pattern) })
      }
    }
  }

  @Test func aFileHoldsTheSame() throws {
    var random = SeededGenerator(seed: 7)
    let starts = randomStarts(40, &random)
    let automaton = StartAutomaton(starts, patterns: 20)
    var writer = CompiledFileWriter(kind: 1)
    automaton.write(into: &writer, firstSection: 10)
    let file = CompiledFile(writer)
    let read = try #require(StartAutomaton(file, firstSection: 10, patterns: 20))
    for _ in 0..<50 {
      let text = randomText(&random)
      var (sites, others): ([StartSite], [StartSite]) = ([], [])
      automaton.scan(text.span, into: &sites)
      read.scan(text.span, into: &others)
      #expect(sites == others)
    }
    #expect(StartAutomaton(file, firstSection: 11, patterns: 20) == nil)
  }

  /// Whatever steps and patterns a damaged file names, nothing is read but the tables.
  @Test func damagedTablesLeadNowhere() throws {
    var random = SeededGenerator(seed: 9)
    let starts = randomStarts(20, &random)
    var writer = CompiledFileWriter(kind: 1)
    StartAutomaton(starts, patterns: 20).write(into: &writer, firstSection: 10)
    let whole = CompiledFile(writer)
    let classes = try #require(whole.array(of: 10, as: UInt8.self))
    let steps = try #require(whole.array(of: 12, as: UInt16.self))
    let width = Int(try #require(classes.max())) + 1
    var damaged = CompiledFileWriter(kind: 1)
    damaged.add(10, classes)
    damaged.add(11, (0..<256).map { _ in UInt16.random(in: 0...UInt16.max, using: &random) })
    damaged.add(
      12, steps.indices.map { $0 < width ? 0 : UInt16.random(in: 0...UInt16.max, using: &random) })
    damaged.add(13, [Int32.max, -1, 3])
    damaged.add(14, (0...steps.count / width).map { _ in Int32.random(in: -9...9, using: &random) })
    damaged.add(15, [UInt8](repeating: 1, count: 4))
    let automaton = try #require(
      StartAutomaton(CompiledFile(damaged), firstSection: 10, patterns: 20))
    var sites: [StartSite] = []
    for _ in 0..<50 { automaton.scan(randomText(&random).span, into: &sites) }
    #expect(sites.allSatisfy { $0.pattern == 3 })
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
      for (prefix, pattern) in starts {
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
