import Native
import TestSupport
import Testing

@testable import Mail

/// The short way of reading mailboxes against the one that takes every entry to pieces.
@Suite struct PlainMailboxTests {
  private func mailboxes(_ value: [UInt8], takesAllApart: Bool) -> [Mailbox] {
    var mailboxes: [Mailbox] = []
    var charsets = CharsetDecoder()
    AddressList.read(
      value.span, with: &charsets, into: &mailboxes, takesAllApart: takesAllApart)
    return mailboxes
  }

  private static let pieces = [
    "a", "Dana", "d@x.example", "<d@x.example>", "<", ">", "@", "\"", "\"Whitfield, D\"", "\\", ",",
    ";", ":", " ", "  ", "\r\n ", "\t", "(w)", "(", ")", "[", "=", "=?utf-8?Q?=C3=A9?=", ".", "é",
    ", ", ", ", " <d@x.example>, ", "\" Omar \" <o@x.example>", "<a=b@x.example>", "\u{1}", "\"\"",
  ]

  @Test func bothWaysGiveTheSame() {
    var generator = SeededGenerator(seed: 41)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...8, using: &generator)
      let value = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
        .joined()
      let bytes = Array(value.utf8)
      #expect(
        mailboxes(bytes, takesAllApart: false) == mailboxes(bytes, takesAllApart: true), "\(value)")
    }
  }

  @Test(arguments: [
    ("Dana Whitfield <d@x.example>", true), ("\"Whitfield, Dana\" <d@x.example>,", true),
    (" d@x.example ;", true), ("<a=b@x.example>", true), ("\"\"<d@x.example>", true),
    ("Dana  Whitfield <d@x.example>", false), ("\"Dana,\" <d@x.example>", false),
    ("Dana", false), ("Dana d@x.example", false), ("<@r.example:d@x.example>", false),
    ("é <d@x.example>", false), ("d@x.example (Dana)", false), ("", false), (",", false),
  ])
  func onlyPlainEntriesAreReadTheShortWay(_ value: String, _ isPlain: Bool) {
    let bytes = Array(value.utf8)
    var offset = 0
    let mailbox = PlainMailbox.read(at: &offset, in: bytes.span)
    #expect((mailbox != nil) == isPlain)
    #expect(offset == (isPlain ? bytes.count : 0))
  }
}
