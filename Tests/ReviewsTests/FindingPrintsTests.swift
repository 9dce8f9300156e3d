import Lexicons
import Mail
import Scanning
import Testing

@testable import Reviews

/// What a verdict of a reviewer outlives, and what makes it another finding.
@Suite struct FindingPrintsTests {
  private let print = JudgedMessage().print()

  private func print(_ change: (inout JudgedMessage) -> Void) -> String {
    var message = JudgedMessage()
    change(&message)
    return message.print()
  }

  @Test func pointsPlacesAndLineBreaksDoNotMatter() {
    #expect(print.count == 32)
    #expect(print { $0.points = 3 } == print)
    #expect(print { ($0.source, $0.offset, $0.start) = ("new/17.eml", 9_000, 4) } == print)
    #expect(print { $0.sensitive = [] } == print)
    #expect(print { $0.match = "Out of School  SUSPENSION" } == print)
    #expect(print { $0.before = "> Maya starts\u{A0}an\n> " } == print)
    #expect(print { $0.from = "T.Okafor@MapleHollow.example" } == print)
    // What is further away is cut differently in another place of an excerpt.
    #expect(print { $0.after = " on Monday, and her lunch cake" } == print)
  }

  @Test func composedAndDecomposedLettersAreOne() {
    let composed = print { $0.before = "Zo\u{E9} starts an " }
    #expect(print { $0.before = "Zoe\u{301} starts an " } == composed)
    #expect(composed != print)
  }

  @Test func anotherValueWordMessageOrRuleIsAnotherFinding() {
    var prints = [print]
    prints.append(print { $0.match = "in school suspension" })
    prints.append(print { $0.before = "Nobody starts an " })
    prints.append(print { $0.after = " in December, and her lunch card is blocked" })
    prints.append(print { $0.subject = "Note about Jonah" })
    prints.append(print { $0.from = "m.ortiz@maplehollow.example" })
    prints.append(print { $0.seconds += 60 })
    prints.append(print { $0.rule = "fixed/expulsion" })
    prints.append(print { $0.concern = .personnel })
    // Nothing moves from one field into the next.
    prints.append(print { ($0.match, $0.after) = ("out of school", " suspension on Monday") })
    prints.append(JudgedMessage().print(key: 2))
    #expect(Set(prints).count == prints.count)
  }

  @Test func ofASumTheWholeMessageCounts() {
    var other = JudgedMessage()
    (other.before, other.match, other.after) = ("the ", "lunch card", " is blocked")
    let summed: Set = ["fixed/suspension"]
    #expect(JudgedMessage().print(summed: summed) == other.print(summed: summed))
    #expect(JudgedMessage().print() != other.print())
    other.subject = "Bus"
    #expect(JudgedMessage().print(summed: summed) != other.print(summed: summed))
  }

  @Test func answersSettleLabelsOrLeaveThemOpen() {
    let verdict = JudgedMessage().verdict
    let right = ReviewedMessages.labels(of: verdict) { _, _ in true }
    #expect(right?.concerns["student"] == true && right?.concerns["medical"] == false)
    let wrong = ReviewedMessages.labels(of: verdict) { _, _ in false }
    #expect(wrong?.concerns["student"] == false)
    #expect(ReviewedMessages.labels(of: verdict) { _, _ in nil } == nil)
    var two = verdict
    two.findings.append(two.findings[0])
    two.findings[1].rule = "fixed/other"
    // A right finding settles its concern, a wrong one beside an open one does not.
    #expect(
      ReviewedMessages.labels(of: two) { finding, _ in
        finding.rule == "fixed/other" ? nil : true
      } != nil)
    #expect(
      ReviewedMessages.labels(of: two) { finding, _ in
        finding.rule == "fixed/other" ? nil : false
      } == nil)
    two.findings[1].concern = .medical
    #expect(
      ReviewedMessages.labels(of: two) { finding, _ in finding.concern == .student ? true : nil }
        == nil)
  }
}
