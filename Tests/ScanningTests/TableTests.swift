import Lexicons
import Native
import Testing
import Text

@testable import Scanning

@Suite("Tables")
struct TableTests {
  /// A folded table passage: name | ssn over two rows.
  private func table() -> Passages {
    var passages = Passages()
    var cells: [TableCell] = []
    for (row, line) in [["name", "ssn"], ["ada", "219447801"], ["bob", "219447802"]].enumerated() {
      for (column, text) in line.enumerated() {
        let start = passages.folded.count
        passages.folded += Array(text.utf8)
        cells.append(
          TableCell(
            row: row, column: column, isHeader: row == 0, range: start..<passages.folded.count))
        passages.folded += Array((column == 0 ? " " : "\n").utf8)
      }
    }
    passages.text = passages.folded
    passages.items = [
      Passage(
        field: .attachment, kind: .table, part: "1", text: 0..<passages.text.count,
        folded: 0..<passages.folded.count, foldMap: OffsetMap(identity: passages.text.count),
        document: 0, textMap: OffsetMap(identity: passages.text.count), cells: cells)
    ]
    return passages
  }

  private func site(_ word: String, in passages: Passages) -> Site {
    var tokens: [Token] = []
    scanWords(passages.folded.span, into: &tokens)
    let wanted = Array(word.utf8)
    let hash = WordHash.hash(wanted.span)
    let index = tokens.firstIndex { $0.hash == hash } ?? 0
    return Site(passage: 0, first: index, last: index, tokens: tokens)
      ?? Site(passage: 0, range: 0..<0, tokens: tokens)
  }

  @Test func evidenceStandsInTheHeaderOrTheRow() {
    let passages = table()
    var surroundings = Surroundings()
    for (index, word) in ["name", "ssn", "ada", "bob"].enumerated() {
      surroundings.phrases.append(site(word, in: passages))
      surroundings.phrases.assign(index, to: index)
    }
    surroundings.phrases.seal()
    func holds(_ group: Int, _ match: String) -> Bool {
      let context = CompiledContext(
        effect: .needs, phrases: group, kinds: [], window: .column, source: "")
      return surroundings.holds(context, around: site(match, in: passages), in: passages)
    }
    #expect(holds(1, "219447801"))
    #expect(holds(1, "219447802"))
    #expect(!holds(0, "219447801"))
    #expect(holds(2, "219447801"))
    #expect(!holds(3, "219447801"))
    #expect(holds(3, "219447802"))
  }
}
