import Lexicons
import Loading
import Milter
import Native
import Scanning
import Synchronization

/// What the daemon counts, for Prometheus.
public final class Counters: Sendable {
  /// What can go wrong.
  public enum Failure: String, Sendable, CaseIterable {
    /// There was no verdict in time.
    case time
    /// Too many messages waited already.
    case busy
    /// A message was over the size limit.
    case size
    /// The mail server did not take the changes.
    case reply
    /// A line of the log could not be written.
    case log
    /// The file of the counters could not be written.
    case metrics
  }

  private struct Kind: Hashable {
    let direction: String
    let level: String
    let action: String
  }

  private struct State {
    var messages: [Kind: Int] = [:]
    var overrides = (accepted: 0, refused: 0)
    var incomplete = 0
    var abandoned = 0
    var failures: [Failure: Int] = [:]
    var reloads = (done: 0, refused: 0)
    var answering = Histogram()
    var scanning = Histogram()
    var inProgress = 0
    var generation = 0
    var rules = 0
    var droppedRules = 0
    var lexicons = ""
    var loaded = 0.0
  }

  private let state = Mutex(State())

  /// Counters at zero.
  public init() {}

  /// A message has begun.
  public func begin() { state.withLock { $0.inProgress += 1 } }

  /// A message ended without being judged.
  public func abandon() {
    state.withLock {
      $0.inProgress -= 1
      $0.abandoned += 1
    }
  }

  /// How many messages are in progress.
  public var inProgress: Int { state.withLock { $0.inProgress } }

  /// A message was judged.
  public func count(_ judgement: Judgement) {
    state.withLock { state in
      let kind = Kind(
        direction: judgement.direction?.rawValue ?? "unknown", level: judgement.level,
        action: judgement.action.word)
      state.messages[kind, default: 0] += 1
      if judgement.reason == .exempt { return }
      state.inProgress -= 1
      state.answering.add(judgement.seconds)
      if judgement.verdict != nil { state.scanning.add(judgement.scanSeconds) }
      if !judgement.isComplete { state.incomplete += 1 }
      if let override = judgement.override {
        if override.refusal == nil {
          state.overrides.accepted += 1
        } else {
          state.overrides.refused += 1
        }
      }
    }
  }

  /// Something went wrong.
  public func count(failure: Failure) { state.withLock { $0.failures[failure, default: 0] += 1 } }

  /// The files were read anew, for good or bad.
  public func count(reload isDone: Bool) {
    state.withLock {
      if isDone { $0.reloads.done += 1 } else { $0.reloads.refused += 1 }
    }
  }

  /// Other rules are in use.
  func use(_ snapshot: Snapshot) {
    state.withLock {
      $0.generation = snapshot.generation
      $0.rules = snapshot.setup.rules.ruleCount
      $0.droppedRules = snapshot.setup.problems.count
      $0.lexicons = snapshot.setup.rules.hash
      $0.loaded = Clock.seconds
    }
  }

  /// All counters in Prometheus' text format (version 0.0.4).
  public var text: String {
    let state = state.withLock { $0 }
    var text = MetricsText()
    text.begin("chaperone_messages_total", "counter", "Messages by direction, level and action.")
    for (kind, count) in state.messages.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      text.add(
        count,
        [("direction", kind.direction), ("level", kind.level), ("action", kind.action)])
    }
    text.begin("chaperone_incomplete_total", "counter", "Messages of which not all was read.")
    text.add(state.incomplete)
    text.begin("chaperone_abandoned_total", "counter", "Messages whose sender went away.")
    text.add(state.abandoned)
    text.begin("chaperone_overrides_total", "counter", "Senders' overrides by result.")
    text.add(state.overrides.accepted, [("result", "accepted")])
    text.add(state.overrides.refused, [("result", "refused")])
    text.begin("chaperone_failures_total", "counter", "What went wrong, by kind.")
    for failure in Failure.allCases {
      text.add(state.failures[failure] ?? 0, [("kind", failure.rawValue)])
    }
    text.begin("chaperone_reloads_total", "counter", "Reloads by result.")
    text.add(state.reloads.done, [("result", "done")])
    text.add(state.reloads.refused, [("result", "refused")])
    text.begin(
      "chaperone_messages_in_progress", "gauge", "Messages that are being read or scanned.")
    text.add(state.inProgress)
    text.begin("chaperone_rules", "gauge", "Rules in force.")
    text.add(state.rules)
    text.begin("chaperone_dropped_rules", "gauge", "Mistakes in the lexicons in use.")
    text.add(state.droppedRules)
    text.begin("chaperone_lexicons", "gauge", "The lexicons in use, and how often they changed.")
    text.add(state.generation, [("hash", state.lexicons)])
    text.begin("chaperone_lexicons_loaded_seconds", "gauge", "When they were loaded (Unix time).")
    text.add(Int(state.loaded))
    text.add(
      state.answering, "chaperone_answer_seconds", "From a message's end to the reply.")
    text.add(state.scanning, "chaperone_scan_seconds", "The scan alone.")
    if let bytes = Self.residentBytes {
      text.begin("process_resident_memory_bytes", "gauge", "Memory in use.")
      text.add(bytes)
    }
    return text.text
  }

  private static var residentBytes: Int? {
    guard let bytes = try? FileReader.contents(of: "/proc/self/statm", limit: 4_096) else {
      return nil
    }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    return words.count > 1 ? Int(words[1]).map { $0 * Clock.pageSize } : nil
  }
}
