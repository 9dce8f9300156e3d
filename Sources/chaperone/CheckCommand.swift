public import ArgumentParser
public import Filter
import Lexicons
import Mail
import Native
import People
import Reports
import Scanning

/// `chaperone check`: one message on standard input, for a mail filter.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check one message on standard input before it is sent.",
    discussion: """
      Prints one line when the message reaches the level, the verdict with --format jsonl, or the \
      message itself with X-Chaperone-* header fields with --headers. The message is never altered \
      otherwise.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl }

  @Argument(
    help: "The message; - or nothing is standard input. After --, the envelope's recipients.")
  var arguments: [String] = []

  @OptionGroup var rules: RuleOptions
  @OptionGroup var style: StyleOptions

  @Option(help: "The output: text (one line, or nothing) or jsonl.")
  var format: Format = .text

  @Flag(help: "Print the message with X-Chaperone-* header fields.")
  var headers = false

  @Option(help: "The level that makes the exit code 1.")
  var at: Level = .medium

  @Option(help: "The envelope's sender.")
  var sender: String?

  @Option(name: .customLong("recipient"), help: "A recipient of the envelope; may be given again.")
  var recipients: [String] = []

  @Option(
    help:
      "What a failure to check answers: report (its own exit code), defer (75), open (0) or closed (77)."
  )
  var onError: FailureAnswer?

  @Option(
    help: "Exit codes as this mail software wants them: postfix, sieve, procmail, maildrop or exim."
  )
  var mta: MailServer?

  @Flag(help: "Parts of types that are not read (images, say) make coverage incomplete.")
  var strictCoverage = false

  func run() throws {
    var status: ScanStatus
    do {
      status = try check()
    } catch let failure as Failure {
      Standard.complain(failure.sentence)
      status = failure.status
    } catch let error as FileError {
      Standard.complain(error.sentence)
      status = .inputOutput
    }
    let answer = onError ?? (mta == nil ? .report : .defer)
    status = answer.answer(to: status)
    throw ExitCode(mta?.code(of: status) ?? status.rawValue)
  }

  private func check() throws -> ScanStatus {
    let started = Host.monotonicSeconds
    let path = FilePath(arguments.first ?? "-")
    let limits = Limits()
    let bytes: [UInt8]
    do {
      bytes = try FileReader.contents(of: path, limit: limits.messageBytes)
    } catch {
      if error.isMissing { throw Failure.noInput(error.sentence) }
      throw Failure.inputOutput(error.sentence)
    }
    guard !bytes.isEmpty else { throw Failure.unusable("\(path): no message: the input is empty") }
    let setup = try Setup(rules)
    let (range, syntax) = message(in: bytes.span)
    var options = ScanOptions()
    options.limits = limits
    var scanner = Scanner(setup.rules, district: setup.district, options: options)
    let verdict = scanner.scan(
      bytes.span.extracting(range), syntax: syntax,
      at: MessageLocation(source: path.description, offset: range.lowerBound, length: range.count),
      envelope: envelope)
    var coverage = Coverage(isStrict: strictCoverage)
    coverage.count(verdict)
    for problem in setup.problems {
      coverage.lose(
        source: problem.place.path, why: "line \(problem.place.line): \(problem.message)")
    }
    coverage.seconds = Host.monotonicSeconds - started
    try write(verdict, coverage, of: bytes, setup: setup)
    if verdict.risk >= at, at > .none { return .found }
    return coverage.isComplete ? .nothing : .incomplete
  }

  /// The message's own bytes: without an mbox separator line, and of JSON Lines the first line.
  private func message(in bytes: Span<UInt8>) -> (Range<Int>, MailFormat.Syntax) {
    if MailFormat.recognizing(bytes, path: "-")?.syntax == .json {
      return (0..<(bytes.firstOffset(of: 0x0A) ?? bytes.count), .json)
    }
    guard bytes.hasPrefix(ignoringCase: "From "), bytes.count > 5, bytes[5] != UInt8(ascii: ":")
    else {
      return (0..<bytes.count, .mime)
    }
    return ((bytes.firstOffset(of: 0x0A).map { $0 + 1 } ?? 0)..<bytes.count, .mime)
  }

  private var envelope: Envelope? {
    let all = recipients + arguments.dropFirst()
    return sender == nil && all.isEmpty ? nil : Envelope(sender: sender, recipients: all)
  }

  private func write(
    _ verdict: Verdict, _ coverage: Coverage, of bytes: [UInt8], setup: Setup
  ) throws {
    var output = OutputFile.standardOutput()
    let style = try style.style(isTerminal: output.isTerminal)
    if headers {
      var filtered: [UInt8] = []
      filtered.reserveCapacity(bytes.count + 512)
      HeaderFilter.write(bytes.span, with: verdict, version: Chaperone.version, into: &filtered)
      try output.append(filtered.span)
    } else if format == .jsonl {
      var writer = JSONWriter()
      let report = JSONLinesReport(style: style, lexicon: setup.rules.hash)
      report.write(verdict, into: &writer)
      report.write(coverage, into: &writer)
      try output.append(writer.bytes.span)
    } else if verdict.risk >= at, verdict.risk > .none {
      try output.append(reason(for: verdict) + "\n")
    }
    try output.flush()
  }

  /// One line without any value: the risk, the concerns and the clauses.
  private func reason(for verdict: Verdict) -> String {
    let concerns = verdict.concerns.filter { $0.level > .none }
      .map { "\($0.concern.rawValue) \($0.score)" }
    var clauses: [String] = []
    for finding in verdict.findings
    where !finding.clause.isEmpty && !clauses.contains(finding.clause) {
      clauses.append(finding.clause)
    }
    return "\(verdict.risk.rawValue): \(concerns.joined(separator: ", "))"
      + (clauses.isEmpty ? "" : "; policy clause \(clauses.joined(separator: ", "))")
  }
}

extension FailureAnswer: ExpressibleByArgument {}
extension MailServer: ExpressibleByArgument {}
