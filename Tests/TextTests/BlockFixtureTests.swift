import Foundation
import Native
import TestSupport
import Testing
import Text

/// Files of `Fixtures/text` beside what is read in them; `RECORD=1` writes that anew, and fails.
@Suite struct BlockFixtureTests {
  private static let folder = Repository.fixture("text")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { !$0.hasSuffix(".blocks") && !$0.hasPrefix(".") }.sorted()

  @Test func thereAreFixtures() { #expect(Self.names.count >= 8) }

  @Test(arguments: names) func reads(_ name: String) throws {
    let bytes = try Repository.bytes("text/\(name)")
    let expectation = Self.folder.appending(path: name + ".blocks")
    let found = Self.describe(bytes.withLF, name)
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try Data(found.utf8).write(to: expectation)
      Issue.record("recorded \(name).blocks")
    }
    let expected = String(decoding: try Data(contentsOf: expectation), as: UTF8.self)
    #expect(found == expected)
    #expect(Self.describe(bytes.withCRLF, name).replacing("\r\n", with: "\n") == expected)
  }

  /// The blocks as a person can review them.
  static func describe(_ bytes: [UInt8], _ name: String) -> String {
    let blocks = Blocks(reading: bytes, as: name)
    var lines: [String] = []
    for block in blocks.items {
      lines.append("== \(block.kind.rawValue)\(block.isQuoted ? ", quoted" : "")")
      lines.append(String(decoding: blocks.text[block.text], as: UTF8.self))
      for cell in block.cells {
        let start = block.text.lowerBound
        let text = blocks.text[(start + cell.range.lowerBound)..<(start + cell.range.upperBound)]
        let place = "\(cell.row),\(cell.column)\(cell.isHeader ? " header" : "")"
        lines.append("-- \(place): \(String(decoding: text, as: UTF8.self))")
      }
    }
    for link in blocks.links {
      lines.append("-> " + String(decoding: blocks.targets[link.target], as: UTF8.self))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Blocks {
  /// Reads bytes as the kind of text that a file name says.
  init(reading bytes: [UInt8], as name: String) {
    self.init()
    switch name.split(separator: ".").last {
    case "html": HTMLText.extract(bytes.span, into: &self)
    case "csv": TextTable.extractCSV(bytes.span, into: &self)
    case "flowed": PlainText.extract(bytes.span, isFlowed: true, into: &self)
    default: PlainText.extract(bytes.span, into: &self)
    }
  }
}
