/// The exit codes of `scan` and `check` (sysexits.h names in brackets).
public enum ScanStatus: Int32, Sendable {
  /// Nothing at or above the level asked for.
  case nothing = 0
  /// Something at or above it.
  case found = 1
  /// Coverage is incomplete and nothing was found.
  case incomplete = 3
  /// The command line makes no sense [EX_USAGE].
  case usage = 64
  /// The input is nothing that can be read [EX_DATAERR].
  case unusableInput = 65
  /// There is no such input [EX_NOINPUT].
  case noInput = 66
  /// A defect of Chaperone itself [EX_SOFTWARE].
  case `internal` = 70
  /// Reading or writing failed [EX_IOERR].
  case inputOutput = 74
  /// Try again later [EX_TEMPFAIL].
  case temporary = 75
  /// Refused since it could not be checked [EX_NOPERM].
  case refused = 77
  /// The profile or the lexicons are unusable [EX_CONFIG].
  case configuration = 78

  /// Whether the code tells of a failure to check, not of a result.
  public var isFailure: Bool {
    switch self {
    case .nothing, .found, .incomplete: false
    default: true
    }
  }
}

/// What `check` answers when it could not check.
public enum FailureAnswer: String, Sendable, CaseIterable {
  /// Each failure has its own code.
  case report
  /// Every failure is a temporary one: the mail server keeps the message and tries again.
  case `defer`
  /// Every failure lets the message pass.
  case open
  /// Every failure holds the message back.
  case closed

  /// The code that is answered in place of `status`; results and usage errors stay as they are.
  public func answer(to status: ScanStatus) -> ScanStatus {
    guard status.isFailure, status != .usage else { return status }
    switch self {
    case .report: return status
    case .defer: return .temporary
    case .open: return .nothing
    case .closed: return .refused
    }
  }
}
