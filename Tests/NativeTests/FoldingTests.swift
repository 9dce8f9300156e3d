import TestSupport
import Testing

@testable import Native

@Suite struct FoldingTests {
  private func fold(_ text: String) -> String {
    var folder = Folder()
    return folder.foldedString(text)
  }

  @Test(arguments: [
    ("Hello World", "hello world"), ("", ""), ("   ", ""), ("A", "a"),
    // White space.
    ("a  b\t\tc", "a b c"), (" a b ", "a b"), ("a \n b", "a\nb"), ("a\r\nb", "a\nb"),
    ("a\rb", "a\nb"), ("a\n\nb", "a\n\nb"), ("a\r\n \r\n\r\nb", "a\n\nb"),
    ("a\u{B}b\u{C}c", "a\nb\nc"),
    ("a\u{85}b\u{2028}c\u{2029}d", "a\nb\nc\n\nd"), ("a\u{A0}\u{2003} b", "a b"),
    ("a\u{3000}b", "a b"),
    ("\n\na\n\n", "a"), ("a\u{1680}b\u{2800}c", "a b c"), ("a\n\r\nb", "a\n\nb"),
    ("a \u{A0}\nb", "a\nb"),
    // Case, width, ligatures, letters of mathematics.
    ("STRASSE Straße", "strasse strasse"), ("ＦＵＬＬ ｗｉｄｔｈ １２３", "full width 123"),
    ("ﬁne ﬄ", "fine ffl"),
    ("𝐬𝐮𝐬𝐩𝐞𝐧𝐝 𝓔𝔁", "suspend ex"), ("ⓢⓢⓝ", "ssn"), ("Cafe\u{301} CAFÉ", "café café"), ("½", "1⁄2"),
    ("ÅNGSTRÖM \u{212B}", "ångström å"), ("ǅ", "dž"),
    // Invisible and bidirectional controls.
    ("sus\u{200B}pen\u{AD}sion\u{FEFF}", "suspension"), ("a\u{202E}b\u{2066}c\u{200F}", "abc"),
    ("x\u{FE0F}y\u{180E}z\u{34F}", "xyz"), ("t\u{E0041}ag", "tag"),
    ("a\u{200D}b\u{200C}c\u{2060}", "abc"),
    ("s\u{1}u\u{0}e\u{7F}\u{9B}d", "sued"), ("e\u{1}\u{301}", "é"), ("\u{1} a", "a"),
    ("a \u{200B} b", "a b"),
    // Quotes, dashes, ellipsis.
    ("don’t ‘x’ “y” „z‟", "don't 'x' \"y\" \"z\""), ("it´s 5′ 6″", "it's 5' 6\""),
    ("a–b—c−d‐e‑f﹣g－h", "a-b-c-d-e-f-g-h"), ("wait…", "wait..."), ("«oui»", "\"oui\""),
    ("• one", "• one"),
    // Look-alikes in mixed words only.
    ("suspеnsiоn", "suspension"), ("рassword раss", "password pass"), ("ВASEBALL", "baseball"),
    ("ΗELP", "help"), ("школа", "школа"), ("шкoла", "школа"), ("сосо", "сосо"), ("λόγος", "λόγοσ"),
    ("5 μg", "5 ug"), ("а́bс", "ábc"), ("Ѕуѕtem", "system"), ("п\u{200B}рdf", "npdf"),
    ("ԁiаgnоsis", "diagnosis"),
    // Emoji stay.
    ("ok 😀👍🏽 fine", "ok 😀👍🏽 fine"),
  ])
  func textIsFolded(text: String, expected: String) {
    #expect(fold(text) == expected)
    #expect(Array(fold(text).utf8) == Array(expected.utf8))
    #expect(fold(expected) == expected)
  }

  @Test func plainTextIsOneRun() {
    var folder = Folder()
    let text = Array("The Quick brown fox, 24 of them.\nJumped over it\tall at once.".utf8)
    var folded: [UInt8] = []
    var map = OffsetMap()
    folder.fold(text.span, into: &folded, map: &map)
    #expect(map.runs.count == 1)
    #expect(Int(map.outputLength) == text.count)
  }

