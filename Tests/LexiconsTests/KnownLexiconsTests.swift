import Foundation
import Lexicons
import Native
import TestSupport
import Testing

/// A folder that is read and linted again and again is found as if it had never been read before.
@Suite struct KnownLexiconsTests {
  private static let files: [(path: String, text: String)] = [
    (
      "concerns.lexicon",
      """
      concern student
        about  About students.
        low    15
        medium 40
        high   75
        cap    100

      """
    ),
    ("lists.lexicon", "list outs: suspended, expelled\n"),
    (
      "en/a.lexicon",
      """
      lexicon a
      concern student
      language en
      rule out
        about  Put out.
        needs  student within sentence
        +30    was {outs}
        hit    the student was «suspended»
        miss   he was late
      rule gone
        about  Gone.
        +20    left for good, suspension hearing
        hit    she «left for good, suspension hearing»
        miss   she left

      """
    ),
    (
      "en/b.lexicon",
      """
      lexicon b
      concern student
      language en
      list days: monday, tuesday
      rule hearing
        about  A hearing.
        +60    suspension hearing {days}
        +50    suspension notice
        +40    suspension letter
        +40    suspension appeal
        +40    suspension papers
        +40    suspension meeting
        hit    a «suspension notice»
        miss   a notice

      """
    ),
    (
      "en/m.lexicon",
      """
      lexicon m
      language en
      mention pupil
        about  A pupil.
        yields student
        phrase pupil
        hit    the «pupil»
        miss   the teacher

      """
    ),
    ("p.policy", "policy P\nclause 3.3\n  title  One\n  text   A text.\n"),
  ]

  /// One save: of this file, with this text for that; nil to take the file away.
  private struct Save {
    var path: String
    var old = ""
    var new: String?
  }

  private static let saves: [Save] = [
    Save(path: "en/a.lexicon", old: "+20    left for good", new: "+25    left for good"),
    Save(path: "lists.lexicon", old: "expelled", new: "expelled, (sent|kept) home"),
    // Another rule of the same name, in a file that comes first, and a second list of the same name.
    Save(
      path: "en/0.lexicon",
      new: "lexicon b\nconcern student\nlist days: friday\nrule hearing\n  about  Another.\n"
        + "  +60    hearing {days}\n  hit    a «hearing friday»\n  miss   a hearing\n"),
    Save(path: "en/0.lexicon"),
    Save(path: "en/lists.lexicon", new: "list outs: thrown out\nlist never: used\n"),
    Save(path: "en/lists.lexicon"),
    // Broken, and mended.
    Save(path: "en/b.lexicon", old: "  about  A hearing.\n", new: "  abuot  A hearing.\n"),
    Save(path: "en/b.lexicon", old: "  abuot  A hearing.\n", new: "  about  A hearing.\n"),
    Save(path: "lists.lexicon", old: "list outs", new: "list ins"),
    Save(path: "lists.lexicon", old: "list ins", new: "list outs"),
    // Mentions that others ask for.
    Save(path: "en/a.lexicon", old: "needs  student", new: "needs  parcel"),
    Save(path: "en/m.lexicon", old: "yields student", new: "yields student parcel"),
    Save(path: "en/m.lexicon", old: "yields student parcel", new: "yields crate"),
    Save(path: "en/a.lexicon", old: "needs  parcel", new: "needs  crate"),
    // Bands, clauses and the policy.
    Save(path: "concerns.lexicon", old: "high   75", new: "high   50"),
    Save(path: "concerns.lexicon", old: "low    15", new: "low    60"),
    Save(path: "en/a.lexicon", old: "language en\n", new: "language en\nclause 3.4\n"),
    Save(path: "p.policy", old: "clause 3.3", new: "clause 3.4"),
    Save(path: "p.policy"),
    // What is doubtful in one file, and what is only beside others.
    Save(
      path: "en/c.lexicon",
      new:
        "lexicon c\nconcern student\nlanguage en\nrule c\n  about  More.\n  +30    suspesnion form\n"
        + "  +30    notice\n  +20    a notice\n  +30    no. 5 (a+)+\n  +90    suspension notice\n"
        + "  +0     x\n  hit    a «notice»\n  miss   y\n"
        + "rule d\n  about  Slow.\n  cue    z\n  +30    /(z+)+[z ]*x/\n  hit    «zx»\n  miss   y\n"),
    Save(path: "en/c.lexicon", old: "suspesnion", new: "suspension"),
    Save(path: "en/b.lexicon", old: "  +50    suspension notice\n", new: "  +50    notices\n"),
    Save(path: "en/c.lexicon", old: "+30    notice\n", new: "+10    notice\n"),
    Save(path: "en/d.lexicn", new: "x"),
    Save(path: "en/d.lexicn"),
    Save(path: "en/c.lexicon"),
    Save(path: "en/a.lexicon"),
  ]

