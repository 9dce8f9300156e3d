import Foundation
import TestSupport
import Testing

/// Whatever is wrong with an input, it is named, the rest is scanned, and coverage says so.
@Suite struct BadInputTests {
  private func coverage(of run: Run) throws -> (messages: Int, why: [String]) {
    let record = try #require(try run.lines().last?["coverage"] as? [String: Any])
    let skipped = try #require(record["skipped"] as? [[String: Any]])
    return (try #require(record["messages"] as? Int), skipped.compactMap { $0["why"] as? String })
  }

  @Test func aMissingFileIsNamedAndTheRestIsScanned() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail("Nothing here."), to: "a.eml")
    let both = try Run("scan", "--format", "jsonl", scratch.path("no"), scratch.path("a.eml"))
    #expect(both.code == 3)
    #expect(both.error.contains("no: No such file or directory"))
    #expect(try coverage(of: both).messages == 1)
    #expect(try Run("scan", scratch.path("no")).code == 66)
  }

  @Test func filesOfNoMailFormatAreNamed() throws {
    let scratch = try ScratchFolder()
    try scratch.write([0x1F, 0x8B, 8, 0] + (0..<200).map { UInt8($0) }, to: "dump.mbox.gz")
    try scratch.write([0, 1, 2, 3, 0, 255, 254, 0, 9], to: "noise.bin")
    try scratch.write([], to: "empty.mbox")
    try scratch.write(mail(disclosure), to: "a.eml")
    let run = try Run("scan", "--format", "jsonl", scratch.url.path)
    #expect(run.code == 1)
    let coverage = try coverage(of: run)
    #expect(coverage.messages == 1)
    #expect(coverage.why.contains { $0.contains("dump.mbox.gz") || $0.contains("damaged archive") })
    #expect(coverage.why.contains { $0.contains("no known mail format (binary data)") })
    #expect(try Run("scan", scratch.path("noise.bin")).code == 65)
    #expect(try Run("scan", scratch.path("empty.mbox")).code == 0)
  }

  @Test func aLoopOfLinksIsNamed() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail("x"), to: "a/1.eml")
    try scratch.link("a/loop", to: "../a")
    let run = try Run("scan", "--format", "jsonl", scratch.url.path)
    #expect(run.code == 3)
    #expect(run.error.contains("leads back to a folder that is read already"))
    #expect(try coverage(of: run).messages == 1)
  }

  @Test func tmpOfAMaildirIsNeverOpened() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail("x"), to: "M/cur/1:2,S")
    try scratch.write(mail("y"), to: "M/new/2")
    try scratch.write(mail(disclosure), to: "M/tmp/3")
    let run = try Run("scan", "--format", "jsonl", scratch.path("M"))
    #expect(run.code == 0)
    #expect(try coverage(of: run).messages == 2)
  }

  @Test func truncatedMailIsReadAsFarAsItGoes() throws {
    let scratch = try ScratchFolder()
    let cut = """
      From a@x.example Wed Mar  4 10:00:00 2026
      From: a@maplehollow.example
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain

      SSN 219-08-4411
      --b
      Content-Type: text/plain
      Content-Transfer-Encoding: base64

      VGhlIHN0dWRlbnQg
      """
    try scratch.write(Array(cut.utf8), to: "cut.mbox")
    let run = try Run("scan", "--format", "jsonl", scratch.path("cut.mbox"))
    #expect(run.code == 1)
    let defects = try #require(try run.lines()[0]["defects"] as? [String])
    #expect(defects.contains { $0.hasPrefix("multipart ends without its closing boundary") })
  }

  @Test func badLinesOfJSONAreNamedAndTheOthersScanned() throws {
    let lines = """
      {"id":"good","channel":"sms","unknown":{"a":[1,2]},"from":"x","to":"y","body":"SSN 219-08-4411"}
      {"id":"bad","body":
      not json at all
      {"id":"last","body":"SSN 219-08-4412"}
      """
    let run = try Run("scan", "--format", "jsonl", "-", input: Array(lines.utf8))
    #expect(run.code == 1)
    let verdicts = try run.lines()
    #expect(verdicts.count == 5)
    #expect(verdicts[0]["id"] as? String == "good" && verdicts[0]["channel"] as? String == "sms")
    #expect(verdicts[3]["id"] as? String == "last" && verdicts[3]["risk"] as? String == "medium")
    let coverage = try coverage(of: run)
    #expect(
      coverage.why.count == 2 && coverage.why.allSatisfy { $0.contains("not a JSON message") })
    #expect(coverage.why[1].contains("line 3"), "\(coverage.why)")
  }

  @Test func textTellsTheSameDefectsAsScan() throws {
    let lines = "{\"id\":\"good\",\"body\":\"x\"}\nnot json at all\n"
    let run = try Run("text", "--format", "jsonl", "-", input: Array(lines.utf8))
    let defects = try #require(try run.lines()[1]["defects"] as? [String])
    #expect(defects.contains { $0.hasPrefix("not a JSON message: line 2, ") }, "\(defects)")
  }

  @Test func tenThousandNestedPartsAreBounded() throws {
    var message = "From: a@maplehollow.example\nContent-Type: multipart/mixed; boundary=b0\n\n"
    for depth in 0..<10_000 {
      message += "--b\(depth)\nContent-Type: multipart/mixed; boundary=b\(depth + 1)\n\n"
    }
    let run = try Run("scan", "--format", "jsonl", "-", input: Array(message.utf8))
    #expect(run.code == 3)
    let coverage = try coverage(of: run)
    #expect(
      coverage.why.contains { $0.hasPrefix("nested too deeply") }, "\(coverage.why.prefix(3))")
  }

  @Test func oneLineOf200MBIsReadUpToTheLimit() throws {
    let scratch = try ScratchFolder()
    var head = mail("The student has an out of school suspension. SSN 219-08-4411 ")
    head.removeLast()
    try scratch.write(head, to: "long.eml")
    let handle = try FileHandle(forWritingTo: scratch.url.appending(path: "long.eml"))
    try handle.seekToEnd()
    let block = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<200 { try handle.write(contentsOf: block) }
    try handle.close()
    let run = try Run("scan", "--format", "jsonl", scratch.path("long.eml"))
    #expect(run.code == 1)
    #expect(try coverage(of: run).why.contains { $0.hasPrefix("over the size limit") })
    #expect(Sanitizers.areOn || run.peakMemory < 700 << 20, "\(run.peakMemory >> 20) MB")
  }

  @Test func encryptedMailIsCountedAsUnread() throws {
    let message = """
      From: a@maplehollow.example
      Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b

      --b
      Content-Type: application/pgp-encrypted

      Version: 1
      --b
      Content-Type: application/octet-stream

      -----BEGIN PGP MESSAGE-----
      --b--
      """
    let run = try Run("scan", "--format", "jsonl", "-", input: Array(message.utf8))
    #expect(run.code == 3)
    #expect(try coverage(of: run).why.contains { $0.hasPrefix("encrypted") })
  }

  @Test func imagesCountOnlyWhenCoverageIsStrict() throws {
    let message = Array(
      "From: a@maplehollow.example\nContent-Type: image/png; name=photo.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
        .utf8)
    #expect(try Run("scan", "-", input: message).code == 0)
    let strict = try Run("scan", "--strict-coverage", "--format", "jsonl", "-", input: message)
    #expect(strict.code == 3)
    #expect(try coverage(of: strict).why.contains { $0.contains("photo.png") })
  }
}
