import Foundation
import Mail
import Native
import TestSupport
import Testing

@Suite struct MailStoreTests {
  private let message = Array("Subject: x\n\nText\n".utf8)

  /// The walk as text: paths relative to the folder, problems with their reason.
  private func walk(_ folder: borrowing ScratchFolder, _ names: String...) -> [String] {
    let prefix = folder.url.path + "/"
    var store = MailStore(paths: names.map { FilePath(folder.path($0)) })
    var lines: [String] = []
    while let item = store.next() {
      switch item {
      case .source(let source):
        let mark = source.isMaildirMessage ? " (maildir)" : ""
        lines.append(source.path.description.replacing(prefix, with: "") + mark)
      case .problem(let problem): lines.append("! " + problem.sentence.replacing(prefix, with: ""))
      }
    }
    return lines
  }

  @Test func foldersAreWalkedInByteOrderAndHiddenFilesPassedOver() throws {
    let folder = try ScratchFolder()
    for name in ["b/2.eml", "b/1.eml", "a.mbox", "Z.eml", ".hidden", ".git/x.eml", "b/.swp"] {
      try folder.write(message, to: name)
    }
    #expect(walk(folder, ".") == ["./Z.eml", "./a.mbox", "./b/1.eml", "./b/2.eml"])
    #expect(walk(folder, ".hidden", "b") == [".hidden", "b/1.eml", "b/2.eml"])
    #expect(walk(folder, "none") == ["! none: No such file or directory"])
  }

  @Test func ofAMaildirOnlyCurAndNewAreOpened() throws {
    let folder = try ScratchFolder()
    for name in [
      "M/cur/1:2,S", "M/new/2", "M/tmp/3", "M/cur/.nfs1", "M/dovecot.index.log",
      "M/dovecot-uidlist",
      "M/maildirfolder", "M/subscriptions", "M/courierimapuiddb", "M/.Sent/cur/4:2,",
      "M/.Sent/tmp/5",
      "M/.cache/6", "M/Sub/new/7", "M/notes.txt",
    ] { try folder.write(message, to: name) }
    for name in ["M/.Sent/new", "M/Sub/cur"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
    #expect(
      walk(folder, "M") == [
        "M/.Sent/cur/4:2, (maildir)", "M/Sub/new/7 (maildir)", "M/cur/1:2,S (maildir)",
        "M/new/2 (maildir)", "M/notes.txt",
      ])
  }

  @Test func aFileThatWasEmptiedSinceItWasListedIsAProblem() throws {
    let folder = try ScratchFolder()
    for name in ["1.eml", "2.eml", "3.eml", "4.eml"] { try folder.write(message, to: "in/\(name)") }
    try folder.write([], to: "in/5.mbox")
    var stream = MessageStream(paths: [FilePath(folder.path("in"))])
    var lines: [String] = []
    while let item = stream.next() {
      switch item {
      case .batch(let batch): lines.append(FilePath(batch.source).name.description)
      case .problem(let problem): lines.append("! \(problem.path.name): \(problem.reason)")
      }
      if lines.count == 1 {
        try folder.write([], to: "in/2.eml")
        try FileManager.default.removeItem(atPath: folder.path("in/3.eml"))
      }
    }
    #expect(
      lines == [
        "1.eml", "! 2.eml: became shorter while it was read, or just before",
        "! 3.eml: No such file or directory", "4.eml",
      ])
  }

  @Test func loopsAndDanglingLinksAndPipesAreReported() throws {
    let folder = try ScratchFolder()
    try folder.write(message, to: "a/1.eml")
    try folder.link("a/back", to: "..")
    try folder.link("a/self", to: ".")
    try folder.link("a/gone", to: "nowhere")
    try folder.link("b", to: "a/1.eml")
    try folder.run("mkfifo", "c")
    #expect(
      walk(folder, ".") == [
        "./a/1.eml", "! ./a/back: leads back to a folder that is read already",
        "! ./a/gone: No such file or directory",
        "! ./a/self: leads back to a folder that is read already", "./b",
        "! ./c: Not a regular file",
      ])
  }

  @Test func aStreamReadsEverythingAndNamesWhatItCannot() throws {
    let folder = try ScratchFolder()
    try folder.write(Array(MboxTests.two.utf8), to: "in/a.mbox")
    try folder.write(Array(JSONLinesTests.lines.utf8), to: "in/b.jsonl")
    try folder.write([], to: "in/c")
    try folder.write(Array("Dear all\n".utf8), to: "in/d.txt")
    try folder.write([0xFF, 0xFE, 0], to: "in/e/cur/1:2,S")
    try FileManager.default.createDirectory(
      atPath: folder.path("in/e/new"), withIntermediateDirectories: true)
    try folder.write(message, to: "in/f.eml")
    try folder.run("chmod", "000", "in/f.eml")
    // The superuser may read everything.
    let isAllowed = FileManager.default.isReadableFile(atPath: folder.path("in/f.eml"))
    var stream = MessageStream(paths: [FilePath(folder.path("in"))])
    var lines: [String] = []
    while let item = stream.next() {
      switch item {
      case .batch(let batch):
        let name = FilePath(batch.source).name
        lines.append("\(name) \(batch.syntax) \(batch.messages.count)")
      case .problem(let problem): lines.append("! \(problem.path.name): \(problem.reason)")
      }
    }
    #expect(
      lines == [
        "a.mbox mime 2", "b.jsonl json 4", "! d.txt: no known mail format", "1:2,S mime 1",
        isAllowed ? "f.eml mime 1" : "! f.eml: Permission denied",
      ])
  }

  @Test func aFileThatShrinksIsReadAsFarAsItGoesAndReported() throws {
    let folder = try ScratchFolder()
    let mailbox = String(repeating: MboxTests.two, count: 5_000)
    try folder.write(Array(mailbox.utf8), to: "mail")
    var reader = try MessageReader(path: FilePath(folder.path("mail")), windowBytes: 1 << 16)
    var batches = [try reader.next()].compactMap { $0 }
    try folder.run("truncate", "-s", "200000", "mail")
    let error = #expect(throws: SourceError.self) {
      while let batch = try reader.next() { batches.append(batch) }
    }
    #expect(error == .shrank(FilePath(folder.path("mail"))))
    let slices = batches.flatMap(\.messages)
    #expect(slices.last?.defects == [Defect(.changedWhileReading)])
    #expect(slices.dropLast().allSatisfy { $0.defects.isEmpty })
    #expect(slices.count > 1_000)
    #expect(try reader.next() == nil)
  }
}