  private func facts(_ set: LexiconSet) -> [String] {
    // Texts show all of it, places and hashes included.
    set.lexicons.map { "\($0)" } + set.dropped.map { "\($0)" } + set.bands.map { "\($0)" }
      + set.combinations.map { "\($0)" } + set.patterns.keys.sorted()
      + ["\(String(describing: set.policy))"] + set.files.map(\.path)
  }

  @Test func everySaveIsReadAsAtFirst() throws {
    var folder = try SavedFolder(Self.files)
    var lexicons = KnownLexicons()
    var known = KnownFindings()
    var codes: Set<String> = []
    var previous = LexiconSet()
    for save in [nil] + Self.saves.map(Optional.some) {
      if let save {
        let isChanged = try folder.save(save.path, save.old, save.new)
        #expect(isChanged, "\(save) changes nothing")
      }
      let set = try LexiconFolder.load(folder.path, vocabulary: .forTests, known: &lexicons)
      let fresh = try LexiconFolder.load(folder.path, vocabulary: .forTests)
      #expect(facts(set) == facts(fresh), "\(String(describing: save))")
      #expect(set.diagnostics == fresh.diagnostics, "\(String(describing: save))")
      let findings = Linter.findings(in: set, vocabulary: .forTests, known: &known)
      #expect(
        findings == Linter.findings(in: fresh, vocabulary: .forTests), "\(String(describing: save))"
      )
      codes.formUnion((set.diagnostics + findings).map(\.code))
      let changes = LexiconChanges(from: previous, to: set)
      let all = LexiconChanges(from: copy(previous), to: fresh)
      #expect("\(changes)" == "\(all)", "\(String(describing: save))")
      previous = set
    }
    #expect(
      codes.isSuperset(of: [
        "syntax", "contained-phrase", "repeated-phrase", "hidden-line", "misspelt-word",
        "unused-list", "unused-mention", "decides-alone", "no-points", "short-phrase",
        "too-many-steps",
      ]), "\(codes.sorted())")
  }

  /// The same set, of which it is not known that anything in it is as in another.
  private func copy(_ set: LexiconSet) -> LexiconSet {
    var copy = LexiconSet()
    copy.lexicons = set.lexicons
    copy.bands = set.bands
    copy.combinations = set.combinations
    copy.policy = set.policy
    return copy
  }

  @Test func onlyWhatASaveTouchesIsReadAnew() throws {
    let folder = try ScratchFolder()
    for file in Self.files { try folder.write(Array(file.text.utf8), to: file.path) }
    var known = KnownLexicons()
    func load() throws -> LexiconSet {
      try LexiconFolder.load(folder.url.path, vocabulary: .forTests, known: &known)
    }
    func same(_ set: LexiconSet, as other: LexiconSet) -> [String] {
      set.lexicons.filter { set.hasSame($0.path, as: other) }.map(\.name)
    }
    let first = try load()
    #expect(same(first, as: try load()) == ["a", "b", "m"])
    let text = Self.files[3].text
    try folder.write(Array(text.replacing("+60", with: "+65").utf8), to: "en/b.lexicon")
    let second = try load()
    #expect(same(second, as: first) == ["a", "m"])
    // As before, but not known to be: it was read again.
    try folder.write(Array(text.utf8), to: "en/b.lexicon")
    #expect(same(try load(), as: first) == ["a", "m"])
    // A name that another file takes away.
    try folder.write(Array(text.utf8), to: "en/0.lexicon")
    #expect(same(try load(), as: first) == ["a", "m"])
    let other = try LexiconFolder.load(folder.url.path, vocabulary: .forTests)
    #expect(same(other, as: first) == [])
  }
}
