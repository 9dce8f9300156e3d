import Foundation
import Native
import TestSupport
import Testing

@Suite struct CharsetTests {
  private struct Decoded {
    var text: String
    var map: OffsetMap
    var outcome: CharsetOutcome
    var bytes: [UInt8]
  }

  private func decode(_ bytes: [UInt8], _ label: String?) -> Decoded {
    var decoder = CharsetDecoder()
    var text: [UInt8] = []
    var map = OffsetMap()
    let outcome = decoder.decode(bytes.span, label: label, into: &text, map: &map)
    let isValid = text.span.isValidUTF8
    #expect(isValid)
    #expect(Int(map.outputLength) == text.count)
    return Decoded(
      text: String(decoding: text, as: UTF8.self), map: map, outcome: outcome, bytes: bytes)
  }

  @Test(
    arguments: [
      ("utf-8", "Café 2 €", [0x43, 0x61, 0x66, 0xC3, 0xA9, 0x20, 0x32, 0x20, 0xE2, 0x82, 0xAC]),
      ("iso-8859-1", "Café “x”", [0x43, 0x61, 0x66, 0xE9, 0x20, 0x93, 0x78, 0x94]),
      ("windows-1252", "€5", [0x80, 0x35]),
      ("iso-8859-15", "€", [0xA4]),
      ("iso-8859-2", "Žluťoučký", [0xAE, 0x6C, 0x75, 0xBB, 0x6F, 0x75, 0xE8, 0x6B, 0xFD]),
      ("koi8-r", "Школа", [0xFB, 0xCB, 0xCF, 0xCC, 0xC1]),
      ("windows-1251", "Школа", [0xD8, 0xEA, 0xEE, 0xEB, 0xE0]),
      ("cp-850", "é", [0x82]), ("ibm437", "é", [0x82]), ("macintosh", "é", [0x8E]),
      ("shift_jis", "学校", [0x8A, 0x77, 0x8D, 0x5A]), ("euc-jp", "学校", [0xB3, 0xD8, 0xB9, 0xBB]),
      ("gb2312", "学校", [0xD1, 0xA7, 0xD0, 0xA3]), ("gbk", "学校", [0xD1, 0xA7, 0xD0, 0xA3]),
      ("gb18030", "学校𠀀", [0xD1, 0xA7, 0xD0, 0xA3, 0x95, 0x32, 0x82, 0x36]),
      ("big5", "學校", [0xBE, 0xC7, 0xAE, 0xD5]), ("ks_c_5601-1987", "학교", [0xC7, 0xD0, 0xB1, 0xB3]),
      ("euc-kr", "학교", [0xC7, 0xD0, 0xB1, 0xB3]),
      (
        "iso-2022-jp", "a学校b",
        [0x61, 0x1B, 0x24, 0x42, 0x33, 0x58, 0x39, 0x3B, 0x1B, 0x28, 0x42, 0x62]
      ),
      (
        "iso-2022-kr", "학교",
        [0x1B, 0x24, 0x29, 0x43, 0x0E, 0x47, 0x50, 0x31, 0x33, 0x0F]
      ),
      ("hz-gb-2312", "a学校b", [0x61, 0x7E, 0x7B, 0x51, 0x27, 0x50, 0x23, 0x7E, 0x7D, 0x62]),
      ("utf-7", "Hé", [0x48, 0x2B, 0x41, 0x4F, 0x6B, 0x2D]),
      ("unicode-1-1-utf-7", "Hé", [0x48, 0x2B, 0x41, 0x4F, 0x6B, 0x2D]),
      ("utf-16", "Hé", [0xFF, 0xFE, 0x48, 0x00, 0xE9, 0x00]),
      ("utf-16", "Hé", [0xFE, 0xFF, 0x00, 0x48, 0x00, 0xE9]),
      ("utf-16le", "Hé😀", [0x48, 0x00, 0xE9, 0x00, 0x3D, 0xD8, 0x00, 0xDE]),
      ("utf-16", "Hey", [0x00, 0x48, 0x00, 0x65, 0x00, 0x79]),
      ("utf-32be", "Hé", [0, 0, 0, 0x48, 0, 0, 0, 0xE9]),
      ("utf-32", "H", [0xFF, 0xFE, 0, 0, 0x48, 0, 0, 0]),
      ("tis-620", "ก", [0xA1]), ("iso-8859-8-i", "ש", [0xF9]), ("windows-1255", "ש", [0xF9]),
      ("iso-8859-7", "Σχ", [0xD3, 0xF7]), ("ibm037", "Hi", [0xC8, 0x89]),
      ("cp866", "Ш", [0x98]), ("iso-8859-9", "ğ", [0xF0]), ("windows-1256", "س", [0xD3]),
    ] as [(String, String, [UInt8])])
  func aCharsetIsDecoded(label: String, text: String, bytes: [UInt8]) {
    let decoded = decode(bytes, label)
    #expect(decoded.text == text)
    #expect(!decoded.outcome.isLabelWrong && !decoded.outcome.isLabelUnknown)
    #expect(decoded.outcome.replacements == 0)
  }

