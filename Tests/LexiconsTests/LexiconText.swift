import Lexicons
import Native

extension Vocabulary {
  /// The names that tests use in place of those of the stages above.
  static let forTests = Vocabulary(
    validators: [
      "ssn", "us-phone", "email", "luhn", "aba-routing", "dob", "ein", "iban", "icd-10", "ipv4",
      "itin", "mac", "masshealth", "mbi", "ndc", "payment-card", "state-student-id", "vin",
    ],
    fields: [
      "subject", "body", "quoted", "signature", "table", "attachment", "attachment-name", "link",
    ],
    roles: ["staff", "student", "guardian", "outside", "unknown"],
    duties: [
      "advisor", "counselor", "nurse", "hr", "union", "payroll", "principal",
      "superintendent", "dean",
    ],
    channels: ["email", "sms", "chat", "social"],
    accounts: ["district", "personal", "social", "other"],
    mentions: ["person", "student", "employee", "guardian"])
}

/// Small lexicons for tests.
enum LexiconText {
  static let head = "lexicon t\nconcern student\n\n"

  /// A lexicon with one rule that has these lines beside its examples.
  static func rule(_ lines: String..., lists: String = "") -> String {
    head + lists + "\n" + "rule r\n  about A sentence.\n"
      + lines.map { "  " + $0 + "\n" }.joined() + "  hit «x»\n  miss y\n"
  }

  /// What a text reads as.
  static func set(_ text: String, path: String = "t.lexicon") -> LexiconSet {
    LexiconSet(files: [(path, Array(text.utf8))], vocabulary: .forTests)
  }

  /// The only rule of a text; nil when it was dropped.
  static func only(_ text: String) -> Rule? {
    let set = set(text)
    return set.diagnostics.isEmpty ? set.lexicons.first?.rules.first : nil
  }
}

extension WordSequence {
  /// The sequence as a short text: `out |3 school* ·:· 1`.
  var shown: String {
    var text = ""
    for (index, word) in words.enumerated() {
      if index > 0 {
        text += word.joint.map { "\($0)" } ?? (word.gap > 0 ? " ..\(word.gap) " : " ")
      }
      text += word.text + (word.isPrefix ? "*" : "")
    }
    return text
  }
}

extension Rule {
  /// The readings of the phrase of a term.
  func readings(ofTerm index: Int = 0) -> [String] {
    guard terms.indices.contains(index), case .phrase(let phrase) = terms[index].body else {
      return []
    }
    return phrase.sequences.map(\.shown)
  }
}
