import Lexicons
import Mail
import Testing

@testable import Scanning

@Suite("Evaluation")
struct EvaluationTests {
  private func verdict(_ levels: [Concern: Level], risk: Level) -> Verdict {
    var verdict = Verdict(location: MessageLocation(source: "t", offset: 0, length: 0), id: "m")
    verdict.risk = risk
    verdict.concerns = Concern.allCases.map {
      Verdict.ConcernScore(concern: $0, score: 0, level: levels[$0] ?? .none)
    }
    return verdict
  }

  @Test func countsConcernsAndRisks() {
    var evaluation = Evaluation()
    evaluation.add(
      verdict([.student: .low], risk: .low),
      MessageLabels(concerns: ["student": true], risk: "low"))
    evaluation.add(
      verdict([.student: .high], risk: .high),
      MessageLabels(concerns: ["student": false, "medical": true], risk: "none"))
    evaluation.add(verdict([:], risk: .none), MessageLabels(concerns: [:], risk: "low"))
    #expect(evaluation.messages == 3)
    #expect(evaluation.concerns[0].precision == 0.5)
    #expect(evaluation.concerns[0].recall == 1)
    #expect(evaluation.concerns[1].recall == 0)
    #expect(evaluation.total.truePositives == 1)
    #expect(evaluation.risks[0][3] == 1 && evaluation.risks[1][0] == 1)
    #expect(evaluation.riskAgreement(within: 0) == 1.0 / 3)
    #expect(evaluation.riskAgreement(within: 1) == 2.0 / 3)
    #expect(evaluation.disagreements.count == 2)
    #expect(evaluation.disagreements[0].superfluous == [.student])
    #expect(evaluation.disagreements[0].missed == [.medical])
  }

  /// So many messages on which verdict and label agree or not, all labelled low.
  private func evaluation(right: Int, missed: Int) -> Evaluation {
    var evaluation = Evaluation()
    for number in 0..<right + missed {
      let level: Level = number < right ? .low : .none
      evaluation.add(
        verdict([.student: level], risk: level),
        MessageLabels(concerns: ["student": true], risk: "low"))
    }
    return evaluation
  }

  @Test func intervalsHoldTheFigureAndNarrowWithMoreMessages() throws {
    let few = evaluation(right: 16, missed: 4)
    let many = evaluation(right: 1_600, missed: 400)
    let narrow = try #require(many.intervals()[.recall(.student)])
    let wide = try #require(few.intervals()[.recall(.student)])
    #expect(wide.contains(0.8) && narrow.contains(0.8))
    // The binomial's own: 1.96 times the root of 0.8 × 0.2 / n.
    #expect(abs(narrow.upperBound - narrow.lowerBound - 0.035) < 0.006)
    #expect(abs(wide.upperBound - wide.lowerBound - 0.35) < 0.06)
    #expect(few.intervals() == few.intervals())
    let sure = try #require(evaluation(right: 9, missed: 0).intervals()[.f1(.student)])
    #expect(sure == 1...1)
    #expect(Evaluation().intervals().isEmpty)
  }

  @Test func figuresHaveNamesAndValues() throws {
    var evaluation = evaluation(right: 3, missed: 1)
    evaluation.add(
      verdict([:], risk: .medium), MessageLabels(concerns: [:], risk: "none"))
    evaluation.add(verdict([:], risk: .none), MessageLabels(concerns: [:], risk: "none"))
    evaluation.add(verdict([:], risk: .high), MessageLabels(concerns: [:], risk: "high"))
    func value(_ name: String) throws -> Double {
      evaluation.value(of: try #require(EvaluationFigure(named: name)))
    }
    #expect(try value("student.recall") == 0.75 && value("student.precision") == 1)
    #expect(try value("student") == value("all"))
    #expect(try value("medical") == 1)
    #expect(try value("quiet") == 0.5 && value("high") == 1)
    #expect(try abs(value("same") - 5.0 / 7) < 1e-9 && abs(value("within-one") - 6.0 / 7) < 1e-9)
    #expect(evaluation.alarmShare(of: .medium) == nil)
    #expect(EvaluationFigure(named: "nobody") == nil)
    #expect(Set(EvaluationFigure.allCases.map(\.name)).count == EvaluationFigure.allCases.count)
  }

  @Test func aDisagreementSaysWhichRulesWereFound() {
    var evaluation = Evaluation()
    let rules = [
      Make.rule("t/a", .concern(.student), [(30, "alpha")]),
      Make.rule("t/b", .concern(.student), [(-5, "beta")]),
    ]
    let verdict = Verdict.of(mail("alpha beta"), rules)
    evaluation.add(verdict, MessageLabels(concerns: ["medical": true], risk: "low"))
    let first = evaluation.disagreements.first
    #expect(first?.labels == [.medical])
    #expect(first?.scores.map(\.score) == [25])
    #expect(first?.rules.map(\.rule) == ["t/a", "t/b"] && first?.rules.map(\.points) == [30, -5])
  }

  @Test func readsLabelsFromMessages() {
    func labels(_ text: String) -> MessageLabels? {
      let bytes = Array(text.utf8)
      return MessageLabels(jsonMessage: bytes.span)
    }
    let read = labels(#"{"id":"x","labels":{"student":1,"medical":0,"channel":true},"risk":"low"}"#)
    #expect(read?.concerns == ["student": true, "medical": false, "channel": true])
    #expect(read?.risk == "low")
    #expect(labels(#"{"id":"x"}"#) == nil)
    #expect(labels("{") == nil)
    #expect(labels(#"{"labels":[]}"#) == nil)
  }
}
