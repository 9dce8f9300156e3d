import Mail
import Native
import TestSupport
import Testing

@Suite struct MIMEParserTests {
  private func parse(_ bytes: [UInt8], _ limits: Limits = Limits()) -> Message {
    var parser = MIMEParser(limits: limits)
    var message = Message()
    parser.parse(bytes.span, into: &message)
    SharedMailTests.check(message, length: bytes.count, "generated")
    return message
  }

  private func kinds(_ message: Message) -> [Defect.Kind] { message.defects.map(\.kind) }

  private func multipart(_ inside: String) -> [UInt8] {
    Array("Content-Type: multipart/mixed; boundary=b\n\n\(inside)".utf8)
  }

  // MARK: Limits

  @Test func deepNestingStopsAtItsLimit() {
    var text = ""
    for level in 0..<10_000 {
      text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
    }
    let message = parse(Array((text + "\nthe innermost\n").utf8))
    #expect(message.parts.count == Limits().depth + 1)
    #expect(kinds(message).contains(.tooDeep))
    #expect(message.parts.last?.body.upperBound == text.utf8.count + 15)
  }

  @Test func deeplyEmbeddedMessagesStopAtTheirLimit() {
    let text = String(repeating: "Content-Type: message/rfc822\n\n", count: 10_000)
    let message = parse(Array(text.utf8))
    #expect(message.parts.count == Limits().depth + 1 && kinds(message) == [.tooDeep])
  }

  @Test func manyPartsStopAtTheirLimit() {
    let message = parse(multipart(String(repeating: "--b\n\nx\n", count: 100_000)))
    #expect(message.parts.count == Limits().parts && kinds(message).contains(.tooManyParts))
  }

  @Test func manyFieldsStopAtTheirLimitAndTheBodyIsRead() {
    var limits = Limits()
    limits.headerFields = 10
    let fields = String(repeating: "X-Field: 1\n folded\n", count: 100)
    let message = parse(Array("\(fields)\nBody.\n".utf8), limits)
    #expect(message.headers.count == 10 && kinds(message) == [.tooManyHeaders])
    #expect(message.parts.first?.body.count == 6)
    limits = Limits()
    limits.headerBytes = 100
    #expect(kinds(parse(Array("\(fields)\nBody.\n".utf8), limits)) == [.tooManyHeaders])
  }

  @Test func longMessagesAreReadUpToTheirLimit() {
    var limits = Limits()
    limits.messageBytes = 30
    let message = parse(Array("Subject: x\n\n\(String(repeating: "y", count: 100))".utf8), limits)
    #expect(message.parts.first?.body == 12..<30 && kinds(message) == [.tooLarge])
  }

  @Test func aBoundaryOfAMegabyteIsABoundary() {
    let boundary = String(repeating: "x", count: 1 << 20 - 100)
    let text =
      "Content-Type: multipart/mixed; boundary=\(boundary)\n\n--\(boundary)\n\none\n"
      + String(repeating: "--\(boundary.dropLast())y\n", count: 4) + "--\(boundary)--\n"
    var limits = Limits()
    limits.headerBytes = 2 << 20
    #expect(parse(Array(text.utf8), limits).parts.count == 2)
  }

  @Test func hostileMessagesTakeLinearTime() {
    let clock = ContinuousClock()
    let units = [
      "--b\n", "--b--\n", "--", "\n--", "\r", "\n", "\r\n", "junk\n", "junk\nTo: a\n", " \n",
      "a:", "a: b\r", "--b\nContent-Type: multipart/mixed\n\n--x\n", "From \n", "\n ", "\r\r\n",
      "--b\nContent-Type: multipart/digest; boundary=b\n\n", "--b \t", "a\r", "To\r", "X-A: \r",
    ]
    for unit in units {
      for start in ["", "Content-Type: multipart/mixed; boundary=b\n\n", "To: a\n"] {
        let text = start + String(repeating: unit, count: 200_000 / unit.utf8.count)
        let time = clock.measure { _ = parse(Array(text.utf8)) }
        #expect(time < .seconds(10), "\(start.debugDescription) \(unit.debugDescription): \(time)")
      }
    }
  }

