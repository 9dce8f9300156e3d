import Foundation
import Mail
import Native
import TestSupport
import Testing

/// How exports are split: whatever the windows, and whatever is broken.
@Suite struct ExportSplitTests {
  /// Every file of the fixtures that holds messages of chats, with its format.
  static let files: [String] = {
    let root = Repository.fixture("exports")
    var files: [String] = []
    let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    while let url = walk?.nextObject() as? URL {
      guard let data = try? Data(contentsOf: url), url.pathExtension != "jsonl" else { continue }
      let bytes = [UInt8](data)
      let format = MailFormat.recognizing(bytes.span, path: FilePath(url.path))
      if let format, format.name != "companion" { files.append(url.path) }
    }
    return files.sorted()
  }()

  @Test func thereAreFiles() {
    #expect(Self.files.count > 20)
  }

  @Test(arguments: files)
  func windowsMakeNoDifference(file: String) throws {
    let whole = try messages(of: file)
    #expect(!whole.messages.isEmpty)
    for window in [1, 7, 64, 1 << 20] {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
      let format = MailFormat.recognizing(bytes.span, path: FilePath(file))
      let split = try messages(of: file, format: format, window: window)
      #expect(split.messages == whole.messages, "window \(window)")
      #expect(split.error == whole.error)
    }
  }

  /// Nothing is lost in silence: a file that was cut has its messages up to the cut, and a defect or a
  /// problem that tells of the cut, unless it stands between two messages of a format without an end.
  @Test(arguments: files)
  func aFileThatWasCutSaysSo(file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    let known = MailFormat.recognizing(bytes.span, path: FilePath(file))
    let format = try #require(known)
    let whole = try messages(of: file)
    let hasEnd = file.hasSuffix(".json")
    let folder = try ScratchFolder()
    var parser = MessageParser()
    var message = Message()
    for step in 1..<20 {
      let cut = Array(bytes[..<(bytes.count * step / 20)])
      try folder.write(cut, to: "cut")
      let split = try messages(of: folder.path("cut"), format: format)
      #expect(split.messages.count <= whole.messages.count)
      let before = whole.messages.filter { $0.offset + $0.length <= cut.count }.count
      #expect(split.messages.count >= before - 1, "cut at \(cut.count)")
      guard hasEnd, let last = bytes.lastIndex(where: { $0 > 0x20 }), cut.count <= last else {
        continue
      }
      var isTold = split.error != nil
      var reader = try MessageReader(path: FilePath(folder.path("cut")), format: format)
      while let batch = try? reader.next() {
        for slice in batch.messages {
          parser.parse(batch.bytes.span.extracting(slice.range), as: slice.syntax, into: &message)
          if slice.defects(with: message.defects).contains(where: \.losesCoverage) { isTold = true }
        }
      }
      #expect(isTold, "cut at \(cut.count) of \(bytes.count)")
    }
  }

  /// A byte that is lost anywhere crashes nothing, and costs few messages.
  @Test(arguments: files)
  func aByteThatIsLostCostsLittle(file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    let known = MailFormat.recognizing(bytes.span, path: FilePath(file))
    let format = try #require(known)
    let folder = try ScratchFolder()
    var generator = SeededGenerator(seed: 7)
    var parser = MessageParser()
    var message = Message()
    for _ in 0..<10 {
      var broken = bytes
      broken.remove(at: Int.random(in: 0..<bytes.count, using: &generator))
      try folder.write(broken, to: "broken")
      let whole = try messages(of: folder.path("broken"), format: format)
      let windowed = try messages(
        of: folder.path("broken"), format: format, window: max(97, bytes.count / 16))
      #expect(windowed.messages == whole.messages)
      #expect(windowed.error == whole.error)
      var reader = try MessageReader(
        path: FilePath(folder.path("broken")), format: format,
        windowBytes: max(97, bytes.count / 16))
      do throws(SourceError) {
        while let batch = try reader.next() {
          for slice in batch.messages {
            let text = batch.bytes.span.extracting(slice.range)
            parser.parse(text, as: slice.syntax, into: &message)
            for part in message.parts where part.encoding != .composed {
              #expect(part.body.upperBound <= text.count)
            }
            for part in message.parts where part.encoding == .composed {
              #expect(part.body.upperBound <= message.composed.bytes.count)
            }
          }
        }
      } catch {
        #expect(error.sentence.contains("damaged at byte"))
      }
    }
  }

