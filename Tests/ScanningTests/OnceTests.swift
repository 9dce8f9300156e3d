import Foundation
import Lexicons
import Mail
import Native
import TestSupport
import Testing

@testable import Scanning

/// Words that were found already, and rules that a message rules out, are not looked for; a scanner that keeps
/// reasons looks for everything, and must come to the same.
@Suite("What is looked for once")
struct OnceTests {
  private let rules = [
    Make.rule(
      "t/words", .concern(.student),
      [(9, "alpha"), (1, "beta"), (-6, "gamma"), (5, "of delta"), (3, "epsil*"), (-1, "zeta eta")],
      fields: ["subject", "body"], sum: 60),
    Make.rule(
      "t/more", .concern(.medical), [(7, "alpha"), (2, "alphas"), (4, "del*"), (8, "eta")],
      when: [Make.when(.sender(["outside"]), not: true)], sum: 9),
    Make.rule(
      "t/near", .concern(.medical), [(10, "theta"), (4, "beta")],
      contexts: [Make.context(.needs, .sentence, phrases: ["alpha"])], sum: 40),
    Make.rule(
      "t/best", .concern(.student), [(12, "alpha beta"), (20, "theta")],
      when: [Make.when(.sender(["student"]))], repeats: 2),
    Make.rule(
      "t/second", .concern(.boundary), [(15, "gamma"), (25, "eta")],
      when: [Make.when(.concern(.student)), Make.when(.anyRecipient(["staff"]))]),
    Make.rule(
      "t/guard", .guard(lifts: [.boundary]), [(0, "zeta")], when: [Make.when(.sender(["staff"]))]),
    Make.rule(
      "t/less", .exception(lowers: .student, to: .low), [(0, "epsilon")],
      when: [Make.when(.everyRecipient(["staff"]))]),
  ]

  /// A rule of the same kind that reads other fields.
  private let attached = Make.rule(
    "t/attached", .concern(.medical), [(6, "beta"), (-2, "theta")], fields: ["attachment"], sum: 30)

  private func scanner(_ ruleset: Ruleset, keepsReasons: Bool) -> Scanning.Scanner {
    var options = ScanOptions()
    options.keepsReasons = keepsReasons
    return Scanning.Scanner(ruleset, options: options)
  }

  /// All that a verdict says of findings, as text.
  private func said(_ text: String, by scanner: inout Scanning.Scanner) -> [String] {
    let bytes = Array(text.utf8)
    let verdict = scanner.scan(
      bytes.span, syntax: text.hasPrefix("{") ? .json : .mime,
      at: MessageLocation(source: "t", offset: 0, length: bytes.count))
    // Of concerns that come to nothing not all is told.
    let counting = verdict.concerns.filter { $0.score > 0 }.map(\.concern)
    return verdict.findings.filter { counting.contains($0.concern) }.map { finding in
      let sum = finding.contributions.map { "\($0.points) \($0.reason)" }
      return
        "\(finding.rule) \(finding.points) \(sum) \(finding.field) \(finding.start) \(finding.end)"
    } + verdict.concerns.map { "\($0.concern) \($0.score) \($0.level)" }
      + verdict.guards.map { "\($0.rule) \($0.findings)" }
      + verdict.exceptions.map { "\($0.rule) \($0.applied)" }
      + verdict.subjectSensitive.map { "\($0)" } + verdict.defects.map(\.sentence)
  }

