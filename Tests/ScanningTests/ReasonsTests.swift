import Lexicons
import Mail
import Native
import Testing

@testable import Scanning

@Suite struct ReasonsTests {
  /// A scanner that keeps reasons, with the verdict on a message.
  private func scan(
    _ text: String, _ rules: [Rule], _ body: (inout Scanner, Verdict) -> Void
  ) {
    var options = ScanOptions()
    options.keepsReasons = true
    var scanner = Scanner(Ruleset(Make.set(rules)), options: options)
    let bytes = Array(text.utf8)
    let verdict = scanner.scan(
      bytes.span, at: MessageLocation(source: "test", offset: 0, length: bytes.count))
    body(&scanner, verdict)
  }

  private let fox = Make.rule("t/fox", .concern(.student), [(30, "quick fox")])
  private let hound = Make.rule("t/hound", .concern(.student), [(15, "hound")])
  private let badger = Make.rule("t/badger", .concern(.student), [(8, "badger")])

  @Test func theNextLevelAndTheFewestRules() {
    scan(mail("a quick fox, a hound and a badger"), [fox, hound, badger]) { scanner, verdict in
      let threshold = scanner.reasons(for: verdict).thresholds.first
      #expect(verdict.score(.student) == 53 && verdict.level(.student) == .medium)
      #expect(threshold?.next == .init(level: .high, points: 22))
      // Without the hound it would be 38: less than that takes more away than is needed.
      #expect(threshold?.without == .init(rules: ["t/hound"], score: 38, level: .low))
    }
  }

  @Test func severalRulesTogether() {
    let many = (0..<4).map { Make.rule("t/r\($0)", .concern(.student), [(30, "word\($0)")]) }
    scan(mail("word0 word1 word2 word3"), many) { scanner, verdict in
      let threshold = scanner.reasons(for: verdict).thresholds.first
      #expect(verdict.score(.student) == 100 && threshold?.next == nil)
      #expect(threshold?.without == .init(rules: ["t/r0", "t/r1"], score: 60, level: .medium))
    }
  }

  @Test func whatExceptionsAndGuardsRestOn() {
    let exception = Make.rule(
      "t/staff", .exception(lowers: .student, to: .low),
      when: [Make.when(.everyRecipient(["staff"])), Make.when(.recipientsUnder(3))])
    let union = Make.rule(
      "t/union", .guard(lifts: [.boundary]), [(0, "bargaining")],
      when: [Make.when(.sender(["student"]))])
    let silent = Make.rule("t/silent", .guard(lifts: [.boundary]), [(0, "never said")])
    let text = mail("a quick fox and bargaining", to: "x@elsewhere.example")
    scan(text, [fox, exception, union, silent]) { scanner, verdict in
      let considered = scanner.reasons(for: verdict).considered
      #expect(considered.map(\.rule) == ["t/union", "t/staff"])
      #expect(considered.map(\.kind) == ["guard", "exception"])
      #expect(considered[0].words?.matched == "bargaining")
      #expect(considered[0].decision == "does nothing, since there is nothing to take away")
      #expect(considered[1].decision == "does nothing, since not all of its conditions hold")
      #expect(considered[1].conditions.map(\.state) == [.notMet, .met])
      #expect(considered[1].conditions[0].basis.hasPrefix("the recipient is "))
      #expect(considered[1].conditions[1].basis == "1 recipient")
    }
    scan(mail("a quick fox"), [fox, exception]) { scanner, verdict in
      #expect(verdict.level(.student) == .low)
      let threshold = scanner.reasons(for: verdict).thresholds.first
      #expect(threshold?.without?.rules == ["t/fox"])
    }
  }

  @Test func whyARuleWasNotFound() {
    let rule = Make.rule(
      "t/suspension", .concern(.student), [(30, "school suspension"), (20, "expelled")],
      contexts: [
        Make.context(.needs, .sentence, phrases: ["student"]),
        Make.context(.unless, .words(3), phrases: ["bridge"]),
      ])
    func inquiry(_ text: String, _ check: (Inquiry?) -> Void) {
      scan(mail(text), [rule, fox]) { scanner, verdict in
        check(scanner.inquire("t/suspension", after: verdict))
        #expect(scanner.inquire("t/nothing", after: verdict) == nil)
      }
    }
    inquiry("The school suspension is long.") { inquiry in
      #expect(inquiry?.outcome.hasSuffix("none of them counts") == true)
      #expect(inquiry?.matches.count == 1)
      #expect(inquiry?.matches.first?.decision.hasSuffix("found none") == true)
      #expect(inquiry?.matches.first?.line?.source == "school suspension")
      #expect(inquiry?.matches.first?.spot.line == 1)
    }
    inquiry("The student was expelled from the bridge.") { inquiry in
      #expect(inquiry?.matches.first?.evidence?.excerpt.matched == "bridge")
      #expect(inquiry?.matches.first?.counts == false)
    }
    inquiry("The suspension of the student is over at school.") { inquiry in
      #expect(inquiry?.matches.isEmpty == true)
      #expect(inquiry?.outcome == "it is not found: none of its lines stands in the message")
      #expect(inquiry?.nearest.first?.source == "school suspension")
    }
    inquiry("The student was expelled.") { inquiry in
      #expect(inquiry?.outcome == "it is found: 20 points")
      #expect(inquiry?.matches.map(\.counts) == [true])
    }
  }

  @Test func whyAGuardDidNothing() {
    let union = Make.rule(
      "t/union", .guard(lifts: [.boundary]), [(0, "bargaining")],
      when: [Make.when(.sender(["student"]))])
    scan(mail("bargaining"), [union, fox]) { scanner, verdict in
      let inquiry = scanner.inquire("t/union", after: verdict)
      #expect(inquiry?.outcome.hasSuffix("is not met") == true)
      #expect(inquiry?.conditions.first?.basis.hasPrefix("the sender is") == true)
    }
  }

  @Test func takenAwayByAGuard() {
    let secret = Make.rule("t/secret", .concern(.boundary), [(30, "our secret")])
    let union = Make.rule("t/union", .guard(lifts: [.boundary]), [(0, "bargaining")])
    scan(mail("our secret bargaining"), [secret, union]) { scanner, verdict in
      #expect(
        scanner.inquire("t/secret", after: verdict)?.outcome
          == "it was found, and t/union took it away")
      #expect(scanner.reasons(for: verdict).considered.first?.decision == "removed t/secret")
    }
  }
}
