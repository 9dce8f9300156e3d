import Filter
import Lexicons
import Native
import Scanning
import TestSupport
import Testing

@Suite struct HeaderFilterTests {
  private func verdict(_ rules: [String]) -> Verdict {
    var verdict = Verdict(
      location: MessageLocation(source: "-", offset: 0, length: 0), id: "a@example")
    verdict.risk = .medium
    verdict.score = 55
    verdict.concerns = [.init(concern: .student, score: 55, level: .medium)]
    verdict.findings = rules.map { rule in
      Finding(
        rule: rule, about: "", concern: .student, clause: "3.3", points: 10, contributions: [],
        field: "body", part: "1", start: 0, end: 1, line: 1, column: 1, fileStart: nil,
        isQuoted: false, place: .init(path: "x", line: 1, column: 1),
        excerpt: Excerpt(text: "secret", match: 0..<6, sensitive: [0..<6]))
    }
    return verdict
  }

  private func filtered(_ message: String, _ verdict: Verdict) -> String {
    var output: [UInt8] = []
    HeaderFilter.write(Array(message.utf8).span, with: verdict, version: "1.0", into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test func addsFieldsAndTakesForgedOnesOut() {
    let message = """
      Received: from somewhere
      X-Chaperone-Level: none
       and a folded line
      Subject: hello
      x-chaperone-score: 0

      X-Chaperone-Level: in the body stays
      """
    #expect(
      filtered(message, verdict(["a/b", "a/b", "c/d"])) == """
        X-Chaperone-Level: medium
        X-Chaperone-Score: 55
        X-Chaperone-Rules: a/b, c/d
        X-Chaperone-Clauses: 3.3
        X-Chaperone-Version: 1.0
        Received: from somewhere
        Subject: hello

        X-Chaperone-Level: in the body stays
        """)
  }

  @Test func onlyWhatSpeaksForAFoundConcernIsCited() {
    var verdict = verdict(["a/b", "a/against", "c/of-another"])
    verdict.findings[1].points = -10
    verdict.findings[2].concern = .boundary
    verdict.findings[2].clause = "3.6"
    let text = filtered("\n", verdict)
    #expect(text.contains("\nX-Chaperone-Rules: a/b\nX-Chaperone-Clauses: 3.3\n"))
    verdict.concerns.append(.init(concern: .boundary, score: 40, level: .low))
    #expect(
      filtered("\n", verdict).contains(
        "\nX-Chaperone-Rules: a/b, c/of-another\nX-Chaperone-Clauses: 3.3, 3.6\n"))
  }

  @Test func onlyASeparatorStandsBeforeTheFields() {
    let fields = """
      X-Chaperone-Level: medium
      X-Chaperone-Score: 55
      X-Chaperone-Version: 1.0

      """
    // A field as RFC 822 allowed it, folded; a separator that nothing follows.
    for message in ["From : Dana\n <dana@maplehollow.example>\n\nhello\n", "From x Tue Mar  3"] {
      #expect(filtered(message, verdict([])) == fields + message)
    }
    let separator = "From x Tue Mar  3 10:00:00 2026\n"
    #expect(filtered(separator, verdict([])) == separator + fields)
  }

  @Test(arguments: [false, true])
  func everythingElseStaysByteForByte(crlf: Bool) {
    var message: [UInt8] = Array("From x Tue Mar  3 10:00:00 2026\nSubject: caf\n\n".utf8)
    message += [0xE9, 0x00, 0xFF, 0x0A, 0x0D, 0x2E, 0x0A]
    if crlf { message = message.withCRLF }
    var output: [UInt8] = []
    HeaderFilter.write(message.span, with: verdict([]), version: "1.0", into: &output)
    let added = crlf ? "\r\n" : "\n"
    let fields =
      "X-Chaperone-Level: medium\(added)X-Chaperone-Score: 55\(added)X-Chaperone-Version: 1.0\(added)"
    let envelope = crlf ? 33 : 32
    #expect(output.count == message.count + fields.utf8.count)
    #expect(Array(output[..<envelope]) == Array(message[..<envelope]))
    #expect(Array(output[(envelope + fields.utf8.count)...]) == Array(message[envelope...]))
  }

  @Test func valuesAreNeverWritten() {
    #expect(!filtered("Subject: x\n\n", verdict(["a/b"])).contains("secret"))
  }

  @Test func aMessageWithoutHeadersOrBodySurvives() {
    #expect(filtered("", verdict([])).hasPrefix("X-Chaperone-Level: medium\n"))
    #expect(filtered("\nbody", verdict([])).hasSuffix("\n\nbody"))
    #expect(filtered("X-Chaperone-Level: none", verdict([])).hasSuffix("Version: 1.0\n"))
  }
}

@Suite struct ScanStatusTests {
  @Test(arguments: [
    (FailureAnswer.report, ScanStatus.noInput, ScanStatus.noInput),
    (.defer, .configuration, .temporary), (.defer, .found, .found), (.defer, .usage, .usage),
    (.open, .inputOutput, .nothing), (.closed, .unusableInput, .refused),
    (.closed, .incomplete, .incomplete),
  ])
  func failuresAreAnsweredAsTheAdministratorChose(
    answer: FailureAnswer, status: ScanStatus, expected: ScanStatus
  ) {
    #expect(answer.answer(to: status) == expected)
  }

  @Test func postfixBouncesAndKnowsNoIncompleteCoverage() {
    #expect(MailServer.postfix.code(of: .found, printing: .card) == 69)
    #expect(MailServer.postfix.code(of: .incomplete, printing: .message) == 0)
    #expect(MailServer.sieve.code(of: .incomplete, printing: .none) == 3)
    #expect(MailServer.postfix.code(of: .temporary, printing: .card) == 75)
  }
}
