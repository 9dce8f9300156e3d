private import Glibc

/// The signals that an administrator or the system sends to the daemon.
public enum Signals {
  /// What is asked of the daemon.
  public enum Request: Sendable {
    /// SIGHUP: read the files anew.
    case reload
    /// SIGTERM or SIGINT: finish what is in progress, then end.
    case stop
  }

  /// Keeps the signals back from all threads until `next` takes them: call it before any thread starts.
  public static func hold() {
    var set = waited
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    // SAFETY: SIG_IGN is no function of ours. A peer that went away is an error, not the end.
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Waits for the next request.
  public static func next() -> Request {
    var set = waited
    while true {
      switch unsafe sigwaitinfo(&set, nil) {
      case SIGHUP: return .reload
      case SIGTERM, SIGINT: return .stop
      default: continue
      }
    }
  }

  /// Ends the process at once: other threads still run, and must not meet what `exit` takes down.
  public static func endProcess(_ code: Int32) -> Never { _exit(code) }

  private static var waited: sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in [SIGHUP, SIGTERM, SIGINT] { unsafe sigaddset(&set, signal) }
    return set
  }
}
