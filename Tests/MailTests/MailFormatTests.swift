import Foundation
import Mail
import Native
import TestSupport
import Testing

@Suite struct MailFormatTests {
  private func format(of text: String, path: FilePath = "mail") -> String? {
    let bytes = Array(text.utf8)
    return MailFormat.recognizing(bytes.span, path: path)?.name
  }

  @Test func everyFormatFileIsListedAndNamed() throws {
    var files: [String] = []
    for name in ["Formats", "Chats"] {
      let folder = Repository.root.appending(path: "Sources/Mail/\(name)")
      files += try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0 != "MboxSeparator.swift" }
    }
    #expect(files.count == MailFormat.all.count)
    for format in MailFormat.all { #expect(MailFormat(named: format.name)?.name == format.name) }
    #expect(MailFormat(named: "pst") == nil)
  }

  @Test func theContentDecides() {
    #expect(format(of: "From a@b.example Mon Jan  2 00:00:00 2023\nA: b\n") == "mbox")
    #expect(format(of: "\u{FEFF}From -\r\nFrom: a@b.example\r\n") == "mbox")
    #expect(format(of: "Received: from x\n\tby y\nSubject: Hi\n\nText\n", path: "a.mbox") == "eml")
    #expect(format(of: "From: a@b.example\nTo: c@d.example\n\n") == "eml")
    #expect(format(of: "From a@b\nFrom: a@b.example\n\n") == "mbox")
    #expect(format(of: "{\"id\":1}\n{\"id\":2}\n") == "jsonl")
    #expect(format(of: "\n {\"body\":\"x\"}", path: "a.eml") == "jsonl")
    #expect(format(of: "{broken\n{\"id\":2}\n") == "jsonl")
    #expect(format(of: "{\"body\":\"" + String(repeating: "x", count: 100_000)) == "jsonl")
  }

  @Test func theNameDecidesWhatTheContentLeavesOpen() {
    #expect(format(of: "{broken\n", path: "a.JSONL") == "jsonl")
    #expect(format(of: "{broken\n") == nil)
    #expect(format(of: "Note: this\nand that\n", path: "a.eml") == "eml")
    #expect(format(of: "Note: this\nand that\n") == nil)
  }

  @Test(arguments: [
    "", "\n\n", "Dear Bo,\nhello\n", "From my point of view\n", "Note: no field of mail\n\nText\n",
    "{\n  \"messages\": [\n", "[{\"id\":1}]", "<html>", "%PDF-1.7", "\u{0}\u{1}\u{2}",
  ])
  func otherFilesAreNone(content: String) {
    #expect(format(of: content) == nil)
  }

  @Test func aFileOfNoFormatSaysWhatItLooksLike() throws {
    let folder = try ScratchFolder()
    let contents: [(String, [UInt8], String)] = [
      (
        "a.gz", [0x1F, 0x8B, 8, 0],
        "no known mail format (compressed with gzip: name the file itself)"
      ),
      (
        "a.pst", Array("!BDN    ".utf8),
        "no known mail format (an Outlook data file: name the file itself)"
      ),
      (
        "a.json", Array("{\n \"a\": 1\n}\n".utf8),
        "no known mail format (JSON, but not one object a line)"
      ),
      ("a.bin", [1, 0, 2], "no known mail format (binary data)"),
      ("a.txt", Array("Dear all\n".utf8), "no known mail format"),
    ]
    for (name, bytes, reason) in contents {
      try folder.write(bytes, to: name)
      let error = #expect(throws: SourceError.self) { _ = try messages(of: folder.path(name)) }
      #expect(error?.reason == reason)
      #expect(error?.sentence == "\(folder.path(name)): \(reason)")
    }
  }

  @Test func anEmlFileIsOneMessageWhateverItHolds() throws {
    let text = "Subject: x\n\nFrom a@b.example Mon Jan  2 00:00:00 2023\nA: b\n\n"
    for bytes in [Array(text.utf8).withLF, Array(text.utf8).withCRLF] {
      for window in [1, 7, 1 << 18] {
        let found = try messages(in: bytes, window: window)
        #expect(found.map(\.offset) == [0])
        #expect(found.map(\.length) == [bytes.count])
        #expect(Array((found.first?.text ?? "").utf8) == bytes)
      }
    }
    #expect(try messages(in: "", format: .eml).isEmpty)
    let cut = try messages(in: Array(text.utf8), format: .eml, window: 8, limit: 20)
    #expect(cut.map(\.length) == [text.utf8.count])
    #expect(cut.first?.text == String(text.prefix(20)))
    #expect(cut.first?.defects == [.tooLarge])
  }

  @Test func junkIsSplitByEveryFormat() throws {
    var generator = SeededGenerator(seed: 77)
    let junk = (0..<50_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for format in MailFormat.all {
      for window in [512, 1 << 20] {
        let found = try messages(in: junk, format: format, window: window)
        // Where messages begin with a known mark, junk has none.
        if format.syntax == .mime || format.name == "jsonl" { #expect(!found.isEmpty) }
        #expect(found.allSatisfy { $0.offset + $0.length <= junk.count })
      }
    }
  }
}