  /// A link that lost its bracket is inside the tag before it, which must not be read again and again.
  @Test(.timeLimit(.minutes(1)))
  func aLinkWithoutItsBracketIsPassedOver() throws {
    let page = """
      <html><title>Kyra N</title><div class="hChatLog"><div class="participants"> \
      <b>to</b> a class="tel" href="tel:+12015550123"><span class="fn">Kyra N</span></a>
      <div class="message"><abbr class="dt" title="2026-03-04T15:00:00Z">3 pm</abbr>: \
      <cite><a class="tel" href="tel:+12015550124">Lee</a></cite>: <q>See you.</q></div></div></html>
      """
    let folder = try ScratchFolder()
    try folder.write(Array(page.utf8), to: "Kyra N - Text.html")
    let split = try messages(of: folder.path("Kyra N - Text.html"), format: .googleVoice)
    #expect(split.messages.count == 1)
  }

  /// What a file is, its head tells, however little of it is read at a time.
  @Test func aDamagedBlockIsTheSameInEveryWindow() throws {
    let folder = try ScratchFolder()
    let text = "Conversation: Kyra\n\nFrom: Ky\n\nFrom: Kyra\nType: incoming\nSent: x\n\nfirst\n"
    try folder.write(Array(text.utf8), to: "Kyra.txt")
    let path = folder.path("Kyra.txt")
    let whole = try messages(of: path, format: .signal)
    #expect(whole.messages.map(\.offset) == [20, 30])
    for window in 1..<text.utf8.count {
      let split = try messages(of: path, format: .signal, window: window)
      #expect(split.messages == whole.messages, "window \(window)")
      #expect(split.error == whole.error, "window \(window)")
    }
  }

  /// A block that lost lines of its header, or a text that looks like one, loses none of its text, and says so.
  @Test func aBlockWithoutItsTypeKeepsItsText() throws {
    let folder = try ScratchFolder()
    let text = """
      Conversation: Kyra

      From: Kyra
      Type: incoming
      Sent: Wed, 4 Mar 2026 08:00:00 -0500

      She wrote me:
      From: Lee
      see you at noon

      at the pool
      """
    try folder.write(Array(text.utf8), to: "Kyra.txt")
    var reader = try MessageReader(path: FilePath(folder.path("Kyra.txt")))
    var parser = MessageParser()
    var message = Message()
    var texts: [String] = []
    var defects: [[Defect]] = []
    while let batch = try reader.next() {
      for slice in batch.messages {
        let bytes = batch.bytes.span.extracting(slice.range)
        parser.parse(bytes, as: slice.syntax, into: &message)
        texts += message.parts.map { String(utf8: bytes.extracting($0.body)) }
        defects.append(message.defects)
      }
    }
    #expect(texts == ["She wrote me:", "see you at noon\n\nat the pool"])
    #expect(defects == [[], [Defect(.damagedMessage, detail: "no type, byte 10")]])
  }

  @Test func damageBetweenMessagesIsAProblemWithItsPlace() throws {
    let folder = try ScratchFolder()
    let text =
      #"[{"type":"message","ts":"1.0","text":"a"} ?? {"type":"message","ts":"2.0","text":"b"}]"#
    try folder.write(Array(text.utf8), to: "day.json")
    let split = try messages(of: folder.path("day.json"))
    #expect(split.messages.map(\.text.count) == [40, 40])
    #expect(split.error?.reason == "damaged at byte 42: a comma is missing")
  }

  @Test func aQuoteThatIsMissingCostsOneMessage() throws {
    let folder = try ScratchFolder()
    let text = """
      [
        {"type":"message","ts":"1.0","text":"a"},
        {"type":"message","ts":"2.0","text":"b
        ,"user":"U1"},
        {"type":"message","ts":"3.0","text":"c"}
      ]
      """
    try folder.write(Array(text.utf8), to: "day.json")
    let split = try messages(of: folder.path("day.json"))
    #expect(split.messages.count >= 2)
    #expect(split.messages.first?.text == #"{"type":"message","ts":"1.0","text":"a"}"#)
  }

  /// One big document is read in memory that does not grow with it.
  @Test func aLongListStreams() throws {
    let folder = try ScratchFolder()
    let one = #"{"type":"message","ts":"1772632800.0001","user":"U1","text":"hello there"}"#
    let count = 20_000
    let text = "[" + Array(repeating: one, count: count).joined(separator: ",\n") + "]"
    try folder.write(Array(text.utf8), to: "day.json")
    var reader = try MessageReader(path: FilePath(folder.path("day.json")))
    var messages = 0
    var largest = 0
    while let batch = try reader.next() {
      messages += batch.messages.count
      largest = max(largest, batch.bytes.count)
    }
    #expect(messages == count)
    #expect(largest < 1 << 20)
  }
}
