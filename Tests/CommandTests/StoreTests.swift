import Foundation
import TestSupport
import Testing

/// `scan --out findings.sqlite` and `report`, through the built binary.
@Suite struct StoreTests {
  private static let examples = Repository.root.appending(path: "Examples").path
  /// Mail with everything that a report shows: many levels, defects, copies, guards and channels.
  private static let all = [
    "--profile", Run.profile, "\(examples)/mail.mbox", "\(examples)/messages.jsonl",
    Repository.fixture("mail").path, "\(examples)/mail.mbox",
  ]

  /// Rows that Python's `sqlite3` reads, as text; nil where there is no Python.
  static func rows(_ store: String, _ query: String) throws -> [[String]]? {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else {
      print("no python3 here: its sqlite3 module is not asked")
      return nil
    }
    let scratch = try ScratchFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      """
      import json, sqlite3, sys
      base = sqlite3.connect(sys.argv[1])
      rows = [["" if c is None else str(c) for c in row] for row in base.execute(sys.argv[2])]
      base.commit()
      json.dump(rows, open(sys.argv[3], "w"))
      """, store, query, scratch.path("rows.json"),
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(query)")
    let data = try Data(contentsOf: scratch.url.appending(path: "rows.json"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [[String]])
  }

  private func withoutSeconds(_ report: [UInt8]) -> String {
    String(decoding: report, as: UTF8.self).replacing(#/"seconds":[0-9.]+/#, with: "")
  }

  @Test(
    arguments: ["text", "html", "csv", "sarif", "jsonl"],
    [[], ["--show-matches"], ["--pseudonyms", "KEY"]])
  func aReportOfTheStoreIsTheReportOfTheScan(format: String, style: [String]) throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array("0123456789abcdef0123456789abcdef".utf8), to: "key")
    let style = style.map { $0 == "KEY" ? scratch.path("key") : $0 }
    let scan = ["scan", "--since", "2020-01-01"] + style + Self.all
    let direct = try Run(scan + ["--format", format, "--show", "low"])
    let store = try Run(scan + ["--out", scratch.path("findings.sqlite")])
    #expect(store.code == direct.code && store.output.isEmpty)
    let made = try Run(
      "report", scratch.path("findings.sqlite"), "--format", format, "--show", "low")
    #expect(made.code == 0 && made.error.isEmpty)
    #expect(direct.output.count > 1_000)
    #expect(withoutSeconds(made.output) == withoutSeconds(direct.output))
  }

  /// What is found inside of attached files keeps the place in them.
  @Test(arguments: ["text", "html", "csv", "sarif", "jsonl"])
  func placesInAttachmentsAreKept(format: String) throws {
    let scratch = try ScratchFolder()
    var inner = StoredZip()
    inner.add("term 1/note.txt", Array("Her number:\n219-08-4411\n".utf8))
    var zip = StoredZip()
    let note = "The student starts an out of school suspension on Monday."
    zip.add("forms/note.txt", Array(note.utf8))
    zip.add("forms/more.zip", inner.bytes)
    zip.add("photo.jpg", [0xFF, 0xD8, 0xFF, 0])
    let attached = Data(zip.bytes).base64EncodedString(options: [
      .lineLength76Characters, .endLineWithLineFeed,
    ])
    let text = """
      From: t.okafor@maplehollow.example
      To: office@maplehollow.example
      Subject: forms
      Date: Wed, 4 Mar 2026 10:00:00 -0500
      Message-ID: <forms@maplehollow.example>
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain

      See attached.
      --b
      Content-Type: application/zip; name="forms.zip"
      Content-Disposition: attachment; filename="forms.zip"
      Content-Transfer-Encoding: base64

      \(attached)
      --b--

      """
    try scratch.write(Array(text.utf8), to: "a.eml")
    let direct = try Run("scan", "--format", format, "--show", "low", scratch.path("a.eml"))
    for place in ["forms/note.txt", "forms/more.zip/term 1/note.txt"] {
      let escaped = place.replacing("/", with: "\\/")
      #expect(direct.text.contains(place) || direct.text.contains(escaped), "\(direct.text)")
    }
    let store = scratch.path("f.sqlite")
    #expect(try Run("scan", "--out", store, scratch.path("a.eml")).code == direct.code)
    let made = try Run("report", store, "--format", format, "--show", "low")
    #expect(withoutSeconds(made.output) == withoutSeconds(direct.output))
    let query = "SELECT DISTINCT entry FROM finding_list ORDER BY entry"
    if let entries = try Self.rows(store, query) {
      #expect(entries == [["forms/more.zip/term 1/note.txt"], ["forms/note.txt"]])
    }
  }

