import Lexicons
import Mail
import Native
import People
import Scanning

@testable import Reviews

/// A verdict with one finding, as plain as the test leaves it.
struct JudgedMessage {
  var rule = "fixed/suspension"
  var concern = Concern.student
  var points = 35
  var before = "Maya starts an "
  var match = "out of school suspension"
  var after = " on Monday, and her lunch card is blocked"
  var sensitive: [Range<Int>] = [0..<4]
  var subject = "Note about Maya"
  var from = "t.okafor@maplehollow.example"
  var seconds: Int64 = 1_772_636_400
  var source = "dump.mbox"
  var offset = 0
  var start = 120
  var risk = Level.high

  var verdict: Verdict {
    var verdict = Verdict(
      location: MessageLocation(source: source, offset: offset, length: 100), id: "one@x.example")
    verdict.subject = subject
    verdict.date = MessageDate(seconds: seconds, offsetMinutes: -300)
    verdict.parties = Parties(
      sender: Party(mailbox: Mailbox(address: from), role: .staff),
      recipients: [Party(mailbox: Mailbox(address: "office@maplehollow.example"), role: .staff)])
    verdict.risk = risk
    verdict.score = 80
    let low = before.utf8.count
    verdict.findings = [
      Finding(
        rule: rule, about: "A student together with a suspension.", concern: concern,
        clause: "3.3", points: points, contributions: [], field: "body", part: "1", start: start,
        end: start + 24, line: 3, column: 1, fileStart: offset + start, isQuoted: false,
        place: Place(path: "fixed.lexicon", line: 1, column: 1),
        excerpt: Excerpt(
          text: before + match + after, match: low..<(low + match.utf8.count),
          sensitive: sensitive))
    ]
    return verdict
  }

  func print(
    key: UInt8 = 1, summed: Set<String> = []
  ) -> String {
    let verdict = verdict
    return FindingPrints(
      key: ReviewKey(bytes: Array(repeating: key, count: 32)), summedRules: summed
    )
    .print(of: verdict.findings[0], in: verdict)
  }
}
