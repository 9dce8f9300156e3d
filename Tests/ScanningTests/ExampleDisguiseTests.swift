import Lexicons
import Mail
import Native
import Testing
import Text

@testable import Scanning

@Suite struct ExampleDisguiseTests {
  /// The folded text of what a message says, one passage after another.
  private func read(_ sample: ExampleMessage) -> String {
    var mime = MIMEParser(limits: Limits())
    var extractor = TextExtractor(limits: Limits())
    var message = Message()
    var passages = Passages()
    mime.parse(sample.bytes.span, into: &message)
    extractor.extract(message, from: sample.bytes.span, into: &passages)
    #expect(message.defects.isEmpty && passages.defects.isEmpty)
    return passages.items.filter { $0.field == sample.field }
      .map { String(decoding: passages.folded[$0.folded], as: UTF8.self) }.joined(separator: " | ")
  }

  private let text =
    "Zoë's café «card» 4929 7318 = 100% <of> it & \"more\":\\nnaïve résumé, don't tell!"

  @Test(arguments: ExampleDisguise.allCases) func aDisguiseChangesNothingThatIsSaid(
    _ disguise: ExampleDisguise
  ) throws {
    let example = Make.example(text)
    let plain = try #require(ExampleMessage(example, fields: []))
    let sample = try #require(ExampleMessage(example, fields: [], disguise: disguise))
    #expect((sample.bytes == plain.bytes) == (disguise == .plain))
    let wanted = read(plain)
    #expect(
      wanted == "zoë's café card 4929 7318 = 100% <of> it & \"more\":\nnaïve résumé, don't tell!")
    #expect(read(sample).replacing("\u{1F393} ", with: "") == wanted)
  }

  @Test(arguments: [ExampleDisguise.base64, .quotedPrintable, .windows1252, .decomposed])
  func aSubjectIsDisguisedToo(_ disguise: ExampleDisguise) throws {
    let example = Make.example("«Zoë» is suspended, and so is her very naïve friend from the café")
    let plain = try #require(ExampleMessage(example, fields: ["subject"]))
    let sample = try #require(ExampleMessage(example, fields: ["subject"], disguise: disguise))
    #expect(sample.field == .subject && sample.bytes != plain.bytes)
    #expect(read(sample) == read(plain))
  }

  @Test func whatCannotBeDisguisedIsLeftOut() {
    let latin = Make.example("plain words")
    for disguise in [ExampleDisguise.decomposed, .windows1252] {
      #expect(ExampleMessage(latin, fields: [], disguise: disguise) == nil)
    }
    #expect(ExampleMessage(Make.example("привет"), fields: [], disguise: .windows1252) == nil)
    #expect(ExampleMessage(latin, fields: ["subject"], disguise: .html) == nil)
    #expect(ExampleMessage(latin, fields: ["body", "signature"], disguise: .quoted) == nil)
    #expect(ExampleMessage(latin, fields: ["link"], disguise: .base64) == nil)
    #expect(ExampleMessage(Make.example("a\\tb"), fields: [], disguise: .html) == nil)
  }

  /// A match in disguise is shown in the example as it was written.
  @Test(arguments: ExampleDisguise.allCases) func placesLeadBack(_ disguise: ExampleDisguise) throws
  {
    var rule = Make.rule("t/r", .concern(.student), [(30, "café card"), (30, "أولياء الأمور")])
    rule.misses = [
      Make.example("ein \"café card\"\\nand more's"), Make.example("\"é\" إلى أولياء الأمور: x"),
    ]
    var tester = LexiconTester(Ruleset(Make.set([rule])))
    let failures = tester.run([disguise]).failures
    #expect(failures.count == (disguise == .windows1252 ? 1 : 2))
    #expect(failures.first?.found == "ein \"«café card»\"\\nand more's")
    if failures.count == 2 { #expect(failures[1].found == "\"é\" إلى «أولياء الأمور»: x") }
    #expect(failures.allSatisfy { $0.disguises == [disguise] })
  }

  @Test func oneFailureInSeveralDisguisesIsTold0nce() throws {
    var rule = Make.rule("t/r", .concern(.student), [(30, "quick fox")], fields: ["body"])
    rule.hits = [Make.example("the «slow fox» runs"), Make.example("the «quick fox» runs")]
    let report = LexiconTestReport(of: Ruleset(Make.set([rule])), workers: 2)
    #expect(report.failures.count == 1 && report.examples == 2 && report.rules == 1)
    let failure = try #require(report.failures.first)
    #expect(failure.disguises.count == 8)
    #expect(failure.wanted == "the «slow fox» runs" && failure.found == "the slow fox runs")
    #expect(report.messages == 16)
  }

  @Test func severalWorkersTellTheSame() {
    let rules = (0..<40).map { number in
      var rule = Make.rule("t/r\(number)", .concern(.student), [(30, "fox number\(number)")])
      rule.hits = [Make.example("the «fox number\(number % 7)»")]
      return rule
    }
    let ruleset = Ruleset(Make.set(rules))
    let one = LexiconTestReport(of: ruleset, workers: 1)
    let four = LexiconTestReport(of: ruleset, workers: 4)
    #expect(one.failures == four.failures && one.failures.count == 33)
    #expect(one.messages == four.messages)
    let some = LexiconTestReport(of: ruleset, workers: 2) { $0.id == "t/r9" }
    #expect(some.failures.map(\.rule) == ["t/r9"])
  }

  @Test func theReasonNamesWhatSpokeAgainstIt() {
    var rule = Make.rule(
      "t/r", .concern(.student), [(30, "suspension")],
      contexts: [
        Make.context(.unless, .words(3), phrases: ["bridge"]),
        Make.context(.needs, .sentence, phrases: ["student"]),
      ])
    rule.hits = [
      Make.example("the «suspension» bridge of a student"),
      Make.example("the «suspension» of noise"),
    ]
    var tester = LexiconTester(Ruleset(Make.set([rule])))
    let reasons = tester.run().failures.map(\.reason)
    #expect(reasons[0].hasSuffix("and there is «bridge»"))
    #expect(reasons[1].hasSuffix("and there is none"))
  }
}
