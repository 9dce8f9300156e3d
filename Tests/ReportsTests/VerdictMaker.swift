import Lexicons
import Mail
import Native
import People
import Reports
import Scanning

/// Verdicts for tests of reports, as plain as the test leaves them.
struct VerdictMaker {
  var id = "one@maplehollow.example"
  var source = "dump.mbox"
  var offset = 0
  var subject = "note"
  var from = "t.okafor@maplehollow.example"
  var to = ["office@maplehollow.example"]
  var date = MessageDate(seconds: 1_772_636_400, offsetMinutes: -300)
  var level = Level.high
  var score = 80
  var rule = "fixed/suspension"
  var about = "A student together with a suspension."
  var clause = "3.3"
  var before = "starts an "
  var match = "out of school suspension"
  var after = " on Monday"
  var count = 1
  var points = 35
  var lexicon = "fixed.lexicon"

  var verdict: Verdict {
    var verdict = Verdict(
      location: MessageLocation(source: source, offset: offset, length: 100), id: id)
    verdict.subject = subject
    verdict.date = date
    verdict.parties = Parties(
      sender: Party(mailbox: Mailbox(name: "", address: from), role: .staff),
      recipients: to.map { Party(mailbox: Mailbox(name: "", address: $0), role: .outside) })
    verdict.risk = level
    verdict.score = score
    verdict.concerns[0] = .init(concern: .student, score: score, level: level)
    let start = before.utf8.count
    let excerpt = Excerpt(
      text: before + match + after, match: start..<(start + match.utf8.count), sensitive: [])
    verdict.findings = (0..<count).map { number in
      Finding(
        rule: rule, about: about, concern: .student, clause: clause, points: points - number,
        contributions: [], field: "body", part: "1", start: number, end: number + 24,
        line: number + 1, column: 1, fileStart: offset + 40, fileEnd: offset + 64, isQuoted: false,
        place: Place(path: lexicon, line: 1, column: 1), excerpt: excerpt)
    }
    return verdict
  }
}

/// The whole report of some verdicts.
func page(_ verdicts: [Verdict], shown: Level = .low, coverage: Coverage? = nil) -> String {
  var report = HTMLReport(style: ReportStyle(), shown: shown, facts: HTMLReport.Facts())
  var bytes = report.head()
  var counted = Coverage()
  for verdict in verdicts {
    counted.count(verdict)
    bytes += report.add(verdict, report.record(of: verdict))
  }
  return String(decoding: bytes + report.end(coverage ?? counted), as: UTF8.self)
}
