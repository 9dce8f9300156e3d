import Foundation
import TestSupport
import Testing

/// Exports of chats through the command line.
@Suite struct ExportScanTests {
  private static let rules = ["--lexicons", "Tests/Fixtures/commands/Lexicons"]

  @Test func anExportIsScannedLikeMail() throws {
    let run = try Run(
      ["scan", "--format", "jsonl", "--quiet"] + Self.rules + ["Tests/Fixtures/exports/slack"])
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 7, "six messages and the coverage: \(run.error)")
    #expect(lines.dropLast().allSatisfy { $0.contains("\"channel\":\"chat\"") })
    #expect(run.text.contains("\"from\":\"r.vance@maplehollow.example\""))
    #expect(lines.last?.contains("\"messages\":6,\"scanned\":6") == true)
  }

  /// In an archive an export says what it says in a folder, wherever its lists of people stand.
  @Test(
    arguments: [
      "slack", "google-chat", "groupme", "discord", "discord-csv", "x", "instagram", "teams",
    ],
    ["zip", "tar", "tar.gz"])
  func aPackedExportIsReadLikeItsFolder(name: String, kind: String) throws {
    let scratch = try ScratchFolder()
    let root = Repository.fixture("exports/\(name)")
    let walk = FileManager.default.enumerator(atPath: root.path)
    var files: [String] = []
    while let file = walk?.nextObject() as? String {
      if !root.appending(path: file).isFolder { files.append(file) }
    }
    // The lists, whose names are shorter words, come last or at least not all before the messages.
    files.sort(by: >)
    let archive = scratch.path("\(name).\(kind)")
    if kind == "zip" {
      var zip = StoredZip()
      for file in files {
        zip.add(file, [UInt8](try Data(contentsOf: root.appending(path: file))))
      }
      try scratch.write(zip.bytes, to: "\(name).zip")
    } else {
      try scratch.write(Array(files.joined(separator: "\n").utf8), to: "list")
      let flag = kind == "tar" ? "cf" : "czf"
      #expect(
        try scratch.run("tar", flag, archive, "-C", root.path, "-T", scratch.path("list")) == 0)
    }
    func verdicts(_ path: String) throws -> [String] {
      let run = try Run(["scan", "--format", "jsonl", "--quiet"] + Self.rules + [path])
      #expect([0, 1].contains(run.code), "\(run.error)")
      // Who is who and all else; the sources have other names and another order, and so has what was not read.
      let text = run.text.replacing(#/"seconds":[0-9.]+/#, with: "").replacing(path + "/", with: "")
      return text.split(separator: "\n").flatMap {
        $0.hasPrefix("{\"coverage\"")
          ? $0.split(separator: #/[\[{}]+,?/#).map(String.init) : [String($0)]
      }.sorted()
    }
    let folder = try verdicts(root.path)
    #expect(folder.count > 1)
    #expect(try verdicts(archive) == folder)
  }

  @Test func workersMakeNoDifference() throws {
    let paths = ["Tests/Fixtures/exports"]
    let one = try Run(["scan", "--format", "jsonl", "--jobs", "1"] + Self.rules + paths)
    let two = try Run(["scan", "--format", "jsonl", "--jobs", "2"] + Self.rules + paths)
    func plain(_ run: Run) -> String { run.text.replacing(#/"seconds":[0-9.]+/#, with: "") }
    #expect(plain(one) == plain(two))
  }

  @Test func columnsAreNamed() throws {
    let table = Array("When,Who,What\n2026-03-04T10:00:00Z,kyra@maplehollow.example,hello\n".utf8)
    let run = try Run(
      "text", "--format", "jsonl", "--columns", "date=When,from=Who,body=What", "-", input: table)
    #expect(run.code == 0)
    #expect(run.text.contains("\"from\":\"kyra@maplehollow.example\""))
    #expect(run.text.contains("\"text\":\"hello\""))
    #expect(run.text.contains("\"date\":\"2026-03-04T10:00:00Z\""))
    let wrong = try Run("text", "--columns", "what=When", "-", input: table)
    #expect(wrong.code == 64)
    #expect(wrong.error.contains("meanings are id, date, from, to, body"))
  }

  @Test func damageIsToldAndMakesCoverageIncomplete() throws {
    let folder = try ScratchFolder()
    let text = #"[{"type":"message","user":"U1","ts":"1772632800.1","text":"hello"},{"type":"mess"#
    try folder.write(Array(text.utf8), to: "day.json")
    let run = try Run(["scan", "--format", "jsonl"] + Self.rules + [folder.path("day.json")])
    #expect(run.code == 3)
    #expect(run.text.contains("damaged message: the string has no end, byte 8"))
  }

  @Test func checkRefusesAnExport() throws {
    let text = #"[{"type":"message","user":"U1","ts":"1772632800.1","text":"hello"}]"#
    let run = try Run(["check"] + Self.rules + ["-"], input: Array(text.utf8))
    #expect(run.code == 65)
    #expect(run.error.contains("an export of chats (slack): chaperone scan reads all its messages"))
  }

  @Test func foundMessagesAreWrittenAsLinesThatCanBeReadAgain() throws {
    let folder = try ScratchFolder()
    let chat = """
      3/14/24, 8:01 PM - Kyra: hi
      3/14/24, 8:02 PM - Wes: the student has an out of school suspension, ssn 219-08-4411
      """
    try folder.write(Array(chat.utf8), to: "chat.txt")
    let found = folder.path("found.mbox")
    let run = try Run(
      ["scan", "--at", "low", "--matches", found] + Self.rules + [folder.path("chat.txt")])
    #expect(run.code == 1, "\(run.error)")
    let again = try Run("text", "--format", "jsonl", found + ".jsonl")
    #expect(again.text.contains("out of school suspension"))
    #expect(again.text.contains("\"from\":\"whatsapp:Wes\",\"to\":[\"whatsapp:Kyra\"]"))
    #expect(again.text.split(separator: "\n").count == 1)
  }
}

extension URL {
  fileprivate var isFolder: Bool {
    (try? resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
  }
}
