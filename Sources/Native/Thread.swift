private import Glibc

/// A thread that runs one closure.
@safe struct Thread {
  private let handle: pthread_t

  /// Starts a thread; nil when the system has none left.
  init?(_ work: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let work: @Sendable () -> Void
      init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    // SAFETY: the thread takes over the retained box; when none starts, it is released here.
    let box = unsafe Unmanaged.passRetained(Box(work))
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    unsafe pthread_attr_init(attributes)
    defer {
      unsafe pthread_attr_destroy(attributes)
      unsafe attributes.deallocate()
    }
    // The main thread's usual size; a thread of another C library may get as little as 128 KB.
    unsafe pthread_attr_setstacksize(attributes, 8 << 20)
    var started = pthread_t()
    let result = unsafe pthread_create(
      &started, attributes,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work()
        }
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      unsafe box.release()
      return nil
    }
    handle = started
  }

  /// Waits until the closure has returned.
  func join() { _ = pthread_join(handle, nil) }
}
