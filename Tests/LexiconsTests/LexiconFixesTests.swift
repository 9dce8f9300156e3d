import Lexicons
import Native
import Testing

@Suite struct LexiconFixesTests {
  private func fixed(_ text: String) -> (text: String, applied: Int)? {
    let bytes = Array(text.utf8)
    let set = LexiconSet(files: [("t.lexicon", bytes)], vocabulary: .forTests)
    return LexiconFixes.apply(set.diagnostics, to: bytes).map {
      (String(decoding: $0.bytes, as: UTF8.self), $0.applied.count)
    }
  }

  @Test func slipsOfALetterAreMendedAndCommentsStay() throws {
    let text =
      "\u{FEFF}lexicon t\r\nconcern studnet\r\n\r\n# Why it is here.\r\nrule r\r\n  abuot\u{A0} Ärger.\r\n"
      + "  # Only with a student.\r\n  neds   studen within sentense\r\n  +30  kept\r\n  hit «kept»\r\n  mis y\r\n"
    let first = try #require(fixed(text))
    #expect(first.applied == 4)
    #expect(first.text.hasPrefix("\u{FEFF}lexicon t\r\nconcern student\r\n\r\n# Why"))
    #expect(
      first.text.contains("\r\n  about\u{A0} Ärger.\r\n  # Only with a student.\r\n  needs   "))
    #expect(first.text.contains("\r\n  miss y\r\n"))
    // One mistake hides the next: of a line the first is mended.
    var text2 = first.text
    while let next = fixed(text2) { text2 = next.text }
    #expect(text2.contains("  needs   student within sentence\r\n"))
    let set = LexiconSet(files: [("t.lexicon", Array(text2.utf8))], vocabulary: .forTests)
    #expect(set.diagnostics.map(\.rendered) == [])
  }

  @Test func numbersAndFarWordsAreLeftAlone() {
    #expect(
      fixed("lexicon t\nconcern student\nrule r\n  about A.\n  +30 kept\n  hit «kept»\n  mhm y\n")
        == nil)
    let policy = Array("policy P\nclause 3.3\n  title  One\n  text   A text.\n".utf8)
    let set = LexiconSet(
      files: [
        ("p.policy", policy), ("t.lexicon", Array(LexiconText.rule("+30 kept", "clause 3.4").utf8)),
      ],
      vocabulary: .forTests)
    #expect(set.diagnostics.count == 1 && set.diagnostics[0].fix == nil)
  }

  @Test func aFileThatChangedMeanwhileIsLeftAlone() {
    let text = "lexicon t\nconcern studnet\n"
    let set = LexiconSet(files: [("t.lexicon", Array(text.utf8))], vocabulary: .forTests)
    #expect(
      LexiconFixes.apply(set.diagnostics, to: Array("lexicon t\n\nconcern studnet\n".utf8)) == nil)
    #expect(LexiconFixes.apply(set.diagnostics, to: [0xFF, 0xFE, 0x6C, 0x00]) == nil)
  }
}
