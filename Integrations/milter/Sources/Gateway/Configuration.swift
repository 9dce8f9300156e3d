public import Filter
public import Lexicons

/// What an administrator chose: one fact a line of `chaperone-milter.conf`.
public struct Configuration: Sendable {
  /// A sender's way past an action: a header field with a reason.
  public struct Override: Sendable, Hashable {
    /// The field's name.
    public var field = "X-Chaperone-Override"
    /// The highest risk that it can pass.
    public var highest = Level.high
    /// Whether only clients that proved who they are may use it (SMTP AUTH).
    public var needsAuthentication = false
  }

  /// Where the counters can be read.
  public enum MetricsPlace: Sendable, Hashable {
    /// A unix socket that answers with them.
    case socket(String)
    /// A file that is replaced by a new one again and again.
    case file(String)
  }

  // Read once, when the daemon starts.

  /// Where the mail server connects, in libmilter's words: `unix:/path`, `inet:port@host`.
  public var socket = ""
  /// The mode of a unix socket.
  public var socketMode: UInt32 = 0o660
  /// The group that a unix socket is given to; nil for the user's own.
  public var socketGroup: String?
  /// The user that the daemon becomes when it is started by root; nil to stay who it is.
  public var user: String?
  /// How many messages are scanned at a time; 0 for the number of processors.
  public var workers = 0
  /// The file of the log; nil for standard error.
  public var log: String?
  /// Where the counters can be read.
  public var metrics: [MetricsPlace] = []

  // Read anew with the lexicons.

  /// The folder of lexicons; nil for the one that is installed.
  public var lexicons: String?
  /// The district profile.
  public var profile = ""
  /// What is done with what.
  public var table = DecisionTable()
  /// Clients whose mail is not looked at.
  public var exempt: [Network] = []
  /// How senders can pass; nil when they cannot.
  public var override: Override?
  /// The longest message that is scanned whole, in bytes.
  public var sizeLimit = 32 << 20
  /// The most seconds that a message may wait for its verdict.
  public var timeLimit = 20.0
  /// What a longer message gets.
  public var onSizeLimit = FailureAnswer.open
  /// What a message gets whose time is up.
  public var onTimeLimit = FailureAnswer.defer
  /// What a message gets that cannot be scanned for another reason.
  public var onError = FailureAnswer.defer
  /// How often the files are looked at for changes, in seconds; 0 for never.
  public var checkEvery = 5.0
  /// How long messages in progress may take to finish when the daemon is told to stop, in seconds.
  public var stopAfter = 30.0

  /// The configuration of an empty file.
  public init() {}

  /// The facts that count only when the daemon starts, for telling what a change of them needs.
  public func differsAtStart(from other: Configuration) -> Bool {
    socket != other.socket || socketMode != other.socketMode || socketGroup != other.socketGroup
      || user != other.user || workers != other.workers || log != other.log
      || metrics != other.metrics
  }
}
