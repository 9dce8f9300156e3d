public import Lexicons

/// What the daemon does with a message, from the mildest to the strictest.
///
/// To discard one is none of it: no message ends without somebody being told.
public enum Action: Sendable, Hashable {
  /// It goes on as it is.
  case accept
  /// It goes on with header fields that tell what was found.
  case headers
  /// It goes on hold in the mail server until an administrator decides.
  case quarantine
  /// Its sender keeps it and tries again.
  case tempfail(String)
  /// Its sender is told at once that it was not taken.
  case reject(String)

  /// The words of the configuration, from the mildest to the strictest.
  public static let words = ["accept", "headers", "quarantine", "tempfail", "reject"]

  /// The word in the configuration, the log and the counters.
  public var word: String { Self.words[strictness] }

  /// How much it stands in the way, from 0.
  public var strictness: Int {
    switch self {
    case .accept: 0
    case .headers: 1
    case .quarantine: 2
    case .tempfail: 3
    case .reject: 4
    }
  }

  /// Whether the message does not go on by itself.
  public var isHolding: Bool { strictness >= 2 }

  /// Whether the mail server does not take the message.
  public var isRefusing: Bool { strictness >= 3 }
}

/// What was found of a message, as far as actions differ by it.
public enum Outcome: Sendable, Hashable {
  /// The risk.
  case level(Level)
  /// Something of it could not be read.
  case incomplete

  /// All, as the configuration names them.
  public static let all: [Outcome] = Level.allCases.map { .level($0) } + [.incomplete]

  /// The word in the configuration.
  public var word: String {
    switch self {
    case .level(let level): level.rawValue
    case .incomplete: "incomplete"
    }
  }
}

/// What is done with messages of each direction and outcome.
public struct DecisionTable: Sendable, Hashable {
  private var actions: [Direction: [Outcome: Action]] = [:]

  /// The table without any line of the configuration: nothing is held, and what stays in the district
  /// gets headers.
  public init() {}

  /// What is done.
  public subscript(direction: Direction, outcome: Outcome) -> Action {
    get {
      if let action = actions[direction]?[outcome] { return action }
      if case .incomplete = outcome { return .accept }
      return direction == .outgoing ? .accept : .headers
    }
    set { actions[direction, default: [:]][outcome] = newValue }
  }

  /// What is done with a message of a risk: the stricter of two actions where not all of it was read.
  public func action(for direction: Direction, risk: Level, isComplete: Bool) -> Action {
    let action = self[direction, .level(risk)]
    if isComplete { return action }
    let other = self[direction, .incomplete]
    return other.strictness > action.strictness ? other : action
  }
}
