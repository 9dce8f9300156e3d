private import CMilter
private import Glibc

/// A counting semaphore: threads wait for what other threads make ready.
@safe public final class Semaphore: @unchecked Sendable {
  // SAFETY: the semaphore's memory lives as long as this object, and sem_* may be called by any thread.
  private let semaphore: UnsafeMutablePointer<sem_t>

  /// Creates a semaphore that lets `count` waits pass.
  public init(count: Int = 0) {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, UInt32(count))
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  /// Lets one wait pass.
  public func signal() {
    unsafe sem_post(semaphore)
  }

  /// Waits until something is signalled.
  public func wait() {
    while unsafe sem_wait(semaphore) != 0 {}
  }

  /// Waits until something is signalled or seconds have passed; answers whether it was signalled.
  public func wait(seconds: Double) -> Bool {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    let end = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9 + max(seconds, 0)
    var deadline = timespec(
      tv_sec: Int(end), tv_nsec: Int((end - end.rounded(.down)) * 1e9))
    while unsafe sem_clockwait(semaphore, CLOCK_MONOTONIC, &deadline) != 0 {
      if errno == ETIMEDOUT { return false }
    }
    return true
  }
}
