import TestSupport
import Testing

@testable import Native

/// Copying the text between tags, white space and tags as vector code reads them, against loops over bytes.
@Suite struct MarkupTextTests {
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || [9, 10, 12, 13].contains(byte) }

  private func naive(_ html: [UInt8], in range: Range<Int>, upTo stop: UInt8) -> [UInt8] {
    var text: [UInt8] = []
    for offset in range {
      let byte = html[offset]
      if byte == stop || byte == UInt8(ascii: "&") { break }
      if isSpace(byte), offset > range.lowerBound, isSpace(html[offset - 1]) { break }
      text.append(isSpace(byte) ? 0x20 : byte)
    }
    while let last = text.last, last == 0x20 { text.removeLast() }
    return text
  }

  @Test func textIsCopiedAsByTheNaiveTwin() {
    var generator = SeededGenerator(seed: 51)
    for round in 0..<6_000 {
      let alphabet =
        Array("<& \n\r\t\u{B}\u{C}é".utf8) + [UInt8](repeating: 0x61, count: round % 60)
      let html = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0x61
      }
      let start = Int.random(in: 0...html.count, using: &generator)
      let end = Int.random(in: start...html.count, using: &generator)
      let stop = UInt8(ascii: round % 2 == 0 ? "<" : "&")
      let wanted = naive(html, in: start..<end, upTo: stop)
      for isPortable in [false, true] {
        var text: [UInt8] = [1, 2]
        let count = text.appendMarkupText(
          html.span, in: start..<end, upTo: stop, isPortable: isPortable)
        #expect(Array(text[2...]) == wanted)
        #expect(count == wanted.count)
      }
    }
  }

  @Test func whiteSpaceIsCounted() {
    var generator = SeededGenerator(seed: 53)
    for round in 0..<3_000 {
      let html = (0..<Int.random(in: 0...80, using: &generator)).map { _ -> UInt8 in
        let isOther = Int.random(in: 0...(round % 40 + 1), using: &generator) == 0
        let some: [UInt8] = isOther ? [0x61, 0x0B, 0xC3, 0, 0x1F] : [0x20, 9, 10, 12, 13]
        return some.randomElement(using: &generator) ?? 0
      }
      let start = Int.random(in: 0...html.count, using: &generator)
      let wanted = html[start...].prefix { isSpace($0) }.count
      #expect(html.span.markupSpace(at: start, isPortable: false) == wanted)
      #expect(html.span.markupSpace(at: start, isPortable: true) == wanted)
    }
  }

  @Test func wordsAreLowered() {
    var generator = SeededGenerator(seed: 52)
    for _ in 0..<3_000 {
      let bytes = (0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let count = Int.random(in: 0...7, using: &generator)
      var word: UInt64 = 0
      for byte in bytes[..<count].reversed() {
        word = word << 8 | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      }
      #expect(bytes.span.word(at: 0)?.firstBytes(count).loweredASCII == word)
    }
  }

  /// A value longer than what is looked at together.
  private static let long = String(repeating: "0123456789", count: 9)

  private static let names = MarkupNames([
    (0, "style"), (1, "href"), (2, "placeholder"), (3, "id"), (15, "x-y"),
  ])

  private func read(_ html: [UInt8], isPortable: Bool, keepsValues: Bool = true) -> [Int] {
    var tag = MarkupTag()
    let end = tag.read(
      html.span, at: 0, Self.names, keepsValues: keepsValues, isPortable: isPortable)
    guard let end else { return [] }
    return [end, Int(truncatingIfNeeded: tag.word), tag.nameLength, Int(tag.present)]
      + (0..<16).flatMap { [tag[$0].lowerBound, tag[$0].upperBound] }
  }

  @Test func tagsAreReadAsByThePortableTwin() {
    var generator = SeededGenerator(seed: 54)
    let pieces = [
      "a", "DIV", "blockquote", " ", "  ", "\n", "/", ">", "=", "\"", "'", "style", "HREF=",
      "x-y=1", " href=x", " id='y z'",
      " placeholder=\"a long value with > in it, and many more words in it\"",
      "é", "\u{0}", "\u{B}", " style=\"\"", " STYLE = 'q'", " width=\"100%\"", "=id=1",
      " an-attribute-with-a-long-name=7", " hidden", " href=a/b=c/", " src=\"\(Self.long)\"",
      " id='\(Self.long)'", " href=\(Self.long)", "\r\n\t",
    ]
    for round in 0..<30_000 {
      let count = Int.random(in: 0...14, using: &generator)
      var text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      // Behind the tag there is room for wide loads, or there is none.
      if round % 2 == 0 { text += ">" + String(repeating: "text ", count: 30) }
      let html = Array(("p" + text).utf8)
      let keepsValues = round % 7 > 0
      #expect(
        read(html, isPortable: false, keepsValues: keepsValues)
          == read(html, isPortable: true, keepsValues: keepsValues), "\(text)")
    }
  }

  @Test func valuesStandWithoutQuotes() {
    let html = Array("a href=one HREF='two' hidden id x-y=\"\" style = \"a>b\" />rest".utf8)
    for isPortable in [false, true] {
      var tag = MarkupTag()
      let end = tag.read(
        html.span, at: 0, Self.names, keepsValues: true, isPortable: isPortable)
      #expect(end == html.count - 4)
      #expect(Array(html[tag[1]]) == Array("two".utf8))
      #expect(Array(html[tag[0]]) == Array("a>b".utf8))
      #expect(tag[3].isEmpty && tag[15].isEmpty && tag[2] == 0..<0)
      #expect(tag.present == 1 << 0 | 1 << 1 | 1 << 3 | 1 << 15)
    }
  }

  @Test(arguments: ["p", "p ", "p a", "p a=", "p a= ", "p a=\"", "p a='x", "p /", "p =", ""])
  func tagsThatNeverEndAreNone(_ text: String) {
    for isPortable in [false, true] {
      #expect(read(Array(text.utf8), isPortable: isPortable).isEmpty)
    }
  }
}