  @Test func everyByteMapsToWhatItCameFrom() {
    var folder = Folder()
    let text = Array("A \r\n ﬁx“É”\u{200B}е\u{301}bx".utf8)
    var folded: [UInt8] = []
    var map = OffsetMap()
    folder.fold(text.span, into: &folded, map: &map)
    #expect(String(decoding: folded, as: UTF8.self) == "a\nfix\"é\"ébx")
    #expect(map.source(of: 0..<1) == 0..<1)
    #expect(map.source(of: 1..<2) == 1..<5)  // the break with the spaces around it
    #expect(map.source(of: 2..<3) == 5..<8)  // f of the ligature
    #expect(map.source(of: 3..<4) == 5..<8)
    #expect(map.source(of: 4..<5) == 8..<9)
    #expect(map.source(of: 5..<6) == 9..<12)
    #expect(map.source(of: 6..<8) == 12..<14)
    #expect(map.source(of: 9..<11) == 20..<24)  // Cyrillic е and an accent
    #expect(map.source(of: 11..<13) == 24..<26)
  }

  @Test func foldingAppends() {
    var folder = Folder()
    var folded = Array("before ".utf8)
    var map = OffsetMap()
    let text = Array(" ÀB ".utf8)
    folder.fold(text.span, into: &folded, map: &map)
    #expect(String(decoding: folded, as: UTF8.self) == "before àb")
    #expect(map.outputLength == 3)
  }