  @Test(arguments: [
    "KOI8-R", "\"koi8-r\"", "'koi8-r'", " koi8_r ", "charset=koi8-r", "koi8-r;", "<koi8-r>",
    "koi8-r*en", "cskoi8r",
  ])
  func labelsAreReadWithTheirJunk(label: String) {
    #expect(decode([0xFB, 0xCB, 0xCF, 0xCC, 0xC1], label).text == "Школа")
  }

  @Test(arguments: [
    "x-unknown", "unknown-8bit", "default", "../../etc/passwd", "ISO_2022,locale=ja,version=0",
    "nonsense-99", "?", String(repeating: "a", count: 5_000), "koi8-r\u{0}x",
  ])
  func anUnknownLabelIsToldAndTheTextRead(label: String) {
    let decoded = decode(Array("Caf\u{E9} au lait".utf8), label)
    #expect(decoded.text == "Café au lait")
    #expect(decoded.outcome.isLabelUnknown)
  }

  @Test(arguments: [
    ("us-ascii", "Café"), ("iso-8859-1", "Café “x”"), ("windows-1251", "Школа номер пять"),
    ("gb2312", "Школа номер пять"), ("iso-2022-jp", "学校"), ("utf-16", "plain text, no zero bytes"),
    ("utf-32", "plain text, no zero bytes"), ("ibm037", "Dear parents, school is closed."),
    ("ANSI_X3.4-1968", "naïve"),
  ])
  func aLabelThatLiesGivesWayToUTF8(label: String, text: String) {
    let decoded = decode(Array(text.utf8), label)
    #expect(decoded.text == text)
    #expect(decoded.outcome.isLabelWrong)
  }

  @Test func latinLabelledAsUTF8OrASCIIIsDetected() {
    let bytes: [UInt8] =
      Array("R".utf8) + [0xE9] + Array("union des parents d'".utf8) + [0xE9]
      + Array("l".utf8) + [0xE8] + Array("ves".utf8)
    for label in ["utf-8", "us-ascii", nil] {
      let decoded = decode(bytes, label)
      #expect(decoded.text == "Réunion des parents d'élèves")
      #expect(decoded.outcome.isLabelWrong == (label != nil))
    }
  }

  @Test func russianWithoutALabelIsDetected() {
    let text = "Уважаемые родители, собрание состоится в школе завтра вечером в шесть часов."
    let koi = [UInt8](
      Data(
        base64Encoded:
          "9dfB1sHFzdnFINLPxMnUxczJLCDTz8LSwc7JxSDTz9PUz8nU09Eg1yDby8/MxSDawdfU0sEg18XexdLPzSDXINvF09TYIN7B08/XLg=="
      ) ?? Data())
    let decoded = decode(koi, nil)
    #expect(decoded.text == text)
    #expect(decoded.outcome.used == "koi8-r")
  }

  @Test func japaneseMailWithoutALabelIsRead() {
    let bytes: [UInt8] = [0x1B, 0x24, 0x42, 0x33, 0x58, 0x39, 0x3B, 0x1B, 0x28, 0x42]
    #expect(decode(bytes, nil).text == "学校")
    #expect(decode(bytes, "us-ascii").text == "学校")
  }