  @Test func whatIsMaskedIsNotInTheFile() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array("0123456789abcdef0123456789abcdef".utf8), to: "key")
    let message = mail(
      to: "zdunham28@students.maplehollow.example", subject: "Zeke Dunham",
      "Zeke Dunham, the student, starts an out of school suspension on Monday. SSN 219-08-4411.")
    func store(_ options: String...) throws -> String {
      let run = try Run(
        ["scan", "--profile", Run.profile, "--out", scratch.path("f.sqlite"), "-"] + options,
        input: message)
      #expect(run.code == 1, "\(run.error)")
      let bytes = try Data(contentsOf: scratch.url.appending(path: "f.sqlite"))
      return String(decoding: bytes, as: UTF8.self)
    }
    let masked = try store()
    #expect(masked.contains("out of school suspension"))
    #expect(!masked.contains("219-08-4411") && !masked.contains("Zeke"))
    #expect(masked.contains("okafor"))
    let hidden = try store("--pseudonyms", scratch.path("key"))
    #expect(hidden.contains("out of school suspension"))
    for name in ["219-08-4411", "Zeke", "Dunham", "dunham", "okafor"] {
      #expect(!hidden.contains(name), "\(name)")
    }
    #expect(try store("--show-matches").contains("219-08-4411"))
    let facts = try FileManager.default.attributesOfItem(atPath: scratch.path("f.sqlite"))
    #expect(facts[.posixPermissions] as? Int == 0o600)
  }

  @Test func workersDoNotChangeTheStore() throws {
    let scratch = try ScratchFolder()
    var dumps: [[[String]]] = []
    for jobs in ["1", "4"] {
      let path = scratch.path("\(jobs).sqlite")
      _ = try Run(["scan", "--jobs", jobs, "--out", path] + Self.all)
      var dump: [[String]] = []
      for table in ["messages", "findings", "parties", "scores", "defects", "skipped", "sources"] {
        dump += try Self.rows(path, "SELECT * FROM \(table)") ?? []
      }
      dump += try Self.rows(path, "SELECT run_id FROM run") ?? []
      dumps.append(dump)
    }
    #expect(dumps[0] == dumps[1])
  }

  @Test func aRescanCanBeToldApart() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail(disclosure), to: "a.eml")
    try scratch.write(mail("The bus is late. " + disclosure), to: "b.eml")
    func scan(_ mail: String, _ store: String) throws -> String {
      _ = try Run("scan", "--out", scratch.path(store), scratch.path(mail))
      return scratch.path(store)
    }
    let first = try scan("a.eml", "1.sqlite")
    let again = try scan("a.eml", "2.sqlite")
    let other = try scan("b.eml", "3.sqlite")
    guard let id = try Self.rows(first, "SELECT run_id FROM run") else { return }
    #expect(try Self.rows(again, "SELECT run_id FROM run") == id)
    #expect(try Self.rows(other, "SELECT run_id FROM run") != id)
    let prints = "SELECT fingerprint FROM findings ORDER BY finding"
    #expect(try Self.rows(first, prints) == Self.rows(other, prints))
    #expect(try Self.rows(first, prints)?.isEmpty == false)
  }

  @Test func tablesAndColumnsAreDocumented() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path("f.sqlite")
    _ = try Run(["scan", "--out", path] + Self.all)
    let page = try String(
      contentsOf: Repository.root.appending(path: "Sources/Store/README.md"), encoding: .utf8)
    let columns = """
      SELECT m.name, p.name FROM sqlite_schema m, pragma_table_info(m.name) p WHERE m.type = 'table'
      """
    guard let columns = try Self.rows(path, columns) else { return }
    #expect(columns.count > 70)
    for column in columns {
      #expect(page.contains("`\(column[0])`"), "table \(column[0])")
      #expect(page.contains("`\(column[1])`"), "column \(column[0]).\(column[1])")
    }
    for view in ["finding_list", "message_list"] {
      let count = try Self.rows(path, "SELECT count(*) FROM \(view)")?.first?.first
      let table = view == "finding_list" ? "findings" : "messages"
      #expect(try Self.rows(path, "SELECT count(*) FROM \(table)")?.first?.first == count)
      #expect(count != "0")
    }
  }

  @Test func anInterruptedScanLeavesTheOldStore() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail(disclosure), to: "a.eml")
    let path = scratch.path("f.sqlite")
    _ = try Run("scan", "--out", path, scratch.path("a.eml"))
    let before = try Data(contentsOf: URL(filePath: path))
    // A scan that waits for the rest of its input when it is killed.
    let process = Process()
    process.executableURL = Run.binary
    process.arguments = [
      "scan", "--lexicons", Run.lexicons, "--input-format", "mbox", "--out", path, "-",
    ]
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    let message = "From a@maplehollow.example Wed Mar  4 10:00:00 2026\n"
    pipe.fileHandleForWriting.write(Data(message.utf8) + Data(mail(disclosure)))
    func temporary() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
        .filter { $0.hasPrefix(".f.sqlite.") && $0.hasSuffix(".tmp") }
    }
    for _ in 0..<500 where try temporary().isEmpty { usleep(20_000) }
    #expect(try temporary().count == 1)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(try Run("report", path, "--format", "csv").code == 0)
  }

  @Test func whatIsNoStoreIsToldSo() throws {
    let scratch = try ScratchFolder()
    try scratch.write(mail(disclosure), to: "a.eml")
    try scratch.write([], to: "empty.sqlite")
    try scratch.write(
      Array("SQLite format 3\u{0}".utf8) + [UInt8](repeating: 1, count: 200), to: "bad")
    for name in ["a.eml", "empty.sqlite", "bad"] {
      let run = try Run("report", scratch.path(name))
      #expect(run.code == 65 && run.error.contains("no store of findings"), "\(run.error)")
    }
    let missing = try Run("report", scratch.path("none.sqlite"))
    #expect(missing.code == 66 && missing.error.contains("No such file"))
    let path = scratch.path("f.sqlite")
    _ = try Run("scan", "--out", path, scratch.path("a.eml"))
    #expect(try Run("report", path, "--out", path, "--format", "csv").code == 64)
    if try Self.rows(path, "PRAGMA user_version = 9") != nil {
      let later = try Run("report", path)
      #expect(later.code == 65 && later.error.contains("a store of version 9"), "\(later.error)")
    }
    // Cut off in the middle: an error and no page that looks whole.
    _ = try Run(["scan", "--out", path] + Self.all)
    let bytes = try Data(contentsOf: URL(filePath: path))
    try bytes.prefix(bytes.count / 2).write(to: URL(filePath: path))
    let cut = try Run("report", path, "--format", "html", "--out", scratch.path("page.html"))
    #expect([65, 74].contains(cut.code), "\(cut.error)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("page.html")))
  }

  @Test func aStoreNeedsAFile() throws {
    let run = try Run("scan", "--format", "sqlite", "-", input: mail(disclosure))
    #expect(run.code == 64 && run.error.contains("--out findings.sqlite"))
  }
}
