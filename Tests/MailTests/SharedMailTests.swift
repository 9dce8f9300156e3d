import Foundation
import Mail
import Native
import TestSupport
import Testing

/// Every message of the public suites and of the shared mail is parsed, whole and cut short.
@Suite struct SharedMailTests {
  /// What must hold of any parse, whatever the bytes.
  static func check(_ message: Message, length: Int, _ name: String) {
    var sections: Set<String> = []
    for (index, part) in message.parts.enumerated() {
      #expect(part.body.lowerBound >= 0 && part.body.upperBound <= length, "\(name)")
      #expect(sections.insert(part.section).inserted, "\(name): section \(part.section) twice")
      #expect(part.headers.upperBound <= message.headers.count, "\(name)")
      guard let parent = part.parent else {
        #expect(index == 0, "\(name)")
        continue
      }
      let outer = message.parts[parent].body
      #expect(parent < index && part.depth == message.parts[parent].depth + 1, "\(name)")
      #expect(
        outer.lowerBound <= part.body.lowerBound && part.body.upperBound <= outer.upperBound,
        "\(name): \(part.section) \(part.body) outside \(outer)")
    }
    for field in message.headers {
      #expect(field.name.upperBound <= field.value.lowerBound, "\(name)")
      #expect(field.value.upperBound <= length, "\(name)")
    }
  }

  @Test func everyMessageOfTheSuitesParses() throws {
    guard let shared = Repository.shared else { return print("no shared material: skipped") }
    var parser = MIMEParser()
    var message = Message()
    var count = 0
    let folder = shared.appending(path: "data/mime")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let url = files?.nextObject() as? URL {
      guard
        ["eml", "msg", "txt", "mbox", ""].contains(url.pathExtension) || url.pathExtension.count > 4
      else { continue }
      guard let data = try? Data(contentsOf: url), data.count < 4 << 20 else { continue }
      let bytes = [UInt8](data)
      for variant in [bytes, bytes.withLF, bytes.withCRLF, bytes.withLF.map { $0 == 10 ? 13 : $0 }]
      {
        parser.parse(variant.span, into: &message)
        Self.check(message, length: variant.count, url.lastPathComponent)
        for part in message.parts {
          var output: [UInt8] = []
          _ = TransferDecoding.decode(
            variant.span.extracting(part.body), as: part.encoding, into: &output)
          #expect(output.count <= part.body.count + 3)
        }
        count += 1
      }
      var generator = SeededGenerator(seed: UInt64(bytes.count))
      for _ in 0..<5 where !bytes.isEmpty {
        let cut = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
        parser.parse(cut.span, into: &message)
        Self.check(message, length: cut.count, url.lastPathComponent)
      }
    }
    print("parsed \(count) messages of the suites")
    #expect(count > 400)
  }
}
