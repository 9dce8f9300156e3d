import Native
import Testing

@Suite("Hashes, codes and seals")
struct SHA256Tests {
  /// FIPS 180-2, appendix B: one block, two blocks, and a million times the letter a.
  @Test func hashesAreTheStandards() {
    #expect(
      SHA256.hash(Array("abc".utf8)).hexadecimal
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hash(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        .hexadecimal
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    var pieces = SHA256()
    pieces.update(Array("ab".utf8))
    pieces.update(Array("c".utf8))
    #expect(
      pieces.finishName()
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    var million = SHA256()
    for _ in 0..<1_000 { million.update([UInt8](repeating: 0x61, count: 1_000)) }
    million.update([])
    #expect(
      million.finish().hexadecimal
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(
      SHA256().finish().hexadecimal
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  /// RFC 4231, test cases 1, 2 and 6: a key of 20 bytes, one of 4, and one longer than a block.
  @Test func codesAreTheStandards() {
    #expect(
      AuthenticationKey([UInt8](repeating: 0x0B, count: 20)).code(for: Array("Hi There".utf8))
        .hexadecimal
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      AuthenticationKey(Array("Jefe".utf8)).code(for: Array("what do ya want for nothing?".utf8))
        .hexadecimal
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      AuthenticationKey([UInt8](repeating: 0xAA, count: 131)).code(
        for: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
      ).hexadecimal
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test func sealedBytesOpenUnderTheirKeyAndNumberAlone() {
    let key = SealingKey([UInt8](0..<32))
    for length in [0, 1, 63, 64, 5_000] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
      let sealed = key.seal(bytes, number: 7)
      #expect(sealed.count == length + SealingKey.overhead)
      #expect(key.open(sealed, number: 7) == bytes)
      #expect(key.open(sealed, number: 8) == nil)
      #expect(SealingKey([UInt8](1..<33)).open(sealed, number: 7) == nil)
      for index in [0, sealed.count / 2, sealed.count - 1] {
        var changed = sealed
        changed[index] ^= 1
        #expect(key.open(changed, number: 7) == nil)
      }
    }
    #expect(key.open([1, 2, 3], number: 0) == nil)
    #expect(
      key.seal(Array("same".utf8), number: 1) != key.seal(Array("same".utf8), number: 2))
  }
}
