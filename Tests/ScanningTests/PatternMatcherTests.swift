import Lexicons
import Mail
import Native
import Scanning
import TestSupport
import Testing

@Suite struct PatternMatcherTests {
  private static let ssn = #"\b\d{3}([- ]?)\d{2}\1\d{4}\b"#
  private static let ssnCues: [Cue] = [
    .shape("ddd-dd-dddd"), .shape("ddd dd dddd"), .shape("ddddddddd"),
  ]
  private static let mail = #"\b[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,120}\.[a-z]{2,12}\b"#

  /// What is found, as `pattern:text`, or `pattern:text=value`.
  private func found(
    _ patterns: [(String, [Cue])], _ text: String, phrases: [Phrase] = [],
    limits: Limits = Limits(),
    check: ([Int32], Bool) -> Void = { _, _ in }
  ) throws -> [String] {
    let bytes = Array(text.utf8)
    let hits = try search(patterns, bytes, phrases, limits, check)
    return hits.map { hit in
      let match = String(decoding: bytes[hit.range], as: UTF8.self)
      let value = String(decoding: bytes[hit.value], as: UTF8.self)
      return "\(hit.pattern):\(match)" + (hit.value == hit.range ? "" : "=\(value)")
    }
  }

  private func search(
    _ patterns: [(String, [Cue])], _ bytes: [UInt8], _ phrases: [Phrase] = [],
    _ limits: Limits = Limits(), _ check: ([Int32], Bool) -> Void = { _, _ in }
  ) throws -> [PatternHit] {
    let entries = try patterns.map { PatternEntry(pattern: try Pattern($0.0), cues: $0.1) }
    let table = CueTable(entries, firstCuePhrase: phrases.count)
    var tokens: [Token] = []
    scanWords(bytes.span, into: &tokens)
    var phraseMatcher = PhraseMatcher(PhraseTable(phrases + CueTable.cuePhrases(of: entries)))
    var phraseHits: [PhraseHit] = []
    _ = phraseMatcher.match(tokens.span, in: bytes.span, into: &phraseHits)
    var matcher = PatternMatcher(table, limits: limits)
    var hits: [PatternHit] = []
    matcher.beginMessage()
    matcher.match(in: bytes.span, tokens: tokens.span, phraseHits: phraseHits.span, into: &hits)
    check(matcher.gaveUp, matcher.ranOutOfTrials)
    return hits
  }

  private func phrase(_ text: String) -> Phrase {
    Phrase(sequences: [
      WordSequence(words: text.split(separator: " ").map { WordSequence.Word(text: String($0)) })
    ])
  }

