import Lexicons
import Mail
import Native
import People
import Testing

@testable import Scanning

@Suite("Scores")
struct ScorerTests {
  @Test func aRuleCountsItsHighestLineOnceUnlessItRepeats() {
    let lines = [(10, "alpha"), (30, "beta"), (20, "gamma")]
    let once = Make.rule("t/r", .concern(.student), lines)
    let thrice = Make.rule("t/r", .concern(.student), lines, repeats: 3)
    let body = mail("alpha beta gamma beta")
    #expect(Verdict.of(body, [once]).findings.map(\.points) == [30])
    #expect(Verdict.of(body, [thrice]).findings.map(\.points) == [30, 20, 30])
  }

  @Test func ofOverlappingLinesTheStrongerCountsThenTheLonger() {
    let rule = Make.rule(
      "t/r", .concern(.student), [(10, "of school suspension"), (10, "school suspension")],
      repeats: 5)
    #expect(
      Verdict.of(mail("out of school suspension"), [rule]).matches == ["of school suspension"])
  }

  @Test func ofPatternsOfOneConcernOnTheSameTextTheStrongestCounts() {
    let cues: [Cue] = [.shape("ddddddddd")]
    let rules = [
      Make.rule("t/ssn", .concern(.student), [(50, "/\\b\\d{9}\\b/")], cues: cues),
      Make.rule("t/id", .concern(.student), [(25, "/id \\d{9}\\b/")], cues: cues),
      Make.rule("t/bank", .concern(.personnel), [(20, "/\\b\\d{9}\\b/")], cues: cues),
      Make.rule("t/word", .concern(.student), [(10, "id")]),
    ]
    let one = Verdict.of(mail("id 219024417"), rules)
    #expect(one.findings.map(\.rule) == ["t/word", "t/ssn", "t/bank"])
    #expect(one.score(.student) == 60 && one.score(.personnel) == 20)
    let two = Verdict.of(mail("219024418 or id 219024417"), rules)
    #expect(two.findings.filter { $0.concern == .student }.map(\.points) == [50, 10])
  }

  @Test func quotedTextCountsHalfAndSignaturesAQuarter() {
    let rule = Make.rule(
      "t/r", .concern(.student), [(25, "alpha")],
      contexts: [Make.context(.near(points: 10), .words(2), phrases: ["beta"])])
    let quoted = Verdict.of(mail("ok\n> alpha beta"), [rule]).findings
    #expect(quoted.map(\.points) == [18])
    #expect(quoted.first?.isQuoted == true)
    #expect(
      quoted.first?.contributions.map(\.reason)
        == ["alpha", "near \"beta\", 1 word away", "quoted text counts half"])
    #expect(Verdict.of(mail("ok\n-- \nalpha beta"), [rule]).findings.map(\.points) == [9])
  }

  @Test func pointsAreTheSumOfTheirContributionsAndScoresOfPoints() {
    let rules = [
      Make.rule("t/a", .concern(.student), [(33, "alpha")], repeats: 4),
      Make.rule("t/b", .concern(.student), [(-20, "beta")]),
      Make.rule(
        "t/x", .exposure(applies: [.student, .medical], points: 15), when: [Make.when(.weekday)]),
      Make.rule(
        "t/y", .exposure(applies: [.student], points: 7),
        when: [Make.when(.recipientsUnder(3))]),
      Make.rule(
        "t/e", .exception(lowers: .student, to: .medium), when: [Make.when(.channel(["email"]))]),
    ]
    let verdict = Verdict.of(mail("alpha beta alpha\n> alpha"), rules)
    for finding in verdict.findings {
      #expect(finding.points == finding.contributions.reduce(0) { $0 + $1.points })
    }
    let sum = verdict.findings.reduce(0) { $0 + $1.points }
    #expect(sum == verdict.score(.student))
    #expect(verdict.score(.medical) == 0)
    #expect(verdict.exceptions.first?.applied == true)
    #expect(verdict.level(.student) <= .medium)
  }

  @Test func scoresEndAtTheCap() {
    let rules = (0..<5).map { Make.rule("t/r\($0)", .concern(.boundary), [(40, "alpha")]) }
    let verdict = Verdict.of(mail("alpha"), rules) { set in
      set.bands = [ConcernBands(concern: .boundary, cap: 60)]
    }
    #expect(verdict.score(.boundary) == 60)
    #expect(verdict.findings.reduce(0) { $0 + $1.points } == 200)
    #expect(verdict.level(.boundary) == .medium)
  }

  @Test func dampingAloneIsNoFinding() {
    let rules = [
      Make.rule("t/d", .concern(.student), [(-30, "training")]),
      Make.rule("t/b", .concern(.boundary), [(20, "secret")]),
    ]
    let verdict = Verdict.of(mail("training about a secret"), rules)
    #expect(verdict.findings.map(\.rule) == ["t/b"])
  }

  @Test func aRuleThatDampsItselfNeverGoesBelowNothing() {
    let rule = Make.rule("t/r", .concern(.student), [(25, "wire"), (-40, "invoice"), (-5, "po")])
    #expect(Verdict.of(mail("wire the invoice"), [rule]).findings.isEmpty)
    #expect(Verdict.of(mail("wire the po"), [rule]).score(.student) == 20)
  }

  @Test func exposureCountsOncePerConcernThatHasPoints() {
    let rules = [
      Make.rule("t/a", .concern(.student), [(20, "alpha")]),
      Make.rule("t/b", .concern(.student), [(30, "beta")]),
      Make.rule("t/c", .concern(.boundary), [(30, "gamma")]),
      Make.rule(
        "t/outside", .exposure(applies: [.student, .medical], points: 20),
        when: [Make.when(.anyRecipient(["outside"]))]),
    ]
    let verdict = Verdict.of(mail("alpha beta gamma", to: "x@vendor.example"), rules)
    #expect(verdict.findings.map(\.points) == [20, 50, 30])
    #expect(verdict.findings[1].contributions.last?.reason == "exposure outside")
    #expect(Verdict.of(mail("alpha beta gamma"), rules).findings.map(\.points) == [20, 30, 30])
  }

  @Test func guardsLiftConductAndNeverConfidentiality() {
    let rules = [
      Make.rule("t/s", .concern(.student), [(20, "suspended")]),
      Make.rule("t/b", .concern(.boundary), [(30, "secret")]),
      Make.rule(
        "t/union", .guard(lifts: [.boundary, .channel, .student, .medical, .personnel]),
        [(0, "bargaining update")], when: [Make.when(.everyRecipient(["staff"]))]),
    ]
    let body = mail("bargaining update: a secret, and one is suspended")
    let verdict = Verdict.of(body, rules)
    #expect(verdict.findings.map(\.rule) == ["t/s"])
    #expect(verdict.guards.map(\.lifted) == [[.boundary, .channel]])
    #expect(verdict.guards.map(\.findings) == [["t/b"]])
    let without = Verdict.of(mail("a secret, and one is suspended"), rules)
    #expect(without.findings.count == 2)
    #expect(without.guards.isEmpty)
  }

  @Test func exceptionsShowEveryCondition() {
    func rules(_ extra: Circumstance) -> [Rule] {
      [
        Make.rule("t/c", .concern(.channel), [(60, "my cell")]),
        Make.mention("t/m", "scheduling", terms: ["practice"]),
        Make.rule(
          "t/e", .exception(lowers: .channel, to: .low),
          when: [
            Make.when(.dominates("scheduling")),
            Make.when(.concern(.boundary), not: true),
            extra,
            Make.when(.assumption("no school phone at hand")),
          ]),
      ]
    }
    let body = mail("practice moved, call my cell")
    let met = Verdict.of(body, rules(Make.when(.sender(["staff"]))))
    #expect(met.exceptions.map(\.applied) == [true])
    #expect(met.exceptions[0].conditions.map(\.state) == [.met, .met, .met, .unknown])
    #expect(met.score(.channel) == 39)
    #expect(met.level(.channel) == .low)
    #expect(met.findings[0].contributions.map(\.points) == [60, -21])

    let unknown = Verdict.of(body, rules(Make.when(.sender(["advisor"]))))
    #expect(unknown.exceptions.map(\.applied) == [false])
    #expect(unknown.exceptions[0].conditions.map(\.state) == [.met, .met, .unknown, .unknown])
    #expect(unknown.score(.channel) == 60)

    let notMet = Verdict.of(body, rules(Make.when(.sender(["student"]))))
    #expect(notMet.exceptions[0].conditions[2].state == .notMet)
    #expect(Verdict.of(mail("practice moved"), rules(Make.when(.weekday))).exceptions.isEmpty)
  }

  @Test func combinationsRaiseTheRisk() {
    let rules = [
      Make.rule("t/b", .concern(.boundary), [(45, "secret")]),
      Make.rule("t/c", .concern(.channel), [(20, "my cell")]),
    ]
    let verdict = Verdict.of(mail("secret, my cell"), rules) { set in
      set.combinations = [
        Combination(
          name: "hidden", about: "",
          needs: [
            .init(concern: .boundary, level: .medium), .init(concern: .channel, level: .low),
          ],
          raisesTo: .high)
      ]
    }
    #expect(verdict.risk == .high)
    #expect(verdict.combinations == ["hidden"])
    #expect(verdict.score == 45)
  }

  @Test func rulesMayAskWhatOthersFound() {
    let rules = [
      Make.rule(
        "t/late", .concern(.boundary), [(20, "alpha")], when: [Make.when(.concern(.channel))]),
      Make.rule("t/c", .concern(.channel), [(20, "my cell")]),
    ]
    #expect(Verdict.of(mail("alpha, my cell"), rules).score(.boundary) == 20)
    #expect(Verdict.of(mail("alpha, my desk"), rules).score(.boundary) == 0)
  }

  @Test(arguments: [([60], 39), ([30, 30, 30], 74), ([50, -10, 33], 14), ([1, 1, 1, 97], 14)])
  func apportionmentIsExact(points: [Int], target: Int) {
    let scaled = Apportionment.scale(points, to: target)
    #expect(scaled.reduce(0, +) == target)
    for (one, two) in zip(points, scaled) { #expect(abs(two) <= abs(one)) }
  }
}
