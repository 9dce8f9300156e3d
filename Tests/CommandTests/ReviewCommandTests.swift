import Foundation
import TestSupport
import Testing

/// `review`, and what reads its answers, through the built binary; keys are pressed at a real terminal, which
/// Python lends.
@Suite struct ReviewCommandTests {
  private static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  /// Three messages whose findings the fixed lexicons know.
  private static let messages: [[UInt8]] = [
    mail(subject: "one", disclosure),
    mail(subject: "two", "The student has an out of school suspension. SSN 219-08-4412."),
    mail(subject: "three", "The student got an out of school suspension in March."),
  ]

  private static func mbox(_ messages: [[UInt8]]) -> [UInt8] {
    messages.flatMap {
      Array("From a@maplehollow.example Wed Mar  4 10:00:00 2026\n".utf8) + $0 + [0x0A]
    }
  }

  /// What a terminal saw, and how the program ended.
  private struct Sitting {
    var screen: String
    var isKilled: Bool
    var settingsBefore: String
    var settingsAfter: String
  }

  /// Runs `review` at a terminal of 24 lines and 80 columns, and presses keys.
  private static func sit(
    _ arguments: [String], keys: String, kill: Bool = false, signal: Int32? = nil
  ) throws -> Sitting? {
    guard hasPython else {
      print("no python3 here: nobody sits at the terminal")
      return nil
    }
    let scratch = try ScratchFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      """
      import fcntl, json, os, pty, select, signal, struct, sys, termios, time
      out, keys, end = sys.argv[1:4]
      master, slave = pty.openpty()
      fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
      settings = lambda: repr(termios.tcgetattr(slave))
      before = settings()
      pid = os.fork()
      if pid == 0:
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for number in (0, 1, 2): os.dup2(slave, number)
        os.execv(sys.argv[4], sys.argv[4:])
      seen = b""
      def read(until, seconds):
        global seen
        limit = time.time() + seconds
        while time.time() < limit:
          if select.select([master], [], [], 0.15)[0]:
            seen += os.read(master, 65536)
          elif until(): return
      read(lambda: seen.endswith(b"\\x1b[J"), 60)
      for key in keys:
        os.write(master, key.encode())
        read(lambda: True, 10)
      screen = seen.split(b"\\x1b[H")[-1].decode("utf-8", "replace")
      if end != "0": os.kill(pid, int(end))
      limit = time.time() + 20
      status = None
      while status is None and time.time() < limit:
        read(lambda: True, 0.3)
        done, code = os.waitpid(pid, os.WNOHANG)
        if done: status = code
      if status is None: os.kill(pid, 9); os.waitpid(pid, 0)
      json.dump([screen, status is not None and os.WIFSIGNALED(status), before, settings()], open(out, "w"))
      """, scratch.path("out.json"), keys, "\(kill ? SIGKILL : signal ?? 0)", Run.binary.path,
    ]
    process.arguments? += ["review"] + arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "CHAPERONE_LEXICONS": Run.lexicons, "USER": "m.ortiz",
      "TERM": "xterm",
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let data = try Data(contentsOf: scratch.url.appending(path: "out.json"))
    let values = try #require(JSONSerialization.jsonObject(with: data) as? [Any])
    return Sitting(
      screen: values[0] as? String ?? "", isKilled: values[1] as? Bool ?? false,
      settingsBefore: values[2] as? String ?? "", settingsAfter: values[3] as? String ?? "-")
  }

  /// Prints, answers and lines of `--list`.
  private static func list(_ arguments: [String]) throws -> [(
    print: String, answer: String, rest: String
  )] {
    let run = try Run(["review", "--list"] + arguments)
    #expect(run.code == 0, "\(run.error)")
    return run.text.split(separator: "\n").map { line in
      let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
      return (String(words[0]), String(words[1]), String(words[2]))
    }
  }

  private func scratchWithMail() throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    try scratch.write(Self.mbox(Self.messages), to: "year.mbox")
    return scratch
  }

  private func store(_ scratch: borrowing ScratchFolder) -> [String] {
    ["--store", scratch.path("reviews.sqlite")]
  }

  @Test func nothingIsLostWhenTheReviewIsKilled() throws {
    let scratch = try scratchWithMail()
    let arguments = store(scratch) + [scratch.path("year.mbox")]
    guard let first = try Self.sit(arguments, keys: "rw", kill: true) else { return }
    #expect(first.isKilled)
    #expect(first.screen.contains("1 right, 1 wrong"), "\(first.screen)")
    let afterKill = try Self.list(arguments)
    #expect(afterKill.count == 5)
    #expect(afterKill.map(\.answer) == ["right", "wrong", "-", "-", "-"])
    // It goes on where it was, and undo reaches back before the break.
    let second = try #require(try Self.sit(arguments, keys: ""))
    #expect(second.screen.contains("review  3 of 5"), "\(second.screen)")
    let third = try #require(try Self.sit(arguments, keys: "snclub\rurq"))
    #expect(!third.isKilled)
    let answers = try Self.list(arguments).map(\.answer)
    #expect(answers.prefix(2) == ["right", "wrong"], "\(answers)")
    #expect(answers[2...].contains("right"))
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path("reviews.sqlite"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
    let key = try FileManager.default.attributesOfItem(atPath: scratch.path("reviews.key"))
    #expect(key[.posixPermissions] as? Int == 0o600)
  }

  @Test func theTerminalIsGivenBack() throws {
    let scratch = try scratchWithMail()
    let arguments = store(scratch) + [scratch.path("year.mbox")]
    guard let quit = try Self.sit(arguments, keys: "q") else { return }
    #expect(quit.settingsAfter == quit.settingsBefore && !quit.isKilled)
    for signal in [SIGTERM, SIGHUP] {
      let ended = try #require(try Self.sit(arguments, keys: "r", signal: signal))
      #expect(ended.isKilled && ended.settingsAfter == ended.settingsBefore)
    }
    let interrupted = try #require(try Self.sit(arguments, keys: "\u{3}"))
    #expect(!interrupted.isKilled && interrupted.settingsAfter == interrupted.settingsBefore)
  }

  @Test func theScreenIsMaskedAndFits() throws {
    let scratch = try scratchWithMail()
    guard
      let sitting = try Self.sit(
        store(scratch) + ["--color", "never", scratch.path("year.mbox")], keys: "")
    else { return }
    let lines = sitting.screen.replacing(#/\u{1B}\[[KJ]/#, with: "").split(
      separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.count == 24)
    #expect(lines.allSatisfy { $0.count <= 80 && !$0.contains("\u{1B}") })
    #expect(!sitting.screen.contains("4411") && sitting.screen.contains("r right"))
  }

  @Test func anAnswerOutlivesASplitAndOtherPoints() throws {
    let scratch = try scratchWithMail()
    guard try Self.sit(store(scratch) + [scratch.path("year.mbox")], keys: "rwrwr") != nil else {
      return
    }
    let before = try Self.list(store(scratch) + [scratch.path("year.mbox")])
    #expect(!before.contains { $0.answer == "-" })
    // The mailbox in pieces, in another order, with other line breaks and a message in front.
    try scratch.write(
      Self.mbox([mail(subject: "new", "The bus is late."), Self.messages[2]]), to: "new/a.mbox")
    try scratch.write(
      Self.messages[0].flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }, to: "new/b.eml")
    try scratch.write(Self.mbox([Self.messages[1]]), to: "new/c.mbox")
    // Lexicons whose points are all others.
    try scratch.run("cp", "-R", Run.lexicons, scratch.path("Lexicons"))
    let lexicons = scratch.url.appending(path: "Lexicons")
    let files = try #require(
      FileManager.default.enumerator(at: lexicons, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "lexicon" {
      let text = try String(contentsOf: file, encoding: .utf8)
      let heavier = text.replacing(#/(?m)^  \+(\d+)/#) { "  +\((Int($0.1) ?? 0) + 1)" }
      try heavier.write(to: file, atomically: true, encoding: .utf8)
    }
    let after = try Self.list(
      store(scratch) + ["--lexicons", lexicons.path, scratch.path("new")])
    #expect(Set(after.map(\.print)) == Set(before.map(\.print)))
    for item in after {
      #expect(item.answer == before.first { $0.print == item.print }?.answer)
    }
  }

  @Test func aStoreOfFindingsIsReviewedWithoutTheMail() throws {
    let scratch = try scratchWithMail()
    // The first review makes the key.
    let direct = try Self.list(store(scratch) + [scratch.path("year.mbox")])
    let key = scratch.path("reviews.key")
    let out = scratch.path("findings.sqlite")
    _ = try Run("scan", "--review-key", key, "--out", out, scratch.path("year.mbox"))
    let stored = try Self.list(store(scratch) + [out])
    #expect(stored.map(\.print) == direct.map(\.print) && stored.map(\.rest) == direct.map(\.rest))
    #expect(!stored.map(\.rest).joined().contains("4411"))
    _ = try Run("scan", "--out", out, scratch.path("year.mbox"))
    let without = try Run(["review", "--list"] + store(scratch) + [out])
    #expect(without.code == 65 && without.error.contains("--review-key"), "\(without.error)")
    let other = scratch.path("other.key")
    try scratch.write(Array(String(repeating: "ab", count: 32).utf8), to: "other.key")
    try scratch.run("chmod", "600", other)
    _ = try Run("scan", "--review-key", other, "--out", out, scratch.path("year.mbox"))
    let wrong = try Run(["review", "--list"] + store(scratch) + [out])
    #expect(wrong.code == 78 && wrong.error.contains("made with key"), "\(wrong.error)")
  }

  @Test func exportsAreForPrograms() throws {
    let scratch = try scratchWithMail()
    let none = try Run(["review", "--export", "jsonl"] + store(scratch))
    #expect(none.code == 78 && none.error.contains("reviews.key"))
    guard try Self.sit(store(scratch) + [scratch.path("year.mbox")], keys: "wnso\u{7F}\rrq") != nil
    else { return }
    let lines = try Run(["review", "--export", "jsonl"] + store(scratch)).lines()
    #expect(lines.count == 2)
    for line in lines {
      #expect((line["print"] as? String)?.count == 32 && line["who"] as? String == "m.ortiz")
    }
    #expect(lines.compactMap { $0["answer"] as? String } == ["wrong", "right"])
    #expect(lines.compactMap { $0["note"] as? String } == ["", "s"])
    let piped = try Run(["review"] + store(scratch) + [scratch.path("year.mbox")])
    #expect(piped.code == 64 && piped.error.contains("needs a terminal"))
  }

  // MARK: What reads the answers

  @Test func evaluateAndDiffAndFitReadTheAnswers() throws {
    let scratch = try scratchWithMail()
    let mbox = scratch.path("year.mbox")
    guard try Self.sit(store(scratch) + [mbox], keys: "rwrwr") != nil else { return }
    let reviews = ["--reviews", scratch.path("reviews.sqlite")]
    let evaluated = try Run(["evaluate"] + reviews + [mbox])
    #expect(evaluated.code == 0, "\(evaluated.error)")
    #expect(evaluated.text.contains("5 findings of 5 judged by reviewers"), "\(evaluated.text)")
    #expect(evaluated.text.contains(#/all +5 +3 +2 +0\.600 /#))
    try scratch.write(Self.messages[0], to: "one.eml")
    let part = try Run(["evaluate"] + reviews + [scratch.path("one.eml")])
    #expect(part.text.contains("judged before and not found in this mail now"))

    try scratch.run("cp", "-R", Run.lexicons, scratch.path("Lexicons"))
    let file = scratch.url.appending(path: "Lexicons/fixed.lexicon")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("suspension", with: "suspensioon").write(
      to: file, atomically: true, encoding: .utf8)
    let diff = try Run(
      ["lexicon", "diff", Run.lexicons, scratch.path("Lexicons"), "--without-time", "--on", mbox]
        + reviews)
    #expect(diff.text.contains(#/reviewed  lost findings: \d right, \d wrong/#), "\(diff.text)")

    let fit = try Run(["lexicon", "fit"] + reviews + [mbox])
    #expect(fit.code == 0 && fit.text.contains("3 labelled messages"), "\(fit.text)\(fit.error)")
    let without = try Run(["lexicon", "fit", mbox])
    #expect(without.code == 65)
  }

  @Test func linesOfAChatAreLabelledByAnswers() throws {
    let scratch = try ScratchFolder()
    let chat = scratch.path("WhatsApp Chat with Grade 7.txt")
    try scratch.write(
      Array(
        """
        3/4/26, 10:00 AM - Tom Okafor: The student got an out of school suspension in March.
        3/4/26, 10:01 AM - Ana Prado: Thanks, see you at the game.
        3/4/26, 10:02 AM - Tom Okafor: The student has an out of school suspension again.

        """.utf8), to: "WhatsApp Chat with Grade 7.txt")
    guard try Self.sit(store(scratch) + [chat], keys: "rrrr") != nil else { return }
    #expect(try !Self.list(store(scratch) + [chat]).contains { $0.answer == "-" })
    let fit = try Run("lexicon", "fit", "--reviews", scratch.path("reviews.sqlite"), chat)
    #expect(fit.code == 0 && fit.text.contains("2 labelled messages"), "\(fit.text)\(fit.error)")
  }

  // MARK: Suppressions

  @Test func whatIsSuppressedIsLeftOutAndCounted() throws {
    let scratch = try scratchWithMail()
    let mbox = scratch.path("year.mbox")
    guard
      let sitting = try Self.sit(
        store(scratch) + ["--today", "2026-11-26", mbox], keys: "xasked of the principal\r\rq")
    else { return }
    #expect(!sitting.isKilled)
    let file = scratch.path("suppressions")
    let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    #expect(text.contains("reason  asked of the principal") && text.contains("until   2027-11-26"))
    func scan(_ arguments: String...) throws -> Run {
      try Run(["scan", "--suppressions", file] + arguments + [mbox])
    }
    func findings(_ run: Run) throws -> Int {
      try run.lines().dropLast().reduce(0) { $0 + (($1["findings"] as? [Any])?.count ?? 0) }
    }
    let all = try Run("scan", "--format", "jsonl", mbox)
    let some = try scan("--today", "2027-11-26", "--format", "jsonl")
    #expect(try findings(all) == 5)
    #expect(try findings(some) == 4)
    let coverage = try #require(some.lines().last?["coverage"] as? [String: Any])
    #expect(coverage["suppressed"] as? Int == 1 && coverage["expired_suppressions"] as? Int == 0)
    // The score is without it too.
    let scores = { (run: Run) in try run.lines().compactMap { $0["score"] as? Int } }
    #expect(try scores(some).reduce(0, +) < scores(all).reduce(0, +))
    #expect(try scan("--today", "2027-11-26").text.contains("1 finding in 1 message suppressed"))
    for format in ["html", "csv"] {
      let report = try scan("--today", "2027-11-26", "--format", format)
      #expect(report.text.contains("1 finding in 1 message suppressed"), "\(format)")
    }
    #expect(
      try scan("--today", "2027-11-26", "--format", "sarif").text.contains(#""suppressed":1"#))
    // From the day after on it is there again, and somebody is told.
    let expired = try scan("--today", "2027-11-27", "--format", "jsonl")
    #expect(try findings(expired) == 5)
    #expect(expired.error.contains("expired on 2027-11-26: asked of the principal"))
    #expect(try scan("--today", "2027-11-27").text.contains("1 suppression has expired"))
    // A store says the same.
    let out = scratch.path("f.sqlite")
    _ = try scan("--today", "2027-11-26", "--out", out)
    for format in ["text", "html", "csv", "sarif"] {
      #expect(
        try Run("report", out, "--format", format).output
          == scan("--today", "2027-11-26", "--format", format).output, "\(format)")
    }
  }

  @Test func anotherLineOfTheRuleCountsInstead() throws {
    let scratch = try ScratchFolder()
    let twice = mail(
      subject: "twice", "SSN 219-08-4411 is a test number.\n\nAnd that student has SSN 219-08-4412."
    )
    try scratch.write(twice, to: "a.eml")
    let first = try Self.list(store(scratch) + [scratch.path("a.eml")])
    #expect(first.count == 1)
    try scratch.write(
      Array(
        """
        suppress \(first[0].print)
          rule fixed/ssn
          reason a number from the state's manual
          who m.ortiz
          until 2030-01-01

        """.utf8), to: "suppressions")
    func match(_ arguments: String...) throws -> [[String: Any]] {
      let run = try Run(
        ["scan", "--format", "jsonl", "--show-matches"] + arguments + [scratch.path("a.eml")])
      return try #require(run.lines().first?["findings"] as? [[String: Any]])
    }
    #expect(try match().compactMap { $0["match"] as? String } == ["219-08-4411"])
    let left = try match("--suppressions", scratch.path("suppressions"))
    #expect(left.compactMap { $0["match"] as? String } == ["219-08-4412"])
  }

  @Test func aFileOfSuppressionsThatIsNotUnderstoodStopsTheScan() throws {
    let scratch = try scratchWithMail()
    _ = try Self.list(store(scratch) + [scratch.path("year.mbox")])
    try scratch.write(Array("suppress x\n".utf8), to: "suppressions")
    let run = try Run(
      "scan", "--suppressions", scratch.path("suppressions"), scratch.path("year.mbox"))
    #expect(run.code == 78 && run.error.contains("suppressions:1:"), "\(run.error)")
    let missing = try Run("scan", "--suppressions", scratch.path("none"), scratch.path("year.mbox"))
    #expect(missing.code == 66)
  }
}
