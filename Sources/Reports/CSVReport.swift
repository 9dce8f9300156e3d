public import Lexicons
private import Mail
private import People
public import Scanning

/// Findings as a table for Excel: a row a finding, then a row for everything that was not read, then a total.
///
/// The first column tells the rows apart: `finding`, `not read` or `total`. Numbers of clauses and parts stand
/// beside a word (`3.10 Speaking for the district`, `part 1.2`), since Excel makes 3.1 of 3.10 and dates of others.
/// Values and people are shown as the style has them.
public struct CSVReport: Sendable {
  private let style: ReportStyle
  private let shown: Level
  private let policy: Policy?

  private static let columns = [
    "row", "risk", "score", "concern", "concern level", "concern score", "rule", "what it means",
    "clause",
    "points", "match", "in context", "field", "part", "line", "column", "quoted", "date",
    "time zone",
    "channel", "from", "from role", "to", "to roles", "recipients", "subject", "message id",
    "source",
    "message starts at byte", "message bytes", "match starts at byte", "fingerprint", "note",
  ]

  /// Creates a report of the messages whose risk is at least `shown`.
  public init(style: ReportStyle, shown: Level, policy: Policy?) {
    self.style = style
    self.shown = shown
    self.policy = policy
  }

  /// What the file begins with: the byte order mark and the names of the columns.
  public func head() -> [UInt8] {
    var csv = CSVWriter(CSVWriter.byteOrderMark)
    for column in Self.columns { csv.text(column) }
    csv.endRow()
    return csv.bytes
  }

  /// The rows of one message's findings.
  ///
  /// - Parameter recorded: what an earlier scan recorded of the message, when the verdict is as that showed it.
  public func rows(of verdict: Verdict, recorded: RecordedMessage? = nil) -> [UInt8] {
    guard verdict.risk >= shown, !verdict.findings.isEmpty else { return [] }
    var csv = CSVWriter()
    let prints = recorded?.fingerprints ?? style.fingerprints(of: verdict)
    for (finding, print) in zip(verdict.findings, prints) {
      write(finding, print, of: verdict, into: &csv)
    }
    return csv.bytes
  }

  /// The rows of what was not read, and the total.
  public func end(_ coverage: Coverage) -> [UInt8] {
    var csv = CSVWriter()
    for entry in coverage.skipped {
      csv.text("not read")
      csv.nothings(12)
      csv.text(entry.part.map(partName) ?? "")
      csv.nothings(12)
      csv.text(entry.id ?? "")
      csv.text(entry.source)
      csv.nothings(4)
      csv.text(entry.isLoss ? entry.why : "\(entry.why) (not of a type that is read)")
      csv.endRow()
    }
    csv.text("total")
    csv.nothings(Self.columns.count - 2)
    let lost = coverage.skipped.count { $0.isLoss }
    let left = [coverage.seenSentence, coverage.suppressed?.sentence].compactMap(\.self)
    csv.text(
      "\(counted(coverage.messages, "message")) seen, \(grouped(coverage.scanned)) read whole; "
        + (lost == 0 ? "nothing was lost" : "\(grouped(lost)) not read")
        + left.map { "; \($0)" }.joined())
    csv.endRow()
    return csv.bytes
  }

  private func write(
    _ finding: Finding, _ print: String, of verdict: Verdict, into csv: inout CSVWriter
  ) {
    csv.text("finding")
    csv.text(verdict.risk.rawValue)
    csv.number(verdict.score)
    csv.text(finding.concern.rawValue)
    let concern = verdict.concerns.first { $0.concern == finding.concern }
    csv.text((concern?.level ?? .none).rawValue)
    csv.number(concern?.score ?? 0)
    csv.text(finding.rule)
    csv.text(finding.about)
    csv.text(clause(finding.clause))
    csv.number(finding.points)
    csv.text(style.match(of: finding))
    csv.text(style.line(of: finding))
    csv.text(finding.field)
    csv.text(partName(finding.part) + (finding.entry.isEmpty ? "" : ": \(finding.entry)"))
    csv.number(finding.line)
    csv.number(finding.column)
    csv.text(finding.isQuoted ? "yes" : "no")
    if let date = verdict.date {
      csv.text(date.sortable)
      csv.text(date.zone)
    } else {
      csv.nothings(2)
    }
    csv.text(verdict.channel.rawValue)
    write(verdict.parties, into: &csv)
    csv.text(style.subject(of: verdict))
    csv.text(verdict.id)
    csv.text(verdict.location.source)
    csv.number(verdict.location.offset)
    csv.number(verdict.location.length)
    if let start = finding.fileStart { csv.number(start) } else { csv.nothing() }
    csv.text(print)
    csv.nothing()
    csv.endRow()
  }

  private func write(_ parties: Parties, into csv: inout CSVWriter) {
    csv.text(parties.sender.map(style.address(of:)) ?? "")
    csv.text(parties.sender?.role.rawValue ?? "")
    csv.text(parties.recipients.map(style.address(of:)).joined(separator: "; "))
    let roles = Role.allCases.filter { role in parties.recipients.contains { $0.role == role } }
    csv.text(roles.map(\.rawValue).joined(separator: "; "))
    csv.number(parties.recipients.count)
  }

  private func clause(_ number: String) -> String {
    guard !number.isEmpty else { return "" }
    let title = policy?[number]?.title ?? ""
    return title.isEmpty ? "clause \(number)" : "\(number) \(title)"
  }

  private func partName(_ part: String) -> String { part.isEmpty ? "" : "part \(part)" }
}

extension CSVWriter {
  fileprivate mutating func nothings(_ count: Int) {
    for _ in 0..<count { nothing() }
  }
}
