import Native
import Testing

@testable import Text

@Suite("Sets of phrases")
struct PhraseSetTests {
  private static let lists = [
    ["from", "de", "date", "von "], ["до свидания", "to", "toward", "to whom"], ["on\u{A0}", "o"],
  ]

  private static let set = PhraseSet(
    "from|de|date|von |", "до свидания|to\ntoward|\nto whom", "on\u{A0}|o\n")

  /// The naive twin: every phrase is compared with every text.
  private static func value(of text: [UInt8]) -> Int? {
    lists.firstIndex { $0.contains { Array($0.utf8) == lower(text) } }
  }

  private static func begins(_ text: [UInt8]) -> Bool {
    lists.joined().contains { lower(text).starts(with: $0.utf8) }
  }

  private static func lower(_ text: [UInt8]) -> [UInt8] {
    text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  @Test func firstBytesAreThoseOfItsLists() {
    for (value, list) in Self.lists.enumerated() {
      let set = Self.set.firstBytes(of: value)
      for byte in UInt8.min...UInt8.max {
        let isFirst = list.contains { Array($0.utf8).first == Self.lower([byte]).first }
        #expect(set.contains(byte) == isFirst)
      }
    }
  }

  @Test func answersAsItsPhrasesDo() {
    let parts = [
      "from", "FROM", "de", "Date", "von", "von ", "До свидания", "до свидания", "to", "To Whom",
      "toward", "on\u{A0}", "on ", "o", "", " ", "x", "|", "\n", "t",
    ]
    for first in parts {
      for second in parts {
        let text = Array("\(first)\(second)".utf8)
        let range = 0..<text.count
        #expect(Self.set.value(of: text.span, range) == Self.value(of: text))
        #expect(Self.set.begins(text.span, range) == Self.begins(text))
        let occurs = range.contains { Self.begins(Array(text[$0...])) }
        #expect(Self.set.occurs(in: text.span, range) == occurs)
      }
    }
  }

  @Test func onlyTheRangeCounts() {
    let text = Array("(from)".utf8)
    #expect(Self.set.value(of: text.span, 1..<5) == 0)
    #expect(Self.set.begins(text.span, 1..<4) == false)
    #expect(Self.set.value(of: text.span, 1..<1) == nil)
  }
}
