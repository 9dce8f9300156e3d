import Foundation
import Mail
import Native
import TestSupport
import Testing

/// Splits the shared mailboxes, and compares with what others say of them.
@Suite struct SharedMailboxTests {
  private func shared(_ path: String) -> URL? {
    guard let url = Repository.shared?.appending(path: path),
      FileManager.default.fileExists(atPath: url.path)
    else {
      print("skipped: no shared material at \(path)")
      return nil
    }
    return url
  }

  /// What MimeKit's tests say of one message.
  private struct Expected: Decodable {
    var mboxMarkerOffset: Int
    var beginOffset: Int
    var endOffset: Int
  }

  @Test(arguments: ["content-length", "issue1189"], ["unix", "dos"])
  func agreesWithMimeKit(name: String, lineBreaks: String) throws {
    guard let folder = shared("data/mime/mimekit/UnitTests/TestData/mbox") else { return }
    var mailbox = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).mbox.txt")))
    if lineBreaks == "dos" { mailbox = mailbox.withCRLF }
    var json = try Data(contentsOf: folder.appending(path: "\(name).\(lineBreaks)-offsets.json"))
    if json.starts(with: [0xEF, 0xBB, 0xBF]) { json = json.dropFirst(3) }
    let expected = try JSONDecoder().decode([Expected].self, from: json)
    let found = try messages(in: mailbox)
    #expect(found.map(\.offset) == expected.map(\.beginOffset))
    // Where no empty line stands before a separator, the line break belongs to the message's last
    // line here, and to the separator there.
    for (message, expected) in zip(found, expected) {
      let rest = mailbox[expected.endOffset...].prefix(
        message.offset + message.length - expected.endOffset)
      let isLineBreak = rest.elementsEqual([0x0A]) || rest.elementsEqual([0x0D, 0x0A])
      #expect(rest.isEmpty || (isLineBreak && mailbox[rest.startIndex - 1] != 0x0A))
      #expect(message.offset + message.length >= expected.endOffset)
    }
  }

  @Test func agreesWithMime4j() throws {
    guard let folder = shared("data/mime/mime4j/mbox/src/test/resources/test-1") else { return }
    let found = try messages(of: folder.appending(path: "mbox.rlug").path).messages
    #expect(found.count == 5)
    for (index, message) in found.enumerated() {
      let data = try Data(contentsOf: folder.appending(path: "mbox.rlug-\(index)"))
      let text = String(decoding: data, as: UTF8.self)
      #expect(
        message.text.trimmingCharacters(in: .newlines) == text.trimmingCharacters(in: .newlines))
    }
  }

  /// Counts messages as an independent count of separator lines does.
  ///
  /// It counted lines that begin with "From " and have a weekday, a time and a year. Six lines of the
  /// mailing list begin so and are sentences; they must stay text.
  @Test(arguments: [
    ("enron-ucb-categories", 1700), ("linux-mips-40MB", 5287), ("modern-mime-40MB", 721),
    ("pipermail-10MB", 3256), ("spamassassin-easy-ham-1", 2475), ("spamassassin-hard-ham-1", 240),
    ("spamassassin-spam-2", 1310), ("trec07p-ham-20MB", 2367),
  ])
  func findsEveryMessageOfARealMailbox(name: String, count: Int) throws {
    guard let file = shared("data/mail/\(name).mbox.xz") else { return }
    let folder = try ScratchFolder()
    guard try folder.run("sh", "-c", "xz -dc '\(file.path)' > mail") == 0 else {
      print("skipped: no xz")
      return
    }
    let bytes = try FileReader.contents(of: FilePath(folder.path("mail")), limit: 1 << 30)
    let (found, error) = try messages(of: folder.path("mail"))
    #expect(error == nil)
    #expect(found.count == count)
    #expect(found.allSatisfy { $0.defects.isEmpty })
    // Nothing is lost: separators, messages and one empty line make up the file.
    var end = 0
    for message in found {
      #expect(message.offset > end)
      end = message.offset + message.length
    }
    #expect(bytes.count - end <= 2)
    let small = try messages(of: folder.path("mail"), window: 10_007).messages
    #expect(small.map(\.offset) == found.map(\.offset))
    #expect(small.map(\.length) == found.map(\.length))
    // Lines that begin with "From " and separate nothing: six sentences in one mailing list.
    var lines = bytes.starts(with: Array("From ".utf8)) ? 1 : 0
    let needle = Array("\nFrom ".utf8)
    var from = 0
    while let next = bytes.span.firstOffset(of: needle.span, from: from) {
      lines += 1
      from = next + 1
    }
    #expect(lines - found.count == (name == "pipermail-10MB" ? 6 : 0))
  }
}
