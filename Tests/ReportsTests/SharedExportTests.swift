import Foundation
import TestSupport
import Testing

/// The shared exports: every string that must be found is found, and every message is counted.
@Suite struct SharedExportTests {
  private struct Expectation: Decodable {
    var file: String
    var must_contain: [String]
  }

  private static func exports() -> URL? {
    guard let shared = Repository.shared else {
      print("no shared material: skipped")
      return nil
    }
    return shared.appending(path: "data/exports")
  }

  private func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test func everyExpectedStringIsFound() throws {
    guard let exports = Self.exports() else { return }
    let root = exports.appending(path: "synthetic")
    let lines = try String(contentsOf: root.appending(path: "EXPECTED.jsonl"), encoding: .utf8)
    var found = 0
    for line in lines.split(separator: "\n") {
      let wanted = try JSONDecoder().decode(Expectation.self, from: Data(line.utf8))
      let (text, problems) = dump(of: [wanted.file], root: root)
      #expect(problems == [], "\(wanted.file)")
      let read = squeezed(Self.decoded(text))
      for string in wanted.must_contain {
        #expect(read.contains(squeezed(string)), "\(wanted.file): \(string)")
        found += 1
      }
    }
    #expect(found > 30)
  }

  /// All strings of JSON Lines, decoded, one after another.
  private static func decoded(_ lines: String) -> String {
    var result = ""
    for line in lines.split(separator: "\n") {
      guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)) else { continue }
      append(value, to: &result)
    }
    return result
  }

  private static func append(_ value: Any, to result: inout String) {
    switch value {
    case let text as String: result += text + "\n"
    case let list as [Any]: for item in list { append(item, to: &result) }
    case let members as [String: Any]: for item in members.values { append(item, to: &result) }
    default: break
    }
  }

  @Test(arguments: [
    ("telegram/chat-analytics/DM_2A_7M.json", 8),
    ("telegram/chat-analytics/BIG_20A_5475M.json", 5475),
    ("telegram/chat-miner/test_single_export.json", 2),
    ("telegram/chat-miner/test_batch_export.json", 2),
    ("instagram/chat-miner/test_export.json", 2),
    ("synthetic/sms-backup-restore/sms-20240301.xml", 3),
    ("synthetic/whatsapp/_chat.txt", 4),
    ("synthetic/discord-package/messages/c100/messages.csv", 2),
    (
      "synthetic/google-takeout/Takeout/Google Chat/Groups/DM AAAAAAAAAAE/messages.json", 3
    ),
    ("synthetic/twitter-x/data/direct-messages-group.js", 2),
  ])
  func everyMessageIsCounted(file: String, count: Int) throws {
    guard let exports = Self.exports() else { return }
    let (lines, problems) = dump(of: [file], root: exports)
    #expect(problems == [])
    #expect(lines.split(separator: "\n").count == count)
  }
}
