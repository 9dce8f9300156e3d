import TestSupport
import Testing

@testable import Native

/// The vector code for transfer encodings against loops over bytes.
@Suite struct TransferTextTests {
  private func random(
    _ alphabet: [UInt8], count: Int, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
  }

  // MARK: Quoted-printable

  /// What decoding gives, byte by byte and unit by unit.
  private struct Quoted: Equatable {
    var bytes: [UInt8] = []
    var map = OffsetMap()
    var damage = QuotedPrintableDamage()
  }

  private func naive(_ text: [UInt8], base: Int, after before: Quoted) -> Quoted {
    var result = before
    result.damage = QuotedPrintableDamage()
    var offset = 0
    while offset < text.count {
      let rest = text[(offset + 1)...]
      let digits = rest.prefix(2).compactMap { byte in
        byte < 0x80 ? Character(UnicodeScalar(byte)).hexDigitValue : nil
      }
      let tail = rest.drop { $0 == 0x20 || $0 == 0x09 }
      if text[offset] == 0x3D, digits.count == 2 {
        result.bytes.append(UInt8(digits[0] << 4 | digits[1]))
        result.map.append(unit: 1, of: 3, count: 1, from: base + offset)
        offset += 3
      } else if text[offset] == 0x3D, tail.first ?? 0x0A == 0x0A || tail.first == 0x0D {
        if rest.isEmpty { result.damage.isTruncated = true }
        let isPair = tail.starts(with: [0x0D, 0x0A])
        offset = min(text.count, tail.startIndex + (isPair ? 2 : 1))
      } else {
        if text[offset] == 0x3D { result.damage.invalid += 1 }
        result.bytes.append(text[offset])
        result.map.appendCopy(1, from: base + offset)
        offset += 1
      }
    }
    return result
  }

  private func decoded(
    _ text: [UInt8], base: Int, after before: Quoted, keepsMap: Bool, isPortable: Bool
  ) -> Quoted {
    var result = before
    result.damage = result.bytes.append(
      quotedPrintable: text.span, map: &result.map, base: base, keepsMap: keepsMap,
      isPortable: isPortable)
    return result
  }

  private static let texts = [
    "=", "=A", "=4f=4F=fg=G0", "= \t\r\n=41", "words in between ====\r\r\n", "=D0=9F ",
    "abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz=\n", "a=3D\u{E9}",
  ]

  @Test(arguments: texts) func quotedPrintableIsDecodedAsTheNaiveTwinDoes(_ alphabet: String) {
    var generator = SeededGenerator(seed: 31)
    for round in 0..<400 {
      // Every length around the vector's width, and texts with more runs than a map has room for at first.
      let count = round < 101 ? round : Int.random(in: 0...700, using: &generator)
      let text = random(Array(alphabet.utf8), count: count, &generator)
      // Behind nothing, behind a run that goes on, and behind one that does not.
      var before = Quoted()
      if round % 3 > 0 {
        before.bytes = [1, 2]
        before.map.appendCopy(2, from: round % 3 == 1 ? 5 : 40)
      }
      let expected = naive(text, base: 7, after: before)
      for isPortable in [false, true] {
        let result = decoded(
          text, base: 7, after: before, keepsMap: true, isPortable: isPortable)
        #expect(result == expected, "\(text)")
        let bare = decoded(
          text, base: 7, after: before, keepsMap: false, isPortable: isPortable)
        #expect(bare.bytes == expected.bytes && bare.damage == expected.damage, "\(text)")
      }
    }
  }

  @Test func whatIsWrittenInLettersAndSignsComesBack() {
    let text = Array("=D0=9F=d1=80=\r\nx=3D1 =\nend=".utf8)
    var bytes: [UInt8] = []
    var map = OffsetMap()
    let damage = bytes.append(quotedPrintable: text.span, map: &map)
    #expect(String(decoding: bytes, as: UTF8.self) == "Прx=1 end")
    #expect(damage.isTruncated && damage.invalid == 0)
    #expect(map.runs.map(\.input) == [0, 15, 16, 19, 23])
    #expect(map.runs.map(\.inputUnit) == [3, 1, 3, 1, 1])
  }

  // MARK: Base64

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes of whole groups, and where something else begins.
  private func naiveGroups(_ text: [UInt8]) -> (bytes: [UInt8], end: Int) {
    var bytes: [UInt8] = []
    var offset = 0
    while true {
      while offset < text.count, text[offset] == 0x0A || text[offset] == 0x0D { offset += 1 }
      let values = text[offset...].prefix(4).compactMap { Self.alphabet.firstIndex(of: $0) }
      guard values.count == 4 else { return (bytes, offset) }
      let group = values.reduce(0) { $0 << 6 | $1 }
      bytes += [group >> 16, group >> 8, group].map { UInt8(truncatingIfNeeded: $0) }
      offset += 4
    }
  }

  private func groups(_ text: [UInt8], isPortable: Bool) -> (bytes: [UInt8], end: Int) {
    var bytes: [UInt8] = []
    var end = 0
    bytes.append(addingCapacity: text.count + OutputSpan<UInt8>.base64Slack) { output in
      end = output.append(base64: text.span, from: 0, isPortable: isPortable)
    }
    return (bytes, end)
  }

  private func compare(_ text: [UInt8]) {
    let expected = naiveGroups(text)
    for isPortable in [false, true] {
      let result = groups(text, isPortable: isPortable)
      #expect(result == expected, "\(text)")
    }
  }

  @Test func base64IsDecodedAsTheNaiveTwinDoes() {
    var generator = SeededGenerator(seed: 32)
    for round in 0..<2_000 {
      let count = round < 101 ? round : Int.random(in: 0...300, using: &generator)
      var text = random(Self.alphabet, count: count, &generator)
      // Line breaks where mailers put them, padding in the middle, and damage anywhere.
      if round % 2 == 0 {
        let lineBreak = ["\n", "\r\n", "\r", "\n\n"][round / 2 % 4]
        for end in stride(from: text.count / 76 * 76, to: 0, by: -76) {
          text.insert(contentsOf: lineBreak.utf8, at: end)
        }
      }
      if round % 3 == 0, !text.isEmpty {
        let junk = Array("==\n\r -_!\u{0}\u{7F}".utf8) + [0x80, 0xFF]
        text[Int.random(in: 0..<text.count, using: &generator)] =
          junk.randomElement(using: &generator) ?? 0
      }
      compare(text)
    }
  }

  @Test func everyByteIsToldFromTheAlphabet() {
    for byte in UInt8.min...UInt8.max {
      for place in [0, 15, 16, 33, 63] {
        var text = [UInt8](repeating: 0x41, count: 64)
        text[place] = byte
        compare(text)
      }
    }
  }
}
