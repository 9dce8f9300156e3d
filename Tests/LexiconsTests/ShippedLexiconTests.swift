import Foundation
import Lexicons
import Native
import TestSupport
import Testing

@Suite struct ShippedLexiconTests {
  private let folder = Repository.root.appending(path: "Lexicons").path

  @Test func everyShippedFileReadsWithoutAMistake() throws {
    let set = try LexiconFolder.load(folder, vocabulary: .forTests)
    #expect(set.diagnostics.isEmpty, "\(set.diagnostics.map(\.rendered).joined(separator: "\n"))")
    #expect(set.dropped.isEmpty)
    #expect(set.policy?.clauses.map(\.number).count == 14)
    #expect(set.lexicons.flatMap(\.rules).count > 60)
    #expect(Set(set.lexicons.compactMap(\.concern)) == Set(Concern.allCases))
  }

  @Test func thePolicyIsTheFoundingOneWordForWord() throws {
    let set = try LexiconFolder.load(folder, vocabulary: .forTests)
    let policy = try #require(set.policy)
    #expect(policy.name == "IJNDD")
    #expect(policy.clauses.map(\.number) == ["1", "2"] + (1...12).map { "3.\($0)" })
    guard let shared = Repository.shared else { return print("no shared material: skipped") }
    let url = shared.appending(path: "policy.txt")
    guard let source = try? String(contentsOf: url, encoding: .utf8) else { return }
    func squeezed(_ text: String) -> String {
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    for clause in policy.clauses {
      #expect(squeezed(source).contains(squeezed(clause.text)), "clause \(clause.number)")
    }
  }

  @Test func everyConcernHasBandsAndAClauseOfThePolicy() throws {
    let set = try LexiconFolder.load(folder, vocabulary: .forTests)
    #expect(set.bands.map(\.concern) == Concern.allCases)
    for bands in set.bands {
      #expect(!bands.about.isEmpty)
      #expect(bands.clause.flatMap { set.policy?[$0] } != nil)
    }
    #expect(!set.combinations.isEmpty)
  }
}
