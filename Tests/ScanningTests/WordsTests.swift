import Lexicons
import Native
import TestSupport
import Testing
import Text

@testable import Scanning

@Suite("Words lines")
struct WordsTests {
  private static func entry(_ text: String) -> WordEntry {
    WordEntry(
      text.split(separator: " ").map { word in
        if word.allSatisfy({ $0 == "#" }) { return .digits(word.count) }
        return word.hasSuffix("*") ? .beginning(String(word.dropLast())) : .word(String(word))
      })
  }

  /// A rule with `words` lines.
  private func rule(
    _ lines: [(Int, [String])], named id: String = "t/w", _ concern: Concern = .student,
    sum: Int = 60
  ) -> Rule {
    var rule = Make.rule(id, .concern(concern), fields: ["subject", "body"], sum: sum)
    rule.terms = lines.enumerated().map { number, line in
      Term(
        points: line.0, body: .words(line.1.map(Self.entry)), source: "words",
        place: Place(path: "test.lexicon", line: number + 1, column: 3))
    }
    return rule
  }

  private let lines = [
    (9, ["alpha", "of delta"]), (4, ["epsil*", "## days", "no"]), (-3, ["gamma"]),
  ]

  @Test func everyWordCountsOnceAndAllAreAdded() throws {
    let verdict = Verdict.of(
      mail("Alpha, alpha of: Delta! In 10 days gamma; gamma and Epsilon"), [rule(lines)])
    let finding = try #require(verdict.findings.first)
    #expect(verdict.findings.count == 1)
    #expect(
      finding.contributions.map(\.reason) == ["of delta", "alpha", "## days", "epsil*", "gamma"])
    #expect(finding.points == 23 && verdict.score(.student) == 23)
    #expect(finding.place.line == 1)
    // A beginning is no whole word, a longer number no shorter one.
    #expect(Verdict.of(mail("epsil 100 days"), [rule(lines)]).findings.isEmpty)
  }

  @Test func theBestPlaceCounts() {
    #expect(Verdict.of(mail("of delta\n> alpha no"), [rule(lines)]).score(.student) == 16)
    #expect(Verdict.of(mail("alpha\n> alpha"), [rule(lines)]).score(.student) == 9)
    #expect(Verdict.of(mail("so\n> alpha\nalpha"), [rule(lines)]).score(.student) == 9)
  }

  @Test func twoRulesHaveTheirOwnPointsForAWord() {
    let rules = [
      rule(lines), rule([(20, ["alpha"]), (-50, ["beta"])], named: "t/m", .medical, sum: 15),
    ]
    let verdict = Verdict.of(mail("alpha beta"), rules)
    #expect(verdict.score(.student) == 9 && verdict.score(.medical) == 0)
    #expect(Verdict.of(mail("alpha"), rules).score(.medical) == 15)
  }

  @Test func manyWordsAreToldAsOne() throws {
    let names = (0..<26).map { String(UnicodeScalar(UInt8(97 + $0))) + "word" }
    let many = rule([(2, Array(names[..<20])), (5, Array(names[20...]))], sum: 100)
    let finding = try #require(
      Verdict.of(mail(names.joined(separator: " ")), [many]).findings.first)
    #expect(finding.points == 70)
    #expect(finding.contributions.count == 17)
    #expect(finding.contributions.first?.points == 5)
    #expect(finding.contributions.last == Finding.Contribution(points: 20, reason: "10 more words"))
  }

  @Test func aWordLeadsToAnyNumberOfBeginnings() {
    let beginnings = (2...9).map { String("suspension".prefix($0)) + "*" }
    let rules = [rule([(2, beginnings + ["suspension"])])]
    #expect(Verdict.of(mail("suspension"), rules).score(.student) == 18)
    #expect(Verdict.of(mail("Suspension, suspension; suspend"), rules).score(.student) == 18)
    #expect(Verdict.of(mail("suspect\n> suspension"), rules).score(.student) == 13)
  }

  @Test func theyComeBackFromAFile() throws {
    let rules = Ruleset(Make.set([rule(lines)]))
    var writer = CompiledFileWriter(kind: 1)
    rules.write(into: &writer)
    let kept = try #require(Ruleset(CompiledFile(writer)))
    let text = mail("alpha of delta in 10 days, epsilon")
    #expect(
      Verdict.of(text, kept).findings.map(\.contributions)
        == Verdict.of(text, rules).findings.map(\.contributions))
    #expect(Verdict.of(text, kept).score(.student) == 26)
  }

  /// What a few lines of plain code find, and at which word first.
  private func naive(_ entries: [WordEntry], _ words: [String]) -> [String: Int] {
    var found: [String: Int] = [:]
    func holds(_ part: WordEntry.Part, _ word: String) -> Bool {
      let isNumber = word.utf8.allSatisfy { (0x30...0x39).contains($0) }
      switch part {
      case .word(let text): return word == text && !isNumber
      case .beginning(let text):
        return word.utf8.count > text.utf8.count && word.utf8.starts(with: text.utf8) && !isNumber
      case .digits(let count):
        return isNumber && min(word.utf8.count, WordEntry.mostDigits) == count
      }
    }
    for entry in entries {
      found[entry.text] = words.indices.first { index in
        index + entry.parts.count <= words.count
          && entry.parts.indices.allSatisfy { holds(entry.parts[$0], words[index + $0]) }
      }
    }
    return found
  }

  /// A text of words made of few syllables, so that they meet again, and its words folded.
  private func text(
    _ random: inout SeededGenerator, words count: Int = 50, syllables most: Int = 4
  ) -> (folded: [UInt8], tokens: [Token], words: [String]) {
    let syllables = ["a", "ba", "ра", "só", "li", "7", "42", "o'n", "漢", "zz"]
    let words = (0..<count).map { _ in
      (0..<Int.random(in: 1...most, using: &random))
        .map { _ in syllables.randomElement(using: &random) ?? "a" }.joined()
    }
    var folder = Folder()
    var folded: [UInt8] = []
    var map = OffsetMap()
    folder.fold(Array(words.joined(separator: " ").utf8).span, into: &folded, map: &map)
    var tokens: [Token] = []
    scanWords(folded.span, into: &tokens)
    return (folded, tokens, tokens.map { String(utf8: folded.span.extracting($0.range)) })
  }

  private func entries(
    of words: [String], _ count: Int, _ random: inout SeededGenerator
  ) -> Set<WordEntry> {
    var entries: Set<WordEntry> = []
    for _ in 0..<count {
      let one = words.randomElement(using: &random) ?? "a"
      switch Int.random(in: 0..<4, using: &random) {
      case 0: entries.insert(WordEntry([.word(one)]))
      case 1:
        entries.insert(
          WordEntry([.word(one), .word(words.randomElement(using: &random) ?? "b")]))
      case 2:
        let start = String(one.unicodeScalars.prefix(2).map(Character.init))
        entries.insert(WordEntry([.beginning(start)]))
      default:
        entries.insert(WordEntry([.digits(Int.random(in: 1...5, using: &random)), .word(one)]))
      }
    }
    return entries
  }

  private func passage(
    _ field: Passage.Field, _ kind: Passage.Kind, of folded: [UInt8]
  ) -> Passage {
    Passage(
      field: field, kind: kind, isQuoted: kind == .quoted, part: "1", text: 0..<folded.count,
      folded: 0..<folded.count, foldMap: OffsetMap(), document: 0, textMap: OffsetMap())
  }

  @Test func anEntryIsItsText() {
    let texts: [(text: String, parts: [WordEntry.Part])] = [
      ("dad", [.word("dad")]), ("in school", [.word("in"), .word("school")]),
      ("suspen*", [.beginning("suspen")]), ("## días", [.digits(2), .word("días")]),
      ("o'neil #####", [.word("o'neil"), .digits(5)]),
    ]
    for (text, parts) in texts {
      #expect(WordEntry(parts).text == text)
      #expect(WordEntry(parts).parts == parts)
    }
    #expect(WordEntry([.digits(9)]) == WordEntry([.digits(5)]))
  }

  @Test func aPlainSearchFindsTheSame() {
    var random = SeededGenerator(seed: 11)
    var findings = 0
    for _ in 0..<60 {
      let (folded, tokens, words) = text(&random)
      let entries = entries(of: words, 40, &random)
      let line = WordLine(rule: 0, term: 0, points: 1)
      let table = WordTable([(line, Array(entries))])
      var reader = Reader(table)
      let expected = naive(Array(entries), words)
      // The second text is of the first one's kind, and what stands there is known.
      for (number, kind) in [Passage.Kind.text, .text, .quoted].enumerated() {
        reader.read(passage(.body, kind, of: folded), number, tokens, in: folded.span)
        let texts = number == 2 ? 2 : 1
        #expect(reader.found.places.count == expected.count * texts)
        #expect(firstPlaces(in: reader, table) == expected)
      }
      reader.beginMessage()
      reader.read(passage(.body, .text, of: folded), 0, tokens, in: folded.span)
      #expect(reader.found.places.count == expected.count)
      findings += expected.count
    }
    #expect(findings > 800)
  }

  /// Finds what stands in a message.
  private struct Reader: ~Copyable {
    private var matcher: WordMatcher
    private(set) var found: FoundWords
    private var hits: [WordHit] = []

    init(_ table: WordTable) {
      matcher = WordMatcher(table)
      found = FoundWords(table, fields: [])
    }

    mutating func beginMessage() { found.beginMessage() }

    mutating func read(
      _ passage: borrowing Passage, _ number: Int, _ tokens: [Token], in folded: Span<UInt8>
    ) {
      // In two parts, of which one may be empty.
      let middle = tokens.count / 3
      for range in [0..<middle, middle..<tokens.count] {
        matcher.find(tokens.span, in: range, of: folded, into: &hits)
        found.add(hits, of: passage, number, tokens)
      }
    }
  }

  /// Of every entry that was found the first word where it stands in the first text.
  private func firstPlaces(in reader: borrowing Reader, _ table: WordTable) -> [String: Int] {
    Dictionary(
      reader.found.places.map { (table.text(of: Int($0.entry)), Int($0.site.firstToken)) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func aPlainSearchFindsTheSameInLongTexts() {
    var random = SeededGenerator(seed: 13)
    var matched = 0
    for _ in 0..<2 {
      let (folded, tokens, words) = text(&random, words: 900, syllables: 6)
      var entries = entries(of: words, 300, &random)
      for index in 0..<200 {
        // Numbers are no words of entries.
        if words[index * 4...index * 4 + 1].contains(where: { $0.utf8.allSatisfy { $0 < 0x3A } }) {
          continue
        }
        entries.insert(WordEntry([.word(words[index * 4]), .word(words[index * 4 + 1])]))
      }
      let line = WordLine(rule: 0, term: 0, points: 1)
      let table = WordTable([(line, Array(entries))])
      var reader = Reader(table)
      let expected = naive(Array(entries), words)
      for _ in 0..<3 {
        reader.beginMessage()
        reader.read(passage(.body, .text, of: folded), 0, tokens, in: folded.span)
        #expect(reader.found.places.count == expected.count)
        #expect(firstPlaces(in: reader, table) == expected)
      }
      matched += expected.count
    }
    #expect(matched > 400)
  }

  @Test func theirSumIsThatOfTheLinesThatCount() {
    var random = SeededGenerator(seed: 12)
    let kinds: [(Passage.Field, Passage.Kind)] = [
      (.subject, .text), (.body, .text), (.body, .quoted), (.body, .signature),
      (.attachment, .text),
    ]
    var sums: Set<Int> = []
    for _ in 0..<40 {
      let texts = kinds.map { _ in text(&random) }
      let words = texts.flatMap(\.words)
      var rules: [Rule] = []
      for number in 0..<3 {
        var lines: [(Int, [String])] = []
        var left = self.entries(of: words, 80, &random)
        while !left.isEmpty {
          let entries = left.prefix(10)
          left.subtract(entries)
          lines.append((Int.random(in: -9...9, using: &random), entries.map(\.text)))
        }
        rules.append(rule(lines, named: "t/w\(number)"))
      }
      rules[2].fields = ["subject"]
      rules[1].sum?.isWithinSentence = true
      let ruleset = Ruleset(Make.set(rules))
      var found = WordSums(ruleset.words, ruleset.rules)
      found.beginMessage()
      for (number, (field, kind)) in kinds.enumerated() {
        let (folded, tokens, _) = texts[number]
        found.read(passage(field, kind, of: folded), number, tokens, in: folded.span)
      }
      found.addUp()
      for index in found.indices {
        let compiled = ruleset.rules[found.rule(at: index)]
        let counted = LineChoice.counted(of: found.lines(at: index), in: compiled)
        #expect(counted.reduce(0) { $0 + $1.points } == found.points(at: index))
        sums.insert(found.points(at: index))
      }
    }
    #expect(sums.count > 30)
  }
}
