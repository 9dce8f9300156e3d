import Filter
import Lexicons
import Milter
import Reports
public import Scanning

/// What was found of a message, what is done with it, and why: what the log and the counters tell.
public struct Judgement: Sendable {
  /// Why the action is what it is, where the risk alone does not say it.
  public enum Reason: String, Sendable {
    /// The table's action for the risk.
    case risk
    /// Not all of it could be read, and the table's action for that is stricter.
    case incomplete
    /// It is longer than what is scanned.
    case sizeLimit = "size-limit"
    /// There was no verdict in time.
    case timeLimit = "time-limit"
    /// It could not be scanned.
    case error
    /// The sender's override let it pass.
    case `override`
    /// The client's mail is not looked at.
    case exempt
  }

  /// The mail server's name for the message.
  public var queueID: String?
  /// Which way it goes; nil when that was not looked at.
  public var direction: Direction?
  /// What was found; nil when it was not scanned.
  public var verdict: Verdict?
  /// The kinds of what was not read; nothing that the message itself says.
  public var unread: [String] = []
  /// Whether all of it was read.
  public var isComplete = true
  /// What is done.
  public var action = Action.accept
  /// Why.
  public var reason = Reason.risk
  /// The sender's override, whether it counted or not.
  public var override: OverrideRequest?
  /// The message's bytes, as far as they were kept.
  public var bytes = 0
  /// The number of recipients of the envelope.
  public var recipients = 0
  /// Seconds from the message's end to the reply.
  public var seconds = 0.0
  /// Seconds that the scan took.
  public var scanSeconds = 0.0

  /// A judgement of nothing yet.
  public init() {}

  /// The word for the risk; `unknown` when the message was not scanned.
  public var level: String { verdict?.risk.rawValue ?? "unknown" }

  /// Writes the keys of its line in the log.
  func write(into json: inout JSONWriter) {
    json.key("event")
    json.string("message")
    if let queueID {
      json.key("queue")
      json.string(queueID)
    }
    if let direction {
      json.key("direction")
      json.string(direction.rawValue)
    }
    json.key("level")
    json.string(level)
    if let verdict {
      json.key("score")
      json.number(verdict.score)
      let cited = Citation(of: verdict)
      if !cited.rules.isEmpty {
        json.key("rules")
        json.strings(cited.rules)
        json.key("clauses")
        json.strings(cited.clauses)
      }
    }
    json.key("action")
    json.string(action.word)
    json.key("why")
    json.string(reason.rawValue)
    if !isComplete {
      json.key("complete")
      json.bool(false)
      if !unread.isEmpty {
        json.key("unread")
        json.strings(unread)
      }
    }
    if let override {
      json.key("override")
      json.string(override.reason)
      if let refusal = override.refusal {
        json.key("override_refused")
        json.string(refusal)
      }
    }
    if reason != .exempt {
      json.key("recipients")
      json.number(recipients)
      json.key("bytes")
      json.number(bytes)
      json.key("ms")
      json.decimal(seconds * 1_000)
      json.key("scan_ms")
      json.decimal(scanSeconds * 1_000)
    }
  }
}
