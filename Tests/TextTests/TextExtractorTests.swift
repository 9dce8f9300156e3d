import Foundation
import Mail
import Native
import TestSupport
import Testing

@testable import Text

@Suite struct TextExtractorTests {
  /// What an extractor made of a message, LF and CRLF, which must agree.
  private struct Read {
    var passages: Passages
    var bytes: [UInt8]

    func lines(_ field: Passage.Field) -> [String] {
      passages.items.filter { $0.field == field }.map {
        String(decoding: passages.folded[$0.folded], as: UTF8.self)
      }
    }

    var bodies: [String] { lines(.body) }
    var defects: [Defect.Kind] { passages.defects.map(\.kind) }
  }

  private func read(_ bytes: [UInt8], limits: Limits = Limits()) -> Read {
    var parser = MIMEParser(limits: limits)
    var message = Message()
    parser.parse(bytes.span, into: &message)
    var extractor = TextExtractor(limits: limits)
    var passages = Passages()
    extractor.extract(message, from: bytes.span, into: &passages)
    for passage in passages.items {
      #expect(passage.folded.upperBound <= passages.folded.count)
      #expect(passage.text.upperBound <= passages.text.count)
      #expect(Int(passage.foldMap.outputLength) == passage.folded.count)
      #expect(Int(passage.textMap.outputLength) == passage.text.count)
      let all = passages.locate(0..<passage.folded.count, in: passage)
      #expect(all.end <= passages.documents[passage.document].decoded.count)
      if let range = all.bytes { #expect(range.upperBound <= bytes.count) }
    }
    return Read(passages: passages, bytes: bytes)
  }

  private func both(_ message: String, _ check: (Read) -> Void) {
    check(read(Array(message.utf8).withLF))
    check(read(Array(message.utf8).withCRLF))
  }

  @Test func subjectAndBodyAreRead() {
    both("Subject: Field Trip\n\nSee  you\nat NOON.\n") { read in
      #expect(read.lines(.subject) == ["field trip"])
      #expect(read.bodies == ["see you\nat noon."])
      #expect(read.defects.isEmpty)
    }
  }

  @Test func alternativesThatSayTheSameAreReadOnce() {
    let html =
      "<p>Dear family,<br>the <b>trip</b> is on Friday. <a href=\"https://school.example/x\">Details</a></p>"
    for (plain, count) in [
      ("Dear family,\nthe trip is on Friday. Details <https://school.example/x>\n", 0),
      ("Your program cannot show this message.\n", 1),
      (
        "Dear family,\nthe trip is on Friday. Do not tell anyone that the coach will drive you home.\n",
        1
      ),
    ] {
      both(
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\(plain)\n--b\nContent-Type: text/html\n\n\(html)\n--b--\n"
      ) { read in
        let plains = read.passages.items.filter { $0.field == .body && $0.part == "1" }
        #expect((plains.isEmpty ? 0 : 1) == count)
        #expect(read.passages.items.contains { $0.field == .body && $0.part == "2" })
      }
    }
  }

  @Test func wordsAtThePassagesEndsAreTheirOwn() {
    var bag = WordBag()
    let one = Array("see details".utf8)
    let two = Array("https://school.example/x".utf8)
    let plain = Array("see details <https://school.example/x>".utf8)
    bag.add(one.span)
    bag.add(two.span)
    bag.remove(plain.span)
    let isCovered = bag.coveredAll
    #expect(isCovered)
  }

  @Test func attachmentsAreReadOrNoted() {
    both(
      """
      Subject: Files
      Content-Type: multipart/mixed; boundary=b

      --b

      Three files.
      --b
      Content-Type: text/csv; name="Grades Maya.csv"
      Content-Disposition: attachment; filename="Grades Maya.csv"

      name,grade
      Maya,B
      --b
      Content-Type: image/png; name=photo.png
      Content-Transfer-Encoding: base64
      Content-Disposition: inline

      iVBORw0KGgo=
      --b
      Content-Type: application/pdf
      Content-Disposition: attachment; filename=IEP.pdf

      %PDF
      --b--

      """
    ) { read in
      #expect(read.bodies == ["three files."])
      #expect(read.lines(.attachmentName) == ["grades maya.csv", "photo.png", "iep.pdf"])
      #expect(read.lines(.attachment).joined(separator: " ").contains("maya"))
      #expect(read.passages.attachments.map(\.isRead) == [true, false, false])
      #expect(
        read.passages.attachments.map(\.why) == [
          "", "images are not read", "type application/pdf is not read",
        ])
      #expect(read.passages.attachments.map(\.part) == ["2", "3", "4"])
      #expect(read.defects == [.notRead, .notRead])
    }
  }