  @Test func shapesOpenWindows() throws {
    let ssn = [(Self.ssn, Self.ssnCues)]
    #expect(
      try found(ssn, "078-05-1120, 078 05\n1120 (078051120) 1078-05-1120 078-05-11200 078-051120")
        == ["0:078-05-1120", "0:078051120"])
    #expect(try found(ssn, "078 05 1120") == ["0:078 05 1120"])
    #expect(try found([(Self.ssn, [])], "at 078-05-1120") == ["0:078-05-1120"])
    #expect(try found([(#"\S+ly\b"#, [])], "only") == ["0:only"])
    #expect(try found([(#"(?R)?x"#, [])], "x") == [])
    let others: [(String, [Cue])] = [
      (#"\bs\d{5}\b"#, [.shape("Sddddd")]), (#"\b[a-z]{2}\d{3}\b"#, [.shape("aaddd")]),
      (#"\b9\d\d-\d\d\b"#, [.shape("9dd-dd")]), (#"\(\d{3}\) \d"#, [.shape("(ddd) d")]),
      (#"\bn/a\b"#, [.shape("a/a")]), (#"\bxyz\b"#, [.shape("aaa")]),
      (".", [.shape(" "), .shape("")]),
    ]
    #expect(
      try found(others, "s12345 ab123 abc123 912-34 (617) 5 n/a xyz xyzz zs12345 812-34")
        == ["0:s12345", "1:ab123", "2:912-34", "3:(617) 5", "4:n/a", "5:xyz"])
  }

  @Test func charactersOpenWindows() throws {
    let mail = [(Self.mail, [Cue.character(UInt8(ascii: "@"))])]
    #expect(
      try found(mail, "to maya@school.example, or a.b+c@mail.school.example; @home, x@y")
        == ["0:maya@school.example", "0:a.b+c@mail.school.example"])
    let money = [(#"\$ ?\d+(?:\.\d\d)?"#, [Cue.character(UInt8(ascii: "$"))])]
    #expect(try found(money, "$5 and $ 6.50, $x 7") == ["0:$5", "0:$ 6.50"])
  }

  @Test func phrasesOpenTheirSentenceAndItsSurroundings() throws {
    let birth = [(#"\b\d{1,2}/\d{1,2}/\d{4}\b"#, [Cue.phrase(phrase("born on"))])]
    #expect(try found(birth, "1/2/2015 is when she was born on") == ["0:1/2/2015"])
    #expect(
      try found(birth, "born\non 1/2/2015. and 3/4/2016 too") == ["0:1/2/2015", "0:3/4/2016"])
    #expect(try found(birth, "on 1/2/2015 she was born") == [])
    let far = String(repeating: "word ", count: 90)
    #expect(try found(birth, "born on \(far)1/2/2015") == ["0:1/2/2015"])
    #expect(try found(birth, "born on. \(far)1/2/2015") == [])
    #expect(try found(birth, "1/2/2015. \(far)born on") == [])
    #expect(try found(birth, "1/2/2015 \(far)born on", phrases: [phrase("word")]) == ["0:1/2/2015"])
  }

  @Test func eachMatchIsFoundOnceWhateverOpensIt() throws {
    let both: [(String, [Cue])] = [
      (Self.ssn, Self.ssnCues + [.phrase(phrase("ssn")), .character(UInt8(ascii: "#"))])
    ]
    #expect(
      try found(both, "ssn ssn #078-05-1120 ssn #219-09-9999 ssn")
        == ["0:078-05-1120", "0:219-09-9999"])
    let value = [(#"\bssn:? (?<value>\d{3}-\d\d-\d{4})\b"#, Self.ssnCues)]
    #expect(try found(value, "the ssn: 078-05-1120") == ["0:ssn: 078-05-1120=078-05-1120"])
    let empty: [(String, [Cue])] = [
      ("(x)?", [.phrase(phrase("ssn"))]), (#"(?<=n)\b"#, [.phrase(phrase("ssn"))]),
    ]
    #expect(try found(empty, "ssn éx") == ["0:x"])
  }

  @Test func whatIsNotKnownIsSaid() throws {
    let slow: [(String, [Cue])] = [
      ("(a+)+$", [.character(UInt8(ascii: "@"))]), ("a!", [.character(UInt8(ascii: "@"))]),
    ]
    let text = String(repeating: "a", count: 40) + "!@"
    var limits = Limits()
    limits.patternSteps = 1000
    _ = try found(slow, text, limits: limits) { gaveUp, ranOut in
      #expect(gaveUp == [0])
      #expect(!ranOut)
    }
    // Eight places where one can begin are one trial.
    limits.patternTrials = 2
    let many = Array(repeating: "x@y.example", count: 10).joined(
      separator: String(repeating: " z", count: 80) + "\n")
    let few = try found([(Self.mail, [.character(UInt8(ascii: "@"))])], many, limits: limits) {
      gaveUp, ranOut in
      #expect(ranOut)
      #expect(gaveUp == [])
    }
    #expect(few.count == 8)
  }

  @Test func aPatternThatKeepsGivingUpIsLeftAlone() throws {
    let bytes = Array(
      String(repeating: String(repeating: "a", count: 300) + "!@ ", count: 300).utf8)
    let entry = PatternEntry(pattern: try Pattern("(a+)+$"), cues: [.character(UInt8(ascii: "@"))])
    var limits = Limits()
    limits.patternSteps = 100_000
    limits.patternTrials = 20
    var matcher = PatternMatcher(CueTable([entry]), limits: limits)
    var hits: [PatternHit] = []
    let none: [PhraseHit] = []
    for _ in 0..<10 {
      matcher.beginMessage()
      matcher.match(in: bytes.span, tokens: [Token]().span, phraseHits: none.span, into: &hits)
      let outcome = (matcher.gaveUp, matcher.ranOutOfTrials)
      #expect(outcome == ([0], false))
    }
  }

  @Test func hostileTextStaysLinear() throws {
    let patterns: [(String, [Cue])] = [
      (Self.mail, [.character(UInt8(ascii: "@"))]),
      (#"\S+@\S+\.edu"#, [.character(UInt8(ascii: "@"))]),
      (Self.ssn, Self.ssnCues + [.phrase(phrase("a"))]), (#"[^.]*x"#, [.phrase(phrase("a"))]),
    ]
    for piece in ["@", "a@", "a ", "1-", "078-05-1120", "078-05-", "@ ", "é", "a\n"] {
      let bytes = Array(String(repeating: piece, count: 30_000).utf8)
      for hit in try search(patterns, bytes) { #expect(hit.range.upperBound <= bytes.count) }
    }
    #expect(try search(patterns, [0x40, 0xFF, 0x40]).isEmpty)
    #expect(try search(patterns, []).isEmpty)
  }

  @Test func windowsFindWhatASearchOfTheWholeTextFinds() throws {
    var random = SeededGenerator(seed: 5)
    let patterns: [(String, [Cue])] = [
      (Self.ssn, Self.ssnCues), (Self.mail, [.character(UInt8(ascii: "@"))]),
      (#"\$ ?\d{1,5}"#, [.character(UInt8(ascii: "$"))]),
      (#"\bssn[: ]*\d{3}-\d\d-\d{4}\b"#, Self.ssnCues + [.phrase(phrase("ssn"))]),
      (#"(?<!é)\bapt[. #]+\d{1,4}[a-z]?\b"#, [.phrase(phrase("apt"))]),
      (Self.ssn, []), (#"\bssn[: ]*\d{3}-\d\d-\d{4}\b"#, []), (#"(?:apt|ssn)?[. #]+\d{2}"#, []),
      (#"(?<!\d)\d{2}(?!\d)"#, []), (#"(?i:Maya|A)\W"#, []), (#"[^a-z\s]+@?"#, []),
      (#"é\d|\$\d"#, []), (#"\d{3,}(?=\n)|\bsch[o]*l\."#, []), (#"\w*@"#, []),
      // Looked for by what is rare in them, and then backwards.
      (Self.mail, []), (#"[a-z]{1,9}[@ ]?(?:\$|#1)\d"#, []),
      (#"(?:maya|[a-z.]{1,20})@school\b"#, []),
      (#"\b[a-z]{1,6}[:. ]{0,3}\d{3}[- ]\d{2}"#, []), (#"\S{1,8}é?1{1,2}2\b"#, []),
      (#"[a-z]{1,9} (?:\$5|12)"#, []), (#"(?<!n)[a-z]+[. ]\$5?"#, []),
      (#"\b[a-z]{1,9} ?#\d"#, [.character(UInt8(ascii: "#"))]),
    ]
    let pieces = [
      "078-05-1120", "078 05 1120", "219099999", "a", "maya", "@", "school.example", "$", "$5", " ",
      " ", "\n", ".", "ssn", "ssn: ", "apt", "apt. ", "#12", "4b", "-", "é", "12", "\n\n", ". ",
      "1",
    ]
    for round in 0..<300 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<100, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      let bytes = Array(text.utf8)
      let hits = try search(patterns, bytes)
      let expected = try naiveMatches(patterns.map(\.0), bytes)
      let agrees = hits == expected
      #expect(agrees, "round \(round): \(text.debugDescription)\n\(hits)\n\(expected)")
      if !agrees { return }
    }
  }
}

/// Every pattern searched in the whole text.
private func naiveMatches(_ patterns: [String], _ bytes: [UInt8]) throws -> [PatternHit] {
  var hits: [PatternHit] = []
  guard let text = bytes.span.utf8Text else { return [] }
  for (id, source) in patterns.enumerated() {
    let pattern = try Pattern(source)
    var scratch = MatchScratch()
    var from = 0
    while case .found(let range) = scratch.match(pattern, in: text, from: from) {
      hits.append(PatternHit(pattern: Int32(id), range: range, value: range))
      from = range.upperBound
    }
  }
  return hits.sorted {
    ($0.range.lowerBound, $0.range.upperBound, $0.pattern)
      < ($1.range.lowerBound, $1.range.upperBound, $1.pattern)
  }
}
