import Foundation
import Lexicons
import Native
import TestSupport
import Testing

/// A vocabulary for tests that read lexicons without the stages above.
let testVocabulary = Vocabulary(
  validators: ["ssn", "us-phone", "email", "luhn"],
  fields: [
    "subject", "body", "quoted", "signature", "table", "attachment", "attachment-name", "link",
  ],
  roles: ["staff", "student", "guardian", "outside", "unknown"],
  duties: ["advisor", "counselor", "nurse", "hr", "union"],
  channels: ["email", "sms", "chat", "social"],
  accounts: ["district", "personal", "social", "other"],
  mentions: ["person", "student", "employee", "guardian"])

@Suite struct ShippedLexiconTests {
  @Test func everyShippedFileReadsWithoutAMistake() throws {
    let set = try LexiconFolder.load(
      Repository.root.appending(path: "Lexicons").path, vocabulary: testVocabulary)
    #expect(set.diagnostics.isEmpty, "\(set.diagnostics.map(\.rendered).joined(separator: "\n"))")
    #expect(set.policy?.clauses.map(\.number).count == 14)
    #expect(set.lexicons.flatMap(\.rules).count > 60)
    #expect(Set(set.lexicons.compactMap(\.concern)) == Set(Concern.allCases))
  }
}
