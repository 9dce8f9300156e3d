import Lexicons
import Mail
import Native
import People
import Scanning
import TestSupport

@testable import Fitting

/// Labelled messages and rules for tests, from plain text.
struct LabelledMaker {
  let ruleset: Ruleset
  let set: LexiconSet

  init(_ lexicon: String, more: [(path: String, bytes: [UInt8])] = []) {
    set = LexiconSet(
      files: [("t.lexicon", Array(lexicon.utf8))] + more, in: "L", vocabulary: .standard)
    ruleset = Ruleset(set)
  }

  /// A lexicon that finds every hearing.
  static let hearings = """
    lexicon t
    concern student

    rule hearing
      about  A hearing.
      +20    hearing
      hit    a «hearing»
      miss   a walk
    """

  /// About half of some words that tell nothing.
  static func filler(_ random: inout SeededGenerator) -> String {
    "we will see how this goes and then call you about some more of that soon"
      .split(separator: " ").filter { _ in Bool.random(using: &random) }.joined(separator: " ")
  }

  /// What can be learned from messages beside `hearings`, in runs that four of them have.
  static func learning(
    from messages: [(body: String, isLabelled: Bool)]
  ) -> (samples: [LabelledSample], columns: TermColumns, table: PointTable) {
    var census = PhraseCensus(LabelledMaker(hearings).ruleset, district: .guessing)
    for (number, message) in messages.enumerated() {
      census.read(json(number, message.body).span, syntax: .json)
    }
    let candidates = census.runs(inAtLeast: 4, most: 1_000)
    let maker = LabelledMaker(hearings, more: [LearnedLexicon.candidates(candidates)])
    let samples = maker.samples(messages)
    let table = PointTable(maker.ruleset) { $0.id == LearnedLexicon.candidateRule }
    let columns = TermColumns(
      of: LearnedLexicon.candidateRule, candidates, samples, in: table, least: 4)
    return (samples, columns, table)
  }

  static func json(_ id: Int, _ body: String, to: String = "b@school.example") -> [UInt8] {
    Array(
      """
      {"id":"m\(id)","from":{"name":"Ann Lee","address":"a@school.example","role":"staff"},\
      "to":[{"address":"\(to)"}],"subject":"note","body":"\(body)"}
      """.utf8)
  }

  /// The samples of messages: a body and whether it is labelled student.
  func samples(_ messages: [(body: String, isLabelled: Bool)]) -> [LabelledSample] {
    var options = ScanOptions()
    options.keepsBasis = true
    var scanner = Scanner(ruleset, options: options)
    return messages.enumerated().map { number, message in
      let bytes = Self.json(number, message.body)
      let verdict = scanner.scan(
        bytes.span, syntax: .json,
        at: MessageLocation(source: "t", offset: 0, length: bytes.count))
      return LabelledSample(
        id: verdict.id,
        labels: MessageLabels(concerns: ["student": message.isLabelled], risk: nil),
        basis: scanner.basis)
    }
  }
}
