import Filter
import Lexicons
import Loading
import Mail
public import Milter
import Native
import People
import Reports
import Scanning
import Synchronization

/// Decides what becomes of each message: the daemon's heart, and all that libmilter's callbacks ask.
public final class Gatekeeper: Sendable {
  private let reloader: Reloader
  private let pool: ScanPool
  private let log: EventLog
  private let counters: Counters
  private let isStopping = Atomic(false)

  /// Creates one that judges by what the reloader holds.
  public init(_ reloader: Reloader, pool: ScanPool, log: EventLog, counters: Counters) {
    self.reloader = reloader
    self.pool = pool
    self.log = log
    self.counters = counters
  }

  /// From now on new messages are deferred; those in progress are finished.
  public func stop() { isStopping.store(true, ordering: .sequentiallyConsistent) }

  /// What happens to a message before it is sent.
  public func begin(_ transaction: Transaction) -> MilterHandlers.Beginning {
    if isStopping.load(ordering: .sequentiallyConsistent) { return .tempfail }
    let configuration = reloader.current.configuration
    if configuration.exempt.contains(where: { $0.contains(transaction.client.address) }) {
      var judgement = Judgement()
      judgement.reason = .exempt
      counters.count(judgement)
      log.message(judgement)
      return .pass
    }
    counters.begin()
    return .read(limit: configuration.sizeLimit)
  }

  /// A message ended without being judged.
  public func abandon() { counters.abandon() }

  /// The mail server did not take what was asked for: the message stays with its sender.
  public func fail(_ transaction: Transaction) {
    counters.count(failure: .reply)
    log.note("reply-failed", [("queue", transaction.queueID ?? "")])
  }

  /// Scans a message and decides.
  public func judge(_ transaction: Transaction) -> Reply {
    let start = Host.monotonicSeconds
    let snapshot = reloader.current
    var judgement = decide(on: transaction, with: snapshot)
    let reply = reply(to: judgement, transaction, snapshot.configuration)
    judgement.seconds = Host.monotonicSeconds - start
    counters.count(judgement)
    log.message(judgement)
    return reply
  }

  private func decide(on transaction: Transaction, with snapshot: Snapshot) -> Judgement {
    let configuration = snapshot.configuration
    let direction = Direction(of: transaction, in: snapshot.setup.district)
    var judgement = Judgement()
    judgement.queueID = transaction.queueID
    judgement.direction = direction
    judgement.bytes = transaction.message.count
    judgement.recipients = transaction.recipients.count
    let scanned = pool.scan(
      transaction.message,
      Envelope(sender: transaction.sender, recipients: transaction.recipients), with: snapshot,
      limit: configuration.timeLimit)
    guard case .verdict(let verdict, let seconds) = scanned else {
      judgement.isComplete = false
      if case .busy = scanned {
        counters.count(failure: .busy)
        judgement.reason = .error
        judgement.action = Self.action(configuration.onError)
      } else {
        counters.count(failure: .time)
        judgement.reason = .timeLimit
        judgement.action = Self.action(configuration.onTimeLimit)
      }
      return judgement
    }
    judgement.verdict = verdict
    judgement.scanSeconds = seconds
    judgement.unread = Self.unread(of: verdict, isCut: transaction.isCut, with: snapshot)
    judgement.isComplete = judgement.unread.isEmpty
    let risk = verdict.risk
    judgement.action = configuration.table.action(
      for: direction, risk: risk, isComplete: judgement.isComplete)
    if judgement.action != configuration.table[direction, .level(risk)] {
      judgement.reason = .incomplete
    }
    if transaction.isCut {
      counters.count(failure: .size)
      let other = Self.action(configuration.onSizeLimit)
      if other.strictness > judgement.action.strictness {
        judgement.action = other
        judgement.reason = .sizeLimit
      }
    }
    applyOverride(to: &judgement, transaction, direction, risk, snapshot)
    return judgement
  }

  /// The kinds of what was not read, as `chaperone check` tells them.
  private static func unread(
    of verdict: Verdict, isCut: Bool, with snapshot: Snapshot
  ) -> [String] {
    var coverage = Coverage()
    if isCut {
      coverage.lose(source: verdict.location.source, why: Defect.Kind.tooLarge.rawValue)
    }
    coverage.count(verdict)
    snapshot.setup.countProblems(in: &coverage)
    return coverage.kinds
  }

  /// Lets a held message pass when its sender may ask for it and does.
  private func applyOverride(
    to judgement: inout Judgement, _ transaction: Transaction, _ direction: Direction,
    _ risk: Level, _ snapshot: Snapshot
  ) {
    let isFromInside = transaction.sender.map { Direction.isInside($0, snapshot.setup.district) }
    judgement.override = OverrideRequest(
      of: transaction, under: snapshot.configuration.override, direction,
      isFromInside: isFromInside ?? false, risk: risk)
    guard let override = judgement.override, override.refusal == nil,
      judgement.action.isHolding, judgement.reason == .risk || judgement.reason == .incomplete
    else { return }
    judgement.action = direction == .outgoing ? .accept : .headers
    judgement.reason = .override
  }

  /// What is done with a message that could not be scanned, or not as a whole.
  private static func action(_ answer: FailureAnswer) -> Action {
    switch answer {
    case .open: .accept
    case .closed: .reject("This message could not be checked; ask your mail administrator")
    case .defer, .report: .tempfail(ConfigurationParser.laterSentence)
    }
  }

  /// What the mail server is asked to do.
  ///
  /// Fields that only Chaperone may write are taken out of every message, whoever wrote them, and with
  /// them the override; what stays in the district gets its own unless nothing is to be added.
  private func reply(
    to judgement: Judgement, _ transaction: Transaction, _ configuration: Configuration
  ) -> Reply {
    var reply = Reply(fate(of: judgement))
    guard !judgement.action.isRefusing else { return reply }
    var counts: [String: Int] = [:]
    let override = configuration.override?.field.lowercased()
    for field in transaction.fields {
      let name = field.name.lowercased()
      guard name.hasPrefix("x-chaperone-") || name == override else { continue }
      counts[name, default: 0] += 1
      reply.removals.append(Reply.Removal(name: field.name, index: counts[name] ?? 1))
    }
    guard let verdict = judgement.verdict, judgement.direction != .outgoing,
      judgement.action != .accept
    else { return reply }
    reply.additions = HeaderFilter.fields(
      of: verdict, judgement.unread, version: Release.version
    ).map { (name: "X-Chaperone-\($0.name)", value: $0.value) }
    return reply
  }

  private func fate(of judgement: Judgement) -> Reply.Fate {
    switch judgement.action {
    case .accept, .headers: .accept
    case .quarantine: .quarantine(reason: "chaperone: \(judgement.level) risk")
    case .tempfail(let sentence): .tempfail(fill(sentence, judgement))
    case .reject(let sentence): .reject(fill(sentence, judgement))
    }
  }

  /// A sentence with `{clauses}`, `{concerns}` and `{level}` filled in; never with anything that the
  /// message says.
  private func fill(_ sentence: String, _ judgement: Judgement) -> String {
    let concerns = judgement.verdict?.concerns.filter { $0.level > .none } ?? []
    let clauses = judgement.verdict.map { Citation(of: $0).clauses } ?? []
    return sentence.replacing("{clauses}", with: clauses.joined(separator: ", "))
      .replacing("{concerns}", with: concerns.map(\.concern.rawValue).joined(separator: ", "))
      .replacing("{level}", with: judgement.level)
  }
}
