import Lexicons
import Native
import Testing

@Suite struct LexiconChangesTests {
  private func changes(_ old: String, _ new: String) -> LexiconChanges {
    LexiconChanges(from: LexiconText.set(old), to: LexiconText.set(new, path: "other.lexicon"))
  }

  private func details(_ changes: LexiconChanges) -> [String] {
    changes.rules.flatMap(\.details).map { "\($0.old ?? "nothing") > \($0.new ?? "nothing")" }
  }

  @Test func whatDoesNotMatterIsNoChange() {
    let one = LexiconText.rule("+30 kept home", "needs student within sentence")
    let two =
      "# moved\n"
      + LexiconText.rule("needs   student within   sentence", "# why", "+30   kept home")
      .replacing("A sentence.", with: "Another sentence.")
    #expect(changes(one, two).isEmpty)
  }

  @Test func pointsLinesAndConditions() {
    let found = changes(
      LexiconText.rule(
        "+30 kept", "+20 held", "unless within 3 words: bridge", "when sender staff"),
      LexiconText.rule("+35 kept", "+10 sent away", "needs student within sentence", "repeat 2"))
    #expect(found.rules.map(\.kind) == [.changed])
    #expect(
      details(found) == [
        "nothing > repeat 2", "+30  kept > +35  kept", "nothing > +10  sent away",
        "+20  held > nothing", "nothing > needs student within sentence",
        "unless within 3 words: bridge > nothing", "when sender staff > nothing",
      ])
  }

  @Test func aListThatChangesChangesItsRules() {
    let found = changes(
      LexiconText.rule("+30 {outs} today", lists: "list outs: kept home, expelled\n"),
      LexiconText.rule("+30 {outs} today", lists: "list outs: kept home, sent away\n"))
    #expect(
      details(found) == [
        "{outs} today: expelled today > nothing", "nothing > {outs} today: sent away today",
      ])
  }

  @Test func rulesThatComeGoAndAreRenamed() {
    let old = LexiconText.rule("+30 kept home")
    let renamed = changes(old, old.replacing("rule r\n", with: "rule q\n"))
    #expect(renamed.rules.map(\.kind) == [.renamed])
    #expect(renamed.rules.first?.id == "t/q" && renamed.rules.first?.oldID == "t/r")
    let other = "rule a\n  about A.\n  +5 other words\n  hit «other words»\n  miss y\n"
    let both = changes(old, LexiconText.head + other)
    #expect(both.rules.map(\.id) == ["t/a", "t/r"])
    #expect(both.rules.map(\.kind) == [.added, .removed])
    #expect(details(both) == ["nothing > +5  other words"])
  }

  @Test func bandsAndCombinations() {
    let band = "concern student\n  about A.\n  low 15\n  medium 40\n  high 75\n  cap 100\n"
    let found = changes(
      LexiconText.rule("+30 kept") + band,
      LexiconText.rule("+30 kept") + band.replacing("medium 40", with: "medium 45"))
    #expect(found.rules.isEmpty)
    #expect(found.others.map(\.old) == ["student: medium from 40"])
    #expect(found.others.map(\.new) == ["student: medium from 45"])
  }
}

@Suite struct TarArchiveTests {
  /// A header block of one file or record.
  private func header(_ name: String, size: Int, type: Character) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    block.replaceSubrange(0..<name.utf8.count, with: name.utf8)
    let octal = String(size, radix: 8)
    let digits = String(repeating: "0", count: 11 - octal.count) + octal
    block.replaceSubrange(124..<135, with: digits.utf8)
    block[156] = type.asciiValue ?? 0
    block.replaceSubrange(257..<262, with: "ustar".utf8)
    return block
  }

  private func padded(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }

  @Test func filesFoldersAndLongNames() throws {
    let record = "20 path=a/long/name\n"
    let archive =
      header("pax_global_header", size: 8, type: "g") + padded("52 x=y\n\n")
      + header("en/", size: 0, type: "5") + header("en/a.lexicon", size: 5, type: "0")
      + padded("hello") + header("x", size: record.utf8.count, type: "x") + padded(record)
      + header("a/long/na", size: 2, type: "0") + padded("no")
      + [UInt8](repeating: 0, count: 1_024)
    let files = try #require(TarArchive.files(in: archive))
    #expect(files.map(\.path) == ["en/a.lexicon", "a/long/name"])
    #expect(files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["hello", "no"])
  }

  @Test func whatIsNoArchiveIsRefused() {
    #expect(TarArchive.files(in: []) == nil)
    #expect(TarArchive.files(in: [UInt8](repeating: 65, count: 600)) == nil)
    #expect(TarArchive.files(in: header("a", size: 4_000, type: "0")) == nil)
  }
}
