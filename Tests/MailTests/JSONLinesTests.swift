import Mail
import Native
import TestSupport
import Testing

@Suite struct JSONLinesTests {
  static let lines = "{\"id\":1}\n\n  \n{\"id\":2}\nbroken\n{\"id\":3}"

  @Test func eachLineIsAMessageWithItsNumber() throws {
    let found = try messages(in: Self.lines)
    #expect(found.map(\.text) == ["{\"id\":1}", "{\"id\":2}", "broken", "{\"id\":3}"])
    #expect(found.map(\.line) == [1, 4, 5, 6])
    #expect(found.map(\.offset) == [0, 13, 22, 29])
    let dos = try messages(in: Array(Self.lines.utf8).withCRLF)
    #expect(dos.map(\.text) == found.map(\.text))
    #expect(dos.map(\.line) == found.map(\.line))
    #expect(try messages(in: Array(Self.lines.utf8).withLF) == found)
    let marked = try messages(in: "\u{FEFF}" + Self.lines)
    #expect(marked.map(\.text) == found.map(\.text))
    #expect(marked.map(\.offset) == [3, 16, 25, 32])
  }

  @Test func windowsOfAnySizeSplitAlike() throws {
    var generator = SeededGenerator(seed: 9)
    let pieces = ["{\"id\":1}", "\n", "\r\n", " ", "\t", "x", "\n\n", "\u{FEFF}", "é", "\r"]
    let folder = try ScratchFolder()
    for round in 0..<200 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<30, using: &generator) {
        bytes.append(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8)
      }
      try folder.write(bytes, to: "mail")
      let limit = round % 2 == 0 ? 10 : 1 << 20
      let whole = try messages(of: folder.path("mail"), format: .jsonLines, limit: limit).messages
      for window in [1, 7, 64] {
        let found = try messages(
          of: folder.path("mail"), format: .jsonLines, window: window, limit: limit)
        #expect(
          found.messages == whole, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
  }

  @Test func nothingOfAMessageStaysForTheNext() throws {
    let bytes = Array("{\"id\":1}\n{\"id\":2}\n[]\n{\"id\":3}".utf8)
    for limit in 0...12 {
      let whole = try messages(in: bytes, format: .jsonLines, limit: limit)
      for window in 1...12 {
        let found = try messages(in: bytes, format: .jsonLines, window: window, limit: limit)
        #expect(found == whole, "limit \(limit), window \(window)")
      }
    }
  }

  @Test func aLineOfHundredsOfMegabytesNeedsNoMemory() throws {
    let folder = try ScratchFolder()
    // 200 MB of one line, written sparsely: zeros between the first bytes and the last line.
    try folder.write(Array("{\"body\":\"".utf8), to: "mail")
    try folder.run("truncate", "-s", "200000000", "mail")
    try folder.run("sh", "-c", "printf '\\n{\"id\":\"last\"}\\n' >> mail")
    let before = try peakMemory()
    let (found, error) = try messages(of: folder.path("mail"), format: .jsonLines, limit: 8 << 20)
    #expect(error == nil)
    #expect(found.count == 2)
    #expect(found.first?.length == 200_000_000)
    #expect(found.first?.text.utf8.count == 8 << 20)
    #expect(found.first?.defects == [.tooLarge])
    #expect(found.last?.text == "{\"id\":\"last\"}")
    #expect(found.last?.line == 2)
    let grown = try peakMemory() - before
    #expect(Sanitizers.areOn || grown < 100 << 20, "\(grown) bytes")
  }

  /// The most memory that the process had so far, in bytes.
  private func peakMemory() throws -> Int {
    let status = String(
      decoding: try FileReader.contents(of: "/proc/self/status", limit: 1 << 20), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
  }
}
