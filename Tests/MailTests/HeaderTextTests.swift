import Mail
import Native
import Testing

@Suite struct HeaderTextTests {
  private func decode(_ value: [UInt8]) -> (text: String, map: OffsetMap, HeaderText.Outcome) {
    var charsets = CharsetDecoder()
    var text: [UInt8] = []
    var map = OffsetMap()
    let outcome = HeaderText.decode(value.span, with: &charsets, into: &text, map: &map)
    #expect(Int(map.outputLength) == text.count)
    return (String(decoding: text, as: UTF8.self), map, outcome)
  }

  @Test(arguments: [
    ("plain", "plain"),
    ("  around \t", "around"),
    ("folded\r\n value\r\n\tagain", "folded value\tagain"),
    ("folded\n value", "folded value"),
    ("=?utf-8?Q?caf=C3=A9_bar?=", "café bar"),
    ("=?UTF-8?b?Y2Fmw6k=?=", "café"),
    ("=?iso-8859-1?q?caf=e9?=", "café"),
    ("=?us-ascii*en?Q?plain?=", "plain"),
    ("before =?utf-8?Q?x?= after", "before x after"),
    ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
    ("=?utf-8?Q?a?=\r\n =?utf-8?B?Yg==?=", "ab"),
    ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
    ("=?utf-8?Q?a_?= =?utf-8?Q?b?=", "a b"),
    ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
    // Characters and charsets split between words.
    ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
    ("=?utf-8?B?Y2Fmww==?= =?UTF-8?B?qQ==?=", "café"),
    ("=?utf-8?Q?=C3=A9?= =?iso-8859-1?Q?=E9?=", "éé"),
    // Damage.
    ("=?utf-8?B?Y2Fmw6k?=", "café"),
    ("=?utf-8?B?Y2Fmw6k===?=", "café"),
    ("=?utf-8?B?Y2F mw6k=?=", "café"),
    ("=?utf-8?Q?two words?=", "two words"),
    ("=?utf-8?Q?100=_sure?=", "100= sure"),
    ("=?utf-8?Q?open", "=?utf-8?Q?open"),
    ("=?utf-8?Q?open =?utf-8?Q?closed?=", "=?utf-8?Q?open closed"),
    ("=?utf-8?X?x?=", "=?utf-8?X?x?="),
    ("=??Q?x?=", "=??Q?x?="),
    ("=?utf-8?Q??=", ""),
    ("a=?b", "a=?b"),
    ("x=?utf-8?Q?y?=z", "xyz"),
    ("lone\rreturn", "lone return"),
    ("", ""),
  ])
  func aValueIsDecoded(_ value: String, _ expected: String) {
    #expect(decode(Array(value.utf8)).text == expected, "\(value.debugDescription)")
  }

  @Test func rawBytesAreReadAsUTF8OrGuessed() {
    #expect(decode(Array("réunion".utf8)).text == "réunion")
    #expect(decode([0x72, 0xE9, 0x75, 0x6E, 0x69, 0x6F, 0x6E]).text == "réunion")
    #expect(decode([0x1B, 0x24, 0x42, 0x3B, 0x45, 0x1B, 0x28, 0x42]).text == "仕")
  }

  @Test func anUnknownCharsetIsReportedAndRead() {
    let (text, _, outcome) = decode(Array("=?x-nothing?Q?still_read?=".utf8))
    #expect(text == "still read" && outcome.unknownCharset == "x-nothing")
  }

  @Test func everyByteMapsBackToWhereItCameFrom() {
    let value = " say =?utf-8?Q?caf=C3=A9_!?=\r\n and =?utf-8?B?Y2Fmw6k=?="
    let bytes = Array(value.utf8)
    let (text, map, _) = decode(bytes)
    #expect(text == "say café ! and café")
    func source(_ wanted: String, last: Bool = false) -> String {
      let all = Array(text.utf8)
      let needle = Array(wanted.utf8)
      let places = (0...(all.count - needle.count)).filter {
        Array(all[$0..<$0 + needle.count]) == needle
      }
      let at = last ? places.last : places.first
      guard let at else { return "" }
      return String(decoding: bytes[map.source(of: at..<at + needle.count)], as: UTF8.self)
    }
    #expect(source("say") == "say")
    #expect(source("caf") == "caf")
    #expect(source("é") == "=C3=A9")
    #expect(source("café !") == "caf=C3=A9_!")
    #expect(source("and") == "and")
    #expect(source("café", last: true) == "=?utf-8?B?Y2Fmw6k=?=")
  }

  @Test func hostileValuesTakeLinearTime() {
    let clock = ContinuousClock()
    for unit in [
      "=?u?q?", "=?u?q?a?=", "=?", "?=", "=?a?b?=?=", "\r", "é=?utf-8?q?=?= ", "=?x?b?A?= ",
    ] {
      let bytes = Array(String(repeating: unit, count: 200_000 / unit.utf8.count).utf8)
      let time = clock.measure { _ = decode(bytes) }
      #expect(time < .seconds(10), "\(unit.debugDescription) took \(time)")
    }
  }
}
