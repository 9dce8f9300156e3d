import Filter
import Lexicons
import Mail
import Native
import People
import Reports
import Scanning

/// What a run of `chaperone check` is asked to do.
///
/// It stands apart from the command line, since reading that with all its help and errors takes longer
/// than checking an ordinary message.
struct CheckRequest: Equatable {
  enum Format: String, CaseIterable { case text, jsonl }

  /// The message's path, then recipients of the envelope.
  var arguments: [String] = []
  var lexicons: String?
  var profile: String?
  var style = StyleChoice()
  var format = Format.text
  /// Whether the message is printed, with header fields.
  var headers = false
  /// The level that makes the exit code 1.
  var at = Level.medium
  /// The envelope's sender and recipients.
  var sender: String?
  var recipients: [String] = []
  /// What a failure answers.
  var onError: FailureAnswer?
  /// Whose exit codes are wanted.
  var mta: MailServer?
  var strictCoverage = false

  /// Checks the message, prints the result and answers the exit code.
  func run() -> Int32 {
    let answer = onError ?? (mta == nil ? .report : .defer)
    var output = OutputFile.standardOutput()
    var message: [UInt8] = []
    var result: [UInt8] = []
    var status: ScanStatus
    do throws(Failure) {
      message = try read()
      status = try check(message, isTerminal: output.isTerminal, into: &result)
    } catch {
      Standard.complain(error.sentence)
      status = error.status
      // The mail filter takes what is printed for the message: nothing at all would lose it.
      if headers, answer == .open {
        result.removeAll()
        HeaderFilter.writeUnchecked(message.span, into: &result)
      }
    }
    do throws(FileError) {
      try output.append(result.span)
      try output.flush()
    } catch {
      Standard.complain(error.sentence)
      status = .inputOutput
    }
    status = answer.answer(to: status)
    return mta?.code(of: status) ?? status.rawValue
  }

  private var path: FilePath { FilePath(arguments.first ?? "-") }

  /// The whole message: what is over the scanner's limit is not scanned, but has to be handed on.
  private func read() throws(Failure) -> [UInt8] {
    do {
      return try FileReader.contents(of: path, limit: 8 * Limits().messageBytes)
    } catch {
      throw error.isMissing ? .noInput(error.sentence) : .inputOutput(error.sentence)
    }
  }

  /// Scans the message and makes of it what is to be printed.
  private func check(
    _ bytes: [UInt8], isTerminal: Bool, into result: inout [UInt8]
  ) throws(Failure) -> ScanStatus {
    let started = Host.monotonicSeconds
    let limits = Limits()
    guard !bytes.isEmpty else { throw .unusable("\(path): no message: the input is empty") }
    let (range, syntax, hasMore) = message(in: bytes.span, limit: limits.messageBytes)
    if headers, syntax == .json {
      throw .unusable("\(path): header fields go into mail, and this is a JSON message")
    }
    let setup = try Setup(lexicons: lexicons, profile: profile)
    Host.keep(setup.rules)
    Host.keep(setup.district)
    var options = ScanOptions()
    options.limits = limits
    var scanner = Scanner(setup.rules, district: setup.district, options: options)
    let verdict = scanner.scan(
      bytes.span.extracting(range), syntax: syntax,
      at: MessageLocation(source: path.description, offset: range.lowerBound, length: range.count),
      envelope: envelope)
    var coverage = Coverage(isStrict: strictCoverage)
    coverage.count(verdict)
    setup.countProblems(in: &coverage)
    if hasMore {
      coverage.lose(source: path.description, why: "only the first of several messages was checked")
    }
    coverage.seconds = Host.monotonicSeconds - started
    let style = try style.style(isTerminal: isTerminal, people: setup.district.roster)
    write(verdict, coverage, of: bytes, style, setup.rules.hash, into: &result)
    if verdict.risk >= at, at > .none { return .found }
    return coverage.isComplete ? .nothing : .incomplete
  }

  /// The message's own bytes: without an mbox separator line, and of JSON Lines the first that is
  /// not empty; and whether other messages follow.
  private func message(
    in bytes: Span<UInt8>, limit: Int
  ) -> (range: Range<Int>, syntax: MailFormat.Syntax, hasMore: Bool) {
    if MailFormat.recognizing(bytes, path: "-")?.syntax == .json {
      var start = 0
      while start < bytes.count, isBlank(bytes[start]) { start += 1 }
      let end = bytes.firstOffset(of: 0x0A, from: start) ?? bytes.count
      var next = end
      while next < bytes.count, isBlank(bytes[next]) { next += 1 }
      return (start..<min(end, start + limit), .json, next < bytes.count)
    }
    return (HeaderFilter.endOfSeparator(in: bytes)..<bytes.count, .mime, false)
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private var envelope: Envelope? {
    let all = recipients + arguments.dropFirst()
    return sender == nil && all.isEmpty ? nil : Envelope(sender: sender, recipients: all)
  }

  private func write(
    _ verdict: Verdict, _ coverage: Coverage, of bytes: [UInt8], _ style: ReportStyle,
    _ lexicon: String, into result: inout [UInt8]
  ) {
    if headers {
      result.reserveCapacity(bytes.count + 512)
      HeaderFilter.write(bytes.span, with: verdict, version: Chaperone.version, into: &result)
    } else if format == .jsonl {
      var writer = JSONWriter()
      let report = JSONLinesReport(style: style, lexicon: lexicon)
      report.write(verdict, into: &writer)
      report.write(coverage, into: &writer)
      result = writer.bytes
    } else if verdict.risk >= at, verdict.risk > .none {
      result = Array("\(reason(for: verdict))\n".utf8)
    }
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
