import Lexicons
import Mail
import Native
import People
import Scanning

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
