import Lexicons
import Native
import Reports
import Scanning

/// What `scan` writes: one of the reports, fed with verdicts in input order.
enum ScanReport: Sendable {
  enum Format: String, CaseIterable {
    case text, html, csv, jsonl, sarif

    /// The lowest risk of the messages in a report that nobody asked another of.
    var shown: Level { self == .text ? .medium : .low }
  }

  case text(TextReport)
  case html(HTMLReport)
  case jsonl(JSONLinesReport)
  case csv(CSVReport)
  case sarif(SARIFReport)
  /// Stands in while a report is changed: two that share their storage would be copied for every message.
  case lent

  /// A report in that format of the messages whose risk is at least `shown`.
  init(_ format: Format, style: ReportStyle, shown: Level?, facts: HTMLReport.Facts) {
    let shown = max(shown ?? format.shown, .low)
    switch format {
    case .text: self = .text(TextReport(style: style, shown: shown))
    case .jsonl: self = .jsonl(JSONLinesReport(style: style, lexicon: facts.lexicon))
    case .html: self = .html(HTMLReport(style: style, shown: shown, facts: facts))
    case .csv: self = .csv(CSVReport(style: style, shown: shown, policy: facts.policy))
    case .sarif:
      self = .sarif(
        SARIFReport(style: style, shown: shown, policy: facts.policy, version: facts.version))
    }
  }

  /// What comes before the first message.
  func head() -> [UInt8] {
    switch self {
    case .text, .jsonl, .lent: []
    case .html(let report): report.head()
    case .csv(let report): report.head()
    case .sarif(let report): report.head()
    }
  }

  /// What can be made of a verdict without those before it, on any thread.
  ///
  /// `recorded` is what an earlier scan recorded of the message, when the verdict is as that showed it.
  func rendered(
    _ verdict: Verdict, reusing json: inout JSONWriter, recorded: RecordedMessage? = nil
  ) -> [UInt8] {
    switch self {
    case .text, .lent: return []
    case .jsonl(let report):
      json.removeAll()
      report.write(verdict, into: &json)
      return json.bytes
    case .html(let report): return report.record(of: verdict)
    case .csv(let report): return report.rows(of: verdict, recorded: recorded)
    case .sarif(let report): return report.results(of: verdict, recorded: recorded)
    }
  }

  /// The bytes of the next message in input order; `rendered` is what was made of it before.
  mutating func next(
    _ verdict: Verdict, _ rendered: [UInt8], recorded: RecordedMessage? = nil
  ) -> [UInt8] {
    switch self {
    case .jsonl, .csv, .lent: return rendered
    case .text(var report):
      self = .lent
      let block = report.block(of: verdict, recorded: recorded)
      self = .text(report)
      return Array(block.utf8)
    case .html(var report):
      self = .lent
      let record = report.add(verdict, rendered, recorded: recorded)
      self = .html(report)
      return record
    case .sarif(var report):
      self = .lent
      let results = report.add(verdict, rendered)
      self = .sarif(report)
      return results
    }
  }

  /// What comes after the last message.
  func end(_ coverage: Coverage) -> [UInt8] {
    switch self {
    case .lent: return []
    case .text(let report): return Array(report.summary(of: coverage).utf8)
    case .jsonl(let report):
      var json = JSONWriter()
      report.write(coverage, into: &json)
      return json.bytes
    case .html(let report): return report.end(coverage)
    case .csv(let report): return report.end(coverage)
    case .sarif(let report): return report.end(coverage)
    }
  }
}
