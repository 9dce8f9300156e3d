private import Synchronization

/// A question that is answered on a thread of its own while whoever asked it goes on.
///
/// It is for what mostly waits for the system.
public struct BackgroundCheck: ~Copyable {
  private let work: Work
  private let thread: Thread?

  private final class Work: Sendable {
    let check: @Sendable () -> Bool
    let isTrue = Atomic(false)

    init(_ check: @escaping @Sendable () -> Bool) { self.check = check }

    func run() { isTrue.store(check(), ordering: .relaxed) }
  }

  /// Begins to ask.
  public init(_ check: @escaping @Sendable () -> Bool) {
    let work = Work(check)
    self.work = work
    thread = Thread { work.run() }
  }

  /// Waits for the answer; to be called once.
  ///
  /// Where the system had no thread left, it is only asked now.
  public consuming func answer() -> Bool {
    if let thread { thread.join() } else { work.run() }
    return work.isTrue.load(ordering: .relaxed)
  }
}
