import Foundation
import TestSupport
import Testing

/// What each mail software gets: the table of `MailServer`.
@Suite struct MailServerTests {
  private static let encrypted = Array(
    "From: t.okafor@maplehollow.example\nContent-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n--b--\n"
      .utf8)

  @Test(arguments: [
    ("postfix", [0, 69, 0, 75]), ("sieve", [0, 0, 0, 75]), ("procmail", [0, 0, 0, 75]),
    ("maildrop", [0, 0, 0, 75]), ("exim", [0, 0, 0, 75]),
    ("postfix --headers", [0, 69, 0, 75]), ("sieve --headers", [0, 0, 0, 75]),
    ("sieve --format none", [0, 1, 3, 75]), ("sieve --format card", [0, 0, 0, 75]),
    ("procmail --format none", [0, 1, 3, 75]), ("maildrop --format none", [0, 1, 3, 75]),
    ("exim --format text", [0, 1, 3, 75]), ("exim --on-error closed", [0, 0, 0, 77]),
    ("maildrop --on-error open", [0, 0, 0, 0]),
  ])
  func exitCodes(options: String, codes: [Int32]) throws {
    let arguments = ["check", "--mta"] + options.split(separator: " ").map(String.init)
    let nothing = try Run(arguments, input: mail("See you at the picnic."))
    let found = try Run(arguments, input: mail(disclosure))
    let incomplete = try Run(arguments, input: Self.encrypted)
    let failed = try Run(arguments + ["--lexicons", "/nowhere"], input: mail(disclosure))
    #expect([nothing.code, found.code, incomplete.code, failed.code] == codes)
    #expect(!failed.error.isEmpty)
  }

  @Test func procmailMaildropAndEximGetTheMessage() throws {
    for mta in ["procmail", "maildrop", "exim"] {
      let run = try Run("check", "--mta", mta, input: mail(disclosure))
      #expect(run.text.hasPrefix("X-Chaperone-Level: high\n"))
      #expect(run.output.suffix(mail(disclosure).count) == mail(disclosure)[...])
      let failed = try Run(
        "check", "--mta", mta, "--lexicons", "/nowhere", input: mail(disclosure))
      #expect(failed.output.isEmpty)
    }
  }

  @Test func postfixGetsTheMessageOrWhyItGoesBack() throws {
    let passes = try Run("check", "--mta", "postfix", "--headers", input: mail("fine"))
    #expect(passes.text.hasPrefix("X-Chaperone-Level: none\n"))
    let card = try Run("check", "--mta", "postfix", "--headers", input: mail(disclosure))
    #expect(card.text.hasPrefix("5.7.1 This message seems to"))
    let line = try Run(
      "check", "--mta", "postfix", "--headers", "--format", "text", input: mail(disclosure))
    #expect(line.text == "5.7.1 high: student 85; policy clause 3.3\n")
  }

  @Test func whatWasNotReadStandsInAField() throws {
    let run = try Run("check", "--headers", input: Self.encrypted)
    #expect(run.code == 3)
    #expect(run.text.contains("\nX-Chaperone-Coverage: incomplete: encrypted\n"))
    let whole = try Run("check", "--headers", input: mail("fine"))
    #expect(!whole.text.contains("X-Chaperone-Coverage"))
  }

  @Test func nothingIsPrintedWhenNothingIsWanted() throws {
    let run = try Run("check", "--format", "none", input: mail(disclosure))
    #expect(run.code == 1 && run.output.isEmpty && run.error.isEmpty)
  }

  @Test(arguments: ["--sender=", "--sender"])
  func theNullSenderIsEmpty(option: String) throws {
    let sender = option == "--sender" ? ["--sender", ""] : [option]
    // What is given twice is left to the argument parser.
    for format in [["--format", "jsonl"], ["--format", "jsonl", "--format", "jsonl"]] {
      let run = try Run(["check"] + format + sender, input: mail("fine"))
      #expect(run.code == 0 && run.error.isEmpty)
    }
  }
}
