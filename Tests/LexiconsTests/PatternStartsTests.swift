import Lexicons
import Native
import TestSupport
import Testing

@Suite struct PatternStartsTests {
  /// A beginning as text: `<` for a word's beginning, `#` for a number's; sets of several bytes in
  /// brackets, `\d` for the digits.
  private func text(_ prefix: StartPrefix) -> String {
    let boundary =
      switch prefix.boundary {
      case .none: ""
      case .digit: "#"
      case .word: "<"
      }
    // The bytes of a scalar past ASCII make one letter together.
    if prefix.sets.allSatisfy({ $0.count == 1 }) {
      return boundary + String(decoding: prefix.sets.flatMap(\.members), as: UTF8.self)
    }
    return boundary + prefix.sets.map(text).joined()
  }

  private func text(_ set: ByteSet) -> String {
    if set == .digits { return #"\d"# }
    if set == .high { return "^" }
    let bytes = (0...UInt8.max).filter { set.contains($0) }
    let members = String(decoding: bytes, as: UTF8.self)
    return bytes.count == 1 ? members : bytes.count > 12 ? "[\(bytes.count)]" : "[\(members)]"
  }

  private func starts(of pattern: String) -> [String]? {
    PatternStarts(of: pattern).map { $0.prefixes.map(text).sorted() }
  }

  @Test(
    arguments: [
      (#"\bssn: \d"#, [#"<ssn: \d"#]),
      (#"\bSSN|dob"#, ["<ssn", "dob"]),
      (#"\b\d{3}-?\d{2}\b"#, [#"<\d\d\d-\d\d"#, #"<\d\d\d\d\d"#]),
      (#"(?<!\d)\d{2}/"#, [#"#\d\d/"#]),
      (#"(?<![\w-])[ab]c"#, ["<[ab]c"]),
      (#"\$ ?\d\b"#, [#"$ \d"#, #"$\d"#]),
      (#"(?:\+1 )?\(?\b5\d"#, [#"(5\d"#, #"+1 (5\d"#, #"+1 5\d"#, #"<5\d"#]),
      (#"\bx(?:y|z)?w"#, ["<xw", "<x[yz]w"]),
      (#"(?:a|b)c"#, ["[ab]c"]),
      (#"\ba{2,3}b"#, ["<aaab", "<aab"]),
      (#"\ba\1b"#, ["<a"]),
      (#"\bé"#, ["é"]),
      (#"\b[é]x"#, ["^"]),
      (#"É|ж"#, ["^"]),
      (#"ж|дом"#, ["ж", "дом"]),
      (#"\ba[^b]"#, ["<a[229]"]),
      (#"(?=x)\bab"#, ["<ab"]),
      (#"(?P<n>a)\Qb"#, nil),
      (#"abcdefghijk"#, ["abcdefgh"]),
      (#"a{,3}b"#, nil),
      (#"(?x) a b"#, nil),
      (#"(?1)(a)"#, nil),
      (#"\Ka"#, nil),
      (#"[[:alpha:]]1"#, nil),
      (#"(?:)"#, nil),
      (#"\x41\x{42}"#, nil),
      (#"\x41\.\-"#, ["a.-"]),
      (#"a(?#note)b"#, ["ab"]),
      (#"(?i)a(?s-m:b)"#, ["ab"]),
      (#"a{b"#, nil),
      (#"[]a-]z"#, ["[-]a]z"]),
    ] as [(String, [String]?)])
  func aPatternsBeginnings(_ pattern: String, _ expected: [String]?) {
    #expect(starts(of: pattern) == expected.map { $0.sorted() })
  }

  @Test func beginningsThatSayLittleAreNotSelective() throws {
    for pattern in [#"\bssn: \d"#, #"\b\d{3}-\d{2}-\d{4}\b"#, #"\b[0-9a-f]{32}\b"#, #"\$\d"#] {
      #expect(try #require(PatternStarts(of: pattern)).areSelective, "\(pattern)")
    }
    for pattern in [#"\b[a-z0-9.]{1,64}@[a-z.]+"#, #"\b[a-z]+ \d{5}"#, #"[^.]*x"#, #"\w+"#] {
      #expect(try !#require(PatternStarts(of: pattern)).areSelective, "\(pattern)")
    }
  }

  @Test func whatAMatchHoldsIsKnown() throws {
    let mail = try #require(
      PatternStarts(of: #"\b[a-z0-9._+-]{1,64}@(?:school|[a-z]{3})\.example"#))
    #expect(mail.required == ByteSet("@.exampl"))
    #expect(!mail.alphabet.contains(UInt8(ascii: " ")))
    #expect(mail.alphabet.contains(UInt8(ascii: "@")))
    let free = try #require(PatternStarts(of: #"\bx(y)?\1[^@]*"#))
    #expect(free.required == ByteSet("x"))
    #expect(free.alphabet == ByteSet(0...0xFF))
  }

  @Test func hugePatternsAreBounded() {
    let many = (0..<2000).map { "word\($0)" }.joined(separator: "|")
    #expect(PatternStarts(of: #"\b(?:\#(many))"#) != nil)
    let deep = String(repeating: "(", count: 5000) + "a" + String(repeating: ")", count: 5000)
    #expect(PatternStarts(of: deep) == nil)
    let wide = String(repeating: "[ab]?(?:c|d)?", count: 200)
    #expect(PatternStarts(of: wide + "e") == nil)
    #expect(PatternStarts(of: "(?:a{1,60000}){1,60000}b") != nil)
    #expect(PatternStarts(of: "(?:(?:a?){60000}){60000}b") != nil)
  }
}
