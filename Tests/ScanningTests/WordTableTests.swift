import Lexicons
import Native
import TestSupport
import Testing

@testable import Scanning

@Suite("The table of learned words")
struct WordTableTests {
  private static func word(_ number: Int) -> String { "w\(String(number, radix: 36))" }

  /// Every third number's word, every ninth's beside the one before, and some beginnings.
  private static func entries(_ count: Int) -> [WordEntry] {
    (0..<count).flatMap { number -> [WordEntry] in
      switch number % 9 {
      case 0:
        [
          WordEntry([.word(word(number))]),
          WordEntry([.word(word(number)), .word(word(number + 1))]),
        ]
      case 3: [WordEntry([.word(word(number))])]
      case 6: [WordEntry([.word(word(number))]), WordEntry([.beginning(word(number))])]
      default: []
      }
    }
  }

  @Test func everyEntryIsFoundWithItsPointsAndNothingElseIs() throws {
    var random = SeededGenerator(seed: 41)
    var words: [WordEntry: [WordLine]] = [:]
    // More rules than a block has, none of which has the number of its lane.
    for entry in Self.entries(30_000) {
      for rule in 0..<11 where Int.random(in: 0..<3, using: &random) == 0 {
        let term = Int32.random(in: 0..<40, using: &random)
        words[entry, default: []].append(
          WordLine(rule: Int32(rule * 2 + 3), term: term * 2, points: term - 20))
      }
    }
    let table = WordTable(words.flatMap { entry, lines in lines.map { ($0, [entry]) } })
    #expect(table.count == words.count)
    #expect((0..<table.rules.count).map { table.rules[$0] } == (0..<11).map { $0 * 2 + 3 })
    var wrong = 0
    for (entry, lines) in words {
      let key = WordTable.key(ofEntry: Array(entry.text.utf8).span)
      let place = table.entry(of: try #require(key))
      guard place >= 0, table.text(of: place) == entry.text else {
        wrong += 1
        continue
      }
      for index in 0..<table.rules.count {
        let line = lines.first { $0.rule == table.rules[index] }
        if table.line(of: table.rules[index], for: place) != line { wrong += 1 }
        if table.points(of: place, at: index) != Int(line?.points ?? 0) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
    for number in 0..<30_000 where number % 3 != 0 {
      let hash = WordHash.hash(of: Self.word(number))
      for key in [hash, WordTable.key(ofBeginning: hash), WordTable.key(of: hash, then: hash)]
      where table.entry(of: key) >= 0 { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test func anEmptyTableFindsNothing() {
    let table = WordTable([])
    #expect(table.count == 0 && table.entry(of: WordHash.hash(of: "alpha")) == -1)
  }

  /// A rule whose words are those of a text.
  private func ruleset(_ text: String) -> Ruleset {
    var rule = Make.rule("t/w", .concern(.student), fields: ["subject", "body"], sum: 60)
    rule.terms = [
      Term(
        points: 3, body: .words(text.split(separator: " ").map { WordEntry([.word(String($0))]) }),
        source: "words", place: Place(path: "test.lexicon", line: 1, column: 3))
    ]
    return Ruleset(Make.set([rule]))
  }

  @Test func bucketsThatLeadAnywhereDoNoHarm() throws {
    var random = SeededGenerator(seed: 42)
    let text = "alpha beta gamma delta epsilon zeta eta theta iota kappa"
    let rules = ruleset(text)
    #expect(Verdict.of(mail(text), rules).score(.student) == 30)
    let count = rules.words.buckets.count
    for _ in 0..<50 {
      var writer = CompiledFileWriter(kind: 1)
      // Of two sections of one name the first is read.
      writer.add(
        Ruleset.Section.words + WordTable.Section.buckets,
        (0..<count).map { _ in
          WordTable.Bucket(
            marks: .max,
            start: .random(in: 0...(Bool.random(using: &random) ? 12 : .max), using: &random))
        })
      rules.write(into: &writer)
      let damaged = try #require(Ruleset(CompiledFile(writer)))
      #expect((0...60).contains(Verdict.of(mail(text), damaged).score(.student)))
    }
    for wrong in [0, 1, 2, count - 1, count + 1] where wrong != count {
      var writer = CompiledFileWriter(kind: 1)
      writer.add(
        Ruleset.Section.words + WordTable.Section.buckets,
        [WordTable.Bucket](repeating: WordTable.Bucket(), count: wrong))
      rules.write(into: &writer)
      #expect(Ruleset(CompiledFile(writer)) == nil)
    }
  }
}