  @Test func aForwardedMessageIsAQuotation() {
    let inner = "Subject: Inner\nFrom: a@b.example\n\nThe inner words.\n"
    both(
      "Subject: Fwd\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nOuter.\n--b\nContent-Type: message/rfc822\n\n\(inner)\n--b--\n"
    ) { read in
      #expect(read.lines(.subject) == ["fwd", "inner"])
      #expect(read.bodies == ["outer.", "the inner words."])
      #expect(read.passages.items.map(\.isQuoted) == [false, false, true, true])
      #expect(read.passages.items[2].part == "2")
    }
  }

  @Test func anEncodedMessagePartIsParsedAgain() {
    // Subject: Inner, a blank line, "The inner words."
    both(
      "Subject: Fwd\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogSW5uZXIKClRoZSBpbm5lciB3b3Jkcy4K\n"
    ) { read in
      #expect(read.lines(.subject) == ["fwd", "inner"])
      #expect(read.bodies == ["the inner words."])
      let body = read.passages.items.last
      #expect(body?.isQuoted == true)
      if let body { #expect(read.passages.locate(0..<3, in: body).bytes == nil) }
    }
  }

  @Test(arguments: [
    "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nx\n--b--\n",
    "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n",
    "Content-Type: text/plain\n\nbefore\n-----BEGIN PGP MESSAGE-----\n\nhQEMA3\n-----END PGP MESSAGE-----\nafter\n",
  ])
  func encryptedContentIsADefect(message: String) {
    both(message) { read in
      #expect(read.defects == [.encrypted])
      #expect(read.passages.attachments.map(\.why) == ["encrypted"])
      #expect(!read.bodies.joined().contains("hqema3"))
    }
  }

  @Test func signaturesAreNoted() {
    both(
      "Content-Type: multipart/signed; boundary=b\n\n--b\n\nSigned words.\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB\n--b--\n"
    ) { read in
      #expect(read.bodies == ["signed words."])
      #expect(read.defects.isEmpty)
      #expect(read.passages.attachments.map(\.why) == ["a signature holds no text"])
    }
    both("Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nMIIB\n") { read in
      #expect(read.defects == [.undecodable])
    }
  }

  @Test func binaryDataUnderATextLabelIsNoted() {
    let zeros = String(repeating: "\u{0}\u{1}\u{2}PK", count: 40)
    both("Content-Type: text/plain\n\n\(zeros)\n") { read in
      #expect(read.bodies.isEmpty)
      #expect(read.defects == [.undecodable])
    }
  }

  @Test func uuencodedFilesAreTakenOutOfTheText() {
    // The file holds "Maya, B\n".
    both("Subject: x\n\nbefore\nbegin 644 grades.txt\n(36%Y82P@0@H`\n`\nend\nafter\n") { read in
      #expect(read.bodies == ["before", "after"])
      #expect(read.lines(.attachment) == ["maya, b"])
      #expect(read.lines(.attachmentName) == ["grades.txt"])
      #expect(read.passages.attachments.map(\.isRead) == [true])
    }
  }

  @Test func offsetsLeadBackToTheMessage() {
    let message =
      "Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nline one\nMaya caf=C3=A9 was sus=\npended.\n"
    both(message) { read in
      guard let body = read.passages.items.last else {
        Issue.record("no body")
        return
      }
      let folded = Array(read.passages.folded[body.folded])
      let word = Array("suspended".utf8)
      guard let at = folded.span.firstOffset(of: word.span) else {
        Issue.record("no word")
        return
      }
      let place = read.passages.locate(at..<at + word.count, in: body)
      #expect(place.line == 2)
      #expect(place.column == 15)
      let source = place.bytes.map { String(decoding: read.bytes[$0], as: UTF8.self) }
      #expect(source?.replacingOccurrences(of: "\r", with: "") == "sus=\npended")
    }
  }

  @Test func aLabelThatLiesIsADefectAndTheTextIsRead() {
    both("Content-Type: text/plain; charset=x-nonsense\n\nCaf\u{E9}\n") { read in
      #expect(read.bodies == ["café"])
      #expect(read.defects == [.unknownCharset])
    }
    both("Content-Type: text/plain; charset=us-ascii\n\nCaf\u{E9}\n") { read in
      #expect(read.bodies == ["café"])
      #expect(read.defects == [.wrongCharset])
    }
  }

  @Test func decodedTextHasALimit() {
    var limits = Limits()
    limits.decodedBytes = 1_000
    let long = String(repeating: "word ", count: 1_000)
    let message = Array(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\(long)\n--b\n\nsecond part\n--b--\n"
        .utf8)
    let read = read(message, limits: limits)
    #expect(read.defects == [.tooLarge, .tooLarge])
    #expect(read.passages.decoded.count <= 1_000)
  }

  @Test func damagedMessagesAreReadWithoutHarm() {
    let inner = "U3ViamVjdDogSW5uZXIKClRoZSBpbm5lciB3b3Jkcy4K"
    let message = Array(
      """
      Subject: =?utf-8?Q?caf=C3=A9?=
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: multipart/alternative; boundary=c

      --c
      Content-Type: text/plain; charset=iso-2022-jp

      \u{1B}$B3X9;\u{1B}(B words
      --c
      Content-Type: text/html; charset=gb18030

      <p>words <table><tr><td>a</td><td>b</td></tr></table><a href="x&amp;y">z</a>
      --c--
      --b
      Content-Type: message/rfc822
      Content-Transfer-Encoding: base64

      \(inner)
      --b
      Content-Type: text/plain; charset=utf-16le; name="=?utf-8?B?w6k=?="
      Content-Transfer-Encoding: quoted-printable

      H=00=C3=A9=00
      --b
      Content-Type: text/csv; format=flowed

      a,b
      begin 644 x.txt
      (36%Y82P@0@H`
      `
      end
      -----BEGIN PGP MESSAGE-----
      --b--

      """.utf8)
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<1_500 {
      var damaged = message
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let at = Int.random(in: 0..<damaged.count, using: &generator)
        let end = min(damaged.count, at + Int.random(in: 1...40, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: damaged[at] = UInt8.random(in: 0...255, using: &generator)
        case 1 where damaged.count > 80: damaged.removeSubrange(at..<end)
        case 2: damaged.insert(contentsOf: damaged[at..<end], at: at)
        default: damaged.insert(contentsOf: [0xE2, 0x80, 0x8B, 0xFF], at: at)
        }
      }
      let result = read(damaged)
      let isValid =
        result.passages.decoded.span.isValidUTF8 && result.passages.folded.span.isValidUTF8
      #expect(isValid)
    }
  }

  @Test func anExtractorIsReusedWithoutTraces() {
    let first = Array("Subject: one\n\nbody one\n".utf8)
    let second = Array("Subject: two\n\nbody two\n".utf8)
    var parser = MIMEParser()
    var extractor = TextExtractor()
    var message = Message()
    var passages = Passages()
    for bytes in [first, second] {
      parser.parse(bytes.span, into: &message)
      extractor.extract(message, from: bytes.span, into: &passages)
    }
    #expect(String(decoding: passages.folded, as: UTF8.self) == "twobody two")
    #expect(passages.items.count == 2)
  }

  @Test func largeDocumentsKnowTheirLines() {
    var text: [UInt8] = []
    for line in 0..<20_000 { text += Array("línea \(line)\n".utf8) }
    let indexed = Document(decoded: 0..<text.count, source: nil, indexing: text.span)
    let plain = Document(decoded: 0..<text.count, source: nil)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<50 {
      let offset = Int.random(in: 0...text.count, using: &generator)
      #expect(indexed.place(of: offset, in: text.span) == plain.place(of: offset, in: text.span))
    }
  }
}
