import Lexicons
import Mail
import Native
import People
import Reports
import Scanning

/// What `lexicon watch` knows from one save to the next.
struct WatchBench {
  private let folder: String
  private let district: District
  private let mail: [String]
  private let top: Int
  private let style: ReportStyle
  private var previous: LexiconSet?
  private var lexicons = KnownLexicons()
  private var findings = KnownFindings()
  private var examples = KnownExamples()
  /// What the mail came to at the start.
  private var baseline: [Verdict] = []

  init(folder: String, district: District, mail: [String], top: Int, style: ReportStyle) {
    self.folder = folder
    self.district = district
    self.mail = mail
    self.top = top
    self.style = style
  }

  /// Reads the folder, and tells what changed since the last time and what it comes to.
  mutating func result() throws(FileError) -> String {
    let set = try LexiconFolder.load(folder, vocabulary: .standard, known: &lexicons)
    let known = findings
    let (rules, linted) = concurrently(
      { Ruleset(set) },
      {
        var known = known
        return (
          findings: Linter.findings(in: set, vocabulary: .standard, known: &known), known: known
        )
      })
    findings = linted.known
    let saved = changedFiles(set)
    var text = "\(folder): \(counted(rules.ruleCount, "rule"))"
    text += saved.isEmpty ? "\n" : ", saved \(saved.prefix(3).joined(separator: ", "))\n"
    if saved.count > 3 { text += "and \(counted(saved.count - 3, "other file"))\n" }
    if let previous {
      let changes = LexiconChanges(from: previous, to: set)
      if !changes.isEmpty {
        text += "\n" + ChangesText(style: style).details(of: changes, top: top)
      }
    }
    text += lint((set.diagnostics + rules.diagnostics + linted.findings).inOrder, saved)
    text += test(rules, from: set)
    if rules.ruleCount > 0, !mail.isEmpty { text += scan(rules) }
    previous = set
    return text + "\n"
  }

  private func changedFiles(_ set: LexiconSet) -> [String] {
    guard let previous else { return [] }
    let before = Dictionary(previous.files.map { ($0.path, $0.bytes) }) { one, _ in one }
    let after = Dictionary(set.files.map { ($0.path, $0.bytes) }) { one, _ in one }
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  // MARK: Lint

  private func lint(_ all: [Diagnostic], _ saved: [String]) -> String {
    let errors = all.count { $0.severity == .error }
    var text =
      "\nlint: \(counted(errors, "error")), \(counted(all.count - errors, "warning"))\n"
    // Errors anywhere, and everything in the files at hand.
    let paths = Set(saved.map { "\(folder)/\($0)" })
    let shown = all.filter { $0.severity == .error || paths.contains($0.place.path) }
    for diagnostic in shown.prefix(top) {
      text += diagnostic.rendered(color: style.isColoured) + "\n"
    }
    if shown.count > top { text += "and \(grouped(shown.count - top)) more\n" }
    return text
  }

  // MARK: Test

  private mutating func test(_ rules: Ruleset, from set: LexiconSet) -> String {
    let report = examples.report(of: rules, from: set, workers: Host.processors)
    var text =
      "test: \(counted(report.examples, "example")) of \(counted(report.rules, "rule")) in "
      + "\(counted(report.messages, "message")), \(grouped(report.failures.count)) failed\n"
    for failure in report.failures.prefix(top) {
      text += LexiconTestText.text(of: failure, isColoured: style.isColoured)
    }
    if report.failures.count > top {
      text += "and \(grouped(report.failures.count - top)) more\n"
    }
    return text
  }

  // MARK: Mail

  /// The most messages that are kept to compare with.
  private static let mostMessages = 20_000

  private mutating func scan(_ rules: Ruleset) -> String {
    var verdicts: [Verdict] = []
    var problems: [String] = []
    var stream = MessageStream(paths: mail.map { FilePath($0) }, format: nil)
    let run = ScanRun(rules: rules, district: district, jobs: Host.processors)
    run.run(over: &stream, render: { _, _ in [] }) { result in
      switch result {
      case .messages(let scanned, _): verdicts += scanned.map(\.verdict)
      case .problem(let error): problems.append(error.sentence)
      }
      return verdicts.count < Self.mostMessages
    }
    if baseline.isEmpty { baseline = verdicts }
    var changes = MailChanges(keeping: .init(messages: top, samples: 0))
    // Other mail than at the start cannot be compared message by message.
    if baseline.count == verdicts.count {
      for (before, after) in zip(baseline, verdicts) { changes.add(before: before, after: after) }
    }
    var text = "mail: \(counted(verdicts.count, "message"))"
    for level in Level.allCases.reversed() {
      let now = verdicts.count { $0.risk == level }
      let then = baseline.count { $0.risk == level }
      text += ", \(grouped(now)) \(level.rawValue)"
      if now != then { text += " (\(now > then ? "+" : "")\(now - then))" }
    }
    text += "\n"
    for problem in problems { text += "  \(Terminal.printable(problem))\n" }
    return text + ChangesText(style: style).messages(of: changes)
  }
}