  private static let pieces: [String] = [
    "a", "B", "suspend", "Ж", "школа", "о", "р", "Η", "e", "\u{301}", "\u{338}", "=", "<",
    "\u{200B}", "\u{AD}",
    "\u{FEFF}", " ", "  ", "\t", "\n", "\r\n", "\r", "\u{A0}", "\u{2028}", "\u{2029}", "\u{85}",
    "\u{3000}",
    "ﬁ", "½", "”", "’", "´", "¨", "″", "‴", "—", "…", "\u{1}", "\u{0}", "\u{7F}", "\u{9F}",
    "\u{FFF9}", "한", "ㅎ",
    "\u{1112}", "\u{1161}", "\u{11AB}", "😀", "👩\u{200D}👧", "\u{E0061}", "\u{FDFA}", "İ", "ı", "ß",
    "ς", "Σ", "µ", "Ω",
    "Ａ", "𝛂", "𝐚", "ё", "й", "и", "\u{306}", "ϓ", "\u{1F80}", "ŉ", "ǰ", "\u{345}", "\u{3164}", "Ꭺ",
    "ꭺ", "־", "ا", "\u{5B0}", "ค",
    "0", "9", "-", "'", "\"", ".", "@", "_", "\u{1100}", "\u{0340}", "\u{0344}", "\u{0958}",
    "\u{1D15E}", "\u{2126}",
    "this is a longer plain stretch of words", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}", "ʼ", "ӏ", "ї",
    "É", "é", "ñ", "Ü", "÷", "×", "ÿ", "Ÿ", "Д", "д", "Ё", "漢", "字", "か", "ガ", "\u{3099}", "ー", "。",
    "각", "\u{11A8}", "€", "•",
    "\u{200D}", "\u{FE0F}", "→", "\u{2011}", "\u{2017}", "🏽", "🇺", "\u{1F100}", "«", "»", "“", "‘",
  ]

  private func randomText(_ generator: inout SeededGenerator) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0..<14, using: &generator) {
      switch Int.random(in: 0..<20, using: &generator) {
      case 0: text.append(UInt8.random(in: 0...255, using: &generator))
      case 1:
        _ = text.appendUTF8(UInt32.random(in: 0..<0x3_0000, using: &generator))
      default:
        text += Array((Self.pieces.randomElement(using: &generator) ?? "").utf8)
      }
    }
    return text
  }

  @Test func foldingIsIdempotentValidAndMappedOnAnyText() {
    var generator = SeededGenerator(seed: 11)
    var folder = Folder()
    for _ in 0..<40_000 {
      let text = randomText(&generator)
      var folded: [UInt8] = []
      var map = OffsetMap()
      folder.fold(text.span, into: &folded, map: &map)
      let isValid = folded.span.isValidUTF8
      #expect(isValid)
      #expect(Int(map.outputLength) == folded.count)
      let again = folder.foldedBytes(folded.span)
      if again != folded {
        Issue.record(
          "\(String(decoding: text, as: UTF8.self).unicodeScalars.map { String($0.value, radix: 16) }) → \(folded) → \(again)"
        )
        return
      }
      var portable: [UInt8] = []
      var portableMap = OffsetMap()
      folder.fold(text.span, into: &portable, map: &portableMap, isPortable: true)
      #expect(portable == folded && portableMap == map)
      var naive: [UInt8] = []
      var naiveMap = OffsetMap()
      folder.foldTheLongWay(text.span, into: &naive, map: &naiveMap)
      #expect(naive == folded)
      for offset in 0..<folded.count {
        let range = offset..<offset + 1
        // ICU counts an invisible character to the letter before it; without ICU it belongs to none.
        let source = map.source(of: range)
        let naiveSource = naiveMap.source(of: range)
        #expect(
          source.lowerBound >= naiveSource.lowerBound && source.upperBound <= naiveSource.upperBound
        )
        #expect(!source.isEmpty || naiveSource.isEmpty)
        #expect(map.source(of: range).upperBound <= text.count)
      }
    }
  }

  /// White space of every kind, and letters on both sides of the vectors' borders.
  @Test func whiteSpaceFoldsTheShortWayAsTheLongWay() {
    var generator = SeededGenerator(seed: 14)
    var folder = Folder()
    let pieces = [
      " ", " ", "\n", "\n", "\n\n", "\t", "\r\n", "a", "Word", "é", "x,y", "  ", "\u{A0}",
    ]
    for round in 0..<20_000 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        if round % 2 == 0 || Int.random(in: 0..<3, using: &generator) == 0 {
          text += Array((pieces.randomElement(using: &generator) ?? "").utf8)
        } else {
          text += [UInt8](repeating: 0x41, count: Int.random(in: 0..<20, using: &generator))
        }
      }
      var short: [UInt8] = []
      var shortMap = OffsetMap()
      folder.fold(text.span, into: &short, map: &shortMap)
      var portable: [UInt8] = []
      var portableMap = OffsetMap()
      folder.fold(text.span, into: &portable, map: &portableMap, isPortable: true)
      #expect(portable == short && portableMap == shortMap)
      var long: [UInt8] = []
      var longMap = OffsetMap()
      folder.foldTheLongWay(text.span, into: &long, map: &longMap)
      #expect(short == long)
      for offset in short.indices {
        #expect(
          shortMap.source(of: offset..<offset + 1) == longMap.source(of: offset..<offset + 1))
      }
    }
  }

  /// Folding the source of a word gives at least the word.
  @Test func theSourceOfAWordFoldsToTheWord() {
    var generator = SeededGenerator(seed: 12)
    var folder = Folder()
    for _ in 0..<10_000 {
      let text = randomText(&generator)
      var folded: [UInt8] = []
      var map = OffsetMap()
      folder.fold(text.span, into: &folded, map: &map)
      for word in folded.indices.split(whereSeparator: { folded[$0] == 0x20 || folded[$0] == 0x0A })
      {
        let range = word.startIndex..<word.endIndex
        let source = map.source(of: range)
        let again = folder.foldedBytes(text.span.extracting(source))
        let wanted = folded.span.extracting(range)
        let found = again.span.firstOffset(of: wanted)
        if found == nil {
          Issue.record("\(text) \(range) \(source) \(again)")
          return
        }
      }
    }
  }

  @Test func hostileTextsTakeLinearTime() {
    var folder = Folder()
    for piece in ["\u{1} ", "é", "\u{301}", "x\u{200B}", " \u{A0}\n", "рp", "\u{FDFA}", "a"] {
      let text = Array(String(repeating: piece, count: 100_000).utf8)
      _ = folder.foldedBytes(text.span)
    }
  }
}