  @Test func randomMailParses() {
    var generator = SeededGenerator(seed: 3)
    let pieces = [
      "--b", "--a", "--", "\n", "\r\n", "\r", "\n\n", " ", "\t", ":", "Content-Type: ",
      "multipart/mixed; boundary=a\n", "multipart/digest; boundary=\"b\"\n", "message/rfc822\n",
      "text/plain\n", "To: ", "<a@b>", "Subject: =?utf-8?Q?", "?=", "\"", "(", ";", "=", "é", "x",
      "Content-Transfer-Encoding: base64\n", "From ", "multipart/mixed\n", "name*0*=", "\u{0}",
    ]
    for _ in 0..<4_000 {
      let text = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
      let message = parse(Array(text.utf8))
      #expect(!message.parts.isEmpty)
    }
  }

  // MARK: Boundaries

  /// The obvious way to find the parts of one multipart: line by line.
  private func naiveParts(_ body: String) -> [String] {
    var parts: [[Substring]] = []
    var isOpen = false
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      var trimmed = line
      while trimmed.last == " " || trimmed.last == "\t" { trimmed.removeLast() }
      if trimmed == "--b" {
        parts.append([])
        isOpen = true
      } else if trimmed == "--b--" {
        isOpen = false
      } else if isOpen {
        parts[parts.count - 1].append(line)
      }
    }
    return parts.map { $0.joined(separator: "\n") }
  }

  @Test func boundariesAreFoundAsTheNaiveTwinFindsThem() {
    var generator = SeededGenerator(seed: 5)
    let lines = [
      "--b", "--b--", "--b ", "--b--\t", "--bb", "--b-", "-b", " --b", "--", "---b", "text", "",
      "a longer line of text with -- in it", "--b x", "b", "--b---",
      String(repeating: "x-", count: 70),
    ]
    for _ in 0..<3_000 {
      // Every part starts with the empty line that ends its empty header.
      let body = (0..<Int.random(in: 1...30, using: &generator)).map { _ -> String in
        let line = lines.randomElement(using: &generator) ?? ""
        return line == "--b" || line == "--b " ? line + "\n" : line
      }.joined(separator: "\n")
      let expected = naiveParts(body + "\n--b--")
      guard !expected.isEmpty else { continue }
      for bytes in [multipart(body + "\n--b--"), multipart(body + "\n--b--").withCRLF] {
        let message = parse(bytes)
        let found = message.parts.dropFirst().map {
          "\n" + String(decoding: Array(bytes[$0.body]).withLF, as: UTF8.self)
        }
        // A part whose empty line is all it has ends where its header does.
        #expect(
          found.map { $0 == "\n" ? "" : $0 } == expected.map { $0 == "\n" ? "" : $0 },
          "\(body.debugDescription)")
      }
    }
  }

  @Test func lineBreaksMayBeCarriageReturnsAlone() {
    let text = """
      Subject: old
      Content-Type: multipart/mixed; boundary=b

      --b

      one
      --b
      Content-Type: text/html

      two
      --b--

      """
    let bytes = Array(text.utf8).map { $0 == 0x0A ? 0x0D : $0 }
    let message = parse(bytes)
    #expect(message.parts.map(\.section) == ["", "1", "2"])
    #expect(
      message.parts.dropFirst().map { String(decoding: bytes[$0.body], as: UTF8.self) } == [
        "one", "two",
      ])
  }

  @Test func aParserIsReusedWithoutTraces() {
    var parser = MIMEParser()
    var message = Message()
    let first = multipart("--b\n\nx")
    let second = Array("Subject: plain\n\ntext".utf8)
    parser.parse(first.span, into: &message)
    parser.parse(second.span, into: &message)
    #expect(message.parts.count == 1 && message.defects.isEmpty && message.headers.count == 1)
    parser.parse([UInt8]().span, into: &message)
    #expect(message.parts.count == 1 && message.parts[0].body == 0..<0 && message.subject == nil)
  }
}
