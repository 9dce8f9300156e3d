import Foundation
import Lexicons
import Native
import Scanning
import Testing

@testable import Fitting

@Suite("Fitted points")
struct PointFitTests {
  private static let lexicon = """
    lexicon t
    concern student

    rule loud
      about  Found in much that nobody labels.
      +20    picnic
      hit    a «picnic»
      miss   a walk

    rule soft
      about  Worth more than it has.
      +8     expelled
      +8     kept home
      +30    hearing
      hit    was «expelled»
      miss   a walk

    rule rare
      about  Found too seldom to say.
      +17    zeppelin
      hit    a «zeppelin»
      miss   a walk
    """

  private func messages() -> [(body: String, isLabelled: Bool)] {
    var messages: [(body: String, isLabelled: Bool)] = []
    for number in 0..<60 {
      messages.append(("the picnic number \(number)", number % 10 == 0))
      messages.append(("he was \(number % 2 == 0 ? "expelled" : "kept home")", number % 8 != 0))
      messages.append(("a hearing", true))
      messages.append(("a walk", false))
    }
    messages.append(("a zeppelin", false))
    messages.append(("a zeppelin", false))
    return messages
  }

  @Test func pointsMoveToWhatTheLabelsSay() throws {
    let maker = LabelledMaker(Self.lexicon)
    let table = PointTable(maker.ruleset)
    let fit = PointFit(table, to: maker.samples(messages()))
    #expect(fit.after[0].f1 > fit.before[0].f1 + 0.2)
    func change(_ source: String) throws -> PointFit.Change {
      try #require(fit.changes.first { $0.numbers.contains { $0.source == source } })
    }
    let picnic = try change("picnic")
    #expect(picnic.from == 20 && picnic.to < 15 && picnic.to > 0 && picnic.messages == 60)
    let expelled = try change("expelled")
    #expect(expelled.to >= 15 && expelled.numbers.map(\.source) == ["expelled", "kept home"])
    #expect(!fit.changes.contains { $0.numbers[0].source == "zeppelin" })
    #expect(fit.changes.map(\.effect) == fit.changes.map(\.effect).sorted(by: >))
    // Nothing is labelled of the others, and nothing found.
    #expect(fit.after[1].f1 == 1 && fit.spreads[1] == 0)
    #expect(PointFit(table, to: maker.samples(messages())).table.points == fit.table.points)
  }

  @Test func pointsThatDoWellStay() {
    let maker = LabelledMaker(Self.lexicon)
    let good = (0..<40).map { _ in ("a hearing", true) } + (0..<40).map { _ in ("a walk", false) }
    let fit = PointFit(PointTable(maker.ruleset), to: maker.samples(good))
    #expect(fit.changes.isEmpty && fit.spreads.allSatisfy { $0 == 0 })
  }

  @Test func foldsFollowFromTheIdAlone() {
    let maker = LabelledMaker(Self.lexicon)
    let samples = maker.samples((0..<500).map { _ in ("a walk", false) })
    let sizes = (0..<5).map { fold in samples.count { $0.fold(of: 5) == fold } }
    #expect(sizes.allSatisfy { $0 > 70 && $0 < 130 })
    #expect(
      samples[3].fold(of: 5)
        == maker.samples(Array(repeating: ("x", true), count: 4))[3].fold(of: 5))
  }
}

@Suite("Edited points")
struct PointEditsTests {
  private let text =
    "\u{FEFF}lexicon t\r\nconcern student\r\n\r\nrule a\r\n  about A.\r\n\t+20   +20 or more\r\n"
    + "\u{A0} \u{2212}5 camp\r\n  near  +10 within 5 words: day 10\r\n  # +20 stays\r\n"
    + "  hit «+20 or more»\r\n  miss x\r\n\r\nexposure e\r\n  about E.\r\n  applies student\r\n"
    + "  when recipients > 20\r\n  +20\r\n\r\nrule w\r\n  about W.\r\n  when list\r\n  always  +45\r\n"

  private func numbers() -> [PointTable.Number] {
    let set = LexiconSet(files: [("t.lexicon", Array(text.utf8))], vocabulary: .standard)
    #expect(set.diagnostics.isEmpty)
    return PointTable(Ruleset(set)).numbers
  }

  @Test func onlyTheNumbersChange() throws {
    let numbers = numbers()
    #expect(numbers.map(\.written) == [20, -5, 10, 20, 45])
    let edited = try #require(
      PointEdits.apply(Array(zip(numbers, [7, -12, 100, 3, 9])), to: Array(text.utf8)))
    let wanted = text.replacing("\t+20 ", with: "\t+7 ")
      .replacing("\u{2212}5 ", with: "\u{2212}12 ").replacing("near  +10", with: "near  +100")
      .replacing("\r\n  +20\r\n", with: "\r\n  +3\r\n").replacing("+45", with: "+9")
    #expect(String(decoding: edited, as: UTF8.self) == wanted)
    let again = LexiconSet(files: [("t.lexicon", edited)], vocabulary: .standard)
    #expect(PointTable(Ruleset(again)).numbers.map(\.written) == [7, -12, 100, 3, 9])
  }

  @Test func nothingIsWrittenWhereTheNumberIsAnother() {
    let numbers = numbers()
    let other = Array(text.replacing("\t+20", with: "\t+21").utf8)
    #expect(PointEdits.apply([(numbers[0], 7)], to: other) == nil)
    #expect(PointEdits.apply([(numbers[0], -7)], to: Array(text.utf8)) == nil)
    #expect(PointEdits.apply([(numbers[3], 7)], to: Array(text.utf8.prefix(40))) == nil)
    #expect(PointEdits.apply([], to: other) == other)
  }
}
