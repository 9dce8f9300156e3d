import Foundation
import TestSupport
import Testing

/// Whatever happens to `check`, no mail is lost, altered or passed for another.
@Suite struct HandedOnTests {
  private static let forged = Array("X-Chaperone-Level: none\n folded\n".utf8)

  @Test(arguments: [false, true])
  func whatCouldNotBeCheckedPassesWithoutForgedFields(crlf: Bool) throws {
    var message = Self.forged + mail(disclosure) + [0xFF, 0x00, 0x0A]
    var rest = mail(disclosure) + [0xFF, 0x00, 0x0A]
    if crlf { (message, rest) = (message.withCRLF, rest.withCRLF) }
    let open = try Run(
      "check", "--headers", "--on-error", "open", "--lexicons", "/nowhere", input: message)
    #expect(open.code == 0 && open.output == rest)
    #expect(open.error == "chaperone: /nowhere: No such file or directory\n")
  }

  @Test(arguments: ["report", "defer", "closed"])
  func otherAnswersPrintNothing(answer: String) throws {
    let run = try Run(
      "check", "--headers", "--on-error", answer, "--lexicons", "/nowhere",
      input: mail(disclosure))
    #expect(run.code >= 75 && run.output.isEmpty)
  }

  @Test func aMessageOverTheLimitIsReadInPartAndHandedOnWhole() throws {
    let scratch = try ScratchFolder()
    let picture = [UInt8](repeating: UInt8(ascii: "x"), count: 65 << 20)
    for (body, code) in [(disclosure, 1), ("See you at the picnic.", 3)] as [(String, Int32)] {
      let head = """
        From: a@maplehollow.example
        Content-Type: multipart/mixed; boundary=b

        --b

        \(body)
        --b
        Content-Type: image/png


        """
      let message = Array(head.utf8) + picture
      try scratch.write(message, to: "big.eml")
      let run = try Run("check", "--headers", scratch.path("big.eml"))
      #expect(run.code == code)
      #expect(run.output.count > message.count && run.output.suffix(message.count) == message[...])
    }
  }

  @Test func fieldsAreNotWrittenIntoJSON() throws {
    let line = Array(#"{"id":"a","body":"SSN 219-08-4411"}"#.utf8)
    let refused = try Run("check", "--headers", input: line)
    #expect(refused.code == 65 && refused.output.isEmpty)
    #expect(
      refused.error == "chaperone: -: header fields go into mail, and this is a JSON message\n")
    let open = try Run("check", "--headers", "--on-error", "open", input: line)
    #expect(open.code == 0 && open.output == line)
  }

  @Test func ofSeveralJSONMessagesTheOthersAreNamed() throws {
    let lines =
      "\n \r\n{\"id\":\"a\",\"body\":\"fine\"}\n\n{\"id\":\"b\",\"body\":\"SSN 219-08-4411\"}\n"
    let run = try Run("check", "--format", "jsonl", input: Array(lines.utf8))
    #expect(run.code == 3)
    let objects = try run.lines()
    #expect(objects[0]["id"] as? String == "a" && objects[0]["offset"] as? Int == 4)
    #expect(run.text.contains("\"why\":\"only the first of several messages was checked\""))
    let one = try Run("check", input: Array("\n{\"body\":\"SSN 219-08-4411\"}\n\n".utf8))
    #expect(one.code == 1)
  }

  @Test func outputThatCannotBeWrittenIsAnError() throws {
    for command in ["scan", "check", "explain", "text"] {
      let scratch = try ScratchFolder()
      try scratch.write(mail(disclosure), to: "a.eml")
      let status = try scratch.run(
        "sh", "-c",
        "CHAPERONE_LEXICONS='\(Run.lexicons)' '\(Run.binary.path)' \(command) a.eml > /dev/full 2> err"
      )
      let error = try String(contentsOf: scratch.url.appending(path: "err"), encoding: .utf8)
      #expect(status == 74 && error == "chaperone: -: No space left on device\n", "\(command)")
    }
  }
}

/// What a scan writes never replaces what it reads.
@Suite struct EvidenceTests {
  @Test(arguments: ["--matches", "--manifest"])
  func aFileThatIsScannedIsNotReplaced(option: String) throws {
    let scratch = try ScratchFolder()
    let dump = Array("From a@x.example Wed Mar  4 10:00:00 2026\n".utf8) + mail(disclosure)
    try scratch.write(dump, to: "dump.mbox")
    try scratch.link("link.mbox", to: "dump.mbox")
    for name in ["dump.mbox", "link.mbox"] {
      let run = try Run("scan", option, name, "dump.mbox", in: scratch.url)
      #expect(run.code == 64 && run.output.isEmpty)
      #expect(
        run.error
          == "chaperone: \(name) is one of the files to scan and would be replaced: name another\n")
    }
    #expect([UInt8](try Data(contentsOf: scratch.url.appending(path: "dump.mbox"))) == dump)
  }

  @Test func matchesOfAnEarlierRunAreNotScannedUnnoticed() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail(disclosure), to: "mail/a.eml")
    try scratch.write(Array(#"{"body":"SSN 219-08-4411"}"#.utf8), to: "mail/b.jsonl")
    let first = try Run("scan", "--matches", "mail/found", "mail", in: scratch.url)
    #expect(first.code == 1)
    #expect(try Run("scan", "--matches", "mail/found", "mail", in: scratch.url).code == 64)
    try scratch.run("rm", "mail/found")
    let lines = try Run("scan", "--matches", "mail/found", "mail", in: scratch.url)
    #expect(lines.code == 64 && lines.error.contains("mail/found.jsonl is one of the files"))
  }

  @Test func theSameIdIsNotTheSameMessage() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail("SSN 219-08-4411"), to: "1.eml")
    try scratch.write(mail("SSN 219-08-4412"), to: "2.eml")
    try scratch.write(mail("SSN 219-08-4411"), to: "3.eml")
    let run = try Run("scan", "1.eml", "2.eml", "3.eml", in: scratch.url)
    #expect(run.text.ranges(of: "+50  fixed/ssn").count == 2)
    #expect(run.text.contains("3.eml:0  same message as 1.eml:0\n"))
    #expect(run.text.contains("  1 repeats a message reported before\n"))
  }

  @Test func nothingInTheMailSteersTheTerminal() throws {
    let scratch = try ScratchFolder()
    let escape = "\u{1B}[31m"
    let hostile = """
      From: "x\(escape)" <a\(escape)@maplehollow.example>
      Message-ID: <i\(escape)d@x.example>
      Subject: =?utf-8?q?s=1B[31m=E2=80=AE?=
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain; charset="none\(escape)"
      Content-Transfer-Encoding: odd\(escape)

      here \(escape) \u{202E} SSN 219-08-4411 \(escape) x
      --b
      Content-Type: image/png\(escape); name="p\(escape).png"

      --b--
      """
    try scratch.write(Array(hostile.utf8), to: "a\(escape).eml")
    try scratch.write(Array(hostile.utf8), to: "b\(escape).eml")
    try scratch.write([0, 1, 2], to: "c\(escape).bin")
    for arguments in [["scan", "--strict-coverage"], ["explain"], ["text"]] {
      let run = try Run(arguments + [scratch.url.path])
      #expect(!run.output.isEmpty && !run.error.isEmpty)
      for text in [run.text, run.error] {
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"), "\(arguments)")
      }
    }
    let colours = try Run("scan", "--color", "always", "-", input: mail(disclosure))
    #expect(colours.text.contains("\u{1B}[1;31mHIGH  \u{1B}[0m"))
  }
}
