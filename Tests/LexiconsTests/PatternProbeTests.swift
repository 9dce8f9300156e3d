import Lexicons
import Native
import TestSupport
import Testing

@Suite struct PatternProbeTests {
  private static let patterns = [
    #"\b[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,120}\.[a-z]{2,12}\b"#, #"\b\d{3}([- ]?)\d{2}\1\d{4}\b"#,
    #"\b(?:ssn|dob)[\s:#]{0,6}\d{2,}"#, #"\b[a-z]{2,9},? (?:ma|nh|dc) \d{5}(?:-\d{4})?\b"#,
    #"(?<!\d)\d{2}(?!\d)"#, #"(?i:Maya|A)\W"#, #"[^a-z\s]+@?"#, #"é\d|\$\d"#, #"(?:ab?)*c"#,
    #"(?:a|é)+b?(?:\W|$)"#, #"\bmay.{0,60}?\b(?:ssn|dob)\b"#, #"(?:(?:a{1,3} ?){2,5}b){1,9}"#,
    #"\d{40}"#, #"(?:1|(?:2|3?))4"#, #"\S+ssn"#, #"[^@]{2}@"#,
    #"(?<![a-z.] )(?<![a-z])[a-z]{2,9} +(?:[b-z]|a\.)(?![a-z@])[^\n]{0,9}\d"#, #"(?<!\p{L})a+"#,
    #"\b(?:a(?![b ])|ab)+"#, #"(?<!\n)[ab.]+(?!.)"#, #"(?<!\W )(?:\d(?!\d)| a)"#, #"\Bb|(?<!1)-"#,
  ]
  private static let pieces = [
    "078-05-1120", "078 05 1120", "a", "b", "c", "may", "maya", "@", "school.example", "$", "$5",
    " ", " ", "\n", ".", "ssn", "ssn: ", "dob", "reading, ma 01867", " nh 03", "-", "é", "12", "1",
    "1234567890", "aab", "4", "5",
  ]

  private func probe(_ pattern: String) -> PatternProbe? { PatternStarts(of: pattern)?.probe }

  /// Where PCRE2 finds a match both probes let it look.
  @Test(arguments: [false, true]) func noMatchIsKeptFromBeingFound(seesBefore: Bool) throws {
    var random = SeededGenerator(seed: 11)
    let probes = PatternProbes(
      Self.patterns.map { seesBefore ? PatternStarts.windowProbe(of: $0) : probe($0) })
    let patterns = try Self.patterns.map { try Pattern($0) }
    var scratch = MatchScratch()
    var found = 0
    for round in 0..<300 {
      var text = ""
      for _ in 0..<Int.random(in: 1..<30, using: &random) {
        text += Self.pieces.randomElement(using: &random) ?? ""
      }
      let bytes = Array(text.utf8)
      guard let subject = bytes.span.utf8Text else { continue }
      for (number, pattern) in patterns.enumerated() {
        for offset in bytes.indices {
          let outcome = scratch.match(pattern, in: subject, from: offset, to: offset)
          guard case .found(let range) = outcome, !range.isEmpty else { continue }
          found += 1
          let mayMatch = probes.mayMatch(number, in: bytes.span, at: offset)
          #expect(mayMatch, "round \(round): \(Self.patterns[number]) at \(offset) of \(text)")
        }
      }
    }
    #expect(found > 1000)
  }

