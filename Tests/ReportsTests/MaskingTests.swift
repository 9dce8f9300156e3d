import Reports
import Scanning
import Testing

@Suite struct MaskingTests {
  @Test(arguments: [
    ("219-08-4411", "•••-••-••••"), ("Maya Torres", "M••• T•••••"),
    ("(413) 555-0142", "(•••) •••-••••"),
    ("m.torres@mail.example", "m.t•••••@m•••.e••••••"), ("José", "J•••"), ("", ""),
    ("e\u{301}ric", "e••••"), ("٣٤", "••"), ("A1B2", "A•••"),
  ])
  func onlyAHintOfTheShapeStays(value: String, masked: String) {
    #expect(Masking.mask(value) == masked)
  }

  @Test func phrasesStayReadableAndMentionsDoNot() {
    let text = "Maya Torres starts an out of school suspension on Monday"
    let match = 22..<46
    let excerpt = Excerpt(text: text, match: match, sensitive: [0..<11])
    #expect(Masking.match(of: excerpt, isShown: false) == "out of school suspension")
    #expect(
      Masking.line(of: excerpt, isShown: false)
        == "M••• T••••• starts an «out of school suspension» on Monday")
    #expect(Masking.line(of: excerpt, isShown: true).hasPrefix("Maya Torres"))
  }

  @Test func rangesInsideACharacterNeverSplitIt() {
    let excerpt = Excerpt(text: "añb", match: 2..<3, sensitive: [2..<3])
    #expect(Masking.line(of: excerpt, isShown: false).contains("b"))
  }
}

@Suite struct PseudonymTests {
  @Test func sameKeySamePseudonymAndTheDomainStays() {
    let pseudonyms = Pseudonyms(key: Array("a key of the district".utf8))
    let one = pseudonyms.pseudonym(of: "Maya.Torres@Students.maplehollow.example")
    #expect(one == pseudonyms.pseudonym(of: "maya.torres@students.maplehollow.example"))
    #expect(one.hasPrefix("p-") && one.hasSuffix("@students.maplehollow.example"))
    #expect(!one.contains("torres"))
    let other = Pseudonyms(key: Array("another".utf8))
    #expect(other.pseudonym(of: "maya.torres@students.maplehollow.example") != one)
  }

  @Test func digestsAreStandardSHA256() {
    var digest = Digest()
    digest.update(Array("ab".utf8))
    digest.update(Array("c".utf8))
    // FIPS 180-2, appendix B.1.
    #expect(
      digest.finish()
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
