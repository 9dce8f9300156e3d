import Foundation
import Mail
import Native
import TestSupport
import Testing

@Suite struct MboxTests {
  static let two = """
    From ada@mail.example Wed Mar  4 21:47:00 2026
    From: ada@mail.example
    Subject: one

    Dear Bo,
    >From my point of view it works.
    From here on it is text.

    From bo@mail.example Thu Mar  5 08:00:01 2026
    Subject: two

    Last line

    """

  @Test func messagesStandBetweenSeparatorsAndStayAsTheyAre() throws {
    let found = try messages(in: Self.two)
    #expect(found.count == 2)
    #expect(found[0].envelope == "From ada@mail.example Wed Mar  4 21:47:00 2026")
    #expect(found[0].offset == 47)
    #expect(found[0].text.hasPrefix("From: ada@mail.example\n"))
    #expect(found[0].text.hasSuffix(">From my point of view it works.\nFrom here on it is text.\n"))
    #expect(found[1].text == "Subject: two\n\nLast line\n")
    #expect(found.allSatisfy { $0.length == $0.text.utf8.count && $0.defects.isEmpty })
  }

  @Test func lineBreaksOfBothKindsSplitAlike() throws {
    let unix = try messages(in: Array(Self.two.utf8).withLF)
    let dos = try messages(in: Array(Self.two.utf8).withCRLF)
    #expect(unix.map(\.text) == dos.map { $0.text.replacing("\r\n", with: "\n") })
    #expect(unix.map(\.envelope) == dos.map(\.envelope))
  }

  @Test(arguments: [
    "From ada@mail.example Wed Mar  4 21:47:00 2026",
    "From ada@mail.example Wed Mar 04 21:47 2026",
    "From ada@mail.example Wed Mar  4 21:47:00 EST 2026",
    "From ada@mail.example Wed Mar  4 21:47:00 MET DST 2026",
    "From ada@mail.example Wed Mar  4 21:47:00 2026 -0500",
    "From 1700000000000000001@xxx Wed Mar 04 21:47:00 +0000 2026",
    "From ada at mail.example  Wed Mar  4 21:47:00 2026",
    "From ada at mail.example (Ada Fox)  wed mar  4 9:47:00 2026",
    "From - Wed Mar  4 21:47:00 2026",
    "From \"Ada Fox\" Wed, 4 Mar 2026 21:47:00 +0100",
    "From ada Wed Mar  4 21:47:00 102",
    "From uucp Wed Mar  4 21:47:00 96 remote from hub",
    "From MAILER-DAEMON Wed Mar  4 21:47:00 2026 (CET)",
    "From Mon Tue Wed Mar  4 21:47:00 2026",
  ])
  func aLineWithADateSeparates(line: String) throws {
    let found = try messages(
      in: "From x Sun Jan  1 00:00:00 2023\nA: b\n\ntext\n\(line)\nC: d\n\nmore\n")
    #expect(found.map(\.text) == ["A: b\n\ntext\n", "C: d\n\nmore\n"])
  }

  @Test(arguments: [
    "From my understanding it works on Wed, mostly.",
    "From Wed Mar 4 on we meet in room 9.",
    "From Wed Mar  4 21:47:00 2026 on we meet in room 9.",
    "From ada Wed Mar 32 21:47:00 2026", "From ada Wed Mar  4 24:47:00 2026",
    "From ada Wed Foo  4 21:47:00 2026", "From ada Wed Mar  4 21:47:00",
    "From ada Wed Mar  4 21:47:00 20265", "from ada@mail.example Wed Mar  4 21:47:00 2026",
    "From", "From ", "From a@b.example,", " From ada@mail.example Wed Mar  4 21:47:00 2026",
    "From a@b",
    ">From ada@mail.example Wed Mar  4 21:47:00 2026",
  ])
  func aLineWithoutOneIsText(line: String) throws {
    let text = "A: b\n\ntext\n\(line)\nC: d\n\nmore\n"
    #expect(try messages(in: "From x Sun Jan  1 00:00:00 2023\n" + text).map(\.text) == [text])
  }

