public import ArgumentParser
public import Filter
import Lexicons
import Native

/// `chaperone check`: one message on standard input, for a mail filter.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check one message on standard input before it is sent.",
    discussion: """
      Prints one line when the message reaches the level, nothing with --format none, a card for its \
      sender with --format card, the verdict with --format jsonl, or the message itself with \
      X-Chaperone-* header fields with --headers. The message is never altered otherwise. A message \
      that could not be checked passes without X-Chaperone-* fields when failures are answered with \
      open; otherwise nothing is printed.
      """)

  @Argument(
    help: "The message; - or nothing is standard input. After --, the envelope's recipients.")
  var arguments: [String] = []

  @OptionGroup var rules: RuleOptions
  @OptionGroup var style: StyleOptions

  @Option(
    help:
      "The output: none, text (one line, or nothing), card (for the sender) or jsonl. Without it text, or what the --mta is used to."
  )
  var format: CheckRequest.Format?

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

  @Option(
    help: ArgumentHelp(
      "How long checking may take once the message has been read; over it is a failure to check.",
      valueName: "seconds"))
  var timeLimit: TimeLimit?

  @Option(
    help: ArgumentHelp(
      "How much of a message is read, K and M are understood; over it coverage is incomplete. Without it 64M.",
      valueName: "bytes"))
  var sizeLimit: SizeLimit?

  /// What the options ask for.
  var request: CheckRequest {
    var request = CheckRequest()
    request.arguments = arguments
    request.lexicons = rules.lexicons
    request.profile = rules.profile
    request.style = style.choice
    request.format = format
    request.headers = headers
    request.at = at
    request.sender = sender
    request.recipients = recipients
    request.onError = onError
    request.mta = mta
    request.strictCoverage = strictCoverage
    request.timeLimit = timeLimit
    request.sizeLimit = sizeLimit
    return request
  }

  /// The request of a command line, `check` left out; nil when it is none.
  static func request(of arguments: [String]) -> CheckRequest? {
    (try? parse(CheckRequest.spelledOut(arguments)))?.request
  }

  func run() throws { throw ExitCode(request.run()) }
}

extension CheckRequest.Format: ExpressibleByArgument {}
extension FailureAnswer: ExpressibleByArgument {}
extension MailServer: ExpressibleByArgument {}

extension TimeLimit: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
extension SizeLimit: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
