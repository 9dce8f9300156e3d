/// What `check` prints.
public enum CheckOutput: String, Sendable, CaseIterable {
  /// Nothing: the exit code tells.
  case none
  /// One line when the message reaches the level.
  case text
  /// A card for whoever wrote the message, when it reaches the level or was not read whole.
  case card
  /// The verdict and the coverage as JSON Lines.
  case jsonl
  /// The message itself with `X-Chaperone-*` fields.
  case message
}

/// The conventions of the mail software that `check` is called from (`--mta`).
///
/// | result                                  | postfix | sieve | procmail | maildrop |    exim |
/// |-----------------------------------------|--------:|------:|---------:|---------:|--------:|
/// | printed when nothing else is asked for  |    card |  text |  message |  message | message |
/// | nothing found                           |       0 |     0 |        0 |        0 |       0 |
/// | something                               |      69 |     0 |        0 |        0 |       0 |
/// | coverage incomplete                     |       0 |     0 |        0 |        0 |       0 |
/// | the same as tests, nothing printed      | 0 69 0  | 0 1 3 |    0 1 3 |    0 1 3 |   0 1 3 |
/// | failure                                 |      75 |    75 |       75 |       75 |      75 |
///
/// Postfix's pipe bounces on 69 (EX_UNAVAILABLE) with what was printed, and knows no "incomplete":
/// such a message passes, its headers tell. The others throw away what a filter printed when its code
/// is not 0, so that one which prints the message answers 0 for every result, and the headers tell;
/// Sieve's `execute` does so with any output. What prints nothing, or for the last three a line or a
/// card, answers by its code.
public enum MailServer: String, Sendable, CaseIterable {
  case postfix, sieve, procmail, maildrop, exim

  /// What is printed when nothing else is asked for.
  public var output: CheckOutput {
    switch self {
    case .postfix: .card
    case .sieve: .text
    case .procmail, .maildrop, .exim: .message
    }
  }

  /// The exit code for a status that `FailureAnswer` has already been applied to.
  ///
  /// - Parameter output: what was printed.
  public func code(of status: ScanStatus, printing output: CheckOutput) -> Int32 {
    guard !status.isFailure else { return status.rawValue }
    switch self {
    case .postfix: return status == .found ? 69 : 0
    case .sieve: return output == .none ? status.rawValue : 0
    case .procmail, .maildrop, .exim: return output == .message ? 0 : status.rawValue
    }
  }

  /// Whether a message that was found is sent back with what is printed, so that a filter prints why and
  /// not the message.
  public var sendsBack: Bool { self == .postfix }

  /// What is printed, as this software hands it on.
  ///
  /// Postfix makes one line of it, in ASCII, and takes an enhanced status code (RFC 3463) in front for
  /// the bounce's: 5.7.1 is a refusal by policy, where the plain exit code would say that a program failed.
  public func printed(_ text: String) -> String {
    guard self == .postfix, !text.isEmpty else { return text }
    var line = "5.7.1 "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", " ":
        if line.unicodeScalars.last != " " { line.unicodeScalars.append(" ") }
      case "«", "»", "“", "”": line.unicodeScalars.append("\"")
      case "•", "…": line.unicodeScalars.append("*")
      case "’": line.unicodeScalars.append("'")
      default: line.unicodeScalars.append(scalar.isASCII ? scalar : "?")
      }
    }
    return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
  }
}