  @Test func aSeparatorWithoutDateNeedsAHeaderAfterItAndAnAddressAnEmptyLineBefore() throws {
    let mailbox =
      "\u{FEFF}From -\nA: b\n\ntext\n\nFrom Russia with love\nYear: 1963\n\nFrom a@b.example\nC: d\n\nmore\n\nFrom -\n\nend\n"
    let found = try messages(in: mailbox)
    #expect(
      found.map(\.text) == [
        "A: b\n\ntext\n\nFrom Russia with love\nYear: 1963\n", "C: d\n\nmore\n\nFrom -\n\nend\n",
      ])
    #expect(found[0].offset == 10)
  }

  @Test func aContentLengthCountsOnlyWhenItEndsAtASeparator() throws {
    let first = "From x Sun Jan  1 00:00:00 2023\n"
    let bare = "text\n\nFrom a@b.example Mon Jan  2 00:00:00 2023\ninside\n"
    let header = "Content-Length: \(bare.utf8.count)\nA: b\n\n"
    let second = "From y Tue Jan  3 00:00:00 2023\nC: d\n\nmore\n"
    #expect(
      try messages(in: first + header + bare + "\n" + second).map(\.text) == [
        header + bare, "C: d\n\nmore\n",
      ])
    #expect(try messages(in: first + header + bare + second).map(\.text).first == header + bare)
    // The same length at the end of the file.
    #expect(try messages(in: first + header + bare).map(\.text) == [header + bare])
    #expect(try messages(in: first + header + bare + "\n").map(\.text) == [header + bare])
    // One byte off, and it counts for nothing.
    let wrong = try messages(in: first + header + "x" + bare + "\n" + second)
    #expect(wrong.map(\.text) == [header + "xtext\n", "inside\n", "C: d\n\nmore\n"])
    // A length that ends early, or in the header, or is no number.
    for length in ["3", "0", "99999999999999999999999", "-5", "x"] {
      let text = "content-length: \(length)\n\n" + "text\n"
      #expect(
        try messages(in: first + text + "\n" + second).map(\.text) == [text, "C: d\n\nmore\n"])
    }
  }

  @Test func lengthsThatLeadNowhereAreNotFollowedForEver() throws {
    let one = "From x Sun Jan  1 00:00:00 2023\nContent-Length: 60000000\n\ntext\n\n"
    let found = try messages(in: String(repeating: one, count: 5_000))
    #expect(found.count == 5_000)
  }

  @Test func oddMailboxesLoseNothing() throws {
    #expect(try messages(in: "", format: .mbox).isEmpty)
    #expect(try messages(in: "\n\r\n\n", format: .mbox).isEmpty)
    #expect(try messages(in: "\n\nFrom x Sun Jan  1 00:00:00 2023\n").map(\.text) == [""])
    #expect(try messages(in: "From x Sun Jan  1 00:00:00 2023").map(\.text) == [""])
    let empty =
      "From x Sun Jan  1 00:00:00 2023\nFrom y Sun Jan  1 00:00:00 2023\n\nFrom z Sun Jan  1 00:00:00 2023\nA: b\n"
    #expect(try messages(in: empty).map(\.text) == ["", "", "A: b\n"])
    let junk = try messages(
      in: "lost text\nFrom x Sun Jan  1 00:00:00 2023\nA: b\n", format: .mbox)
    #expect(junk.map(\.text) == ["lost text\n", "A: b\n"])
    #expect(junk.map(\.defects) == [[.malformedHeader], []])
    #expect(try messages(in: "abc", format: .mbox).map(\.text) == ["abc"])
  }

  @Test func aMessageOverTheLimitIsCutAndTheNextIsFound() throws {
    let head = "From x Sun Jan  1 00:00:00 2023\n"
    let long = "A: b\n\n" + String(repeating: "long line\n", count: 50_000)
    let mailbox = head + "B: 1\n\n" + "\n" + head + long + "\n" + head + "C: d\n\nend\n"
    for window in [100, 4096, 1 << 20] {
      let found = try messages(in: Array(mailbox.utf8), format: .mbox, window: window, limit: 1_000)
      #expect(found.count == 3)
      #expect(found[1].text == String(long.prefix(1_000)))
      #expect(found[1].length == long.utf8.count)
      #expect(found[1].offset == 2 * head.utf8.count + 7)
      #expect(found[1].defects == [.tooLarge])
      #expect(found[2].text == "C: d\n\nend\n")
      #expect(found[2].defects.isEmpty)
    }
  }

  /// Lines that a random mailbox is made of.
  private static let pieces = [
    "From a@b.example Mon Jan  2 00:00:00 2023\n", "From a@b.example\n", "From -\n", "From me\n",
    "From a@b Mon Jan  2 00:00:00 2023 remote from x\r\n", ">From a Mon Jan  2 00:00:00 2023\n",
    "\n",
    "\n", "\r\n", "A: b\n", "Content-Length: 0\n", "Content-Length: 7\n", "Content-Length: 49\n",
    "Content-Length: 120\n", "Fro", "m ", "\r", "text\n", "F", " \n", "\u{FEFF}", "é\n", "From ",
  ]

  @Test func windowsOfAnySizeSplitAlike() throws {
    var generator = SeededGenerator(seed: 42)
    let folder = try ScratchFolder()
    for round in 0..<400 {
      var mailbox: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        mailbox.append(contentsOf: (Self.pieces.randomElement(using: &generator) ?? "").utf8)
      }
      try folder.write(mailbox, to: "mail")
      let limit = round % 3 == 0 ? 60 : 64 << 20
      let whole = try messages(of: folder.path("mail"), format: .mbox, limit: limit).messages
      for window in [1, 7, 64] {
        let found = try messages(
          of: folder.path("mail"), format: .mbox, window: window, limit: limit
        ).messages
        #expect(
          found == whole,
          "round \(round), window \(window): \(String(decoding: mailbox, as: UTF8.self).debugDescription)"
        )
      }
    }
  }

  /// The naive twin: lines, one after another, without Content-Length.
  private func naive(_ mailbox: [UInt8]) -> [[UInt8]] {
    let dated =
      /From .*(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} +\d{1,2} \d\d:\d\d:\d\d \d{4}( remote from \w+)?\r?/
    var found: [[UInt8]] = []
    var lines = mailbox.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0 + [0x0A] }
    lines[lines.count - 1].removeLast()
    for line in lines {
      let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: ["\n"])
      if (try? dated.wholeMatch(in: text)) != nil {
        if var last = found.popLast() {
          dropEmptyLine(&last)
          found.append(last)
        }
        found.append([])
      } else if !found.isEmpty {
        found[found.count - 1].append(contentsOf: line)
      }
    }
    if var last = found.popLast() {
      dropEmptyLine(&last)
      found.append(last)
    }
    return found
  }

  private func dropEmptyLine(_ message: inout [UInt8]) {
    if message == [0x0A] || message.suffix(2) == [0x0A, 0x0A] {
      message.removeLast()
    } else if message == [0x0D, 0x0A] || message.suffix(3) == [0x0A, 0x0D, 0x0A] {
      message.removeLast(2)
    }
  }

  @Test func agreesWithTheNaiveTwin() throws {
    var generator = SeededGenerator(seed: 43)
    let pieces = Self.pieces.filter {
      !$0.hasPrefix("Content") && $0 != "From a@b.example\n" && $0 != "From -\n" && $0 != "From "
        && $0 != "\u{FEFF}" && $0 != "\r"
    }
    for _ in 0..<300 {
      var mailbox = Array(pieces[0].utf8)
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        mailbox.append(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8)
      }
      let found = try messages(in: mailbox, format: .mbox).map { Array($0.text.utf8) }
      #expect(
        found == naive(mailbox), "\(String(decoding: mailbox, as: UTF8.self).debugDescription)")
    }
  }
}
