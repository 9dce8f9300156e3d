import Foundation
import Lexicons
import Scanning
import TestSupport
import Testing

/// The examples of a folder that changes little by little come to what they come to when all are tested.
@Suite struct KnownExamplesTests {
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
      "a.lexicon",
      """
      lexicon a
      concern student
      rule out
        about  Put out, by a list of another file and a mention of another file.
        needs  pupil within sentence
        +30    was {outs}
        hit    the pupil «was expelled»
        miss   the cat was expelled

      """
    ),
    (
      "b.lexicon",
      """
      lexicon b
      concern student
      rule notice
        about  A notice; a mark of its hit is found by others alone.
        +50    suspension notice
        hit    the «suspension notice» of the «pupil» after the «food fight»
        miss   a notice

      """
    ),
    (
      "c.lexicon",
      """
      lexicon c
      concern student
      rule hearing
        about   A hearing, with evidence that stands for a mark elsewhere.
        unless  within sentence: bridge
        near    +10 within sentence: food fight
        +50     hearing
        hit     a «hearing»
        miss    a hearing on the bridge

      """
    ),
    (
      "d.lexicon",
      """
      lexicon d
      concern student
      rule home
        about  Sent home, by a mention that asks for another.
        needs  kin within sentence
        +20    went home
        hit    the pupil and a brother «went home»
        miss   a brother went home
      rule ride
        about  A ride; a mark of its hit is such a mention.
        +20    got a ride
        hit    the pupil and the «brother» «got a ride»
        miss   a brother

      """
    ),
    (
      "k.lexicon",
      """
      lexicon k
      mention kin
        about  Kin of a pupil.
        needs  pupil within sentence
        yields kin
        phrase brother
        hit    the pupil and a «brother»
        miss   a brother

      """
    ),
    (
      "m.lexicon",
      """
      lexicon m
      mention pupil
        about  A pupil.
        yields pupil
        phrase pupil
        hit    the «pupil»
        miss   the teacher

      """
    ),
  ]

  /// A save, and the failures after it.
  private struct Save {
    var path: String
    var old = ""
    var new: String?
    var failures: [String] = []
  }

  private static let saves: [Save] = [
    // Of the rule itself.
    Save(
      path: "b.lexicon", old: "suspension notice\n", new: "expulsion notice\n",
      failures: ["b/notice"]),
    Save(path: "b.lexicon", old: "expulsion notice\n", new: "suspension notice\n"),
    // Of a list in another file.
    Save(path: "lists.lexicon", old: ", expelled", new: "", failures: ["a/out"]),
    Save(path: "lists.lexicon", old: "suspended", new: "expelled"),
    // Of evidence that stands where a mark does, in a rule of another file.
    Save(path: "c.lexicon", old: ": food fight", new: ": fight", failures: ["b/notice"]),
    Save(path: "c.lexicon", old: ": fight", new: ": some food fight", failures: ["b/notice"]),
    Save(path: "c.lexicon", old: ": some food fight", new: ": food fight"),
    // Of mentions in another file, which one rule asks for and a mark of another leans on.
    Save(
      path: "m.lexicon", old: "phrase pupil", new: "phrase scholar",
      failures: ["a/out", "b/notice", "d/home", "d/ride", "k/kin", "m/pupil"]),
    Save(path: "m.lexicon", old: "phrase scholar", new: "phrase (scholar|pupil)"),
    Save(
      path: "m.lexicon", old: "phrase (scholar|pupil)", new: "needs bridge\n  phrase pupil",
      failures: ["a/out", "b/notice", "d/home", "d/ride", "k/kin"]),
    Save(path: "m.lexicon", old: "needs bridge\n  phrase pupil", new: "phrase pupil"),
    Save(
      path: "k.lexicon", old: "phrase brother", new: "phrase sister",
      failures: ["d/home", "d/ride", "k/kin"]),
    Save(path: "k.lexicon", old: "phrase sister", new: "phrase brother"),
    Save(
      path: "n.lexicon",
      new: "lexicon n\nmention cat\n  about  A cat.\n  yields pupil\n  phrase (cat|a brother)\n"
        + "  hit    a «cat»\n  miss   a dog\n", failures: ["a/out", "d/home", "k/kin"]),
    // Of a name that a file which comes first takes away, and gives back.
    Save(
      path: "0.lexicon",
      new: "lexicon m\nmention pupil\n  about  A pupil.\n  yields pupil\n  phrase scholar\n"
        + "  hit    a «scholar»\n  miss   a dog\n",
      failures: ["a/out", "b/notice", "d/home", "d/ride", "k/kin"]),
    Save(path: "0.lexicon", failures: ["a/out", "d/home", "k/kin"]),
    Save(path: "n.lexicon"),
    // Broken, and mended.
    Save(
      path: "m.lexicon", old: "  yields", new: "  yeilds",
      failures: ["b/notice", "d/home", "d/ride"]),
    Save(path: "m.lexicon", old: "  yeilds", new: "  yields"),
    Save(path: "concerns.lexicon", old: "high   75", new: "high   60"),
    Save(path: "c.lexicon", failures: ["b/notice"]),
  ]

  @Test func everySaveIsTestedAsAtFirst() throws {
    var folder = try SavedFolder(Self.files)
    var lexicons = KnownLexicons()
    var known = KnownExamples()
    for save in [Save(path: "", failures: [])] + Self.saves {
      if !save.path.isEmpty {
        let isChanged = try folder.save(save.path, save.old, save.new)
        #expect(isChanged, "\(save) changes nothing")
      }
      let set = try LexiconFolder.load(folder.path, vocabulary: .standard, known: &lexicons)
      let report = known.report(of: Ruleset(set), from: set, workers: 2)
      let fresh = try LexiconFolder.load(folder.path, vocabulary: .standard)
      let all = LexiconTestReport(of: Ruleset(fresh), workers: 1)
      #expect(report.failures == all.failures, "\(save)")
      #expect(report.rules == all.rules, "\(save)")
      #expect(report.examples == all.examples, "\(save)")
      #expect(report.messages == all.messages, "\(save)")
      #expect(Set(all.failures.map(\.rule)) == Set(save.failures), "\(save)")
    }
  }
}
