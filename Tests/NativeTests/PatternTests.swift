import TestSupport
import Testing

@testable import Native

/// One text and the scratch space to search it.
private struct Search: ~Copyable {
  let bytes: [UInt8]
  var scratch: MatchScratch

  init(_ text: String, steps: UInt32 = 100_000) {
    bytes = Array(text.utf8)
    scratch = MatchScratch(steps: steps)
  }

  mutating func callAsFunction(
    _ source: String, from: Int, to latest: Int = .max
  ) throws -> MatchOutcome {
    let pattern = try Pattern(source)
    let bytes = bytes
    guard let text = bytes.span.utf8Text else { return .none }
    return scratch.match(pattern, in: text, from: from, to: latest)
  }
}

@Suite struct PatternTests {
  private func matches(_ source: String, _ text: String) throws -> [String] {
    var search = Search(text)
    var result: [String] = []
    var from = 0
    while case .found(let range) = try search(source, from: from) {
      result.append(String(decoding: search.bytes[range], as: UTF8.self))
      from = max(range.upperBound, range.lowerBound + 1)
    }
    return result
  }

  @Test func capitalsInThePatternMeanSmallLetters() throws {
    #expect(
      try matches(#"\bCh(?:apter)?\.?\s*37H\b"#, "see ch. 37h and chapter 37h") == [
        "ch. 37h", "chapter 37h",
      ])
    #expect(try matches(#"[A-TV-Z]\d{2}\.\d"#, "f90.1 u07.1") == ["f90.1"])
    #expect(try matches(#"\x41\x62C"#, "xabc") == ["abc"])
    #expect(try matches(#"(?i)ÉTÉ"#, "été") == ["été"])
    #expect(try matches("ÉTÉ", "été") == ["été"])
  }

  @Test(arguments: [
    (#"\bSSN\D\S\W"#, #"\bssn\D\S\W"#),
    ("(?<Value>A)[A-Z\\D]", "(?<Value>a)[a-z\\D]"),
    ("[]A]B(?:C|D)(?=E)(?<!F)", "[]a]b(?:c|d)(?=e)(?<!f)"),
    ("[^]A]½", "[^]a]½"),
  ])
  func lettersAreLoweredWhereThatIsSafe(source: String, expected: String) {
    #expect(lowercasedPattern(Array(source.utf8).span) == Array(expected.utf8))
  }

  @Test(arguments: [
    #"\x41"#, #"\p{Lu}"#, #"\QA\E"#, "[A-_]", "[+-Z]", "[[:upper:]]", "(?i)A", "(?P<n>A)",
    "(*UTF)A",
    #"\101"#, "(?<n", "É", #"\k<N>"#, #"[\--Z]"#,
  ])
  func otherPatternsAreLeftToPCRE2(source: String) {
    #expect(lowercasedPattern(Array(source.utf8).span) == nil)
  }

  @Test func mistakesSayWhatAndWhere() throws {
    let error = #expect(throws: PatternError.self) { try Pattern("ab(c") }
    #expect(error?.message == "missing closing parenthesis")
    #expect(error?.offset == 4)
    #expect(throws: PatternError.self) { try Pattern("[z-a]") }
    #expect(throws: PatternError.self) { try Pattern("(*UCP)a") }
    #expect(throws: PatternError.self) { try Pattern(#"\C"#) }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 9000)) }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 70_000)) }
    #expect(try Pattern("").matchesEmpty)
    #expect(try Pattern("(a)?").matchesEmpty)
    #expect(try !Pattern("a").matchesEmpty)
  }

  @Test func aMatchBeginsInsideItsWindowAndSeesWhatIsAround() throws {
    var search = Search("xé12 34 56")
    let pattern = #"(?<=\s)(\d)(\d)"#
    var outcomes = [try search(pattern, from: 0)]
    #expect((0..<4).map { search.scratch.group($0) } == [6..<8, 6..<7, 7..<8, nil])
    outcomes.append(try search(pattern, from: 0, to: 5))
    #expect(search.scratch.group(0) == nil)
    for (from, to) in [(6, 6), (7, 9), (7, 8), (12, 20), (-1, 20), (5, 4)] {
      outcomes.append(try search(pattern, from: from, to: to))
    }
    #expect(
      outcomes == [.found(6..<8), .none, .found(6..<8), .found(9..<11), .none, .none, .none, .none])
    // In the middle of é: the search starts after it.
    #expect(try search(".", from: 2) == .found(3..<4))
    #expect(try search(".", from: 1) == .found(1..<3))
    #expect(try search("", from: 11) == .found(11..<11))
  }

  @Test func aPatternThatTakesTooLongGivesUp() throws {
    var search = Search(String(repeating: "a", count: 400) + "!", steps: 1000)
    #expect(try search("(a+)+$", from: 0) == .gaveUp)
    #expect(try search("a{400}", from: 0) == .found(0..<400))
  }

  @Test func aDeepPatternRunsOutOfStackAndSaysSo() throws {
    var search = Search(String(repeating: "a", count: 3 << 20), steps: .max)
    #expect(try search("(a|b|ab)*c", from: 0, to: 0) == .gaveUp)
  }

  @Test func aPatternIsSharedByWorkers() async throws {
    let pattern = try Pattern(#"\b\d{3}-\d{2}-\d{4}\b"#)
    let found = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<50 {
        group.addTask {
          let bytes = Array((String(repeating: "x ", count: index) + "123-45-6789").utf8)
          var scratch = MatchScratch()
          guard let text = bytes.span.utf8Text else { return false }
          return scratch.match(pattern, in: text, from: 0)
            == .found(2 * index..<2 * index + 11)
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(found)
  }

  @Test func onlyTextIsMatched() {
    let samples: [([UInt8], Bool)] = [
      ([0x61, 0xC3], false), ([0xED, 0xA0, 0x80], false), ([0xC3, 0xA9], true), ([], true),
    ]
    for (bytes, isText) in samples {
      if let text = bytes.span.utf8Text {
        #expect(isText && text.count == bytes.count)
      } else {
        #expect(!isText)
      }
    }
  }
}

@Suite struct KnownPatternTests {
  @Test func aKnownPatternIsCompiledAtItsFirstUse() throws {
    let source = #"(?<value>\d{3})-(\w+)"#
    let compiled = try Pattern(source)
    let known = Pattern(
      known: source, matchesEmpty: compiled.matchesEmpty, valueGroup: compiled.valueGroup)
    let bytes = Array("tel 555-abc".utf8)
    var scratch = MatchScratch()
    for pattern in [compiled, known] {
      if let text = bytes.span.utf8Text {
        #expect(scratch.match(pattern, in: text, from: 0) == .found(4..<11))
        #expect(scratch.group(1) == 4..<7)
      }
    }
  }

  @Test func aKnownPatternThatIsNoneGivesUp() {
    let pattern = Pattern(known: "(", matchesEmpty: false, valueGroup: nil)
    let bytes = Array("(".utf8)
    var scratch = MatchScratch()
    if let text = bytes.span.utf8Text {
      #expect(scratch.match(pattern, in: text, from: 0) == .gaveUp)
      #expect(scratch.match(pattern, in: text, from: 0) == .gaveUp)
    }
  }

  /// Under the thread sanitizer this proves that workers may use one pattern first at the same time.
  @Test func workersUseAKnownPatternTogether() async {
    for round in 0..<50 {
      let pattern = Pattern(known: #"\b\d{3}-\d{4}\b"#, matchesEmpty: false, valueGroup: nil)
      await withTaskGroup(of: MatchOutcome.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let bytes = Array("call 555-0142 now".utf8)
            var scratch = MatchScratch()
            guard let text = bytes.span.utf8Text else { return .none }
            return scratch.match(pattern, in: text, from: 0)
          }
        }
        for await outcome in group { #expect(outcome == .found(5..<13), "round \(round)") }
      }
    }
  }
}