  @Test func wideTextWithoutALabelIsRead() {
    let text = "name,grade\nMaya,Bé\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for label in ["utf-8", "us-ascii", nil] {
      #expect(decode(little, label).text == text)
      #expect(decode(big, label).text == text)
    }
  }

  @Test func aLittleDamageKeepsTheLabel() {
    var bytes = Array("Élève, école, été, hôtel: ".utf8)
    bytes += [0xC3, 0x28] + Array("ça".utf8) + [0xE2, 0x82]
    let decoded = decode(bytes, "utf-8")
    #expect(decoded.text == "Élève, école, été, hôtel: \u{FFFD}(ça\u{FFFD}")
    #expect(decoded.outcome.replacements == 2)
    #expect(!decoded.outcome.isLabelWrong)
    // The last replacement maps to the two bytes that it stands for.
    let end = Int(decoded.map.outputLength)
    #expect(decoded.map.source(of: end - 3..<end) == bytes.count - 2..<bytes.count)
  }

  @Test(
    arguments: [
      ("shift_jis", [0x8A]), ("gb18030", [0xD1, 0xA7, 0x81, 0x30, 0x81]), ("big5", [0xBE]),
      ("euc-jp", [0x8F, 0xB3]),
      ("utf-16le", [0x48, 0, 0xE9]), ("utf-8", [0x41, 0xE2, 0x82]),
      ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x33]),
    ] as [(String, [UInt8])])
  func aCharacterCutOffIsOneReplacement(label: String, bytes: [UInt8]) {
    let decoded = decode(bytes, label)
    #expect(decoded.text.unicodeScalars.last == "\u{FFFD}")
    #expect(decoded.map.source(of: 0..<Int(decoded.map.outputLength)).upperBound == bytes.count)
  }

  @Test func everyCharacterMapsToItsBytes() {
    // 'a' 学 校 'b' with escapes between; two characters from the same buffer as others.
    let bytes: [UInt8] = [0x61, 0x1B, 0x24, 0x42, 0x33, 0x58, 0x39, 0x3B, 0x1B, 0x28, 0x42, 0x62]
    let jis = decode(bytes, "iso-2022-jp")
    #expect(jis.map.source(of: 0..<1) == 0..<1)
    #expect(jis.map.source(of: 1..<4) == 4..<6)
    #expect(jis.map.source(of: 4..<7) == 6..<8)
    #expect(jis.map.source(of: 7..<8) == 11..<12)
    let sjis = decode(
      Array("abc ".utf8) + [0x8A, 0x77, 0x8D, 0x5A] + Array(" long ascii tail".utf8), "sjis")
    #expect(sjis.map.source(of: 4..<7) == 4..<6)
    #expect(sjis.map.source(of: 7..<10) == 6..<8)
    #expect(sjis.map.source(of: 10..<15) == 8..<13)
    let koi = decode(Array("x ".utf8) + [0xFB, 0xCB, 0xCF] + Array(" y".utf8), "koi8-r")
    #expect(koi.map.source(of: 2..<4) == 2..<3)
    #expect(koi.map.source(of: 6..<9) == 4..<6)
  }

  @Test func decodingContinuesWhatIsThere() {
    var decoder = CharsetDecoder()
    var text: [UInt8] = []
    var map = OffsetMap()
    let latin: [UInt8] = [0x41, 0xE9]
    let koi: [UInt8] = [0x42, 0xFB]
    _ = decoder.decode(latin.span, label: "latin1", into: &text, map: &map, from: 100)
    _ = decoder.decode(koi.span, label: "koi8-r", into: &text, map: &map, from: 200)
    #expect(String(decoding: text, as: UTF8.self) == "AéBШ")
    #expect(map.source(of: 1..<3) == 101..<102)
    #expect(map.source(of: 4..<6) == 201..<202)
  }

  /// Any bytes under any label: valid UTF-8 out, a map of its length, no offset out of range.
  @Test func hostileBytesUnderAnyLabelStayValid() {
    var generator = SeededGenerator(seed: 7)
    let labels: [String?] = [
      nil, "utf-8", "us-ascii", "latin1", "koi8-r", "shift_jis", "gb18030", "big5", "euc-kr",
      "euc-jp",
      "iso-2022-jp", "iso-2022-kr", "iso-2022-cn", "hz", "utf-7", "utf-16", "utf-32", "utf-16be",
      "big5-hkscs", "ibm037", "x-mac-cyrillic", "scsu", "cesu-8", "imap-mailbox-name", "bocu-1",
      "euc-tw",
    ]
    let alphabet: [UInt8] = [
      0x1B, 0x24, 0x42, 0x28, 0x0E, 0x0F, 0x7E, 0x7B, 0x7D, 0x2B, 0x2D, 0x81, 0x30, 0xE2, 0x82, 0,
      0x41, 0x20, 0xFF, 0xFE, 0xD8,
    ]
    for round in 0..<60 {
      for label in labels {
        let count = Int.random(in: 0..<80, using: &generator)
        let bytes = (0..<count).map { _ -> UInt8 in
          round % 2 == 0
            ? UInt8.random(in: 0...255, using: &generator)
            : alphabet.randomElement(using: &generator) ?? 0
        }
        let decoded = decode(bytes, label)
        for run in decoded.map.runs {
          #expect(run.input >= 0 && Int(run.input) <= bytes.count)
        }
        let all = decoded.map.source(of: 0..<Int(decoded.map.outputLength))
        #expect(all.upperBound <= bytes.count)
      }
    }
  }

  /// A byte means the same alone and between ASCII.
  @Test(arguments: ["koi8-r", "windows-1251", "iso-8859-5", "windows-1253"])
  func tablesAgreeWithConvertingEachByte(label: String) {
    var decoder = CharsetDecoder()
    for byte in UInt8(0x20)...UInt8(0xFF) {
      let pair: [UInt8] = [byte, 0x20]
      let wrapped: [UInt8] = [0x41, byte, 0x20, 0x42]
      var one: [UInt8] = []
      var map = OffsetMap()
      _ = decoder.decode(pair.span, label: label, into: &one, map: &map)
      var many: [UInt8] = []
      map.removeAll()
      _ = decoder.decode(wrapped.span, label: label, into: &many, map: &map)
      #expect(many == [0x41] + one + [0x42])
    }
  }
}
