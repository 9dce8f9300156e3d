import Foundation
import Lexicons
import Mail
import Native
import TestSupport
import Testing

@testable import Scanning

@Suite("Kept rules")
struct RuleCacheTests {
  private static let lexicon = """
    lexicon   student.discipline
    concern   student
    clause    3.3
    about     Disciplinary actions.

    rule suspension
      about    A suspension.
      +30      (in|out of) school suspension(s)
      near     +10 within 5 words: days, hearing
      hit      «out of school suspension» of three days
      miss     The suspension bridge.

    rule case-number
      about    The number of a case.
      cue      ddd-dd-dddd
      +50      /\\b\\d{3}([- ]?)\\d{2}\\1\\d{4}\\b/
      hit      «219-44-7801»
      miss     21-944-7801

    rule badge
      about    The number of a badge.
      cue      badge, ddd
      when     not mentions kin
      +20      /\\d{3}/
      hit      badge «219»
      miss     21

    rule words
      about    Words of hearings.
      sum      20
      when     not mentions kin
      words    +5: hearing, three days, suspen*
      words    -2: bridge
      hit      the «hearing»
      miss     nothing

    gravity grave
      about    Words of what is grave.
      applies  student
      sum      20
      words    +5: three days, school
      hit      «school»
      miss     nothing

    mention kin
      yields   kin
      about    A relative.
      phrase   my daughter
      hit      «my daughter»
      miss     nothing
    """

