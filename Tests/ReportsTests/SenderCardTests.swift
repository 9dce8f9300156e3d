import Lexicons
import Native
import Reports
import Scanning
import Testing

@Suite struct SenderCardTests {
  @Test func whatWasLearnedFromMailShowsNoPlace() {
    var verdict = VerdictMaker(count: 2).verdict
    verdict.findings[0].place = Place(path: "learned/student.words.lexicon", line: 8, column: 1)
    verdict.findings[0].about = "The words of this message, taken together."
    let card = SenderCard(style: ReportStyle(), policy: nil)
    let text = card.text(of: verdict, at: .low, unread: [])
    #expect(text.contains("A student together with a suspension."))
    #expect(!text.contains("taken together"))
    verdict.findings.removeLast()
    let without = card.text(of: verdict, at: .low, unread: [])
    #expect(!without.contains("Where to look") && without.contains("What to change:"))
  }
}
