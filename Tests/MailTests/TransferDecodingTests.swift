import Mail
import Native
import TestSupport
import Testing

@Suite struct TransferDecodingTests {
  private func decode(
    _ bytes: [UInt8], _ encoding: Part.TransferEncoding
  ) -> (bytes: [UInt8], outcome: TransferDecoding.Outcome, map: OffsetMap) {
    var output: [UInt8] = []
    var map = OffsetMap()
    let outcome = TransferDecoding.decode(bytes.span, as: encoding, into: &output, map: &map)
    #expect(Int(map.outputLength) == (outcome.isMapped ? output.count : 0))
    var again: [UInt8] = [1]
    let second = TransferDecoding.decode(bytes.span, as: encoding, into: &again)
    #expect(again.dropFirst() == output[...] && second.invalid == outcome.invalid)
    return (output, outcome, map)
  }

  private func text(_ value: String, _ encoding: Part.TransferEncoding) -> String {
    String(decoding: decode(Array(value.utf8), encoding).bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("caf=C3=A9", "café"), ("caf=c3=a9", "café"), ("soft=\nbreak", "softbreak"),
    ("soft=\r\nbreak", "softbreak"), ("soft= \t\nbreak", "softbreak"), ("100=25", "100%"),
    ("kept\r\nbreaks\n", "kept\r\nbreaks\n"), ("a=ZZb", "a=ZZb"), ("a=4", "a=4"), ("a=", "a"),
    ("==41", "=A"), ("", ""), ("=\n=\n=41", "A"),
  ])
  func quotedPrintableIsDecoded(_ value: String, _ expected: String) {
    #expect(text(value, .quotedPrintable) == expected, "\(value)")
  }

  @Test(arguments: [
    ("SGVsbG8=", "Hello"), ("SGVs\r\nbG8=\r\n", "Hello"), ("SGVsbG8", "Hello"),
    ("SGVsbG8===", "Hello"), ("S G V s b G 8 =", "Hello"), ("SGVs*bG8=", "Hello"),
    ("SGk=SGk=", "HiHi"), ("SGk=\nSGk=\n", "HiHi"), ("", ""), ("====", ""), ("A", ""),
  ])
  func base64IsDecoded(_ value: String, _ expected: String) {
    #expect(text(value, .base64) == expected, "\(value)")
  }

  @Test func damageIsReported() {
    #expect(decode(Array("SGVsbG8=".utf8), .base64).outcome.isTruncated == false)
    #expect(decode(Array("SGVsbG8".utf8), .base64).outcome.isTruncated)
    #expect(decode(Array("SG!Vs".utf8), .base64).outcome.invalid == 1)
    #expect(decode(Array("a=ZZ".utf8), .quotedPrintable).outcome.invalid == 1)
    #expect(decode(Array("a=".utf8), .quotedPrintable).outcome.isTruncated)
  }

  @Test func quotedPrintableMapsBack() {
    let value = Array("caf=C3=A9=\r\n bar".utf8)
    let map = decode(value, .quotedPrintable).map
    #expect(map.source(of: 0..<3) == 0..<3)
    #expect(map.source(of: 3..<5) == 3..<9)
    #expect(map.source(of: 5..<9) == 12..<16)
    #expect(map.source(of: 0..<9) == 0..<16)
  }

  @Test(arguments: [
    ("begin 644 a.txt\n#0V%T\n`\nend\n", "Cat"), ("#0V%T\n", "Cat"),
    ("begin 644 a\r\n#0V%T\r\n`\r\nend\r\n", "Cat"), ("begin 644 a\n#0V%T\n", "Cat"),
    ("begin-base64 644 a\nQ2F0\n====\n", "Cat"), ("", ""),
  ])
  func uuencodeIsDecoded(_ value: String, _ expected: String) {
    #expect(text(value, .uuencode) == expected, "\(value)")
  }