  /// What is not matched is mostly told without PCRE2.
  @Test(arguments: [
    (#"\b[a-z0-9.]{1,64}@[a-z.]{2,90}"#, "maya and liam", false),
    (#"\b[a-z0-9.]{1,64}@[a-z.]{2,90}"#, "maya@school.example", true),
    (#"\b\d{3}-\d{2}-\d{4}\b"#, "078-05-112 is short", false),
    (#"\b\d{3}-\d{2}-\d{4}\b"#, "078-05-1120", true),
    (#"\bssn(?: is)? \d"#, "ssn is lost", false),
    (#"\bssn(?: is)? \d"#, "ssn", false),
    (#"\b[0-9a-f]{32}\b"#, "0123456789abcdef0123456789abcde", false),
    (#"\b[a-z]{2,9} (?:nh|ma) \d"#, "reading mb 0", false),
    (#"\b(?:he|she)(?:'ll| will) (?:sue|report)\b"#, "she will see", false),
    (#"[^é]é{2}"#, "aeb", false),
    (#"\b\d{1,2} \p{L}+ st\b"#, "12 4th st", false),
    (#"\b\d{1,2} \p{L}+ st\b"#, "12 ёлка st", true),
    (#"\b\d{1,2} \pL st\b"#, "12 - st", false),
    (#"\b\d{1,2} \P{L} st\b"#, "12 - st", true),
  ])
  func placesThatLeadToNothingAreTold(pattern: String, text: String, mayMatch: Bool) throws {
    let probes = PatternProbes([try #require(probe(pattern))])
    #expect(probes.mayMatch(0, in: Array(text.utf8).span, at: 0) == mayMatch)
  }

  /// In windows the two bytes before a place tell, too; before the text there is a line's end.
  @Test(arguments: [
    (#"\bab"#, "xab", 1, false), (#"\bab"#, "ab", 0, true), (#"\bab"#, ".ab", 1, true),
    (#"(?<![a-z] )(?<![a-z])[a-z]+ \d"#, "my no 5", 3, false),
    (#"(?<![a-z] )(?<![a-z])[a-z]+ \d"#, "no 5", 0, true),
    (#"(?<![a-z] )(?<![a-z])[a-z]+ \d"#, " no 5", 1, true),
    (#"(?<![a-z] )(?<![a-z])[a-z]+ \d"#, "; no 5", 2, true),
    (#"(?<![a-z] )(?<![a-z])[a-z]+ \d"#, "; no 5", 3, false),
    (#"(?<!\n)ab"#, "ab", 0, true), (#"x[a-c](?![a-z])[^\n]*1"#, "xab1", 0, false),
    (#"x[a-c](?![a-z])[^\n]*1"#, "xa b1", 0, true), (#"(?<!\p{L})ab"#, " ab", 1, true),
  ])
  func bytesBeforeAPlaceTell(pattern: String, text: String, offset: Int, mayMatch: Bool) throws {
    let probes = PatternProbes([try #require(PatternStarts.windowProbe(of: pattern))])
    let bytes = Array(text.utf8)
    #expect(probes.mayMatch(0, in: bytes.span, at: offset) == mayMatch)
    let first = probes.firstPlace(of: 0, in: bytes.span, from: offset, through: offset)
    #expect(first == (mayMatch ? offset : nil))
  }

  /// Places that are passed over for the bytes on either side are those that a walk says nothing of.
  @Test func theFirstPlaceIsThatOfASearchPlaceByPlace() {
    var random = SeededGenerator(seed: 12)
    let probes = PatternProbes(Self.patterns.map { PatternStarts.windowProbe(of: $0) })
    var found = 0
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 1..<20, using: &random)).map { _ in
        Self.pieces.randomElement(using: &random) ?? ""
      }
      let bytes = Array(text.joined().utf8)
      let last = bytes.count + 2
      for number in Self.patterns.indices {
        let first = Int.random(in: 0...bytes.count, using: &random)
        let place = probes.firstPlace(of: number, in: bytes.span, from: first, through: last)
        let expected = (first...last).first { probes.mayMatch(number, in: bytes.span, at: $0) }
        #expect(place == expected, "\(Self.patterns[number]) from \(first) of \(text.joined())")
        if let place, place > first { found += 1 }
      }
    }
    #expect(found > 500)
  }

  /// Where a part stands inside of a match the rest of the match goes on.
  @Test func partsTellWhetherAMatchGoesOn() throws {
    let source = #"\b[a-z.]{3,20}\d{2,4} ?[|,] ?[a-z]{2,14}\d{1,4}\b"#
    let starts = try #require(PatternStarts(of: source))
    let inner = try #require(starts.inner)
    let probes = PatternProbes([inner.probe])
    for (text, mayMatch) in [(", maya", false), (",maya7", true), ("| x7", false)] {
      let told = probes.mayMatch(0, in: Array(text.utf8).span, at: 0)
      #expect(told == mayMatch, "\(text)")
    }
  }

  /// Of a pattern with more words than are kept its beginning tells.
  @Test(arguments: [false, true]) func beginningsOfHugePatternsTell(seesBefore: Bool) throws {
    let words = (0..<400).map { "word\($0)" }.joined(separator: "|")
    let source = #"\b[a-z]{2,9} \d(?!\d)[^\n]{0,9}(?:\#(words))"#
    let probe = seesBefore ? PatternStarts.windowProbe(of: source) : probe(source)
    let probes = PatternProbes([try #require(probe)])
    for (text, mayMatch) in [("maya 55 word1", false), ("maya 5 word1", true)] {
      let bytes = Array(text.utf8)
      let told = probes.mayMatch(0, in: bytes.span, at: 0)
      #expect(told == mayMatch, "\(text)")
    }
  }

  @Test func hugePatternsAreBounded() {
    let many = (0..<2000).map { "word\($0)" }.joined(separator: "|")
    #expect(probe(#"\b(?:\#(many))"#) == nil)
    for pattern in [
      "(?:a{1,60000}){1,60000}b", "(?:(?:a?){60000}){60000}b", "[ab]{9}[cd]{200}e{7,90}",
      String(repeating: "(?:", count: 90) + "a" + String(repeating: "){2,40}", count: 90) + "b",
      String(repeating: "(?:a|ab|abc)?", count: 60) + "d", "(?:.*a){3}.{0,200}b",
    ] {
      if let probe = probe(pattern) { #expect(probe.steps.count <= 120 * probe.width) }
    }
  }

  @Test func partsThatAreRarerThanBeginningsAreFound() throws {
    func inner(_ pattern: String) throws -> InnerStarts? {
      try #require(PatternStarts(of: pattern)).inner
    }
    let mail = try #require(try inner(#"\b[a-z0-9.]{1,64}@[a-z]{2,90}"#))
    #expect(mail.prefixes.map(\.sets.first) == [ByteSet("@")])
    let head = (mail.least, mail.most)
    #expect(head == (1, 64))
    #expect(mail.alphabet == ByteSet.letters.union(.digits).union(ByteSet(".")))
    #expect(mail.first == mail.alphabet)
    let town = try #require(try inner(#"(?<!\.)\b[a-z]+,? (?:ma|nh) \d{5}"#))
    #expect(Set(town.prefixes.map(\.sets.first)) == [ByteSet("m"), ByteSet("n")])
    #expect(town.prefixes.allSatisfy { $0.boundary == .word })
    #expect(town.notAfter == ByteSet.word.union(ByteSet(".")))
    #expect(town.most > 1000)
    let twice = try #require(try inner(#"(?:\b[a-z]{2,9} \$\d+){2,3}"#))
    #expect(Set(twice.prefixes.map(\.sets.first)) == [ByteSet("$")])
    // What may be left out, or stands nearly everywhere, is of no use.
    #expect(try inner(#"\b[a-z]{2,9}(?:@\d)?"#) == nil)
    #expect(try inner(#"\b[a-z]{2,9} ?[a-z]\d"#) == nil)
    #expect(try inner(#"\w(?:@|[a-z])"#) == nil)
  }
}
