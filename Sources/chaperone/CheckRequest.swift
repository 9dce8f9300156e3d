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
  enum Format: String, CaseIterable { case none, text, card, jsonl }

  /// The message's path, then recipients of the envelope.
  var arguments: [String] = []
  var lexicons: String?
  var profile: String?
  var style = StyleChoice()
  var format: Format?
  /// Whether the message is printed, with header fields.
  var headers = false
  /// The level that makes the exit code 1.
  var at = Level.medium
  /// The envelope's sender and recipients; an empty sender is the null sender of notices.
  var sender: String?
  var recipients: [String] = []
  /// What a failure answers.
  var onError: FailureAnswer?
  /// Whose exit codes are wanted.
  var mta: MailServer?
  var strictCoverage = false
  /// How long checking may take.
  var timeLimit: TimeLimit?
  /// How much of a message is read.
  var sizeLimit: SizeLimit?

  /// What is printed.
  var output: CheckOutput {
    if headers { return .message }
    guard let format else { return mta?.output ?? .text }
    switch format {
    case .none: return .none
    case .text: return .text
    case .card: return .card
    case .jsonl: return .jsonl
    }
  }

  /// Checks the message, prints the result and answers the exit code.
  func run() -> Int32 {
    let message: [UInt8]
    do throws(Failure) {
      message = try read()
    } catch {
      return give(.failed(error), for: [])
    }
    // From here on: a message that has not come whole cannot be handed on.
    let deadline = timeLimit.map { limit in
      Deadline(seconds: limit.seconds) { give(overTime(limit, message), for: message) }
    }
    let answer: CheckAnswer
    do throws(Failure) {
      answer = try check(message, isTerminal: OutputFile.standardOutput().isTerminal)
    } catch {
      answer = .failed(error)
    }
    deadline?.meet()
    return give(answer, for: message)
  }

  /// Prints an answer and tells its exit code.
  private func give(_ answer: CheckAnswer, for message: [UInt8]) -> Int32 {
    let onError = onError ?? (mta == nil ? .report : .defer)
    var printed = answer.printed
    var status = answer.status
    if let complaint = answer.complaint {
      Standard.complain(complaint)
      // The mail filter takes what is printed for the message: nothing at all would lose it.
      if output == .message, onError == .open {
        printed.removeAll()
        HeaderFilter.writeUnchecked(message.span, into: &printed)
      }
    }
    do throws(FileError) {
      var output = OutputFile.standardOutput()
      try output.append(printed.span)
      try output.flush()
    } catch {
      Standard.complain(error.sentence)
      status = .inputOutput
    }
    status = onError.answer(to: status)
    return mta?.code(of: status, printing: output) ?? status.rawValue
  }

  /// The answer when the time has passed: nothing is known of the message, as JSON too.
  private func overTime(_ limit: TimeLimit, _ message: [UInt8]) -> CheckAnswer {
    let why = "over the time limit of \(limit)"
    var answer = CheckAnswer.failed(
      Failure(status: .temporary, sentence: "\(path): not checked: \(why)"))
    if output == .jsonl {
      var coverage = Coverage(isStrict: strictCoverage)
      coverage.messages = 1
      coverage.bytes = message.count
      coverage.lose(source: path.description, why: why)
      coverage.seconds = limit.seconds
      var writer = JSONWriter()
      JSONLinesReport(style: ReportStyle(), lexicon: "").write(coverage, into: &writer)
      answer.printed = writer.bytes
    }
    return answer
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
  private func check(_ bytes: [UInt8], isTerminal: Bool) throws(Failure) -> CheckAnswer {
    let started = Host.monotonicSeconds
    var limits = Limits()
    if let sizeLimit { limits.messageBytes = sizeLimit.bytes }
    guard !bytes.isEmpty else { throw .unusable("\(path): no message: the input is empty") }
    let format = MailFormat.recognizing(bytes.span, path: "-")
    if case .chat = format?.syntax {
      throw .unusable(
        "\(path): an export of chats (\(format?.name ?? "")): chaperone scan reads all its messages"
      )
    }
    let (range, syntax, hasMore) = message(
      in: bytes.span, isJSON: format?.syntax == .json, limit: limits.messageBytes)
    if output == .message, syntax == .json {
      throw .unusable("\(path): header fields go into mail, and this is a JSON message")
    }
    let setup = try Setup(lexicons: lexicons, profile: profile)
    Host.keep(setup.rules)
    Host.keep(setup.district)
    var options = ScanOptions()
    options.limits = limits
    let last = LastScanner(Scanner(setup.rules, district: setup.district, options: options))
    Host.keep(last)
    let verdict = last.scanner.scan(
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
    let isFound = verdict.risk >= at && at > .none
    var answer = CheckAnswer(
      status: isFound ? .found : coverage.isComplete ? .nothing : .incomplete)
    write(verdict, coverage, isFound: isFound, of: bytes, style, setup.rules, into: &answer.printed)
    return answer
  }

  /// The message's own bytes: without an mbox separator line, and of JSON Lines the first that is
  /// not empty; and whether other messages follow.
  private func message(
    in bytes: Span<UInt8>, isJSON: Bool, limit: Int
  ) -> (range: Range<Int>, syntax: MailFormat.Syntax, hasMore: Bool) {
    if isJSON {
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
    _ verdict: Verdict, _ coverage: Coverage, isFound: Bool, of bytes: [UInt8],
    _ style: ReportStyle, _ rules: Ruleset, into result: inout [UInt8]
  ) {
    let goesBack = isFound && mta?.sendsBack == true
    switch output {
    case .none: break
    case .message where !goesBack:
      result.reserveCapacity(bytes.count + 512)
      HeaderFilter.write(
        bytes.span, with: verdict, unread: coverage.kinds, version: Chaperone.version,
        into: &result)
    case .jsonl:
      var writer = JSONWriter()
      let report = JSONLinesReport(style: style, lexicon: rules.hash)
      report.write(verdict, into: &writer)
      report.write(coverage, into: &writer)
      result = writer.bytes
    case .card,
      .message where format != .text:
      let card = SenderCard(style: style, policy: rules.policy)
      tell(card.text(of: verdict, at: max(at, .low), unread: coverage.reasons), into: &result)
    case .text, .message:
      if isFound { tell("\(reason(for: verdict))\n", into: &result) }
    }
  }

  private func tell(_ text: String, into result: inout [UInt8]) {
    result.append(contentsOf: (mta?.printed(text) ?? text).utf8)
  }

  /// One line without any value: the risk, the concerns and the clauses.
  private func reason(for verdict: Verdict) -> String {
    let concerns = verdict.concerns.filter { $0.level > .none }
      .map { "\($0.concern.rawValue) \($0.score)" }
    let clauses = Citation(of: verdict).clauses
    return "\(verdict.risk.rawValue): \(concerns.joined(separator: ", "))"
      + (clauses.isEmpty ? "" : "; policy clause \(clauses.joined(separator: ", "))")
  }
}

/// The scanner of a process that ends with its message: its buffers are left to the system.
private final class LastScanner {
  var scanner: Scanner

  init(_ scanner: consuming Scanner) { self.scanner = scanner }
}

/// What `check` has to say of a message: a status and what is printed, or why it could not be checked.
private struct CheckAnswer: Sendable {
  var status: ScanStatus
  var printed: [UInt8] = []
  /// The sentence for standard error; nil for a result.
  var complaint: String?

  static func failed(_ failure: Failure) -> CheckAnswer {
    CheckAnswer(status: failure.status, complaint: failure.sentence)
  }
}
