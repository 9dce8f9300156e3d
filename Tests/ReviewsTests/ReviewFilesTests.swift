import Native
import People
import TestSupport
import Testing

@testable import Reviews

/// What reviewers leave on the disk.
@Suite struct ReviewFilesTests {
  private func judgement(_ print: String, _ answer: Judgement.Answer, _ note: String = "")
    -> Judgement
  {
    Judgement(
      print: print, rule: "fixed/suspension", concern: "student", answer: answer, note: note,
      who: "m.ortiz", day: "2026-11-28")
  }

  @Test func theLastAnswerCountsAndCanBeTakenBack() throws {
    let scratch = try ScratchFolder()
    let path = FilePath(scratch.path("reviews.sqlite"))
    do {
      let store = try ReviewStore(writing: path, keyID: "0a1b2c3d")
      try store.add(judgement("one", .right))
      try store.add(judgement("two", .skipped))
      try store.add(judgement("one", .wrong, "it's «odd»; \u{0} 🙂"))
    }
    let store = try ReviewStore(writing: path, keyID: "0a1b2c3d")
    #expect(
      try store.judgements() == [
        judgement("two", .skipped), judgement("one", .wrong, "it's «odd»; \u{0} 🙂"),
      ])
    #expect(try store.undo()?.answer == .wrong)
    #expect(try store.judgement(on: "one")?.answer == .right)
    #expect(try store.undo()?.print == "two")
    #expect(try store.undo()?.print == "one")
    #expect(try store.undo() == nil)
    #expect(try FileFacts(of: path).permissions & 0o777 == 0o600)
  }

  @Test func anotherKeyOrAnotherFileIsRefused() throws {
    let scratch = try ScratchFolder()
    let path = FilePath(scratch.path("reviews.sqlite"))
    _ = try ReviewStore(writing: path, keyID: "0a1b2c3d")
    let wrongKey = #expect(throws: FileError.self) {
      try ReviewStore(reading: path, keyID: "99999999")
    }
    #expect(wrongKey?.reason.contains("0a1b2c3d") == true)
    #expect(throws: FileError.self) {
      try ReviewStore(reading: FilePath(scratch.path("none.sqlite")), keyID: "0a1b2c3d")
    }
    try scratch.write(Array("From a@b.example\n".utf8), to: "mail.mbox")
    #expect(throws: FileError.self) {
      try ReviewStore(writing: FilePath(scratch.path("mail.mbox")), keyID: "0a1b2c3d")
    }
  }

  // MARK: Suppressions

  private static let print = "0b9fe1c5a7de44c2b5d8e1f0a2b3c4d5"

  @Test func whatIsAddedIsReadAgain() throws {
    let scratch = try ScratchFolder()
    let path = FilePath(scratch.path("suppressions"))
    let until = try #require(CalendarDay(iso: "2027-06-30"))
    let first = SuppressedFinding(
      print: Self.print, rule: "a/b", reason: "club  rules\nof robotics", who: "m.ortiz",
      until: until)
    var second = first
    second.print = String(Self.print.reversed())
    for finding in [first, second] {
      try SuppressionFile.add(finding, to: path, keyID: "0a1b2c3d")
    }
    let file = SuppressionFile(
      try FileReader.contents(of: path, limit: 1 << 20), path: "suppressions")
    #expect(file.diagnostics.isEmpty && file.keyID == "0a1b2c3d")
    #expect(file.findings.map(\.print) == [first.print, second.print])
    #expect(file.findings[0].reason == "club rules of robotics")
    #expect(file.findings[0].until == until)
  }

  @Test func theLastDayHoldsAndTheNextDoesNot() throws {
    func block(_ until: String) -> String {
      "suppress \(Self.print)\n  rule a/b\n  reason x\n  who y\n  until \(until)\n"
    }
    func file(_ text: String) -> SuppressionFile {
      SuppressionFile(Array(text.utf8), path: "suppressions")
    }
    let last = try #require(CalendarDay(iso: "2027-06-30"))
    let next = try #require(CalendarDay(iso: "2027-07-01"))
    let one = file(block("2027-06-30"))
    #expect(one.expired(on: last).isEmpty)
    #expect(one.expired(on: next).map(\.print) == [Self.print])
    // Written again with a later day it goes on.
    let two = file(block("2027-06-30") + block("2028-06-30"))
    #expect(two.diagnostics.isEmpty && two.expired(on: next).isEmpty)
  }

  @Test(arguments: [
    ("suppress abc\n  rule a/b\n  reason x\n  who y\n  until 2027-06-30\n", 1, "no print"),
    ("suppress PRINT\n  rule a/b\n  reason x\n  who y\n  until June\n", 5, "no day"),
    ("suppress PRINT\n  rule a/b\n  reason x\n  who y\n", 1, "without 'until'"),
    ("suppress PRINT\n  rule a/b\n  reason\n  who y\n  until 2027-06-30\n", 3, "says nothing"),
    ("suppress PRINT\n  rule a/b\n  reasn x\n  who y\n  until 2027-06-30\n", 3, "unknown word"),
    ("rule a/b\n", 1, "unknown word"),
  ])
  func mistakesAreToldAtTheirLine(text: String, line: Int, message: String) {
    let text = text.replacing("PRINT", with: Self.print)
    let file = SuppressionFile(Array(text.utf8), path: "suppressions")
    #expect(
      file.diagnostics.contains { $0.place.line == line && $0.message.contains(message) },
      "\(file.diagnostics.map(\.message))")
    #expect(file.findings.isEmpty)
  }
}
