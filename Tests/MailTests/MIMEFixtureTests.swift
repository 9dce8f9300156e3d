import Foundation
import Mail
import Native
import TestSupport
import Testing

/// Each fixture of `Tests/Fixtures/mail` against the outline beside it, as LF and as CRLF.
@Suite struct MIMEFixtureTests {
  @Test(arguments: ["rfc", "malformed", "charsets"])
  func theOutlineIsAsRecorded(_ folder: String) throws {
    let root = Repository.fixture("mail/\(folder)")
    let files = try FileManager.default.contentsOfDirectory(
      at: root, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "eml" }.sorted { $0.path < $1.path }
    #expect(!files.isEmpty)
    var parser = MIMEParser()
    var message = Message()
    for url in files {
      let bytes = Self.withMarks([UInt8](try Data(contentsOf: url)))
      var outline = ""
      for (name, variant) in [("LF", bytes.withLF), ("CRLF", bytes.withCRLF)] {
        parser.parse(variant.span, into: &message)
        SharedMailTests.check(message, length: variant.count, url.lastPathComponent)
        outline += "== \(name)\n" + MessageTree.describe(message, variant)
      }
      let tree = url.deletingPathExtension().appendingPathExtension("tree")
      if ProcessInfo.processInfo.environment["RECORD"] != nil {
        try Data(outline.utf8).write(to: tree)
        Issue.record("recorded \(tree.lastPathComponent)")
        continue
      }
      let expected = (try? String(contentsOf: tree, encoding: .utf8)) ?? ""
      #expect(outline == expected, "\(folder)/\(url.lastPathComponent)")
    }
  }

  /// A fixture with its carriage returns and 8-bit bytes, which an editor would not keep: `{0D}`.
  private static func withMarks(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "{"), offset + 3 < bytes.count,
        bytes[offset + 3] == UInt8(ascii: "}"),
        let code = UInt8(String(decoding: bytes[offset + 1...offset + 2], as: UTF8.self), radix: 16)
      {
        result.append(code)
        offset += 4
      } else {
        result.append(bytes[offset])
        offset += 1
      }
    }
    return result
  }
}
