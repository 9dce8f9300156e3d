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
