import Foundation
import Lexicons
import Mail
import Native
import People
import TestSupport
import Testing

@testable import Scanning

/// What stands over several lines of a conversation is seen, once, and at its own line.
@Suite struct ConversationWindowTests {
  private static let rules: [Rule] = [
    Make.rule("test/secret", .concern(.boundary), [(40, "do not tell your parents")]),
    Make.rule(
      "test/ride", .concern(.boundary), [(30, "come alone")],
      contexts: [Make.context(.needs, .paragraph, phrases: ["after practice"])]),
    Make.rule("test/late", .concern(.boundary), [(10, "tonight")]),
  ]

  /// The verdicts on a file, through a reader with windows of some size and, if asked, scanned in pieces by several scanners.
  private func verdicts(
    _ text: String, name: String = "chat.txt", window: Int = 1 << 18, scanners: Int = 1
  ) throws -> [Verdict] {
    let folder = try ScratchFolder()
    try folder.write(Array(text.utf8), to: name)
    let ruleset = Ruleset(Make.set(Self.rules))
    let path = FilePath(folder.path(name))
    let bytes = Array(text.utf8)
    let format = MailFormat.recognizing(bytes.span, path: path)
    var reader = try MessageReader(path: path, format: format, windowBytes: window)
    var verdicts: [Verdict] = []
    var first = Scanner(ruleset)
    var second = Scanner(ruleset)
    var batches = 0
    while let batch = try reader.next() {
      batches += 1
      let isFirst = scanners == 1 || batches % 2 == 1
      if isFirst { first.begin(batch) } else { second.begin(batch) }
      for slice in batch.messages {
        let location = MessageLocation(source: "chat", offset: slice.offset, length: slice.length)
        let bytes = batch.bytes.span.extracting(slice.range)
        verdicts.append(
          isFirst
            ? first.scan(bytes, syntax: slice.syntax, at: location)
            : second.scan(bytes, syntax: slice.syntax, at: location))
      }
    }
    return verdicts
  }

  private func line(_ minute: Int, _ name: String, _ text: String) -> String {
    "3/14/24, 8:\(minute < 10 ? "0" : "")\(minute) PM - \(name): \(text)\n"
  }

  @Test func aPhraseOverThreeLinesIsFoundWhereItEnds() throws {
    let text =
      line(1, "Wes", "hey. do not") + line(2, "Wes", "tell your") + line(3, "Wes", "parents ok")
      + line(4, "Kyra", "ok")
    let found = try verdicts(text)
    #expect(found.map { $0.findings.map(\.rule) } == [[], [], ["test/secret"], []])
    let finding = try #require(found[2].findings.first)
    #expect(finding.excerpt.matched == "do not tell your parents")
    // Its place is in its own message: the word that completes it.
    #expect(finding.start == 0)
    #expect(finding.end == "parents".utf8.count)
    let start = try #require(finding.fileStart)
    #expect(Array(text.utf8)[start..<start + 7] == Array("parents".utf8)[...])
  }

  @Test func whatStandsInALineCountsThereOnly() throws {
    let text =
      line(1, "Wes", "tonight") + line(2, "Kyra", "where") + line(3, "Wes", "gym")
      + line(4, "Kyra", "tonight then")
    #expect(try verdicts(text).map { $0.findings.count } == [1, 0, 0, 1])
  }

  @Test func neighboursAreEvidence() throws {
    let needed = line(1, "Kyra", "see you after practice") + line(2, "Wes", "come alone")
    #expect(try verdicts(needed).map { $0.findings.count } == [0, 1])
    #expect(try verdicts(line(2, "Wes", "come alone")).map { $0.findings.count } == [0])
  }

  @Test func anotherWriterBeginsASentenceAndNoPhrase() throws {
    let text = line(1, "Wes", "do not tell") + line(2, "Kyra", "your parents")
    // The words are there, and a full stop between them.
    let found = try verdicts(text)
    #expect(found[0].findings.isEmpty)
  }

  @Test func farLinesAreNoNeighbours() throws {
    let late = line(1, "Kyra", "see you after practice") + line(30, "Wes", "come alone")
    #expect(try verdicts(late).map { $0.findings.count } == [0, 0])
    let between = (0..<9).map { line(2, "Sam", "word \($0)") }.joined()
    let pushed = line(1, "Kyra", "see you after practice") + between + line(3, "Wes", "come alone")
    #expect(try verdicts(pushed).last?.findings.count == 0)
  }

  @Test func otherConversationsAreNoNeighbours() throws {
    func sms(_ number: String, _ text: String, _ second: Int) -> String {
      "<sms address=\"\(number)\" date=\"17726328\(second)000\" type=\"1\" body=\"\(text)\" />\n"
    }
    let text =
      "<smses>\n" + sms("+12015550123", "see you after practice", 10)
      + sms("+12015550124", "come alone", 20) + sms("+12015550123", "come alone", 30) + "</smses>"
    #expect(try verdicts(text, name: "sms.xml").map { $0.findings.count } == [0, 0, 1])
  }

  @Test func theNewestFirstIsReadInTheOrderOfTime() throws {
    func message(_ text: String, _ seconds: Int) -> String {
      "{\"sender_name\":\"Wes\",\"timestamp_ms\":\(seconds)000,\"content\":\"\(text)\"}"
    }
    let text =
      "{\"participants\":[{\"name\":\"Wes\"}],\"messages\":["
      + [
        message("parents ok", 1_772_632_830), message("tell your", 1_772_632_820),
        message("do not", 1_772_632_810),
      ]
      .joined(separator: ",") + "]}"
    let found = try verdicts(text, name: "message_1.json")
    // The line that completes the phrase is the one that is read last, whatever its place in time.
    #expect(found.map { $0.findings.map(\.rule) } == [[], [], ["test/secret"]])
    #expect(found[2].findings.first?.excerpt.matched == "do not tell your parents")
  }

  @Test func windowsAndWorkersMakeNoDifference() throws {
    var text = ""
    let words = [
      "do not", "tell your", "parents", "come alone", "see you after practice", "tonight", "ok",
    ]
    var generator = SeededGenerator(seed: 3)
    for index in 0..<600 {
      let word = words[Int.random(in: 0..<words.count, using: &generator)]
      let name = ["Wes", "Kyra", "Sam"][Int.random(in: 0..<3, using: &generator)]
      text += line(index / 12 % 60, name, word)
      guard index % 50 == 7 else { continue }
      for part in ["do not", "tell your", "parents"] { text += line(index / 12 % 60, "Wes", part) }
    }
    func rendered(_ verdicts: [Verdict]) -> [String] {
      verdicts.map { verdict in
        "\(verdict.location.offset) \(verdict.score) "
          + verdict.findings.map { "\($0.rule) \($0.start)-\($0.end) \($0.points)" }
          .joined(separator: ",")
      }
    }
    let whole = rendered(try verdicts(text))
    #expect(whole.contains { $0.contains("test/secret") })
    for window in [50, 333, 4_096] {
      #expect(try rendered(verdicts(text, window: window, scanners: 1)) == whole)
      #expect(try rendered(verdicts(text, window: window, scanners: 2)) == whole)
    }
  }
}
