/// The conventions of the mail software that `check` is called from (`--mta`).
///
/// | result             | postfix | sieve | procmail | maildrop | exim |
/// |--------------------|--------:|------:|---------:|---------:|-----:|
/// | nothing            |       0 |     0 |        0 |        0 |    0 |
/// | something          |      69 |     1 |        1 |        1 |    1 |
/// | coverage incomplete|       0 |     3 |        3 |        3 |    3 |
/// | failure            |      75 |    75 |       75 |       75 |   75 |
///
/// Postfix's pipe bounces on 69 (EX_UNAVAILABLE) with what was printed, and knows no "incomplete":
/// such a message passes, its headers tell. The others hand the code to a rule of the administrator's.
public enum MailServer: String, Sendable, CaseIterable {
  case postfix, sieve, procmail, maildrop, exim

  /// The exit code for a status that `FailureAnswer` has already been applied to.
  public func code(of status: ScanStatus) -> Int32 {
    guard self == .postfix else { return status.rawValue }
    switch status {
    case .found: return 69
    case .incomplete: return 0
    default: return status.rawValue
    }
  }
}
