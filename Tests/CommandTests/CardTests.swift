import Foundation
import TestSupport
import Testing

/// The cards for a message's sender: whole texts beside what is expected; `RECORD=1` writes them anew.
@Suite struct CardTests {
  private static let rules = [
    "--lexicons", Repository.fixture("cards/Lexicons").path, "--profile", Run.profile,
  ]
  private static let student = "j.reyes@students.maplehollow.example"
  private static let suspension = "The student starts an out of school suspension on Monday."
  private static let encrypted = """
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b

    BODY
    --b
    Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m
    Content-Transfer-Encoding: base64

    MIIBvgYJKoZIhvcNAQcDoIIBrzCCAasCAQAxggE=
    --b--
    """

  private func card(_ message: [UInt8], _ arguments: [String] = []) throws -> Run {
    try Run(["check", "--format", "card"] + arguments + Self.rules, input: message)
  }

  private func parts(_ body: String) -> [UInt8] {
    let head = "From: t.okafor@maplehollow.example\nTo: office@maplehollow.example\nSubject: note\n"
    return Array((head + Self.encrypted.replacing("BODY", with: body) + "\n").utf8)
  }

  @Test func wholeCards() throws {
    let outside = "someone@elsewhere.example"
    let messages: [(String, [UInt8], [String])] = [
      ("student, outside", mail(to: outside, "\(Self.suspension) SSN 219-08-4411."), []),
      (
        "student, a list of families",
        mail(to: "grade4-families@maplehollow.example", Self.suspension), []
      ),
      (
        "medical, colleagues",
        mail(to: "office@maplehollow.example, nurse@maplehollow.example", "She has asthma."), []
      ),
      (
        "personnel, own private account",
        mail(to: "t.okafor@gmail.com", "He got a written warning."), []
      ),
      ("boundary, a student", mail(to: Self.student, "This is our secret."), []),
      (
        "boundary, reported",
        mail(from: "a.parent@elsewhere.example", "He wrote to her: this is our secret."), []
      ),
      ("channel, a student", mail(to: Self.student, "Please text me on my own phone tonight."), []),
      (
        "several concerns",
        mail(
          to: "\(outside), \(Self.student), office@maplehollow.example",
          "\(Self.suspension) She has asthma. It is our secret, text me on my own phone."), []
      ),
      (
        "the envelope's recipients", mail("She has asthma."),
        ["--recipient", outside, "--recipient", "x@elsewhere.example"]
      ),
      ("something, and a part not read", parts("She has asthma."), []),
      ("nothing, and a part not read", parts("See you at the picnic."), []),
      ("shown as it is", mail(to: outside, "SSN 219-08-4411."), ["--show-matches"]),
    ]
    var text = ""
    for (name, message, arguments) in messages {
      let lf = try card(message, arguments)
      #expect(try card(message.withCRLF, arguments).text == lf.text, "\(name)")
      text += "=== \(name): exit code \(lf.code)\n\(lf.text)\n"
    }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: Repository.fixture("cards/cards.txt"))
      Issue.record("recorded cards/cards.txt")
      return
    }
    #expect(text == String(decoding: try Repository.bytes("cards/cards.txt"), as: UTF8.self))
  }

  @Test func aHarmlessMessageHasNone() throws {
    let run = try card(mail("See you at the picnic."))
    #expect(run.code == 0 && run.output.isEmpty)
    #expect(try card(mail("She has asthma."), ["--at", "none"]).code == 0)
  }

  @Test func theValueStandsInNoCard() throws {
    for arguments in [[], ["--mta", "postfix"], ["--mta", "sieve"]] {
      let run = try card(mail(to: "x@elsewhere.example", "SSN 219-08-4411."), arguments)
      #expect(run.text.contains("social security number") && !run.text.contains("4411"))
    }
  }

  @Test func forPostfixItIsOneLineWithAStatus() throws {
    let run = try card(mail(to: "x@elsewhere.example", "SSN 219-08-4411."), ["--mta", "postfix"])
    #expect(run.code == 69)
    #expect(run.text.hasPrefix("5.7.1 This message seems to contain"))
    #expect(run.output.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A })
    #expect(run.text.split(separator: "\n").count == 1 && run.text.contains("\"***-**-****\""))
  }
}
