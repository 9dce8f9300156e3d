import Foundation
import Native
import TestSupport
import Testing

@testable import Mail

@Suite struct OutlookTests {
  private func message(_ bytes: [UInt8]) -> Message {
    var parser = MIMEParser()
    var message = Message()
    parser.parse(bytes.span, into: &message)
    return message
  }

  @Test func aMessageFileIsMail() throws {
    let path = Repository.fixture("attachments/hearing.msg").path
    var stream = MessageStream(paths: [FilePath(path)])
    guard case .batch(let batch) = stream.next() else { return #expect(Bool(false)) }
    #expect(batch.source == path)
    #expect(batch.messages.count == 1)
    #expect(stream.next() == nil)
    let message = message(batch.bytes)
    #expect(message.defects.isEmpty)
    #expect(message.from == [Mailbox(name: "A. Hale", address: "a.hale@westvale.example")])
    #expect(message.to == [Mailbox(name: "B. Ruiz", address: "b.ruiz@westvale.example")])
    #expect(message.date == MessageDate(iso8601: "2026-03-04T21:47:00Z"))
    #expect(
      message.parts.map(\.mediaType.essence) == [
        "multipart/mixed", "text/plain", "application/octet-stream", "message/rfc822",
        "multipart/mixed", "text/plain",
      ])
    #expect(message.parts[2].fileName == "grades.xlsx")
    let workbook = try Repository.bytes("attachments/grades.xlsx")
    #expect(Array(batch.bytes[message.parts[2].body]) == workbook)
  }

  @Test func otherCompoundFilesAreNamed() throws {
    for (name, reason) in [
      ("old.doc", "no known mail format (an Outlook or Office file: save it as eml first)"),
      ("encrypted.docx", "no known mail format (an Outlook or Office file: save it as eml first)"),
    ] {
      let path = Repository.fixture("attachments/\(name)").path
      var stream = MessageStream(paths: [FilePath(path)])
      guard case .problem(let problem) = stream.next() else { return #expect(Bool(false)) }
      #expect(problem.reason == reason)
    }
  }

  /// Values that would begin another header field do not.
  @Test func valuesStayInTheirFields() {
    var item = OutlookItem()
    item.properties[OutlookItem.Tag.subject] = .text(
      Array("A\r\nBcc: x@y.example".utf8), isWide: false)
    item.properties[OutlookItem.Tag.body] = .text(Array("Hello".utf8), isWide: false)
    let mail = String(decoding: OutlookMail.mail(of: item, limit: 1_000), as: UTF8.self)
    #expect(mail.hasPrefix("Subject: A  Bcc: x@y.example\nMIME-Version: 1.0\n"))
  }

  @Test func compressedRichTextIsExpanded() {
    // The example of [MS-OXRTFCP] section 4.1.1.
    let bytes: [UInt8] = [
      0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00,
      0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68,
      0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F,
      0xA0,
    ]
    let text = CompressedRichText.expand(bytes, limit: 1_000).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(text == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")
  }

  @Test func daysAreDates() {
    for day in [-719_468, -1, 0, 59, 11_016, 20_516, 40_000] {
      let date = MessageDate.day(since1970: day)
      #expect(MessageDate.daysSince1970(year: date.year, month: date.month, day: date.day) == day)
    }
  }

  /// Mail in a data file, by the program that unpacks it.
  @Test func aDataFileIsUnpackedAndRead() throws {
    guard let shared = Repository.shared,
      FileManager.default.isExecutableFile(atPath: "/usr/bin/readpst")
    else { return }
    let path = shared.appending(path: "exports/pst/msgvault__support.pst").path
    guard FileManager.default.fileExists(atPath: path) else { return }
    let before = try FileManager.default.contentsOfDirectory(atPath: "/tmp").filter {
      $0.hasPrefix("chaperone-")
    }
    var messages = 0
    do {
      var stream = MessageStream(paths: [FilePath(path)])
      while let item = stream.next() {
        if case .batch(let batch) = item {
          #expect(batch.source.hasPrefix(path + "/"))
          messages += batch.messages.count
        }
      }
    }
    #expect(messages > 0)
    let after = try FileManager.default.contentsOfDirectory(atPath: "/tmp").filter {
      $0.hasPrefix("chaperone-") && !before.contains($0) && $0.utf8.count == 16
    }
    #expect(after.isEmpty)
  }
}
