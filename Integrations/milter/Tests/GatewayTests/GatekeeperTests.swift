import Foundation
import Gateway
import Milter
import Testing

/// What becomes of whole messages, through the real scanner.
@Suite struct GatekeeperTests {
  private static let lines = """
    outgoing high reject Not sent ({level}, {concerns}, {clauses}).
    outgoing medium quarantine
    internal high quarantine
    override X-Chaperone-Override
    """
  private let fox = "See the quick fox jump.\r\n"

  @Test func highRiskDoesNotLeave() throws {
    let office = try Office(Self.lines)
    let reply = office.reply(fox, to: ["b@inside.example", "c@outside.example"])
    #expect(reply == Reply(.reject("Not sent (high, student, 3.3).")))
    let line = try #require(try office.events().last)
    #expect(line["queue"] as? String == "4XYZ" && line["direction"] as? String == "outgoing")
    #expect(line["level"] as? String == "high" && line["action"] as? String == "reject")
    #expect(line["score"] as? Int == 90 && line["rules"] as? [String] == ["own/fox"])
    #expect(line["recipients"] as? Int == 2 && (line["ms"] as? Double ?? 0) > 0)
    #expect(!"\(line)".contains("fox jump") && !"\(line)".contains("outside.example"))
  }

  @Test func whatStaysInsideGetsHeaders() throws {
    let office = try Office(Self.lines)
    let reply = office.reply("A brown hen.", to: ["B@Inside.Example"])
    #expect(reply.fate == .accept)
    #expect(
      reply.additions.map { "\($0.name): \($0.value)" }.prefix(4) == [
        "X-Chaperone-Level: medium", "X-Chaperone-Score: 40", "X-Chaperone-Rules: own/hen",
        "X-Chaperone-Clauses: 3.3",
      ])
    let held = office.reply(fox, to: ["b@inside.example"])
    #expect(held.fate == .quarantine(reason: "chaperone: high risk"))
    #expect(held.additions.first?.value == "high")
  }

  @Test func nothingOfOursLeavesAndForgeriesAreTakenOut() throws {
    let office = try Office(Self.lines)
    let forged = [
      ("X-Chaperone-Level", "none"), ("Received", "x"), ("x-chaperone-level", "low"),
      ("X-Chaperone-Note", "y"),
    ]
    let removals = [
      Reply.Removal(name: "X-Chaperone-Level", index: 1),
      Reply.Removal(name: "x-chaperone-level", index: 2),
      Reply.Removal(name: "X-Chaperone-Note", index: 1),
    ]
    let out = office.reply("Hello.", to: ["c@outside.example"], fields: forged)
    #expect(out.fate == .accept && out.additions.isEmpty && out.removals == removals)
    let held = office.reply("A brown hen.", to: ["c@outside.example"], fields: forged)
    #expect(held.additions.isEmpty && held.removals == removals)
    let incoming = office.reply(
      "Hello.", from: "p@families.example", to: ["b@inside.example"], fields: forged)
    #expect(incoming.removals == removals && incoming.additions.first?.value == "none")
  }

  @Test func anOverrideWithAReasonPassesAndIsLogged() throws {
    let office = try Office(Self.lines)
    let field = ("X-Chaperone-Override", "=?utf-8?q?Foxes=20are_=C3=9Cbung?=")
    let reply = office.reply(fox, to: ["c@outside.example"], fields: [field])
    #expect(reply.fate == .accept && reply.additions.isEmpty)
    #expect(reply.removals == [Reply.Removal(name: "X-Chaperone-Override", index: 1)])
    let line = try #require(try office.events().last)
    #expect(
      line["override"] as? String == "Foxes are Übung" && line["why"] as? String == "override")
    #expect(office.counters.text.contains("chaperone_overrides_total{result=\"accepted\"} 1\n"))
    let inside = office.reply(fox, to: ["b@inside.example"], fields: [field])
    #expect(inside.fate == .accept && inside.additions.first?.value == "high")
  }

  @Test(arguments: [
    ("", "a@inside.example", false, "no reason is given"),
    ("because", "p@elsewhere.example", true, "the sender is not of the district"),
    ("because", "a@inside.example", false, "the client did not log in"),
    ("because", nil, true, "the sender is not of the district"),
  ])
  func anOverrideThatDoesNotCount(
    reason: String, sender: String?, isAuthenticated: Bool, refusal: String
  ) throws {
    let needs = refusal.contains("log in") ? " authenticated" : ""
    let office = try Office(Self.lines + needs)
    let reply = office.reply(
      fox, from: sender, to: ["c@outside.example"], fields: [("X-Chaperone-Override", reason)],
      isAuthenticated: isAuthenticated)
    #expect(reply.fate == .reject("Not sent (high, student, 3.3)."))
    #expect(try office.events().last?["override_refused"] as? String == refusal)
  }

  @Test func anOverrideHasAHighestRisk() throws {
    let office = try Office(Self.lines + " up to medium")
    let field = ("X-Chaperone-Override", "because")
    #expect(office.reply(fox, to: ["c@outside.example"], fields: [field]).fate != .accept)
    #expect(
      office.reply("A brown hen.", to: ["c@outside.example"], fields: [field]).fate == .accept)
  }

  @Test(arguments: [
    ("open", Reply.Fate.accept),
    ("defer", .tempfail("This message cannot be checked now, try again later")),
    ("closed", .reject("This message could not be checked; ask your mail administrator")),
  ])
  func aMessageOverTheSizeLimit(answer: String, fate: Reply.Fate) throws {
    let office = try Office("size-limit 200\non-size-limit \(answer)\n" + Self.lines)
    let long = String(repeating: "word ", count: 100)
    #expect(office.reply(long, to: ["c@outside.example"]).fate == fate)
    // What was found in the part that is kept counts all the same.
    let reply = office.reply(fox + long, to: ["c@outside.example"])
    #expect(reply.fate == .reject("Not sent (high, student, 3.3)."))
    #expect(try office.events().last?["complete"] as? Bool == false)
  }

  @Test func whatWasNotReadIsToldInsideAndInTheLog() throws {
    let office = try Office("size-limit 500\n" + Self.lines)
    let type = (
      "Content-Type", "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e"
    )
    let body = [
      "--e", "Content-Type: application/pgp-encrypted", "", "Version: 1", "--e",
      "Content-Type: application/octet-stream", "", "xx", "--e--", "",
    ].joined(separator: "\r\n")
    let encrypted = office.reply(body, to: ["b@inside.example"], fields: [type])
    #expect(coverage(encrypted) == ["incomplete: encrypted"])
    #expect(try office.events().last?["unread"] as? [String] == ["encrypted"])
    let long = office.reply(String(repeating: "word ", count: 200), to: ["b@inside.example"])
    #expect(coverage(long) == ["incomplete: over the size limit"])
    let whole = office.reply("Hello.", to: ["b@inside.example"])
    #expect(whole.additions.first?.name == "X-Chaperone-Level" && coverage(whole).isEmpty)
    let leaving = office.reply(body, to: ["c@outside.example"], fields: [type])
    #expect(leaving.fate == .accept && leaving.additions.isEmpty)
  }

  @Test func aDroppedRuleIsALossOfEachMessage() throws {
    let office = try Office(Self.lines, lexicon: Office.lexicon + "\nrule bad\n  +90 broken {\n")
    let reply = office.reply("Hello.", to: ["b@inside.example"])
    #expect(coverage(reply) == ["incomplete: a rule cannot be used"])
  }

  /// The values of the field that tells what was not read.
  private func coverage(_ reply: Reply) -> [String] {
    reply.additions.filter { $0.name == "X-Chaperone-Coverage" }.map(\.value)
  }

  @Test func aForgeryBehindTheSizeLimitIsTakenOut() throws {
    let office = try Office("size-limit 50\n" + Self.lines)
    let long = ("X-Long", String(repeating: "x", count: 100))
    let reply = office.reply(
      "", to: ["b@inside.example"], fields: [long, ("X-Chaperone-Level", "none")])
    #expect(reply.removals == [Reply.Removal(name: "X-Chaperone-Level", index: 1)])
  }

  @Test(arguments: [("open", "accept"), ("defer", "tempfail"), ("closed", "reject")])
  func aMessageWithoutAVerdictInTime(answer: String, action: String) throws {
    let office = try Office("time-limit 0\non-time-limit \(answer)\n" + Self.lines)
    let forged = [("X-Chaperone-Level", "none")]
    let reply = office.reply(
      String(repeating: fox, count: 20_000), to: ["b@inside.example"], fields: forged)
    let line = try #require(try office.events().last)
    #expect(line["action"] as? String == action && line["why"] as? String == "time-limit")
    #expect(line["level"] as? String == "unknown")
    #expect(reply.additions.isEmpty)
    if answer == "open" { #expect(reply.removals.count == 1) }
  }

  @Test func exemptClientsAreNotLookedAt() throws {
    let office = try Office("exempt 192.0.2.0/24\n" + Self.lines)
    let transaction = Transaction(client: Client(address: [192, 0, 2, 9]), limit: 0)
    guard case .pass = office.gatekeeper.begin(transaction) else {
      Issue.record("it is looked at")
      return
    }
    #expect(try office.events().last?["why"] as? String == "exempt")
    #expect(office.counters.inProgress == 0)
  }

  @Test func whoStopsDefersWhatIsNew() throws {
    let office = try Office(Self.lines)
    let transaction = Transaction(client: Client(), limit: 0)
    _ = office.gatekeeper.begin(transaction)
    #expect(office.counters.inProgress == 1)
    office.gatekeeper.stop()
    guard case .tempfail = office.gatekeeper.begin(transaction) else {
      Issue.record("it is taken")
      return
    }
    office.gatekeeper.abandon()
    #expect(office.counters.inProgress == 0)
  }

  @Test func manyAtATime() async throws {
    let office = try Office(Self.lines)
    let gatekeeper = office.gatekeeper
    await withTaskGroup { group in
      for index in 0..<200 {
        group.addTask {
          var transaction = Transaction(client: Client(), limit: 1_000)
          transaction.sender = "a@inside.example"
          transaction.recipients = ["c@outside.example"]
          transaction.endHeader()
          transaction.append(Array((index % 2 == 0 ? "quick fox" : "slow fox").utf8))
          let reply = gatekeeper.judge(transaction)
          return (reply.fate == .accept) == (index % 2 == 1)
        }
      }
      for await isRight in group { #expect(isRight) }
    }
    #expect(
      office.counters.text.contains(
        "chaperone_messages_total{direction=\"outgoing\",level=\"high\",action=\"reject\"} 100\n"))
  }
}
