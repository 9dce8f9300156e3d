import Documents
import Native
import Testing

@Suite struct DocumentKindTests {
  @Test(arguments: [
    (Array("PK\u{3}\u{4}rest".utf8), DocumentKind.archive(.zip)),
    (Array("PK\u{5}\u{6}".utf8), .archive(.zip)),
    ([0x1F, 0x8B, 8, 0, 0], .archive(.gzip)),
    (Array("BZh91AY".utf8), .archive(.bzip2)),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], .archive(.xz)),
    ([0x28, 0xB5, 0x2F, 0xFD], .archive(.zstd)),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive(.sevenZip)),
    ([UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8), .archive(.tar)),
    (Array("{\\rtf1\\ansi".utf8), .richText),
    (Array("%PDF-1.7\n".utf8), .pdf),
    (Array("\r\n%PDF-1.4".utf8), .pdf),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .compound),
    ([0x78, 0x9F, 0x3E, 0x22, 1], .tnef),
  ])
  func theBeginningTells(head: [UInt8], kind: DocumentKind) {
    #expect(DocumentKind(head: head.span) == kind)
  }

  @Test(arguments: [
    "", "P", "PK", "Dear PK\u{3}\u{4}", "The mark %PDF-1.7 begins a PDF", "{\\r", "BZh", "BZhello",
    "From a@b.example\n", "ustar",
  ])
  func otherBeginningsAreNone(head: String) {
    let bytes = Array(head.utf8)
    #expect(DocumentKind(head: bytes.span) == nil)
  }
}
