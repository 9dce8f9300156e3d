public import Lexicons
import Scanning

/// Learned terms as the text of a lexicon.
public struct LearnedLexicon: Sendable {
  /// The concern.
  public let concern: Concern
  /// The lexicon's name: `student.terms`.
  public var name: String { "\(concern.rawValue).terms" }
  /// The file's name: `student.terms.lexicon`.
  public var fileName: String { name + Self.ending }
  /// The file's text.
  public let text: String

  private static let ending = ".lexicon"

  /// How a learned file begins, whatever learned it.
  private static let head = "# Learned by "

  /// Whether a file of lexicons is a learned one, which is made anew and not learned upon.
  public static func isLearned(_ bytes: [UInt8]) -> Bool { bytes.starts(with: head.utf8) }

  /// Texts in which rarely a learned term stands, for the rule's miss.
  private static let quietTexts = [
    "Nothing of this kind.", "The cat sat on the mat.", "Lorem ipsum dolor sit amet.",
    "Zwölf Boxkämpfer jagen Viktor.", "qwertz",
  ]

  /// Writes the lexicon of a concern; nil without a term that adds points.
  ///
  /// - Parameters:
  ///   - command: the command that learned it, for the head.
  public init?(_ fit: TermFit, of concern: Concern, messages: Int, command: String) {
    guard let first = fit.terms.first, first.points > 0 else { return nil }
    self.concern = concern
    let added = fit.terms.filter { $0.points > 0 }.map(\.text)
    func isQuiet(_ text: String) -> Bool {
      let words = " " + text.lowercased().filter { $0.isLetter || $0 == " " } + " "
      return !added.contains { words.contains(" \($0) ") }
    }
    let damping = fit.terms.last { $0.points < 0 && isQuiet($0.text) }?.text
    guard let miss = damping ?? Self.quietTexts.first(where: isQuiet) else { return nil }
    var text = """
      \(Self.head)`\(command)`
      # from \(messages) labelled messages; made anew by the same command, so better not edited by hand.
      # F1 on messages that were not learned from: \(Self.share(fit.before.f1)) without these terms, \
      \(Self.share(fit.after.f1)) with them.

      lexicon   \(concern.rawValue).terms
      concern   \(concern.rawValue)
      language  any
      about     Words that labelled messages of this concern have more often, or less, than others.

      rule learned
        about    The words of this message, taken together, speak for the concern.
        sum      \(TermFit.range)
        in       subject body

      """
    for term in fit.terms {
      let points = term.points < 0 ? "\(term.points)" : "+\(term.points)"
      text += "  \(points)\(String(repeating: " ", count: max(1, 9 - points.count)))\(term.text)\n"
    }
    text += "  hit      «\(first.text)»\n  miss     \(miss)\n"
    self.text = text
  }

  private static func share(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let digits = "\(thousandths % 1000)"
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
  }

  /// A lexicon with every candidate as a line that adds nothing: it tells where each of them is found.
  public static func candidates(_ lines: [String]) -> (path: String, bytes: [UInt8]) {
    var text = """
      lexicon \(candidateName)
      concern student
      language any
      about Candidates.
      rule all
        about Candidates.
        sum 100
        in subject body
        hit «x»
        miss y

      """
    for line in lines { text += "  +0 \(line)\n" }
    return ("\(candidateName).lexicon", Array(text.utf8))
  }

  private static let candidateName = "candidates.terms"
  /// The id of the rule that has the candidates.
  public static let candidateRule = "\(candidateName)/all"
}
