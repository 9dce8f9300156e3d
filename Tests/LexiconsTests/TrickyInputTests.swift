import Foundation
import Lexicons
import Native
import TestSupport
import Testing

/// What editors, spreadsheets and word processors do to a file.
@Suite struct TrickyInputTests {
  private static let plain = """
    lexicon t
    concern student

    list outs: expelled, kept home

    rule r
      about   A sentence.
      needs   student within sentence
      +30     {outs}
      cue     ddd-dd
      +20     /\\d{3}-\\d{2}/
      hit     Maya was «expelled», wasn't she?
      miss    The spell.

    """

  private func rules(_ bytes: [UInt8]) -> [String] {
    let set = LexiconSet(files: [("t.lexicon", bytes)], vocabulary: .forTests)
    return set.diagnostics.map(\.rendered)
      + set.lexicons.flatMap(\.rules).map { rule in
        "\(rule.id) \(rule.terms.map(\.source)) \(rule.readings()) \(rule.contexts.map(\.evidence.mentions)) "
          + "\(rule.hits.map(\.text)) \(rule.place.line)"
      }
  }

  @Test func byteOrderMarksAndLineBreaks() {
    let bytes = Array(Self.plain.utf8)
    let expected = rules(bytes)
    #expect(expected.count == 1)
    #expect(rules([0xEF, 0xBB, 0xBF] + bytes) == expected)
    #expect(rules(bytes.withCRLF) == expected)
    #expect(rules(bytes.map { $0 == 0x0A ? 0x0D : $0 }) == expected)
    #expect(rules(bytes.dropLast(1) + []) == expected)
  }

  @Test func utf16WithAMark() {
    let units = Array(Self.plain.utf16)
    var little: [UInt8] = [0xFF, 0xFE]
    var big: [UInt8] = [0xFE, 0xFF]
    for unit in units {
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      little += [low, high]
      big += [high, low]
    }
    #expect(rules(little) == rules(Array(Self.plain.utf8)))
    #expect(rules(big) == rules(Array(Self.plain.utf8)))
  }

  @Test func tabsAndBlanksOfOtherKinds() {
    for blank in ["\t", "\u{A0}", "\u{2003}", "\u{202F}", "\u{3000}"] {
      let text = Self.plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        // Indentation and what follows the key; the texts of examples stay as they are.
        line.hasPrefix("  hit") || line.hasPrefix("  miss")
          ? String(line) : String(line).replacing(" ", with: blank)
      }.joined(separator: "\n")
      #expect(rules(Array(text.utf8)) == rules(Array(Self.plain.utf8)), "\(blank.unicodeScalars)")
    }
  }

  @Test func curlyQuotes() {
    let text = Self.plain.replacing("/\\d{3}-\\d{2}/", with: "“/\\d{3}-\\d{2}/”")
    #expect(rules(Array(text.utf8)) == rules(Array(Self.plain.utf8)))
    let phrase = LexiconText.only(LexiconText.rule("+30 “don’t tell”"))
    #expect(phrase?.readings() == ["don't tell"])
  }

  @Test func patternsAndExamplesKeepTheirCharacters() throws {
    let rule = try #require(
      LexiconText.only(
        LexiconText.rule("cue dd", "+30 /\\d\u{A0}\\d’\t#/", "hit a\u{A0}«b»", "miss c\u{2003}d")))
    guard case .pattern(let source) = rule.terms[0].body else { return #expect(Bool(false)) }
    #expect(source == "\\d\u{A0}\\d’\t#")
    #expect(rule.hits.first?.text == "a\u{A0}b")
    #expect(rule.misses.first?.text == "c\u{2003}d")
  }

  @Test func columnsCountScalars() {
    let set = LexiconText.set("\u{FEFF}lexicon t\nconcern student\n\u{A0}\té«\n")
    #expect(set.diagnostics.map(\.place.column) == [3])
    let emoji = LexiconText.set(LexiconText.rule("+30 👩‍🏫 é (kept"))
    #expect(emoji.diagnostics.map(\.place.column) == [13])
  }

  @Test func linesThatAreTooLongAreTold() {
    let set = LexiconText.set(LexiconText.rule("+30 " + String(repeating: "word ", count: 5_000)))
    #expect(set.diagnostics.map(\.message) == ["this line is longer than 20000 characters"])
    #expect(set.dropped.map(\.id) == ["t/r"])
  }

  @Test func anEmptyFileIsNoMistake() {
    for text in ["", "\n\n", "# only a comment\n", "\u{FEFF}", "   \n\t\n"] {
      #expect(LexiconText.set(text).diagnostics.isEmpty)
    }
  }

  /// Random damage neither crashes nor takes long, whatever it is.
  @Test func mutatedLexiconsAreReadToTheirEnd() throws {
    let shipped = try [
      "Lexicons/mentions.lexicon", "Lexicons/guards.lexicon", "Lexicons/concerns.lexicon",
    ]
    .map { try [UInt8](Data(contentsOf: Repository.root.appending(path: $0))) }
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("(){}|*./«»:+-#\n \t\r,adx0159\u{A0}é".utf8)
    let clock = ContinuousClock()
    for round in 0..<300 {
      var bytes = round % 4 == 0 ? shipped[round / 4 % shipped.count] : Array(Self.plain.utf8)
      for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[at] = alphabet.randomElement(using: &random) ?? 0
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
        case 3:
          let end = min(bytes.count, at + Int.random(in: 0..<40, using: &random))
          bytes.removeSubrange(at..<end)
        default:
          let end = min(bytes.count, at + Int.random(in: 0..<60, using: &random))
          bytes.insert(
            contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
        }
      }
      let time = clock.measure {
        let set = LexiconSet(
          files: [("m.lexicon", bytes), ("m.policy", bytes)], vocabulary: .forTests)
        for diagnostic in set.diagnostics { #expect(!diagnostic.rendered.isEmpty) }
        _ = Linter.findings(in: set, vocabulary: .forTests)
      }
      #expect(time < .seconds(2))
    }
  }
}
