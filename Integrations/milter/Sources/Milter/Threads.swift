private import Glibc

/// Threads of the system, for what waits and for what computes long.
public enum Threads {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread that nobody waits for; answers whether there was room for it.
  @discardableResult
  public static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let boxed = unsafe Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    // SAFETY: the thread takes over the reference that was retained for it.
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      }, boxed.toOpaque())
    guard code == 0 else {
      unsafe boxed.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  /// Waits some seconds.
  public static func sleep(seconds: Double) {
    var time = timespec(
      tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
    var left = timespec()
    while unsafe nanosleep(&time, &left) != 0, errno == EINTR { time = left }
  }
}
