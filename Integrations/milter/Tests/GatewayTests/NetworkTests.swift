import Gateway
import Testing

@Suite struct NetworkTests {
  @Test(
    arguments: [
      ("10.2.0.0/16", [10, 2, 200, 3], true), ("10.2.0.0/16", [10, 3, 0, 0], false),
      ("192.0.2.7", [192, 0, 2, 7], true), ("192.0.2.7", [192, 0, 2, 8], false),
      ("0.0.0.0/0", [203, 0, 113, 9], true), ("10.128.0.0/9", [10, 127, 0, 1], false),
      ("10.2.0.0/16", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 2, 0, 1], true),
      ("2001:db8::/32", [0x20, 1, 0x0D, 0xB8, 9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true),
      ("2001:db8::/32", [0x20, 1, 0x0D, 0xB9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], false),
      ("[::1]", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true),
      ("2001:db8:1:2:3:4:5:6", [0x20, 1, 0x0D, 0xB8, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6], true),
      ("local", [], true), ("10.0.0.0/8", [], false), ("local", [127, 0, 0, 1], false),
    ] as [(String, [UInt8], Bool)])
  func addressesOfARange(range: String, address: [UInt8], isInside: Bool) throws {
    #expect(try #require(Network(range)).contains(address) == isInside)
  }

  @Test(arguments: [
    "", "10.2.0.0/33", "10.2.0.1/16", "10.2.0", "10.2.0.256", "1::2::3", "1:2:3:4:5:6:7:8:9",
    "2001:db8::1/32", "12345::", "host.example", "10.0.0.0/8/8", "::/129",
  ])
  func whatIsNoRange(text: String) { #expect(Network(text) == nil) }
}
