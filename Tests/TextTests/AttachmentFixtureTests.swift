import Foundation
import Mail
import TestSupport
import Testing

@testable import Text

/// The files of `Fixtures/attachments`: what is planted in them is found at its place, and what is
/// encrypted, damaged or hostile is told, within bounds.
@Suite struct AttachmentFixtureTests {
  /// A line of EXPECTED.jsonl.
  struct Expected: Decodable, CustomTestStringConvertible {
    var file: String
    var entry: String?
    var text: String?
    var kind: String?
    var defect: String?

    var testDescription: String { "\(file): \(text ?? defect ?? "")" }
  }

  static let expected: [Expected] = {
    guard let bytes = try? Repository.bytes("attachments/EXPECTED.jsonl") else { return [] }
    return bytes.split(separator: 0x0A).compactMap {
      try? JSONDecoder().decode(Expected.self, from: Data($0))
    }
  }()

  static let files: [String] = {
    let folder = Repository.fixture("attachments").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !["make.py", "EXPECTED.jsonl", "README.md"].contains($0) }.sorted()
  }()

  /// Programs that read what is not read here; without them a part is listed as not read.
  private static let hasPDF = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext")

  @Test func everyFileIsExpected() {
    #expect(Self.files.count > 30)
    #expect(Set(Self.files) == Set(Self.expected.map(\.file)))
  }

  @Test(arguments: files) func theFileIsReadAsExpected(file: String) throws {
    if file.hasSuffix(".pdf"), !Self.hasPDF { return }
    let bytes = try Repository.bytes("attachments/\(file)")
    let mail = AttachedMail(bytes, name: file)
    mail.checkOffsets(file)
    var defects = Set<String>()
    for row in Self.expected where row.file == file {
      if let text = row.text {
        let entry = row.entry ?? ""
        let found = mail.texts(at: entry).contains {
          $0.text.contains(text) && (row.kind == nil || row.kind == $0.kind.rawValue)
        }
        #expect(found, "\(entry): \(mail.texts(at: entry))")
      }
      if let defect = row.defect {
        defects.insert(defect)
        #expect(mail.passages.defects.contains { $0.kind.rawValue == defect && $0.part == "2" })
      }
    }
    // What is not expected to be damaged is not.
    if defects.isEmpty {
      #expect(mail.passages.defects.isEmpty, "\(mail.passages.defects.map(\.sentence))")
    }
    let note = try #require(mail.passages.attachments.first { $0.part == "2" })
    // Of what is damaged or too large some may have been read all the same.
    let hasText = Self.expected.contains { $0.file == file && $0.text != nil }
    if hasText || defects.isEmpty { #expect(note.isRead == hasText) }
    #expect(note.why.isEmpty == defects.isEmpty)
  }

  /// A file that is cut anywhere, or has bits flipped, is read as far as it goes.
  @Test(
    arguments: files.filter {
      !$0.hasPrefix("bomb") && !$0.hasPrefix("crowd") && !$0.hasSuffix(".pdf")
    })
  func damageNeverStopsTheReading(file: String) throws {
    let bytes = try Repository.bytes("attachments/\(file)")
    var random = SeededGenerator(
      seed: UInt64(file.utf8.reduce(7) { $0 &* 31 &+ Int($1) }.magnitude))
    for round in 0..<18 {
      var damaged = bytes
      if round % 3 == 0 {
        damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random))
      }
      for _ in 0..<(round % 3 == 0 ? 0 : 1 << (round % 7)) where !damaged.isEmpty {
        let place = Int.random(in: 0..<damaged.count, using: &random)
        damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      let mail = AttachedMail(damaged, name: file)
      mail.checkOffsets(file)
      #expect(mail.passages.decoded.count <= Limits().decodedBytes)
    }
  }

  @Test func limitsBite() throws {
    let bytes = try Repository.bytes("attachments/folder.zip")
    var limits = Limits()
    limits.archiveEntries = 2
    #expect(AttachedMail(bytes, name: "folder.zip", limits: limits).defects.contains(.tooManyParts))
    limits = Limits()
    limits.unpackedBytes = bytes.count + 40
    let short = AttachedMail(bytes, name: "folder.zip", limits: limits)
    #expect(short.defects.contains(.expansion))
    #expect(!short.texts(at: "readme.txt").isEmpty)
    limits = Limits()
    limits.fileDepth = 1
    #expect(AttachedMail(bytes, name: "folder.zip", limits: limits).defects.contains(.tooDeep))
  }

  /// Of many entries that are not read some are named, and the rest are counted.
  @Test func manyUnreadEntriesAreCounted() throws {
    let folder = try ScratchFolder()
    for number in 0..<30 { try folder.write([0xFF, 0xD8, 0xFF], to: "photos/\(number).jpg") }
    #expect(try folder.run("tar", "cf", "photos.tar", "photos") == 0)
    let tar = [UInt8](try Data(contentsOf: folder.url.appending(path: "photos.tar")))
    let mail = AttachedMail(tar, name: "photos.tar")
    #expect(mail.defects.count == 21)
    #expect(mail.passages.defects.last?.detail == "10 more files")
    #expect(mail.passages.attachments.last?.isRead == false)
    #expect(mail.passages.items.filter { $0.field == .attachmentName }.count == 31)
  }

  /// The name of an entry says as much as that of an attachment.
  @Test func namesOfEntriesAreRead() throws {
    let bytes = try Repository.bytes("attachments/umlaut.zip")
    let names = AttachedMail(bytes, name: "umlaut.zip").passages
    #expect(
      names.items.filter { $0.field == .attachmentName }.map {
        String(decoding: names.text[$0.text], as: UTF8.self)
      } == ["umlaut.zip", "Schüler/Überblick.txt"])
  }
}
