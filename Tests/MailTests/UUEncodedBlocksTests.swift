import Mail
import TestSupport
import Testing

@Suite struct UUEncodedBlocksTests {
  private func names(_ text: String) -> [String] {
    [Array(text.utf8).withLF, Array(text.utf8).withCRLF].map { bytes in
      UUEncodedBlocks.find(in: bytes.span).map {
        "\($0.name) \($0.isTerminated) "
          + String(decoding: Array(bytes[$0.range]).withLF, as: UTF8.self)
      }.joined(separator: "|")
    }
  }

  @Test func blocksAreFoundInText() {
    let block = "begin 644 bus list.txt\n#0V%T\n`\nend\n"
    let found = names("Hello,\n\n" + block + "\nbegin 755 x\n#0V%T\nend\nbye\n")
    #expect(found[0] == "bus list.txt true \(block)|x true begin 755 x\n#0V%T\nend\n")
    #expect(found[1] == found[0])
  }

  @Test(arguments: [
    "begin with the letters\n#0V%T\nend\n", "begin 644\n#0V%T\nend\n", "begin 888 x\n#0V%T\nend\n",
    "so we begin 644 x\n#0V%T\nend\n", "begin 644 x\nsome words\nend\n", "begin 644 x\nend\n",
    "begin 644 x\n", "begin", "begin 644 x",
  ])
  func proseIsNone(_ text: String) {
    #expect(names(text)[0].isEmpty, "\(text)")
  }

  @Test func aCutBlockStopsBeforeTheNextLine() {
    let found = names("begin 644 x\n#0V%T\n#0V%T\nand then words\n")
    #expect(found[0] == "x false begin 644 x\n#0V%T\n#0V%T\n")
  }

  @Test func hostileTextsTakeLinearTime() {
    let clock = ContinuousClock()
    for unit in [
      "begin 644 x\n", "begin 644 x\n#0V%T\n", "begin-base64 644 x\nQUJD\n", "begin ",
      "\nbegin 644 x\n\n",
    ] {
      let bytes = Array(String(repeating: unit, count: 200_000 / unit.utf8.count).utf8)
      let time = clock.measure { _ = UUEncodedBlocks.find(in: bytes.span) }
      #expect(time < .seconds(10), "\(unit) took \(time)")
    }
  }
}
