import Lexicons
import Mail
import People
import TestSupport
import Testing

@testable import Scanning

/// Gates that are opened for one message after another, beside such that know nothing of others.
@Suite("Open gates")
struct OpenGatesTests {
  private let circumstances = [
    Make.when(.sender(["staff"])), Make.when(.sender(["student", "guardian"]), not: true),
    Make.when(.sender(["unknown", "nurse"])), Make.when(.anyRecipient(["student"])),
    Make.when(.anyRecipient(["advisor"]), not: true), Make.when(.everyRecipient(["staff"])),
    Make.when(.everyRecipient(["unknown"]), not: true), Make.when(.recipientsOver(2)),
    Make.when(.channel(["sms"])), Make.when(.list),
  ]

  /// Gates that ask one or two lists of up to three of the circumstances, the first one none.
  private func gates(_ random: inout SeededGenerator) -> RuleGates {
    var gates: [[[Int]]] = [[[]]]
    for _ in 0..<60 {
      gates.append(
        (0..<Int.random(in: 1...2, using: &random)).map { _ in
          (0..<Int.random(in: 1...3, using: &random)).map { _ in
            Int.random(in: circumstances.indices, using: &random)
          }
        })
    }
    return RuleGates(circumstances, gates)
  }

  private func party(_ random: inout SeededGenerator) -> Party {
    let role = Role.allCases.randomElement(using: &random) ?? .unknown
    let isListed = Int.random(in: 0..<3, using: &random) == 0
    let duties: Set<String> = Int.random(in: 0..<12, using: &random) == 0 ? ["advisor"] : []
    return Party(
      mailbox: Mailbox(address: "someone@hill.example"), role: role, isKnown: isListed,
      duties: duties, person: isListed ? PersonID(index: 0) : nil)
  }

  @Test func whatWasAskedBeforeChangesNothing() {
    var random = SeededGenerator(seed: 51)
    let gates = gates(&random)
    var opened = OpenGates(gates)
    var all: Set<[Bool]> = []
    for _ in 0..<2_000 {
      let recipients = (0..<Int.random(in: 0...3, using: &random)).map { _ in party(&random) }
      let hasSender = Int.random(in: 0..<9, using: &random) > 0
      let parties = Parties(sender: hasSender ? party(&random) : nil, recipients: recipients)
      var message = CircumstanceEvaluator(district: Sample.district)
      message.facts = MessageFacts(Message(), parties)
      message.facts.channel = Bool.random(using: &random) ? .sms : .email
      message.facts.isList = Bool.random(using: &random)
      opened.open(for: message)
      var fresh = OpenGates(gates)
      fresh.open(for: message)
      #expect(opened.isOpen == fresh.isOpen)
      #expect(opened.isOpen.count == 61 && opened.isOpen[0])
      all.insert(opened.isOpen)
    }
    #expect(all.count > 100)
  }
}