  @Test func randomBytesComeBackFromCleanBase64() {
    var generator = SeededGenerator(seed: 7)
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let encoded = Twin.base64(bytes, lineLength: 76, lineBreak: length % 2 == 0 ? "\r\n" : "\n")
      let (decoded, outcome, _) = decode(encoded, .base64)
      #expect(decoded == bytes && outcome.invalid == 0 && !outcome.isTruncated)
    }
  }

  @Test func damageInLinesOfBase64IsPassedOver() {
    var generator = SeededGenerator(seed: 13)
    for round in 0..<1_000 {
      let bytes = (0..<round % 300).map { _ in UInt8.random(in: 0...255, using: &generator) }
      // Lines of 75 characters end in the middle of a group.
      var text = Twin.base64(
        bytes, lineLength: [76, 75, 64, 1_000][round % 4],
        lineBreak: ["\n", "\r\n", "\r"][round % 3])
      for _ in 0..<round % 5 {
        let junk = Array("=!- \u{0}".utf8).randomElement(using: &generator) ?? 0
        text.insert(junk, at: Int.random(in: 0...text.count, using: &generator))
      }
      let (decoded, outcome, _) = decode(text, .base64)
      #expect(decoded == Twin.decodeBase64(text), "\(text)")
      if round % 5 == 0 { #expect(decoded == bytes && outcome.invalid == 0) }
    }
  }

  @Test func decodersAgreeWithTheirNaiveTwins() {
    var generator = SeededGenerator(seed: 11)
    let alphabet = Array("AZaz09+/==== \r\n\t!=3DcC9\u{7F}".utf8) + [0x80, 0xFF, 0]
    for round in 0..<3_000 {
      let length = Int.random(in: 0...(round % 10 == 0 ? 400 : 40), using: &generator)
      let bytes = (0..<length).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      #expect(decode(bytes, .base64).bytes == Twin.decodeBase64(bytes), "\(bytes)")
      let (decoded, _, map) = decode(bytes, .quotedPrintable)
      let twin = Twin.decodeQuotedPrintable(bytes)
      #expect(decoded == twin.bytes, "\(bytes)")
      #expect(decoded.indices.map { map.start(of: $0) } == twin.sources, "\(bytes)")
    }
  }
}

/// The obvious way to do it, byte by byte.
private enum Twin {
  static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func base64(_ bytes: [UInt8], lineLength: Int, lineBreak: String) -> [UInt8] {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        text.append(
          place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63] : 0x3D)
      }
      if (text.count + 2) % (lineLength + lineBreak.utf8.count) >= lineLength {
        text += Array(lineBreak.utf8)
      }
    }
    return text
  }

  static func decodeBase64(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var bits: [UInt32] = []
    func flush() {
      let value = (bits + [0, 0, 0, 0]).prefix(4).reduce(0) { $0 << 6 | $1 }
      for place in 0..<max(0, bits.count - 1) {
        output.append(UInt8(truncatingIfNeeded: value >> UInt32(16 - 8 * place)))
      }
      bits = []
    }
    for byte in text {
      if let value = alphabet.firstIndex(of: byte) { bits.append(UInt32(value)) }
      if byte == 0x3D || bits.count == 4 { flush() }
    }
    flush()
    return output
  }

  static func decodeQuotedPrintable(_ text: [UInt8]) -> (bytes: [UInt8], sources: [Int]) {
    var output: [UInt8] = []
    var sources: [Int] = []
    var offset = 0
    while offset < text.count {
      var step = 1
      if text[offset] == 0x3D {
        let rest = text[(offset + 1)...]
        let blanks = rest.prefix { $0 == 0x20 || $0 == 0x09 }.count
        let tail = rest.dropFirst(blanks)
        let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        if digits.count == 2, rest.prefix(2).allSatisfy({ $0 < 0x80 }) {
          output.append(UInt8(digits[0] * 16 + digits[1]))
          sources.append(offset)
          offset += 3
          continue
        }
        if tail.isEmpty || tail.first == 0x0A || tail.first == 0x0D {
          step += blanks
          if tail.first == 0x0D, tail.dropFirst().first == 0x0A {
            step += 2
          } else if !tail.isEmpty {
            step += 1
          }
          offset += step
          continue
        }
      }
      output.append(text[offset])
      sources.append(offset)
      offset += step
    }
    return (output, sources)
  }
}
