import Foundation
import Mail
import Native
import TestSupport
import Testing

@Suite struct JSONStringTests {
  private func decode(_ bytes: [UInt8], base: Int = 0) -> (text: [UInt8], map: OffsetMap) {
    var text: [UInt8] = []
    var map = OffsetMap()
    JSONString.decode(bytes.span, into: &text, map: &map, base: base)
    return (text, map)
  }

  @Test(arguments: [
    (#"plain"#, "plain"), (#"a\"b\\c\/d"#, "a\"b\\c/d"), (#"\b\f\n\r\t"#, "\u{8}\u{C}\n\r\t"),
    (#"caf\u00e9 \uD83D\uDE00!"#, "café 😀!"), (#"é😀"#, "é😀"), ("", ""),
    (#"\ud83d"#, "\u{FFFD}"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\q\u12"#, #"\q\u12"#), (#"end\"#, #"end\"#),
    (#"\é"#, #"\é"#),
  ])
  func decodes(encoded: String, expected: String) {
    let (text, map) = decode(Array(encoded.utf8))
    #expect(String(decoding: text, as: UTF8.self) == expected)
    #expect(Int(map.outputLength) == text.count)
  }

  @Test func mapsEveryByteToItsEscape() {
    let (text, map) = decode(Array(#"a\u00e9b\uD83D\uDE00c"#.utf8), base: 100)
    #expect(String(decoding: text, as: UTF8.self) == "aéb😀c")
    #expect(map.source(of: 0..<1) == 100..<101)
    #expect(map.source(of: 1..<3) == 101..<107)
    #expect(map.source(of: 3..<4) == 107..<108)
    #expect(map.source(of: 4..<8) == 108..<120)
    #expect(map.source(of: 8..<9) == 120..<121)
  }

  @Test func appendsToWhatIsThere() {
    var text = Array("before ".utf8)
    var map = OffsetMap(identity: 7)
    JSONString.decode(Array(#"\u0041fter"#.utf8).span, into: &text, map: &map, base: 7)
    #expect(String(decoding: text, as: UTF8.self) == "before After")
    #expect(map.source(of: 7..<8) == 7..<13)
  }

  @Test func malformedUTF8BecomesReplacements() {
    let (text, map) = decode([0x61, 0xE2, 0x82, 0x62, 0xFF, 0xC3])
    #expect(String(decoding: text, as: UTF8.self) == "a\u{FFFD}b\u{FFFD}\u{FFFD}")
    #expect(map.source(of: 1..<4) == 1..<3)
    #expect(JSONString.damage(in: [0x61, 0xE2, 0x82].span)?.offset == 1)
    #expect(JSONString.damage(in: Array(#"fine \u00e9 é"#.utf8).span) == nil)
  }

  @Test func agreesWithFoundationOnRandomText() throws {
    var generator = SeededGenerator(seed: 3)
    let scalars: [UInt32] = [0x22, 0x5C, 0x2F, 0x41, 0x0A, 0x09, 0xE9, 0x4E2D, 0x1F600, 0x7F, 0x01]
    for _ in 0..<500 {
      var original = ""
      for _ in 0..<Int.random(in: 0..<60, using: &generator) {
        let value = scalars.randomElement(using: &generator) ?? 0x41
        if let scalar = Unicode.Scalar(value) { original.unicodeScalars.append(scalar) }
      }
      let json = try JSONSerialization.data(withJSONObject: [original])
      let (text, map) = decode(Array(json.dropFirst(2).dropLast(2)))
      #expect(String(decoding: text, as: UTF8.self) == original)
      #expect(Int(map.outputLength) == text.count)
    }
  }
}
