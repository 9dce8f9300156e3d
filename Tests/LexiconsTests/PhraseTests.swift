import Lexicons
import Native
import Testing

@Suite struct PhraseTests {
  @Test(arguments: [
    ("suspended", ["suspended"]),
    ("Out Of School", ["out of school"]),
    (
      "(in|out of) school suspension(s)",
      [
        "in school suspensions", "in school suspension", "out of school suspensions",
        "out of school suspension",
      ]
    ),
    ("(the) principal", ["the principal", "principal"]),
    ("(a|b|) c", ["a c", "b c", "c"]),
    ("(my (step)son|child)", ["my stepson", "my son", "child"]),
    ("(un)happy", ["unhappy", "happy"]),
    ("suspen*", ["suspen*"]),
    ("(suspen|expel)* today", ["suspen* today", "expel* today"]),
    ("keep ..3 secret", ["keep ..3 secret"]),
    ("1:1 aide", ["1:1 aide"]),
    ("n/a now", ["n a now"]),
    ("re-admit", ["re admit"]),
    ("don't tell", ["don't tell"]),
    ("driver’s licence", ["driver's licence"]),
    ("Name, DOB", ["name,dob"]),
    ("d.o.b", ["d.o.b"]),
    ("dr. hale", ["dr hale"]),
    ("ｗｉｄｅ text", ["wide text"]),
    ("Évaluation", ["évaluation"]),
    ("E\u{301}valuation", ["évaluation"]),
    ("{outs} today", ["expelled today", "put out today", "kept home today", "detained today"]),
    ("not {outs}s", ["not expelleds", "not put outs", "not kept homes", "not detaineds"]),
    ("(a|A|a)", ["a"]),
  ])
  func aPhraseStandsForItsReadings(_ source: String, _ expected: [String]) {
    let text = LexiconText.rule(
      "+30 \(source)",
      lists: "list outs: expelled, put out, {more}\nlist more: kept home,\n  detained\n")
    #expect(LexiconText.only(text)?.readings() == expected)
  }

  @Test func aBareGroupInEvidenceOnlyGroups() {
    let rule = LexiconText.only(
      LexiconText.rule(
        "+30 kept", "unless (fire drill), {outs} within 5 words", lists: "list outs: x y\n"))
    #expect(
      rule?.contexts.first?.evidence.phrases.map { $0.sequences.map(\.shown) }
        == [["fire drill"], ["x y"]])
    #expect(rule?.contexts.first?.window == .words(5))
  }

  @Test func nestingHasALimit() {
    let deep = String(repeating: "(a|", count: 60) + "b" + String(repeating: ")", count: 60)
    let set = LexiconText.set(LexiconText.rule("+30 \(deep)"))
    #expect(set.diagnostics.map(\.message) == ["parentheses nested too deeply"])
  }

  @Test func whatAPhraseStandsForHasALimit() {
    let wide = Array(repeating: "(a|b|c|d|e|f|g|h)", count: 12).joined()
    #expect(LexiconText.set(LexiconText.rule("+30 \(wide)")).diagnostics.count == 1)
    let words = (0..<5_000).map { "w\($0)" }.joined(separator: ", ")
    let lists =
      "list many: \(words.prefix(15_000))\n  \(words.suffix(15_000))\nlist twice: {many}, {many}\n"
    let set = LexiconText.set(LexiconText.rule("+30 ok", lists: lists))
    #expect(set.diagnostics.map(\.message) == ["the list 'many' has more than 4000 items"])
  }
}