  @Test(arguments: [false, true])
  func whatIsFoundDoesNotDependOnIt(withOtherFields: Bool) {
    let ruleset = Ruleset(Make.set(withOtherFields ? rules + [attached] : rules))
    var quick = scanner(ruleset, keepsReasons: false)
    var thorough = scanner(ruleset, keepsReasons: true)
    var random = SeededGenerator(seed: 11)
    let words = [
      "alpha", "beta", "gamma", "of", "delta", "epsilon", "zeta", "eta", "alpha's", "theta", "the",
      "alphas.", "iota", "4lpha", "a l p h a", "g4mm4", "t h e t a",
    ]
    let senders = [
      "Ann Lee <a.lee@school.example>", "kim@students.school.example", "x@elsewhere.example",
      "y@gmail.com",
    ]
    var found = 0
    var plain = 0
    for _ in 0..<400 {
      var body = ""
      for _ in 0..<Int.random(in: 0..<6, using: &random) {
        if Int.random(in: 0..<3, using: &random) == 0 { body += "> " }
        for _ in 0..<Int.random(in: 1..<9, using: &random) {
          body += words[Int.random(in: words.indices, using: &random)] + " "
        }
        body += "\n"
      }
      if Bool.random(using: &random) { body += "-- \nalpha gamma theta\n" }
      let text = mail(
        body, subject: words[Int.random(in: words.indices, using: &random)],
        from: senders[Int.random(in: senders.indices, using: &random)],
        to: senders[Int.random(in: senders.indices, using: &random)])
      let expected = said(text, by: &thorough)
      #expect(said(text, by: &quick) == expected, "\(text)")
      if expected.contains(where: { $0.hasPrefix("t/words") }) { found += 1 }
      if body.contains("4") { plain += 1 }
    }
    #expect(found > 50 && plain > 50)
  }

  @Test func norWithTheShippedRules() throws {
    let ruleset = try ShippedExamplesTests.ruleset()
    var quick = scanner(ruleset, keepsReasons: false)
    var thorough = scanner(ruleset, keepsReasons: true)
    let file = Repository.root.appending(path: "Examples/messages.jsonl")
    var found = 0
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let expected = said(String(line), by: &thorough)
      #expect(said(String(line), by: &quick) == expected)
      found += expected.count
    }
    #expect(found > 50)
  }

  // Of a concern that comes to nothing a scan tells what stands in the message and speaks for it; who asks why
  // hears what spoke against it too. Nothing else is made of either.
  @Test func whatComesToNothingIsToldInPart() {
    let ruleset = Ruleset(
      Make.set([
        Make.rule("t/number", .concern(.student), [(9, "alpha")]),
        Make.rule("t/ordinary", .concern(.student), [(-20, "gamma")]),
        Make.rule("t/other", .concern(.medical), [(30, "alpha")]),
        Make.rule(
          "t/second", .concern(.boundary), [(15, "gamma")], when: [Make.when(.concern(.student))]),
      ]))
    for keepsReasons in [false, true] {
      var scanner = scanner(ruleset, keepsReasons: keepsReasons)
      let bytes = Array(mail("alpha gamma").utf8)
      let verdict = scanner.scan(
        bytes.span, at: MessageLocation(source: "t", offset: 0, length: bytes.count))
      #expect(verdict.score(.student) == 0 && verdict.score(.medical) == 30)
      #expect(verdict.score(.boundary) == 0)
      let rules = verdict.findings.map(\.rule).sorted()
      #expect(rules == ["t/number"] + (keepsReasons ? ["t/ordinary"] : []) + ["t/other"])
    }
  }

  @Test func wordsAreLookedForAgainInTheNextMessage() {
    var scanner = scanner(Ruleset(Make.set(rules)), keepsReasons: false)
    let first = said(mail("alpha of delta alpha"), by: &scanner)
    #expect(said(mail("alpha of delta alpha"), by: &scanner) == first)
    #expect(first.contains { $0.hasPrefix("t/words 14") })
  }

  @Test func whatIsQuotedFirstCountsMostWhereItIsWritten() {
    var scanner = scanner(Ruleset(Make.set(rules)), keepsReasons: false)
    let text = "On Monday Ann Lee wrote:\n> alpha\n\nalpha\n"
    #expect(said(mail(text), by: &scanner).contains { $0.hasPrefix("t/words 9 [\"9 alpha\"]") })
  }
}