  /// A folder of lexicons beside a folder for what is kept.
  private func folder(_ lexicon: String = lexicon) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("cache"), withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    try folder.write(Array(lexicon.utf8), to: "Lexicons/one.lexicon")
    try folder.write(Array("notes".utf8), to: "Lexicons/README.md")
    try folder.write(Array(Self.other.utf8), to: "Lexicons/en/other.lexicon")
    return folder
  }

  private static let other = lexicon.replacingOccurrences(of: "student.discipline", with: "other")

  private func load(_ folder: borrowing ScratchFolder) throws -> LoadedRules {
    try LoadedRules.load(
      folder.path("Lexicons"), cache: CacheFolder(FilePath(folder.path("cache")))
    ) { set in set.files.map { "\($0.path) \($0.bytes.count)" }.joined(separator: ",") }
  }

  /// Keeps the rules of the folder as it is, however fresh its files are.
  private func keep(_ folder: borrowing ScratchFolder) throws -> FilePath {
    let lexicons = folder.path("Lexicons")
    let state = try #require(FolderState(of: lexicons))
    let rules = LoadedRules(
      try LexiconFolder.load(lexicons, vocabulary: .standard), hash: "kept")
    let path = FilePath(folder.path("cache/\(RuleCache.name(of: lexicons))"))
    try RuleCache.file(of: rules, lexicons, state).write(to: path)
    return path
  }

  /// Whether what was kept is still taken for the folder's rules.
  private func holds(_ path: FilePath, _ lexicons: String) -> Bool {
    guard let file = CompiledFile(path, kind: RuleCache.kind) else { return false }
    return RuleCache.rules(in: file, of: lexicons) != nil
  }

  /// What the rules make of a message that they find something in.
  private func verdict(_ rules: Ruleset) -> String {
    var scanner = Scanner(rules)
    let message = """
      From: ann@example.org
      Subject: hearing

      An out-of-school suspension of three days, case 219-44-7801.
      """
    let bytes = Array(message.utf8)
    let location = MessageLocation(source: "test", offset: 0, length: bytes.count)
    return String(describing: scanner.scan(bytes.span, at: location))
  }

  @Test func shippedRulesComeBackAsTheyWere() throws {
    let folder = try folder()
    let rules = try ShippedExamplesTests.ruleset()
    var writer = CompiledFileWriter(kind: 1)
    rules.write(into: &writer)
    let path = FilePath(folder.path("cache/rules"))
    try writer.write(to: path)
    let file = try #require(CompiledFile(path, kind: 1))
    let kept = try #require(Ruleset(file))
    var again = CompiledFileWriter(kind: 1)
    kept.write(into: &again)
    #expect(again.bytes() == writer.bytes())
    #expect(verdict(kept) == verdict(rules))
  }

  @Test func rulesAreKeptOnceTheirFilesAreOldEnough() throws {
    let folder = try folder()
    let first = try load(folder)
    #expect(first.ruleset.ruleCount == 12)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("cache")) == [])
    Thread.sleep(forTimeInterval: 1.1)
    _ = try load(folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("cache")).count == 1)
    let kept = try load(folder)
    #expect(kept.ruleset.hash == first.ruleset.hash)
    #expect(verdict(kept.ruleset) == verdict(first.ruleset))
    #expect(verdict(kept.ruleset).contains("219-44-7801"))
  }

  @Test func problemsAreKeptWithTheRules() throws {
    let folder = try folder(Self.lexicon + "\n\nrule broken\n  about  x\n  require  lunh\n")
    let fresh = try load(folder)
    #expect(fresh.problems.count >= 1)
    let file = try #require(CompiledFile(try keep(folder), kind: RuleCache.kind))
    let kept = try #require(RuleCache.rules(in: file, of: folder.path("Lexicons")))
    #expect(kept.problems == fresh.problems)
  }

  @Test(arguments: [
    "echo >> Lexicons/one.lexicon", "touch Lexicons/one.lexicon",
    "touch -d 2001-01-01 Lexicons/one.lexicon", "sed -i s/30/40/ Lexicons/one.lexicon",
    "sed s/30/40/ Lexicons/one.lexicon > x && touch -r Lexicons/one.lexicon x && mv x Lexicons/one.lexicon",
    "printf 4 | dd of=Lexicons/one.lexicon bs=1 seek=200 conv=notrunc 2>/dev/null",
    "cp Lexicons/one.lexicon Lexicons/two.lexicon", "echo > Lexicons/en/x.lexicon",
    "rm Lexicons/en/other.lexicon", "mv Lexicons/one.lexicon Lexicons/three.lexicon",
    "mv Lexicons/en Lexicons/fr", "mkdir Lexicons/es", "chmod 600 Lexicons/one.lexicon",
    "cp -a Lexicons y && rm -r Lexicons && mv y Lexicons", "echo > Lexicons/notes.txt",
    "rm -r Lexicons", "rm -r Lexicons/en && ln -s /tmp Lexicons/en",
  ])
  func everyChangeOfTheFolderShows(_ change: String) throws {
    let folder = try folder()
    let path = try keep(folder)
    #expect(holds(path, folder.path("Lexicons")))
    Thread.sleep(forTimeInterval: 0.03)
    #expect(try folder.run("sh", "-c", change) == 0)
    #expect(!holds(path, folder.path("Lexicons")), "\(change)")
  }

  @Test func aLinkedFileIsFollowed() throws {
    let folder = try folder()
    try folder.write(Array(Self.lexicon.utf8), to: "elsewhere")
    try folder.run("rm", "Lexicons/one.lexicon")
    try folder.link("Lexicons/one.lexicon", to: "../elsewhere")
    let path = try keep(folder)
    #expect(holds(path, folder.path("Lexicons")))
    Thread.sleep(forTimeInterval: 0.03)
    try folder.run("touch", "elsewhere")
    #expect(!holds(path, folder.path("Lexicons")))
  }

  @Test func anotherPathToTheFolderIsAnotherFile() throws {
    let folder = try folder()
    let path = try keep(folder)
    let file = try #require(CompiledFile(path, kind: RuleCache.kind))
    try folder.link("Link", to: "Lexicons")
    #expect(RuleCache.rules(in: file, of: folder.path("Link")) == nil)
    #expect(RuleCache.name(of: folder.path("Link")) != RuleCache.name(of: folder.path("Lexicons")))
  }

  @Test func damageNeverChangesTheVerdict() throws {
    let folder = try folder()
    let path = try keep(folder)
    let intact = try FileReader.contents(of: path, limit: 1 << 24)
    let expected = verdict(try load(folder).ruleset)
    let kept = try load(folder)
    #expect(kept.ruleset.hash == "kept")
    var generator = SeededGenerator(seed: 5)
    let places =
      Array(0..<1200)
      + (0..<300).map { _ in
        Int.random(in: 0..<intact.count, using: &generator)
      }
    for place in places where place < intact.count {
      var bytes = intact
      bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
      try Data(bytes).write(to: URL(filePath: path.description))
      #expect(!holds(path, folder.path("Lexicons")), "byte \(place)")
    }
    for length in stride(from: 0, to: intact.count, by: intact.count / 97) {
      try Data(intact[..<length]).write(to: URL(filePath: path.description))
      #expect(!holds(path, folder.path("Lexicons")), "\(length) bytes")
    }
    let rebuilt = try load(folder)
    #expect(rebuilt.ruleset.hash != "kept")
    #expect(verdict(rebuilt.ruleset) == expected)
  }

  /// Sections with random bytes in them and right checksums: no more than nonsense may come of them.
  @Test func nonsenseNeitherTrapsNorHangs() throws {
    let folder = try folder()
    let path = try keep(folder)
    let bytes = try FileReader.contents(of: path, limit: 1 << 24)
    var generator = SeededGenerator(seed: 6)
    var opened = 0
    for _ in 0..<400 {
      let file = try #require(CompiledFile(path, kind: RuleCache.kind))
      var writer = CompiledFileWriter(kind: RuleCache.kind)
      let names = try sectionNames(of: bytes)
      let victim = names.randomElement(using: &generator)
      for name in names {
        var section = file.array(of: name, as: UInt8.self) ?? []
        if name == victim, !section.isEmpty {
          for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let value: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, .random(in: 0...255, using: &generator)]
            section[.random(in: 0..<section.count, using: &generator)] =
              value[
                .random(in: 0..<6, using: &generator)]
          }
        }
        writer.add(name, section)
      }
      let damaged = FilePath(folder.path("cache/damaged"))
      try writer.write(to: damaged)
      let again = try #require(CompiledFile(damaged, kind: RuleCache.kind))
      if let rules = Ruleset(again) {
        opened += 1
        _ = verdict(rules)
      }
    }
    #expect(opened > 20 && opened < 400)
  }

  private func sectionNames(of bytes: [UInt8]) throws -> [UInt32] {
    let count = Int(bytes[16]) | Int(bytes[17]) << 8
    return (0..<count).map { index in
      (0..<4).reduce(0) { $0 | UInt32(bytes[48 + 32 * index + $1]) << UInt32(8 * $1) }
    }
  }

  @Test func aFolderThatTakesNothingDoesNotMatter() throws {
    let folder = try folder()
    Thread.sleep(forTimeInterval: 1.1)
    try folder.write([1], to: "file")
    for cache in ["file", "no/such", "cache"] {
      if cache == "cache" {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o777], ofItemAtPath: folder.path("cache"))
      }
      let rules = try LoadedRules.load(
        folder.path("Lexicons"), cache: CacheFolder(FilePath(folder.path(cache)))
      ) { _ in "hash" }
      #expect(rules.ruleset.ruleCount == 12)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("cache")) == [])
    let none = try LoadedRules.load(folder.path("Lexicons"), cache: CacheFolder(nil)) { _ in "" }
    #expect(none.ruleset.ruleCount == 12)
  }
}
