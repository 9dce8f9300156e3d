import Foundation
import Native
import TestSupport
import Testing

@testable import Mail

/// Fingerprints of messages.
@Suite struct MessagePrintsTests {
  private let key = [UInt8](repeating: 7, count: 32)

  private func prints(of file: String, window: Int = 1 << 20) throws -> [Hash128] {
    var reader = try MessageReader(path: FilePath(file), windowBytes: window)
    var prints = MessagePrints(key: key)
    var found: [Hash128] = []
    while let batch = try reader.next() {
      prints.begin(batch)
      for slice in batch.messages { found.append(prints.next(slice, in: batch.bytes.span)) }
    }
    return found
  }

  /// A chat of many lines, one of them longer than those that are kept for others.
  private func chat(_ lines: [String]) -> [UInt8] {
    let messages = lines.enumerated().map { index, line in
      #"{"type":"message","user":"U1","ts":"\#(1_772_632_800 + index).1","text":"\#(line)"}"#
    }
    return Array("[\(messages.joined(separator: ",\n"))]".utf8)
  }

  @Test func batchesMakeNoDifference() throws {
    let scratch = try ScratchFolder()
    var lines = (0..<300).map { "line \($0)" }
    lines[100] = String(repeating: "long ", count: 5_000)
    try scratch.write(chat(lines), to: "c/1.json")
    let whole = try prints(of: scratch.path("c/1.json"))
    #expect(whole.count == 300 && Set(whole).count == 300)
    for window in [70_000, 500, 1] {
      #expect(try prints(of: scratch.path("c/1.json"), window: window) == whole, "\(window)")
    }
  }

  /// A line that is read with others is another one when these change, and no longer.
  @Test func linesArePrintedWithThoseBefore() throws {
    let scratch = try ScratchFolder()
    var lines = (0..<200).map { "line \($0)" }
    try scratch.write(chat(lines), to: "c/1.json")
    let before = try prints(of: scratch.path("c/1.json"))
    lines[50] = "another"
    try scratch.write(chat(lines), to: "c/1.json")
    let after = try prints(of: scratch.path("c/1.json"))
    let changed = before.indices.filter { before[$0] != after[$0] }
    #expect(changed == Array(50...114))
    // Who is who belongs to it.
    try scratch.write(Array(#"[{"id":"U1","real_name":"Rae Vance"}]"#.utf8), to: "users.json")
    let named = try prints(of: scratch.path("c/1.json"))
    #expect(Set(named).isDisjoint(with: after))
  }

  @Test func lineBreaksAndEndsMakeNoDifferenceInMail() throws {
    let scratch = try ScratchFolder()
    let mail = Array("From: a@b.example\nMessage-ID: <1@b.example>\n\nHello\rthere\nyou\n".utf8)
    try scratch.write(mail, to: "1.eml")
    try scratch.write(mail.withCRLF + [0x0D, 0x0A], to: "2.eml")
    try scratch.write(
      Array("From a Mon Jan  1 00:00:00 2024\n".utf8) + mail + [0x0A], to: "3.mbox")
    try scratch.write(
      Array(String(decoding: mail, as: UTF8.self).replacing("<1@", with: "<2@").utf8), to: "4.eml")
    let found = try ["1.eml", "2.eml", "3.mbox", "4.eml"].map {
      try #require(try prints(of: scratch.path($0)).first)
    }
    #expect(found[0] == found[1] && found[0] == found[2] && found[0] != found[3])
  }

  @Test func theKeyDecides() {
    let bytes = Array("hello".utf8)
    let one = KeyedHash(key: key).hash(of: bytes.span)
    #expect(one == KeyedHash(key: key).hash(of: bytes.span))
    #expect(one != KeyedHash(key: key.map { $0 + 1 }).hash(of: bytes.span))
    #expect(Hash128(one.bytes) == one && Hash128([1, 2]) == nil)
  }
}
