import Foundation
import Mail
import Native
import Reports
import Scanning
import TestSupport
import Testing
import Text

/// Everything that `chaperone text --format jsonl` says of an export, and what could not be read.
func dump(of paths: [String], root: URL, format: MailFormat? = nil) -> (
  lines: String, problems: [String]
) {
  var stream = MessageStream(
    paths: paths.map { FilePath(root.appending(path: $0).path) }, format: format)
  var parser = MessageParser()
  var extractor = TextExtractor()
  var message = Message()
  var passages = Passages()
  var writer = JSONWriter()
  var problems: [String] = []
  let prefix = root.path + "/"
  while let item = stream.next() {
    switch item {
    case .problem(let error): problems.append(error.sentence.replacing(prefix, with: ""))
    case .batch(let batch):
      for slice in batch.messages {
        let bytes = batch.bytes.span.extracting(slice.range)
        parser.parse(bytes, as: slice.syntax, into: &message)
        extractor.extract(message, from: bytes, into: &passages)
        message.defects = slice.defects(with: message.defects)
        let source = batch.source.replacing(prefix, with: "")
        let location = MessageLocation(source: source, offset: slice.offset, length: slice.length)
        PassageDump.write(
          message, passages, id: message.id ?? "\(source)#\(slice.offset)", at: location,
          into: &writer)
      }
    }
  }
  return (String(decoding: writer.bytes, as: UTF8.self), problems)
}

/// The fixtures of exports, each service's beside what is read of it; `RECORD=1` writes that anew, and fails.
@Suite struct ExportFixtureTests {
  static let root = Repository.fixture("exports")

  static let services: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.filter { !$0.contains(".") }.sorted()
  }()

  @Test func everyServiceHasFixtures() {
    #expect(Set(Self.services) == Set(ChatService.allCases.map(\.rawValue)))
  }

  @Test(arguments: services)
  func whatIsRead(service: String) throws {
    let (lines, problems) = dump(of: [service], root: Self.root)
    #expect(problems == [])
    let expected = Self.root.appending(path: "\(service).expected.jsonl")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(lines.utf8).write(to: expected)
      Issue.record("recorded \(service)")
      return
    }
    #expect(lines == String(decoding: try Data(contentsOf: expected), as: UTF8.self))
  }

  /// What stands in a source as it is read must be found at the place that findings name.
  @Test(arguments: services)
  func placesLeadBackToTheSource(service: String) throws {
    var stream = MessageStream(paths: [FilePath(Self.root.appending(path: service).path)])
    var parser = MessageParser()
    var extractor = TextExtractor()
    var message = Message()
    var passages = Passages()
    var checked = 0
    while let item = stream.next() {
      guard case .batch(let batch) = item else { continue }
      for slice in batch.messages {
        let bytes = batch.bytes.span.extracting(slice.range)
        parser.parse(bytes, as: slice.syntax, into: &message)
        extractor.extract(message, from: bytes, into: &passages)
        for passage in passages.items where passage.field == .body {
          let folded = Array(passages.folded[passage.folded])
          // Each word of plain letters stands in the bytes that it is mapped to.
          var start = 0
          while start < folded.count {
            var end = start
            while end < folded.count, 0x61...0x7A ~= folded[end] { end += 1 }
            guard end > start else {
              start += 1
              continue
            }
            let place = passages.locate(start..<end, in: passage)
            let source = try #require(place.bytes)
            let found = String(decoding: Array(batch.bytes[slice.range])[source], as: UTF8.self)
            let word = String(decoding: folded[start..<end], as: UTF8.self)
            // What a markup stands for (`<@U02>`) is another text than the name that is read.
            if !found.lowercased().contains(word) {
              #expect(
                found.hasPrefix("<") || found.isEmpty || found.contains("\\u"), "\(word): \(found)")
            }
            checked += 1
            start = end
          }
        }
      }
    }
    #expect(checked > 0)
  }
}
