private import Glibc
private import Synchronization

/// A time after which the process gives its answer without the work being done.
///
/// The work cannot be interrupted, only left behind: when the time has passed, another thread runs
/// `missed`, and the process ends at once with the code that it answers.
public final class Deadline: Sendable {
  /// Whether the work was done, or the time has passed: whichever came first.
  private let isSettled = Mutex(false)

  /// Sets a deadline; where the system has no thread left, there is none.
  ///
  /// - Parameters:
  ///   - seconds: from now; must be positive.
  ///   - missed: gives the answer and the exit code, while the work may still go on beside it.
  public init(seconds: Double, missed: @escaping @Sendable () -> Int32) {
    // Not joined: it ends with the process.
    _ = Thread { [self] in
      Self.sleep(for: seconds)
      guard settle() else { return }
      // Without the clean-up of `exit`: the work still uses what that would take away.
      _exit(missed())
    }
  }

  /// Says that the work is done and its answer is about to be given.
  ///
  /// Does not return when the time has passed: the other answer is being given.
  public func meet() {
    if settle() { return }
    while true { pause() }
  }

  /// True for the first caller.
  private func settle() -> Bool {
    isSettled.withLock { isSettled in
      if isSettled { return false }
      isSettled = true
      return true
    }
  }

  private static func sleep(for seconds: Double) {
    var end = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &end)
    let total = Double(end.tv_nsec) / 1e9 + seconds
    end.tv_sec += Int(total)
    end.tv_nsec = Int((total - total.rounded(.down)) * 1e9)
    while unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, nil) == EINTR {}
  }
}
